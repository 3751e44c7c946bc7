/// Reads the text of an address byte by byte and words what it meets.
struct AddressScanner {
    private let text: [UInt8]
    private let subject: String
    private(set) var position = 0

    init(_ text: some StringProtocol, subject: String) {
        self.text = Array(text.utf8)
        self.subject = subject
    }

    var isAtEnd: Bool { position == text.count }

    /// The byte at `position + ahead`, if the text goes that far.
    func peek(_ ahead: Int = 0) -> UInt8? { position + ahead < text.count ? text[position + ahead] : nil }

    func contains(_ byte: UInt8) -> Bool { text.contains(byte) }

    mutating func skip(_ count: Int = 1) { position = Swift.min(position + count, text.count) }

    mutating func moveBack(to place: Int) { position = Swift.min(place, position) }

    /// The value of the hexadecimal digit at the position; moves past it.
    mutating func hexDigit() -> UInt64? {
        guard let byte = peek(), let value = Self.hexValue(byte) else { return nil }
        position += 1
        return value
    }

    /// A decimal number without sign or leading zero, at most `limit`.
    mutating func decimal(upTo limit: UInt32) throws(AddressError) -> UInt32 {
        let start = position
        var value: UInt32 = 0
        while let byte = peek(), byte &- 0x30 < 10 {
            if position > start, value == 0 {
                throw error(.leadingZero, at: start, "a number begins with 0; expected it without")
            }
            value = value * 10 + UInt32(byte &- 0x30)
            guard value <= limit else {
                throw error(.outOfRange, at: start, "the number is too large; expected 0 to \(limit)")
            }
            position += 1
        }
        guard position > start else { throw unexpected("a number from 0 to \(limit)") }
        return value
    }

    /// An error for whatever stands at the position.
    func unexpected(_ expectation: String) -> AddressError {
        if text.isEmpty { return error(.empty, at: 0, "there is nothing; expected \(expectation)") }
        guard let byte = peek() else {
            return error(.groupCount, at: position, "the text ends; expected \(expectation)")
        }
        let shown =
            byte > 0x20 && byte < 0x7F
            ? "'\(Character(Unicode.Scalar(byte)))'" : "the byte 0x\(String(byte, radix: 16, uppercase: false))"
        return error(.unexpectedCharacter, at: position, "\(shown) is unexpected; expected \(expectation)")
    }

    func error(_ code: AddressError.Code, at offset: Int, _ message: String) -> AddressError {
        let shown = String(decoding: text.prefix(64), as: UTF8.self)
        return AddressError(code, at: offset, of: subject, in: text.count > 64 ? shown + "…" : shown, message)
    }

    /// Throws unless all of the text was read.
    func expectEnd(_ expectation: String = "the end") throws(AddressError) {
        guard isAtEnd else { throw unexpected(expectation) }
    }

    private static func hexValue(_ byte: UInt8) -> UInt64? {
        switch byte {
        case 0x30...0x39: UInt64(byte - 0x30)
        case 0x41...0x46: UInt64(byte - 0x41 + 10)
        case 0x61...0x66: UInt64(byte - 0x61 + 10)
        default: nil
        }
    }
}
