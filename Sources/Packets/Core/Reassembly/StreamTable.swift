/// The messages of streams that did not end with the segment in which they began.
///
/// Bounded: what waits takes at most `limit` octets and one message at most `messageLimit`; then the messages that wait
/// longest are forgotten first, and counted. A flow knows its own by numbers that are never given twice, so that a message
/// that was forgotten is not found, and flows that are forgotten leave nothing that would not be forgotten in its turn.
struct StreamTable: Sendable {
    /// One message, of which the beginning is there.
    struct Message: Sendable {
        var application: ProtocolID
        /// Where it begins in its stream.
        var from: UInt32
        /// How many octets it takes, as far as it says.
        var count: Int
        /// Whether it ends with the segment that brings the last of these, or later: nothing tells yet.
        var takesSegment: Bool
        /// What is there, counted from its beginning; `nil` where it is passed over: the capture lacks some of it, or it is over.
        var pieces: PieceList?

        /// Where it ends in its stream.
        var to: UInt32 { from &+ UInt32(truncatingIfNeeded: count) }

        var cost: Int { StreamTable.messageCost + (pieces?.cost ?? 0) }
    }

    let limit: Int
    private var messages: [UInt64: Message] = [:]
    private var latest: UInt64 = 0
    /// None is there whose number is lower.
    private var oldest: UInt64 = 1
    private(set) var waitingOctets = 0
    /// How many were given up before they were complete: for want of room, or because the capture lacks some of them.
    private(set) var forgottenCount = 0

    /// What a message takes besides its pieces.
    private static let messageCost = 160
    /// A message that takes more octets is not waited for.
    static let messageLimit = 8 << 20
    /// Nor is one that comes in more pieces: each of so many brings a few octets.
    static let pieceLimit = 1 << 14
    /// So many octets behind a gap wait for what is missing; then it was lost to the capture.
    static let gapLimit = 1 << 16

    init(limit: Int = 64 << 20) { self.limit = limit }

    var waitingCount: Int { messages.count }

    /// Notes that a message is given up, for the capture lacks some of it.
    mutating func noteForgotten() { forgottenCount += 1 }

    /// Takes out a message, so that it is changed where it lies.
    mutating func take(_ number: UInt64) -> Message? {
        guard let message = messages.removeValue(forKey: number) else { return nil }
        waitingOctets -= message.cost
        return message
    }

    /// Keeps a message.
    /// - Returns: its number.
    mutating func keep(_ message: Message) -> UInt64 {
        latest += 1
        messages[latest] = message
        waitingOctets += message.cost
        while waitingOctets > limit, oldest < latest {
            if let old = take(oldest), old.pieces != nil { forgottenCount += 1 }
            oldest += 1
        }
        return latest
    }
}
