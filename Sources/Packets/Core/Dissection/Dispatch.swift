/// A space of numbers by which one layer names the next: EtherTypes, IP protocol numbers, ports.
///
/// Numbers below 64 are the library's; from there to 255 they are for protocols of your own:
///
///     extension DispatchTable { static var chatKind: DispatchTable { .init(rawValue: 64) } }
///     registry.name(.chatKind, "chat.kind")
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
    package static let named: [(table: DispatchTable, name: String)] = [
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
        packed = UInt64(value & 0xffff) | UInt64(table.rawValue) &<< 16 | UInt64(value &>> 16) &<< 32
    }

    @inline(__always) init(packed: UInt64) { self.packed = packed & 0xffff_ffff_ffff }

    public var table: DispatchTable { DispatchTable(rawValue: UInt8(truncatingIfNeeded: packed &>> 16)) }
    public var value: UInt32 { UInt32(packed & 0xffff) | UInt32(truncatingIfNeeded: packed &>> 32) &<< 16 }

    /// Its place among the tables that lie one behind the other.
    @inline(__always) var index: Int { Int(packed & 0xff_ffff) }
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
