/// How long neighbors may take to answer.
public struct Patience: Sendable {
    /// How long they have at most.
    public var time: Duration
    /// Whether it is less where others answer much sooner.
    public var adapts: Bool

    /// - Parameters:
    ///   - time: how long they have at most.
    ///   - adapts: whether it is less where others answer much sooner.
    public init(time: Duration = .seconds(1), adapts: Bool = false) {
        self.time = time
        self.adapts = adapts
    }
}
