public import Packets

/// An address of the layer below IP, whatever its length: six octets on Ethernet, four where a tunnel is known by an
/// IPv4 address, twenty on InfiniBand.
public struct LinkLayerAddress: Hashable, Sendable {
    /// The octets in the order in which they are sent.
    public let octets: [UInt8]

    /// An address of these octets.
    public init(_ octets: [UInt8]) { self.octets = octets }

    /// The address as Ethernet's; `nil` when it has not six octets.
    public var mac: MACAddress? {
        guard octets.count == 6 else { return nil }
        return MACAddress(rawValue: octets.reduce(0) { $0 << 8 | UInt64($1) })
    }
}

extension LinkLayerAddress: CustomStringConvertible {
    /// Hexadecimal octets with colons between them: `02:fc:00:00:00:01`.
    public var description: String {
        var text = TextBuffer(capacity: octets.count * 3)
        unsafe text.append(hexOf: octets.span.bytes, separator: 0x3a)
        return String(decoding: text)
    }
}
