import Lab
import Links
import PacketPresenters
import Packets
import Probes
import Sending
import Synchronization
import SystemCalls
import Terminal

/// Sends what was forged and listens to what answers, on a thread of its own.
final class ForgeEngine {
    /// By what packets leave.
    enum Way {
        case lab(LabWatch)
        case interface(String)
        /// A capture is looked at.
        case none
    }

    private let way: Way
    private let registry: Registry
    private let mailbox: Mailbox<BenchMessage>
    /// The host of the workbench in the lab; made when it is first needed.
    private var station: StationBox?
    private var sending: ForgeSending?

    init(_ way: Way, _ registry: Registry, _ mailbox: Mailbox<BenchMessage>) {
        self.way = way
        self.registry = registry
        self.mailbox = mailbox
    }

    func end() { sending?.stop() }

    func perform(_ errand: ForgeErrand) {
        switch errand {
        case .stop: sending?.stop()
        case .send(let order):
            do { try send(order) } catch { mailbox.post(.forge(.failed("\(error)", generation: order.generation))) }
        case .recipes: mailbox.post(.forge(.recipes(RecipeFolder.all())))
        case .saveRecipe(let name, let expression):
            do {
                let path = try RecipeFolder.save(expression, as: name)
                mailbox.post(.done("written to \(path)"))
            } catch { mailbox.post(.failed("\(error)")) }
        }
    }

    private func send(_ order: ForgeOrder) throws {
        // One at a time: the lab's station belongs to one thread.
        sending?.stop()
        let before = sending
        var name: String?
        switch way {
        case .none:
            throw SendingError(.noInterface, "a capture is looked at; without -r, or with -i, there is a link")
        case .interface(let interface): name = interface
        case .lab(let lab):
            if station == nil {
                let (link, addresses) = try lab.plug()
                station = StationBox(Station(link, addresses: addresses, gateways: Lab.gateways))
            }
        }
        let sending = try ForgeSending(order, interface: name, station, registry, mailbox)
        self.sending = sending
        sending.begin(after: before)
    }
}

/// Hands the station from one thread that sends to the next; the one before has ended by then.
private final class StationBox: @unchecked Sendable {
    let station: Station
    init(_ station: Station) { self.station = station }
}

/// One order on its way.
private final class ForgeSending: Sendable {
    private let order: ForgeOrder
    private let interface: String?
    private let station: StationBox?
    private let registry: Registry
    private let mailbox: Mailbox<BenchMessage>
    private let isStopped = Atomic(false)
    private let isOver = Atomic(false)
    /// Rung when it is to end, and when it has.
    private let alarm: LinkAlarm

    /// How long an answer is waited for where its protocol says nothing.
    private static let patience = Duration.seconds(1)

    init(
        _ order: ForgeOrder, interface: String?, _ station: StationBox?, _ registry: Registry,
        _ mailbox: Mailbox<BenchMessage>
    ) throws(LinkError) {
        self.order = order
        self.interface = interface
        self.station = station
        self.registry = registry
        self.mailbox = mailbox
        alarm = try LinkAlarm()
    }

    func stop() {
        isStopped.store(true, ordering: .relaxed)
        alarm.ring()
    }

    func begin(after before: ForgeSending?) {
        System.startThread(named: "ibuki-forge") { [self] in
            before?.wait()
            defer { isOver.store(true, ordering: .releasing) }
            do {
                try run()
            } catch { mailbox.post(.forge(.failed("\(error)", generation: order.generation))) }
        }
    }

    /// Waits until it has ended, which it does soon once it was stopped.
    private func wait() {
        while !isOver.load(ordering: .acquiring) { System.sleep(.milliseconds(1)) }
    }

    private func run() throws {
        let seed = UInt64.random(in: 0 ... .max)
        var options = AskOptions()
        options.timeout = order.sequence.answerTime ?? Self.patience
        options.retries = 0
        options.rate = order.rate.map { .packets(perSecond: $0) }
        var link = PacketSocketOptions.sending
        link.patience = .milliseconds(100)
        var packets = try OutgoingPackets(
            order.sequence, by: interface, as: station?.station.host, seed: seed, options: link, in: registry)
        if order.tellsApart { packets.tellApart(from: seed) }
        let sender = packets.link
        let receiver: any Link
        if let station {
            receiver = station.station.hear()
        } else {
            var options = PacketSocketOptions()
            options.handoverDelay = .milliseconds(1)
            options.direction = .inbound
            receiver = try PacketSocketLink(sender.name, options: options)
        }
        var reporter = ForgeReporter(order.generation, mailbox, registry)
        var asker = Asker(
            ForgedQuestions(packets, rounds: order.rounds), by: sender, hearing: receiver, clock: HostClock(),
            options: options, in: registry)
        try asker.run(&reporter, waking: [alarm.readEnd], until: { isStopped.load(ordering: .relaxed) })
        let tally = asker.tally
        mailbox.post(
            .forge(
                .over(
                    ForgeTally(
                        asked: tally.asked, answered: tally.answered, answers: tally.answers,
                        undeliverable: asker.source.undeliverable, obstacle: asker.source.obstacle.map { "\($0)" }),
                    generation: order.generation)))
    }
}

/// Tells the forge of answers as they come.
private struct ForgeReporter: AskReporter {
    private let generation: Int
    private let mailbox: Mailbox<BenchMessage>
    private var lines: LinePresenter
    /// How many were told of: of a flood the first are enough.
    private var told = 0
    private static let most = 10_000

    init(_ generation: Int, _ mailbox: Mailbox<BenchMessage>, _ registry: Registry) {
        self.generation = generation
        self.mailbox = mailbox
        var options = LineOptions()
        options.showsAbsoluteSequence = true
        lines = LinePresenter(options: options)
    }

    mutating func answered(_ question: Question, by answer: inout PacketView, after delay: Duration) throws {
        lines.removeAll()
        lines.appendSummary(of: &answer)
        let octets = unsafe answer.bytes.withUnsafeBytes { unsafe Array($0) }
        tell(
            ForgeAnswer(
                question: question.number + 1, line: String(decoding: lines.text),
                delay: Int64(clamping: Int(delay / .nanoseconds(1))), octets: octets))
    }

    mutating func unanswered(_ question: Question) throws {
        tell(ForgeAnswer(question: question.number + 1, line: "no answer"))
    }

    mutating func undeliverable(_ question: Question, because reason: String) throws {
        tell(ForgeAnswer(question: question.number + 1, line: "not sent: \(reason)"))
    }

    mutating func paused() throws {}

    private mutating func tell(_ answer: ForgeAnswer) {
        guard told < Self.most else { return }
        told += 1
        mailbox.post(.forge(.answer(answer, generation: generation)))
    }
}
