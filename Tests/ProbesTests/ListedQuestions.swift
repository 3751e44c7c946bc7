import Links
import Packets
import Probes

/// Questions from an expression.
struct ListedQuestions: QuestionSource {
    private let sequence: ForgeSequence
    private var position = 0
    private var random = SplitMix64(seed: 1)

    init(_ expression: String) throws { sequence = try ForgeSequence(try ForgeExpression(expression)) }

    mutating func take(_ limit: Int, into batch: inout FrameBatch) throws -> Bool {
        for _ in 0..<min(limit, sequence.count - position) {
            let octets = try sequence.packet(at: position, random: &random).octets()
            unsafe batch.append(octets.span.bytes)
            position += 1
        }
        return position < sequence.count
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
