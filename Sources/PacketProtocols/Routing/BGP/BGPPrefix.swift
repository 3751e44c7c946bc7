public import Packets

/// A network in a list: its length in bits, and as many octets of its address as they take; before both the number of its
/// path where there are several. RFC 4271 section 4.3, RFC 7911 section 3.
///
/// Filters know the parts by Wireshark's names; packets are made of the text `203.0.113.0/24`, or `203.0.113.0/24 path 7`.
public protocol BGPPrefix: Schema {
    associatedtype Address: BGPAddress
    static var addressName: StaticString { get }
    static var words: StaticString { get }
    static var textName: StaticString { get }
    static var textWords: StaticString { get }
}

extension BGPPrefix {
    public static var name: String { "" }
    public static var prefix: String { "bgp" }
    public static var title: String { "Prefix" }
    public static var isHeadingOnly: Bool { true }
    public static var itemExample: String? { "{\(textName)='\(Address.example)'}" }

    public static var text: Field<BGPPrefixText<Address>> {
        .init(textName, "Network", part: 0, means: textWords, in: "RFC 4271 section 4.3")
    }
    public static var path: Derived<Self, UInt32> {
        .init(
            "nlri_path_id", "NLRI path id", readsFlow: false,
            means: "Tells several paths to one network apart; each router gives its own numbers.",
            in: "RFC 7911 section 3"
        ) { prefix, _ in prefix.numberLength == 0 ? nil : prefix.message.long(prefix.start) }
    }
    public static var bits: Derived<Self, UInt8> {
        .init(
            "prefix_length", "Prefix Length", readsFlow: false,
            means: "How many bits of the address are the network's; what is behind them is left out.",
            in: "RFC 4271 section 4.3"
        ) { prefix, _ in prefix.message.octet(prefix.start &+ prefix.numberLength) }
    }
    public static var tree: [AnyField] {
        [.group(text, [.init(path), .init(bits), Address.field(of: Self.self, addressName, means: words)])]
    }

    public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
        let start = BGPPrefixes.haveNumbers(message, from: from, to: to, longest: Address.bits) ? 4 : 0
        let bits = Int(message.octet(from &+ start))
        let end = start &+ 1 &+ (bits &+ 7) / 8
        return bits <= Address.bits && from &+ end <= to ? LayerParts(end) : nil
    }

    public static func describe(
        _ layer: borrowing Layer<Self>, _ packet: borrowing PacketView, into text: inout TextBuffer
    ) {
        BGPPrefixText<Address>.describe(
            layer.message, from: layer.start, to: layer.start &+ layer.parts.total, into: &text)
    }
}

extension Layer where P: BGPPrefix {
    /// How many octets the number of the path takes: what the address leaves of the item.
    var numberLength: Int { BGPPrefixes.numberLength(message, from: start, to: start &+ parts.total) }
}

/// Whether networks stand behind numbers of their paths. Nothing in a message says it, and the session's beginning need not
/// have been seen; as Wireshark does, it is taken to be so where the octets make sense with numbers alone.
enum BGPPrefixes {
    /// So many networks are looked at, so that long lists are not looked through for each of theirs.
    private static var reach: Int { 16 }

    static func haveNumbers(_ message: RawSpan, from: Int, to: Int, longest: Int) -> Bool {
        tiles(message, from: from, to: to, longest, skipping: 4)
            && !tiles(message, from: from, to: to, longest, skipping: 0)
    }

    /// The same of one network whose end is known.
    static func numberLength(_ message: RawSpan, from: Int, to: Int) -> Int {
        from &+ 1 &+ (Int(message.octet(from)) &+ 7) / 8 == to ? 0 : 4
    }

    private static func tiles(_ message: RawSpan, from: Int, to: Int, _ longest: Int, skipping: Int) -> Bool {
        var at = from
        for _ in 0..<reach where at < to {
            at &+= skipping
            guard at < to else { return false }
            let bits = Int(message.octet(at))
            // The network of all addresses stands alone.
            if bits > longest || skipping == 0 && bits == 0 && to &- from > 1 { return false }
            at &+= 1 &+ (bits &+ 7) / 8
            guard at <= to else { return false }
            if bits & 7 != 0, message.octet(at &- 1) & (0xff &>> UInt8(bits & 7)) != 0 { return false }
        }
        return true
    }
}

/// A network of one family as a text, and as it is on the wire.
public struct BGPPrefixText<Address: BGPAddress>: WireValue {
    public var encoded: [UInt8]
    public static var kind: ValueKind { .text }
    public static func read(_ message: RawSpan, _ place: FieldPlace) -> Self {
        Self(encoded: message.octets(place.bit / 8, (place.bit + place.width) / 8))
    }
    public static func describe(_ message: RawSpan, from: Int, to: Int, into text: inout TextBuffer) {
        let start = from &+ BGPPrefixes.numberLength(message, from: from, to: to)
        text.append(Address(leading: message.clamped(start &+ 1, to)))
        text.append(character: "/")
        text.append(decimal: message.octet(start))
        guard start > from else { return }
        text.append(" path ")
        text.append(decimal: message.long(from))
    }
    public static func encode(_ text: String) throws(ForgeError) -> [UInt8] {
        if text.isEmpty { return [0] }
        let words = text.split(separator: " ")
        let halves = words.first?.split(separator: "/", omittingEmptySubsequences: false) ?? []
        let isNumbered = words.count == 3 && words[1] == "path"
        guard halves.count == 2, let bits = UInt8(halves[1]), Int(bits) <= Address.bits,
            words.count == 1 || isNumbered, let number = isNumbered ? UInt32(words[2]) : 0
        else {
            throw ForgeError(
                .value, "'\(text)' is no network; one is written as \(Address.example) or \(Address.example) path 7")
        }
        let path = isNumbered ? (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * UInt32($0))) } : []
        return path + [bits] + (try Address.octets(of: String(halves[0]))).prefix((Int(bits) + 7) / 8)
    }
}

/// An address of which a network's first octets may be all that there is.
public protocol BGPAddress: TextualValue {
    static var bits: Int { get }
    static var example: StaticString { get }
    init(leading octets: RawSpan)
    static func octets(of text: String) throws(ForgeError) -> [UInt8]
    /// The computed address of a network.
    static func field<P: BGPPrefix>(of schema: P.Type, _ name: StaticString, means words: StaticString) -> AnyField
}

extension IPv4Address: BGPAddress {
    public static var bits: Int { 32 }
    public static var example: StaticString { "203.0.113.0/24" }
    public init(leading octets: RawSpan) {
        var number: UInt32 = 0
        for index in 0..<4 { number = number &<< 8 | UInt32(octets.octet(index)) }
        self.init(rawValue: number)
    }
    public static func octets(of text: String) throws(ForgeError) -> [UInt8] {
        do throws(AddressError) {
            let number = try IPv4Address(parsing: text).rawValue
            return (0..<4).map { UInt8(truncatingIfNeeded: number >> UInt32(24 - 8 * $0)) }
        } catch { throw ForgeError(.value, error.description) }
    }
    public static func field<P: BGPPrefix>(
        of schema: P.Type, _ name: StaticString, means words: StaticString
    ) -> AnyField {
        AnyField(
            Derived<P, IPv4Address>(name, "Prefix", readsFlow: false, means: words, in: "RFC 4271 section 4.3") {
                item, _ in
                let start = item.start &+ item.numberLength &+ 1
                return IPv4Address(leading: item.message.clamped(start, item.start &+ item.parts.total))
            })
    }
}

extension IPv6Address: BGPAddress {
    public static var bits: Int { 128 }
    public static var example: StaticString { "2001:db8::/32" }
    public init(leading octets: RawSpan) {
        var high: UInt64 = 0
        var low: UInt64 = 0
        for index in 0..<8 {
            high = high &<< 8 | UInt64(octets.octet(index))
            low = low &<< 8 | UInt64(octets.octet(index &+ 8))
        }
        self.init(high: high, low: low)
    }
    public static func octets(of text: String) throws(ForgeError) -> [UInt8] { try encode(text) }
    public static func field<P: BGPPrefix>(
        of schema: P.Type, _ name: StaticString, means words: StaticString
    ) -> AnyField {
        AnyField(
            Derived<P, LeadingAddress>(name, "Prefix", readsFlow: false, means: words, in: "RFC 4760 section 5") {
                item, packet in
                let at = item.offset(in: packet)
                return LeadingAddress(at &+ item.numberLength &+ 1, at &+ item.parts.total)
            })
    }

    /// The first octets of an address, as a text: a computed field has no sixteen octets to be read from.
    private struct LeadingAddress: PacketText {
        let start: Int
        let end: Int
        init(_ start: Int, _ end: Int) {
            self.start = start
            self.end = end
        }
        static func describe(_ message: RawSpan, from: Int, to: Int, into text: inout TextBuffer) {
            text.append(IPv6Address(leading: message.clamped(from, to)))
        }
    }
}
