public import Packets

/// Asks ports whether somebody listens: by a SYN that is never followed, or by a datagram. RFC 9293 section 3.10.7, RFC 1122 section 4.1.3.1
public final class PortScan: ProbePlan {
    /// By which transport; connections to their end are `ConnectScan`'s.
    public enum Method: Sendable { case syn, udp }

    /// Hears of each port, once.
    public var onFinding: (PortFinding) -> Void = { _ in }
    /// Called between two looks at what came.
    public var onPause: () throws -> Void = {}
    /// How many ports it is known of, of how many.
    public var progress: (done: Int, total: Int) { (told, hosts.count * ports.count) }

    private let hosts: [IPAddress]
    private let ports: [UInt16]
    private let method: Method
    private let sourcePort: UInt16
    private let sequence: UInt32
    private var place = 0
    private var told = 0
    /// How many probes are on their way.
    private var open = 0
    /// Hosts that said of a port that nobody is there.
    private var talkative: Set<IPAddress> = []
    /// Ports of such hosts that said nothing, and are asked once more, slowly; and when the next one may be.
    private var again: [Probe] = []
    private var againPlace = 0
    private var repeated: Set<Probe> = []
    private var nextMoment: ContinuousClock.Instant?

    /// How long between two probes to hosts that send few errors: Linux tells one host of one in a second. icmp(7), `icmp_ratelimit`
    private static let errorPause = Duration.milliseconds(1050)

    /// - Parameter seed: what ports and numbers follow from.
    public init(_ hosts: [IPAddress], ports: [UInt16], method: Method, seed: UInt64) {
        self.hosts = hosts
        self.ports = ports
        self.method = method
        var random = SplitMix64(seed: seed)
        sourcePort = ProbeNumbers.port(&random)
        sequence = UInt32(truncatingIfNeeded: random.next())
    }

    public func next(at now: ContinuousClock.Instant) -> ProbeTurn {
        if place < hosts.count * ports.count {
            let (host, port) = (hosts[place / ports.count], ports[place % ports.count])
            place += 1
            open += 1
            return .probe(Probe(host, content(port)))
        }
        guard againPlace < again.count else { return open > 0 ? .later : .done }
        if let nextMoment, nextMoment > now { return .wait(until: nextMoment) }
        nextMoment = now + Self.errorPause
        againPlace += 1
        open += 1
        return .probe(again[againPlace - 1])
    }

    private func content(_ port: UInt16) -> Probe.Content {
        switch method {
        // Each its own number, so that an old answer is no new one.
        case .syn:
            .segment(from: sourcePort, to: port, sequence: sequence &+ UInt32(port) &* 0x1_0001, acknowledgment: nil)
        case .udp: .datagram(from: sourcePort, to: port, octets: DatagramGreeting.octets(for: port))
        }
    }

    public func answered(_ probe: Probe, by reply: ProbeReply, after delay: Duration, tries: Int) {
        open -= 1
        let finding = PortFinding(probe.destination, probe.port ?? 0, transport, reply, after: delay)
        if method == .udp, finding.state == .closed { talkative.insert(probe.destination) }
        tell(finding)
    }

    public func unanswered(_ probe: Probe) {
        open -= 1
        // Its host tells of closed ports, but not of many in a second.
        if talkative.contains(probe.destination), repeated.insert(probe).inserted { return again.append(probe) }
        let state = method == .syn ? PortState.filtered : .openOrFiltered
        tell(PortFinding(probe.destination, probe.port ?? 0, transport, state, reason: "no-response"))
    }

    public func undeliverable(_ probe: Probe, because reason: String) {
        open -= 1
        tell(PortFinding(probe.destination, probe.port ?? 0, transport, .unreachable, reason: reason))
    }

    public func paused() throws { try onPause() }

    private var transport: TransportKind { method == .udp ? .udp : .tcp }

    private func tell(_ finding: PortFinding) {
        told += 1
        onFinding(finding)
    }
}
