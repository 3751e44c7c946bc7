/// What came of asking.
public struct AskTally: Sendable, Equatable {
    /// How many questions were sent.
    public internal(set) var asked = 0
    /// How many frames that took.
    public internal(set) var sent = 0
    /// How many questions were answered, at least once.
    public internal(set) var answered = 0
    /// How many answers came, those to groups and repeated ones counted each.
    public internal(set) var answers = 0

    /// Nothing yet.
    public init() {}

    /// How many questions nobody answered, once all are over.
    public var unanswered: Int { asked - answered }
}
