/// What is fixed when a stack is made. Times in nanoseconds, sizes in octets. Linux's values where nobody says otherwise.
public struct StackConfiguration: Sendable {
    public var secrets: StackSecrets
    /// What opaque interface identifiers are made of (RFC 7217): kept, the addresses stay the same. `secrets` when `nil`.
    public var identifierSecrets: StackSecrets?
    /// How many connections there may be at once, listeners' and half-open ones included.
    public var connectionLimit = 1024
    /// How many more there may be that only wait: in TIME-WAIT, of which the first goes where there is no room, or half open and
    /// too many for whole ones. Each takes a hundred octets.
    public var smallConnectionLimit = 4096
    /// How many datagram sockets there may be at once.
    public var socketLimit = 256
    /// How many neighbors are known at once.
    public var neighborLimit = 512
    /// How many inside addresses and ports are translated at once.
    public var translationLimit = 4096
    /// How many groups may be joined at once.
    public var groupLimit = 256
    /// Whether packets for others are passed on: the stack is a router.
    public var forwards = false
    /// How many packets may wait for further pieces; each takes 128 KB at most.
    public var reassemblyLimit = 64
    /// Of how many destinations something is known at once: the path's MTU, or a better first hop.
    public var destinationLimit = 512
    /// The most that waits to be sent, a connection.
    public var sendLimit = 1 << 20
    /// The most that waits to be read, a connection: what the window never exceeds.
    public var receiveLimit = 1 << 20
    /// The most that waits to be read, a datagram socket.
    public var datagramLimit = 212_992
    /// IPv4's time to live, and IPv6's hop limit where no router says another one.
    public var timeToLive: UInt8 = 64
    public var congestion = CongestionAlgorithm.cubic
    public var features = TransportFeatures.standard
    /// How many happenings are kept for `takeEvents`.
    public var eventLimit = 0
    /// How long data may wait for an acknowledgment to leave with. RFC 9293 section 3.8.6.3: below 500 ms.
    public var acknowledgmentDelay: UInt64 = 40_000_000
    /// The least that the retransmission timeout is above the round trip; RFC 6298 section 2.4 wants a second in all, Linux
    /// takes 200 ms.
    public var minimumTimeout: UInt64 = 200_000_000
    /// How long a connection may wait to be accepted; then it makes room for another, where the queue is full.
    public var acceptLimit: UInt64 = 60_000_000_000
    /// Twice the maximum segment lifetime; Linux takes 60 s.
    public var timeWait: UInt64 = 60_000_000_000
    /// How often a segment is sent again before the connection is given up: `tcp_retries2`.
    public var retransmissionLimit = 15
    /// How often a SYN is sent again: `tcp_syn_retries`.
    public var handshakeLimit = 6

    /// Whether the stack keeps a journal, for `takeJournal`: the time of the world when the stack's clock shows 0, in nanoseconds
    /// since 1970.
    public var journalEpoch: UInt64? = nil

    public init(secrets: StackSecrets) { self.secrets = secrets }
}

/// What a stack counted, by what happened to frames and packets.
public struct StackCounters: Sendable, BitwiseCopyable, Equatable {
    public var framesReceived: UInt64 = 0
    public var framesSent: UInt64 = 0
    /// Packets that the stack sent to itself.
    public var framesLooped: UInt64 = 0
    /// Packets that were passed on.
    public var forwarded: UInt64 = 0
    /// Their octets, without the links' headers.
    public var octetsForwarded: UInt64 = 0
    /// Frames and packets for somebody else.
    public var forOthers: UInt64 = 0
    /// Whose headers do not fit, or that no protocol here takes.
    public var malformed: UInt64 = 0
    /// Whose checksum is wrong: of IP, ICMP, UDP or TCP.
    public var badChecksums: UInt64 = 0
    /// Pieces of packets.
    public var fragments: UInt64 = 0
    /// Packets that were put together from pieces, and those that were given up.
    public var reassembled: UInt64 = 0
    public var reassemblyFailures: UInt64 = 0
    /// Datagrams for which a socket had no room, and packets that found none while their neighbor was asked for.
    public var overflows: UInt64 = 0
    public var resetsSent: UInt64 = 0
    /// SYNs that were answered without being remembered, for there were too many.
    public var cookiesSent: UInt64 = 0
    /// Connections that had ended, or had waited too long, when others wanted their place in a listener's queue.
    public var queueTimeouts: UInt64 = 0
    public var retransmissions: UInt64 = 0
    public var resolutionFailures: UInt64 = 0
    /// How often somebody else had an address of ours, or one that was to be.
    public var addressConflicts: UInt64 = 0
}
