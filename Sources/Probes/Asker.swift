public import Links
public import Packets
internal import Sending

/// Sends questions and finds their answers among what a link receives.
///
/// The link on which answers come is open before the first question leaves. `step` does what there is to do now and says
/// when to come back; `run` waits in between.
public struct Asker<Source: QuestionSource & ~Copyable, Clock: AskClock>: ~Copyable {
    /// What has come of it so far.
    public private(set) var tally = AskTally()

    /// Where the questions come from.
    public private(set) var source: Source
    private let clock: Clock
    private let sender: any Link
    private let receiver: any Link
    private let registry: Registry
    private let options: AskOptions
    private var questions: OpenQuestions
    private var batch = FrameBatch()
    private var dissection = Dissection()
    /// What the source said last.
    private var supply = QuestionSupply(hasMore: true)
    /// When the next packet may be sent; `nil` before the first.
    private var turn: ContinuousClock.Instant?

    /// How many questions are made between two looks at what came.
    private static var batchSize: Int { 32 }

    /// - Parameters:
    ///   - sender: what questions are sent by.
    ///   - receiver: where answers come: another link on the same interface, or the same.
    public init(
        _ source: consuming Source, by sender: any Link, hearing receiver: any Link, clock: Clock,
        options: AskOptions = AskOptions(), in registry: Registry
    ) {
        self.source = source
        self.clock = clock
        self.sender = sender
        self.receiver = receiver
        self.registry = registry
        self.options = options
        questions = OpenQuestions(
            timeout: options.timeout, retries: options.retries, limit: options.limit, adapts: options.adapts)
    }

    /// Asks everything and waits for the answers.
    ///
    /// - Parameters:
    ///   - descriptors: others to wake for when they are readable.
    ///   - isStopped: asked whenever it woke, whether to end before everything was asked and answered.
    /// - Throws: `LinkError`, and what the source and the reporter throw.
    public mutating func run(
        _ reporter: inout some AskReporter, waking descriptors: [Int32] = [], until isStopped: () -> Bool = { false }
    ) throws {
        let waiter = try LinkWaiter()
        while !isStopped(), let next = try step(&reporter) {
            if next > clock.now {
                let links = source.link.map { [receiver, $0] } ?? [receiver]
                _ = try waiter.wait(for: links, or: descriptors, until: next)
            }
            try reporter.paused()
        }
    }

    /// Takes what came, closes what is over, and sends what may be sent.
    ///
    /// - Returns: when there is more to do, unless a frame comes before; `nil` when everything is over.
    /// - Throws: `LinkError`, and what the source and the reporter throw.
    public mutating func step(_ reporter: inout some AskReporter) throws -> ContinuousClock.Instant? {
        try receive(&reporter)
        try close(&reporter)
        try send(&reporter)
        let turn = turn ?? clock.now
        // What is sent again waits for its turn too.
        let deadline = questions.nextDeadline.map { max($0, turn) }
        guard supply.hasMore, questions.room > 0 else { return deadline }
        guard let moment = supply.waitsUntil else { return turn }
        return max(turn, min(moment, deadline ?? moment))
    }

    private mutating func receive(_ reporter: inout some AskReporter) throws {
        let receiver = receiver
        while let frame = try receiver.receive() {
            registry.dissect(frame.bytes, as: receiver.linkType, into: &dissection)
            let details = frame.details
            let info = FrameInfo(
                number: tally.answers + 1, timestamp: details.timestamp, capturedLength: frame.bytes.byteCount,
                originalLength: details.originalLength, linkType: receiver.linkType)
            var packet = PacketView(bytes: frame.bytes, layers: dissection.layers, frame: info)
            guard let question = questions.answer(packet.answerKeys, at: details.timestamp) else { continue }
            tally.answers += 1
            if question.answers == 1 { tally.answered += 1 }
            try reporter.answered(question, by: &packet, after: question.delay(of: details.timestamp))
        }
    }

    private mutating func close(_ reporter: inout some AskReporter) throws {
        while true {
            guard isTurn else { return }
            switch questions.next(at: clock.now, time: clock.time) {
            case nil: return
            case .again(let question):
                tally.sent += 1
                takeTurn(frames: 1, octets: question.octets.count)
                try Self.send(question.octets, by: sender)
            case .over(let question): if question.answers == 0 { try reporter.unanswered(question) }
            }
        }
    }

    private mutating func send(_ reporter: inout some AskReporter) throws {
        var left = min(Self.batchSize, questions.room)
        while left > 0, supply.hasMore, isTurn {
            batch.removeAll()
            // How many may leave now is known from one to the next where there is a rate.
            supply = try source.take(options.rate == nil ? left : 1, into: &batch)
            takeTurn(frames: supply.sentFrames, octets: supply.sentOctets)
            for (octets, reason) in supply.undeliverable {
                let question = Question(
                    number: 0, octets: octets, keys: keys(of: octets), wantsMore: false, sent: clock.time, tries: 0)
                try reporter.undeliverable(question, because: reason)
            }
            for index in 0..<batch.count {
                let octets = batch[index].octets(0, batch[index].byteCount)
                // Each is stamped on its own: the last of a batch leaves well after the first.
                questions.open(
                    octets, number: tally.asked, keys: keys(of: octets), keepsOpen: options.waitsForMore,
                    sent: clock.time, at: clock.now)
                tally.asked += 1
                tally.sent += 1
                takeTurn(frames: 1, octets: octets.count)
                try Self.send(octets, by: sender)
            }
            if options.rate == nil || supply.waitsUntil != nil { return }
            left -= 1
        }
    }

    private mutating func keys(of octets: [UInt8]) -> ExchangeKeys {
        let bytes = unsafe octets.span.bytes
        registry.dissect(bytes, as: sender.linkType, into: &dissection)
        return PacketView(bytes: bytes, layers: dissection.layers, frame: FrameInfo()).questionKeys
    }

    private static func send(_ octets: [UInt8], by link: any Link) throws(LinkError) {
        unsafe try link.send(octets.span.bytes)
    }

    /// Whether the next packet may be sent now.
    private var isTurn: Bool { turn.map { $0 <= clock.now } ?? true }

    /// Moves the turn on by what is sent. What was missed is made up for, but no more than a tenth of a second's worth.
    private mutating func takeTurn(frames: Int, octets: Int) {
        guard let rate = options.rate, frames > 0 else { return }
        let now = clock.now
        turn = max(turn ?? now, now - .milliseconds(100)) + rate.time(frames: frames, octets: octets)
    }
}
