import PacketFilters
import Packets
import Probes
import Sending

/// Shows answers on standard output as they come.
struct AnswerReporter: AskReporter {
    /// Chooses the answers that are shown; all when `nil`.
    var filter: DisplayFilter?
    /// Whether questions that nobody answered are shown too.
    var showsUnanswered = false
    private var lines: AnswerText
    private var json: AnswerJSON?
    private var text = TextBuffer()

    /// - Parameter isJSON: whether objects are written, not lines.
    init(_ registry: Registry, linkType: LinkType, isJSON: Bool) {
        lines = AnswerText(registry, linkType: linkType)
        json = isJSON ? AnswerJSON(registry, linkType: linkType) : nil
    }

    mutating func answered(_ question: Question, by answer: inout PacketView, after delay: Duration) throws {
        guard filter?.matches(&answer) ?? true else { return }
        if json != nil {
            json?.append(question, &answer, after: delay, to: &text)
        } else {
            lines.append(question, &answer, after: delay, to: &text)
        }
        try drain()
    }

    mutating func unanswered(_ question: Question) throws { try show(question, because: nil) }

    mutating func undeliverable(_ question: Question, because reason: String) throws {
        try show(question, because: reason)
    }

    private mutating func show(_ question: Question, because reason: String?) throws {
        guard showsUnanswered else { return }
        if json != nil {
            json?.append(unanswered: question, because: reason, to: &text)
        } else {
            lines.append(unanswered: question, because: reason, to: &text)
        }
        try drain()
    }

    mutating func paused() throws { try drain(always: true) }

    /// Tells what came of it all: an object among the others, or a line beside them.
    mutating func finish(_ tally: AskTally, undeliverable: Int, took time: Duration) throws {
        if json != nil {
            AnswerJSON.append(tally, undeliverable: undeliverable, took: time, to: &text)
            return try drain(always: true)
        }
        try drain(always: true)
        let asked = tally.asked + undeliverable
        var summary = "\(asked) asked, \(tally.answered) answered, \(asked - tally.answered) unanswered"
        if undeliverable > 0 { summary += " (\(undeliverable) not sent)" }
        if tally.answers > tally.answered { summary += ", \(tally.answers) answers" }
        summary += "; \(tally.sent) \(tally.sent == 1 ? "packet" : "packets") in \(AnswerText.milliseconds(time))"
        StandardError.print(summary)
    }

    private mutating func drain(always: Bool = false) throws {
        guard !text.isEmpty, try StandardOutput().drain(text, always: always) else { return }
        text.removeAll()
    }
}
