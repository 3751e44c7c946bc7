internal import PacketProtocols
internal import Packets

/// What the lab's name server answers: a message in, a message out. RFC 1034 section 4.3.2
struct NameAnswers: Sendable {
    /// What a name has.
    enum Entry: Sendable {
        case host([IPv4Address], [IPv6Address])
        case pointer(String)
    }
    private let entries: [String: Entry]

    /// The longest datagram of a client that does not say more, RFC 1035 section 2.3.4; and the longest of all, which no link
    /// cuts (RFC 9715).
    static let plainLimit = 512
    static let longest = 1232

    /// The addresses of the name `many`, so many that they do not fit in a plain datagram: of those kept for examples (RFC 5737).
    static let many = (1...48).map { IPv4Address(192, 0, 2, $0) }

    init(_ hosts: [LabHost]) {
        var entries: [String: Entry] = ["many": .host(Self.many, [])]
        for host in hosts {
            entries[host.name] = .host([host.ipv4], [host.ipv6])
            for address in host.addresses { entries[Self.reverseName(of: address)] = .pointer(host.name) }
        }
        self.entries = entries
    }

    /// The name that an address is asked for by: RFC 1035 section 3.5, RFC 3596 section 2.5.
    static func reverseName(of address: IPAddress) -> String {
        switch address {
        case .v4(let address):
            let octets = (0..<4).map { address.rawValue >> ($0 * 8) & 0xff }
            return octets.map { "\($0)." }.joined() + "in-addr.arpa"
        case .v6(let address):
            let halves = [address.low, address.high]
            let digits = halves.flatMap { half in (0..<16).map { String(half >> ($0 * 4) & 0xf, radix: 16) } }
            return digits.map { "\($0)." }.joined() + "ip6.arpa"
        }
    }

    /// The answer to a message.
    ///
    /// - Parameter isStream: whether there is room for whatever length.
    /// - Returns: `nil` where the message is no question: to an answer nobody answers.
    func answer(to message: [UInt8], isStream: Bool) -> [UInt8]? {
        guard let asked = Question(message) else { return nil }
        guard let header = asked.header else {
            return octets(asked, [], asked.operation == 0 ? Self.formatError : Self.notImplemented)
        }
        guard header.class == 1 || header.class == 255 else { return octets(asked, [], Self.refused) }
        guard let entry = entries[header.owner.text.lowercased()] else { return octets(asked, [], Self.noSuchName) }
        let whole = octets(asked, records(of: entry, header), 0)
        guard !isStream, let count = whole?.count, count > asked.limit else { return whole }
        return octets(asked, [], 0, isTruncated: true)
    }

    private static let formatError: DNS.ResponseCode = 1
    private static let noSuchName: DNS.ResponseCode = 3
    private static let notImplemented: DNS.ResponseCode = 4
    private static let refused: DNS.ResponseCode = 5

    /// The records of a name that are of the type that is asked for; 255 asks for all.
    private func records(of entry: Entry, _ question: Header<DNS.Question>) -> [Header<DNS.Record>] {
        let type = question.type
        var records: [Header<DNS.Record>] = []
        switch entry {
        case .host(let old, let new):
            if type == 1 || type == 255 {
                records += old.map { address in Header<DNS.Record>(DNS.Address.with { $0.address = address }) }
            }
            if type == 28 || type == 255 {
                records += new.map { address in Header<DNS.Record>(DNS.Address6.with { $0.address = address }) }
            }
        case .pointer(let name):
            if type == 12 || type == 255 {
                records.append(Header<DNS.Record>(DNS.Named.Pointer.with { $0.target = DNSName(name) }))
            }
        }
        for index in records.indices { records[index].owner = question.owner }
        return records
    }

    private func octets(
        _ asked: Question, _ records: [Header<DNS.Record>], _ code: DNS.ResponseCode, isTruncated: Bool = false
    ) -> [UInt8]? {
        let answer = DNS.with {
            $0.identifier = asked.identifier
            $0.flags = 0
            $0.isResponse = true
            $0.operation = asked.operation
            $0.isAuthoritative = true
            $0.isTruncated = isTruncated
            $0.recursionDesired = asked.wantsRecursion
            $0.responseCode = code
            if let header = asked.header { $0.questions = [header] }
            $0.answers = records
            if asked.isExtended {
                var extensions = Header<DNS.Record>(Header<DNS.ExtensionOptions>())
                extensions.payloadSize = UInt16(Self.longest)
                extensions.extendedFlags = 0
                $0.additionals = [extensions]
            }
        }
        return try? Packet { answer }.octets(in: .standard)
    }
}

/// What a message asks.
private struct Question {
    var identifier: UInt16
    var operation: DNS.Operation
    var wantsRecursion: Bool
    /// `nil` where the message asks nothing that is understood.
    var header: Header<DNS.Question>?
    /// Whether the client spoke of extensions, and the longest datagram that it takes. RFC 6891
    var isExtended = false
    var limit = NameAnswers.plainLimit

    /// `nil` where the message is none, or an answer.
    init?(_ message: [UInt8]) {
        let octets = unsafe message.span.bytes
        guard let dns = Layer<DNS>(octets), !dns.isResponse else { return nil }
        identifier = dns.identifier
        operation = dns.operation
        wantsRecursion = dns.recursionDesired
        guard operation == 0, dns.questionCount == 1 else { return }
        header = Header<DNS>(octets: message)?.questions.first
        var additionals = dns.additionals
        while let record = additionals.next() {
            guard record.type == .extensions else { continue }
            isExtended = true
            limit = min(max(Int(record.payloadSize), NameAnswers.plainLimit), NameAnswers.longest)
            return
        }
    }
}
