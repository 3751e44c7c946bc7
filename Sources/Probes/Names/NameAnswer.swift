public import PacketProtocols
import Packets

/// What a server of names said.
public struct NameAnswer: Sendable {
    public var identifier: UInt16
    public var code: DNS.ResponseCode
    public var isTruncated: Bool
    /// As dig(1) calls them: `qr aa tc rd ra ad cd`.
    public var flags: [String]
    public var answers: [NameRecord]
    public var authorities: [NameRecord]
    public var additionals: [NameRecord]
    /// How many octets the message has.
    public var count: Int

    /// Reads a message; `nil` when it is none. Records that do not fit are left out.
    public init?(_ message: [UInt8]) {
        guard let dns = unsafe Layer<DNS>(message.span.bytes) else { return nil }
        self.init(dns, count: message.count)
    }

    private init(_ dns: borrowing Layer<DNS>, count: Int) {
        identifier = dns.identifier
        isTruncated = dns.isTruncated
        self.count = count
        flags = []
        if dns.isResponse { flags.append("qr") }
        if dns.isAuthoritative { flags.append("aa") }
        if dns.isTruncated { flags.append("tc") }
        if dns.recursionDesired { flags.append("rd") }
        if dns.recursionAvailable { flags.append("ra") }
        if dns.isAuthenticated { flags.append("ad") }
        if dns.checkingDisabled { flags.append("cd") }
        var high: UInt16 = 0
        answers = Self.records(dns.answers, dns.answerCount, &high)
        authorities = Self.records(dns.authorities, dns.authorityCount, &high)
        additionals = Self.records(dns.additionals, dns.additionalCount, &high)
        code = DNS.ResponseCode(rawValue: high << 4 | dns.responseCode.rawValue)
    }

    /// - Parameter high: gets the upper bits of the response's code, which EDNS's record holds.
    private static func records(
        _ records: consuming Items<DNS.Record>, _ count: UInt16, _ high: inout UInt16
    ) -> [NameRecord] {
        var result: [NameRecord] = []
        var left = count
        while left > 0, let record = records.next() {
            left -= 1
            if record.type == .extensions {
                high = UInt16(record.extendedCode)
            } else {
                result.append(NameRecord(record))
            }
        }
        return result
    }

    /// How it went, as dig(1) says it: `NOERROR`, `NXDOMAIN`.
    public var status: String {
        let names = [
            "NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED", "YXDOMAIN", "YXRRSET", "NXRRSET",
            "NOTAUTH",
            "NOTZONE",
        ]
        let number = Int(code.rawValue)
        return number < names.count ? names[number] : number == 16 ? "BADVERS" : "RESERVED\(number)"
    }
}

/// A record, with its data as a master file has them. RFC 1035 section 5.1
public struct NameRecord: Sendable, Equatable {
    /// With its last dot.
    public var name: String
    public var timeToLive: UInt32
    public var recordClass: String
    public var type: DNS.RecordType
    public var data: String

    /// A line of a master file.
    public var line: String { "\(name)\t\(timeToLive)\t\(recordClass)\t\(type.masterName)\t\(data)" }
}
