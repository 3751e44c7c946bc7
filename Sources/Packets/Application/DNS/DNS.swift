/// Domain Name System. RFC 1035.
public enum DNS: PacketProtocol {
    public static var name: String { "dns" }
    public static var title: String { "Domain Name System" }
    public static var reference: String { "RFC 1035" }

    public static var identifier: Field<UInt16> { .init("id", "Transaction ID", bits: 0..<16, show: .hex) }
    public static var flags: Field<UInt16> { .init("flags", "Flags", bits: 16..<32, show: .hex, preset: 0x0100) }
    public static var isResponse: Field<Bool> { .init("flags.response", "Response", bits: 16..<17) }
    public static var operation: Field<UInt8> { .init("flags.opcode", "Opcode", bits: 17..<21) }
    public static var isTruncated: Field<Bool> { .init("flags.truncated", "Truncated", bits: 22..<23) }
    public static var questionCount: Field<UInt16> {
        .init("count.queries", "Questions", bits: 32..<48, auto: .count(part: 1))
    }
    public static var answerCount: Field<UInt16> {
        .init("count.answers", "Answer RRs", bits: 48..<64, auto: .count(part: 2))
    }
    public static var authorityCount: Field<UInt16> {
        .init("count.auth_rr", "Authority RRs", bits: 64..<80, auto: .count(part: 3))
    }
    public static var additionalCount: Field<UInt16> {
        .init("count.add_rr", "Additional RRs", bits: 80..<96, auto: .count(part: 4))
    }
    public static var questions: Repeated<Question> { .init("queries", "Queries", part: 1) }
    public static var answers: Repeated<Record> { .init("answers", "Answers", part: 2) }
    public static var authorities: Repeated<Record> { .init("authorities", "Authoritative nameservers", part: 3) }
    public static var additionals: Repeated<Record> { .init("additionals", "Additional records", part: 4) }
    public static let tree: [AnyField<DNS>] = [
        .init(\.identifier),
        .group(\.flags, [.init(\.isResponse), .init(\.operation), .init(\.isTruncated)]),
        .init(\.questionCount), .init(\.answerCount), .init(\.authorityCount), .init(\.additionalCount),
        .init(\.questions), .init(\.answers), .init(\.authorities), .init(\.additionals),
    ]

    /// header | questions | answers | authorities | additionals
    ///
    /// A section whose records do not fit takes the octets that are left, so that those that fit are shown.
    public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
        guard to &- from >= 12 else { return nil }
        let questions = skip(Question.self, message.word(from &+ 4), message, from &+ 12, to)
        let answers = skip(Record.self, message.word(from &+ 6), message, questions, to)
        let authorities = skip(Record.self, message.word(from &+ 8), message, answers, to)
        let additionals = skip(Record.self, message.word(from &+ 10), message, authorities, to)
        return Parts(12, questions &- from, answers &- from, authorities &- from, additionals &- from)
    }

    /// Where the section's `count` items that start at `from` end.
    private static func skip<Item: Schema>(
        _: Item.Type, _ count: UInt16, _ message: RawSpan, _ from: Int, _ to: Int
    ) -> Int {
        var offset = from
        for _ in 0..<count {
            guard let parts = Item.measure(message, from: offset, to: to), parts.total > 0 else { return to }
            offset &+= parts.total
        }
        return offset
    }

    /// RFC 1035 section 4.1.2.
    public enum Question: Schema {
        public static var name: String { "dns.qry" }
        public static var title: String { "Query" }
        public static var isHeadingOnly: Bool { true }

        public static var owner: Field<DNSName> { .init("name", "Name", part: 0) }
        public static var type: Field<RecordType> { .init("type", "Type", bits: 0..<16, of: 1, preset: 1) }
        public static var `class`: Field<RecordClass> {
            .init("class", "Class", bits: 16..<32, of: 1, show: .hex, preset: 1)
        }
        public static let tree: [AnyField<Question>] = [.init(\.owner), .init(\.type), .init(\.class)]

        /// name | type, class
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            guard let name = DNSName.end(message, from: from, to: to), name &+ 4 <= to else { return nil }
            return Parts(name &- from, name &+ 4 &- from)
        }
    }

    /// A resource record. RFC 1035 section 4.1.3.
    public enum Record: Schema {
        public static var name: String { "dns.resp" }
        public static var title: String { "Record" }
        public static var isHeadingOnly: Bool { true }

        public static var owner: Field<DNSName> { .init("name", "Name", part: 0) }
        public static var type: Field<RecordType> { .init("type", "Type", bits: 0..<16, of: 1, auto: .variant) }
        public static var `class`: Field<RecordClass> {
            .init("class", "Class", bits: 16..<32, of: 1, show: .hex, preset: 1)
        }
        public static var timeToLive: Field<UInt32> { .init("ttl", "Time to live", bits: 32..<64, of: 1, preset: 300) }
        public static var length: Field<UInt16> {
            .init("len", "Data length", bits: 64..<80, of: 1, auto: .length(.part(2)))
        }
        public static let tree: [AnyField<Record>] = [
            .init(\.owner), .init(\.type), .init(\.class), .init(\.timeToLive), .init(\.length),
        ]
        public static var variants: Variants? {
            Variants(.part(2), by: \Record.Type.type, [1: Address.self, 5: CanonicalName.self])
        }

        /// name | type, class, time to live, length | data
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            guard let name = DNSName.end(message, from: from, to: to), name &+ 10 <= to else { return nil }
            let end = name &+ 10 &+ Int(message.word(name &+ 8))
            guard end <= to else { return nil }
            return Parts(name &- from, name &+ 10 &- from, end &- from)
        }
    }
}
