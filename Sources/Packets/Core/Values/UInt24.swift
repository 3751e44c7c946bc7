/// A number of 24 bits: a flow label, an organization. As a field's type it sets that six hexadecimal digits are shown.
public struct UInt24: WireNumber, Hashable, Comparable, ExpressibleByIntegerLiteral {
    public var value: UInt32
    public init(_ value: UInt32) { self.value = value & 0xff_ffff }
    public init(integerLiteral value: UInt32) { self.init(value) }
    @inlinable @inline(__always) public init(raw: UInt64) { value = UInt32(truncatingIfNeeded: raw) & 0xff_ffff }
    @inlinable @inline(__always) public var raw: UInt64 { UInt64(value) }
    @inlinable public static var octets: Int { 3 }
    public static func < (a: UInt24, b: UInt24) -> Bool { a.value < b.value }
}
