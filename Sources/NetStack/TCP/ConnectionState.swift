/// Where a connection stands. RFC 9293 section 3.3.2; a listener is no connection and has no state.
public enum ConnectionState: UInt8, Sendable, BitwiseCopyable {
    case closed, synSent, synReceived, established, finWait1, finWait2, closeWait, closing, lastAcknowledgment, timeWait

    /// Whether both sides have heard of the other's SYN.
    var isSynchronized: Bool { rawValue >= ConnectionState.established.rawValue }
    /// Whether the application may still send.
    var canSend: Bool { self == .established || self == .closeWait }
    /// Whether the peer may still send.
    var canReceive: Bool { self == .established || self == .finWait1 || self == .finWait2 }
}

/// Why a connection ended that nobody closed.
public enum ConnectionFailure: UInt8, Sendable, BitwiseCopyable {
    /// The peer answered the SYN with a RST, or said that it does not take it.
    case refused
    /// The peer sent a RST.
    case reset
    /// Nothing was acknowledged for as long as the limits allow.
    case timedOut
    /// Nobody on the link has the next hop's address, or a router said that it leads nowhere, and nothing else came.
    case unreachable
    /// This side sent a RST, as it was told to (`Misbehavior.resetOctet`).
    case aborted
}

/// What the stack is to do after a step of a connection, which touches nothing but itself.
struct ConnectionEffects: OptionSet, BitwiseCopyable {
    var rawValue: UInt8
    /// It has something to send.
    static let output = ConnectionEffects(rawValue: 1)
    static let established = ConnectionEffects(rawValue: 2)
    /// The segment is answered with a RST.
    static let refuse = ConnectionEffects(rawValue: 4)
    static let ended = ConnectionEffects(rawValue: 8)
    /// The peer is to hear of the end by a RST.
    static let reset = ConnectionEffects(rawValue: 16)
    /// A SYN has come that begins a new connection where this one has only been waiting.
    static let reopen = ConnectionEffects(rawValue: 32)
}

/// Whether sequence number `a` stands before `b`. RFC 9293 section 3.4.
@inline(__always) func precedes(_ a: UInt32, _ b: UInt32) -> Bool { Int32(bitPattern: a &- b) < 0 }
