/// Loads of the integers that capture files are made of, checked against the span's bounds.
extension RawSpan {
    /// The octet at `offset`.
    @inline(__always) func uint8(at offset: Int) -> UInt8 { load(at: offset) }

    /// The 16-bit number at `offset`, in the host's or the other byte order.
    @inline(__always) func uint16(at offset: Int, swapped: Bool) -> UInt16 {
        let value: UInt16 = load(at: offset)
        return swapped ? value.byteSwapped : value
    }

    /// The 32-bit number at `offset`, in the host's or the other byte order.
    @inline(__always) func uint32(at offset: Int, swapped: Bool) -> UInt32 {
        let value: UInt32 = load(at: offset)
        return swapped ? value.byteSwapped : value
    }

    /// The 64-bit number at `offset`, in the host's or the other byte order.
    @inline(__always) func uint64(at offset: Int, swapped: Bool) -> UInt64 {
        let value: UInt64 = load(at: offset)
        return swapped ? value.byteSwapped : value
    }

    @inline(__always) private func load<T: FixedWidthInteger & BitwiseCopyable>(at offset: Int) -> T {
        precondition(offset >= 0 && MemoryLayout<T>.size <= byteCount &- offset, "a load outside the span")
        return unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: T.self)
    }

    /// The octets as an array.
    func copied() -> [UInt8] {
        unsafe withUnsafeBytes { unsafe [UInt8]($0) }
    }

    /// The octets as UTF-8 text, without zero octets at the end; what is not UTF-8 is replaced by U+FFFD.
    func text() -> String {
        unsafe withUnsafeBytes { buffer in
            var count = buffer.count
            while count > 0, unsafe buffer[count - 1] == 0 { count -= 1 }
            return unsafe String(decoding: buffer[..<count], as: UTF8.self)
        }
    }
}

extension Array where Element == UInt8 {
    /// The array's octets, untyped.
    var rawSpan: RawSpan {
        @_lifetime(borrow self)
        get { unsafe span.bytes }
    }
}
