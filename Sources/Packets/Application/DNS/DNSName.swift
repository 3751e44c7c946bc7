/// A domain name as it lies in a message: labels, the last of which may be a pointer to an earlier name.
/// RFC 1035 sections 3.1 and 4.1.4.
public struct DNSName: WireValue, Hashable {
    /// `www.example.com`; the root is `<Root>`.
    public var text: String
    public init(_ text: String) { self.text = text }

    public static var kind: ValueKind { .text }

    /// How many pointers one name may follow: each must lead backwards, so that no name is longer than its message.
    static let maximumPointers = 64
    /// RFC 1035 section 2.3.4.
    static let maximumLength = 255

    public static func read(_ message: RawSpan, _ place: Place) -> DNSName {
        var text = TextBuffer()
        describe(message, from: place.bit / 8, to: (place.bit + place.width) / 8, into: &text)
        return DNSName(String(decoding: text))
    }

    public static func describe(_ message: RawSpan, from: Int, to: Int, into text: inout TextBuffer) {
        var offset = from
        var pointers = 0
        let start = text.count
        while offset < message.byteCount, text.count - start <= maximumLength * 4 {
            let length = Int(message.octet(offset))
            if length == 0 { break }
            if length >= 0xc0 {
                let target = Int(message.word(offset) & 0x3fff)
                guard target < offset, pointers < maximumPointers else { break }
                offset = target
                pointers += 1
                continue
            }
            guard length < 64, offset + 1 + length <= message.byteCount else { break }
            if text.count > start { text.append(byte: 0x2e) }
            text.append(contentsOf: message.clamped(offset + 1, offset + 1 + length))
            offset += 1 + length
        }
        if text.count == start { text.append("<Root>") }
    }

    /// Where the name that starts at `from` ends in the octets up to `to`; `nil` when it does not end there.
    public static func end(_ message: RawSpan, from: Int, to: Int) -> Int? {
        var offset = from
        while offset < to {
            let length = Int(message.octet(offset))
            if length == 0 { return offset &+ 1 }
            if length >= 0xc0 { return offset &+ 2 <= to ? offset &+ 2 : nil }
            guard length < 64 else { return nil }
            offset &+= length &+ 1
        }
        return nil
    }

    public var encoded: [UInt8] { (try? Self.encode(text)) ?? [0] }

    public static func encode(_ text: String) throws(ForgeError) -> [UInt8] {
        var octets: [UInt8] = []
        for label in text.split(separator: ".") {
            let label = Array(label.utf8)
            guard label.count < 64 else {
                throw ForgeError(.value, "the label '\(String(decoding: label, as: UTF8.self))' is longer than 63 octets")
            }
            octets.append(UInt8(label.count))
            octets += label
        }
        guard octets.count < maximumLength else {
            throw ForgeError(.value, "the name '\(text)' is longer than 255 octets")
        }
        return octets + [0]
    }
}
