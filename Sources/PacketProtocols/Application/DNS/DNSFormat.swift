public import Packets

/// How DNS messages travel, which changes a few of their fields.
public enum DNSCarriage: Sendable {
    /// One message a datagram. RFC 1035 section 4.2.1.
    case datagram
    /// Messages one after the other, each behind its length. RFC 1035 section 4.2.2.
    case stream
    /// Multicast DNS. RFC 6762.
    case multicast
    /// Link-local Multicast Name Resolution. RFC 4795.
    case linkLocal
}

/// The message format that DNS, DNS over TCP, multicast DNS and LLMNR share. RFC 1035 section 4.
///
/// Its fields are declared here once; the four protocols differ in `carriage`, which settles the few bits that each
/// uses in its own way.
public protocol DNSFormat: PacketProtocol {
    /// How names are read: their pointers count from the message's identifier, which on a stream is not the first octet.
    associatedtype Name: DomainName
    associatedtype Question: DNSQuestionFormat where Question.Name == Name
    associatedtype Record: DNSRecordFormat where Record.Name == Name
    static var carriage: DNSCarriage { get }
}

extension DNSFormat {
    public static var prefix: String { "dns" }

    /// Bits before the identifier: the length that stands before a message on a stream.
    @inlinable static var lead: Int { carriage == .stream ? 16 : 0 }

    /// Of the message without this length itself, in octets. RFC 1035 section 4.2.2.
    @inlinable public static var length: Field<UInt16> {
        .init(
            "length", "Length", bits: 0..<16, auto: .length(.rest),
            means: "On a stream, the octets of the message that follows, without these two.",
            in: "RFC 1035 section 4.2.2")
    }
    @inlinable public static var identifier: Field<UInt16> {
        .init(
            "id", "Transaction ID", bits: lead..<lead + 16, show: .hex, auto: .identity(from: 1),
            means: """
                The client's number for the question, which the answer repeats. It has to be hard to guess, or
                others can answer in the server's name.
                """, in: "RFC 5452 section 4.3")
    }
    @inlinable public static var flags: Field<UInt16> {
        .init(
            "flags", "Flags", bits: lead + 16..<lead + 32, show: .hex,
            preset: carriage == .datagram || carriage == .stream ? 0x0100 : 0,
            means: "Sixteen bits: question or answer, what kind, and how it went.", in: "RFC 1035 section 4.1.1")
    }
    @inlinable public static var isResponse: Field<Bool> {
        .init(
            "flags.response", "Response", bits: lead + 16..<lead + 17, means: "0 in a question, 1 in an answer.",
            in: "RFC 1035 section 4.1.1")
    }
    @inlinable public static var operation: Field<DNS.Operation> {
        .init(
            "flags.opcode", "Opcode", bits: lead + 17..<lead + 21,
            means: "What is asked for: 0 is a usual question, 4 tells that a zone changed, 5 changes one.",
            in: "RFC 1035 section 4.1.1")
    }
    @inlinable public static var isAuthoritative: Field<Bool> {
        .init(
            "flags.authoritative", "Authoritative", bits: lead + 21..<lead + 22,
            means: "The answer comes from a server of the zone itself, and not from a cache.",
            in: "RFC 1035 section 4.1.1")
    }
    /// LLMNR: in a query, that several answers came; in a response, that the name is not unique. RFC 4795 section 2.1.1.
    @inlinable public static var hasConflict: Field<Bool> {
        .init(
            "flags.conflict", "Conflict", bits: lead + 21..<lead + 22,
            means: "Several hosts answered to the name, or the answer's sender knows that it is not alone.",
            in: "RFC 4795 section 2.1.1")
    }
    @inlinable public static var isTruncated: Field<Bool> {
        .init(
            "flags.truncated", "Truncated", bits: lead + 22..<lead + 23,
            means: "The answer did not fit and was cut: the client asks again over TCP.", in: "RFC 2181 section 9")
    }
    @inlinable public static var recursionDesired: Field<Bool> {
        .init(
            "flags.recdesired", "Recursion desired", bits: lead + 23..<lead + 24,
            means: "The client wants the server to ask on until it has the answer.", in: "RFC 1035 section 4.1.1")
    }
    /// LLMNR: the responder has not yet made sure that the name is its own. RFC 4795 section 2.1.1.
    @inlinable public static var isTentative: Field<Bool> {
        .init(
            "flags.tentative", "Tentative", bits: lead + 23..<lead + 24,
            means: "The responder has not made sure as yet that the name is its own.", in: "RFC 4795 section 2.1.1")
    }
    @inlinable public static var recursionAvailable: Field<Bool> {
        .init(
            "flags.recavail", "Recursion available", bits: lead + 24..<lead + 25,
            means: """
                The server does ask on for its clients. One that does so for the whole Internet is used to flood
                others.
                """, in: "RFC 1035 section 4.1.1")
    }
    @inlinable public static var reserved: Field<Bool> {
        .init(
            "flags.z", "Z", bits: lead + 25..<lead + 26,
            means: "The one bit of the flags that is still kept for later: zero in questions and answers.",
            in: "RFC 1035 section 4.1.1")
    }
    /// RFC 4035 section 3.2.3.
    @inlinable public static var isAuthenticated: Field<Bool> {
        .init(
            "flags.authenticated", "Answer authenticated", bits: lead + 26..<lead + 27,
            means: """
                The server checked the signatures and found them right. Worth as much as the way to the server is.
                """, in: "RFC 4035 section 3.2.3")
    }
    /// RFC 4035 section 3.2.2.
    @inlinable public static var checkingDisabled: Field<Bool> {
        .init(
            "flags.checkdisable", "Non-authenticated data", bits: lead + 27..<lead + 28,
            means: "The client checks signatures itself and wants data even where they fail.",
            in: "RFC 4035 section 3.2.2")
    }
    @inlinable public static var responseCode: Field<DNS.ResponseCode> {
        .init(
            "flags.rcode", "Reply code", bits: lead + 28..<lead + 32,
            means: """
                How it went: 0 well, 2 the server failed, 3 there is no such name (NXDOMAIN), 5 refused. An answer
                of 0 without records means that the name has none of this type.
                """, in: "RFC 1035 section 4.1.1")
    }
    @inlinable public static var questionCount: Field<UInt16> {
        .init(
            "count.queries", "Questions", bits: lead + 32..<lead + 48, auto: .count(part: 1),
            means: "How many questions follow; in practice always one.", in: "RFC 1035 section 4.1.1")
    }
    @inlinable public static var answerCount: Field<UInt16> {
        .init(
            "count.answers", "Answer RRs", bits: lead + 48..<lead + 64, auto: .count(part: 2),
            means: "How many records answer the question.", in: "RFC 1035 section 4.1.1")
    }
    @inlinable public static var authorityCount: Field<UInt16> {
        .init(
            "count.auth_rr", "Authority RRs", bits: lead + 64..<lead + 80, auto: .count(part: 3),
            means: "How many records name the servers of the zone, or its start where there is no answer.",
            in: "RFC 1035 section 4.1.1")
    }
    /// What a dynamic update calls its questions. RFC 2136 section 2.2.
    @inlinable public static var zoneCount: Field<UInt16> {
        .init(
            "count.zones", "Zones", bits: lead + 32..<lead + 48,
            means: "Of an update, how many zones it is about: one.", in: "RFC 2136 section 2.2")
    }
    @inlinable public static var prerequisiteCount: Field<UInt16> {
        .init(
            "count.prerequisites", "Prerequisites", bits: lead + 48..<lead + 64,
            means: "Of an update, how many conditions have to hold before it is done.", in: "RFC 2136 section 2.2")
    }
    @inlinable public static var updateCount: Field<UInt16> {
        .init(
            "count.updates", "Updates", bits: lead + 64..<lead + 80,
            means: "Of an update, how many records are added or taken away.", in: "RFC 2136 section 2.2")
    }
    @inlinable public static var additionalCount: Field<UInt16> {
        .init(
            "count.add_rr", "Additional RRs", bits: lead + 80..<lead + 96, auto: .count(part: 4),
            means: "How many further records follow, such as addresses of the servers named, and EDNS's own.",
            in: "RFC 1035 section 4.1.1")
    }
    public static var questions: Repeated<Question> {
        .init(
            "queries", "Queries", part: 1, means: "What is asked, repeated in the answer.", in: "RFC 1035 section 4.1.2"
        )
    }
    public static var answers: Repeated<Record> {
        .init(
            "answers", "Answers", part: 2,
            means: "The records that answer the question, aliases before what they lead to.", in: "RFC 1035 section 4.1"
        )
    }
    public static var authorities: Repeated<Record> {
        .init(
            "authorities", "Authoritative nameservers", part: 3,
            means: "The servers to ask next, or proof that there is nothing.", in: "RFC 1035 section 4.1")
    }
    public static var additionals: Repeated<Record> {
        .init(
            "additionals", "Additional records", part: 4, means: "What the client would ask for next, and EDNS.",
            in: "RFC 1035 section 4.1")
    }
    /// Octets behind the last record.
    @inlinable public static var extraneous: Field<Octets> {
        .init(
            "extraneous.data", "Extraneous Data Bytes", part: 5,
            means: "Octets behind the last record, which belong to nothing.", in: "RFC 1035 section 4.1")
    }
    public static var extraneousLength: Derived<Self, UInt32> {
        .init(
            "extraneous.length", "Extraneous Data Length", means: "How many octets stand behind the last record.",
            in: "RFC 1035 section 4.1"
        ) { message, _ in
            let count = message.parts.count(5)
            return count > 0 ? UInt32(truncatingIfNeeded: count) : nil
        }
    }

    public static var tree: [AnyField] {
        (carriage == .stream ? [.init(length)] : []) + [
            .init(identifier), .group(flags, carriage == .linkLocal ? linkLocalFlags : usualFlags),
            .unless(
                operation, is: .update, [.init(questionCount), .init(answerCount), .init(authorityCount)]),
            .when(operation, is: .update, [.init(zoneCount), .init(prerequisiteCount), .init(updateCount)]),
            .init(additionalCount), .init(questions), .init(answers), .init(authorities), .init(additionals),
            .init(extraneous), .init(extraneousLength),
        ]
    }

    private static var usualFlags: [AnyField] {
        [
            .init(isResponse), .init(operation), .when(isResponse, is: true, [.init(isAuthoritative)]),
            .init(isTruncated), .init(recursionDesired),
            .when(isResponse, is: true, [.init(recursionAvailable)]), .init(reserved),
            .when(isResponse, is: true, [.init(isAuthenticated)]),
            // In a query the bit asks for authenticated data (RFC 6840 section 5.7); most leave it unset.
            .when(isResponse, is: false, [.when(isAuthenticated, is: true, [.init(isAuthenticated)])]),
            .init(checkingDisabled), .when(isResponse, is: true, [.init(responseCode)]),
        ]
    }

    private static var linkLocalFlags: [AnyField] {
        [
            .init(isResponse), .init(operation), .init(hasConflict), .init(isTruncated), .init(isTentative),
            .when(isResponse, is: true, [.init(responseCode)]),
        ]
    }

    /// header | questions | answers | authorities | additionals | extraneous
    ///
    /// A section whose records do not fit takes the octets that are left, so that those that fit are shown.
    public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
        let header = 12 &+ lead / 8
        guard to &- from >= header else { return nil }
        let end = end(message, from: from, to: to)
        let counts = from &+ lead / 8 &+ 4
        let questions = skip(Question.self, message.word(counts), message, from &+ header, end)
        let answers = skip(Record.self, message.word(counts &+ 2), message, questions, end)
        let authorities = skip(Record.self, message.word(counts &+ 4), message, answers, end)
        let additionals = skip(Record.self, message.word(counts &+ 6), message, authorities, end)
        return LayerParts(
            header, questions &- from, answers &- from, authorities &- from, additionals &- from, end &- from)
    }

    /// The transaction, besides the ports. On a stream the segment's acknowledgment is what comes first.
    public static func match(_ message: RawSpan, into digest: inout ExchangeDigest) {
        guard carriage != .stream, let dns = Layer<Self>(message) else { return }
        guard dns.isResponse == (digest.role == .answer) else { return digest.refuse() }
        digest.add(dns.identifier)
    }

    /// Where the message that starts at `from` ends.
    @inline(__always)
    private static func end(_ message: RawSpan, from: Int, to: Int) -> Int {
        guard carriage == .stream else { return to }
        return min(to, from &+ max(14, 2 &+ Int(message.word(from))))
    }

    /// Where the section's `count` items that start at `from` end.
    @inline(__always)
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
}
