public import Packets

/// The way to a host: probes that may pass one router, two routers and so on, and who says that they may go no further.
///
/// All probes are of one flow, so that routers that share flows out over several ways send them all the same one: ports stay, and so
/// does the checksum of echo requests; what tells probes apart lies behind. Augustin et al., "Avoiding traceroute anomalies with Paris
/// traceroute", 2006.
public final class Trace: ProbePlan {
    /// What the probes are.
    public enum Method: String, Sendable, CaseIterable { case icmp, udp, tcp }

    public struct Options: Sendable {
        public var method = Method.icmp
        /// The first distance that is asked for, and the last, in routers.
        public var hops = 1...30
        /// How many probes go to each distance.
        public var probes = 3
        /// Whether a distance from which nothing came is asked once more, where something came from farther away. Who counts what is
        /// lost wants that not.
        public var asksAgain = true
        /// The port that UDP and TCP go to.
        public var port: UInt16

        public init(_ method: Method) {
            self.method = method
            port = method == .tcp ? 80 : 33_434
        }
    }

    /// Who is at one distance.
    public struct Hop: Sendable, Equatable {
        public var number: Int
        /// What came for each probe, in the order in which they were sent; `nil` where nothing did.
        public var answers: [Answer?]
        /// How many of the probes it is known of whether an answer comes.
        var settled = 0
        /// Whether it was asked a second time.
        var isRepeated = false

        /// How many got no answer.
        public var lost: Int { answers.count { $0 == nil } }
        /// Whether the host itself answered, or somebody said that it cannot be reached: nobody is farther.
        public var isLast: Bool { answers.contains { $0?.isLast ?? false } }
    }

    /// An answer to one probe.
    public struct Answer: Sendable, Equatable {
        public var reply: ProbeReply
        public var delay: Duration
        var isLast: Bool { !reply.isTimeExceeded }
    }

    /// Hears of each distance, the nearest first, as soon as all its probes are answered or over.
    public var onHop: (Hop) throws -> Void = { _ in }
    /// Why probes could not be sent.
    public private(set) var obstacle: String?
    /// Whether the host itself answered.
    public private(set) var isReached = false

    private let destination: IPAddress
    private let options: Options
    private var hops: [Hop]
    /// How many were told of, and how many probes were sent.
    private var told = 0
    private var sent = 0
    /// Probes that are sent once more.
    private var repeats: [Int] = []
    /// The nearest distance behind which nobody is.
    private var end: Int
    private let sourcePort: UInt16
    private let identifier: UInt16
    private let sequence: UInt32

    /// - Parameter seed: what ports and numbers follow from.
    public init(to destination: IPAddress, _ options: Options, seed: UInt64) {
        self.destination = destination
        self.options = options
        hops = options.hops.map { Hop(number: $0, answers: Array(repeating: nil, count: max(1, options.probes))) }
        end = hops.count
        var random = SplitMix64(seed: seed)
        sourcePort = ProbeNumbers.port(&random)
        identifier = UInt16(truncatingIfNeeded: random.next())
        // The numbers of probes fill its last octets.
        sequence = UInt32(truncatingIfNeeded: random.next()) & 0xffff_0000
    }

    /// Whether all is known.
    public var isComplete: Bool { told >= end || obstacle != nil }

    public func next(at now: ContinuousClock.Instant) -> ProbeTurn {
        guard !isComplete else { return .done }
        if let number = repeats.popLast() { return .probe(probe(number)) }
        guard sent / max(1, options.probes) < end else { return .later }
        sent += 1
        return .probe(probe(sent - 1))
    }

    private func probe(_ number: Int) -> Probe {
        let hop = hops[number / max(1, options.probes)]
        return Probe(
            destination, hopLimit: UInt8(clamping: hop.number), content(UInt16(truncatingIfNeeded: number)))
    }

    private func content(_ number: UInt16) -> Probe.Content {
        switch options.method {
        // The two words' sum is always the same, and so is the checksum.
        case .icmp: .echo(identifier: identifier, sequence: number, octets: Self.word(~number))
        case .udp: .datagram(from: sourcePort, to: options.port, octets: Self.word(number))
        case .tcp:
            .segment(from: sourcePort, to: options.port, sequence: sequence | UInt32(number), acknowledgment: nil)
        }
    }

    private static func word(_ value: UInt16) -> [UInt8] {
        [UInt8(truncatingIfNeeded: value >> 8), UInt8(truncatingIfNeeded: value)]
    }

    /// Which probe one was, from 0; `nil` where it is none of ours.
    private func number(of probe: Probe) -> Int? {
        let number: UInt16
        switch probe.content {
        case .echo(_, let sequence, _): number = sequence
        case .segment(_, _, let sequence, _): number = UInt16(truncatingIfNeeded: sequence)
        case .datagram(_, _, let octets):
            guard octets.count == 2 else { return nil }
            number = UInt16(octets[0]) << 8 | UInt16(octets[1])
        }
        return Int(number) < sent ? Int(number) : nil
    }

    public func answered(_ probe: Probe, by reply: ProbeReply, after delay: Duration, tries: Int) {
        settle(probe, Answer(reply: reply, delay: delay))
    }

    public func unanswered(_ probe: Probe) { settle(probe, nil) }

    public func undeliverable(_ probe: Probe, because reason: String) { obstacle = reason }

    private func settle(_ probe: Probe, _ answer: Answer?) {
        guard let number = number(of: probe) else { return }
        let (hop, place) = number.quotientAndRemainder(dividingBy: max(1, options.probes))
        hops[hop].answers[place] = answer
        hops[hop].settled += 1
        guard let answer else { return repeatIfLost(hop) }
        guard answer.isLast else { return }
        end = min(end, hop + 1)
        if !answer.reply.isUnreachable || answer.reply.sender == destination { isReached = true }
    }

    /// Asks once more for a distance from which nothing came, though something came from farther away: a router drops what comes while
    /// it asks for the next one's address, and the way would look longer than it is.
    private func repeatIfLost(_ hop: Int) {
        guard options.asksAgain, !hops[hop].isRepeated, hops[hop].settled == hops[hop].answers.count, hop + 1 < end,
            hops[hop].lost == hops[hop].answers.count,
            hops[(hop + 1)...].contains(where: { $0.lost < $0.answers.count })
        else { return }
        hops[hop].isRepeated = true
        hops[hop].settled = 0
        let first = hop * hops[hop].answers.count
        repeats = (first..<first + hops[hop].answers.count).reversed() + repeats
    }

    public func paused() throws {
        while told < end, hops[told].settled == hops[told].answers.count {
            told += 1
            try onHop(hops[told - 1])
        }
    }
}
