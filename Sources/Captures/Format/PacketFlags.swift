/// What a capture says of how a packet crossed its interface. pcapng section 4.3.1.
public struct PacketFlags: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
    public var rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Which way a packet went.
    public enum Direction: UInt32, Sendable { case unknown, inbound, outbound, reserved }
    /// Whom a packet was addressed to.
    public enum Reception: UInt32, Sendable { case unknown, unicast, multicast, broadcast, promiscuous }

    /// Flags that tell only of the direction.
    public init(direction: Direction) { rawValue = direction.rawValue }

    /// Bits 0 and 1.
    public var direction: Direction { Direction(rawValue: rawValue & 3) ?? .unknown }
    /// Bits 2 to 4; `unknown` for values that have no meaning.
    public var reception: Reception { Reception(rawValue: rawValue >> 2 & 7) ?? .unknown }
    /// Octets of frame check sequence at the packet's end, 0 when nothing is said: bits 5 to 8.
    public var frameCheckSequenceLength: Int { Int(rawValue >> 5 & 0xF) }
    /// Errors that depend on the link: bits 16 to 31.
    public var linkErrors: UInt16 { UInt16(rawValue >> 16) }
}
