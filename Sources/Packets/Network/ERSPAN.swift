/// Encapsulated Remote Switch Port Analyzer: what a switch mirrors, sent over IP. draft-foschiano-erspan-03.
public enum ERSPAN: PacketProtocol {
    public static var name: String { "erspan" }
    public static var title: String { "Encapsulated Remote Switch Packet ANalysis" }
    public static var meaning: Meaning {
        .init(
            """
            Brings a copy of each frame that a switch's port sees to an analyzer far away, by GRE.
            """, in: "draft-foschiano-erspan section 1")
    }
    public static var reference: String { "draft-foschiano-erspan" }
    public static var example: String? {
        "ip(dst=10.0.0.9)/gre(flags.sequence_number=1,sequence_number=7)/erspan(spanid=3)/eth/ip(dst=10.0.0.1)/icmp"
    }

    public static var examples: [FieldExample] {
        [
            .init(
                "erspan.o",
                "ip/gre(flags.sequence_number=1,sequence_number=7)/erspan(version=2,gra=1,o=1,platid=1)/eth/arp",
                filter: "erspan.o == 1")
        ]
    }

    public static var version: Field<Version> {
        .init(
            "version", "Version", bits: 0..<4, preset: 1,
            means: "1 is type II of the format, 2 is type III; the oldest has no header.",
            in: "draft-foschiano-erspan section 4.2")
    }
    public static var vlan: Field<UInt16> {
        .init(
            "vlan", "Vlan", bits: 4..<16, means: "The VLAN of the mirrored frame, where its tag was taken off.",
            in: "draft-foschiano-erspan section 4.2")
    }
    public static var classOfService: Field<UInt16> {
        .init(
            "cos", "COS", bits: 16..<19, means: "The priority that the mirrored frame had.",
            in: "draft-foschiano-erspan section 4.2")
    }
    public static var encapsulation: Field<Encapsulation> {
        .init(
            "encap", "Encap", bits: 19..<21,
            means: "How the frame was tagged on the port that is mirrored.", in: "draft-foschiano-erspan section 4.2")
    }
    public static var defect: Field<Defect> {
        .init(
            "bso", "Bad/Short/Oversized", bits: 19..<21, means: "Whether the frame came in broken.",
            in: "draft-foschiano-erspan section 4.3")
    }
    public static var isTruncated: Field<UInt16> {
        .init(
            "truncated", "Truncated", bits: 21..<22, means: "The copy was cut, since it would not fit the path.",
            in: "draft-foschiano-erspan section 4.2")
    }
    public static var session: Field<UInt16> {
        .init(
            "spanid", "SpanID", bits: 22..<32, means: "Which mirroring session of the switch the copy belongs to.",
            in: "draft-foschiano-erspan section 4.2")
    }
    public static var tree: [AnyField] {
        [
            .init(version), .init(vlan), .init(classOfService),
            .unless(version, is: 2, [.init(encapsulation)]), .when(version, is: 2, [.init(defect)]),
            .init(isTruncated), .init(session),
        ]
    }
    public static var variants: Variants? { Variants(.part(1), by: version, [1: Second.self, 2: Third.self]) }

    /// what both types have | what one has
    public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
        let isThird = message.octet(from) &>> 4 == 2
        let body =
            isThird
            ? Third.measure(message, from: from &+ 4, to: to) : Second.measure(message, from: from &+ 4, to: to)
        return body.map { LayerParts(4, 4 &+ $0.total) }
    }

    public static func next(_ message: RawSpan) -> NextLayer {
        guard let mirror = Layer<ERSPAN>(message) else { return .malformed }
        let end = mirror.parts.total
        let third = mirror.version == 2 ? mirror.as(Third.self) : nil
        switch third?.frameType ?? 0 {
        case 0: return .layer(.etherType(0x6558), from: end, to: message.byteCount)
        case 2:
            let isVersion6 = message.octet(end) &>> 4 == 6
            return .layer(.etherType(isVersion6 ? 0x86dd : 0x0800), from: end, to: message.byteCount)
        default: return .data(from: end, to: message.byteCount)
        }
    }

    /// `ERSPAN type II, session 3, vlan 5: …`
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        guard let mirror = Layer<ERSPAN>(message) else { return }
        line.append("ERSPAN", as: .protocol)
        line.text.append(mirror.version == 2 ? " type III, session " : " type II, session ")
        line.text.append(decimal: mirror.session)
        line.text.append(", vlan ")
        line.text.append(decimal: mirror.vlan)
        if mirror.isTruncated == 1 { line.text.append(", truncated") }
    }

    /// What is of type II alone. draft-foschiano-erspan section 4.2.
    public enum Second: Schema {
        public static var name: String { "" }
        public static var prefix: String { "erspan" }
        public static var title: String { "Type II" }

        public static var reserved: Field<UInt32> {
            .init(
                "reserved", "Reserved", bits: 0..<12, means: "Zero in type II.",
                in: "draft-foschiano-erspan section 4.2")
        }
        public static var index: Field<UInt32> {
            .init(
                "index", "Index", bits: 12..<32,
                means: "The port and direction that the copy comes from, in the switch's own numbers.",
                in: "draft-foschiano-erspan section 4.2")
        }
        public static var tree: [AnyField] { [.init(reserved), .init(index)] }
        public static var layout: PartLayout { .fixed(4) }
    }

    /// What is of type III alone. draft-foschiano-erspan section 4.3.
    public enum Third: Schema {
        public static var name: String { "" }
        public static var prefix: String { "erspan" }
        public static var title: String { "Type III" }

        public static var timestamp: Field<UInt32> {
            .init(
                "timestamp", "Timestamp", bits: 0..<32,
                means: "When the switch copied the frame, in units that the granularity says.",
                in: "draft-foschiano-erspan section 4.3")
        }
        public static var securityGroup: Field<UInt16> {
            .init(
                "sgt", "Security Group Tag", bits: 32..<48,
                means: "The group that Cisco's TrustSec put the sender in.", in: "draft-foschiano-erspan section 4.3")
        }
        public static var carriesFrame: Field<UInt16> {
            .init(
                "p", "Has Ethernet PDU", bits: 48..<49, preset: 1,
                means: "1 says that what follows is an Ethernet frame.", in: "draft-foschiano-erspan section 4.3")
        }
        public static var frameType: Field<UInt16> {
            .init(
                "ft", "Frame Type", bits: 49..<54, means: "0 is an Ethernet frame, 2 a bare IP packet.",
                in: "draft-foschiano-erspan section 4.3")
        }
        public static var hardware: Field<UInt16> {
            .init(
                "hw", "Hardware ID", bits: 54..<60, means: "Which engine of the switch made the copy.",
                in: "draft-foschiano-erspan section 4.3")
        }
        public static var isOutgoing: Field<Bool> {
            .init(
                "direction", "Direction", bits: 60..<61,
                means: "Whether the mirrored port sent the frame; else it received it.",
                in: "draft-foschiano-erspan section 4.3")
        }
        public static var granularity: Field<Granularity> {
            .init(
                "gra", "Timestamp granularity", bits: 61..<63, means: "In what units the time is counted.",
                in: "draft-foschiano-erspan section 4.3")
        }
        public static var hasSubheader: Field<UInt16> {
            .init(
                "o", "Optional Sub headers", bits: 63..<64, means: "A header of the switch's platform follows.",
                in: "draft-foschiano-erspan section 4.3")
        }
        public static var platform: Field<UInt32> {
            .init(
                "platid", "Platform ID", bits: 0..<6, of: 1, means: "Whose format the further header has.",
                in: "draft-foschiano-erspan section 4.4")
        }
        public static var platformData: Field<UInt64> {
            .init(
                "pid.rsvd", "Reserved", bits: 6..<64, of: 1, means: "What the platform says in its own format.",
                in: "draft-foschiano-erspan section 4.4")
        }
        public static var tree: [AnyField] {
            [
                .init(timestamp), .init(securityGroup), .init(carriesFrame), .init(frameType), .init(hardware),
                .init(isOutgoing), .init(granularity), .init(hasSubheader),
                .when(hasSubheader, is: 1, [.init(platform), .init(platformData)]),
            ]
        }

        /// fixed | the platform's header
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            let end = message.octet(from &+ 7) & 1 == 1 ? 16 : 8
            return end <= to &- from ? LayerParts(8, end) : nil
        }
    }

    public struct Version: NamedNumber {
        public var rawValue: UInt16
        public init(rawValue: UInt16) { self.rawValue = rawValue }
        public static let names: [ValueName] = [.init(1, "Type II"), .init(2, "Type III")]
    }

    public struct Encapsulation: NamedNumber {
        public var rawValue: UInt16
        public init(rawValue: UInt16) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(0, "Originally without VLAN tag"), .init(1, "Originally ISL encapsulated"),
            .init(2, "Originally 802.1Q encapsulated"), .init(3, "VLAN tag preserved in frame"),
        ]
    }

    public struct Defect: NamedNumber {
        public var rawValue: UInt16
        public init(rawValue: UInt16) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(0, "Good frame with no error, or unknown integrity"), .init(1, "Payload is a Short Frame"),
            .init(2, "Payload is an Oversized Frame"), .init(3, "Payload is a Bad Frame"),
        ]
    }

    public struct Granularity: NamedNumber {
        public var rawValue: UInt16
        public init(rawValue: UInt16) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(0, "100 us granularity"), .init(1, "100 ns granularity"), .init(2, "IEEE 1588 granularity"),
            .init(3, "User configurable"),
        ]
    }
}
