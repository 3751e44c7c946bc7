import Links
import PacketProtocols
import Packets
import Probes
import Sending

/// Questions from an expression.
struct ListedQuestions: QuestionSource {
    private let sequence: ForgeSequence
    private var position = 0
    private var random = SplitMix64(seed: 1)
    /// Frames of 42 octets that it says it sent itself for each of its own.
    var sendsBesides = 0
    /// After how many questions it has no more before a moment.
    var pause: (after: Int, until: ContinuousClock.Instant)?
    var clock: FakeClock?

    init(_ expression: String) throws { sequence = try ForgeSequence(try ForgeExpression(expression)) }

    mutating func take(_ limit: Int, into batch: inout FrameBatch) throws -> QuestionSupply {
        let before = position
        if let pause, let clock, position >= pause.after, clock.now < pause.until {
            return QuestionSupply(hasMore: true, waitsUntil: pause.until)
        }
        let end = pause.map { position < $0.after ? $0.after : sequence.count } ?? sequence.count
        for _ in 0..<min(limit, end - position) {
            let octets = try sequence.packet(at: position, random: &random).octets()
            unsafe batch.append(octets.span.bytes)
            position += 1
        }
        var supply = QuestionSupply(hasMore: position < sequence.count)
        supply.sentFrames = (position - before) * sendsBesides
        supply.sentOctets = supply.sentFrames * 42
        return supply
    }
}

/// Keeps what it is told.
struct KeptReports: AskReporter {
    struct Pair { var number: Int, tries: Int, answers: Int, answer: [UInt8], delay: Duration }
    var pairs: [Pair] = []
    var silent: [Int] = []

    mutating func answered(_ question: Question, by answer: inout PacketView, after delay: Duration) {
        pairs.append(
            Pair(
                number: question.number, tries: question.tries, answers: question.answers,
                answer: answer.bytes.octets(0, answer.bytes.byteCount), delay: delay))
    }

    mutating func paused() {}
    mutating func unanswered(_ question: Question) { silent.append(question.number) }
}
