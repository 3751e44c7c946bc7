public import Packets

// What the forge asks of a registry, asked of the protocols that come with the package.

extension Packet {
    /// The packet on the wire.
    public func octets() throws(ForgeError) -> [UInt8] { try octets(in: .standard) }

    /// Opens a dissected packet, as `init(opening:in:)`.
    public init(opening packet: borrowing PacketView) { self.init(opening: packet, in: .standard) }

    /// Changes one field, as `set(_:to:occurrence:in:)`.
    public mutating func set(_ name: String, to text: String, occurrence: Int = 0) throws(ForgeError) {
        try set(name, to: text, occurrence: occurrence, in: .standard)
    }
}

extension PreparedPacket {
    /// Lays a packet out, as `init(_:in:)`.
    public init(_ packet: Packet) throws(ForgeError) { try self.init(packet, in: .standard) }
}

extension ForgeSequence {
    /// The packets of an expression, as `init(_:in:link:)`.
    public init(_ expression: ForgeExpression, link: LinkType = .ethernet) throws(ForgeError) {
        try self.init(expression, in: .standard, link: link)
    }
}

extension PreparedSequence {
    /// The packets of a sequence, as `init(_:in:)`.
    public init(_ sequence: ForgeSequence) throws(ForgeError) { try self.init(sequence, in: .standard) }
}

extension PacketDissector {
    /// A dissector that has seen nothing yet, as `init(_:flowLimit:)`.
    public init(flowLimit: Int = 1 << 18) { self.init(.standard, flowLimit: flowLimit) }
}
