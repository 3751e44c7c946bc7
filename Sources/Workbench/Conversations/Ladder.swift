import PacketPresenters
import Packets
import Streams
import Terminal

/// One conversation as arrows between its ends, time down the side.
struct Ladder: Sendable {
    /// One frame.
    struct Step: Sendable {
        var number: Int
        var time: Timestamp
        var isAnswer: Bool
        var label: String
        var remark: String
        var isTrouble: Bool
    }

    let layer: TrafficLayer
    let row: Conversations.Row
    private(set) var steps: [Step] = []
    /// Whether there are more than are shown.
    private(set) var isCut = false
    var diagram: LadderDiagram

    /// So many frames are shown.
    private static let most = 4000

    init(_ layer: TrafficLayer, _ row: Conversations.Row, _ index: FrameIndex, _ file: FrameFile, _ registry: Registry)
    {
        self.layer = layer
        self.row = row
        diagram = LadderDiagram([row.opener.text, row.answerer.text])
        guard let stream = row.stream else { return }
        var numbers: [Int] = []
        for number in 1..<index.count + 1 where index[number].stream == stream {
            guard numbers.count < Self.most else {
                isCut = true
                break
            }
            numbers.append(number)
        }
        var lines = LinePresenter()
        var steps: [Step] = []
        var passages = TrafficPassages(of: layer)
        FrameDissector(registry: registry, index: index, file: file).dissect(numbers) { packet in
            passages.begin()
            guard let passage = passages.next(in: packet) else { return }
            let isAnswer = passage.source == row.answerer && passage.destination == row.opener
            guard isAnswer || passage.source == row.opener && passage.destination == row.answerer else { return }
            var isReset = false
            if let tcp = packet.layer(TCP.self) { isReset = tcp.reset }
            lines.removeAll()
            lines.appendSummary(of: &packet)
            var step = Step(
                number: packet.frame.number, time: packet.frame.timestamp, isAnswer: isAnswer, label: "", remark: "",
                isTrouble: false)
            step.describe(String(decoding: lines.text), isReset)
            if let arrival = packet.conversation(at: passage.layer)?.tcp?.arrival, let mark = arrival.mark {
                step.label += "  \(mark)"
                step.isTrouble = true
            }
            steps.append(step)
        }
        self.steps = steps
        diagram.list.setCount(steps.count)
    }

    /// The arrow of a step.
    func arrow(_ place: Int) -> LadderDiagram.Arrow {
        let step = steps[place]
        let microseconds = max(0, step.time.nanoseconds(since: steps[0].time)) / 1000
        let time = "\(microseconds / 1_000_000).\((microseconds % 1_000_000).padded(to: 6).prefix(4))"
        return LadderDiagram.Arrow(
            time, from: step.isAnswer ? 1 : 0, to: step.isAnswer ? 0 : 1, step.label, remark: step.remark,
            step.isTrouble ? BenchTheme.wrong : .plain)
    }
}

extension Ladder.Step {
    /// Of a line `… Flags [P.], seq 1:79, ack 1, win 63, …, length 78: HTTP: GET /` what an arrow says.
    fileprivate mutating func describe(_ line: String, _ isReset: Bool) {
        isTrouble = isReset
        guard
            let match = line.firstMatch(
                of: /Flags \[([^\]]*)\](?:, seq ([0-9:]+))?(?:, ack ([0-9]+))?.*?, length ([0-9]+)(?:: (.*))?/)
        else {
            let rest = line.firstRange(of: " > ").flatMap { line[$0.upperBound...].firstRange(of: ": ") }
            label = rest.map { String(line[$0.upperBound...]) } ?? line
            return
        }
        let names: [(Character, String)] = [
            ("S", "SYN"), ("F", "FIN"), ("R", "RST"), ("P", "PSH"), ("U", "URG"), (".", "ACK"),
        ]
        let flags = names.filter { match.1.contains($0.0) }.map(\.1)
        let length = Int(match.4) ?? 0
        var words =
            length > 0 && flags.allSatisfy({ ["PSH", "ACK"].contains($0) }) ? [] : [flags.joined(separator: " ")]
        if let sequence = match.2 { words.append(length > 0 ? "\(sequence) (\(length))" : "seq \(sequence)") }
        if let acknowledged = match.3 { words.append("ack \(acknowledged)") }
        label = words.joined(separator: "  ")
        remark = match.5.map(String.init) ?? ""
    }
}

extension TrafficEnd {
    /// The address, and the port behind a colon.
    var text: String {
        var text = TextBuffer()
        appendText(to: &text)
        return String(decoding: text)
    }
}

extension TCP.Arrival {
    /// How a ladder marks it.
    fileprivate var mark: String? {
        switch self {
        case .new: nil
        case .keepAlive: "keep-alive"
        case .outOfOrder: "out of order"
        case .retransmission: "sent again"
        case .fastRetransmission: "sent again, fast"
        case .spuriousRetransmission: "sent again for nothing"
        }
    }
}
