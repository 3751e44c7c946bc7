/// Octets written as hexadecimal text: `0a0b0c`, or with `:`, `-`, `.` or spaces between them.
package enum HexText {
    /// The octets; `nil` when the text is something else.
    package static func parse(_ text: some StringProtocol) -> [UInt8]? {
        var octets: [UInt8] = []
        var high: UInt8?
        for character in text.utf8 {
            if let digit = digit(character) {
                if let first = high {
                    octets.append(first << 4 | digit)
                    high = nil
                } else {
                    high = digit
                }
            } else {
                guard high == nil, [0x3a, 0x2d, 0x2e, 0x20].contains(character) else { return nil }
            }
        }
        return high == nil ? octets : nil
    }

    /// A text's octets as a literal that crafting reads: `hex:736563`.
    static func literal(_ text: String) -> String {
        var buffer = TextBuffer()
        buffer.append("hex:")
        Array(text.utf8).withSpan { buffer.append(hexOf: $0) }
        return String(decoding: buffer)
    }

    @inline(__always)
    package static func digit(_ character: UInt8) -> UInt8? {
        switch character {
        case 0x30...0x39: character - 0x30
        case 0x41...0x46: character - 0x41 + 10
        case 0x61...0x66: character - 0x61 + 10
        default: nil
        }
    }
}
