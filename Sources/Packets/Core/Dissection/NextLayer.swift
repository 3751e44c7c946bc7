/// What a protocol says of what comes after it. Three machine words, so that it is returned in registers.
public struct NextLayer: Sendable, BitwiseCopyable {
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
    /// What follows is a piece of a packet.
    @usableFromInline static var piece: UInt64 { 1 &<< 54 }

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
    @inlinable @inline(__always) public static var stop: NextLayer {
        NextLayer(.none, or: .none, from: 0, to: 0, flags: last)
    }
    /// The octets do not hold the layer.
    @inlinable @inline(__always) public static var malformed: NextLayer {
        NextLayer(.none, or: .none, from: 0, to: 0, flags: last | broken)
    }
    /// The octets are not this protocol's, whatever number named it; they are data.
    @inlinable @inline(__always) public static var notMine: NextLayer {
        NextLayer(.none, or: .none, from: 0, to: 0, flags: last | declined)
    }
    /// What follows takes reading the layer to its end; `PacketProtocol.body` finds it when it is wanted.
    @inlinable @inline(__always) public static var later: NextLayer {
        NextLayer(.none, or: .none, from: 0, to: 0, flags: last | postponed)
    }
    /// What lies in `from..<to` is what `key` (or else `other`) is registered to; data, when to nobody.
    ///
    /// The layer itself ends where its payload ends, unless it `hasTrailer`: then it keeps the octets behind it.
    @inlinable @inline(__always)
    public static func layer(
        _ key: DispatchKey, or other: DispatchKey = .none, from: Int, to: Int, hasTrailer: Bool = false
    ) -> NextLayer {
        NextLayer(key, or: other, from: from, to: to, flags: hasTrailer ? trailer : 0)
    }
    /// A packet that an error message quotes: it may be cut short.
    @inlinable @inline(__always)
    public static func quoted(_ key: DispatchKey, from: Int, to: Int, hasTrailer: Bool = false) -> NextLayer {
        NextLayer(key, or: .none, from: from, to: to, flags: hasTrailer ? quoted | trailer : quoted)
    }
    /// What lies in `from..<to` is a piece of a packet that was too large: `PacketProtocol.piece` tells which. Only the first
    /// one begins with what `key` is registered to.
    @inlinable @inline(__always)
    public static func piece(_ key: DispatchKey, isFirst: Bool, from: Int, to: Int) -> NextLayer {
        NextLayer(isFirst ? key : .none, or: .none, from: from, to: to, flags: piece)
    }
    /// What lies in `from..<to` is data whose meaning is not known.
    @inlinable @inline(__always)
    public static func data(from: Int, to: Int) -> NextLayer {
        NextLayer(.none, or: .none, from: from, to: to, flags: 0)
    }
}
