public import Packets

extension HTTP {
    public static var initialState: Session { Session() }

    /// Takes HTTP for what it says only once a request was seen, or where header lines stand: who meets a connection in
    /// the middle of a picture knows nothing of it.
    public static func follow(_ message: RawSpan, _ passage: FlowPassage, state: inout Session) -> FlowVerdict {
        guard passage.isOwn else { return .keep }
        if HTTPText.startsMessage(message) {
            state.follow(message)
            return .keep
        }
        return state.hasRequest || HTTPText.startsHeaders(message) ? .keep : .leaveAlone
    }

    /// What is remembered of a connection's messages: what a segment that begins none goes on with.
    public struct Session: Sendable, BitwiseCopyable {
        /// Whether a request was seen.
        private(set) var hasRequest = false
        private var asksForTunnel = false
        /// Whether what follows is another protocol's. RFC 9110 sections 7.8 and 9.3.6.
        private(set) var isTunnel = false

        /// Takes in the octets of a message, which begin with its first line.
        mutating func follow(_ message: RawSpan) {
            guard HTTPText.startsResponse(message, at: 0) else {
                hasRequest = true
                asksForTunnel = message.has("CONNECT ", at: 0)
                return
            }
            // The version takes eight octets (RFC 9112 section 2.3), and a space goes before the number.
            if message.has("101", at: 9) || asksForTunnel && message.has("2", at: 9) { isTunnel = true }
        }
    }
}
