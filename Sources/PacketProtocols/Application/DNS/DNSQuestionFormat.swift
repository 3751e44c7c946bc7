public import Packets

/// What a message asks for. RFC 1035 section 4.1.2.
public protocol DNSQuestionFormat: Schema {
    associatedtype Name: DomainName
    /// Whether the class's first bit has the meaning of RFC 6762.
    static var isMulticast: Bool { get }
}

extension DNSQuestionFormat {
    public static var name: String { "" }
    public static var prefix: String { "dns.qry" }
    public static var title: String { "Query" }
    public static var itemExample: String? { "{name=example.test,type=AAAA}" }
    public static var isHeadingOnly: Bool { true }

    @inlinable public static var owner: Field<Name> {
        .init(
            "name", "Name", part: 0,
            means: """
                The name that is asked for. Letter case does not count, though some clients mix it as a further secret.
                """, in: "RFC 1035 section 4.1.2")
    }
    /// Without the dots at its ends, in octets.
    public static var nameLength: Derived<Self, UInt16> {
        .init(
            "name.len", "Name Length",
            means: """
                How many characters the name has, without the dot at its end. Very long ones are a sign of data
                hidden in names.
                """, in: "RFC 1035 section 3.1"
        ) { question, _ in
            var text = TextBuffer()
            let end = question.start + question.parts.end(0)
            guard DNSName.write(question.message, from: question.start, to: end, base: Name.base, into: &text) == .name
            else { return 0 }
            return UInt16(truncatingIfNeeded: text.count)
        }
    }
    public static var labelCount: Derived<Self, UInt16> {
        .init(
            ".count.labels", "Label Count", means: "How many labels the name has, the parts between its dots.",
            in: "RFC 1035 section 3.1"
        ) { question, _ in
            let end = question.start + question.parts.end(0)
            return UInt16(
                truncatingIfNeeded: DNSName.labels(question.message, from: question.start, to: end, base: Name.base))
        }
    }
    @inlinable public static var type: Field<DNS.RecordType> {
        .init(
            "type", "Type", bits: 0..<16, of: 1, preset: 1,
            means: """
                Which records are wanted: 1 is IPv4 addresses, 28 IPv6's, 15 mail servers, 12 the name of an address, 65
                how HTTPS is reached, 255 any.
                """, in: "RFC 1035 section 3.2.3")
    }
    @inlinable public static var `class`: Field<DNS.RecordClass> {
        .init(
            "class", "Class", bits: (isMulticast ? 17 : 16)..<32, of: 1, show: .hex, preset: 1,
            means: """
                The family of names: 1, the Internet. 3 is Chaos, by which servers tell their version; 255 any.
                """, in: "RFC 1035 section 3.2.4")
    }
    /// Answers should come by unicast. RFC 6762 section 5.4.
    @inlinable public static var wantsUnicast: Field<Bool> {
        .init(
            "qu", "\"QU\" question", bits: 16..<17, of: 1,
            means: "The asker would have the answer sent to it alone, as right after it came up.",
            in: "RFC 6762 section 5.4")
    }

    public static var tree: [AnyField] {
        [.init(owner), .init(nameLength), .init(labelCount), .init(type), .init(`class`)]
            + (isMulticast ? [.init(wantsUnicast)] : [])
    }

    /// name | type, class
    public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
        guard let name = Name.end(message, from: from, to: to), name &+ 4 <= to else { return nil }
        return LayerParts(name &- from, name &+ 4 &- from)
    }
}
