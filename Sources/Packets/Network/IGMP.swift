/// Internet Group Management Protocol, versions 1 to 3: which groups a host listens to. RFC 3376, RFC 2236, RFC 1112.
public enum IGMP: PacketProtocol {
    public static var name: String { "igmp" }
    public static var title: String { "Internet Group Management Protocol" }
    public static var meaning: Meaning {
        .init(
            """
            By it hosts tell routers, and the switches that listen in, which groups they want to hear. Who is not
            heard of for a while gets nothing more.
            """, in: "RFC 3376 section 1")
    }
    public static var reference: String { "RFC 3376" }
    public static var example: String? {
        "ip(dst=224.0.0.22,ttl=1,options=[ra=0])/igmp(type=0x22,group_records=[{maddr=239.1.2.3}])"
    }
    public static var examples: [FieldExample] {
        [
            .init(
                "igmp.aux_data", "ip/igmp(type=0x22,group_records=[{aux_data=00010203}])",
                filter: "igmp.aux_data == 00:01:02:03")
        ]
    }
    public static var includesPayload: Bool { true }
    /// Wireshark names the version's dissector too.
    public static var path: String { "igmp:igmp" }

    public static var version: Derived<IGMP, UInt8> {
        .init(
            "version", "IGMP Version", readsFlow: false,
            means: """
                Which version the message is of. Of questions the length tells, and whether a time is in them: the
                router with the oldest version sets what all speak.
                """, in: "RFC 3376 section 7.1"
        ) { igmp, _ in
            switch igmp.type {
            case 0x11: igmp.parts.count(1) > 4 ? 3 : igmp.responseCode == 0 ? 1 : 2
            case 0x12: 1
            case 0x16, 0x17: 2
            case 0x22: 3
            default: nil
            }
        }
    }
    public static var type: Field<Kind> {
        .init(
            "type", "Type", bits: 0..<8, show: .hex, preset: 0x16,
            means:
                "0x11 is a router's question, 0x12, 0x16 and 0x22 are reports of the three versions, 0x17 a farewell.",
            in: "RFC 3376 section 4")
    }
    /// In tenths of a second, from 128 on as mantissa and exponent. RFC 3376 section 4.1.1.
    public static var responseCode: Field<UInt8> {
        .init(
            "max_resp", "Max Resp Time", bits: 8..<16,
            means: """
                Within how many tenths of a second hosts have to answer; they spread over that time. From 128 on it is
                a mantissa and an exponent.
                """, in: "RFC 3376 section 4.1.1")
    }
    public static var reserved: Field<Octets> {
        .init(
            "reserved", "Reserved", bits: 8..<16, means: "Zero where a question has its time.",
            in: "RFC 3376 section 4.2.1")
    }
    public static var checksum: Field<UInt16> {
        .init(
            "checksum", "Checksum", bits: 16..<32, show: .hex, auto: .checksum(.everything),
            means: "A sum over the whole of the group message.", in: "RFC 3376 section 4.1.2")
    }
    public static var checksumStatus: Derived<IGMP, ChecksumStatus> {
        .init(
            "checksum.status", "Checksum Status", readsFlow: false,
            means: "Whether the sum of the group message fits; else it is dropped.", in: "RFC 3376 section 4.1.2"
        ) { _, packet in
            guard packet.isWhole else { return .unverified }
            return .of(InternetChecksum.of(packet.message(packet.index)) == 0)
        }
    }
    public static var tree: [AnyField] {
        [
            .init(version), .init(type), .unless(octetsOf: IGMP.self, { $0.hasNoTime }, [.init(responseCode)]),
            .when(octetsOf: IGMP.self, { $0.hasNoTime }, [.init(reserved)]), .init(checksum), .init(checksumStatus),
        ]
    }
    public static var variants: Variants? {
        Variants(
            .part(1), by: type,
            [0x11: Query.self, 0x12: Membership.self, 0x16: Membership.self, 0x17: Membership.self, 0x22: Report.self])
    }
    /// type, time and checksum | what the type says
    public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
        guard to &- from >= 8 else { return nil }
        let body =
            switch message.octet(from) {
            case 0x11: Query.measure(message, from: from &+ 4, to: to)
            case 0x22: Report.measure(message, from: from &+ 4, to: to)
            default: LayerParts(4)
            }
        return body.map { LayerParts(4, 4 &+ $0.total) }
    }

    public static func next(_ message: RawSpan) -> NextLayer {
        // Older protocols of routers share the number.
        if 0x13...0x14 ~= message.octet(0) { return .notMine }
        guard let igmp = Layer<IGMP>(message) else { return .malformed }
        return .data(from: igmp.parts.total, to: message.byteCount)
    }

    /// How long answers may take, in nanoseconds. RFC 3376 section 4.1.1.
    package static func responseTime(_ code: UInt8) -> UInt64 {
        let tenths = code < 128 ? UInt64(code) : UInt64(code & 15 | 16) << UInt64((code >> 4 & 7) + 3)
        return tenths * 100_000_000
    }

    /// A router's question; one of version 3 is longer. RFC 3376 section 4.1.
    public enum Query: Schema {
        public static var name: String { "" }
        public static var prefix: String { "igmp" }
        public static var title: String { "Query" }

        public static var group: Field<IPv4Address> {
            .init(
                "maddr", "Multicast Address", bits: 0..<32,
                means: "The group that is asked for; 0.0.0.0 asks for all.", in: "RFC 3376 section 4.1.3")
        }
        public static var reserved: Field<UInt8> {
            .init("query_reserved", "Reserved", bits: 0..<4, of: 1, means: "Four zeros.", in: "RFC 3376 section 4.1.4")
        }
        public static var suppresses: Field<Bool> {
            .init(
                "s", "S", bits: 4..<5, of: 1, means: "Other routers shall not restart their timers for the question.",
                in: "RFC 3376 section 4.1.5")
        }
        public static var robustness: Field<UInt8> {
            .init(
                "qrv", "QRV", bits: 5..<8, of: 1,
                means: "How many losses the querier reckons with; 0 where more than 7.",
                in: "RFC 3376 section 4.1.6")
        }
        public static var interval: Field<UInt8> {
            .init(
                "qqic", "QQIC", bits: 8..<16, of: 1,
                means: "How often the querier asks, in seconds, from 128 on with an exponent.",
                in: "RFC 3376 section 4.1.7")
        }
        public static var sourceCount: Field<UInt16> {
            .init(
                "num_src", "Num Src", bits: 16..<32, of: 1, auto: .count(part: 2),
                means: "How many senders the question is about.", in: "RFC 3376 section 4.1.8")
        }
        public static var sources: Repeated<Source> {
            .init(
                "", "Query Sources", part: 2, means: "The senders that somebody may still want to hear.",
                in: "RFC 3376 section 4.1.9")
        }
        public static var tree: [AnyField] {
            [
                .init(group), .init(reserved), .init(suppresses), .init(robustness), .init(interval),
                .init(sourceCount), .init(sources),
            ]
        }

        /// group | flags and count | sources
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            guard to &- from >= 8 else { return to &- from >= 4 ? LayerParts(4) : nil }
            let end = 8 &+ Int(message.word(from &+ 6)) &* 4
            return end <= to &- from ? LayerParts(4, 8, end) : nil
        }
    }

    /// A report of versions 1 and 2, or a farewell. RFC 2236 section 2.
    public enum Membership: Schema {
        public static var name: String { "" }
        public static var prefix: String { "igmp" }
        public static var title: String { "Membership" }

        public static var group: Field<IPv4Address> {
            .init(
                "maddr", "Multicast Address", bits: 0..<32,
                means: "The group that is joined or left.", in: "RFC 3376 section 4.1.3")
        }
        public static var tree: [AnyField] { [.init(group)] }
        public static var layout: PartLayout { .fixed(4) }
    }

    /// A report of version 3. RFC 3376 section 4.2.
    public enum Report: Schema {
        public static var name: String { "" }
        public static var prefix: String { "igmp" }
        public static var title: String { "Report" }

        public static var reserved: Field<Octets> {
            .init(
                "reserved", "Reserved", bits: 0..<16, means: "Two octets of zeros in a report of version 3.",
                in: "RFC 3376 section 4.2.1")
        }
        public static var recordCount: Field<UInt16> {
            .init(
                "num_grp_recs", "Num Group Records", bits: 16..<32, auto: .count(part: 1),
                means: "How many groups a report of version 3 speaks of.", in: "RFC 3376 section 4.2.3")
        }
        public static var records: Repeated<Record> {
            .init(
                "", "Group Records", part: 1, means: "The groups, each with what its host wants of it.",
                in: "RFC 3376 section 4.2.4")
        }
        public static var tree: [AnyField] { [.init(reserved), .init(recordCount), .init(records)] }

        /// count | records
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            guard to &- from >= 4 else { return nil }
            var end = 4
            for _ in 0..<Int(message.word(from &+ 2)) {
                guard let record = Record.measure(message, from: from &+ end, to: to) else { return nil }
                end &+= record.total
            }
            return LayerParts(4, end)
        }
    }

    /// A sender in a question.
    public enum Source: ListItem {
        public static var name: String { "igmp.source" }
        public static var title: String { "Source" }
        public static var meaning: Meaning { .init("One sender that is asked for.", in: "RFC 3376 section 4.1.9") }
        public static var value: Field<IPv4Address> {
            .init(
                "saddr", "Source Address", bits: 0..<32, means: "The sender of a group's packets, a single host.",
                in: "RFC 3376 section 4.1.9")
        }
    }

    /// What a host says of one group. RFC 3376 section 4.2.4.
    public enum Record: Schema {
        public static var name: String { "igmp.record" }
        public static var prefix: String { "igmp" }
        public static var title: String { "Group Record" }
        public static var meaning: Meaning { .init("One group of a report.", in: "RFC 3376 section 4.2.4") }

        public static var type: Field<RecordType> {
            .init(
                "record_type", "Record Type", bits: 0..<8, preset: 4,
                means: """
                    1 and 2 say what is wanted as before, 3 and 4 that it changed, 5 and 6 which senders came and went.
                    To exclude nobody is to join, to include nobody to leave.
                    """, in: "RFC 3376 section 4.2.12")
        }
        public static var auxiliaryLength: Field<UInt8> {
            .init(
                "aux_data_len", "Aux Data Len", bits: 8..<16, auto: .length(.part(2), unit: 4),
                means: "Words behind the record's senders: 0.", in: "RFC 3376 section 4.2.6")
        }
        public static var sourceCount: Field<UInt16> {
            .init(
                "num_src", "Num Src", bits: 16..<32, auto: .count(part: 1),
                means: "How many senders the group's record names.", in: "RFC 3376 section 4.2.7")
        }
        public static var group: Field<IPv4Address> {
            .init(
                "maddr", "Multicast Address", bits: 32..<64, means: "The group that the record speaks of.",
                in: "RFC 3376 section 4.2.8")
        }
        public static var sources: Repeated<Source> {
            .init(
                "", "Record Sources", part: 1, means: "The senders to hear, or not to hear.",
                in: "RFC 3376 section 4.2.9")
        }
        public static var auxiliary: Field<Octets> {
            .init(
                "aux_data", "Aux Data", part: 2, means: "Words that no version of IGMP uses.",
                in: "RFC 3376 section 4.2.10")
        }
        public static var tree: [AnyField] {
            [
                .init(type), .init(auxiliaryLength), .init(sourceCount), .init(group), .init(sources),
                .init(auxiliary),
            ]
        }

        /// fixed | sources | auxiliary data
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            let sources = 8 &+ Int(message.word(from &+ 2)) &* 4
            let end = sources &+ Int(message.octet(from &+ 1)) &* 4
            return from &+ end <= to ? LayerParts(8, sources, end) : nil
        }

        /// A sender in a record.
        public enum Source: ListItem {
            public static var name: String { "igmp.record.source" }
            public static var prefix: String { "igmp" }
            public static var title: String { "Source" }
            public static var meaning: Meaning {
                .init("One sender that a record of a report names.", in: "RFC 3376 section 4.2.9")
            }
            public static var value: Field<IPv4Address> {
                .init(
                    "saddr", "Source Address", bits: 0..<32, means: "The sender that is wanted or not.",
                    in: "RFC 3376 section 4.2.9")
            }
        }
    }

    /// https://www.iana.org/assignments/igmp-type-numbers
    public struct Kind: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(0x11, "Membership Query"), .init(0x12, "Membership Report (v1)"), .init(0x13, "DVMRP Protocol"),
            .init(0x14, "PIM Version 1"), .init(0x16, "Membership Report"), .init(0x17, "Leave Group"),
            .init(0x1e, "Multicast Traceroute Response"), .init(0x1f, "Multicast Traceroute Query or Request"),
            .init(0x22, "Membership Report"),
        ]
    }

    /// RFC 3376 section 4.2.12.
    public struct RecordType: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(1, "Mode Is Include"), .init(2, "Mode Is Exclude"), .init(3, "Change To Include Mode"),
            .init(4, "Change To Exclude Mode"), .init(5, "Allow New Sources"), .init(6, "Block Old Sources"),
        ]
    }
}

extension Layer where P == IGMP {
    /// Whether the octet behind the type is not a time: in messages of version 1, and in reports of version 3.
    var hasNoTime: Bool {
        let isOldQuery = self.type == 0x11 && parts.count(1) == 4 && self.responseCode == 0
        return isOldQuery || self.type == 0x12 || self.type == 0x22
    }
}
