internal import CZlib
internal import Captures

/// Decompresses gzip: any number of members after each other (RFC 1952 section 2.2), by zlib.
@safe final class GzipDecompressor: Decompressor {
    /// zlib keeps a pointer to this, so it may not move.
    private let stream: UnsafeMutablePointer<z_stream>
    private var state = State.inMember
    /// What is wrong with the data behind those that were given out.
    private var fault: DecompressionFault?

    private enum State {
        case inMember
        /// A member is complete; another may follow.
        case afterMember
        /// Zero octets follow the last member, as on a tape.
        case padding
    }

    init() throws(DecompressionFault) {
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        // 15: the largest window; 16 more: a gzip header is expected.
        let status = unsafe inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else {
            throw DecompressionFault(.limitExceeded, "zlib cannot start (status \(status)); is there enough memory?")
        }
    }

    deinit {
        _ = unsafe inflateEnd(stream)
        unsafe stream.deinitialize(count: 1)
        unsafe stream.deallocate()
    }

    /// Whether another member of the file starts here. RFC 1952 2.2
    private static func startsMember(_ input: RawSpan) -> Bool {
        let magic = CompressionFormat.gzip.magic
        guard input.byteCount >= magic.count else { return false }
        for index in magic.indices where input.octet(at: index) != magic[index] { return false }
        return true
    }

    func decompress(
        _ input: RawSpan, into output: inout MutableRawSpan, inputEnded: Bool
    ) throws(DecompressionFault) -> (consumed: Int, produced: Int) {
        if let fault { throw fault }
        var skipped = 0
        switch state {
        case .inMember: break
        case .afterMember:
            guard input.byteCount >= 2 || inputEnded else { return (0, 0) }
            if Self.startsMember(input) {
                _ = unsafe inflateReset(stream)
                state = .inMember
            } else {
                state = .padding
                fallthrough
            }
        case .padding:
            while skipped < input.byteCount, input.octet(at: skipped) == 0 { skipped += 1 }
            guard skipped == input.byteCount else {
                throw DecompressionFault(.corrupt, "what follows the compressed data is neither gzip nor padding")
            }
            return (skipped, 0)
        }
        let status = unsafe input.withUnsafeBytes { source in
            unsafe output.withUnsafeMutableBytes { target in
                // zlib counts in 32 bits, and does not write through next_in.
                unsafe stream.pointee.next_in = UnsafeMutablePointer(
                    mutating: source.baseAddress?.assumingMemoryBound(to: Bytef.self))
                unsafe stream.pointee.avail_in = UInt32(min(source.count, 1 << 30))
                unsafe stream.pointee.next_out = target.baseAddress?.assumingMemoryBound(to: Bytef.self)
                unsafe stream.pointee.avail_out = UInt32(min(target.count, 1 << 30))
                return unsafe inflate(stream, Z_NO_FLUSH)
            }
        }
        let consumed = min(input.byteCount, 1 << 30) - Int(unsafe stream.pointee.avail_in)
        let produced = min(output.byteCount, 1 << 30) - Int(unsafe stream.pointee.avail_out)
        switch status {
        case Z_STREAM_END: state = .afterMember
        case Z_OK, Z_BUF_ERROR:
            if inputEnded, consumed == 0, produced == 0 {
                throw DecompressionFault(
                    .truncated, "the compressed data end too early; the file or its copy was cut short")
            }
        default:
            let words = unsafe stream.pointee.msg.map { unsafe String(cString: $0) } ?? "status \(status)"
            let fault = DecompressionFault(.corrupt, "the compressed data are damaged: \(words)")
            self.fault = fault
            // What came out before is good, or as good as can be told: a wrong check value is found behind all of it.
            if produced == 0 { throw fault }
        }
        return (consumed, produced)
    }
}

extension RawSpan {
    /// The octet at `offset`, which must be within the span.
    func octet(at offset: Int) -> UInt8 {
        precondition(offset >= 0 && offset < byteCount, "a load outside the span")
        return unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self)
    }
}
