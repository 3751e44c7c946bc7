public import PacketProtocols
public import Packets

/// A question to a server of names: its message, and which messages answer it. RFC 1035
public struct NameQuestion: Sendable {
    /// What is asked about, with or without its last dot.
    public var name: String
    public var type: DNS.RecordType
    /// Whether the server is to ask others where it does not know.
    public var wantsRecursion = true
    /// The longest datagram that is taken, told by EDNS (RFC 6891); without EDNS when `nil`.
    public var payloadSize: UInt16? = 1232

    public init(_ name: String, type: DNS.RecordType) {
        self.name = name
        self.type = type
    }

    /// The question for the name of an address. RFC 1035 section 3.5, RFC 3596 section 2.5
    public init(nameOf address: IPAddress) {
        switch address {
        case .v4(let address):
            let value = address.rawValue
            let octets = (0..<4).map { "\(value >> (8 * UInt32($0)) & 0xff)" }
            self.init(octets.joined(separator: ".") + ".in-addr.arpa.", type: .pointer)
        case .v6(let address):
            var name = ""
            for half in [address.low, address.high] {
                for place in 0..<16 { name += String(half >> (4 * UInt64(place)) & 0xf, radix: 16) + "." }
            }
            self.init(name + "ip6.arpa.", type: .pointer)
        }
    }

    /// The message.
    ///
    /// - Parameter identifier: what an answer repeats: one that nobody can guess.
    /// - Throws: `ForgeError` for what is no name.
    public func message(identifier: UInt16) throws(ForgeError) -> [UInt8] {
        // What the name is on the wire, or why it is none.
        guard try DNSName.encode(name).count <= 255 else {
            throw ForgeError(.value, "the name '\(name)' is longer than 255 octets")
        }
        let header = DNS.with { header in
            header.identifier = identifier
            header.recursionDesired = wantsRecursion
            header.questions = [
                DNS.Question.with {
                    $0.owner = DNSName(name)
                    $0.type = type
                }
            ]
            guard let payloadSize else { return }
            header.additionals = [
                DNS.Record.with {
                    $0.owner = "."
                    $0.type = .extensions
                    $0.payloadSize = payloadSize
                    // Where other records have their time to live.
                    $0.extendedCode = 0
                    $0.version = 0
                    $0.extendedFlags = 0
                }
            ]
        }
        return try Packet { header }.octets(in: .standard)
    }

    /// Whether a message answers another: it is a response to it, with its identifier and its question. RFC 5452 section 9.1
    ///
    /// A server that did not understand the question may leave it out.
    public static func isAnswer(_ answer: [UInt8], to question: [UInt8]) -> Bool {
        let answer = unsafe answer.span.bytes
        let question = unsafe question.span.bytes
        guard let dns = Layer<DNS>(answer), let asked = Layer<DNS>(question), dns.isResponse,
            dns.identifier == asked.identifier, dns.operation == asked.operation
        else { return false }
        if dns.questionCount == 0 { return dns.responseCode != 0 && dns.answerCount == 0 }
        guard dns.questionCount == 1 else { return false }
        let (start, end) = (asked.parts.start(1), asked.parts.end(1))
        guard end <= answer.byteCount else { return false }
        // Letters of a name match in either case; type and class are the four octets behind it.
        for offset in start..<end {
            let (given, wanted) = (answer.octet(offset), question.octet(offset))
            if given != wanted, offset >= end - 4 || lowercased(given) != lowercased(wanted) { return false }
        }
        return true
    }

    private static func lowercased(_ octet: UInt8) -> UInt8 {
        UInt8(ascii: "A")...UInt8(ascii: "Z") ~= octet ? octet | 0x20 : octet
    }
}

extension DNS.RecordType {
    /// The name of an address.
    static var pointer: DNS.RecordType { DNS.RecordType(rawValue: 12) }

    /// A type by what it is called, in either case: `AAAA`, `TYPE65`.
    public init?(called text: some StringProtocol) {
        let name = text.uppercased()
        if let known = Self.names.first(where: { "\($0.name)" == name }) {
            self.init(rawValue: UInt16(truncatingIfNeeded: known.raw))
        } else {
            let digits = name.dropFirst(4)
            guard name.hasPrefix("TYPE"), digits.allSatisfy({ $0.isASCII && $0.isNumber }), let number = UInt16(digits)
            else { return nil }
            self.init(rawValue: number)
        }
    }

    /// What it is called in master files: `AAAA`, `TYPE65280`. RFC 3597 section 5
    public var masterName: String { Self.name(of: raw).map { "\($0)" } ?? "TYPE\(rawValue)" }
}
