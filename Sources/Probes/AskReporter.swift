public import Packets
public import Sending

/// Who is told of answers as they come.
public protocol AskReporter {
    /// A question was answered; `question.answers` says for which time.
    ///
    /// - Parameters:
    ///   - answer: the packet that came, dissected.
    ///   - delay: how long after the question was last sent.
    mutating func answered(_ question: Question, by answer: inout PacketView, after delay: Duration) throws
    /// A question's time is over, and nobody answered.
    mutating func unanswered(_ question: Question) throws
    /// A question was not sent, because nobody would take it; its number means nothing.
    mutating func undeliverable(_ question: Question, because reason: String) throws
    /// Everything that came was told: what was held back may be shown.
    mutating func paused() throws
}

extension AskReporter {
    public mutating func undeliverable(_ question: Question, because reason: String) throws {}
}
