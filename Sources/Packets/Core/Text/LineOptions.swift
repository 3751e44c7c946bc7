/// What a reader wants of a packet's line.
public struct LineOptions: Sendable {
    /// How the line begins.
    public var time = TimeStyle.absolute
    /// Decimals of the seconds, 0 to 9: 6 as tcpdump, 9 for captures in nanoseconds.
    public var decimals = 6
    /// Ports as numbers; else well-known ones by name. Addresses are numbers always: names are never looked up.
    public var showsNumbers = true
    /// Sequence numbers as they are on the wire, not counted from the start of the connection.
    public var showsAbsoluteSequence = false
    /// The name of the interface that it crossed before all else, as tcpdump has it for `any`.
    public var showsInterface = false
    /// Only the essential.
    public var isQuiet = false
    /// The link-level header first, as `tcpdump -e`.
    public var showsLink = false
    /// What the capture says of the packet in words, in brackets at the line's end.
    public var showsComments = false
    public var style = TextStyle.plain
    public init() {}
}
