import Packets

/// A group that an interface listens to. RFC 3376 and RFC 3810, for hosts that want all sources, as every socket here does.
struct GroupMembership: BitwiseCopyable {
    var interface: InterfaceID
    /// Of either family, an IPv4 one mapped.
    var group: IPv6Address
    /// How many joined it; with 0 it was left, and that is still to be said.
    var users = 1
    /// How often it is still to be said that it was joined or left (the robustness variable), and when next.
    var changes: UInt8 = 2
    var changeAt: UInt64
    /// When a question is answered.
    var answerAt = Deadlines.never
}

/// What a record of a report says of a group. RFC 3376 section 4.2.12, RFC 3810 section 5.2.12.
enum GroupRecordKind: UInt8, BitwiseCopyable {
    /// All sources are listened to, as before.
    case isExclude = 2
    /// From now on none is.
    case toInclude = 3
    /// From now on all are.
    case toExclude = 4
}

/// The octets of IGMP. RFC 3376 section 4, RFC 2236 section 2.
enum IGMPMessage: Schema {
    static var name: String { "stack.igmp" }
    static var title: String { "IGMP" }
    static var kind: Field<UInt8> { .init("type", "Type", bits: 0..<8) }
    static var responseCode: Field<UInt8> { .init("max_resp", "Max Response Code", bits: 8..<16) }
    static var checksum: Field<UInt16> { .init("checksum", "Checksum", bits: 16..<32) }
    /// Of a question and of the older reports.
    static var group: Field<IPv4Address> { .init("maddr", "Group Address", bits: 32..<64) }
    /// Of a report of version 3: how many records follow.
    static var recordCount: Field<UInt16> { .init("records", "Number of Group Records", bits: 48..<64) }
    static var tree: [AnyField] { [.init(kind), .init(responseCode), .init(checksum), .init(group)] }
    static var layout: PartLayout { .fixedAndRest(8) }

    static var query: UInt8 { 0x11 }
    static var reportVersion2: UInt8 { 0x16 }
    static var leave: UInt8 { 0x17 }
    static var reportVersion3: UInt8 { 0x22 }

    /// A record of a report of version 3. RFC 3376 section 4.2.4.
    enum Record: Schema {
        static var name: String { "stack.igmp.record" }
        static var title: String { "Group Record" }
        static var kind: Field<UInt8> { .init("type", "Record Type", bits: 0..<8) }
        static var group: Field<IPv4Address> { .init("maddr", "Multicast Address", bits: 32..<64) }
        static var tree: [AnyField] { [.init(kind), .init(group)] }
        static var layout: PartLayout { .fixedAndRest(8) }
    }

    /// How long answers may take, in nanoseconds: tenths of a second, with an exponent from 128 on (RFC 3376 section 4.1.1).
    static func responseTime(_ code: UInt8) -> UInt64 {
        let tenths = code < 128 ? UInt64(code) : UInt64(code & 15 | 16) << UInt64((code >> 4 & 7) + 3)
        return tenths * 100_000_000
    }
}

extension ICMPv6.ListenerQuery {
    /// How long answers may take, in nanoseconds: milliseconds, with an exponent from 32768 on (RFC 3810 section 5.1.3).
    static func responseTime(_ code: UInt16) -> UInt64 {
        let thousandths = code < 32768 ? UInt64(code) : UInt64(code & 0xFFF | 0x1000) << UInt64((code >> 12 & 7) + 3)
        return thousandths * 1_000_000
    }
}
