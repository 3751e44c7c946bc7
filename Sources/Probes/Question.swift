public import Packets

/// A packet that was sent and waits for an answer.
public struct Question: Sendable {
    /// Its place among all that were asked, from 0; of no meaning for one that was not sent.
    public let number: Int
    /// The frame.
    public let octets: [UInt8]
    /// What its answers are known by.
    let keys: ExchangeKeys
    /// Whether it stays open after an answer, because more may come.
    let wantsMore: Bool
    /// When it was sent, the last time.
    public internal(set) var sent: Timestamp
    /// How often it was sent; 0 when nobody would take it.
    public internal(set) var tries = 1
    /// How many answers came.
    public internal(set) var answers = 0

    /// How long after the question an answer came. A clock that was set back makes none come before it.
    public func delay(of answer: Timestamp) -> Duration { .nanoseconds(max(0, answer.nanoseconds(since: sent))) }
}
