/// How fast questions are sent, at most.
public enum AskRate: Sendable, Equatable {
    case packets(perSecond: Double)
    /// Of whole frames, as they are handed to the link.
    case bits(perSecond: Double)

    /// How long so much takes.
    func time(frames: Int, octets: Int) -> Duration {
        switch self {
        case .packets(let rate): .seconds(Double(frames) / max(rate, 1e-6))
        case .bits(let rate): .seconds(Double(octets) * 8 / max(rate, 1e-6))
        }
    }
}
