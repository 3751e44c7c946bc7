public import Packets

/// How a client says who it is.
extension DHCP {
    /// A type and an identifier: of a hardware address, of text, or as in DHCPv6. RFC 2132 section 9.14, RFC 4361.
    public enum ClientIdentifier: Schema {
        public static var name: String { "" }
        public static var prefix: String { "dhcp" }
        public static var title: String { "Client identifier" }
        public static var keywords: [String] { ["client_id"] }
        public static var hardwareType: Field<UInt8> {
            .init("hw.type", "Hardware type", bits: 0..<8, show: .hex, auto: .variant, preset: 1)
        }
        public static var type: Field<UInt8> { .init("client_id.type", "Type", bits: 0..<8) }
        public static var tree: [AnyField] {
            [
                .unless(hardwareType, is: 0, [.unless(hardwareType, is: 255, [.init(hardwareType)])]),
                .when(hardwareType, is: 0, [.init(type)]),
            ]
        }
        public static var variants: Variants? {
            Variants(
                .part(1), by: hardwareType,
                [
                    1: HardwareIdentifier.self, 6: HardwareIdentifier.self, 0: TextIdentifier.self,
                    255: UniqueIdentifier.self,
                ],
                otherwise: OtherHardwareIdentifier.self)
        }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            to > from ? Parts(1, to - from) : nil
        }
    }

    public enum HardwareIdentifier: Schema {
        public static var name: String { "" }
        public static var prefix: String { "dhcp" }
        public static var title: String { "MAC address" }
        public static var address: Field<MACAddress> { .init("hw.mac_addr", "Client MAC address", bits: 0..<48) }
        public static var tree: [AnyField] { [.init(address)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            to - from == 6 ? Parts(6) : Parts(0, to - from)
        }
    }

    public enum OtherHardwareIdentifier: Schema {
        public static var name: String { "" }
        public static var prefix: String { "dhcp" }
        public static var title: String { "Hardware address" }
        public static var address: Field<HexadecimalText> {
            .init("client_hardware_address", "Client hardware address", part: 0)
        }
        public static var tree: [AnyField] { [.init(address)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { Parts(to - from) }
    }

    public enum TextIdentifier: Schema {
        public static var name: String { "" }
        public static var prefix: String { "dhcp.client_id" }
        public static var title: String { "Identifier" }
        public static var text: Field<TerminatedText> { .init("undef", "Client Identifier", part: 0) }
        public static var tree: [AnyField] { [.init(text)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { Parts(to - from) }
    }

    /// An identity association and a DUID. RFC 4361 section 6.1, RFC 8415 section 11.
    public enum UniqueIdentifier: Schema {
        public static var name: String { "" }
        public static var prefix: String { "dhcp.client_id" }
        public static var title: String { "Unique identifier" }
        public static var association: Field<HexadecimalText> { .init("iaid", "IAID", bits: 0..<32) }
        public static var type: Field<UniqueIdentifierType> {
            .init("duid_type", "DUID Type", bits: 32..<48, auto: .variant, preset: 3)
        }
        public static var tree: [AnyField] { [.init(association), .init(type)] }
        public static var variants: Variants? {
            Variants(
                .part(1), by: type,
                [1: LinkLayerTime.self, 2: EnterpriseIdentifier.self, 3: LinkLayer.self])
        }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            to - from >= 6 ? Parts(6, to - from) : nil
        }
    }

    public struct UniqueIdentifierType: NamedNumber {
        public var rawValue: UInt16
        public init(rawValue: UInt16) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(1, "link-layer address plus time"), .init(2, "assigned by vendor based on Enterprise number"),
            .init(3, "link-layer address"), .init(4, "Universally Unique IDentifier (UUID)"),
        ]
    }

    /// RFC 8415 section 11.2.
    public enum LinkLayerTime: Schema {
        public static var name: String { "" }
        public static var prefix: String { "dhcp.client_id" }
        public static var title: String { "Link-layer address plus time" }
        public static var hardwareType: Field<UInt16> {
            .init("duid_llt_hw_type", "Hardware type", bits: 0..<16, preset: 1)
        }
        /// In seconds since 2000.
        public static var time: Field<UInt32> { .init("time", "Time", bits: 16..<48) }
        public static var address: Field<HardwareAddressText> {
            .init("link_layer_address", "Link layer address", part: 1)
        }
        public static var tree: [AnyField] { [.init(hardwareType), .init(time), .init(address)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            to - from >= 6 ? Parts(6, to - from) : nil
        }
    }

    /// RFC 8415 section 11.3.
    public enum EnterpriseIdentifier: Schema {
        public static var name: String { "" }
        public static var prefix: String { "dhcp" }
        public static var title: String { "Identifier by an enterprise" }
        public static var enterprise: Field<UInt32> {
            .init("client_id.enterprise_num", "Enterprise-number", bits: 0..<32)
        }
        public static var identifier: Field<Octets> { .init("client_id", "Identifier", part: 1) }
        public static var tree: [AnyField] { [.init(enterprise), .init(identifier)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            to - from >= 4 ? Parts(4, to - from) : nil
        }
    }

    /// RFC 8415 section 11.4.
    public enum LinkLayer: Schema {
        public static var name: String { "" }
        public static var prefix: String { "dhcp.client_id" }
        public static var title: String { "Link-layer address" }
        public static var hardwareType: Field<UInt16> {
            .init("duid_ll_hw_type", "Hardware type", bits: 0..<16, preset: 1)
        }
        public static var address: Field<HardwareAddressText> {
            .init("link_layer_address", "Link layer address", part: 1)
        }
        public static var tree: [AnyField] { [.init(hardwareType), .init(address)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            to - from >= 2 ? Parts(2, to - from) : nil
        }
    }

    /// The machine's UUID. RFC 4578 section 2.3.
    public enum MachineIdentifier: Schema {
        public static var name: String { "" }
        public static var prefix: String { "dhcp.client_id" }
        public static var title: String { "UUID/GUID-based Client Identifier" }
        public static var keywords: [String] { ["uuid"] }
        public static var identifier: Field<MixedUUID> { .init("uuid", "Client Identifier (UUID)", bits: 8..<136) }
        public static var tree: [AnyField] { [.init(identifier)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            to - from >= 17 ? Parts(17) : nil
        }
    }

    /// RFC 4578 section 2.2.
    public enum NetworkInterface: Schema {
        public static var name: String { "" }
        public static var prefix: String { "dhcp" }
        public static var title: String { "Client Network Device Interface" }
        public static var keywords: [String] { ["client_network_id"] }
        public static var major: Field<UInt8> {
            .init("client_network_id_major", "Major Version", bits: 8..<16, preset: 3)
        }
        public static var minor: Field<UInt8> { .init("client_network_id_minor", "Minor Version", bits: 16..<24) }
        public static var tree: [AnyField] { [.init(major), .init(minor)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { to - from >= 3 ? Parts(3) : nil }
    }

    /// The client's name and who is to enter it into DNS. RFC 4702.
    public enum ClientName: Schema {
        public static var name: String { "" }
        public static var prefix: String { "dhcp.fqdn" }
        public static var title: String { "Client Fully Qualified Domain Name" }
        public static var keywords: [String] { ["fqdn"] }
        public static var flags: Field<UInt8> { .init("flags", "Flags", bits: 0..<8, show: .hex, preset: 1) }
        public static var reserved: Field<UInt8> { .init("mbz", "Reserved flags", bits: 0..<4, show: .hex) }
        public static var leavesDNS: Field<Bool> { .init("n", "Server DDNS", bits: 4..<5) }
        public static var isEncoded: Field<Bool> { .init("e", "Encoding", bits: 5..<6) }
        public static var overrides: Field<Bool> { .init("o", "Server overrides", bits: 6..<7) }
        public static var serverUpdates: Field<Bool> { .init("s", "Server", bits: 7..<8) }
        public static var addressResult: Field<UInt8> { .init("rcode1", "A-RR result", bits: 8..<16) }
        public static var pointerResult: Field<UInt8> { .init("rcode2", "PTR-RR result", bits: 16..<24) }
        public static var text: Field<String> { .init("name", "Client name", part: 1) }
        public static var domain: Derived<ClientName, String> {
            .init("name", "Client name") { option, _ in
                guard option.isEncoded else { return nil }
                let end = option.start + option.parts.total
                var text = TextBuffer()
                let outcome = DNSName.write(
                    option.message.clamped(0, end), from: option.start + 3, to: end, base: option.start + 3, into: &text
                )
                // A client may leave out the zero at the end when the name is not whole. RFC 4702 section 2.3.1.
                return outcome == .name ? String(decoding: text) : DHCP.partialName(option.octets(ofPart: 1))
            }
        }
        public static var tree: [AnyField] {
            [
                .group(
                    flags,
                    [.init(reserved), .init(leavesDNS), .init(isEncoded), .init(overrides), .init(serverUpdates)]),
                .init(addressResult), .init(pointerResult), .unless(isEncoded, is: true, [.init(text)]),
                .init(domain),
            ]
        }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            to - from >= 3 ? Parts(3, to - from) : nil
        }
    }

    /// The labels of a name that has no end.
    static func partialName(_ octets: RawSpan) -> String? {
        var labels: [String] = []
        var offset = 0
        while offset < octets.byteCount {
            let length = Int(octets.octet(offset))
            guard length > 0, length < 64, offset + 1 + length <= octets.byteCount else { break }
            labels.append(String(decoding: octets.octets(offset + 1, offset + 1 + length), as: UTF8.self))
            offset += 1 + length
        }
        return labels.isEmpty ? nil : labels.joined(separator: ".")
    }
}
