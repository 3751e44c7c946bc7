/// The tables of a reflected 32-bit CRC, read eight bytes at a time (slicing-by-8).
struct SlicingCRC: Sendable {
    /// Eight tables of 256 entries; table k is for a byte with k bytes after it.
    private let table: [UInt32]

    /// - Parameter polynomial: with the bits reflected, the highest power in bit 0.
    init(polynomial: UInt32) {
        var table = [UInt32](repeating: 0, count: 8 * 256)
        for byte in 0..<256 {
            var crc = UInt32(byte)
            for _ in 0..<8 { crc = crc >> 1 ^ (crc & 1 == 1 ? polynomial : 0) }
            table[byte] = crc
        }
        for index in 256..<table.count {
            let previous = table[index - 256]
            table[index] = previous >> 8 ^ table[Int(previous & 0xFF)]
        }
        self.table = table
    }

    /// The register after the bytes of `span`.
    func update(_ register: UInt32, _ span: RawSpan) -> UInt32 {
        unsafe table.withUnsafeBufferPointer { table in
            var crc = register
            var at = 0
            let end = span.byteCount
            // Every index into the table is a byte plus a multiple of 256 below 2048.
            while end &- at >= 8 {
                let word = UInt64(
                    littleEndian: unsafe span.unsafeLoadUnaligned(fromUncheckedByteOffset: at, as: UInt64.self))
                let a = crc ^ UInt32(truncatingIfNeeded: word)
                let b = UInt32(truncatingIfNeeded: word >> 32)
                let high =
                    unsafe table[1792 &+ Int(a & 0xFF)] ^ table[1536 &+ Int(a >> 8 & 0xFF)]
                    ^ table[1280 &+ Int(a >> 16 & 0xFF)] ^ table[1024 &+ Int(a >> 24)]
                let low =
                    unsafe table[768 &+ Int(b & 0xFF)] ^ table[512 &+ Int(b >> 8 & 0xFF)]
                    ^ table[256 &+ Int(b >> 16 & 0xFF)] ^ table[Int(b >> 24)]
                crc = high ^ low
                at &+= 8
            }
            while at < end {
                let byte = unsafe span.unsafeLoad(fromUncheckedByteOffset: at, as: UInt8.self)
                crc = crc >> 8 ^ (unsafe table[Int((crc ^ UInt32(byte)) & 0xFF)])
                at &+= 1
            }
            return crc
        }
    }
}
