import PacketPresenters
import Packets
import Probes
import Sending

/// One object for each answer, for each question that got none where those are wanted, and for all together.
///
/// Times are seconds; `from` is the address that the answer came from.
struct AnswerJSON {
    private var lines: LinePresenter
    private let registry: Registry
    private let linkType: LinkType

    init(_ registry: Registry, linkType: LinkType) {
        self.registry = registry
        self.linkType = linkType
        var options = LineOptions()
        options.showsAbsoluteSequence = true
        lines = LinePresenter(options: options)
    }

    mutating func append(
        _ question: Question, _ answer: inout PacketView, after delay: Duration, to text: inout TextBuffer
    ) {
        var object = JSONObject()
        object.add("type", "answer")
        add(question, to: &object)
        object.add("delay", delay)
        object.add("answers", question.answers)
        if let address = answer.sender { object.add("from", address) }
        object.add("isError", (0..<answer.layers.count).contains { answer.layers[$0].isQuoted })
        object.add("received", seconds(answer.frame.timestamp))
        object.add("answer", describe(&answer))
        object.write(into: &text)
    }

    /// - Parameter reason: why it was not sent; `nil` when it was.
    mutating func append(unanswered question: Question, because reason: String?, to text: inout TextBuffer) {
        var object = JSONObject()
        object.add("type", "silence")
        add(question, to: &object)
        if let reason { object.add("reason", reason) }
        object.write(into: &text)
    }

    static func append(_ tally: AskTally, undeliverable: Int, took time: Duration, to text: inout TextBuffer) {
        var object = JSONObject()
        object.add("type", "summary")
        object.add("asked", tally.asked + undeliverable)
        object.add("answered", tally.answered)
        object.add("unanswered", tally.unanswered + undeliverable)
        object.add("undeliverable", undeliverable)
        object.add("answers", tally.answers)
        object.add("sent", tally.sent)
        object.add("time", time)
        object.write(into: &text)
    }

    private mutating func add(_ question: Question, to object: inout JSONObject) {
        if question.tries > 0 { object.add("number", question.number + 1) }
        object.add("tries", question.tries)
        if question.tries > 0 { object.add("sent", seconds(question.sent)) }
        var dissection = Dissection()
        question.octets.lend { bytes in
            registry.dissect(bytes, as: linkType, into: &dissection)
            var packet = PacketView(bytes: bytes, layers: dissection.layers, frame: FrameInfo())
            if let address = packet.receiver { object.add("to", address) }
            object.add("question", describe(&packet))
        }
    }

    private mutating func describe(_ packet: inout PacketView) -> String {
        lines.removeAll()
        lines.appendSummary(of: &packet)
        return String(decoding: lines.text)
    }

    private func seconds(_ time: Timestamp) -> Duration {
        .seconds(time.seconds) + .nanoseconds(Int64(time.nanoseconds))
    }
}

extension PacketView {
    /// Who sent it, by the outermost address that names a host.
    fileprivate var sender: String? {
        if let arp = layer(ARP.self) { return arp.sourceAddress.description }
        if let ip = layer(IPv4.self) { return ip.source.description }
        if let ip = layer(IPv6.self) { return ip.source.description }
        return layer(Ethernet.self)?.source.description
    }

    /// Whom it is for, by the same.
    fileprivate var receiver: String? {
        if let arp = layer(ARP.self) { return arp.destinationAddress.description }
        if let ip = layer(IPv4.self) { return ip.destination.description }
        if let ip = layer(IPv6.self) { return ip.destination.description }
        return layer(Ethernet.self)?.destination.description
    }
}
