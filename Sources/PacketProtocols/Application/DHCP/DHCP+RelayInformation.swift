public import Packets

/// What a relay agent adds. RFC 3046.
extension DHCP {
    public enum RelayInformation: DHCPData {
        public static var field: StaticString { "agent_information_option" }
        public static var label: StaticString { "Agent Information Option" }
        public static var meaning: Meaning {
            .init(
                """
                What the relay knows of the client and the client cannot forge; the server sends it back.
                """, in: "RFC 3046 section 2.0")
        }
        public static var suboptions: Repeated<RelaySuboption> {
            .init("", "Suboptions", part: 0, means: "What the relay says, item by item.", in: "RFC 3046 section 2.0")
        }
        public static var tree: [AnyField] { [.init(suboptions)] }
    }

    public struct RelaySuboptionCode: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(0, "Padding"), .init(1, "Agent Circuit ID"), .init(2, "Agent Remote ID"), .init(3, "Reserved"),
            .init(4, "DOCSIS Device Class"), .init(5, "Link selection"), .init(6, "Subscriber ID"),
            .init(7, "RADIUS Attributes"), .init(8, "Authentication"), .init(9, "Vendor-Specific Information"),
            .init(10, "Flags"), .init(11, "Server ID Override"), .init(12, "Relay Agent Identifier"),
            .init(151, "VRF name/VPN ID"), .init(152, "Server ID Override (Cisco proprietary)"),
        ]
    }

    /// One sub-option: a code, a length, data.
    public enum RelaySuboption: Schema {
        public static var name: String { "" }
        public static var prefix: String { "dhcp.option" }
        public static var title: String { "Suboption" }
        public static var isHeadingOnly: Bool { true }
        @inlinable public static var code: Field<RelaySuboptionCode> {
            .init(
                "agent_information_option.suboption", "Option 82 Suboption", bits: 0..<8, auto: .variant,
                means: "What the relay says: 1 the port, 2 the far end, 5 the subnet.", in: "RFC 3046 section 2.0")
        }
        @inlinable public static var length: Field<UInt8> {
            .init(
                "suboption_length", "Length", bits: 8..<16, auto: .length(.part(1)),
                means: "The octets of one item of the relay's information.", in: "RFC 3046 section 2.0")
        }
        @inlinable public static var value: Field<Octets> {
            .init(
                "agent_information_option.value", "Value", part: 1,
                means: "The octets of one item of the relay's information, as they are.", in: "RFC 3046 section 2.0")
        }
        public static var tree: [AnyField] { [.init(code), .init(length), .init(value)] }
        public static var variants: Variants? {
            Variants(
                .part(1), by: code,
                [
                    1: CircuitIdentifier.self, 2: RemoteIdentifier.self, 5: LinkSelection.self, 6: Subscriber.self,
                    7: RadiusAttributes.self, 8: RelayAuthentication.self, 10: RelayFlags.self, 11: ServerOverride.self,
                    12: RelayIdentifier.self, 152: ServerOverride.self,
                ])
        }
        public static var layout: PartLayout { .counted(2, by: 1) }
    }

    /// A sub-option's data that is octets.
    public protocol RelayData: DHCPData {}

    /// RFC 3046 section 3.1.
    public enum CircuitIdentifier: RelayData {
        public static var field: StaticString { "agent_information_option.agent_circuit_id" }
        public static var label: StaticString { "Agent Circuit ID" }
        public static var meaning: Meaning {
            .init("The relay's port at which the client is: a switch's port, a line.", in: "RFC 3046 section 3.1")
        }
    }

    /// RFC 3046 section 3.2.
    public enum RemoteIdentifier: RelayData {
        public static var field: StaticString { "agent_information_option.agent_remote_id" }
        public static var label: StaticString { "Agent Remote ID" }
        public static var meaning: Meaning {
            .init("The far end of that line: a modem's address, a caller's number.", in: "RFC 3046 section 3.2")
        }
    }

    /// RFC 4014 section 3.
    public enum RadiusAttributes: RelayData {
        public static var field: StaticString { "agent_information_option.radius_attributes" }
        public static var label: StaticString { "RADIUS Attributes" }
        public static var meaning: Meaning {
            .init("What the RADIUS server said of the client when it was let in.", in: "RFC 4014 section 3")
        }
    }

    /// RFC 4030 section 4.
    public enum RelayAuthentication: RelayData {
        public static var field: StaticString { "agent_information_option.authentication" }
        public static var label: StaticString { "Authentication" }
        public static var meaning: Meaning {
            .init("The relay's signature over the message.", in: "RFC 4030 section 4")
        }
    }

    /// RFC 6925 section 5.
    public enum RelayIdentifier: RelayData {
        public static var field: StaticString { "agent_information_option.relay_agent_id" }
        public static var label: StaticString { "Relay Agent Identifier" }
        public static var meaning: Meaning {
            .init("Which relay it is, so that a server can be asked for all its clients.", in: "RFC 6925 section 5")
        }
    }

    /// RFC 3527 section 3.
    public enum LinkSelection: DHCPValueOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "agent_information_option.link_selection" }
        public static var label: StaticString { "Link selection" }
        public static var meaning: Meaning {
            .init("The subnet of the client, where the relay's own address is of another.", in: "RFC 3527 section 3")
        }
    }

    /// RFC 5107 section 4.
    public enum ServerOverride: DHCPValueOption {
        public typealias Value = IPv4Address
        public static var field: StaticString { "agent_information_option.server_id_override" }
        public static var label: StaticString { "Server ID Override" }
        public static var meaning: Meaning {
            .init(
                """
                The relay's address, which the server shall give as its own, so that renewals come by the relay too.
                """, in: "RFC 5107 section 4")
        }
    }

    /// RFC 3993.
    public enum Subscriber: DHCPTextOption {
        public static var field: StaticString { "agent_information_option.subscriber_id" }
        public static var label: StaticString { "Subscriber ID" }
        public static var meaning: Meaning {
            .init("Which of a provider's customers the client belongs to.", in: "RFC 3993 section 2")
        }
    }

    /// RFC 5010 section 3.
    public enum RelayFlags: DHCPData {
        public static var field: StaticString { "agent_information_option.flags" }
        public static var label: StaticString { "Flags" }
        public static var meaning: Meaning {
            .init(
                "Whether the client's message came to the relay by unicast (0x80) or to all.", in: "RFC 5010 section 3")
        }
        @inlinable public static var flags: Field<UInt8> {
            .init(field, label, bits: 0..<8, show: .hex, means: meaning.words, in: meaning.source)
        }
        public static var tree: [AnyField] { [.init(flags)] }
        public static var layout: PartLayout { .fixed(1) }
    }
}

extension DHCP.RelayData {
    @inlinable public static var octets: Field<Octets> {
        .init(field, label, part: 0, means: meaning.words, in: meaning.source)
    }
    public static var tree: [AnyField] { [.init(octets)] }
    public static var keywords: [String] { [String(field.description.dropFirst("agent_information_option.".count))] }
}
