public import Packets

/// Finds out which hosts are there: neighbors by their hardware addresses, which no firewall hides, and others by an echo request, a
/// SYN to port 443 and an ACK to port 80. RFC 826, RFC 4861, RFC 792, RFC 9293
public final class HostDiscovery: ProbePlan {
    /// How hosts are asked.
    public enum Method: Sendable {
        /// Neighbors by their hardware addresses alone; who is no neighbor is not asked.
        case neighbors
        /// Neighbors so, and others as said.
        case all
    }

    /// Hears of each host that is there, once, as soon as it is known.
    public var onFinding: (HostFinding) -> Void = { _ in }
    /// Why a host is taken for absent, by the last that was heard of it; only of so many.
    public private(set) var absences: [IPAddress: String] = [:]
    /// Those that are there, in the order in which they were found.
    public private(set) var found: [HostFinding] = []
    /// How many probes were handed out, of how many.
    public var progress: (done: Int, total: Int) { (round * targets.count + place, rounds * targets.count) }
    /// Called between two looks at what came.
    public var onPause: () throws -> Void = {}

    private let targets: [IPAddress]
    private let method: Method
    private var present: Set<IPAddress> = []
    private var place = 0
    private var round = 0
    private let sourcePort: UInt16
    private let identifier: UInt16
    private let sequence: UInt32

    /// Of how many it is kept why they are absent.
    private static let absenceLimit = 256

    /// - Parameter seed: what ports and numbers follow from.
    public init(_ targets: [IPAddress], method: Method, seed: UInt64) {
        self.targets = targets
        self.method = method
        var random = SplitMix64(seed: seed)
        sourcePort = ProbeNumbers.port(&random)
        identifier = UInt16(truncatingIfNeeded: random.next())
        sequence = UInt32(truncatingIfNeeded: random.next())
    }

    /// How often each host is asked in a way of its own.
    private var rounds: Int { method == .neighbors ? 1 : 3 }

    public func next(at now: ContinuousClock.Instant) -> ProbeTurn {
        while true {
            if place == targets.count {
                round += 1
                place = 0
            }
            guard round < rounds, !targets.isEmpty else { return .done }
            let target = targets[place]
            place += 1
            if present.contains(target) { continue }
            return .probe(Probe(target, content))
        }
    }

    private var content: Probe.Content {
        switch round {
        case 0: .echo(identifier: identifier, sequence: 1, octets: [])
        case 1: .segment(from: sourcePort, to: 443, sequence: sequence, acknowledgment: nil)
        default: .segment(from: sourcePort, to: 80, sequence: sequence, acknowledgment: sequence &+ 0x1000)
        }
    }

    public func wants(_ probe: Probe) -> Bool { !present.contains(probe.destination) }

    public func resolved(_ neighbor: IPAddress, hardwareAddress: MACAddress?, after delay: Duration) {
        let protocolWord = if case .v4 = neighbor { "arp-response" } else { "nd-response" }
        guard let hardwareAddress, isTarget(neighbor) else { return }
        note(
            HostFinding(
                neighbor, isUp: true, reason: protocolWord, delay: delay, hardwareAddress: hardwareAddress))
    }

    public func answered(_ probe: Probe, by reply: ProbeReply, after delay: Duration, tries: Int) {
        switch reply.meaning {
        case .error where reply.sender != probe.destination: noteAbsence(of: probe.destination, reply.reason)
        default:
            note(
                HostFinding(
                    probe.destination, isUp: true, reason: reply.reason, delay: delay, hopLimit: reply.hopLimit))
        }
    }

    public func unanswered(_ probe: Probe) { noteAbsence(of: probe.destination, "no-response") }
    public func undeliverable(_ probe: Probe, because reason: String) { noteAbsence(of: probe.destination, reason) }
    public func paused() throws { try onPause() }

    /// A gateway that is asked for is not found by that.
    private func isTarget(_ address: IPAddress) -> Bool { targetSet.contains(address) }
    private lazy var targetSet = Set(targets)

    private func note(_ finding: HostFinding) {
        guard present.insert(finding.address).inserted else { return }
        absences[finding.address] = nil
        found.append(finding)
        onFinding(finding)
    }

    private func noteAbsence(of address: IPAddress, _ reason: String) {
        guard !present.contains(address), absences.count < Self.absenceLimit else { return }
        absences[address] = reason
    }
}

/// Numbers that probes come from.
enum ProbeNumbers {
    /// A port of those that are nobody's. RFC 6335 section 6
    static func port(_ random: inout SplitMix64) -> UInt16 { 49_152 + UInt16(random.next() % 16_000) }
}
