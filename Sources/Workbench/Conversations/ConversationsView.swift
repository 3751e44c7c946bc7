import Packets
import Streams
import Terminal

/// Who speaks with whom, which protocols lie in which, how much comes when; and one conversation as a ladder.
struct ConversationsView {
    /// What is listed.
    enum Listing: Hashable, CaseIterable, Sendable {
        case conversations(TrafficLayer)
        case endpoints(TrafficLayer)
        case hierarchy
        case graph

        static let allCases: [Listing] =
            TrafficLayer.allCases.map { .conversations($0) } + TrafficLayer.allCases.map { .endpoints($0) } + [
                .hierarchy, .graph,
            ]

        var title: String {
            switch self {
            case .conversations(let layer): "\(layer.title) conversations"
            case .endpoints(let layer): "\(layer.title) endpoints"
            case .hierarchy: "protocols"
            case .graph: "packets over time"
            }
        }
    }

    var listing = Listing.conversations(.tcp)
    var tables: TrafficTables?
    /// Which count is the latest.
    var generation = 0
    var isCounting = false
    /// How many frames were asked to be counted.
    var asked = 0
    var table = TableState([])
    var rows: [Row] = []
    var ladder: Ladder?

    /// One line of a table.
    struct Row: Sendable {
        var cells: [String]
        /// What it is sorted by, a number or a text a column.
        var keys: [Key]
        var conversation: Conversations.Row?
        /// A display filter that chooses its packets.
        var filter: String?
    }

    enum Key: Comparable, Sendable {
        case number(Double)
        case text(String)
    }
}

extension BenchModel {
    /// Has the frames counted as they come, while somebody looks.
    mutating func prepareConversations() {
        guard let file = shelf.file, shelf.index.count > 0 else { return }
        if !conversations.isCounting {
            conversations.isCounting = true
            conversations.generation += 1
            conversations.tables = nil
            effects.append(.own(.count(shelf.index, file, generation: conversations.generation)))
        } else if let checked = conversations.tables?.checked, checked < shelf.index.count,
            conversations.asked < shelf.index.count
        {
            effects.append(.own(.count(shelf.index, file, generation: conversations.generation)))
        }
        conversations.asked = shelf.index.count
        if let ladder = conversations.ladder {
            var ladder = ladder
            if let part = ladderPart { _ = ladder.diagram.list.visible(ladder.diagram.body(of: part).rows) }
            conversations.ladder = ladder
        } else {
            let part = body
            var list = conversations.table.list
            _ = list.visible(conversations.table.body(of: part).rows)
            conversations.table.list = list
        }
    }

    mutating func take(_ tables: TrafficTables, generation: Int) {
        guard generation == conversations.generation else { return }
        conversations.tables = tables
        conversations.makeRows()
    }

    fileprivate var ladderPart: Rectangle? {
        guard conversations.ladder != nil else { return nil }
        var part = body
        _ = part.takeTop(1)
        return part
    }

    func drawConversations(in part: Rectangle, on screen: inout Screen) {
        var rest = part
        let head = rest.takeTop(1)
        if let ladder = conversations.ladder {
            let count = "\(ladder.steps.count)\(ladder.isCut ? " first" : "") packets"
            screen.write(
                " \(ladder.layer.title) stream \(ladder.row.stream.map { "\($0)" } ?? "")  \(count)  Esc back",
                at: head.origin, within: head.columns, BenchTheme.dim)
            ladder.diagram.draw(in: rest, on: &screen, isActive: true) { ladder.arrow($0) }
            return
        }
        let checked = conversations.tables?.checked ?? 0
        let state = checked < shelf.index.count ? "  \(checked * 100 / max(1, shelf.index.count)) %" : ""
        screen.write(
            " ◀ \(conversations.listing.title) ▶  \(conversations.listing == .graph ? "" : "\(conversations.rows.count)")\(state)",
            at: head.origin, within: head.columns, BenchTheme.title)
        if conversations.listing == .graph { return drawGraph(in: rest, on: &screen) }
        guard !conversations.rows.isEmpty else {
            let text =
                shelf.index.count == 0
                ? "there are no packets" : state.isEmpty ? "there are none at this layer" : "counting …"
            screen.write(text, at: Position(row: rest.row + 1, column: 2), BenchTheme.dim)
            return
        }
        conversations.table.draw(in: rest, on: &screen, isActive: true) { row, column in
            StyledText(conversations.rows[row].cells[column])
        }
    }

    /// Packets and octets a second, from what the index knows.
    private func drawGraph(in part: Rectangle, on screen: inout Screen) {
        guard shelf.index.count > 1 else { return }
        let (first, last) = (shelf.index[1].time, shelf.index[shelf.index.count].time)
        let span = max(1, last.subtractingReportingOverflow(first).partialValue)
        let bins = max(8, part.columns * 2)
        var octets = [Double](repeating: 0, count: bins)
        // A glance at so many frames draws the same line as all of them.
        let stride = max(1, shelf.index.count / 500_000)
        for number in Swift.stride(from: 1, through: shelf.index.count, by: stride) {
            let record = shelf.index[number]
            let place = Double(record.time &- first) / Double(span) * Double(bins)
            guard place >= 0 else { continue }
            octets[min(bins - 1, Int(place))] += Double(record.originalLength) * Double(stride)
        }
        let seconds = Double(span) / 1e9
        let width = seconds / Double(bins)
        let points = octets.enumerated().map { LinePlot.Point(Double($0) * width, $1 * 8 / width) }
        LinePlot([.init("bits a second over seconds", points, BenchTheme.lit)], y: 0...(points.map(\.y).max() ?? 1))
            .draw(
                in: part, on: &screen)
    }

    mutating func takeInConversations(_ event: MouseEvent, in part: Rectangle) {
        var rest = part
        _ = rest.takeTop(1)
        switch event.action {
        case .wheelDown: moveConversations(by: 3)
        case .wheelUp: moveConversations(by: -3)
        case .press where event.position.row == part.row && conversations.ladder == nil: changeListing(by: 1)
        case .press where conversations.ladder != nil: conversations.ladder?.diagram.press(at: event.position, in: rest)
        case .press:
            if case .title? = conversations.table.press(at: event.position, in: rest) { conversations.sort() }
        default: break
        }
    }

    mutating func moveConversations(by rows: Int) {
        if conversations.ladder != nil {
            conversations.ladder?.diagram.list.move(by: rows)
        } else {
            conversations.table.list.move(by: rows)
        }
    }

    mutating func changeListing(by step: Int) {
        let all = ConversationsView.Listing.allCases
        let now = all.firstIndex(of: conversations.listing) ?? 0
        conversations.listing = all[(now + step + all.count) % all.count]
        conversations.table = TableState([])
        conversations.makeRows()
    }

    /// The ladder of the conversation that one is at; where it has none, its packets.
    mutating func openConversation() {
        if let ladder = conversations.ladder {
            guard let row = ladder.diagram.list.selection else { return }
            view = .packets
            return go(toFrame: ladder.steps[row].number)
        }
        guard let row = conversations.row, let file = shelf.file else { return }
        guard let conversation = row.conversation, conversation.stream != nil,
            case .conversations(let layer) = conversations.listing
        else { return filterConversation() }
        conversations.ladder = Ladder(layer, conversation, shelf.index, file, registry)
        place = .ladder
    }

    mutating func filterConversation() {
        let ladderFilter = conversations.ladder.map { "\($0.layer.rawValue).stream == \($0.row.stream ?? 0)" }
        guard let text = ladderFilter ?? conversations.row?.filter else {
            return complain("there is no filter for this row")
        }
        view = .packets
        filter.text = text
        applyFilter()
    }

    mutating func leaveLadder() {
        conversations.ladder = nil
        place = .conversationList
    }
}

extension ConversationsView {
    /// The row that one is at.
    var row: Row? {
        table.list.selection.flatMap { rows.indices.contains($0) ? rows[$0] : nil }
    }

    /// The rows of what is listed, in the order that is chosen.
    mutating func makeRows() {
        guard let tables else { return rows = [] }
        switch listing {
        case .conversations(let layer):
            guard let place = TrafficLayer.allCases.firstIndex(of: layer) else { return }
            let all = tables.conversations[place]
            rows = all.rows.map { Row($0, layer, since: all.origin) }
            // Ends are never cut in their middle, unless they are of IPv6 and there is no room.
            let ends = (0...1).map { column in min(45, rows.prefix(1000).map { $0.cells[column].count }.max() ?? 0) }
            setColumns(Self.conversationColumns(ends))
        case .endpoints(let layer):
            setColumns(Self.endpointColumns)
            guard let place = TrafficLayer.allCases.firstIndex(of: layer) else { return }
            rows = tables.endpoints[place].rows.map { Row($0, layer) }
        case .hierarchy:
            setColumns(Self.hierarchyColumns)
            rows = tables.hierarchy.rows.map { Row($0, of: tables.checked) }
        case .graph: rows = []
        }
        table.list.setCount(rows.count)
        sort()
    }

    private mutating func setColumns(_ columns: [TableColumn]) {
        guard table.columns.map(\.title) != columns.map(\.title) else { return }
        table = TableState(
            columns, order: listing == .hierarchy ? nil : .init(column: columns.count > 5 ? 3 : 2, isDescending: true))
    }

    mutating func sort() {
        guard let order = table.order else { return }
        rows = rows.enumerated().sorted { a, b in
            let (one, other) = (a.element.keys[order.column], b.element.keys[order.column])
            return one == other ? a.offset < b.offset : order.isDescending ? one > other : one < other
        }.map(\.element)
    }

    private static func conversationColumns(_ ends: [Int]) -> [TableColumn] {
        [
            TableColumn("A", width: max(15, ends[0]), minimum: 15, priority: 9),
            TableColumn("B", width: max(15, ends[1]), minimum: 15, priority: 8),
            TableColumn("packets", .right, width: 8, priority: 7),
            TableColumn("octets", .right, width: 10, priority: 6),
            TableColumn("A→B", .right, width: 10, priority: 3), TableColumn("B→A", .right, width: 10, priority: 2),
            TableColumn("start", .right, width: 11, priority: 1), TableColumn("lasts", .right, width: 10, priority: 5),
            TableColumn("bits/s", .right, width: 8, priority: 4),
        ]
    }
    private static let endpointColumns = [
        TableColumn("address", width: 45, minimum: 17, priority: 5),
        TableColumn("packets", .right, width: 9, priority: 4),
        TableColumn("octets", .right, width: 12, priority: 3), TableColumn("sent", .right, width: 12, priority: 2),
        TableColumn("received", .right, width: 12, priority: 1),
    ]
    private static let hierarchyColumns = [
        TableColumn("protocol", width: 40, minimum: 16, priority: 3, isSortable: false),
        TableColumn("packets", .right, width: 10, priority: 2, isSortable: false),
        TableColumn("of all", .right, width: 7, priority: 1, isSortable: false),
        TableColumn("octets", .right, width: 12, priority: 1, isSortable: false),
    ]
}

extension ConversationsView.Row {
    fileprivate init(_ row: Conversations.Row, _ layer: TrafficLayer, since origin: Timestamp?) {
        let total = row.total
        let rate = row.rate(of: total)
        let start = Double(row.start.nanoseconds(since: origin ?? row.start)) / 1e9
        cells = [
            row.opener.text, row.answerer.text, "\(total.packets)", "\(total.octets)", "\(row.sent.octets)",
            "\(row.received.octets)",
            Self.seconds(start), Self.seconds(Double(row.duration) / 1e9), rate.map(Self.amount) ?? "",
        ]
        keys = [
            .text(cells[0]), .text(cells[1]), .number(Double(total.packets)), .number(Double(total.octets)),
            .number(Double(row.sent.octets)), .number(Double(row.received.octets)), .number(start),
            .number(Double(row.duration)), .number(rate ?? 0),
        ]
        conversation = row
        if let stream = row.stream {
            filter = "\(layer.rawValue).stream == \(stream)"
        } else {
            filter = "\(layer.rawValue).addr == \(row.opener.text) and \(layer.rawValue).addr == \(row.answerer.text)"
        }
    }

    fileprivate init(_ row: Endpoints.Row, _ layer: TrafficLayer) {
        cells = [
            row.end.text, "\(row.total.packets)", "\(row.total.octets)", "\(row.sent.octets)", "\(row.received.octets)",
        ]
        keys = [
            .text(cells[0]), .number(Double(row.total.packets)), .number(Double(row.total.octets)),
            .number(Double(row.sent.octets)), .number(Double(row.received.octets)),
        ]
        let address =
            (row.end.kind == .mac ? "eth" : row.end.kind == .ipv4 ? "ip" : "ipv6") + ".addr == \(row.end.address)"
        filter = row.end.port.map { "\(address) and \(layer.rawValue).port == \($0)" } ?? address
    }

    fileprivate init(_ node: ProtocolHierarchy.Node, of count: Int) {
        let share = Double(node.traffic.packets) * 100 / Double(max(1, count))
        cells = [
            String(repeating: "  ", count: node.depth) + node.name, "\(node.traffic.packets)",
            "\(Int(share.rounded())) %",
            "\(node.traffic.octets)",
        ]
        keys = []
        filter = node.name
    }

    private static func seconds(_ value: Double) -> String {
        let milliseconds = Int64((value * 1000).rounded())
        return "\(milliseconds / 1000).\(Int64(milliseconds.magnitude % 1000).padded(to: 3))"
    }

    /// `12.3M`.
    private static func amount(_ value: Double) -> String {
        var (value, unit) = (value, "")
        for next in ["k", "M", "G"] where value >= 1000 {
            value /= 1000
            unit = next
        }
        return unit.isEmpty ? "\(Int(value))" : "\(Double(Int(value * 10)) / 10)\(unit)"
    }
}
