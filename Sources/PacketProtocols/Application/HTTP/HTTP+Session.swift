public import Packets

extension HTTP {
    public static var initialState: Session { Session() }

    /// Takes HTTP for what it says only once a request was seen, or where header lines stand: who meets a connection in
    /// the middle of a picture knows nothing of it. Behind a change of protocol nothing is HTTP.
    public static func follow(_ message: RawSpan, _ passage: FlowPassage, state: inout Session) -> FlowVerdict {
        guard passage.isOwn else { return .keep }
        if state.isTunnel { return .data }
        if HTTPText.startsMessage(message) { return state.follow(message) }
        return state.hasRequest || HTTPText.startsHeaders(message) ? .keep : .leaveAlone
    }

    public static var role: LayerRole { [.stateful, .framed, .continued] }

    /// RFC 9112 section 6.3. Where the body ends with the connection, each segment is taken as it comes.
    public static func messageLength(_ message: RawSpan, in states: borrowing FlowStates) -> MessageLength {
        let session = states.state(Session.self)
        guard session?.isTunnel != true, HTTPText.startsMessage(message), let http = Layer<HTTP>(message) else {
            return .refuse
        }
        guard http.hasEmptyLine, !http.endsInCarriageReturn(at: http.parts.total) else {
            let isOpen =
                http.hasEmptyLine || HTTPText.lineEnd(message, from: http.parts.total, to: message.byteCount) == nil
            return isOpen && message.byteCount < longestHeaders ? .more : .refuse
        }
        if http.isResponse, session?.answersHead == true { return .complete(http.parts.total) }
        return http.bodyLength
    }

    /// Headers of more octets than this are not waited for; servers stop at less.
    private static var longestHeaders: Int { 1 << 16 }

    /// What is remembered of a connection's messages: what a segment that begins none goes on with, and what is asked for
    /// and not yet answered.
    public struct Session: Sendable, BitwiseCopyable {
        /// First, so that all of it fits in the flow's own room.
        private var questions = HTTPQuestions()
        /// Whether a request was seen.
        private(set) var hasRequest = false
        /// Whether what follows is another protocol's. RFC 9110 sections 7.8 and 9.3.6.
        private(set) var isTunnel = false

        /// Whether the answer that comes next has headers alone, whatever they say. RFC 9112 section 6.3.
        var answersHead: Bool { questions.first == .head }

        /// Takes in the octets of a message, which begin with its first line.
        mutating func follow(_ message: RawSpan) -> FlowVerdict {
            guard HTTPText.startsResponse(message, at: 0) else {
                hasRequest = true
                questions.append(.init(ofRequest: message))
                return .keep
            }
            // The version takes eight octets (RFC 9112 section 2.3), and a space goes before the number.
            let kind = message.octet(9)
            // Of these the answer itself is yet to come (RFC 9110 section 15.2).
            guard kind != UInt8(ascii: "1") else {
                if message.has("101", at: 9) { isTunnel = true }
                return .keep
            }
            switch questions.removeFirst() {
            case .connect where kind == UInt8(ascii: "2"): isTunnel = true
            case .head:
                // RFC 9112 section 6.3.
                guard let response = Layer<HTTP>(message), response.hasEmptyLine else { return .keep }
                return .end(response.parts.total)
            default: break
            }
            return .keep
        }
    }
}

/// What the requests that wait for their answers ask for, as far as an answer's length depends on it, in the order in which
/// they came: a client may send several at once (RFC 9112 section 9.3.2).
struct HTTPQuestions: BitwiseCopyable {
    enum Kind: UInt64 {
        case other, head, connect

        init(ofRequest message: RawSpan) {
            switch message.octet(0) {
            case UInt8(ascii: "H") where message.has("HEAD ", at: 0): self = .head
            case UInt8(ascii: "C") where message.has("CONNECT ", at: 0): self = .connect
            default: self = .other
            }
        }
    }

    /// The kinds, two bits each, the one that came first lowest.
    private var kinds: UInt64 = 0
    private var count: UInt16 = 0
    /// How many are told apart. Of those behind them no more is known than that they are there.
    static var limit: Int { 32 }

    mutating func append(_ kind: Kind) {
        // A client waits before it asks for a tunnel, so that an answer that was not seen shifts none.
        if kind == .connect { self = HTTPQuestions() }
        if count < Self.limit { kinds |= kind.rawValue << (2 * UInt64(count)) }
        if count < .max { count += 1 }
    }

    /// What the answer that comes next belongs to; `nil` where no question was seen.
    var first: Kind? { count > 0 ? Kind(rawValue: kinds & 3) : nil }

    /// What the answer that came now belongs to; `nil` where no question was seen.
    mutating func removeFirst() -> Kind? {
        guard let first else { return nil }
        kinds >>= 2
        count -= 1
        return first
    }
}
