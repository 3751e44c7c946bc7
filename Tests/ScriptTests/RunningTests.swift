import Script
import Testing

@Suite("Running scripts")
struct RunningTests {
    @Test(
        "what is not as a line says is told with the field and both packets",
        arguments: [
            (
                "+0 write(4, ..., 100) = 100\n+0 > P. 1:101(100) ack 1 win 17",
                "tcp_window_size: expected: 17 vs actual: 4096"
            ),
            ("+0 write(4, ..., 100) = 100\n+0 > . 1:101(100) ack 1", "tcp_psh: expected: 0 vs actual: 1"),
            ("+0 write(4, ..., 100) = 100\n+0 > P. 2:102(100) ack 1", "tcp_seq: expected: 2 vs actual: 1"),
            ("+0 write(4, ..., 100) = 100\n+0 > P. 1:100(99) ack 1", "tcp_payload_length: expected: 99 vs actual: 100"),
            ("+0 write(4, ..., 100) = 100\n+0 > P. 1:101(100) ack 2", "tcp_ack_seq: expected: 2 vs actual: 1"),
            (
                "+0 < P. 11:21(10) ack 1 win 257\n+0 > . 1:1(0) ack 1 <nop,nop,sack 11:20>",
                "tcp_options: expected: <nop,nop,sack 11:20> vs actual: <nop,nop,sack 11:21>"
            ),
            ("+0 write(4, ..., 100) = 100\n+0 > udp (5)", "ipv4_protocol: expected: udp vs actual: tcp"),
            ("+0 write(4, ..., 100) = 100\n+0 > [ce] P. 1:101(100) ack 1", "ipv4_ecn: expected: ce vs actual: noecn"),
        ])
    func fields(_ lines: String, _ expected: String) {
        let failure = LanguageTests.failure(LanguageTests.connection(lines))
        #expect(failure.hasPrefix("a.pkt:9: error handling packet: live packet field \(expected)\n"), "\(failure)")
        #expect(failure.contains("\nscript packet: 0.100000 > ") && failure.contains("\nactual packet: 0.100000 > "))
    }

    @Test(
        "times, results and assertions are compared, and nothing is left over",
        arguments: [
            (
                "+0 write(4, ..., 100) = 100\n+.1 > P. 1:101(100) ack 1",
                "9: error handling packet: timing error: expected outbound packet at 0.200000 sec but happened at 0.100000 sec; tolerance 0.004000 sec"
            ),
            (
                "+0 > . 1:1(0) ack 1",
                "8: error handling packet: timing error: expected outbound packet at 0.100000 sec, and none left until 0.104000 sec"
            ),
            ("+0 write(4, ..., 100) = 100", "8: the script ends, and a packet left that no line expects"),
            ("+0 write(4, ..., 100) = 99", "8: runtime error in write call: expected result 99 but got 100"),
            (
                "+0 read(9, ..., 100) = 0",
                "8: runtime error in read call: expected result 0 but got -1 with errno 9 EBADF"
            ),
            ("+0 read(4, ..., 100) = 5", "8: runtime error in read call: it would wait"),
            (
                "+0...0.2 read(4, ..., 100) = 5",
                "8: timing error: expected read call to be done at 0.300000 sec, and it still"
            ),
            (
                "+0...0.3 read(4, ..., 100) = 10\n+.1 < P. 1:11(10) ack 1 win 257",
                "8: timing error: expected read call to be done at 0.400000 sec but it was at 0.200000 sec"
            ),
            ("+0 setsockopt(4, SOL_TCP, TCP_FOO, [1], 4) = 0", "8:4: not supported by the stack yet: TCP_FOO"),
            (
                "+0 %{ assert tcpi_snd_cwnd == 11, 'why' }%",
                "8: assertion failed: tcpi_snd_cwnd == 11: why\ntcpi_snd_cwnd = 10"
            ),
            ("+0 %{ assert tcpi_foo == 1 }%", "8: nothing is called 'tcpi_foo' here"),
            ("+0 %{ assert 1 / 0 }%", "8: it is divided by zero"),
            ("0.05 close(4) = 0", "8: the line is for 0.050000, and the one before was at 0.100000"),
            ("+0 `sysctl -q net.ipv4.tcp_retries2=3`", "8:1: settings are fixed once the stack runs"),
            (
                "+0 poll([{fd=4, events=POLLIN, revents=0}], 1, 0) = 1",
                "8: runtime error in poll call: expected result 1 but got 0"
            ),
        ])
    func differences(_ lines: String, _ expected: String) {
        let failure = LanguageTests.failure(LanguageTests.connection(lines))
        #expect(failure.hasPrefix("a.pkt:\(expected)"), "\(failure)")
    }

    @Test("who is told to lets packets leave that no line expects, behind those that do")
    func ignoresRest() throws {
        var options = ScriptOptions()
        options.ignoresRest = true
        try Script(LanguageTests.connection("+0 write(4, ..., 100) = 100"), name: "a.pkt", options: options).run()
    }

    @Test("segments are taken as one where a longer one is expected, unless a script is strict")
    func joins() {
        let lines = LanguageTests.connection("+0 write(4, ..., 2000) = 2000\n+0 > P. 1:2001(2000) ack 1")
        #expect(LanguageTests.failure(lines) == "fine")
        #expect(LanguageTests.failure("--strict_segments\n" + lines).contains("tcp_psh: expected: 1 vs actual: 0"))
    }

    @Test("a script that waits does not take the time that it waits")
    func virtualTime() throws {
        let text = LanguageTests.connection("+86400 write(4, ..., 100) = 100\n+0 > P. 1:101(100) ack 1")
        var steps: [String] = []
        try Script(text, name: "long.pkt").run { steps.append("\($0)") }
        #expect(steps.last == "86400.100000 > P. 1:101(100) ack 1 win 4096")
    }

    @Test("the same script gives the same octets, each time")
    func repeatable() throws {
        let script = try Script(
            LanguageTests.connection("+0 write(4, ..., 5000) = 5000\n+0 > P. 1:5001(5000) ack 1"), name: "a.pkt")
        var runs: [[UInt8]] = [[], []]
        for index in 0..<2 {
            try script.run { step in
                if case .packet(_, _, let octets, _) = step { runs[index] += octets }
            }
        }
        #expect(runs[0] == runs[1] && runs[0].count > 5000)
    }
}
