/// Link Layer Discovery Protocol: a switch or host tells its neighbor on the link who it is. IEEE 802.1AB.
public enum LLDP: PacketProtocol {
    public static var name: String { "lldp" }
    public static var title: String { "Link Layer Discovery Protocol" }
    public static var meaning: Meaning {
        .init(
            """
            Tells the other end of a cable what it is plugged into: which device, which port. No switch passes it on.
            """, in: "IEEE 802.1AB section 6.1")
    }
    public static var reference: String { "IEEE 802.1AB" }
    public static var example: String? {
        "eth(dst=01:80:c2:00:00:0e)/lldp(tlvs=[chassis={chassis.subtype=7,chassis.id=7377},port={port.subtype=5,"
            + "port.id=eth0},ttl=120,system_name=sw1,end])"
    }

    public static var statements: Repeated<Item> {
        .init(
            "", "TLVs", part: 0, heading: .none, means: "One statement after the other.", in: "IEEE 802.1AB section 8")
    }
    public static var tree: [AnyField] { [.init(statements)] }

    public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
        var at = from
        while let item = Item.measure(message, from: at, to: to) {
            let isEnd = message.octet(at) &>> 1 == 0
            at &+= item.total
            if isEnd { break }
        }
        return at > from ? LayerParts(at &- from) : nil
    }

    public static func next(_ message: RawSpan) -> NextLayer {
        guard let lldp = Layer<LLDP>(message) else { return .malformed }
        return .layer(.none, from: lldp.parts.total, to: lldp.parts.total)
    }

    /// `LLDP, system sw1, port eth0, ttl 120`.
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        guard let lldp = Layer<LLDP>(message) else { return }
        line.append("LLDP", as: .protocol)
        var items = lldp.statements
        while let item = items.next() {
            switch item.type {
            case 2:
                guard let port = item.as(PortIdentifier.self) else { continue }
                line.text.append(", port ")
                if port.subtype == 3, port.parts.count(1) == 6 {
                    line.append(port.address)
                } else {
                    line.append(text: port.octets(ofPart: 1))
                }
            case 3:
                guard let life = item.as(TimeToLive.self) else { continue }
                line.text.append(", ttl ")
                line.text.append(decimal: life.seconds)
            case 5:
                line.text.append(", system ")
                line.append(text: item.octets(ofPart: 1))
            default: continue
            }
        }
        if items.isBroken { line.markMissing("lldp", at: items.offset, "a TLV does not fit", in: packet) }
    }

    /// A type of seven bits, a length of nine, and a value. IEEE 802.1AB section 8.4.
    public enum Item: Schema {
        public static var name: String { "" }
        public static var prefix: String { "lldp.tlv" }
        public static var title: String { "TLV" }
        public static var isHeadingOnly: Bool { true }
        public static var itemExample: String? { "system_name=sw1" }

        public static var type: Field<Kind> {
            .init(
                "type", "TLV Type", bits: 0..<7, auto: .variant,
                means:
                    "What is told: 1 which device, 2 which port, 3 for how long, 5 its name, 127 what a vendor adds.",
                in: "IEEE 802.1AB section 8.4.1")
        }
        public static var length: Field<UInt16> {
            .init(
                "len", "TLV Length", bits: 7..<16, auto: .length(.part(1)),
                means: "The octets of the statement, at most 511.",
                in: "IEEE 802.1AB section 8.4.2")
        }
        public static var tree: [AnyField] { [.init(type), .init(length)] }
        public static var variants: Variants? {
            Variants(
                .part(1), by: type,
                [
                    0: End.self, 1: Chassis.self, 2: PortIdentifier.self, 3: TimeToLive.self,
                    4: PortDescription.self, 5: SystemName.self, 6: SystemDescription.self, 7: Capabilities.self,
                    8: Management.self, 127: Organization.self,
                ], otherwise: Unknown.self)
        }
        /// type and length | value
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            guard to &- from >= 2 else { return nil }
            let end = 2 &+ Int(message.word(from) & 0x1ff)
            return from &+ end <= to ? LayerParts(2, end) : nil
        }

        public struct Kind: NamedNumber {
            public var rawValue: UInt16
            public init(rawValue: UInt16) { self.rawValue = rawValue }
            public static let names: [ValueName] = [
                .init(0, "End of LLDPDU"), .init(1, "Chassis Id"), .init(2, "Port Id"), .init(3, "Time to Live"),
                .init(4, "Port Description"), .init(5, "System Name"), .init(6, "System Description"),
                .init(7, "System Capabilities"), .init(8, "Management Address"), .init(127, "Organization Specific"),
            ]
        }
    }
}

/// What fills a TLV.
public protocol LLDPValue: Schema {}

extension LLDPValue {
    public static var name: String { "" }
    public static var prefix: String { "lldp" }
}

extension LLDP {
    public enum End: LLDPValue {
        public static var title: String { "End of LLDPDU" }
        public static var keywords: [String] { ["end"] }
        public static var tree: [AnyField] { [] }
    }

    /// IEEE 802.1AB section 8.5.2.
    public enum Chassis: LLDPValue {
        public static var title: String { "Chassis Id" }
        public static var keywords: [String] { ["chassis"] }
        public static var subtype: Field<Subtype> {
            .init(
                "chassis.subtype", "Chassis Id Subtype", bits: 0..<8, preset: 7,
                means: "What the device's name is: 4 a MAC address, 5 a network address, 7 what its maker likes.",
                in: "IEEE 802.1AB section 8.5.2.2")
        }
        public static var identifier: Field<Octets> {
            .init("chassis.id", "Chassis Id", part: 1, means: "Which device it is.", in: "IEEE 802.1AB section 8.5.2.3")
        }
        public static var address: Field<MACAddress> {
            .init(
                "chassis.id.mac", "Chassis Id", bits: 0..<48, of: 2, means: "Which device it is, by an address of it.",
                in: "IEEE 802.1AB section 8.5.2.3")
        }
        public static var tree: [AnyField] {
            [.init(subtype), .init(identifier), .when(subtype, is: 4, [.init(address)])]
        }
        /// kind | name | name that is an address
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            guard to &- from >= 1 else { return nil }
            return message.octet(from) == 4 && to &- from == 7 ? LayerParts(1, 1, 7) : LayerParts(1, to &- from)
        }
        public struct Subtype: NamedNumber {
            public var rawValue: UInt8
            public init(rawValue: UInt8) { self.rawValue = rawValue }
            public static let names: [ValueName] = [
                .init(1, "Chassis component"), .init(2, "Interface alias"), .init(3, "Port component"),
                .init(4, "MAC address"), .init(5, "Network address"), .init(6, "Interface name"),
                .init(7, "Locally assigned"),
            ]
        }
    }

    /// IEEE 802.1AB section 8.5.3.
    public enum PortIdentifier: LLDPValue {
        public static var title: String { "Port Id" }
        public static var keywords: [String] { ["port"] }
        public static var subtype: Field<Subtype> {
            .init(
                "port.subtype", "Port Id Subtype", bits: 0..<8, preset: 5,
                means: "What the port's name is: 3 a MAC address, 5 the interface's name, 7 its maker's own.",
                in: "IEEE 802.1AB section 8.5.3.2")
        }
        public static var identifier: Field<String> {
            .init(
                "port.id", "Port Id", part: 1, means: "Which port the cable is in.", in: "IEEE 802.1AB section 8.5.3.3")
        }
        public static var address: Field<MACAddress> {
            .init(
                "port.id.mac", "Port Id", bits: 0..<48, of: 1, means: "Which port the cable is in, by its address.",
                in: "IEEE 802.1AB section 8.5.3.3")
        }
        public static var tree: [AnyField] {
            [
                .init(subtype), .unless(subtype, is: 3, [.init(identifier)]), .when(subtype, is: 3, [.init(address)]),
            ]
        }
        public static var layout: PartLayout { .fixedAndRest(1) }
        public struct Subtype: NamedNumber {
            public var rawValue: UInt8
            public init(rawValue: UInt8) { self.rawValue = rawValue }
            public static let names: [ValueName] = [
                .init(1, "Interface alias"), .init(2, "Port component"), .init(3, "MAC address"),
                .init(4, "Network address"), .init(5, "Interface name"), .init(6, "Agent circuit Id"),
                .init(7, "Locally assigned"),
            ]
        }
    }

    public enum TimeToLive: LLDPValue {
        public static var title: String { "Time To Live" }
        public static var keywords: [String] { ["ttl"] }
        public static var seconds: Field<UInt16> {
            .init(
                "time_to_live", "Seconds", bits: 0..<16, preset: 120,
                means: "For how many seconds all this holds; 0 says that the device goes.",
                in: "IEEE 802.1AB section 8.5.4")
        }
        public static var tree: [AnyField] { [.init(seconds)] }
        public static var layout: PartLayout { .fixed(2) }
    }

    public enum PortDescription: LLDPValue {
        public static var title: String { "Port Description" }
        public static var keywords: [String] { ["port_desc"] }
        public static var text: Field<String> {
            .init(
                "port.desc", "Port Description", part: 0, means: "What the operator wrote about the port.",
                in: "IEEE 802.1AB section 8.5.5")
        }
        public static var tree: [AnyField] { [.init(text)] }
    }

    public enum SystemName: LLDPValue {
        public static var prefix: String { "lldp.tlv" }
        public static var title: String { "System Name" }
        public static var keywords: [String] { ["system_name"] }
        public static var text: Field<String> {
            .init(
                "system.name", "System Name", part: 0, means: "What the device is called.",
                in: "IEEE 802.1AB section 8.5.6")
        }
        public static var tree: [AnyField] { [.init(text)] }
    }

    public enum SystemDescription: LLDPValue {
        public static var prefix: String { "lldp.tlv" }
        public static var title: String { "System Description" }
        public static var keywords: [String] { ["system_desc"] }
        public static var text: Field<String> {
            .init(
                "system.desc", "System Description", part: 0,
                means: "The device's make and the version of its software, which also helps who attacks it.",
                in: "IEEE 802.1AB section 8.5.7")
        }
        public static var tree: [AnyField] { [.init(text)] }
    }

    public enum Capabilities: LLDPValue {
        public static var prefix: String { "lldp.tlv" }
        public static var title: String { "System Capabilities" }
        public static var keywords: [String] { ["capabilities"] }
        public static var able: Field<UInt16> {
            .init(
                "system_cap", "Capabilities", bits: 0..<16, show: .hex, means: "What the device could be.",
                in: "IEEE 802.1AB section 8.5.8.1")
        }
        public static var ableBridge: Field<Bool> {
            .init(
                "system_cap.bridge", "Bridge", bits: 13..<14, means: "It can be a switch.",
                in: "IEEE 802.1AB section 8.5.8.1")
        }
        public static var ableRouter: Field<Bool> {
            .init(
                "system_cap.router", "Router", bits: 11..<12, means: "It can be a router.",
                in: "IEEE 802.1AB section 8.5.8.1")
        }
        public static var ableAccessPoint: Field<Bool> {
            .init(
                "system_cap.wlan_access_pt", "WLAN access point", bits: 12..<13, means: "It can be an access point.",
                in: "IEEE 802.1AB section 8.5.8.1")
        }
        public static var ableStation: Field<Bool> {
            .init(
                "system_cap.station_only", "Station only", bits: 8..<9, means: "It can only be a host.",
                in: "IEEE 802.1AB section 8.5.8.1")
        }
        public static var enabled: Field<UInt16> {
            .init(
                "enable_system_cap", "Enabled Capabilities", bits: 16..<32, show: .hex,
                means: "What of that the device is now.", in: "IEEE 802.1AB section 8.5.8.2")
        }
        public static var isBridge: Field<Bool> {
            .init(
                "enable_system_cap.bridge", "Bridge", bits: 29..<30, means: "It is a switch.",
                in: "IEEE 802.1AB section 8.5.8.2")
        }
        public static var isRouter: Field<Bool> {
            .init(
                "enable_system_cap.router", "Router", bits: 27..<28, means: "It is a router.",
                in: "IEEE 802.1AB section 8.5.8.2")
        }
        public static var isAccessPoint: Field<Bool> {
            .init(
                "enable_system_cap.wlan_access_pt", "WLAN access point", bits: 28..<29, means: "It is an access point.",
                in: "IEEE 802.1AB section 8.5.8.2")
        }
        public static var isStation: Field<Bool> {
            .init(
                "enable_system_cap.station_only", "Station only", bits: 24..<25, means: "It is only a host.",
                in: "IEEE 802.1AB section 8.5.8.2")
        }
        public static var tree: [AnyField] {
            [
                .group(able, [.init(ableAccessPoint), .init(ableBridge), .init(ableRouter), .init(ableStation)]),
                .group(enabled, [.init(isAccessPoint), .init(isBridge), .init(isRouter), .init(isStation)]),
            ]
        }
        public static var layout: PartLayout { .fixed(4) }
    }

    /// IEEE 802.1AB section 8.5.9.
    public enum Management: LLDPValue {
        public static var prefix: String { "lldp.mgn" }
        public static var title: String { "Management Address" }
        public static var keywords: [String] { ["management"] }
        public static var addressLength: Field<UInt8> {
            .init(
                "address.len", "Address String Length", bits: 0..<8, auto: .length(.part(1), plus: 1),
                means: "The octets of the address and of its kind.", in: "IEEE 802.1AB section 8.5.9.2")
        }
        public static var family: Field<UInt8> {
            .init(
                "address.subtype", "Address Subtype", bits: 8..<16, preset: 1,
                means: "1 is IPv4, 2 IPv6, 6 a MAC address.", in: "IEEE 802.1AB section 8.5.9.3")
        }
        public static var address: Field<Octets> {
            .init(
                "addr.hex", "Management Address", part: 1, means: "Where the device is managed, as octets.",
                in: "IEEE 802.1AB section 8.5.9.4")
        }
        public static var address4: Field<IPv4Address> {
            .init(
                "addr.ip4", "Management Address", bits: 0..<32, of: 2, means: "Where the device is managed.",
                in: "IEEE 802.1AB section 8.5.9.4")
        }
        public static var address6: Field<IPv6Address> {
            .init(
                "addr.ip6", "Management Address", bits: 0..<128, of: 3, means: "Where the device is managed, by IPv6.",
                in: "IEEE 802.1AB section 8.5.9.4")
        }
        public static var interfaceKind: Field<UInt8> {
            .init(
                "interface.subtype", "Interface Subtype", bits: 0..<8, of: 4,
                means: "How interfaces are counted: 2 by SNMP's index, 3 by ports.", in: "IEEE 802.1AB section 8.5.9.5")
        }
        public static var interface: Field<UInt32> {
            .init(
                "interface.number", "Interface Number", bits: 8..<40, of: 4, means: "The interface with that address.",
                in: "IEEE 802.1AB section 8.5.9.6")
        }
        public static var objectLength: Field<UInt8> {
            .init(
                "obj.len", "OID String Length", bits: 40..<48, of: 4, auto: .length(.part(5)),
                means: "The octets of the object's name.", in: "IEEE 802.1AB section 8.5.9.7")
        }
        public static var object: Field<Octets> {
            .init(
                "obj.octets", "Object Identifier", part: 5, means: "SNMP's name of the kind of device.",
                in: "IEEE 802.1AB section 8.5.9.8")
        }
        public static var tree: [AnyField] {
            [
                .init(addressLength), .init(family), .init(address),
                .when(family, is: 1, [.init(address4)]), .when(family, is: 2, [.init(address6)]),
                .init(interfaceKind), .init(interface), .init(objectLength), .init(object),
            ]
        }
        /// length and kind | address | of IPv4 | of IPv6 | interface | object
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            let length = Int(message.octet(from))
            let end = 1 &+ length
            let object = end &+ 6 &+ Int(message.octet(from &+ end &+ 5))
            guard length >= 1, from &+ end &+ 6 <= to, from &+ object <= to else { return nil }
            let is4 = message.octet(from &+ 1) == 1 && length == 5
            let is6 = message.octet(from &+ 1) == 2 && length == 17
            return LayerParts(2, is4 || is6 ? 2 : end, is6 ? 2 : end, end, end &+ 6, object)
        }
    }

    /// What an organization adds; IEEE's own too. IEEE 802.1AB section 8.6.
    public enum Organization: LLDPValue {
        public static var prefix: String { "lldp.orgtlv" }
        public static var title: String { "Organization Specific" }
        public static var keywords: [String] { ["organization"] }
        public static var organization: Field<UInt24> {
            .init(
                "oui", "Organization Unique Code", bits: 0..<24,
                means: "Whose statement it is: 0x0080c2 IEEE 802.1's, 0x00120f 802.3's, 0x0012bb telephones'.",
                in: "IEEE 802.1AB section 8.6.1.3")
        }
        public static var subtype: Field<UInt8> {
            .init(
                "subtype", "Subtype", bits: 24..<32, means: "Which of the organization's statements.",
                in: "IEEE 802.1AB section 8.6.1.4")
        }
        public static var value: Field<Octets> {
            .init(
                "value", "Value", part: 1, means: "What the organization's device says.",
                in: "IEEE 802.1AB section 8.6.1.5")
        }
        public static var tree: [AnyField] { [.init(organization), .init(subtype), .init(value)] }
        public static var layout: PartLayout { .fixedAndRest(4) }
    }

    public enum Unknown: LLDPValue {
        public static var title: String { "TLV" }
        public static var value: Field<Octets> {
            .init(
                "tlv.value", "Value", part: 0, means: "A statement without a format here.",
                in: "IEEE 802.1AB section 8.4.3")
        }
        public static var tree: [AnyField] { [.init(value)] }
    }
}
