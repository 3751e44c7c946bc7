public import Packets

/// What a scanner found at a port, as nmap(1) names it.
public enum PortState: String, Sendable, CaseIterable {
    /// Somebody listens there.
    case open
    /// The host is there, and nobody listens.
    case closed
    /// Something on the way lets no probe through.
    case filtered
    /// Nothing came back, as where somebody listens and does not like what he was sent, or a filter drops it.
    case openOrFiltered = "open|filtered"
    /// A router, or the last link, says that no packet gets to the host.
    case unreachable
}

/// A port, and what was found there.
public struct PortFinding: Sendable, Equatable {
    public var address: IPAddress
    public var port: UInt16
    public var transport: TransportKind
    public var state: PortState
    /// What came back, or `no-response`.
    public var reason: String
    /// Who said so, where it was not the host itself.
    public var reporter: IPAddress?
    /// How long the answer took; `nil` where there was none.
    public var delay: Duration?
    /// The hop limit that the answer had left.
    public var hopLimit: UInt8?
    /// What the peer said first, where it was asked for.
    public var banner: [UInt8]?

    public init(
        _ address: IPAddress, _ port: UInt16, _ transport: TransportKind, _ state: PortState, reason: String,
        delay: Duration? = nil
    ) {
        self.address = address
        self.port = port
        self.transport = transport
        self.state = state
        self.reason = reason
        self.delay = delay
    }

    /// What an answer to a probe says of the port.
    init(_ address: IPAddress, _ port: UInt16, _ transport: TransportKind, _ reply: ProbeReply, after delay: Duration) {
        let state: PortState =
            switch reply.meaning {
            case .synAck, .datagram: .open
            case .reset: .closed
            case .error where transport == .udp && reply.isPortUnreachable && reply.sender == address: .closed
            case .error where reply.isHostUnreachable: .unreachable
            default: .filtered
            }
        self.init(address, port, transport, state, reason: reply.reason, delay: delay)
        if reply.sender != address { reporter = reply.sender }
        hopLimit = reply.hopLimit
    }
}

/// A host, and whether it is there.
public struct HostFinding: Sendable, Equatable {
    public var address: IPAddress
    public var isUp: Bool
    /// What came back, or `no-response`.
    public var reason: String
    /// How long the answer took; `nil` where there was none.
    public var delay: Duration?
    /// The hop limit that the answer had left.
    public var hopLimit: UInt8?
    /// That of a neighbor.
    public var hardwareAddress: MACAddress?

    public init(
        _ address: IPAddress, isUp: Bool, reason: String, delay: Duration? = nil, hopLimit: UInt8? = nil,
        hardwareAddress: MACAddress? = nil
    ) {
        self.address = address
        self.isUp = isUp
        self.reason = reason
        self.delay = delay
        self.hopLimit = hopLimit
        self.hardwareAddress = hardwareAddress
    }
}
