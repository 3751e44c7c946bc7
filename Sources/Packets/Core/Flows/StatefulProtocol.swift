/// A protocol that remembers something of each flow in which it is spoken: what a handshake agreed on, which request waits
/// for its answer.
///
///     extension Chat: StatefulProtocol {
///         struct FlowState: Sendable { var nickname: UInt32 = 0 }
///         static func follow(_ message: RawSpan, _ passage: FlowPassage, state: inout FlowState) -> FlowVerdict {
///             if let chat = Layer<Chat>(message), chat.kind == .hello { state.nickname = chat.nickname }
///             return .keep
///         }
///     }
///
/// A computed field then asks `packet.flowState(of: Chat.self)`. The flow table keeps the state as long as it keeps the
/// flow; what may grow in it, the protocol itself must bound.
public protocol StatefulProtocol: PacketProtocol {
    /// What is remembered. Protocols that name the same type share it.
    associatedtype FlowState: Sendable
    /// What is known of a flow before its first message.
    static var initialState: FlowState { get }
    /// Takes in a message of the flow.
    /// - Parameter message: the layer's own octets, as `next` sees them.
    static func follow(_ message: RawSpan, _ passage: FlowPassage, state: inout FlowState) -> FlowVerdict
}

extension StatefulProtocol {
    public static var role: LayerRole { .stateful }

    @inlinable
    public static func follow(_ message: RawSpan, _ passage: FlowPassage, in states: inout FlowStates) -> FlowVerdict {
        states.update(startingWith: initialState) { follow(message, passage, state: &$0) }
    }
}

/// How a message passes through its flow.
public struct FlowPassage: Sendable, BitwiseCopyable {
    /// Which of the flow's two ends sent it: 0 or 1, and always the same for one end.
    public var sender: Int
    /// Whether that end sent the first packet of the flow, as far as it was captured.
    public var isFromOpener: Bool
    /// Whether the flow is a stream of the packet's own: neither inside a tunnel, nor quoted by an error message.
    public var isOwn: Bool
    /// When the packet came.
    public var time: Timestamp
}

/// What becomes of a message's layer.
public enum FlowVerdict: Sendable, Equatable {
    case keep
    /// What is known of the flow tells nothing of these octets: they are left with the layer below.
    case leaveAlone
    /// They are another protocol's, and nothing tells which: data.
    case data
    /// The message ends behind so many octets, whatever it says of itself: what it answers tells so. What is behind them is
    /// the next one, if it looks like one.
    case end(Int)
}

/// How long a message is in a stream that says so.
public enum MessageLength: Sendable, Equatable {
    /// It is all there, and this many octets long.
    case complete(Int)
    /// It takes at least this many octets in all, and so many are not there.
    case needs(Int)
    /// It does not end here, and nothing tells yet where: it takes the next segment whole.
    case more
    /// The octets begin no message.
    case refuse
}
