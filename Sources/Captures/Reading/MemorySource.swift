/// A capture that is in memory.
public final class MemorySource: ByteSource {
    public let name: String
    private let bytes: [UInt8]
    private let largestRead: Int
    private var position = 0

    /// Reads `bytes`, handing out at most `largestRead` octets at a time.
    public init(_ bytes: [UInt8], name: String = "memory", largestRead: Int = .max) {
        self.bytes = bytes
        self.name = name
        self.largestRead = max(1, largestRead)
    }

    public var totalByteCount: UInt64? { UInt64(bytes.count) }
    public var consumedByteCount: UInt64 { UInt64(position) }

    public func read(into buffer: inout MutableRawSpan) throws(CaptureError) -> Int {
        let count = min(bytes.count - position, buffer.byteCount, largestRead)
        guard count > 0 else { return 0 }
        unsafe buffer.withUnsafeMutableBytes { target in
            unsafe target.copyBytes(from: bytes[position..<position + count])
        }
        position += count
        return count
    }
}
