import Packets
import Probes
import Testing

@Suite("Tracing")
struct TraceTests {
    private static let host = IPAddress.v4(IPv4Address(10, 0, 9, 9))

    private static func router(_ hop: UInt8) -> ProbeReply {
        ProbeReply(
            sender: .v4(IPv4Address(10, 0, 0, hop)), hopLimit: 64, .error(type: 11, code: 0, isIPv6: false))
    }

    /// All probes that a trace wants now.
    private func take(_ trace: Trace) -> [Probe] {
        var probes: [Probe] = []
        while case .probe(let probe) = trace.next(at: .now) { probes.append(probe) }
        return probes
    }

    /// - Returns: what was told, as text.
    private func tell(_ trace: Trace) throws -> [String] {
        var lines: [String] = []
        trace.onHop = { hop in
            let senders = hop.answers.map { $0.map { "\($0.reply.sender)" } ?? "*" }
            lines.append("\(hop.number) \(senders.joined(separator: " "))")
        }
        try trace.paused()
        return lines
    }

    @Test(
        "all probes are of one flow: ports stay, and the checksum of echo requests; what tells them apart lies behind",
        arguments: Trace.Method.allCases)
    func flow(method: Trace.Method) throws {
        var options = Trace.Options(method)
        options.hops = 1...20
        let probes = take(Trace(to: Self.host, options, seed: 3))
        #expect(probes.count == 60 && probes.map(\.hopLimit) == (1...20).flatMap { [$0, $0, $0] })
        var flows: Set<[Int]> = []
        for probe in probes {
            switch probe.content {
            case .echo(let identifier, let sequence, let octets):
                var sum = Int(sequence) + Int(identifier)
                for (place, octet) in octets.enumerated() { sum += Int(octet) << (place % 2 == 0 ? 8 : 0) }
                flows.insert([Int(identifier), sum])
            case .segment(let from, let to, _, nil), .datagram(let from, let to, _): flows.insert([Int(from), Int(to)])
            default: Issue.record("an ACK is no probe of the way")
            }
        }
        #expect(flows.count == 1 && Set(probes).count == 60)
    }

    @Test(
        "hops are told of in their order, as soon as all of one is known, up to the host; what lies behind is not waited for"
    )
    func order() throws {
        var options = Trace.Options(.udp)
        options.probes = 2
        let trace = Trace(to: Self.host, options, seed: 1)
        let probes = take(trace)
        #expect(probes.count == 60)
        trace.answered(probes[2], by: Self.router(2), after: .milliseconds(3), tries: 1)
        trace.answered(probes[3], by: Self.router(2), after: .milliseconds(3), tries: 1)
        trace.answered(probes[0], by: Self.router(1), after: .milliseconds(1), tries: 1)
        #expect(try tell(trace).isEmpty && !trace.isComplete)
        trace.unanswered(probes[1])
        #expect(try tell(trace) == ["1 10.0.0.1 *", "2 10.0.0.2 10.0.0.2"])
        let arrived = ProbeReply(sender: Self.host, hopLimit: 61, .error(type: 3, code: 3, isIPv6: false))
        for index in 4..<10 { trace.answered(probes[index], by: arrived, after: .milliseconds(4), tries: 1) }
        #expect(try tell(trace) == ["3 10.0.9.9 10.0.9.9"])
        #expect(trace.isComplete && trace.isReached && trace.next(at: .now) == .done)
    }

    @Test("a hop from which nothing came is asked once more where something came from farther away, and only then")
    func repeated() throws {
        var options = Trace.Options(.icmp)
        options.hops = 1...4
        options.probes = 2
        let trace = Trace(to: Self.host, options, seed: 1)
        let probes = take(trace)
        let arrived = ProbeReply(sender: Self.host, hopLimit: 61, .echoReply)
        for index in [0, 1, 4, 5] { trace.unanswered(probes[index]) }
        #expect(take(trace).isEmpty)
        trace.answered(probes[6], by: arrived, after: .milliseconds(9), tries: 1)
        trace.unanswered(probes[7])
        trace.unanswered(probes[2])
        trace.unanswered(probes[3])
        // Of the others it was known too early that nothing comes.
        #expect(take(trace) == [probes[2], probes[3]])
        for index in [2, 3] { trace.answered(probes[index], by: arrived, after: .milliseconds(9), tries: 1) }
        #expect(try tell(trace) == ["1 * *", "2 10.0.9.9 10.0.9.9"] && trace.isComplete)
    }

    @Test("a router that says that the host cannot be reached ends the way, and the host was not reached")
    func refused() throws {
        var options = Trace.Options(.tcp)
        options.probes = 1
        let trace = Trace(to: Self.host, options, seed: 1)
        let probes = take(trace)
        let refusal = ProbeReply(
            sender: .v4(IPv4Address(10, 0, 0, 1)), hopLimit: 64, .error(type: 3, code: 1, isIPv6: false))
        trace.answered(probes[0], by: refusal, after: .milliseconds(1), tries: 1)
        #expect(try tell(trace) == ["1 10.0.0.1"] && trace.isComplete && !trace.isReached)
        #expect(refusal.reason == "host-unreach")
    }
}
