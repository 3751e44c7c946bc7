extension CaptureReader {
    /// A buffer over a source, or over what comes out of it when it is compressed, with the first octets in it.
    static func open(
        _ source: any ByteSource, compression: [CompressionFormat], bufferCapacity: Int
    ) throws(CaptureError) -> InputBuffer {
        var buffer = InputBuffer(source, capacity: bufferCapacity)
        _ = try buffer.fill(4)
        guard let format = self.compression(of: buffer.bytes, among: compression) else { return buffer }
        var decompressed = InputBuffer(try DecompressingSource(buffer, format: format), capacity: bufferCapacity)
        _ = try decompressed.fill(4)
        return decompressed
    }

    /// The compression format that `start` begins like.
    static func compression(of start: RawSpan, among formats: [CompressionFormat]) -> CompressionFormat? {
        formats.first { begins(start, with: $0.magic) }
    }

    private static func begins(_ start: borrowing RawSpan, with magic: [UInt8]) -> Bool {
        guard !magic.isEmpty, start.byteCount >= magic.count else { return false }
        for (index, octet) in magic.enumerated() where start.uint8(at: index) != octet { return false }
        return true
    }

    /// Tells the file format and the byte order by the first four octets.
    ///
    /// - Throws: `notACapture`.
    static func recognise(_ buffer: borrowing InputBuffer) throws(CaptureError) -> (CaptureFormat, isSwapped: Bool) {
        let name = buffer.source.name
        guard buffer.available > 0 else {
            throw CaptureError(.notACapture, fileName: name, offset: 0, message: "not a capture file: it is empty")
        }
        guard buffer.available >= 4 else {
            throw CaptureError(
                .notACapture, fileName: name, offset: 0,
                message: "not a capture file: it holds only \(buffer.available) bytes; the shortest capture has 24")
        }
        let magic = buffer.uint32(at: 0, swapped: false)
        for isSwapped in [false, true] {
            switch isSwapped ? magic.byteSwapped : magic {
            case 0x0A0D_0D0A: return (.pcapng, false)
            case 0xA1B2_C3D4: return (.pcap(.microseconds, isModified: false), isSwapped)
            case 0xA1B2_3C4D: return (.pcap(.nanoseconds, isModified: false), isSwapped)
            case 0xA1B2_CD34: return (.pcap(.microseconds, isModified: true), isSwapped)
            default: continue
            }
        }
        throw CaptureError(.notACapture, fileName: name, offset: 0, message: explain(buffer.bytes))
    }

    /// The words for a file that is no capture, with what it seems to be.
    private static func explain(_ start: borrowing RawSpan) -> String {
        let known: [(magic: [UInt8], name: String, remedy: String)] = [
            ([0x1F, 0x8B], "gzip data", "decompress it first"),
            ([0x28, 0xB5, 0x2F, 0xFD], "zstd data", "decompress it first"),
            ([0xFD, 0x37, 0x7A, 0x58], "xz data", "decompress it first, with 'xz -dc'"),
            ([0x04, 0x22, 0x4D, 0x18], "lz4 data", "decompress it first, with 'lz4 -dc'"),
            ([0x42, 0x5A, 0x68], "bzip2 data", "decompress it first, with 'bzip2 -dc'"),
            ([0x73, 0x6E, 0x6F, 0x6F], "a snoop capture", "convert it first, with 'editcap -F pcapng'"),
            ([0x7F, 0x45, 0x4C, 0x46], "a program", "name a pcap or pcapng file"),
        ]
        for candidate in known where begins(start, with: candidate.magic) {
            return "not a capture file but \(candidate.name); \(candidate.remedy)"
        }
        let octets = (0..<4).map { index in
            let digits = String(start.uint8(at: index), radix: 16)
            return digits.count < 2 ? "0" + digits : digits
        }
        return "not a capture file: it starts with \(octets.joined(separator: " ")), where pcap has a1 b2 c3 d4 "
            + "(in either order) and pcapng 0a 0d 0d 0a"
    }
}
