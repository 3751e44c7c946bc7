/// Multicast listener discovery, versions 1 and 2. RFC 2710, RFC 3810.
extension ICMPv6 {
    /// RFC 3810 section 5.1; a query of 24 octets in all is of version 1 (RFC 3810 section 8.1).
    public enum ListenerQuery: Schema {
        public static var name: String { "icmpv6.mld.query" }
        public static var prefix: String { "icmpv6.mld" }
        public static var title: String { "Multicast listener query" }
        public static var delay: Field<UInt16> {
            .init("maximum_response_delay", "Maximum Response Delay [ms]", bits: 0..<16, of: 0)
        }
        public static var responseCode: Field<UInt16> {
            .init("maximum_response_code", "Maximum Response Code", bits: 0..<16, of: 1)
        }
        public static var reserved: Field<Octets> { .init(".reserved", "Reserved", bits: 0..<16, of: 2) }
        public static var address: Field<IPv6Address> {
            .init("multicast_address", "Multicast Address", bits: 16..<144, of: 2)
        }
        public static var flags: Field<UInt8> { .init("flag", "Flags", bits: 0..<8, of: 3, show: .hex) }
        public static var suppresses: Field<Bool> {
            .init("flag.s", "Suppress Router-Side Processing", bits: 4..<5, of: 3)
        }
        public static var robustness: Field<UInt8> {
            .init("flag.qrv", "QRV (Querier's Robustness Variable)", bits: 5..<8, of: 3)
        }
        public static var flagsReserved: Field<UInt8> { .init("flag.reserved", "Reserved", bits: 0..<4, of: 3) }
        public static var interval: Field<UInt8> {
            .init("qqi", "QQIC (Querier's Query Interval Code)", bits: 8..<16, of: 3)
        }
        public static var sourceCount: Field<UInt16> {
            .init("nb_sources", "Number of Sources", bits: 16..<32, of: 3, auto: .count(part: 4))
        }
        public static var sources: Repeated<Source> { .init("", "Sources", part: 4) }
        public static var tree: [AnyField] {
            [
                .when(delay, in: 0...0xffff, [.init(delay)]), .init(responseCode), .init(reserved),
                .init(address),
                .group(flags, [.init(suppresses), .init(robustness), .init(flagsReserved)]),
                .init(interval), .init(sourceCount), .init(sources),
            ]
        }

        /// version 1's delay | version 2's | address | flags and counts | sources
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            guard to &- from >= 20 else { return nil }
            guard to &- from >= 24 else { return Parts(2, 2, 20) }
            return Parts(0, 2, 20, 24, to &- from)
        }

        public enum Source: Schema {
            public static var name: String { "icmpv6.mld.source" }
            public static var prefix: String { "icmpv6.mld" }
            public static var title: String { "Source" }
            public static var address: Field<IPv6Address> { .init("source_address", "Source Address", bits: 0..<128) }
            public static var tree: [AnyField] { [.init(address)] }
            public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { fixed(16, from, to) }
        }
    }

    /// A report or a farewell of version 1. RFC 2710 section 3.
    public enum Listener: Schema {
        public static var name: String { "icmpv6.mld.listener" }
        public static var prefix: String { "icmpv6.mld" }
        public static var title: String { "Multicast listener" }
        public static var delay: Field<UInt16> {
            .init("maximum_response_delay", "Maximum Response Delay [ms]", bits: 0..<16)
        }
        public static var reserved: Field<Octets> { .init(".reserved", "Reserved", bits: 16..<32) }
        public static var address: Field<IPv6Address> {
            .init("multicast_address", "Multicast Address", bits: 32..<160)
        }
        public static var tree: [AnyField] { [.init(delay), .init(reserved), .init(address)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { fixed(20, from, to) }
    }

    /// RFC 3810 section 5.2.
    public enum ListenerReport: Schema {
        public static var name: String { "icmpv6.mldr" }
        public static var title: String { "Multicast listener report" }
        public static var reserved: Field<Octets> { .init(".reserved", "Reserved", bits: 0..<16) }
        public static var count: Field<UInt16> {
            .init("nb_mcast_records", "Number of Multicast Address Records", bits: 16..<32, auto: .count(part: 1))
        }
        public static var records: Repeated<AddressRecord> { .init("", "Multicast address records", part: 1) }
        public static var tree: [AnyField] { [.init(reserved), .init(count), .init(records)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { withRest(4, from, to) }
    }

    public enum AddressRecord: Schema {
        public static var name: String { "icmpv6.mldr.record" }
        public static var prefix: String { "icmpv6.mldr.mar" }
        public static var title: String { "Multicast Address Record" }
        public static var type: Field<RecordType> { .init("record_type", "Record Type", bits: 0..<8, preset: 4) }
        public static var auxiliaryLength: Field<UInt8> {
            .init("aux_data_len", "Aux Data Len", bits: 8..<16, auto: .length(.part(2), unit: 4))
        }
        public static var sourceCount: Field<UInt16> {
            .init("nb_sources", "Number of Sources", bits: 16..<32, auto: .count(part: 1))
        }
        public static var address: Field<IPv6Address> {
            .init("multicast_address", "Multicast Address", bits: 32..<160)
        }
        public static var sources: Repeated<Source> { .init("", "Sources", part: 1) }
        public static var auxiliary: Field<Octets> { .init("auxiliary_data", "Auxiliary Data", part: 2) }
        /// That there is a record.
        public static var presence: Derived<AddressRecord, UInt8> {
            .init("/icmpv6.mldr.mar", "Multicast Address Record", readsFlow: false) { _, _ in 1 }
        }
        public static var tree: [AnyField] {
            [
                .hidden(presence),
                .init(type), .init(auxiliaryLength), .init(sourceCount), .init(address), .init(sources),
                .init(auxiliary),
            ]
        }

        /// fixed | sources | auxiliary data
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            guard to &- from >= 20 else { return nil }
            let sources = 20 &+ Int(message.word(from &+ 2)) &* 16
            let end = sources &+ Int(message.octet(from &+ 1)) &* 4
            return from &+ end <= to ? Parts(20, sources, end) : nil
        }

        public enum Source: Schema {
            public static var name: String { "icmpv6.mldr.mar.source" }
            public static var prefix: String { "icmpv6.mldr.mar" }
            public static var title: String { "Source" }
            public static var address: Field<IPv6Address> { .init("source_address", "Source Address", bits: 0..<128) }
            public static var tree: [AnyField] { [.init(address)] }
            public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { fixed(16, from, to) }
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
