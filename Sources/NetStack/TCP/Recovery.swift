/// How a connection stands to what it lost.
enum LossPhase: UInt8, BitwiseCopyable {
    /// Nothing is known to be lost.
    case open
    /// The network said that it is full (RFC 3168), and the window was reduced for it.
    case reduced
    /// What was lost is sent again while acknowledgments come. RFC 6675, RFC 6937.
    case recovery
    /// The retransmission timer ran out. RFC 5681 section 3.1.
    case loss
}

/// What a connection remembers of losses: apart from the rest of it, for while nothing is lost only its round trips are looked at.
struct Recovery: BitwiseCopyable {
    /// The phase ends when all before it is acknowledged.
    var end: UInt32 = 0

    /// Proportional rate reduction, RFC 6937: octets delivered and sent since the phase began, and what was in flight then.
    var delivered: UInt32 = 0
    var sent: UInt32 = 0
    var flight: UInt32 = 0

    /// RACK, RFC 8985 section 6: of what was delivered, what was sent last, and how long that took.
    var newest: (sentAt: UInt64, end: UInt32) = (0, 0)
    var newestRoundTrip: UInt64 = 0
    /// The furthest that was delivered, and whether anything behind it came later.
    var furthest: UInt32 = 0
    var hasReordering = false
    /// By how many quarters of the shortest round trip the order may be off, and in how many recoveries more that stands.
    var reorderingQuarters: UInt8 = 1
    var reorderingPersists: UInt8 = 0
    /// Since when no round of the shortest round trip was shorter.
    var shortest = RoundTripMinimum()

    /// The end of what the tail probe sent, and whether that was sent before. RFC 8985 section 7.
    var probeEnd: UInt32? = nil
    var isProbeRepeated = false

    /// To undo a reduction that was for nothing: what the windows were, how many segments were sent again and not yet found to be
    /// superfluous, and our clock at the first of them. RFC 3522, RFC 3708.
    var undo: (window: UInt32, threshold: UInt32)? = nil
    var repeats: Int32 = 0
    var repeatStamp: UInt32 = 0
    var hasRepeated = false
    var undoFrom: UInt32 = 0

    /// What the application asked for.
    var keepAlive: KeepAlive? = nil
    var userTimeout: UInt64? = nil
    /// Since when what is under way, or the window, has stood still; 0 while it moves.
    var stalledSince: UInt64 = 0

    /// When the peer was last asked whether it really said that.
    var challengedAt: UInt64 = 0
    /// When the retransmission timer ran out, if nothing had been known to be lost then.
    var timedOutAt: UInt64 = 0

    /// What came twice, to be said once. RFC 2883.
    var duplicate: (first: UInt32, end: UInt32)? = nil
}

/// The shortest round trip of the last five to ten minutes.
struct RoundTripMinimum: BitwiseCopyable {
    private static var span: UInt64 { 300_000_000_000 }
    private var previous = UInt64.max
    private var current = UInt64.max
    private var since: UInt64 = 0

    var time: UInt64 { min(previous, current) }
    var isKnown: Bool { time != .max }

    @inline(__always)
    mutating func add(_ time: UInt64, now: UInt64) {
        if now &- since > Self.span {
            previous = current
            current = .max
            since = now
        }
        current = min(current, time)
    }
}
