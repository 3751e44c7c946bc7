public import Packets

/// Characters up to the first zero, in a place of fixed or given length.
public struct TerminatedText: WireValue, Hashable, ExpressibleByStringLiteral {
    public var text: String
    public init(_ text: String) { self.text = text }
    public init(stringLiteral value: String) { text = value }
    public static var kind: ValueKind { .text }

    public static func read(_ message: RawSpan, _ place: FieldPlace) -> TerminatedText {
        var text = TextBuffer()
        describe(message, from: place.bit / 8, to: (place.bit + place.width) / 8, into: &text)
        return TerminatedText(String(decoding: text))
    }

    public static func describe(_ message: RawSpan, from: Int, to: Int, into text: inout TextBuffer) {
        let end = (from..<max(from, to)).first { message.octet($0) == 0 } ?? to
        text.append(utf8: message.clamped(from, end))
    }

    public static var isPadded: Bool { true }
    public static func encode(_ text: String) -> [UInt8] { Array(text.utf8) }
    public var encoded: [UInt8] { Array(text.utf8) }
}

/// Octets that are shown as text of hexadecimal digits.
public struct HexadecimalText: WireValue, Hashable {
    public var octets: [UInt8]
    public init(_ octets: [UInt8]) { self.octets = octets }
    public static var kind: ValueKind { .text }
    public static func read(_ message: RawSpan, _ place: FieldPlace) -> HexadecimalText {
        HexadecimalText(message.octets(place.bit / 8, (place.bit + place.width) / 8))
    }
    public var encoded: [UInt8] { octets }
}

/// Octets that are shown as text of hexadecimal digits with colons.
public struct HardwareAddressText: WireValue, Hashable {
    public var octets: [UInt8]
    public init(_ octets: [UInt8]) { self.octets = octets }
    public static var kind: ValueKind { .text }
    public static func read(_ message: RawSpan, _ place: FieldPlace) -> HardwareAddressText {
        HardwareAddressText(message.octets(place.bit / 8, (place.bit + place.width) / 8))
    }
    public static func describe(_ message: RawSpan, from: Int, to: Int, into text: inout TextBuffer) {
        text.append(hexOf: message.clamped(from, to), separator: UInt8(ascii: ":"))
    }
    public var encoded: [UInt8] { octets }
}

/// A universally unique identifier whose first three numbers are little-endian, as PXE sends it. RFC 4578 section 2.3.
public struct MixedUUID: WireValue, Hashable {
    public var octets: [UInt8]
    public init(_ octets: [UInt8]) { self.octets = octets }
    public static var kind: ValueKind { .text }
    public static func read(_ message: RawSpan, _ place: FieldPlace) -> MixedUUID {
        MixedUUID(message.octets(place.bit / 8, (place.bit + place.width) / 8))
    }
    public static func describe(_ message: RawSpan, from: Int, to: Int, into text: inout TextBuffer) {
        for (index, offset) in [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15].enumerated() {
            if [4, 6, 8, 10].contains(index) { text.append(character: "-") }
            text.append(hex: message.octet(from + offset), digits: 2)
        }
    }
    public var encoded: [UInt8] { octets }
}
