/// Builds the octets of a block's options, or of any block that is not a packet, in one byte order. pcapng section 3.5.
struct OptionEncoder {
    let byteOrder: ByteOrder
    private(set) var octets: [UInt8] = []

    init(_ byteOrder: ByteOrder) { self.byteOrder = byteOrder }

    /// Appends a number, without a code.
    mutating func append<T: FixedWidthInteger>(_ value: T) {
        for index in 0..<T.bitWidth / 8 {
            let shift = byteOrder == .littleEndian ? index * 8 : T.bitWidth - 8 - index * 8
            octets.append(UInt8(truncatingIfNeeded: value >> T(shift)))
        }
    }

    /// Appends octets, padded to a multiple of four.
    mutating func appendPadded(_ value: some Collection<UInt8>) {
        octets.append(contentsOf: value)
        while octets.count % 4 != 0 { octets.append(0) }
    }

    /// Appends an option. An option holds at most 65,535 octets; what is longer is cut off.
    mutating func option(_ code: UInt16, _ value: some Collection<UInt8>) {
        let held = value.prefix(Int(UInt16.max))
        append(code)
        append(UInt16(held.count))
        appendPadded(held)
    }

    /// Appends an option that is text, when there is one, cut at a character when it is too long.
    mutating func option(_ code: UInt16, _ text: String?) {
        guard let text else { return }
        var held = Substring(text)
        while held.utf8.count > Int(UInt16.max) { held.removeLast() }
        option(code, held.utf8)
    }

    /// Appends an option that is a number, when there is one.
    mutating func option<T: FixedWidthInteger>(_ code: UInt16, number: T?) {
        guard let number else { return }
        append(code)
        append(UInt16(T.bitWidth / 8))
        append(number)
        while octets.count % 4 != 0 { octets.append(0) }
    }

    /// Appends the mark of the options' end, when there are options.
    mutating func endOptions(startedAt start: Int = 0) {
        if octets.count > start { append(0 as UInt32) }
    }
}
