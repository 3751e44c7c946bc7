/// A domain name as it lies in a message: labels, the last of which may be a pointer to an earlier name.
/// RFC 1035 sections 3.1 and 4.1.4.
public protocol DomainName: WireValue, Hashable, ExpressibleByStringLiteral {
    /// `www.example.com`; the root is `<Root>`.
    var text: String { get set }
    init(_ text: String)
    /// Where the message, from which pointers count, starts in the layer's octets.
    static var base: Int { get }
}

/// A name in a message that starts with its identifier.
public struct DNSName: DomainName {
    public var text: String
    public init(_ text: String) { self.text = text }
    public static var base: Int { 0 }
}

/// A name in a message that starts with its length, as on TCP.
public struct FramedDNSName: DomainName {
    public var text: String
    public init(_ text: String) { self.text = text }
    public static var base: Int { 2 }
}

extension DomainName {
    public init(stringLiteral value: String) { self.init(value) }
    public static var kind: ValueKind { .text }
    public var encoded: [UInt8] { (try? DNSName.octets(of: text)) ?? [0] }

    public static func read(_ message: RawSpan, _ place: FieldPlace) -> Self {
        var text = TextBuffer()
        write(message, from: place.bit / 8, to: (place.bit + place.width) / 8, into: &text)
        return Self(String(decoding: text))
    }

    /// A label may hold any octets (RFC 2181 section 11); those that are not printed are shown as `\\ooo`.
    public static func describe(_ message: RawSpan, from: Int, to: Int, into text: inout TextBuffer) {
        let start = text.count
        write(message, from: from, to: to, into: &text)
        text.escapePrintable(from: start)
    }

    private static func write(_ message: RawSpan, from: Int, to: Int, into text: inout TextBuffer) {
        switch DNSName.write(message, from: from, to: to, base: base, into: &text) {
        case .name: break
        case .root: text.append("<Root>")
        case .loop: text.append("<Name contains a pointer that loops>")
        case .tooLong: text.append("<Name too long>")
        case .broken: text.append("<Unknown label type>")
        }
    }

    public static func encode(_ text: String) throws(ForgeError) -> [UInt8] { try DNSName.octets(of: text) }

    public static var pointsIntoMessage: Bool { true }

    /// A pointer into the middle of a name that changed goes to the same distance from the name's end.
    public static func move(in octets: inout [UInt8], from: Int, by growth: Int, behind changed: Range<Int>) {
        var offset = from
        while offset + 1 < octets.count, octets[offset] != 0 {
            let length = Int(octets[offset])
            if length < 64 {
                offset += length + 1
                continue
            }
            let pointer = (length & 0x3f) << 8 | Int(octets[offset + 1])
            let target = pointer + growth
            guard length >= 0xc0, base + pointer > changed.lowerBound, 0..<0x4000 ~= target else { return }
            octets[offset] = 0xc0 | UInt8(target >> 8)
            octets[offset + 1] = UInt8(target & 0xff)
            return
        }
    }

    /// Where the name that starts at `from` ends in the octets up to `to`; `nil` when it does not end there.
    @inlinable @inline(__always)
    public static func end(_ message: RawSpan, from: Int, to: Int) -> Int? {
        DNSName.end(message, from: from, to: to, base: base)
    }
}

extension DNSName {
    /// What came of reading a name.
    package enum Outcome { case name, root, loop, tooLong, broken }

    /// How many pointers one name may follow; more are a loop, for no sender needs one for each of 255 octets.
    static let maximumPointers = 127
    /// RFC 1035 section 2.3.4, in octets on the wire.
    static let maximumLength = 255

    /// Writes a name's labels with dots between them, or nothing when it is not a proper name.
    package static func write(_ message: RawSpan, from: Int, to: Int, base: Int, into text: inout TextBuffer) -> Outcome
    {
        let start = text.count
        let outcome = walk(message, from: from, base: base) { label in
            if text.count > start { text.append(character: ".") }
            text.append(contentsOf: label)
        }
        if outcome != .name { text.truncate(to: start) }
        return outcome
    }

    /// How many labels a name has.
    package static func labels(_ message: RawSpan, from: Int, to: Int, base: Int) -> Int {
        var count = 0
        _ = walk(message, from: from, base: base) { _ in count += 1 }
        return count
    }

    @inline(__always)
    private static func walk(_ message: RawSpan, from: Int, base: Int, _ body: (RawSpan) -> Void) -> Outcome {
        var offset = from
        var pointers = 0
        var total = 1
        while offset < message.byteCount {
            let length = Int(message.octet(offset))
            if length == 0 { return total > 1 ? .name : .root }
            if length >= 0xc0 {
                guard pointers < maximumPointers else { return .loop }
                offset = base &+ Int(message.word(offset) & 0x3fff)
                pointers += 1
                continue
            }
            guard length < 64, offset + 1 + length <= message.byteCount else { return .broken }
            total += length + 1
            guard total <= maximumLength else { return pointers > 0 ? .loop : .tooLong }
            let start = offset + 1
            offset = start + length
            body(message.clamped(start, offset))
        }
        return .broken
    }

    /// Where the name that starts at `from` ends in the octets up to `to`; `nil` when it does not end there, or points
    /// out of the message.
    @inlinable
    package static func end(_ message: RawSpan, from: Int, to: Int, base: Int) -> Int? {
        var offset = from
        while offset < to {
            let length = Int(message.octet(offset))
            if length == 0 { return offset &+ 1 }
            if length >= 0xc0 {
                guard offset &+ 2 <= to, base &+ Int(message.word(offset) & 0x3fff) < message.byteCount else {
                    return nil
                }
                return offset &+ 2
            }
            guard length < 64 else { return nil }
            offset &+= length &+ 1
        }
        return nil
    }

    /// A name on the wire, without pointers.
    static func octets(of text: String) throws(ForgeError) -> [UInt8] {
        if text == "<Root>" || text == "." { return [0] }
        var octets: [UInt8] = []
        // A dot at the end says that the name is whole (RFC 1034 section 3.1).
        let labels = (text.hasSuffix(".") ? text.dropLast() : text[...])
            .split(separator: ".", omittingEmptySubsequences: text.isEmpty)
        for label in labels {
            let label = Array(label.utf8)
            guard !label.isEmpty else { throw ForgeError(.value, "the name '\(text)' has an empty label") }
            guard label.count < 64 else {
                throw ForgeError(
                    .value, "the label '\(String(decoding: label, as: UTF8.self))' is longer than 63 octets")
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
