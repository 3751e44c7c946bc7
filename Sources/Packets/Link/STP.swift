/// Spanning Tree Protocol, and its rapid form: which ports of switches stay shut, so that no frame runs in circles.
/// IEEE 802.1D-2004 section 9.
public enum STP: PacketProtocol {
    public static var name: String { "stp" }
    public static var title: String { "Spanning Tree Protocol" }
    public static var meaning: Meaning {
        .init(
            """
            By it switches agree on a tree among all their links. Who says to be the root with a small priority draws
            the traffic to itself.
            """, in: "IEEE 802.1D section 17.1")
    }
    public static var reference: String { "IEEE 802.1D" }
    public static var example: String? {
        "eth(dst=01:80:c2:00:00:00)/llc(dsap=0x42,ssap=0x42,control=3)/stp(version=2,type=2,root.prio=32768,max_age=20,"
            + "version_1_length=0)"
    }
    public static var examples: [FieldExample] {
        [
            .init(
                "stp.mst", "eth/llc(dsap=0x42,ssap=0x42,control=3)/stp(version=3,type=2,version_1_length=0,mst=0001)",
                filter: "stp.mst == 00:01")
        ]
    }

    public static var identifier: Field<UInt16> {
        .init(
            "protocol", "Protocol Identifier", bits: 0..<16, show: .hex, means: "0 for the spanning tree.",
            in: "IEEE 802.1D section 9.3.1")
    }
    public static var version: Field<Version> {
        .init(
            "version", "Protocol Version Identifier", bits: 16..<24,
            means: "0 is the first form, 2 the rapid one, 3 that with several trees.", in: "IEEE 802.1D section 9.3.3")
    }
    public static var type: Field<Kind> {
        .init(
            "type", "BPDU Type", bits: 24..<32, show: .hex,
            means: "0 and 2 tell of the root, 0x80 that a switch's links changed.", in: "IEEE 802.1D section 9.3.3")
    }
    public static var flags: Field<UInt8> {
        .init(
            "flags", "BPDU flags", bits: 0..<8, of: 1, show: .hex,
            means: "Two flags of the first form, and six of the rapid one.", in: "IEEE 802.1D section 9.3.3")
    }
    public static var acknowledges: Field<Bool> {
        .init(
            "flags.tcack", "Topology Change Acknowledgment", bits: 0..<1, of: 1,
            means: "The switch below need not go on telling of its change.", in: "IEEE 802.1D section 9.3.1")
    }
    public static var agrees: Field<Bool> {
        .init(
            "flags.agreement", "Agreement", bits: 1..<2, of: 1, means: "The proposal is taken: the port may open.",
            in: "IEEE 802.1D section 9.3.3")
    }
    public static var isForwarding: Field<Bool> {
        .init(
            "flags.forwarding", "Forwarding", bits: 2..<3, of: 1, means: "The port that sends lets frames through.",
            in: "IEEE 802.1D section 9.3.3")
    }
    public static var isLearning: Field<Bool> {
        .init(
            "flags.learning", "Learning", bits: 3..<4, of: 1, means: "The port learns where stations are.",
            in: "IEEE 802.1D section 9.3.3")
    }
    public static var portRole: Field<Role> {
        .init(
            "flags.port_role", "Port Role", bits: 4..<6, of: 1,
            means: "What the port is in the tree: 2 leads to the root, 3 away from it, 1 is shut.",
            in: "IEEE 802.1D section 9.3.3")
    }
    public static var proposes: Field<Bool> {
        .init(
            "flags.proposal", "Proposal", bits: 6..<7, of: 1,
            means: "The port wants to open, if the other side agrees.",
            in: "IEEE 802.1D section 9.3.3")
    }
    public static var changes: Field<Bool> {
        .init(
            "flags.tc", "Topology Change", bits: 7..<8, of: 1,
            means: "The tree changed: switches forget what they learned. One each second makes a network slow.",
            in: "IEEE 802.1D section 9.3.1")
    }
    public static var rootPriority: Field<UInt16> {
        .init(
            "root.prio", "Root Bridge Priority", bits: 8..<12, of: 1, scale: 4096,
            means: "The priority of the root: the smallest is it.", in: "IEEE 802.1D section 9.2.5")
    }
    public static var rootExtension: Field<UInt16> {
        .init(
            "root.ext", "Root Bridge System ID Extension", bits: 12..<24, of: 1,
            means: "Which VLAN's tree the root is of.", in: "IEEE 802.1D section 9.2.5")
    }
    public static var rootAddress: Field<MACAddress> {
        .init(
            "root.hw", "Root Bridge System ID", bits: 24..<72, of: 1, means: "The address of the root.",
            in: "IEEE 802.1D section 9.2.5")
    }
    public static var cost: Field<UInt32> {
        .init(
            "root.cost", "Root Path Cost", bits: 72..<104, of: 1, means: "How far the root is, 0 from itself.",
            in: "IEEE 802.1D section 9.2.6")
    }
    public static var bridgePriority: Field<UInt16> {
        .init(
            "bridge.prio", "Bridge Priority", bits: 104..<108, of: 1, scale: 4096,
            means: "The priority of the switch that sends.", in: "IEEE 802.1D section 9.2.5")
    }
    public static var bridgeExtension: Field<UInt16> {
        .init(
            "bridge.ext", "Bridge System ID Extension", bits: 108..<120, of: 1,
            means: "The VLAN that the sender's tree is for.", in: "IEEE 802.1D section 9.2.5")
    }
    public static var bridgeAddress: Field<MACAddress> {
        .init(
            "bridge.hw", "Bridge System ID", bits: 120..<168, of: 1, means: "The address of the switch that sends.",
            in: "IEEE 802.1D section 9.2.5")
    }
    public static var port: Field<UInt16> {
        .init(
            "port", "Port identifier", bits: 168..<184, of: 1, show: .hex,
            means: "The port that sends: four bits of priority, and its number.", in: "IEEE 802.1D section 9.2.7")
    }
    public static var age: Field<STPSeconds> {
        .init(
            "msg_age", "Message Age", bits: 184..<200, of: 1,
            means: "How long ago the root said so, in seconds: as many as there are switches between.",
            in: "IEEE 802.1D section 9.2.8")
    }
    public static var maximumAge: Field<STPSeconds> {
        .init(
            "max_age", "Max Age", bits: 200..<216, of: 1,
            means: "After how many seconds without news the tree is made anew.", in: "IEEE 802.1D section 9.2.8")
    }
    public static var helloTime: Field<STPSeconds> {
        .init(
            "hello", "Hello Time", bits: 216..<232, of: 1, means: "How often the root speaks, in seconds.",
            in: "IEEE 802.1D section 9.2.8")
    }
    public static var forwardDelay: Field<STPSeconds> {
        .init(
            "forward", "Forward Delay", bits: 232..<248, of: 1,
            means: "How many seconds a port waits before it learns, and again before it opens.",
            in: "IEEE 802.1D section 9.2.8")
    }
    public static var firstLength: Field<UInt8> {
        .init(
            "version_1_length", "Version 1 Length", bits: 0..<8, of: 2,
            means: "0: nothing of a version 1 follows.", in: "IEEE 802.1D section 9.3.3")
    }
    public static var rest: Field<Octets> {
        .init(
            "mst", "Multiple trees", part: 3, means: "What the form with several trees adds.",
            in: "IEEE 802.1Q section 14.4")
    }
    public static var tree: [AnyField] {
        [
            .init(identifier), .init(version), .init(type),
            .group(
                flags,
                [
                    .init(acknowledges), .init(agrees), .init(isForwarding), .init(isLearning), .init(portRole),
                    .init(proposes), .init(changes),
                ]),
            .init(rootPriority), .init(rootExtension), .init(rootAddress), .init(cost), .init(bridgePriority),
            .init(bridgeExtension), .init(bridgeAddress), .init(port), .init(age), .init(maximumAge),
            .init(helloTime), .init(forwardDelay), .when(type, is: 2, [.init(firstLength)]), .init(rest),
        ]
    }

    /// identifier, version and type | the tree | length of version 1 | further trees
    public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
        let all = to &- from
        guard all >= 4 else { return nil }
        switch message.octet(from &+ 3) {
        case 0: return all >= 35 ? LayerParts(4, 35) : nil
        case 2 where all >= 36: return LayerParts(4, 35, 36, message.octet(from &+ 2) >= 3 ? all : 36)
        case 2: return nil
        default: return LayerParts(4)
        }
    }

    public static func next(_ message: RawSpan) -> NextLayer {
        guard let stp = Layer<STP>(message) else { return .malformed }
        return .layer(.none, from: stp.parts.total, to: stp.parts.total)
    }

    /// `STP Rapid Spanning Tree, Config, bridge 8000.00:01:02:03:04:05.8001, root 8000.00:01:02:03:04:05, cost 4`.
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        guard let stp = Layer<STP>(message) else { return }
        line.append("STP ", as: .protocol)
        line.text.append(Version.name(of: stp.version.raw) ?? "unknown version")
        guard stp.parts.count(1) > 0 else {
            line.text.append(stp.type == 0x80 ? ", Topology Change" : ", unknown type")
            return
        }
        line.text.append(stp.changes ? ", Config, topology change, bridge " : ", Config, bridge ")
        line.append(bridge: stp.bridgePriority | stp.bridgeExtension, stp.bridgeAddress)
        line.text.append(character: ".")
        line.text.append(hex: stp.port, digits: 4)
        line.text.append(", root ")
        line.append(bridge: stp.rootPriority | stp.rootExtension, stp.rootAddress)
        line.text.append(", cost ")
        line.text.append(decimal: stp.cost)
    }

    public struct Version: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(0, "Spanning Tree"), .init(2, "Rapid Spanning Tree"), .init(3, "Multiple Spanning Tree"),
            .init(4, "SPB"),
        ]
    }

    public struct Kind: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(0x00, "Configuration"), .init(0x02, "Rapid/Multiple Spanning Tree"),
            .init(0x80, "Topology Change Notification"),
        ]
    }

    public struct Role: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(0, "Unknown"), .init(1, "Alternate or Backup"), .init(2, "Root"), .init(3, "Designated"),
        ]
    }
}

/// Seconds, counted in parts of 256. IEEE 802.1D section 9.2.8.
public struct STPSeconds: WireValue {
    public var encoded: [UInt8]
    public static var kind: ValueKind { .text }
    public static func read(_ message: RawSpan, _ place: FieldPlace) -> STPSeconds {
        STPSeconds(encoded: message.octets(place.bit / 8, (place.bit + place.width) / 8))
    }
    public static func describe(_ message: RawSpan, from: Int, to: Int, into text: inout TextBuffer) {
        let raw = message.word(from)
        text.append(decimal: raw >> 8)
        guard raw & 0xff != 0 else { return }
        // Three digits, as half of 1/256 is less than 0.002; zeros at the end say nothing.
        var digits = (UInt32(raw & 0xff) * 1000 + 128) / 256
        var width = 3
        while digits % 10 == 0, width > 1 {
            digits /= 10
            width -= 1
        }
        text.append(character: ".")
        text.append(decimal: digits, width: width)
    }
    public static func encode(_ text: String) throws(ForgeError) -> [UInt8] {
        guard let seconds = Double(text), seconds >= 0, seconds < 256 else {
            throw ForgeError(.value, "'\(text)' is no number of seconds below 256")
        }
        let raw = UInt16(clamping: Int((seconds * 256).rounded()))
        return [UInt8(raw >> 8), UInt8(raw & 0xff)]
    }
}

extension SummaryLine {
    fileprivate mutating func append(bridge priority: UInt16, _ address: MACAddress) {
        text.append(hex: priority, digits: 4)
        text.append(character: ".")
        append(address)
    }
}
