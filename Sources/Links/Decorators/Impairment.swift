/// What a bad network does to frames. Shares are of all frames, from 0 to 1. The same seed does the same again.
public struct Impairment: Sendable, Hashable {
    /// The share of frames that vanish.
    public var loss: Double
    /// How long each frame takes.
    public var delay: Duration
    /// How much longer or shorter than `delay` a frame may take, evenly spread. Frames whose times cross arrive crossed.
    public var jitter: Duration
    /// The share of frames that arrive twice.
    public var duplication: Double
    /// The share of frames that do not wait for `delay`, and so overtake those before them.
    public var reordering: Double
    /// The share of frames in which one bit is turned.
    public var corruption: Double
    /// Bits that pass in a second, link header included; as many as come when `nil`.
    public var rate: Int?
    /// Octets that may wait until the rate lets them pass; what finds no room is dropped. As many as there are when `nil`.
    public var queue: Int?
    /// How many frames may be on their way; more are dropped.
    public var limit: Int

    /// A network that does nothing to frames but what the arguments say.
    public init(
        loss: Double = 0, delay: Duration = .zero, jitter: Duration = .zero, duplication: Double = 0,
        reordering: Double = 0, corruption: Double = 0, rate: Int? = nil, queue: Int? = nil,
        limit: Int = 1000
    ) {
        self.loss = loss
        self.delay = delay
        self.jitter = jitter
        self.duplication = duplication
        self.reordering = reordering
        self.corruption = corruption
        self.rate = rate
        self.queue = queue
        self.limit = limit
    }
}

/// What an impaired link has done to frames.
public struct ImpairmentCounts: Sendable, Hashable {
    public var lost = 0
    public var duplicated = 0
    public var reordered = 0
    public var corrupted = 0
    /// Dropped because too many were on their way.
    public var overflowed = 0

    /// Nothing so far.
    public init() {}
}
