/// The work of decompressing one file. Captures knows no compression itself: it is handed one of these.
public protocol Decompressor: AnyObject {
    /// Takes some of `input` and puts what comes out of it at the start of `output`.
    ///
    /// - Parameter inputEnded: whether nothing will follow `input`, which may then be empty.
    /// - Returns: how much was taken and put. When both are 0 and the input has ended, the data are complete.
    /// - Throws: `DecompressionFault` when the data are corrupt, or have ended too early.
    func decompress(
        _ input: RawSpan, into output: inout MutableRawSpan, inputEnded: Bool
    ) throws(DecompressionFault) -> (consumed: Int, produced: Int)
}

/// Why data could not be decompressed; the source adds the file's name and the place.
public struct DecompressionFault: Error, Sendable {
    /// `corrupt`, `truncated`, `unsupported` or `limitExceeded`.
    public let code: CaptureError.Code
    /// What was wrong, and what can be done.
    public let message: String

    public init(_ code: CaptureError.Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

/// A way of compressing files, known by the octets that such a file starts with.
public struct CompressionFormat: Sendable {
    /// `gzip`, `zstd`.
    public let name: String
    /// The octets that a file of this format starts with.
    public let magic: [UInt8]
    /// Makes what decompresses one file.
    public let makeDecompressor: @Sendable () throws(DecompressionFault) -> any Decompressor

    public init(
        name: String, magic: [UInt8],
        makeDecompressor: @escaping @Sendable () throws(DecompressionFault) -> any Decompressor
    ) {
        self.name = name
        self.magic = magic
        self.makeDecompressor = makeDecompressor
    }
}
