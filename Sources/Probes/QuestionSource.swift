public import Links

/// Where the questions come from.
public protocol QuestionSource: ~Copyable {
    /// Adds the next questions, as frames, to a batch.
    ///
    /// - Parameter limit: how many at most; fewer is no sign of the end.
    mutating func take(_ limit: Int, into batch: inout FrameBatch) throws -> QuestionSupply

    /// Where frames come that the source itself waits for; it is asked again when there are some.
    var link: (any Link)? { get }
}

extension QuestionSource where Self: ~Copyable {
    public var link: (any Link)? { nil }
}

/// What a source says when it was asked for questions.
public struct QuestionSupply: Sendable {
    /// Whether there may be more questions.
    public var hasMore: Bool
    /// Where more cannot be had yet: when to ask again, unless frames come on the source's link before.
    public var waitsUntil: ContinuousClock.Instant?
    /// What the source sent itself meanwhile, such as questions about neighbors: it counts for the rate.
    public var sentFrames = 0
    public var sentOctets = 0
    /// Questions that will not be sent, because nobody would take them, and why that is so.
    public var undeliverable: [(octets: [UInt8], reason: String)] = []

    public init(hasMore: Bool, waitsUntil: ContinuousClock.Instant? = nil) {
        self.hasMore = hasMore
        self.waitsUntil = waitsUntil
    }
}
