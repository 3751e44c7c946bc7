/// Where a reader gets a capture's octets from: a file, a pipe, memory, a decompressor.
public protocol ByteSource: AnyObject {
    /// The source's name in messages: the path, or `standard input`.
    var name: String { get }

    /// Octets that the underlying file holds, when that is known; for progress only, never trusted.
    var totalByteCount: UInt64? { get }

    /// Octets taken from the underlying file so far; for progress only.
    var consumedByteCount: UInt64 { get }

    /// Whether the end of this source means that the capture is over. It is `false` for a source that somebody else
    /// may still be writing to when reading stops: a half-written last record is then no fault.
    var endIsFinal: Bool { get }

    /// Fills the start of `buffer` with the next octets, waiting until there is at least one.
    ///
    /// - Returns: how many octets were put there, at most `buffer.byteCount`; 0 at the end of the source.
    /// - Throws: `CaptureError` when the octets cannot be had.
    func read(into buffer: inout MutableRawSpan) throws(CaptureError) -> Int
}

extension ByteSource {
    public var totalByteCount: UInt64? { nil }
    public var endIsFinal: Bool { true }
}
