/// How a value is shown and compared: the types that a display filter knows.
public enum ValueKind: UInt8, Sendable, BitwiseCopyable {
    /// No value of its own: the heading of a subtree.
    case none
    case boolean, unsigned, signed
    case ipv4, ipv6, mac
    case bytes, text
    /// Nanoseconds; an absolute time counts from the epoch.
    case absoluteTime, relativeTime
    /// The number of another frame.
    case frameNumber

    /// Whether the value is a number that lies in a node's `raw`.
    @inlinable public var isNumeric: Bool {
        switch self {
        case .boolean, .unsigned, .signed, .frameNumber, .ipv4, .mac, .absoluteTime, .relativeTime: true
        case .none, .ipv6, .bytes, .text: false
        }
    }
}

/// The order of the octets of a number.
public enum ByteOrder: UInt8, Sendable, BitwiseCopyable {
    case big, little
    /// Not a binary number but decimal digits in ASCII, the highest first: an HTTP status code.
    case digits
}

/// Which bits a value is made of, and how the number in them is scaled.
public struct FieldPlace: Sendable, BitwiseCopyable, Equatable {
    /// The first bit, from the start of the octets that are read.
    public var bit: Int
    /// In bits.
    public var width: Int
    /// What the number on the wire is multiplied with: 4 for a length counted in 32-bit words.
    public var scale: Int
    public var order: ByteOrder

    @inlinable @inline(__always)
    public init(bit: Int, width: Int, scale: Int = 1, order: ByteOrder = .big) {
        self.bit = bit
        self.width = width
        self.scale = scale
        self.order = order
    }

    /// The number that stands there.
    @_transparent
    public func load(_ message: RawSpan) -> UInt64 {
        let raw =
            order == .big
            ? message.bits(bit, width)
            : order == .little ? message.littleEndianBits(bit, width) : message.decimal(bit / 8, (bit &+ width) / 8)
        return scale == 1 ? raw : raw &* UInt64(truncatingIfNeeded: scale)
    }

    /// The same where the place is known at run time alone.
    @inlinable @inline(__always)
    package func loadAny(_ message: RawSpan) -> UInt64 {
        guard order == .big else { return load(message) }
        return message.anyBits(bit, width) &* UInt64(truncatingIfNeeded: scale)
    }
}

extension FieldPlace {
    /// Puts a number there, its low bits where it does not fit; what lies outside stays as it is.
    @inlinable @inline(__always) @_lifetime(bytes: copy bytes)
    public func store(_ number: UInt64, into bytes: inout MutableRawSpan) {
        let raw = scale == 1 ? number : number / UInt64(truncatingIfNeeded: scale)
        bytes.setBits(bit, width, order == .big ? raw : Self.ordered(raw, width, order))
    }

    /// A number as its octets are in network order.
    @usableFromInline
    static func ordered(_ number: UInt64, _ width: Int, _ order: ByteOrder) -> UInt64 {
        switch order {
        case .big: return number
        case .little: return number.byteSwapped >> UInt64(truncatingIfNeeded: max(0, 64 - width))
        case .digits:
            var rest = number
            var result: UInt64 = 0
            for index in 0..<min(max(0, width / 8), 8) {
                result |= (0x30 + rest % 10) << UInt64(8 * index)
                rest /= 10
            }
            return result
        }
    }
}

/// What a field's bits mean.
public protocol WireValue: Sendable {
    static var kind: ValueKind { get }
    /// Reads the value; what lies outside `message` reads as zero or as empty.
    static func read(_ message: RawSpan, _ place: FieldPlace) -> Self
    /// Writes the value where it is read; what lies outside of `bytes` is left as it is. Octets that are more than their
    /// place are not written, fewer fill its beginning.
    @_lifetime(bytes: copy bytes)
    func write(_ place: FieldPlace, into bytes: inout MutableRawSpan)
    /// The octets that a number of this type fills in a machine, which sets how many hexadecimal digits are shown.
    static var octets: Int { get }
    /// What a value is called, `Reply` or `IPv4`, for the types that name theirs.
    static func name(of raw: UInt64) -> StaticString?
    /// All the named values.
    static var names: [ValueName] { get }
    /// Whether the value's text is its octets as ASCII, up to the first zero.
    static var isASCII: Bool { get }
    /// Writes the text of a value that is not a number.
    static func describe(_ message: RawSpan, from: Int, to: Int, into text: inout TextBuffer)
    /// The octets of a value given as text, for the types that are not numbers.
    static func encode(_ text: String) throws(ForgeError) -> [UInt8]
    /// The number that a text stands for where this type has a way of its own to write it: `SA` for TCP's flags.
    static func parse(_ text: String) -> UInt64?
    /// The words among those texts, for who misspells one.
    static var words: [String] { get }
    /// The octets that the value is on the wire, for the types that are not numbers.
    var encoded: [UInt8] { get }
    /// Whether a value may name other octets of its message by where they lie, as a compressed name does.
    static var pointsIntoMessage: Bool { get }
    /// Makes the value that starts at `from` point at what it did before the octets of `changed` grew by `growth`.
    static func move(in octets: inout [UInt8], from: Int, by growth: Int, behind changed: Range<Int>)
    /// Whether a value that is shorter than its place is filled up with zeros.
    static var isPadded: Bool { get }
}

/// One named value.
public struct ValueName: Sendable {
    public var raw: UInt64
    public var name: StaticString
    @inlinable public init(_ raw: UInt64, _ name: StaticString) {
        self.raw = raw
        self.name = name
    }
}

extension WireValue {
    @_lifetime(bytes: copy bytes)
    public func write(_ place: FieldPlace, into bytes: inout MutableRawSpan) {
        let octets = encoded
        guard octets.count <= place.width / 8 else { return }
        for index in octets.indices { bytes.setBits(place.bit + index * 8, 8, UInt64(octets[index])) }
    }
    public static var octets: Int { 0 }
    public static func parse(_ text: String) -> UInt64? { nil }
    public static var words: [String] { [] }
    public var encoded: [UInt8] { [] }
    public static var pointsIntoMessage: Bool { false }
    public static func move(in octets: inout [UInt8], from: Int, by growth: Int, behind changed: Range<Int>) {}
    public static var isPadded: Bool { false }
    public static func name(of raw: UInt64) -> StaticString? { nil }
    public static var names: [ValueName] { [] }
    public static var isASCII: Bool { false }
    public static func describe(_ message: RawSpan, from: Int, to: Int, into text: inout TextBuffer) {
        let octets = message.clamped(from, to)
        if isASCII { text.append(ascii: octets) } else { text.append(hexOf: octets) }
    }
    public static func encode(_ text: String) throws(ForgeError) -> [UInt8] {
        guard let octets = HexText.parse(text) else {
            throw ForgeError(.value, "'\(text)' is not hexadecimal octets, such as 0a0b0c or 0a:0b:0c")
        }
        return octets
    }
}

/// A value that is a number of at most 64 bits.
public protocol WireNumber: WireValue {
    init(raw: UInt64)
    var raw: UInt64 { get }
}

extension WireNumber {
    @inlinable public static var kind: ValueKind { .unsigned }
    @_transparent
    public static func read(_ message: RawSpan, _ place: FieldPlace) -> Self { Self(raw: place.load(message)) }
    @inlinable @inline(__always) @_lifetime(bytes: copy bytes)
    public func write(_ place: FieldPlace, into bytes: inout MutableRawSpan) { place.store(raw, into: &bytes) }
}

extension WireNumber where Self: FixedWidthInteger {
    @inlinable @inline(__always) public init(raw: UInt64) { self = Self(truncatingIfNeeded: raw) }
    @inlinable @inline(__always) public var raw: UInt64 { UInt64(truncatingIfNeeded: self) }
    @inlinable public static var octets: Int { Self.bitWidth / 8 }
}
extension UInt8: WireNumber {}
extension UInt16: WireNumber {}
extension UInt32: WireNumber {}
extension UInt64: WireNumber {}
extension Int32: WireNumber {
    @inlinable public static var kind: ValueKind { .signed }
}

extension Bool: WireNumber {
    @inlinable public static var kind: ValueKind { .boolean }
    @inlinable @inline(__always) public init(raw: UInt64) { self = raw != 0 }
    @inlinable @inline(__always) public var raw: UInt64 { self ? 1 : 0 }
    @inlinable public static var octets: Int { 1 }
    public static let names = [ValueName(0, "Not set"), ValueName(1, "Set")]
    public static func name(of raw: UInt64) -> StaticString? { raw == 0 ? "Not set" : "Set" }
}

/// A number whose values have names: an EtherType, an ARP operation.
///
/// The names stand beside the type and nowhere else; the tree, the filter (`arp.opcode == request`) and crafting read
/// them from there.
public protocol NamedNumber: WireNumber, RawRepresentable, Hashable, ExpressibleByIntegerLiteral
where RawValue: FixedWidthInteger & UnsignedInteger & Sendable, IntegerLiteralType == RawValue {
    init(rawValue: RawValue)
    /// Sorted by value.
    static var names: [ValueName] { get }
}

extension NamedNumber {
    @inlinable @inline(__always) public init(raw: UInt64) { self.init(rawValue: RawValue(truncatingIfNeeded: raw)) }
    @inlinable @inline(__always) public var raw: UInt64 { UInt64(truncatingIfNeeded: rawValue) }
    @inlinable public init(integerLiteral value: RawValue) { self.init(rawValue: value) }
    @inlinable public static var octets: Int { RawValue.bitWidth / 8 }
    @inlinable public static func name(of raw: UInt64) -> StaticString? {
        let names = names
        var low = 0
        var high = names.count
        while low < high {
            let middle = (low + high) / 2
            if names[middle].raw == raw { return names[middle].name }
            if names[middle].raw < raw { low = middle + 1 } else { high = middle }
        }
        return nil
    }
}

/// Octets with no further meaning.
public struct Octets: WireValue, Hashable, ExpressibleByArrayLiteral {
    public var octets: [UInt8]
    public init(_ octets: [UInt8]) { self.octets = octets }
    public init(arrayLiteral elements: UInt8...) { octets = elements }
    public static var kind: ValueKind { .bytes }
    public var encoded: [UInt8] { octets }
    public static func read(_ message: RawSpan, _ place: FieldPlace) -> Octets {
        Octets(message.octets(place.bit / 8, (place.bit + place.width) / 8))
    }
}

/// Characters; what is not UTF-8 is shown replaced.
extension String: WireValue {
    public static var kind: ValueKind { .text }
    public static func read(_ message: RawSpan, _ place: FieldPlace) -> String {
        String(decoding: message.octets(place.bit / 8, (place.bit + place.width) / 8), as: UTF8.self)
    }
    public static func describe(_ message: RawSpan, from: Int, to: Int, into text: inout TextBuffer) {
        text.append(utf8: message.clamped(from, to))
    }
    public static func encode(_ text: String) -> [UInt8] { Array(text.utf8) }
    public var encoded: [UInt8] { Array(utf8) }
}

/// Octets that a derived field points at, counted from the start of the packet.
public struct OctetRange: WireValue, Hashable {
    public var start: Int
    public var end: Int
    public init(_ start: Int, _ end: Int) {
        self.start = start
        self.end = end
    }
    public static var kind: ValueKind { .bytes }
    public static func read(_ message: RawSpan, _ place: FieldPlace) -> OctetRange {
        OctetRange(place.bit / 8, (place.bit + place.width) / 8)
    }
}

/// A text that a derived field points at: octets, counted from the start of the packet, from which its type's `describe`
/// writes it. Nothing is copied until it is shown.
public protocol PacketText: WireValue {
    var start: Int { get }
    var end: Int { get }
    init(_ start: Int, _ end: Int)
}

extension PacketText {
    public static var kind: ValueKind { .text }
    public static func read(_ message: RawSpan, _ place: FieldPlace) -> Self {
        Self(place.bit / 8, (place.bit + place.width) / 8)
    }
}

/// Octets that are a text as they stand: ASCII, up to the first zero.
public struct TextRange: PacketText, Hashable {
    public var start: Int
    public var end: Int
    public init(_ start: Int, _ end: Int) {
        self.start = start
        self.end = end
    }
    public static var isASCII: Bool { true }
}
