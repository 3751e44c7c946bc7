/// A piece of a packet that was too large, as its header describes it.
public struct PacketPiece: Sendable, BitwiseCopyable {
    /// What the pieces of one packet between two ends have in common.
    public var identification: UInt64
    /// Where its octets belong in what the packet carries.
    public var offset: Int
    /// Whether no piece comes behind it.
    public var isLast: Bool
    /// What the packet begins with; that of the first piece counts.
    public var key: DispatchKey

    public init(of identification: UInt64, at offset: Int, isLast: Bool, begins key: DispatchKey) {
        self.identification = identification
        self.offset = offset
        self.isLast = isLast
        self.key = key
    }
}

/// What is wrong with a piece beside the others of its packet.
public struct PieceFaults: OptionSet, Sendable, BitwiseCopyable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// It brings octets that a piece before it in the packet brought. No sender does that (RFC 5722).
    public static var overlap: PieceFaults { .init(rawValue: 1) }
    /// And they are not the same.
    public static var conflict: PieceFaults { .init(rawValue: 2) }
    /// It says that the packet ends, where another said that it ends elsewhere.
    public static var secondTail: PieceFaults { .init(rawValue: 4) }
    /// It reaches past the packet's end.
    public static var tooLong: PieceFaults { .init(rawValue: 8) }
}
