/// What a connection does wrong on purpose, so that it is seen what its peer makes of that. Set for a listener, all that it takes
/// do it.
///
///     stack.set(.misbehavior(try Misbehavior(parsing: "hold-syn-ack=3s,reset-at=1000")), of: listener)
///
/// Its segments leave one by one and with their checksums, whatever the link offers.
public struct Misbehavior: Sendable, BitwiseCopyable, Hashable {
    /// A window that is said to be no larger.
    public struct Window: Sendable, BitwiseCopyable, Hashable {
        /// In octets; where windows are scaled, what is less than 256 is 0.
        public var size: UInt32
        /// How many octets have come before: the window that was announced until then is drawn back, which RFC 9293 section 3.8.6
        /// strongly discourages.
        public var after: UInt32

        public init(size: UInt32, after: UInt32 = 0) {
            self.size = size
            self.after = after
        }
    }

    /// How long the answer to a SYN takes.
    public enum Hold: Sendable, BitwiseCopyable, Hashable {
        /// In nanoseconds.
        case time(UInt64)
        case forever
    }

    /// Each so-manieth acknowledgment that bears no data is left out: all of them at 1, none at 0.
    public var droppedAcknowledgments: UInt32 = 0
    /// How long acknowledgments that bear no data wait, in nanoseconds; RFC 9293 section 3.8.6.3 allows half a second.
    public var acknowledgmentDelay: UInt64 = 0
    public var handshake: Hold? = nil
    public var window: Window? = nil
    /// Each so-manieth segment leaves with a wrong checksum: all of them at 1, none at 0.
    public var wrongChecksums: UInt32 = 0
    /// Each so-manieth segment that bears data says a sequence number that is 2^30 too high: all of them at 1, none at 0.
    public var wrongSequenceNumbers: UInt32 = 0
    /// The peer's FIN is taken for nothing: never acknowledged, and the application does not hear of it.
    public var ignoresFinish = false
    /// So many octets of data, sent or received, and a RST ends the connection; none of what is sent goes beyond them.
    public var resetOctet: UInt32? = nil

    public init() {}

    /// Something that was done wrong.
    public enum Act: Sendable, BitwiseCopyable, Hashable {
        case acknowledgmentDropped, acknowledgmentDelayed, handshakeHeld, windowShrunk, checksumSpoiled,
            sequenceShifted,
            finishIgnored, resetSent
    }
}

extension Misbehavior.Act: CustomStringConvertible {
    /// As a log says it.
    public var description: String {
        switch self {
        case .acknowledgmentDropped: "an acknowledgment is left out"
        case .acknowledgmentDelayed: "an acknowledgment waits"
        case .handshakeHeld: "the SYN-ACK is held"
        case .windowShrunk: "the window is drawn back"
        case .checksumSpoiled: "a segment has a wrong checksum"
        case .sequenceShifted: "a segment has a wrong sequence number"
        case .finishIgnored: "the peer's FIN is ignored"
        case .resetSent: "a RST at the octet that was chosen"
        }
    }
}

/// What a connection that misbehaves has counted.
struct MisbehaviorState {
    var wanted: Misbehavior
    var acknowledgments: UInt32 = 0
    var segments: UInt32 = 0
    var dataSegments: UInt32 = 0
    /// When what is held may leave.
    var acknowledgmentAt: UInt64? = nil
    var handshakeAt: UInt64? = nil
    /// The number of the first octet that came.
    var firstReceived: UInt32? = nil
    var hasShrunk = false

    init(_ wanted: Misbehavior) { self.wanted = wanted }

    /// Counts one more, and says whether it is the so-manieth.
    static func isDue(_ count: inout UInt32, _ every: UInt32) -> Bool {
        guard every > 0 else { return false }
        count &+= 1
        return count % every == 0
    }
}
