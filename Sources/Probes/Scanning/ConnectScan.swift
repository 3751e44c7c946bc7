public import Packets

/// Opens connections to their end, and lets them go: the host's sockets do, or those of a stack of one's own.
public protocol ConnectionOpener: Sendable {
    /// Opens one connection.
    ///
    /// - Parameters:
    ///   - limit: how long it may take to be there.
    ///   - greeting: how long the peer may take to say something; it is not asked to when `nil`.
    func open(
        to address: IPAddress, port: UInt16, within limit: Duration, greeting: Duration?
    ) async -> ConnectionOutcome
}

/// What came of opening a connection.
public struct ConnectionOutcome: Sendable, Equatable {
    public var state: PortState
    public var reason: String
    /// How long it took to be there, or to be refused; `nil` where nothing came.
    public var delay: Duration?
    /// The first that the peer said, of which no more than `ConnectScan.bannerLimit` octets are kept.
    public var banner: [UInt8]?

    public init(_ state: PortState, reason: String, delay: Duration? = nil, banner: [UInt8]? = nil) {
        self.state = state
        self.reason = reason
        self.delay = delay
        self.banner = banner
    }
}

/// Asks ports whether somebody listens by connecting to them, and what he says then. RFC 9293 section 3.5
public struct ConnectScan: Sendable {
    public var hosts: [IPAddress]
    public var ports: [UInt16]
    /// How long a connection may take: long enough for a SYN that is sent again after a second.
    public var timeout = Duration.milliseconds(1500)
    /// How long a peer may take to say something; he is not waited for when `nil`.
    public var greeting: Duration?
    /// How many connections are open at once.
    public var limit = 128
    /// How many may begin in a second; as many as there is room for when `nil`.
    public var rate: Double?

    /// The most that is kept of what a peer says.
    public static let bannerLimit = 1024
    /// What peers are told who wait to be spoken to: web servers are the most of them. RFC 9110 section 9.3.2
    public static let question = Array("HEAD / HTTP/1.0\r\n\r\n".utf8)

    public init(_ hosts: [IPAddress], ports: [UInt16]) {
        self.hosts = hosts
        self.ports = ports
    }

    /// Connects to each port of each host, until the task is cancelled.
    ///
    /// - Parameter onFinding: hears of each port as soon as it is known, of one at a time.
    public func run(by opener: some ConnectionOpener, onFinding: @Sendable (PortFinding) -> Void) async {
        await withTaskGroup(of: PortFinding.self) { group in
            var open = 0
            var turn = ContinuousClock.now
            for host in hosts {
                for port in ports {
                    if Task.isCancelled { return group.cancelAll() }
                    if open >= max(1, limit), let finding = await group.next() {
                        open -= 1
                        onFinding(finding)
                    }
                    if let rate {
                        try? await Task.sleep(until: turn)
                        turn = max(turn, .now - .milliseconds(100)) + .seconds(1 / rate)
                    }
                    open += 1
                    group.addTask { await finding(host, port, opener) }
                }
            }
            while let finding = await group.next() { onFinding(finding) }
        }
    }

    private func finding(_ host: IPAddress, _ port: UInt16, _ opener: some ConnectionOpener) async -> PortFinding {
        let outcome = await opener.open(to: host, port: port, within: timeout, greeting: greeting)
        var finding = PortFinding(host, port, .tcp, outcome.state, reason: outcome.reason, delay: outcome.delay)
        finding.banner = outcome.banner.map { Array($0.prefix(Self.bannerLimit)) }
        return finding
    }
}
