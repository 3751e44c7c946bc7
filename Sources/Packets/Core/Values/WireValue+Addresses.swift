extension Port: WireNumber {
    @inlinable @inline(__always) public init(raw: UInt64) { self.init(rawValue: UInt16(truncatingIfNeeded: raw)) }
    @inlinable @inline(__always) public var raw: UInt64 { UInt64(rawValue) }
    @inlinable public static var octets: Int { 2 }
    /// The port of a service that people know by heart: `http`.
    public static func parse(_ text: String) -> UInt64? { WellKnownPort.numbers[text.lowercased()].map { UInt64($0) } }
    public static var words: [String] { WellKnownPort.names }
}

extension IPv4Address: WireNumber {
    @inlinable public static var kind: ValueKind { .ipv4 }
    @inlinable @inline(__always) public init(raw: UInt64) { self.init(rawValue: UInt32(truncatingIfNeeded: raw)) }
    @inlinable @inline(__always) public var raw: UInt64 { UInt64(rawValue) }
    @inlinable public static var octets: Int { 4 }
}

extension MACAddress: WireNumber {
    @inlinable public static var kind: ValueKind { .mac }
    @inlinable @inline(__always) public init(raw: UInt64) { self.init(rawValue: raw) }
    @inlinable @inline(__always) public var raw: UInt64 { rawValue }
    @inlinable public static var octets: Int { 6 }
}

extension IPv6Address: WireValue {
    @inlinable public static var kind: ValueKind { .ipv6 }
    @inlinable @inline(__always)
    public static func read(_ message: RawSpan, _ place: FieldPlace) -> IPv6Address {
        IPv6Address(message, at: place.bit &>> 3)
    }
    @inlinable @inline(__always) @_lifetime(bytes: copy bytes)
    public func write(_ place: FieldPlace, into bytes: inout MutableRawSpan) {
        // Wholly or not at all.
        guard place.bit >= 0, place.bit &+ 128 <= bytes.byteCount &* 8 else { return }
        bytes.setBits(place.bit, UInt64.bitWidth, high)
        bytes.setBits(place.bit &+ UInt64.bitWidth, UInt64.bitWidth, low)
    }
    public static func describe(_ message: RawSpan, from: Int, to: Int, into text: inout TextBuffer) {
        text.append(IPv6Address(message, at: from))
    }
    public var encoded: [UInt8] { (0..<16).map { octet($0) } }
    public static func encode(_ text: String) throws(ForgeError) -> [UInt8] {
        do {
            return try IPv6Address(parsing: text).encoded
        } catch {
            throw ForgeError(.value, error.description)
        }
    }
}

/// An address as the text that a name would stand in for; names are never looked up.
public struct AddressText<Address: WireValue & TextualValue>: PacketText {
    public let start: Int
    public let end: Int
    public init(_ start: Int, _ end: Int) {
        self.start = start
        self.end = end
    }
    public static func describe(_ message: RawSpan, from: Int, to: Int, into text: inout TextBuffer) {
        text.append(Address.read(message, FieldPlace(bit: from * 8, width: (to - from) * 8)))
    }
}

extension Layer {
    /// Where this layer or item starts in the packet whose layer is asked about.
    package func offset(in packet: borrowing PacketView) -> Int { packet.layers[packet.index].start &+ start }
}
