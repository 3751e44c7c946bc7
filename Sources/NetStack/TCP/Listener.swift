import Packets

/// A port that takes connections.
struct Listener {
    var port: UInt16
    /// The only address that it takes them on; any of ours when `nil`.
    var address: IPv6Address?
    /// How many may be there that are not yet accepted, half open ones included.
    var backlog: Int
    /// How many of these there are.
    var count = 0
    /// Connections that are open and not yet accepted, the first first.
    var accepted: [ConnectionHandle] = []
    var isOpen = true
    /// What the connections are to be like.
    var options: [ConnectionOption] = []
}

/// Names a listener of a stack.
public struct ListenerHandle: Hashable, Sendable, BitwiseCopyable {
    package let index: Int
}

/// Names a connection; of no use when that is gone and its slot has another.
public struct ConnectionHandle: Hashable, Sendable, BitwiseCopyable {
    package let slot: Int32
    let generation: UInt32
}

/// How a connection stands: a snapshot.
public struct ConnectionStatus: Sendable, BitwiseCopyable {
    public var state: ConnectionState
    /// Why it ended, when nobody closed it.
    public var failure: ConnectionFailure?
    /// Octets that can be read.
    public var readable: Int
    /// Octets that there is room for.
    public var writable: Int
    /// Whether the peer has finished: when all is read, no more will come.
    public var peerFinished: Bool
    /// Octets that were sent and not acknowledged.
    public var inFlight: Int
    public var congestionWindow: Int
    public var sendWindow: Int
    /// In nanoseconds; 0 before it was measured.
    public var smoothedRoundTrip: UInt64
    public var retransmissionTimeout: UInt64
    /// The most octets of data in a segment that we send.
    public var segmentSize: Int
}
