public import Packets

/// A packet that was sent and waits for an answer.
public struct Question: Sendable {
    /// Its place among all that were asked, from 0; of no meaning for one that was not sent.
    public let number: Int
    /// The frame.
    public let octets: [UInt8]
    /// What its answers are known by.
    package let keys: ExchangeKeys
    /// Whether it stays open after an answer, because more may come.
    package let wantsMore: Bool
    /// When it was sent, the last time.
    public internal(set) var sent: Timestamp
    /// How often it was sent; 0 when nobody would take it.
    public internal(set) var tries: Int
    /// How many answers came.
    public internal(set) var answers = 0

    package init(
        number: Int, octets: [UInt8], keys: ExchangeKeys, wantsMore: Bool, sent: Timestamp, tries: Int = 1
    ) {
        self.number = number
        self.octets = octets
        self.keys = keys
        self.wantsMore = wantsMore
        self.sent = sent
        self.tries = tries
    }

    /// How long after the question an answer came. A clock that was set back makes none come before it.
    public func delay(of answer: Timestamp) -> Duration { .nanoseconds(max(0, answer.nanoseconds(since: sent))) }
}
