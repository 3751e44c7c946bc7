/// Something that a run did, for those who watch.
public enum ScriptStep: Sendable {
    /// A packet crossed the link: its octets from IP's header on, and what it is in the language, where numbers are the
    /// script's.
    case packet(at: Duration, isInbound: Bool, octets: [UInt8], text: String)
    /// A call is done.
    case call(at: Duration, text: String)
    /// The script's code prints.
    case printed(at: Duration, text: String)
}

extension ScriptStep: CustomStringConvertible {
    /// `0.100000 > S. 0:0(0) ack 1 …`.
    public var description: String {
        switch self {
        case .packet(let time, _, _, let text), .call(let time, let text): "\(Seconds.text(time)) \(text)"
        case .printed(let time, let text): "\(Seconds.text(time)) print: \(text)"
        }
    }
}

extension Seconds {
    static func text(_ time: Duration) -> String {
        let (seconds, attoseconds) = time.components
        return text(seconds * nanoseconds + attoseconds / 1_000_000_000)
    }
}
