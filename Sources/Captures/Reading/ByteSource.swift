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

    /// Whether the last `read` gave nothing only because nothing is there for now: asked again, the source may give more.
    var isIdle: Bool { get }

    /// Fills the start of `buffer` with the next octets, waiting until there is at least one.
    ///
    /// - Returns: how many octets were put there, at most `buffer.byteCount`; 0 at the end of the source, or when it is idle.
    /// - Throws: `CaptureError` when the octets cannot be had.
    func read(into buffer: inout MutableRawSpan) throws(CaptureError) -> Int
}

extension ByteSource {
    public var totalByteCount: UInt64? { nil }
    public var endIsFinal: Bool { true }
    public var isIdle: Bool { false }
}

/// A source that somebody else still writes to, so that its reader may want to do something before it waits for more: to show
/// what was read until then, say.
public protocol LiveSource: ByteSource {
    /// Whether `read` waits until there is something. Otherwise it gives nothing, and the source is idle.
    ///
    /// A reader takes a capture's beginning to be there when it is opened: until then this must be `true`.
    var waits: Bool { get set }

    /// Waits until there may be more, or the source is to end.
    func wait()
}
