/// A space of numbers by which one layer names the next: EtherTypes, IP protocol numbers, ports.
public struct DispatchTable: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
    public var rawValue: UInt8
    @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Nothing: the layer is the last, or what follows is only data.
    public static var none: DispatchTable { .init(rawValue: 0) }
    /// LINKTYPE_ numbers of capture files.
    public static var linkType: DispatchTable { .init(rawValue: 1) }
    public static var etherType: DispatchTable { .init(rawValue: 2) }
    public static var ipProtocol: DispatchTable { .init(rawValue: 3) }
    public static var tcpPort: DispatchTable { .init(rawValue: 4) }
    public static var udpPort: DispatchTable { .init(rawValue: 5) }
    /// IEEE 802.2 service access points.
    public static var llcSAP: DispatchTable { .init(rawValue: 6) }
    /// Address families of the BSDs.
    public static var addressFamily: DispatchTable { .init(rawValue: 7) }

    /// The table that "decode as" calls `name`: `tcp.port`.
    public init?(named name: String) {
        guard let entry = Self.named.first(where: { $0.name == name }) else { return nil }
        self = entry.table
    }

    /// The names of all tables.
    public static var names: [String] { named.map { $0.name } }

    /// The tables that packets choose from, with the names that "decode as" knows them by.
    static let named: [(table: DispatchTable, name: String)] = [
        (.linkType, "link.type"), (.etherType, "ethertype"), (.ipProtocol, "ip.proto"), (.tcpPort, "tcp.port"),
        (.udpPort, "udp.port"), (.llcSAP, "llc.dsap"),
        (.addressFamily, "null.type"),
    ]
}

/// One number in one table.
public struct DispatchKey: Hashable, Sendable, BitwiseCopyable {
    /// The table and the number's low 16 bits, which together are its place in the registry's tables, and above them the
    /// number's high bits.
    @usableFromInline let packed: UInt64

    @inlinable @inline(__always) public init(_ table: DispatchTable, _ value: UInt32) {
        packed = UInt64(value & 0xffff) | UInt64(table.rawValue & 15) &<< 16 | UInt64(value &>> 16) &<< 32
    }

    @inline(__always) init(packed: UInt64) { self.packed = packed & 0xffff_ffff_ffff }

    public var table: DispatchTable { DispatchTable(rawValue: UInt8(truncatingIfNeeded: packed &>> 16) & 15) }
    public var value: UInt32 { UInt32(packed & 0xffff) | UInt32(truncatingIfNeeded: packed &>> 32) &<< 16 }

    /// Its place among the tables that lie one behind the other.
    @inline(__always) var index: Int { Int(packed & 0xf_ffff) }
    /// Whether the number has more than 16 bits and no place there.
    @inline(__always) var isSparse: Bool { packed &>> 32 & 0xffff != 0 }

    @inlinable @inline(__always) public static func linkType(_ type: LinkType) -> Self {
        .init(.linkType, type.rawValue)
    }
    @inlinable @inline(__always) public static func etherType(_ type: UInt16) -> Self {
        .init(.etherType, UInt32(type))
    }
    @inlinable @inline(__always) public static func ipProtocol(_ number: UInt8) -> Self {
        .init(.ipProtocol, UInt32(number))
    }
    @inlinable @inline(__always) public static func tcpPort(_ port: UInt16) -> Self { .init(.tcpPort, UInt32(port)) }
    @inlinable @inline(__always) public static func udpPort(_ port: UInt16) -> Self { .init(.udpPort, UInt32(port)) }
    @inlinable @inline(__always) public static func llcSAP(_ sap: UInt8) -> Self { .init(.llcSAP, UInt32(sap)) }
    @inlinable @inline(__always) public static func addressFamily(_ family: UInt32) -> Self {
        .init(.addressFamily, family)
    }
    @inlinable @inline(__always) public static var none: Self { .init(.none, 0) }
}

/// What a protocol says of what comes after it. Three machine words, so that it is returned in registers.
public struct Next: Sendable, BitwiseCopyable {
    /// The key and, above it, the flags.
    @usableFromInline let first: UInt64
    /// A key that is tried when the first is registered to nobody.
    @usableFromInline let second: UInt64
    /// Where the next layer starts and ends in the layer's message.
    @usableFromInline let range: UInt64

    /// The octets do not hold the layer.
    @usableFromInline static var broken: UInt64 { 1 &<< 48 }
    /// What follows is quoted by an error message.
    @usableFromInline static var quoted: UInt64 { 1 &<< 49 }
    /// The layer keeps the octets behind its payload: a trailer.
    @usableFromInline static var trailer: UInt64 { 1 &<< 50 }
    /// Nothing follows.
    @usableFromInline static var last: UInt64 { 1 &<< 51 }
    /// What follows has yet to be looked for.
    @usableFromInline static var postponed: UInt64 { 1 &<< 52 }
    /// The octets are none of the protocol's.
    @usableFromInline static var declined: UInt64 { 1 &<< 53 }

    @inlinable @inline(__always)
    init(_ key: DispatchKey, or other: DispatchKey, from: Int, to: Int, flags: UInt64) {
        first = key.packed | flags
        second = other.packed
        range = UInt64(UInt32(truncatingIfNeeded: from)) | UInt64(UInt32(truncatingIfNeeded: to)) &<< 32
    }

    @inline(__always) var key: DispatchKey { DispatchKey(packed: first) }
    @inline(__always) var otherKey: DispatchKey { DispatchKey(packed: second) }
    @inline(__always) var from: Int { Int(range & 0xffff_ffff) }
    @inline(__always) var to: Int { Int(range &>> 32) }
    @inline(__always) func has(_ flag: UInt64) -> Bool { first & flag != 0 }
    /// Whether the layer is the last, whole and the protocol's own.
    @inline(__always) var isPlainEnd: Bool { first & (Self.last | Self.broken | Self.declined) == Self.last }

    /// The layer is the last; it fills its octets.
    @inlinable @inline(__always) public static var stop: Next { Next(.none, or: .none, from: 0, to: 0, flags: last) }
    /// The octets do not hold the layer.
    @inlinable @inline(__always) public static var malformed: Next {
        Next(.none, or: .none, from: 0, to: 0, flags: last | broken)
    }
    /// The octets are not this protocol's, whatever number named it; they are data.
    @inlinable @inline(__always) public static var notMine: Next {
        Next(.none, or: .none, from: 0, to: 0, flags: last | declined)
    }
    /// What follows takes reading the layer to its end; `PacketProtocol.body` finds it when it is wanted.
    @inlinable @inline(__always) public static var later: Next {
        Next(.none, or: .none, from: 0, to: 0, flags: last | postponed)
    }
    /// What lies in `from..<to` is what `key` (or else `other`) is registered to; data, when to nobody.
    ///
    /// The layer itself ends where its payload ends, unless it `hasTrailer`: then it keeps the octets behind it.
    @inlinable @inline(__always)
    public static func layer(
        _ key: DispatchKey, or other: DispatchKey = .none, from: Int, to: Int, hasTrailer: Bool = false
    ) -> Next {
        Next(key, or: other, from: from, to: to, flags: hasTrailer ? trailer : 0)
    }
    /// A packet that an error message quotes: it may be cut short.
    @inlinable @inline(__always)
    public static func quoted(_ key: DispatchKey, from: Int, to: Int, hasTrailer: Bool = false) -> Next {
        Next(key, or: .none, from: from, to: to, flags: hasTrailer ? quoted | trailer : quoted)
    }
    /// What lies in `from..<to` is data whose meaning is not known.
    @inlinable @inline(__always)
    public static func data(from: Int, to: Int) -> Next { Next(.none, or: .none, from: from, to: to, flags: 0) }
}
