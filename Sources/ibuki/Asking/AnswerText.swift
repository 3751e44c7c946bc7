import PacketPresenters
import Packets
import Probes
import Sending
import SystemCalls

/// Each pair as two lines: the question with the time it was sent, and below it the answer with how long it took.
///
///     14:03:07.120441 IP 10.9.0.1 > 10.9.0.2: ICMP echo request, id 7, seq 0, length 8
///            0.083 ms IP 10.9.0.2 > 10.9.0.1: ICMP echo reply, id 7, seq 0, length 8
struct AnswerText {
    private var lines: LinePresenter
    private let style: TextStyle
    private let linkType: LinkType
    private let registry: Registry
    private var dissection = Dissection()

    /// How wide the column of times is: `14:03:07.120441`.
    private static let width = 15

    init(_ registry: Registry, linkType: LinkType) {
        self.registry = registry
        self.linkType = linkType
        style = TextStyle(System.colorDepth(of: 1))
        var options = LineOptions()
        options.style = style
        options.showsAbsoluteSequence = true
        lines = LinePresenter(options: options, zone: System.localTimeZone())
    }

    mutating func append(
        _ question: Question, _ answer: inout PacketView, after delay: Duration, to text: inout TextBuffer
    ) {
        append(question, to: &text)
        write(margin: Self.milliseconds(delay), to: &text)
        lines.removeAll()
        lines.appendSummary(of: &answer)
        text.append(contentsOf: lines.text)
        text.append(byte: 0x0a)
    }

    /// - Parameter reason: why it was not sent; `nil` when it was.
    mutating func append(unanswered question: Question, because reason: String?, to text: inout TextBuffer) {
        append(question, to: &text)
        write(margin: "-", to: &text)
        text.append(reason.map { "not sent: \($0)" } ?? "no answer")
        text.append(byte: 0x0a)
    }

    private mutating func append(_ question: Question, to text: inout TextBuffer) {
        lines.removeAll()
        let info = FrameInfo(
            number: question.number + 1, timestamp: question.sent, capturedLength: question.octets.count,
            originalLength: question.octets.count, linkType: linkType)
        question.octets.lend { bytes in
            registry.dissect(bytes, as: linkType, into: &dissection)
            var packet = PacketView(bytes: bytes, layers: dissection.layers, frame: info)
            lines.append(&packet)
        }
        text.append(contentsOf: lines.text)
    }

    /// A span of time in milliseconds, to the microsecond.
    static func milliseconds(_ delay: Duration) -> String {
        let microseconds = UInt64(max(.zero, delay) / .microseconds(1))
        var text = TextBuffer()
        text.append(decimal: microseconds / 1000)
        text.append(".")
        text.append(decimal: microseconds % 1000, width: 3)
        text.append(" ms")
        return String(decoding: text)
    }

    private func write(margin: String, to text: inout TextBuffer) {
        text.append(String(repeating: " ", count: max(0, Self.width - margin.utf8.count)))
        text.append(style.start(.time))
        text.append(margin)
        text.append(style.end)
        text.append(" ")
    }
}
