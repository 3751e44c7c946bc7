import ArgumentParser
import HostNetwork
import PacketFilters
import PacketProtocols
import Packets
import Streams
import SystemCalls

/// `ibuki conversations`: who spoke with whom in a capture.
struct ConversationsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conversations", abstract: "List who speaks with whom in a capture file, how much and how fast.",
        discussion: HelpText.fitted(
            """
              ibuki conversations web.pcapng                        TCP connections, the largest first
              ibuki conversations --layer ip --sort rate --top 5 web.pcapng
              ibuki conversations -Y 'tcp.port == 443' --json web.pcapng

            A TCP connection's number is what 'ibuki follow' takes.
            """))

    @Argument(help: ArgumentHelp("A capture; - is standard input.", valueName: "file"), completion: .file())
    var file: String

    @Option(name: .long, help: "Between the ends of which layer: eth, ip, ipv6, tcp or udp.") var layer = TrafficLayer
        .tcp

    @Option(name: .long, help: "In which order: octets, packets, start, duration or rate.") var sort = Conversations
        .Order.octets

    @Option(name: .long, help: ArgumentHelp("Only the first of them.", valueName: "n")) var top: Count?

    @Option(displayFilter: "Count only packets that a display filter chooses.") var filter: String?

    @OptionGroup var json: JSONOutput

    func run() throws {
        let filter = try DisplayFilter.option(filter, in: .standard)
        var table = Conversations(of: layer)
        let fault = try CountedFile.feed(&table, from: file, filter: filter, in: .standard)
        let rows = table.sorted(by: sort).prefix(top?.value ?? .max)
        var text = TextBuffer()
        if json.isWanted {
            for row in rows { row.json(since: table.origin).write(into: &text) }
        } else {
            write(rows, of: table, into: &text)
        }
        try StandardOutput().write(text.bytes)
        if table.leftOut > 0 {
            StandardError.print("ibuki: \(table.leftOut) packets found no room and are not in the table")
        }
        if let fault { throw fault }
    }

    private func write(_ rows: ArraySlice<Conversations.Row>, of table: Conversations, into text: inout TextBuffer) {
        var columns: [TextTable.Column] = layer.hasPorts ? [.right("STREAM")] : []
        columns += [.left("A"), .left("B"), .right("A>B"), .right("BYTES"), .right("RATE")]
        columns += [.right("B>A"), .right("BYTES"), .right("RATE")]
        columns += [.right("START"), .right("LASTS")]
        var shown = TextTable(columns)
        for row in rows {
            if layer.hasPorts { shown.add(nil, row.stream.map { "\($0)" } ?? "-") }
            shown.add { row.opener.appendText(to: &$0) }
            shown.add { row.answerer.appendText(to: &$0) }
            for traffic in [row.sent, row.received] {
                shown.add(traffic.packets)
                shown.add(nil, Amount.octets(traffic.octets))
                shown.add(nil, row.rate(of: traffic).map { Amount.bitRate($0 < 1e19 ? UInt64($0) : .max) } ?? "-")
            }
            shown.add(nil, Self.moment(row.start.nanoseconds(since: table.origin ?? row.start)))
            shown.add(nil, Self.moment(row.duration))
        }
        shown.write(into: &text, style: TextStyle(System.colorDepth(of: 1)))
    }

    /// Seconds with three digits behind the point.
    private static func moment(_ nanoseconds: Int64) -> String { Decimal.text(Double(nanoseconds) / 1e9, digits: 3) }
}
