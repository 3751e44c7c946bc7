/// What the conversation table knows of one packet's flow: stream numbers and the bases of relative numbers.
public struct Conversation: Sendable, BitwiseCopyable {
    /// The position of the layer among the packet's layers that this is about; -1 when about none.
    public var layer = -1
    /// The flow's number, counted from 0 for each transport protocol.
    public var stream: UInt32 = 0
    /// What is subtracted from sequence numbers to give relative ones.
    public var sequenceBase: UInt32 = 0
    public var acknowledgmentBase: UInt32 = 0
    /// The window scale of the sender: 0...14; -1 when the handshake was not seen, -2 when it offered none.
    public var windowShift: Int8 = -1
    /// Octets that the direction has sent so far, before this packet.
    public var timeRelative: Int64 = 0
    public var timeDelta: Int64 = 0

    public init() {}
}
