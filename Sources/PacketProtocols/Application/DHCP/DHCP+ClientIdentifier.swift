public import Packets

/// How a client says who it is.
extension DHCP {
    /// A type and an identifier: of a hardware address, of text, or as in DHCPv6. RFC 2132 section 9.14, RFC 4361.
    public enum ClientIdentifier: Schema {
        public static var name: String { "" }
        public static var prefix: String { "dhcp" }
        public static var title: String { "Client identifier" }
        public static var meaning: Meaning {
            .init("Who the client is to the server, before its hardware address.", in: "RFC 2132 section 9.14")
        }
        public static var keywords: [String] { ["client_id"] }
        @inlinable public static var hardwareType: Field<UInt8> {
            .init(
                "hw.type", "Hardware type", bits: 0..<8, show: .hex, auto: .variant, preset: 1,
                means: "What kind of hardware address follows: 1 for Ethernet.", in: "RFC 2132 section 9.14")
        }
        @inlinable public static var type: Field<UInt8> {
            .init(
                "client_id.type", "Type", bits: 0..<8, means: "0: what follows is no hardware address.",
                in: "RFC 2132 section 9.14")
        }
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
        public static var layout: PartLayout { .fixedAndRest(1) }
    }

    public enum HardwareIdentifier: Schema {
        public static var name: String { "" }
        public static var prefix: String { "dhcp" }
        public static var title: String { "MAC address" }
        @inlinable public static var address: Field<MACAddress> {
            .init(
                "hw.mac_addr", "Client MAC address", bits: 0..<48, means: "The card by which the client names itself.",
                in: "RFC 2132 section 9.14")
        }
        public static var tree: [AnyField] { [.init(address)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            to - from == 6 ? LayerParts(6) : LayerParts(0, to - from)
        }
    }

    public enum OtherHardwareIdentifier: Schema {
        public static var name: String { "" }
        public static var prefix: String { "dhcp" }
        public static var title: String { "Hardware address" }
        @inlinable public static var address: Field<HexadecimalText> {
            .init(
                "client_hardware_address", "Client hardware address", part: 0,
                means: "The hardware address by which the client names itself, where it is not Ethernet's.",
                in: "RFC 2132 section 9.14")
        }
        public static var tree: [AnyField] { [.init(address)] }
    }

    public enum TextIdentifier: Schema {
        public static var name: String { "" }
        public static var prefix: String { "dhcp.client_id" }
        public static var title: String { "Identifier" }
        @inlinable public static var text: Field<TerminatedText> {
            .init(
                "undef", "Client Identifier", part: 0, means: "A name that the client chose for itself.",
                in: "RFC 2132 section 9.14")
        }
        public static var tree: [AnyField] { [.init(text)] }
    }

    /// An identity association and a DUID. RFC 4361 section 6.1, RFC 8415 section 11.
    public enum UniqueIdentifier: Schema {
        public static var name: String { "" }
        public static var prefix: String { "dhcp.client_id" }
        public static var title: String { "Unique identifier" }
        @inlinable public static var association: Field<HexadecimalText> {
            .init(
                "iaid", "IAID", bits: 0..<32, means: "Which of the client's interfaces it is about.",
                in: "RFC 4361 section 6.1")
        }
        @inlinable public static var type: Field<UniqueIdentifierType> {
            .init(
                "duid_type", "DUID Type", bits: 32..<48, auto: .variant, preset: 3,
                means: """
                    How the rest names the host, as in DHCPv6: 1 by a card and a time, 2 by a vendor, 3 by a card, 4
                    by a UUID.
                    """, in: "RFC 8415 section 11.1")
        }
        public static var tree: [AnyField] { [.init(association), .init(type)] }
        public static var variants: Variants? {
            Variants(
                .part(1), by: type,
                [1: LinkLayerTime.self, 2: EnterpriseIdentifier.self, 3: LinkLayer.self])
        }
        public static var layout: PartLayout { .fixedAndRest(6) }
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
        @inlinable public static var hardwareType: Field<UInt16> {
            .init(
                "duid_llt_hw_type", "Hardware type", bits: 0..<16, preset: 1,
                means: "The kind of the card that the name was made from, along with a time.",
                in: "RFC 8415 section 11.2")
        }
        /// In seconds since 2000.
        @inlinable public static var time: Field<UInt32> {
            .init(
                "time", "Time", bits: 16..<48, means: "When the client's name was made, in seconds since 2000.",
                in: "RFC 8415 section 11.2")
        }
        @inlinable public static var address: Field<HardwareAddressText> {
            .init(
                "link_layer_address", "Link layer address", part: 1,
                means: "The card that the client's name was made from; it stays the name after the card is gone.",
                in: "RFC 8415 section 11.2")
        }
        public static var tree: [AnyField] { [.init(hardwareType), .init(time), .init(address)] }
        public static var layout: PartLayout { .fixedAndRest(6) }
    }

    /// RFC 8415 section 11.3.
    public enum EnterpriseIdentifier: Schema {
        public static var name: String { "" }
        public static var prefix: String { "dhcp" }
        public static var title: String { "Identifier by an enterprise" }
        @inlinable public static var enterprise: Field<UInt32> {
            .init(
                "client_id.enterprise_num", "Enterprise-number", bits: 0..<32, means: "The vendor who named the host.",
                in: "RFC 8415 section 11.3")
        }
        @inlinable public static var identifier: Field<Octets> {
            .init(
                "client_id", "Identifier", part: 1, means: "The name that the vendor gave the host.",
                in: "RFC 8415 section 11.3")
        }
        public static var tree: [AnyField] { [.init(enterprise), .init(identifier)] }
        public static var layout: PartLayout { .fixedAndRest(4) }
    }

    /// RFC 8415 section 11.4.
    public enum LinkLayer: Schema {
        public static var name: String { "" }
        public static var prefix: String { "dhcp.client_id" }
        public static var title: String { "Link-layer address" }
        @inlinable public static var hardwareType: Field<UInt16> {
            .init(
                "duid_ll_hw_type", "Hardware type", bits: 0..<16, preset: 1,
                means: "The kind of the card that names the host.", in: "RFC 8415 section 11.4")
        }
        @inlinable public static var address: Field<HardwareAddressText> {
            .init(
                "link_layer_address", "Link layer address", part: 1,
                means: "The card that names a host which can keep no time.", in: "RFC 8415 section 11.4")
        }
        public static var tree: [AnyField] { [.init(hardwareType), .init(address)] }
        public static var layout: PartLayout { .fixedAndRest(2) }
    }

    /// The machine's UUID. RFC 4578 section 2.3.
    public enum MachineIdentifier: Schema {
        public static var name: String { "" }
        public static var prefix: String { "dhcp.client_id" }
        public static var title: String { "UUID/GUID-based Client Identifier" }
        public static var meaning: Meaning {
            .init("The machine that boots over the network, by its UUID.", in: "RFC 4578 section 2.3")
        }
        public static var keywords: [String] { ["uuid"] }
        @inlinable public static var identifier: Field<MixedUUID> {
            .init(
                "uuid", "Client Identifier (UUID)", bits: 8..<136,
                means: "The UUID that the firmware has for the machine.", in: "RFC 4578 section 2.3")
        }
        public static var tree: [AnyField] { [.init(identifier)] }
        public static var layout: PartLayout { .fixed(17) }
    }

    /// RFC 4578 section 2.2.
    public enum NetworkInterface: Schema {
        public static var name: String { "" }
        public static var prefix: String { "dhcp" }
        public static var title: String { "Client Network Device Interface" }
        public static var meaning: Meaning {
            .init("Which interface for network cards the booting machine has.", in: "RFC 4578 section 2.2")
        }
        public static var keywords: [String] { ["client_network_id"] }
        @inlinable public static var major: Field<UInt8> {
            .init(
                "client_network_id_major", "Major Version", bits: 8..<16, preset: 3,
                means: "The interface's version: 1 and 2 are UNDI before EFI, 3 UNDI of EFI.",
                in: "RFC 4578 section 2.2")
        }
        @inlinable public static var minor: Field<UInt8> {
            .init(
                "client_network_id_minor", "Minor Version", bits: 16..<24,
                means: "The lesser number of the network interface's version.", in: "RFC 4578 section 2.2")
        }
        public static var tree: [AnyField] { [.init(major), .init(minor)] }
        public static var layout: PartLayout { .fixed(3) }
    }

    /// The client's name and who is to enter it into DNS. RFC 4702.
    public enum ClientName: Schema {
        public static var name: String { "" }
        public static var prefix: String { "dhcp.fqdn" }
        public static var title: String { "Client Fully Qualified Domain Name" }
        public static var meaning: Meaning {
            .init("The client's full name, and who puts it into DNS.", in: "RFC 4702 section 2")
        }
        public static var keywords: [String] { ["fqdn"] }
        @inlinable public static var flags: Field<UInt8> {
            .init(
                "flags", "Flags", bits: 0..<8, show: .hex, preset: 1,
                means: "Who updates DNS, and how the name is written.", in: "RFC 4702 section 2.1")
        }
        @inlinable public static var reserved: Field<UInt8> {
            .init(
                "mbz", "Reserved flags", bits: 0..<4, show: .hex, means: "Four bits that must be zero.",
                in: "RFC 4702 section 2.1")
        }
        @inlinable public static var leavesDNS: Field<Bool> {
            .init(
                "n", "Server DDNS", bits: 4..<5, means: "The server shall not update DNS at all.",
                in: "RFC 4702 section 2.1")
        }
        @inlinable public static var isEncoded: Field<Bool> {
            .init(
                "e", "Encoding", bits: 5..<6,
                means: """
                    The name is written as in DNS, label by label, and not as plain text: it changes how the rest is
                    read.
                    """, in: "RFC 4702 section 2.1")
        }
        @inlinable public static var overrides: Field<Bool> {
            .init(
                "o", "Server overrides", bits: 6..<7, means: "The server does otherwise than the client wished.",
                in: "RFC 4702 section 2.1")
        }
        @inlinable public static var serverUpdates: Field<Bool> {
            .init(
                "s", "Server", bits: 7..<8, means: "The server puts the name's address into DNS, or shall.",
                in: "RFC 4702 section 2.1")
        }
        @inlinable public static var addressResult: Field<UInt8> {
            .init(
                "rcode1", "A-RR result", bits: 8..<16,
                means: """
                    Once the result of the update of the name's address; servers send 255, and clients ignore it.
                    """, in: "RFC 4702 section 2.2")
        }
        @inlinable public static var pointerResult: Field<UInt8> {
            .init(
                "rcode2", "PTR-RR result", bits: 16..<24,
                means: "Once the result of the update of the address's name; ignored today.", in: "RFC 4702 section 2.2"
            )
        }
        @inlinable public static var text: Field<String> {
            .init(
                "name", "Client name", part: 1, means: "The client's name, plain or as far as it goes.",
                in: "RFC 4702 section 2.3.2")
        }
        public static var domain: Derived<ClientName, String> {
            .init("name", "Client name", means: "The client's name, written as in DNS.", in: "RFC 4702 section 2.3.1") {
                option, _ in
                guard option.isEncoded else { return nil }
                let end = option.start + option.parts.total
                var text = TextBuffer()
                let start = option.firstOctet(of: ClientName.text)
                let outcome = DNSName.write(
                    option.message.clamped(0, end), from: start, to: end, base: start, into: &text)
                // A client may leave out the zero at the end when the name is not whole. RFC 4702 section 2.3.1.
                return outcome == .name ? String(decoding: text) : DHCP.partialName(option.octets(of: ClientName.text))
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
        public static var layout: PartLayout { .fixedAndRest(3) }
    }

    /// The labels of a name that has no end.
    static func partialName(_ octets: RawSpan) -> String? {
        var labels: [String] = []
        var offset = 0
        while offset < octets.byteCount {
            let length = Int(octets.octet(offset))
            let start = offset + 1
            guard length > 0, length < 64, start + length <= octets.byteCount else { break }
            offset = start + length
            labels.append(String(decoding: octets.octets(start, offset), as: UTF8.self))
        }
        return labels.isEmpty ? nil : labels.joined(separator: ".")
    }
}
