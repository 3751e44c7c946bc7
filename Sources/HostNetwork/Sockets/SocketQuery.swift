/// Which sockets are asked for, and what of them.
public struct SocketQuery: Sendable {
    /// The kinds of sockets.
    public var protocols: [SocketProtocol]
    public var families: [SocketFamily]
    /// The states; `nil` for all. The kernel itself leaves out the others, which saves it going through its tables.
    public var states: [SocketState]?
    /// Whether the kernel tells what TCP knows of each connection.
    public var includesInformation = false
    /// Whether the processes are looked up that have the sockets open, by going through `/proc`.
    public var includesOwners = true
    /// Whether users and interfaces are named.
    public var includesNames = true

    /// Every socket of every kind, with owners and names.
    public init() {
        protocols = [.tcp, .mptcp, .udp, .sctp, .icmp, .icmpv6, .raw, .packet, .unix]
        families = [.ipv4, .ipv6, .packet, .unix]
    }

    /// The states of ss(8): all but sockets that are bound and nothing more, which cost a table of their own.
    static var allStates: UInt32 { 0xfff }

    /// The states as the kernel takes them: a bit for each.
    var stateMask: UInt32 {
        guard let states else { return Self.allStates }
        return states.reduce(0) { $1.rawValue < 32 ? $0 | 1 << UInt32($1.rawValue) : $0 }
    }

    func includes(_ state: SocketState) -> Bool {
        guard let states else { return true }
        return states.contains(state)
    }
}
