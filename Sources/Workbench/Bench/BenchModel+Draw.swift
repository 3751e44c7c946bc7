import Terminal

extension BenchModel {
    /// Less than this shows nothing that is of use.
    private static let least = Size(rows: 8, columns: 30)

    func draw(on screen: inout Screen) {
        guard size.rows >= Self.least.rows, size.columns >= Self.least.columns else {
            screen.write("ibuki needs \(Self.least.columns)×\(Self.least.rows)", at: Position(row: 0, column: 0))
            return
        }
        drawTop(on: &screen)
        drawFilter(on: &screen)
        switch view {
        case .packets: drawPackets(on: &screen)
        case .forge: drawForge(in: body, on: &screen)
        case .conversations: drawConversations(in: body, on: &screen)
        case .path: drawPath(in: body, on: &screen)
        case .host: drawHost(in: body, on: &screen)
        case .explain: drawExplain(in: body, on: &screen)
        }
        drawBottom(on: &screen)
        drawOffers(on: &screen)
        drawSheet(on: &screen)
        selection?.draw(on: &screen)
    }

    /// The views, and at the right what is watched.
    private func drawTop(on screen: inout Screen) {
        let status = statusText
        let room = size.columns - status.cellWidth - 2
        var column = 0
        for tab in tabs(within: room) {
            screen.write(
                tab.text, at: Position(row: 0, column: tab.columns.lowerBound), tab.view == view ? .reversed : .plain)
            column = tab.columns.upperBound
        }
        screen.write(
            status, at: Position(row: 0, column: max(column + 1, size.columns - status.cellWidth)), BenchTheme.dim)
    }

    /// The views and the columns in which they stand: by number alone where there is little room.
    func tabs(within room: Int) -> [(view: BenchView, text: String, columns: Range<Int>)] {
        for style in 0..<3 {
            var column = 0
            let tabs = BenchView.allCases.map { view in
                let text =
                    switch style {
                    case 0: " \(view.rawValue) \(view.title) "
                    case 1: view == self.view ? " \(view.rawValue) \(view.title) " : " \(view.rawValue) "
                    default: "\(view.rawValue)"
                    }
                defer { column += text.count }
                return (view: view, text: text, columns: column..<column + text.count)
            }
            if column <= room || style == 2 { return tabs }
        }
        return []
    }

    var statusText: String {
        let count = shelf.index.count
        let seconds = (now &- beginning) / 1_000_000_000
        let clock = "\(Int64(seconds / 60).padded(to: 2)):\(Int64(seconds % 60).padded(to: 2))"
        let packets = size.columns >= 60 ? "\(count) packet\(count == 1 ? "" : "s")" : "\(count)"
        let state: String
        switch shelf.state {
        case .capturing: state = "\(title) \(self.packets.isFrozen ? "❚❚" : "●") \(clock)"
        case .reading(let share): state = "\(title) \(share.map { "\(Int($0 * 100)) %" } ?? "…")"
        case .waiting, .done: state = title
        case .failed: state = "\(title) ✗"
        }
        let lost = shelf.lost > 0 || shelf.state == .capturing && size.columns >= 80 ? "  \(shelf.lost) lost" : ""
        return "\(state)  \(packets)\(lost) "
    }

    private func drawFilter(on screen: inout Screen) {
        let label = " filter  "
        screen.write(label, at: Position(row: 1, column: 0), BenchTheme.dim)
        let verdict: (sign: String, style: Style)
        switch filter.verdict {
        case .empty: verdict = ("", .plain)
        case .good: verdict = ("✓", BenchTheme.good)
        case .doubtful: verdict = ("!", BenchTheme.doubtful)
        case .wrong: verdict = ("✗", BenchTheme.wrong)
        }
        var end = verdict.sign
        if let chosen = shelf.chosen, filter.text == filter.applied {
            let checked =
                shelf.checked < shelf.index.count ? " \(shelf.checked * 100 / max(1, shelf.index.count)) %" : ""
            end += " \(chosen.count) of \(shelf.index.count)\(checked)"
        }
        let width = max(0, size.columns - label.count - end.cellWidth - 2)
        filter.field.draw(
            in: Rectangle(row: 1, column: label.count, rows: 1, columns: width), on: &screen, verdict.style,
            isActive: isTypingFilter)
        screen.write(end, at: Position(row: 1, column: size.columns - end.cellWidth - 1), verdict.style)
    }

    private var isTypingFilter: Bool { if case .filter = entry { true } else { false } }

    private func drawOffers(on screen: inout Screen) {
        guard isTypingFilter else { return }
        if case .wrong(let error) = filter.verdict, filter.offers.isEmpty, !filter.text.isEmpty {
            screen.fill(Rectangle(row: 2, column: 0, rows: 1, columns: size.columns), .plain)
            screen.write(" \(error)", at: Position(row: 2, column: 0), within: size.columns, BenchTheme.wrong)
            return
        }
        draw(offersOf: filter, below: 1, on: &screen)
    }

    /// What the name that is typed in a row may become.
    func draw(offersOf filter: FilterLine, below row: Int, on screen: inout Screen) {
        let offers = filter.offers.prefix(max(0, min(8, size.rows - row - 4)))
        guard !offers.isEmpty else { return }
        let width = min(size.columns - 9, (offers.map(\.count).max() ?? 0) + 2)
        for (place, offer) in offers.enumerated() {
            let part = Rectangle(row: row + 1 + place, column: 8, rows: 1, columns: width)
            let style = place == filter.chosen ? Style.reversed : Style(background: .gray)
            screen.fill(part, style)
            screen.write(" \(offer)", at: part.origin, within: width, style)
        }
    }

    private func drawBottom(on screen: inout Screen) {
        let row = size.rows - 1
        switch entry {
        case .command:
            screen.write(":", at: Position(row: row, column: 0))
            commandLine.draw(
                in: Rectangle(row: row, column: 1, rows: 1, columns: size.columns - 1), on: &screen, isActive: true)
            let offered = offeredCommands.prefix(max(0, min(8, size.rows - 6)))
            for (place, command) in offered.enumerated() {
                let part = Rectangle(row: row - offered.count + place, column: 0, rows: 1, columns: size.columns)
                screen.fill(part)
                screen.write(" \(command.name)  ", at: part.origin, BenchTheme.key)
                screen.write(
                    command.title, at: Position(row: part.row, column: 28), within: size.columns - 28, BenchTheme.dim)
            }
        case .prompt(let prompt) where prompt.title != nil:
            let title = " \(prompt.title ?? ""): "
            let width = screen.write(title, at: Position(row: row, column: 0), within: size.columns / 2, BenchTheme.key)
            prompt.field.draw(
                in: Rectangle(row: row, column: width, rows: 1, columns: size.columns - width), on: &screen,
                isActive: true)
        default:
            if let note {
                screen.write(
                    " \(note.text)", at: Position(row: row, column: 0), within: size.columns,
                    note.isWrong ? BenchTheme.wrong : .plain)
            } else if !pending.isEmpty {
                screen.write(" \(pending.description) …", at: Position(row: row, column: 0), BenchTheme.key)
            } else {
                drawHints(row, on: &screen)
            }
        }
    }

    /// The keys that matter here, as many as fit; help is always among them.
    private func drawHints(_ row: Int, on screen: inout Screen) {
        let end = "? all keys "
        var column = 1
        // What is called here alone comes first.
        let actions = Action.all.filter { !$0.command.contexts.isEmpty } + Action.all.filter(\.command.contexts.isEmpty)
        for action in actions {
            guard let hint = action.hint, let keys = commands[action.command.name]?.keys.first else { continue }
            guard commands.match(keys.keys, in: place) == .command(action.command.name) else { continue }
            let key = keys.keys.map(\.description).joined()
            let width = key.cellWidth + 1 + hint.cellWidth + 3
            guard column + width + end.count < size.columns else { break }
            if column > 1 { column += screen.write("· ", at: Position(row: row, column: column), BenchTheme.dim) }
            column += screen.write(key, at: Position(row: row, column: column), BenchTheme.key) + 1
            column += screen.write(hint, at: Position(row: row, column: column)) + 1
        }
        screen.write(end, at: Position(row: row, column: max(column, size.columns - end.count)), BenchTheme.key)
    }

    private func drawSheet(on screen: inout Screen) {
        guard let sheet else { return }
        let lines: [(key: String, text: String)]
        switch sheet.kind {
        case .help:
            lines = commands.commands(in: place).sorted {
                ($0.contexts.isEmpty ? 1 : 0) < ($1.contexts.isEmpty ? 1 : 0)
            }
            .map { command in
                (
                    command.keys.map { $0.keys.map(\.description).joined() }.joined(separator: " "),
                    "\(command.title)  (\(command.name))"
                )
            }
        case .menu(let items): lines = items.map { ($0.key.description, $0.title) }
        case .text(let texts): lines = texts.map { ("", $0) }
        }
        let keys = lines.map(\.key.cellWidth).max() ?? 0
        let widest = lines.map { keys + 2 + $0.text.cellWidth }.max() ?? 0
        let popup = Popup(sheet.title, Size(rows: lines.count, columns: max(widest, sheet.title.cellWidth + 2)))
        let inner = popup.draw(in: Rectangle(size), on: &screen)
        var list = sheet.list
        for (offset, row) in list.visible(inner.rows).enumerated() where lines.indices.contains(row) {
            let isSelected = row == list.selection
            let style = isSelected ? Style.reversed : .plain
            let place = Position(row: inner.row + offset, column: inner.column)
            if isSelected {
                screen.fill(Rectangle(row: place.row, column: place.column, rows: 1, columns: inner.columns), style)
            }
            screen.write(lines[row].key, at: place, within: keys, isSelected ? style : BenchTheme.key)
            let indent = keys == 0 ? 0 : keys + 2
            screen.write(
                lines[row].text, at: Position(row: place.row, column: place.column + indent),
                within: inner.columns - indent, style)
        }
    }
}
