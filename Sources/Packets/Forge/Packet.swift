/// A packet that is being made or changed: layers from the outermost, and the octets they carry.
///
///     let packet = Packet {
///         Ethernet.with { $0.destination = .broadcast }
///         IPv4.with { $0.destination = IPv4Address(10, 0, 0, 1) }
///         UDP.with { $0.destinationPort = 53 }
///         "hello"
///     }
///     let octets = try packet.octets(in: .internet)
///
/// Lengths, checksums and next-protocol numbers that nobody set are filled in when the octets are asked for.
public struct Packet: Sendable {
    public enum Piece: Sendable {
        /// A layer, and the octets that it keeps behind what it carries.
        case layer(AnyHeader, trailer: [UInt8])
        case payload([UInt8])
    }

    public var pieces: [Piece]

    public init(pieces: [Piece]) { self.pieces = pieces }
    public init(@PacketBuilder _ pieces: () -> [Piece]) { self.pieces = pieces() }

    /// The packet on the wire.
    ///
    /// - Throws: `ForgeError` when a length or a count that nobody set does not fit its field.
    public func octets(in registry: Registry) throws(ForgeError) -> [UInt8] {
        var octets: [UInt8] = []
        try PreparedPacket(self, in: registry).write(into: &octets)
        return octets
    }
}

/// What may stand between the braces of `Packet { … }`.
@resultBuilder
public enum PacketBuilder {
    public static func buildExpression<P: PacketProtocol>(_ header: Header<P>) -> [Packet.Piece] {
        [.layer(header.any, trailer: [])]
    }
    public static func buildExpression(_ payload: [UInt8]) -> [Packet.Piece] { [.payload(payload)] }
    public static func buildExpression(_ payload: String) -> [Packet.Piece] { [.payload(Array(payload.utf8))] }
    public static func buildExpression(_ packet: Packet) -> [Packet.Piece] { packet.pieces }
    public static func buildBlock(_ pieces: [Packet.Piece]...) -> [Packet.Piece] { pieces.flatMap { $0 } }
    public static func buildOptional(_ pieces: [Packet.Piece]?) -> [Packet.Piece] { pieces ?? [] }
    public static func buildEither(first: [Packet.Piece]) -> [Packet.Piece] { first }
    public static func buildEither(second: [Packet.Piece]) -> [Packet.Piece] { second }
    public static func buildArray(_ pieces: [[Packet.Piece]]) -> [Packet.Piece] { pieces.flatMap { $0 } }
}
