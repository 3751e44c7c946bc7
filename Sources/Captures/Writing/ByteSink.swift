/// Where a writer's octets go: a file, a pipe, memory.
public protocol ByteSink: AnyObject {
    /// The sink's name in messages: the path, or `standard output`.
    var name: String { get }

    /// Takes octets from the front of `bytes`, which is not empty.
    ///
    /// - Returns: how many were taken, at least 1; the writer asks again for the rest.
    /// - Throws: `CaptureError`; nothing of `bytes` was taken then.
    func write(_ bytes: RawSpan) throws(CaptureError) -> Int

    /// Ends writing, so that errors which the system kept back are seen.
    ///
    /// - Throws: `CaptureError`.
    func close() throws(CaptureError)
}

extension ByteSink {
    public func close() throws(CaptureError) {}
}

/// A sink that keeps what is written to it.
public final class MemorySink: ByteSink {
    public let name: String
    /// All that was written.
    public private(set) var bytes: [UInt8] = []

    public init(name: String = "memory") { self.name = name }

    public func write(_ bytes: RawSpan) throws(CaptureError) -> Int {
        unsafe bytes.withUnsafeBytes { unsafe self.bytes.append(contentsOf: $0) }
        return bytes.byteCount
    }
}
