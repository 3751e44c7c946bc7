import Terminal

/// What the host knows: interfaces, sockets, routes, neighbors.
struct HostView {
    var table = HostPage.interfaces
    /// What was read, in the order of the host.
    var rows: [HostRow] = []
    /// What is listed: chosen and sorted.
    var listed: [HostRow] = []
    var curves: [String: [Curve]] = [:]
    var states = HostPage.allCases.map { TableState($0.columns) }
    /// The line that one is at in each table, by what it is.
    var selected: [HostPage: String] = [:]
    /// Words that lines must hold.
    var wanted = ""
    /// Which look at the host is waited for, and what is looked at.
    var generation = 0
    var watched: HostPage?
    /// Whether the host was heard since.
    var isHeard = false

    var state: TableState {
        get { states[table.rawValue] }
        set { states[table.rawValue] = newValue }
    }

    var row: HostRow? {
        state.list.selection.flatMap { listed.indices.contains($0) ? listed[$0] : nil }
    }
}

extension BenchModel {
    /// Has the host looked at while it is seen, and not any longer.
    mutating func watchHost() {
        let wanted = view == .host ? host.table : nil
        guard wanted != host.watched else { return }
        host.watched = wanted
        host.generation += 1
        guard let wanted else { return effects.append(.own(.host(.rest))) }
        host.isHeard = false
        host.rows = []
        host.curves = [:]
        effects.append(.own(.host(.watch(wanted, generation: host.generation))))
    }

    mutating func take(_ news: HostNews) {
        guard news.generation == host.generation else { return }
        host.rows = news.rows
        host.isHeard = true
        if news.table == .interfaces {
            let words: [HostRow.Cell] = [.text("lab"), .text("here")] + (0..<7).map { _ in .text("") }
            host.rows.insert(
                HostRow(
                    id: "lab", cells: words + [.text("a small network inside this program")], more: "needs no privilege"
                ),
                at: 0)
        }
        var curves: [String: [Curve]] = [:]
        for row in host.rows where !row.rates.isEmpty {
            var own = host.curves[row.id] ?? []
            for (place, rate) in row.rates.enumerated() {
                if own.count <= place { own.append(Curve()) }
                own[place].append(Double(rate))
            }
            curves[row.id] = own
        }
        host.curves = curves
    }

    /// Makes what will be drawn.
    mutating func prepareHost() {
        let words = host.wanted.lowercased().split(separator: " ")
        host.listed = host.rows.filter { row in
            words.isEmpty || words.allSatisfy { word in row.cells.contains { $0.text.lowercased().contains(word) } }
        }
        if let order = host.state.order {
            func isBefore(_ one: HostRow, _ other: HostRow) -> Bool {
                let (one, other) = (one.cells[order.column], other.cells[order.column])
                if let one = one.number, let other = other.number { return one < other }
                return one.text < other.text
            }
            // Of those that are alike, the host's order stays.
            host.listed = host.listed.enumerated().sorted { one, other in
                let (low, high) = order.isDescending ? (other, one) : (one, other)
                if isBefore(low.element, high.element) { return true }
                return isBefore(high.element, low.element) ? false : one.offset < other.offset
            }.map(\.element)
        }
        let selected = host.selected[host.table]
        host.state.list.setCount(host.listed.count)
        if let row = host.listed.firstIndex(where: { $0.id == selected }) { host.state.list.select(row) }
        host.state.setCurves(to: size.columns >= 140 ? 20 : 8)
        _ = host.state.list.visible(hostRows)
    }

    private var hostRows: Int { max(1, host.state.body(of: hostParts.table).rows) }

    /// The tables' names, the table, and a line that says more.
    private var hostParts: (top: Rectangle, table: Rectangle, more: Rectangle) {
        var rest = body
        let top = rest.takeTop(1)
        let more = rest.takeBottom(rest.rows >= 8 ? 1 : 0)
        return (top, rest, more)
    }

    mutating func moveHost(by rows: Int) {
        host.state.list.move(by: rows)
        host.selected[host.table] = host.row?.id
    }

    mutating func pageHost(_ pages: Int) { moveHost(by: pages * max(1, hostRows - 1)) }

    mutating func showHost(_ table: HostPage) {
        view = .host
        host.table = table
        if host.watched != table { host.rows = [] }
    }

    mutating func moveHostTable(by step: Int) {
        let count = HostPage.allCases.count
        showHost(HostPage.allCases[(host.table.rawValue + step + count) % count])
    }

    /// Goes to the packets of what one is at; on an interface they are captured.
    mutating func openHostRow() {
        guard let row = host.row else { return complain("there is nothing here to go to") }
        if host.table == .interfaces { return capture(on: row.id) }
        guard let filter = row.filter else { return complain("no filter chooses the packets of this line alone") }
        view = .packets
        self.filter.text = filter
        applyFilter()
    }

    mutating func chooseHostOrder() {
        let columns = host.state.columns.enumerated().filter(\.element.isSortable)
        choose(
            "sort by",
            columns.enumerated().map { place, column in
                let key = Character(UnicodeScalar(UInt8(ascii: "a") + UInt8(place % 26)))
                return .init(key: KeyPress(key), title: column.element.title) { $0.host.state.sort(by: column.offset) }
            })
    }

    mutating func filterHost() {
        entry = .prompt(
            Prompt(field: TextField(host.wanted), changed: { $0.host.wanted = $1 }, entered: { $0.host.wanted = $1 }))
    }

    func drawHost(in part: Rectangle, on screen: inout Screen) {
        let (top, body, more) = hostParts
        drawHostTop(in: top, on: &screen)
        let (host, state) = (host, host.state)
        guard !host.listed.isEmpty else {
            let text = !host.isHeard ? "looking …" : host.wanted.isEmpty ? "there are none" : "no line has these words"
            return screen.note(text, in: body)
        }
        state.draw(
            in: body, on: &screen, isActive: true,
            style: { host.listed[$0].isTrouble ? BenchTheme.wrong : .plain },
            cell: { row, column in Self.cell(host, host.listed[row], column, state.columns) })
        screen.write(
            " \(host.row?.more ?? "")", at: more.origin, within: more.rows == 0 ? 0 : more.columns, BenchTheme.dim)
    }

    private static func cell(_ host: HostView, _ row: HostRow, _ column: Int, _ columns: [TableColumn]) -> StyledText {
        guard columns[column].isSortable else {
            let place = host.table == .interfaces && column > 5 ? 1 : 0
            let curves = host.curves[row.id] ?? []
            let text = curves.indices.contains(place) ? curves[place].text(columns[column].width) : ""
            return StyledText(text, BenchTheme.good)
        }
        let text = row.cells[column].text
        let isUp = ["UP", "up", "ESTAB", "REACHABLE", "PERMANENT"].contains(text)
        return StyledText(text, isUp ? BenchTheme.good : .plain)
    }

    private func drawHostTop(in part: Rectangle, on screen: inout Screen) {
        var column = part.column + 1
        for table in HostPage.allCases {
            let isShown = table == host.table
            guard isShown || part.columns >= 60 else { continue }
            column +=
                screen.write(
                    isShown ? "[\(table.title)]" : " \(table.title) ", at: Position(row: part.row, column: column),
                    isShown ? BenchTheme.lit : BenchTheme.dim) + 1
        }
        let count =
            host.listed.count == host.rows.count ? "\(host.rows.count)" : "\(host.listed.count) of \(host.rows.count)"
        let room = Rectangle(row: part.row, column: column + 1, rows: 1, columns: part.right - column - count.count - 3)
        if case .prompt(let prompt) = entry, prompt.title == nil {
            let label = "with "
            screen.write(label, at: room.origin, BenchTheme.key)
            prompt.field.draw(
                in: Rectangle(row: room.row, column: room.column + 5, rows: 1, columns: room.columns - 5), on: &screen,
                isActive: true)
        } else if !host.wanted.isEmpty {
            screen.write("with \(host.wanted)", at: room.origin, within: room.columns, BenchTheme.key)
        }
        screen.write(count, at: Position(row: part.row, column: part.right - count.count - 1), BenchTheme.dim)
    }

    mutating func takeInHost(_ event: MouseEvent, in part: Rectangle) {
        switch event.action {
        case .wheelDown: moveHost(by: 3)
        case .wheelUp: moveHost(by: -3)
        case .press where event.button == .left:
            let before = host.row?.id
            guard case .row? = host.state.press(at: event.position, in: hostParts.table) else { return }
            host.selected[host.table] = host.row?.id
            if host.row?.id == before { openHostRow() }
        default: break
        }
    }
}
