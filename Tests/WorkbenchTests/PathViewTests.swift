import Packets
import Terminal
import Testing

@testable import Probes
@testable import Workbench

@Suite("The view of paths")
struct PathViewTests {
    private static let router = IPAddress.v4(IPv4Address(10, 77, 0, 1))
    private static let far = IPAddress.v4(IPv4Address(10, 77, 1, 10))

    private static func hop(_ number: Int, _ sender: IPAddress?, _ delay: Duration, isLast: Bool = false)
        -> PathNews.Finding
    {
        let meaning: ProbeReply.Meaning = isLast ? .echoReply : .error(type: 11, code: 0, isIPv6: false)
        let answer = sender.map { Trace.Answer(reply: ProbeReply(sender: $0, hopLimit: 64, meaning), delay: delay) }
        return .hop(Trace.Hop(number: number, answers: [answer]))
    }

    private static func bench(rows: Int = 24, columns: Int = 80) throws -> BenchTester {
        var bench = try BenchTester(rows: rows, columns: columns, capture: nil)
        bench.model.isFromCapture = false
        bench.press("4", "/")
        bench.press("Ctrl-U")
        bench.type("far")
        bench.press("Enter")
        return bench
    }

    private static func tell(_ bench: inout BenchTester, _ findings: PathNews.Finding...) {
        for finding in findings { bench.send(.message(.path(PathNews(generation: 1, finding: finding)))) }
    }

    @Test("Mean and deviation are those of all answers")
    func statistics() {
        var delays = DelayStatistics()
        for delay in [2.0, 4, 4, nil, 4, 5, 5, 7, 9] { delays.add(delay) }
        #expect((delays.sent, delays.received) == (9, 8))
        #expect(delays.mean == 5 && abs(delays.deviation - 2) < 1e-12)
        #expect((delays.best, delays.worst, delays.last) == (2, 9, 9))
        #expect(abs(delays.loss - 100.0 / 9) < 1e-9)
    }

    @Test("Each distance has its host and its figures", arguments: [(12, 40), (24, 80), (60, 200)])
    func hops(rows: Int, columns: Int) throws {
        var bench = try Self.bench(rows: rows, columns: columns)
        guard case .path(.trace(let order))? = bench.errands.last else {
            Issue.record("nothing is traced")
            return
        }
        #expect(order == PathOrder(target: "far", method: .icmp, isInLab: true, generation: 1))
        Self.tell(
            &bench, .address(Self.far), Self.hop(1, Self.router, .microseconds(500)),
            Self.hop(2, Self.far, .milliseconds(40), isLast: true), .round)
        Self.tell(&bench, Self.hop(1, nil, .zero), Self.hop(2, Self.far, .milliseconds(42), isLast: true), .round)
        let text = bench.screen.text
        #expect(text.contains("icmp to far (10.77.1.10)  round 2"))
        #expect(bench.lines.contains { $0.contains("router") && $0.contains("50.0 %") })
        #expect(bench.lines.contains { $0.contains("far (10.77.1") && $0.contains("0.0 %") })
        if columns >= 80 { #expect(bench.lines.contains { $0.contains("41.000") }) }
        #expect(bench.lines.allSatisfy { $0.count <= columns })
        // News of what was stopped mean nothing.
        bench.press("s")
        Self.tell(&bench, .round)
        #expect(bench.model.path.rounds == 2)
    }

    @Test("A host that answered from farther away, where an answer was lost, is not there twice")
    func end() throws {
        var bench = try Self.bench()
        Self.tell(
            &bench, Self.hop(1, Self.router, .zero), Self.hop(2, nil, .zero), Self.hop(3, Self.far, .zero, isLast: true)
        )
        #expect(bench.model.path.hops.count == 3)
        Self.tell(&bench, Self.hop(1, Self.router, .zero), Self.hop(2, Self.far, .zero, isLast: true))
        #expect(bench.model.path.hops.count == 2)
    }

    @Test("Ports fill a table, of which what is found very often is only counted")
    func ports() throws {
        var bench = try Self.bench()
        bench.press("p")
        guard case .path(.scan(let order))? = bench.errands.last else {
            Issue.record("nothing is scanned")
            return
        }
        var found = (1...100).map { PortFinding(Self.far, $0, .tcp, .closed, reason: "reset") }
        found[6] = PortFinding(Self.far, 7, .tcp, .open, reason: "syn-ack", delay: .milliseconds(40))
        let news = PathNews(generation: order.generation, finding: .ports(found, done: 100, total: 200))
        bench.send(.message(.path(news)))
        #expect(bench.screen.text.contains("1 open, 99 closed  100 of 200"))
        #expect(bench.model.path.listed.map(\.port) == [7])
        #expect(bench.lines.contains { $0.contains("7/tcp") && $0.contains("open") && $0.contains("40.000 ms") })
        bench.model.path.address = Self.far
        bench.press("Enter")
        #expect(bench.model.filter.text == "ip.addr == 10.77.1.10 and tcp.port == 7")
    }
}
