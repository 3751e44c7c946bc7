import Links
import PacketProtocols
import Packets
import Probes
import Sending
import Testing

@Suite("Asking")
struct AskerTests {
    private typealias Asking = Asker<ListedQuestions, FakeClock>

    /// An ICMP echo's reply: the addresses change places and the type becomes 0.
    private static func reply(_ question: [UInt8]) -> [UInt8] {
        var reply = question
        reply.replaceSubrange(26..<30, with: question[30..<34])
        reply.replaceSubrange(30..<34, with: question[26..<30])
        reply[34] = 0
        return reply
    }

    /// Steps until all is over. Where no frame has come the clock is turned to when the next step is due.
    private func finish(
        _ asker: inout Asking, _ clock: FakeClock, _ link: FakeLink, _ reports: inout KeptReports
    ) throws {
        while let next = try asker.step(&reports) {
            if next > clock.now, link.incoming.isEmpty { clock.turn(by: next - clock.now) }
        }
    }

    @Test("each answer comes with its question and the time between them, and those without answer are told of")
    func pairs() throws {
        let clock = FakeClock()
        let link = FakeLink(clock)
        link.answer = { $0[33] % 2 == 0 ? [(Self.reply($0), Int($0[33]) * 1000)] : [] }
        var options = AskOptions()
        options.retries = 0
        var asker = Asking(
            try ListedQuestions("ip(src=10.0.0.100,dst=10.0.0.0/29)/icmp(ident=9)"), by: link, hearing: link,
            clock: clock, options: options, in: .internet)
        var reports = KeptReports()
        try finish(&asker, clock, link, &reports)
        #expect(reports.pairs.map(\.number) == [0, 2, 4, 6])
        #expect(reports.pairs.map(\.delay) == [0, 2, 4, 6].map { .microseconds($0) })
        #expect(reports.silent == [1, 3, 5, 7])
        #expect(link.sent.count == 8 && clock.elapsed == .milliseconds(500))
        let tally = asker.tally
        #expect(tally.asked == 8 && tally.answered == 4 && tally.unanswered == 4 && tally.sent == 8)
    }

    @Test("a question that nobody answers is sent again, as often as was said, and the time counts from then")
    func retries() throws {
        let clock = FakeClock()
        let link = FakeLink(clock)
        var seen = 0
        link.answer = {
            seen += 1
            return seen == 3 ? [(Self.reply($0), 5000)] : []
        }
        var options = AskOptions()
        options.timeout = .milliseconds(200)
        options.retries = 3
        var asker = Asking(
            try ListedQuestions("ip(src=10.0.0.1,dst=10.0.0.2)/icmp(ident=9)"), by: link, hearing: link, clock: clock,
            options: options, in: .internet)
        var reports = KeptReports()
        try finish(&asker, clock, link, &reports)
        #expect(reports.pairs.map(\.tries) == [3] && reports.pairs.map(\.delay) == [.microseconds(5)])
        #expect(link.sent.count == 3 && clock.elapsed == .milliseconds(400) && reports.silent.isEmpty)
    }

    @Test("of questions that nothing tells apart the oldest is answered first, once each")
    func alike() throws {
        let clock = FakeClock()
        let link = FakeLink(clock)
        var options = AskOptions()
        options.retries = 0
        var asker = Asking(
            try ListedQuestions("ip(src=10.0.0.1,dst=10.0.0.2,ttl=[1..5])/icmp(ident=9)"), by: link, hearing: link,
            clock: clock, options: options, in: .internet)
        var reports = KeptReports()
        _ = try asker.step(&reports)
        #expect(link.sent.count == 5)
        for _ in 0..<3 { link.incoming.append((Self.reply(link.sent[0]), clock.time)) }
        try finish(&asker, clock, link, &reports)
        #expect(reports.pairs.map(\.number) == [0, 1, 2] && reports.silent == [3, 4])
    }

    @Test("an answer that comes again, or too late, or to nobody's question, is not counted")
    func strangers() throws {
        let clock = FakeClock()
        let link = FakeLink(clock)
        link.answer = { [(Self.reply($0), 1), (Self.reply($0), 2)] }
        var asker = Asking(
            try ListedQuestions("ip(src=10.0.0.1,dst=10.0.0.2)/icmp(ident=[1,2])"), by: link, hearing: link,
            clock: clock, in: .internet)
        var reports = KeptReports()
        link.incoming.append(([1, 2, 3], clock.time))
        try finish(&asker, clock, link, &reports)
        #expect(reports.pairs.count == 2 && asker.tally.answers == 2 && clock.elapsed == .zero)
        link.incoming.append((Self.reply(link.sent[0]), clock.time))
        try finish(&asker, clock, link, &reports)
        #expect(reports.pairs.count == 2)
    }

    @Test("all of a group that answer in time are heard")
    func groups() throws {
        let clock = FakeClock()
        let link = FakeLink(clock)
        link.answer = { question in
            ([1, 2, 3] as [UInt8]).map { member in
                var reply = Self.reply(question)
                reply.replaceSubrange(26..<30, with: [10, 0, 0, member])
                return (reply, Int(member))
            }
        }
        var asker = Asking(
            try ListedQuestions("ip(src=10.0.0.9,dst=224.0.0.1)/icmp"), by: link, hearing: link, clock: clock,
            in: .internet)
        var reports = KeptReports()
        try finish(&asker, clock, link, &reports)
        #expect(reports.pairs.map(\.answers) == [1, 2, 3] && reports.silent.isEmpty)
        #expect(asker.tally.answered == 1 && clock.elapsed == .milliseconds(500) && link.sent.count == 1)
    }

    @Test("where answers come soon missing ones are waited for less, a tenth of a second at least (RFC 6298)")
    func adapting() throws {
        let clock = FakeClock()
        let link = FakeLink(clock)
        // Twenty hosts answer after 100 us, twelve do not.
        link.answer = { $0[33] < 20 ? [(Self.reply($0), 100_000)] : [] }
        var options = AskOptions()
        options.adapts = true
        var asker = Asking(
            try ListedQuestions("ip(src=10.0.0.100,dst=10.0.0.0/27)/icmp(ident=9)"), by: link, hearing: link,
            clock: clock, options: options, in: .internet)
        var reports = KeptReports()
        try finish(&asker, clock, link, &reports)
        #expect(reports.pairs.count == 20 && reports.silent == Array(20..<32))
        #expect(clock.elapsed == .milliseconds(200))

        // Slow ones among them are waited for as they need.
        link.answer = { $0[33] < 20 ? [(Self.reply($0), Int($0[33]) * 10_000_000)] : [] }
        asker = Asking(
            try ListedQuestions("ip(src=10.0.0.100,dst=10.0.0.0/27)/icmp(ident=9)"), by: link, hearing: link,
            clock: clock, options: options, in: .internet)
        try finish(&asker, clock, link, &reports)
        #expect(reports.pairs.count == 40 && clock.elapsed > .milliseconds(600) && clock.elapsed <= .milliseconds(1200))

        // Few answers say nothing of the others.
        let before = clock.elapsed
        link.answer = { $0[33] < 7 ? [(Self.reply($0), 100_000)] : [] }
        asker = Asking(
            try ListedQuestions("ip(src=10.0.0.100,dst=10.0.0.0/27)/icmp(ident=9)"), by: link, hearing: link,
            clock: clock, options: options, in: .internet)
        try finish(&asker, clock, link, &reports)
        #expect(clock.elapsed - before == .seconds(1))
    }

    @Test("no more questions are open at once than there is room for")
    func limit() throws {
        let clock = FakeClock()
        let link = FakeLink(clock)
        var options = AskOptions()
        options.retries = 0
        options.limit = 10
        var asker = Asking(
            try ListedQuestions("ip(src=10.0.0.1,dst=10.1.0.0/26)/icmp(ident=9)"), by: link, hearing: link,
            clock: clock, options: options, in: .internet)
        var reports = KeptReports()
        _ = try asker.step(&reports)
        #expect(link.sent.count == 10)
        try finish(&asker, clock, link, &reports)
        #expect(link.sent.count == 64 && reports.silent == Array(0..<64) && clock.elapsed == .milliseconds(3500))
    }

    @Test("the rate holds for what is sent again, too")
    func rate() throws {
        let clock = FakeClock()
        let link = FakeLink(clock)
        var options = AskOptions()
        options.timeout = .milliseconds(10)
        options.rate = .packets(perSecond: 1000)
        var asker = Asking(
            try ListedQuestions("ip(src=10.0.0.1,dst=10.1.0.0/26)/icmp(ident=9)"), by: link, hearing: link,
            clock: clock, options: options, in: .internet)
        var reports = KeptReports()
        var last = 0
        while let next = try asker.step(&reports) {
            #expect(link.sent.count - last <= 1 || clock.elapsed == .zero)
            last = link.sent.count
            if next > clock.now { clock.turn(by: next - clock.now) }
        }
        #expect(link.sent.count == 128 && reports.silent.count == 64)
        #expect(clock.elapsed >= .milliseconds(127) && clock.elapsed < .milliseconds(150))
    }

    @Test("bits a second count what is sent, whatever sends it")
    func bits() throws {
        let clock = FakeClock()
        let link = FakeLink(clock)
        var options = AskOptions()
        options.timeout = .milliseconds(1)
        options.retries = 0
        // A frame of 42 octets takes 1 ms, and so does one that the source sends besides.
        options.rate = .bits(perSecond: 42 * 8 * 1000)
        var source = try ListedQuestions("ip(src=10.0.0.1,dst=10.1.0.0/28)/icmp(ident=9)")
        source.sendsBesides = 1
        var asker = Asking(source, by: link, hearing: link, clock: clock, options: options, in: .internet)
        var reports = KeptReports()
        try finish(&asker, clock, link, &reports)
        #expect(link.sent.count == 16 && link.sent.allSatisfy { $0.count == 42 })
        #expect(clock.elapsed >= .milliseconds(31) && clock.elapsed < .milliseconds(35))
    }

    @Test("a source that has to wait is asked again when it said, and what is asked already goes on meanwhile")
    func waitingSource() throws {
        let clock = FakeClock()
        let link = FakeLink(clock)
        var options = AskOptions()
        options.timeout = .milliseconds(10)
        options.retries = 1
        var source = try ListedQuestions("ip(src=10.0.0.1,dst=10.1.0.0/30)/icmp(ident=9)")
        // Two at once, then the others after 25 ms.
        source.pause = (after: 2, until: clock.now + .milliseconds(25))
        source.clock = clock
        var asker = Asking(source, by: link, hearing: link, clock: clock, options: options, in: .internet)
        var reports = KeptReports()
        var moments: [Duration] = []
        var seen = 0
        var steps = 0
        while let next = try asker.step(&reports) {
            steps += 1
            moments += Array(repeating: clock.elapsed, count: link.sent.count - seen)
            seen = link.sent.count
            if next > clock.now { clock.turn(by: next - clock.now) }
        }
        #expect(moments == [0, 0, 10, 10, 25, 25, 35, 35].map { .milliseconds($0) })
        #expect(reports.silent == [0, 1, 2, 3] && clock.elapsed == .milliseconds(45))
        // It does not ask in vain again and again.
        #expect(steps < 12)
    }

    @Test("every answer finds its own among four thousand open questions, in whatever order they come")
    func many() throws {
        var questions = OpenQuestions(timeout: .seconds(1), retries: 0, limit: .max)
        var dissection = Dissection()
        var random = SplitMix64(seed: 1)
        let now = ContinuousClock.now
        let sequence = try ForgeSequence(
            try ForgeExpression("ip(src=10.0.0.1,dst=10.1.0.1)/icmp(ident=[0..63],seq=[0..63])"))
        var replies: [[UInt8]] = []
        for index in 0..<sequence.count {
            let octets = try sequence.packet(at: index, random: &random).octets()
            Registry.standard.dissect(octets.raw, as: .ethernet, into: &dissection)
            let packet = PacketView(bytes: octets.raw, layers: dissection.layers, frame: FrameInfo())
            questions.open(
                octets, number: index, keys: packet.questionKeys, keepsOpen: false, sent: Timestamp(seconds: 0), at: now
            )
            replies.append(Self.reply(octets))
        }
        for (index, octets) in replies.enumerated().reversed() {
            Registry.standard.dissect(octets.raw, as: .ethernet, into: &dissection)
            let packet = PacketView(bytes: octets.raw, layers: dissection.layers, frame: FrameInfo())
            #expect(questions.answer(packet.answerKeys, at: Timestamp(seconds: 0))?.number == index)
        }
        #expect(questions.count == 0 && questions.nextDeadline == nil)
    }
}

extension [UInt8] {
    /// The octets, lent.
    fileprivate var raw: RawSpan {
        @_lifetime(borrow self) get { unsafe span.bytes }
    }
}
