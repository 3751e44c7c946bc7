public import Packets

/// Records that hold addresses.
extension DNS {
    /// A host's IPv4 address. RFC 1035 section 3.4.1.
    public enum Address: DNSRecordData {
        public static var keyword: String { "A" }
        public static var title: String { "Address" }
        @inlinable public static var address: Field<IPv4Address> {
            .init(
                "a", "Address", bits: 0..<32, means: "The IPv4 address of the name. Several records share the load.",
                in: "RFC 1035 section 3.4.1")
        }
        public static var tree: [AnyField] { [.init(address)] }
        public static var layout: PartLayout { .fixed(4) }
    }

    /// A host's IPv6 address. RFC 3596.
    public enum Address6: DNSRecordData {
        public static var keyword: String { "AAAA" }
        @inlinable public static var address: Field<IPv6Address> {
            .init(
                "aaaa", "AAAA Address", bits: 0..<128,
                means: "The IPv6 address of the name. Clients try both families and take the faster.",
                in: "RFC 3596 section 2.2")
        }
        public static var tree: [AnyField] { [.init(address)] }
        public static var layout: PartLayout { .fixed(16) }
    }

    /// RFC 1035 section 3.4.2.
    public enum WellKnownServices: DNSRecordData {
        public static var keyword: String { "WKS" }
        @inlinable public static var address: Field<IPv4Address> {
            .init(
                "wks.address", "Address", bits: 0..<32, means: "The host whose services are listed.",
                in: "RFC 1035 section 3.4.2")
        }
        @inlinable public static var transport: Field<UInt8> {
            .init(
                "wks.protocol", "Protocol", bits: 32..<40,
                means: "By which protocol they are reached: 6 is TCP, 17 UDP.", in: "RFC 1035 section 3.4.2")
        }
        /// A bit a port, the first for port 0.
        public static var ports: Repeated<PortBits> {
            .init(
                "", "Bits", part: 1, means: "One bit for each port from 0 on. The record should not be used any more.",
                in: "RFC 1123 section 6.1.3.6")
        }
        public static var tree: [AnyField] { [.init(address), .init(transport), .init(ports)] }
        public static var layout: PartLayout { .fixedAndRest(5) }

        /// Eight ports.
        public enum PortBits: Schema {
            public static var name: String { "" }
            public static var prefix: String { "dns.wks" }
            public static var title: String { "Ports" }
            @inlinable public static var bits: Field<UInt8> {
                .init(
                    "bits", "Bits", bits: 0..<8, show: .hex,
                    means: "Eight ports of the map, the lowest in the highest bit.", in: "RFC 1035 section 3.4.2")
            }
            public static var tree: [AnyField] { [.unless(bits, is: 0, [.init(bits)])] }
            public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? { LayerParts(1) }
        }
    }

    /// RFC 7043 section 3.
    public enum HardwareAddress48: DNSRecordData {
        public static var keyword: String { "EUI48" }
        @inlinable public static var address: Field<MACAddress> {
            .init(
                "eui48", "EUI48 Address", bits: 0..<48, means: "The name's card, where somebody put it into DNS.",
                in: "RFC 7043 section 3")
        }
        public static var tree: [AnyField] { [.init(address)] }
        public static var layout: PartLayout { .fixed(6) }
    }

    /// RFC 7043 section 4.
    public enum HardwareAddress64: DNSRecordData {
        public static var keyword: String { "EUI64" }
        @inlinable public static var address: Field<Octets> {
            .init(
                "eui64", "EUI64 Address", bits: 0..<64, means: "The name's identifier of 64 bits.",
                in: "RFC 7043 section 4")
        }
        public static var tree: [AnyField] { [.init(address)] }
        public static var layout: PartLayout { .fixed(8) }
    }

    /// RFC 6742 section 2.1.
    public enum NodeIdentifier: DNSRecordData {
        public static var keyword: String { "NID" }
        @inlinable public static var preference: Field<UInt16> {
            .init(
                "ilnp.nid.preference", "Preference", bits: 0..<16,
                means: "Which of several node identifiers to take; the lowest first.", in: "RFC 6742 section 2.1")
        }
        @inlinable public static var node: Field<Octets> {
            .init(
                "ilnp.nid", "NodeID", bits: 16..<80,
                means: "Who the node is, wherever it is: the lower half of its ILNP address.",
                in: "RFC 6742 section 2.1")
        }
        public static var tree: [AnyField] { [.init(preference), .init(node)] }
        public static var layout: PartLayout { .fixed(10) }
    }

    /// RFC 6742 section 2.2.
    public enum Locator32: DNSRecordData {
        public static var keyword: String { "L32" }
        @inlinable public static var preference: Field<UInt16> {
            .init(
                "ilnp.l32.preference", "Preference", bits: 0..<16, means: "Which of several 32-bit locators to take.",
                in: "RFC 6742 section 2.2")
        }
        @inlinable public static var locator: Field<IPv4Address> {
            .init(
                "ilnp.l32", "Locator32", bits: 16..<48, means: "Where the node is, for ILNP over IPv4.",
                in: "RFC 6742 section 2.2")
        }
        public static var tree: [AnyField] { [.init(preference), .init(locator)] }
        public static var layout: PartLayout { .fixed(6) }
    }

    /// RFC 6742 section 2.3.
    public enum Locator64: DNSRecordData {
        public static var keyword: String { "L64" }
        @inlinable public static var preference: Field<UInt16> {
            .init(
                "ilnp.l64.preference", "Preference", bits: 0..<16, means: "Which of several 64-bit locators to take.",
                in: "RFC 6742 section 2.3")
        }
        @inlinable public static var locator: Field<Octets> {
            .init(
                "ilnp.l64", "Locator64", bits: 16..<80,
                means: "Where the node is, for ILNP over IPv6: the upper half of the address.",
                in: "RFC 6742 section 2.3")
        }
        public static var tree: [AnyField] { [.init(preference), .init(locator)] }
        public static var layout: PartLayout { .fixed(10) }
    }

    /// Address prefixes, each to be in a list or not. RFC 3123.
    public enum AddressPrefixes: DNSRecordData {
        public static var keyword: String { "APL" }
        public static var prefixes: Repeated<AddressPrefix> {
            .init("", "Prefixes", part: 0, means: "Prefixes that belong to the name.", in: "RFC 3123 section 4")
        }
        public static var tree: [AnyField] { [.init(prefixes)] }

        /// One prefix, without the octets of zero at its end.
        public enum AddressPrefix: Schema {
            public static var name: String { "" }
            public static var prefix: String { "dns.apl" }
            public static var title: String { "Address prefix" }
            @inlinable public static var family: Field<UInt16> {
                .init(
                    "address_family", "Address Family", bits: 0..<16, preset: 1,
                    means: "The family of the prefix: 1 is IPv4, 2 IPv6.", in: "RFC 3123 section 4")
            }
            @inlinable public static var bits: Field<UInt8> {
                .init(
                    "coded_prefix", "Prefix Length", bits: 16..<24,
                    means: "How many bits of the prefix's address count.", in: "RFC 3123 section 4")
            }
            @inlinable public static var isNegated: Field<Bool> {
                .init(
                    "negation", "Negation Flag", bits: 24..<25,
                    means: "The prefix is an exception, and not part of the list.", in: "RFC 3123 section 4")
            }
            @inlinable public static var length: Field<UInt8> {
                .init(
                    "afdlength", "Address Length", bits: 25..<32, auto: .length(.part(1)),
                    means: "How many octets of the address are written; zeros at its end are left out.",
                    in: "RFC 3123 section 4")
            }
            @inlinable public static var address: Field<Octets> {
                .init(
                    "afdpart.data", "Address", part: 1,
                    means: "The octets that are written, of an IPv6 prefix or a broken one.", in: "RFC 3123 section 4")
            }
            public static var address4: Derived<AddressPrefix, IPv4Address> {
                .init("afdpart.ipv4", "Address", means: "The prefix as an IPv4 address.", in: "RFC 3123 section 4") {
                    item, _ in
                    item.family == 1 ? IPv4Address(padding: item.octets(of: address)) : nil
                }
            }
            public static var tree: [AnyField] {
                [
                    .init(family), .init(bits), .init(isNegated), .init(length),
                    .unless(family, is: 1, [.init(address)]), .init(address4),
                ]
            }
            public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
                let end = 4 + Int(message.octet(from + 3) & 0x7f)
                return to - from >= end ? LayerParts(4, end) : nil
            }
        }
    }
}

extension IPv4Address {
    /// An address of which only the first octets are there; the others are zero. `nil` when there are more than four.
    init?(padding octets: RawSpan) {
        guard octets.byteCount <= 4 else { return nil }
        var value: UInt32 = 0
        for offset in 0..<4 { value = value << 8 | UInt32(octets.octet(offset)) }
        self.init(rawValue: value)
    }
}
