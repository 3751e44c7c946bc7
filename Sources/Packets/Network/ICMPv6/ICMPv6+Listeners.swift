/// Multicast listener discovery, versions 1 and 2. RFC 2710, RFC 3810.
extension ICMPv6 {
    /// RFC 3810 section 5.1; a query of 24 octets in all is of version 1 (RFC 3810 section 8.1).
    public enum ListenerQuery: Variant {
        public static var name: String { "icmpv6.mld.query" }
        public static var title: String { "Multicast listener query" }
        public static var meaning: Meaning {
            .init("A router asks who on the link listens to a group, or to any.", in: "RFC 3810 section 5.1")
        }
        @inlinable public static var delay: Field<UInt16> {
            .init(
                "maximum_response_delay", "Maximum Response Delay [ms]", bits: 0..<16, of: 0,
                means: """
                    Within how many milliseconds a listener has to answer, at a moment that it picks by chance.
                    """, in: "RFC 2710 section 3.4")
        }
        @inlinable public static var responseCode: Field<UInt16> {
            .init(
                "maximum_response_code", "Maximum Response Code", bits: 0..<16, of: 1,
                means: """
                    The longest delay of an answer as version 2 writes it: in milliseconds, above 32767 as mantissa
                    and exponent.
                    """, in: "RFC 3810 section 5.1.3")
        }
        @inlinable public static var reserved: Field<Octets> {
            .init(
                ".reserved", "Reserved", bits: 0..<16, of: 2, means: "Two octets of zeros in a query.",
                in: "RFC 3810 section 5.1.4")
        }
        @inlinable public static var address: Field<IPv6Address> {
            .init(
                "multicast_address", "Multicast Address", bits: 16..<144, of: 2,
                means: "The group that is asked for; all zeros ask for every group.", in: "RFC 3810 section 5.1.5")
        }
        @inlinable public static var flags: Field<UInt8> {
            .init(
                "flag", "Flags", bits: 0..<8, of: 3, show: .hex,
                means: "What stands before the querier's interval in a query of version 2.", in: "RFC 3810 section 5.1")
        }
        @inlinable public static var suppresses: Field<Bool> {
            .init(
                "flag.s", "Suppress Router-Side Processing", bits: 4..<5, of: 3,
                means: "Routers that hear it do not restart their timers.", in: "RFC 3810 section 5.1.7")
        }
        @inlinable public static var robustness: Field<UInt8> {
            .init(
                "flag.qrv", "QRV (Querier's Robustness Variable)", bits: 5..<8, of: 3,
                means: "How many losses the link shall survive; 2 as a rule, 0 where it is more than 7.",
                in: "RFC 3810 section 5.1.8")
        }
        @inlinable public static var flagsReserved: Field<UInt8> {
            .init(
                "flag.reserved", "Reserved", bits: 0..<4, of: 3, means: "Four bits of a query that are zero.",
                in: "RFC 3810 section 5.1.6")
        }
        @inlinable public static var interval: Field<UInt8> {
            .init(
                "qqi", "QQIC (Querier's Query Interval Code)", bits: 8..<16, of: 3,
                means: "How often the querier asks, in seconds; from 128 on as mantissa and exponent.",
                in: "RFC 3810 section 5.1.9")
        }
        @inlinable public static var sourceCount: Field<UInt16> {
            .init(
                "nb_sources", "Number of Sources", bits: 16..<32, of: 3, auto: .count(part: 4),
                means: "How many senders the query names; 0 but for one about single sources.",
                in: "RFC 3810 section 5.1.10")
        }
        public static var sources: Repeated<Source> {
            .init(
                "", "Sources", part: 4, means: "The senders whose listeners are asked for.",
                in: "RFC 3810 section 5.1.11")
        }
        public static var tree: [AnyField] {
            [
                .when(delay, in: 0...0xffff, [.init(delay)]), .init(responseCode), .init(reserved),
                .init(address),
                .group(flags, [.init(suppresses), .init(robustness), .init(flagsReserved)]),
                .init(interval), .init(sourceCount), .init(sources),
            ]
        }

        /// version 1's delay | version 2's | address | flags and counts | sources
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            guard to &- from >= 20 else { return nil }
            guard to &- from >= 24 else { return LayerParts(2, 2, 20) }
            return LayerParts(0, 2, 20, 24, to &- from)
        }

        public enum Source: ListItem {
            public static var name: String { "icmpv6.mld.source" }
            public static var title: String { "Source" }
            public static var meaning: Meaning {
                .init("One sender that a query names.", in: "RFC 3810 section 5.1.11")
            }
            @inlinable public static var value: Field<IPv6Address> {
                .init(
                    "source_address", "Source Address", bits: 0..<128,
                    means: "The sender's address, always a single host's.", in: "RFC 3810 section 5.1.11")
            }
        }
    }

    /// A report or a farewell of version 1. RFC 2710 section 3.
    public enum Listener: Variant {
        public static var name: String { "icmpv6.mld.listener" }
        public static var title: String { "Multicast listener" }
        public static var meaning: Meaning {
            .init(
                "A report of version 1 that the sender listens to a group, or that it stops.", in: "RFC 2710 section 3")
        }
        @inlinable public static var delay: Field<UInt16> {
            .init(
                "maximum_response_delay", "Maximum Response Delay [ms]", bits: 0..<16,
                means: "Zero in reports and farewells; only queries use it.", in: "RFC 2710 section 3.4")
        }
        @inlinable public static var reserved: Field<Octets> {
            .init(
                ".reserved", "Reserved", bits: 16..<32, means: "Two octets of zeros in a report of version 1.",
                in: "RFC 2710 section 3.5")
        }
        @inlinable public static var address: Field<IPv6Address> {
            .init(
                "multicast_address", "Multicast Address", bits: 32..<160,
                means: "The group that is listened to, or left.", in: "RFC 2710 section 3.6")
        }
        public static var tree: [AnyField] { [.init(delay), .init(reserved), .init(address)] }
        public static var layout: PartLayout { .fixed(20) }
    }

    /// RFC 3810 section 5.2.
    public enum ListenerReport: Schema {
        public static var name: String { "icmpv6.mldr" }
        public static var title: String { "Multicast listener report" }
        public static var meaning: Meaning {
            .init("What a listener of version 2 listens to, sent to ff02::16.", in: "RFC 3810 section 5.2")
        }
        @inlinable public static var reserved: Field<Octets> {
            .init(
                ".reserved", "Reserved", bits: 0..<16, means: "Zeros of a listener report.",
                in: "RFC 3810 section 5.2.1")
        }
        @inlinable public static var count: Field<UInt16> {
            .init(
                "nb_mcast_records", "Number of Multicast Address Records", bits: 16..<32, auto: .count(part: 1),
                means: "How many groups the report speaks of.", in: "RFC 3810 section 5.2.3")
        }
        public static var records: Repeated<AddressRecord> {
            .init(
                "", "Multicast address records", part: 1, means: "The groups, each with what changed.",
                in: "RFC 3810 section 5.2.4")
        }
        public static var tree: [AnyField] { [.init(reserved), .init(count), .init(records)] }
        public static var layout: PartLayout { .fixedAndRest(4) }
    }

    public enum AddressRecord: Schema {
        public static var name: String { "icmpv6.mldr.record" }
        public static var prefix: String { "icmpv6.mldr.mar" }
        public static var title: String { "Multicast Address Record" }
        public static var meaning: Meaning {
            .init("What the listener says of one group.", in: "RFC 3810 section 5.2.4")
        }
        @inlinable public static var type: Field<RecordType> {
            .init(
                "record_type", "Record Type", bits: 0..<8, preset: 4,
                means: """
                    1 and 2 say what is so (include, exclude), 3 and 4 that the mode changed, 5 and 6 allow and block
                    senders. Exclude without senders is to join, include without senders to leave.
                    """, in: "RFC 3810 section 5.2.12")
        }
        @inlinable public static var auxiliaryLength: Field<UInt8> {
            .init(
                "aux_data_len", "Aux Data Len", bits: 8..<16, auto: .length(.part(2), unit: 4),
                means: "Words of 32 bits that follow the senders: 0, since nothing uses them.",
                in: "RFC 3810 section 5.2.6")
        }
        @inlinable public static var sourceCount: Field<UInt16> {
            .init(
                "nb_sources", "Number of Sources", bits: 16..<32, auto: .count(part: 1),
                means: "How many senders the record names.", in: "RFC 3810 section 5.2.7")
        }
        @inlinable public static var address: Field<IPv6Address> {
            .init(
                "multicast_address", "Multicast Address", bits: 32..<160, means: "The group that the record is about.",
                in: "RFC 3810 section 5.2.8")
        }
        public static var sources: Repeated<Source> {
            .init(
                "", "Sources", part: 1, means: "The senders that are included or excluded.",
                in: "RFC 3810 section 5.2.9")
        }
        @inlinable public static var auxiliary: Field<Octets> {
            .init(
                "auxiliary_data", "Auxiliary Data", part: 2,
                means: "Data that no version defines; receivers ignore them.", in: "RFC 3810 section 5.2.10")
        }
        /// That there is a record.
        public static var presence: Derived<AddressRecord, UInt8> {
            .init(
                "/icmpv6.mldr.mar", "Multicast Address Record", readsFlow: false,
                means: "The listener report has a record.", in: "RFC 3810 section 5.2.4"
            ) { _, _ in 1 }
        }
        public static var tree: [AnyField] {
            [
                .hidden(presence),
                .init(type), .init(auxiliaryLength), .init(sourceCount), .init(address), .init(sources),
                .init(auxiliary),
            ]
        }

        /// fixed | sources | auxiliary data
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            guard to &- from >= 20 else { return nil }
            let sources = 20 &+ Int(message.word(from &+ 2)) &* 16
            let end = sources &+ Int(message.octet(from &+ 1)) &* 4
            return from &+ end <= to ? LayerParts(20, sources, end) : nil
        }

        public enum Source: ListItem {
            public static var name: String { "icmpv6.mldr.mar.source" }
            public static var title: String { "Source" }
            public static var meaning: Meaning {
                .init("One sender that a record names.", in: "RFC 3810 section 5.2.9")
            }
            @inlinable public static var value: Field<IPv6Address> {
                .init(
                    "source_address", "Source Address", bits: 0..<128,
                    means: "The address of a sender that the record names.", in: "RFC 3810 section 5.2.9")
            }
        }

        /// RFC 3810 section 5.2.12.
        public struct RecordType: NamedNumber {
            public var rawValue: UInt8
            public init(rawValue: UInt8) { self.rawValue = rawValue }
            public static let names: [ValueName] = [
                .init(1, "Include"), .init(2, "Exclude"), .init(3, "Changed to include"),
                .init(4, "Changed to exclude"),
                .init(5, "Allow new sources"), .init(6, "Block old sources"),
            ]
        }
    }
}
