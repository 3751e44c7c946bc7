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

    /// The tables that packets choose from, with the names that "decode as" knows them by.
    static let named: [(table: DispatchTable, name: String, values: Int)] = [
        (.linkType, "link.type", 512), (.etherType, "ethertype", 65536), (.ipProtocol, "ip.proto", 256),
        (.tcpPort, "tcp.port", 65536), (.udpPort, "udp.port", 65536), (.llcSAP, "llc.dsap", 256),
    ]
}

/// One number in one table.
public struct DispatchKey: Hashable, Sendable, BitwiseCopyable {
    public var table: DispatchTable
    public var value: UInt32

    @inlinable @inline(__always) public init(_ table: DispatchTable, _ value: UInt32) {
        self.table = table
        self.value = value
    }
    @inlinable @inline(__always) public static func linkType(_ type: LinkType) -> Self { .init(.linkType, type.rawValue) }
    @inlinable @inline(__always) public static func etherType(_ type: UInt16) -> Self { .init(.etherType, UInt32(type)) }
    @inlinable @inline(__always) public static func ipProtocol(_ number: UInt8) -> Self {
        .init(.ipProtocol, UInt32(number))
    }
    @inlinable @inline(__always) public static func tcpPort(_ port: UInt16) -> Self { .init(.tcpPort, UInt32(port)) }
    @inlinable @inline(__always) public static func udpPort(_ port: UInt16) -> Self { .init(.udpPort, UInt32(port)) }
    @inlinable @inline(__always) public static func llcSAP(_ sap: UInt8) -> Self { .init(.llcSAP, UInt32(sap)) }
    @inlinable @inline(__always) public static var none: Self { .init(.none, 0) }
}

/// What a protocol says of what comes after it.
public struct Next: Sendable, BitwiseCopyable {
    @usableFromInline var key: DispatchKey
    /// Tried when the first key is registered to nobody.
    @usableFromInline var otherKey: DispatchKey
    /// Offsets in the layer's message.
    @usableFromInline var from: UInt32
    @usableFromInline var to: UInt32
    @usableFromInline var flags: UInt32

    /// The octets do not hold the layer.
    @usableFromInline static var broken: UInt32 { 1 }
    /// What follows is quoted by an error message.
    @usableFromInline static var quoted: UInt32 { 2 }
    /// The layer keeps the octets behind its payload: a trailer.
    @usableFromInline static var trailer: UInt32 { 4 }

    @inlinable @inline(__always)
    init(_ key: DispatchKey, or other: DispatchKey, from: Int, to: Int, flags: UInt32) {
        self.key = key
        otherKey = other
        self.from = UInt32(truncatingIfNeeded: from)
        self.to = UInt32(truncatingIfNeeded: to)
        self.flags = flags
    }

    /// The layer is the last; it fills its octets.
    @inlinable @inline(__always) public static var stop: Next {
        Next(.none, or: .none, from: .max, to: .max, flags: 0)
    }
    /// The octets do not hold the layer.
    @inlinable @inline(__always) public static var malformed: Next {
        Next(.none, or: .none, from: .max, to: .max, flags: broken)
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
    public static func quoted(_ key: DispatchKey, from: Int, to: Int) -> Next {
        Next(key, or: .none, from: from, to: to, flags: quoted)
    }
    /// What lies in `from..<to` is data whose meaning is not known.
    @inlinable @inline(__always)
    public static func data(from: Int, to: Int) -> Next { Next(.none, or: .none, from: from, to: to, flags: 0) }
}
