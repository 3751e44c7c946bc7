import Packets
import Terminal

/// Where the panes of the forge lie.
struct ForgePanes {
    var expression = Rectangle(row: 0, column: 0, rows: 0, columns: 0)
    var layers = Rectangle(row: 0, column: 0, rows: 0, columns: 0)
    var fields = Rectangle(row: 0, column: 0, rows: 0, columns: 0)
    var diagram = Rectangle(row: 0, column: 0, rows: 0, columns: 0)
    var octets = Rectangle(row: 0, column: 0, rows: 0, columns: 0)
    var answers = Rectangle(row: 0, column: 0, rows: 0, columns: 0)
    /// The rows between them.
    var borders: [(part: Rectangle, place: Place)] = []

    private static let (layerColumns, diagramColumns) = (16, 67)

    init(_ part: Rectangle, _ forge: ForgeView, _ place: Place) {
        var rest = part
        expression = rest.takeTop(part.rows >= 20 ? 2 : 1)
        borders.append((rest.takeTop(1), place == .forgeLayers ? .forgeLayers : .forgeFields))
        guard part.rows >= 15 else {
            // One pane at a time.
            switch place {
            case .forgeOctets: octets = rest
            case .forgeAnswers: answers = rest
            default: layUpper(rest, place)
            }
            borders[0].place = place
            return
        }
        let count = forge.octets.count
        let hexRows = max(1, (count + 15) / 16)
        let octetRows = min(hexRows, max(2, part.rows / 6))
        let answerRows =
            forge.answers.isEmpty && place != .forgeAnswers
            ? 0 : min(max(2, forge.answers.count), max(2, part.rows / 5))
        if answerRows > 0 {
            answers = rest.takeBottom(answerRows)
            borders.append((rest.takeBottom(1), .forgeAnswers))
        }
        octets = rest.takeBottom(octetRows)
        borders.append((rest.takeBottom(1), .forgeOctets))
        layUpper(rest, place)
    }

    private mutating func layUpper(_ part: Rectangle, _ place: Place) {
        var rest = part
        guard part.columns >= 60 else {
            if place == .forgeLayers { layers = part } else { fields = part }
            return
        }
        layers = rest.takeLeft(Self.layerColumns)
        _ = rest.takeLeft(2)
        if rest.columns >= Self.diagramColumns + 42 {
            diagram = rest.takeRight(Self.diagramColumns)
            _ = rest.takeRight(2)
        }
        fields = rest
    }
}

extension BenchModel {
    func drawForge(in part: Rectangle, on screen: inout Screen) {
        guard let packet = forge.packet else { return }
        let panes = ForgePanes(part, forge, place)
        drawExpression(in: panes.expression, on: &screen)
        for (border, place) in panes.borders {
            // Above several panes each has its own title.
            let isShared = border == panes.borders.first?.part && panes.fields.column > part.column
            drawBorder(border, isShared ? "" : title(of: place, packet), isActive: isActive(place, panes), on: &screen)
        }
        if let upper = panes.borders.first?.part {
            for pane in [panes.fields, panes.diagram] where pane.column > part.column && !pane.isEmpty {
                screen.write("┬", at: Position(row: upper.row, column: pane.column - 2), BenchTheme.border)
                for row in pane.row..<pane.bottom {
                    screen.write("│", at: Position(row: row, column: pane.column - 2), BenchTheme.border)
                }
            }
            if !panes.fields.isEmpty, panes.fields.column > part.column {
                screen.write(
                    " \(packet.layers[min(forge.layer.selection ?? 0, packet.layers.count - 1)].title) ",
                    at: Position(row: upper.row, column: panes.fields.column), within: panes.fields.columns,
                    place == .forgeFields ? BenchTheme.lit : BenchTheme.border)
                screen.write(
                    " layers ", at: Position(row: upper.row, column: 1),
                    place == .forgeLayers ? BenchTheme.lit : BenchTheme.border)
            }
            if !panes.diagram.isEmpty {
                screen.write(
                    " \(forge.diagramName) ", at: Position(row: upper.row, column: panes.diagram.column),
                    within: panes.diagram.columns, BenchTheme.border)
            }
        }
        drawLayers(in: panes.layers, on: &screen)
        drawFields(in: panes.fields, on: &screen)
        for (row, line) in forge.diagram.prefix(panes.diagram.rows).enumerated() where !panes.diagram.isEmpty {
            screen.write(
                line, at: Position(row: panes.diagram.row + row, column: panes.diagram.column),
                within: panes.diagram.columns, BenchTheme.dim)
        }
        let field = forge.chosen
        packet.octets.lend { octets in
            forge.octets.draw(
                octets, in: panes.octets, on: &screen,
                highlights: field.map { [.init($0.octets, BenchTheme.lit)] } ?? [], isActive: place == .forgeOctets)
        }
        drawAnswers(in: panes.answers, on: &screen)
    }

    private func drawBorder(_ part: Rectangle, _ title: String, isActive: Bool, on screen: inout Screen) {
        screen.write(String(repeating: "─", count: part.columns), at: part.origin, BenchTheme.border)
        guard !title.isEmpty else { return }
        screen.write(
            " \(title) ", at: Position(row: part.row, column: part.column + 1), within: max(0, part.columns - 2),
            isActive ? BenchTheme.lit : BenchTheme.border)
    }

    private func isActive(_ border: Place, _ panes: ForgePanes) -> Bool {
        border == place || border == .forgeFields && place == .forgeLayers
    }

    private func title(of place: Place, _ packet: ForgedPacket) -> String {
        switch place {
        case .forgeLayers: return "layers"
        case .forgeOctets:
            let count = packet.octets.count
            let changes = packet.differences
            let difference = changes == 0 ? "" : " · \(changes) other than in \(forge.origin)"
            return "octets · \(count)\(difference)"
        case .forgeAnswers:
            guard let tally = forge.tally else { return forge.isSending ? "answers · sending, Esc stops" : "answers" }
            return "answers · \(tally.asked) sent, \(tally.answered) answered"
        default: return packet.layers[min(forge.layer.selection ?? 0, packet.layers.count - 1)].title
        }
    }

    private func drawExpression(in part: Rectangle, on screen: inout Screen) {
        let label = " = "
        screen.write(label, at: part.origin, BenchTheme.key)
        var rest = Substring(forge.expression)
        for row in 0..<part.rows {
            let isLast = row == part.rows - 1
            let room = part.columns - label.count
            // Of plain text a character is a cell wide; what is cut ends in a sign.
            let piece = isLast ? rest : rest.prefix(room)
            screen.write(
                String(piece), at: Position(row: part.row + row, column: part.column + label.count), within: room)
            rest = rest.dropFirst(piece.count)
        }
    }

    private func drawLayers(in part: Rectangle, on screen: inout Screen) {
        for (offset, row) in forge.layer.seen(part.rows).enumerated() where forge.layerNames.indices.contains(row) {
            let isSelected = row == forge.layer.selection
            let line = Rectangle(row: part.row + offset, column: part.column, rows: 1, columns: part.columns)
            let style = isSelected && place == .forgeLayers ? Style.reversed : isSelected ? .bold : .plain
            if isSelected { screen.fill(line, style) }
            let hasWrong = forge.fields.contains { $0.piece == row && $0.isWrong }
            screen.write(
                "\(isSelected ? "▶" : " ")\(hasWrong ? "!" : " ")\(forge.layerNames[row])", at: line.origin,
                within: line.columns, style)
        }
    }

    private func drawFields(in part: Rectangle, on screen: inout Screen) {
        guard !part.isEmpty else { return }
        let widest = forge.shown.map { $0.label.cellWidth + 2 * $0.depth }.max() ?? 0
        let labels = min(max(12, widest), part.columns * 2 / 5)
        for (offset, row) in forge.field.seen(part.rows).enumerated() where forge.shown.indices.contains(row) {
            let field = forge.shown[row]
            let isSelected = row == forge.field.selection && place == .forgeFields
            let line = Rectangle(row: part.row + offset, column: part.column, rows: 1, columns: part.columns)
            let base = isSelected ? Style.reversed : .plain
            screen.fill(line, base)
            let (sign, signStyle): (String, Style) =
                switch field.state {
                case .plain: (" ", .plain)
                case .automatic: ("○", BenchTheme.dim)
                case .byHand: ("●", BenchTheme.lit)
                case .wrong: ("!", BenchTheme.wrong)
                }
            screen.write(sign, at: Position(row: line.row, column: line.column), isSelected ? base : signStyle)
            let indent = min(2 * field.depth, max(0, labels - 4))
            screen.write(
                field.label, at: Position(row: line.row, column: line.column + 2 + indent), within: labels - indent,
                isSelected ? base : field.isHeading ? BenchTheme.title : .plain)
            var column = line.column + 3 + labels
            if case .flags(let flags) = field.editor {
                column += screen.write(
                    "\(field.text) ", at: Position(row: line.row, column: column),
                    within: max(0, line.right - column), base)
                drawFlags(flags, isSelected, from: column, in: line, on: &screen)
                continue
            }
            let text = field.editor == .flag ? (field.number == 0 ? "[ ]" : "[x]") : field.text
            column +=
                screen.write(
                    text, at: Position(row: line.row, column: column), within: max(0, line.right - column), base) + 1
            let note: String
            switch field.state {
            case .wrong(let right): note = "(is \(right))"
            default: note = field.meaning
            }
            screen.write(
                note, at: Position(row: line.row, column: column), within: max(0, line.right - column),
                isSelected ? base : field.isWrong ? BenchTheme.wrong : BenchTheme.dim)
        }
    }

    /// The flags as check boxes, scrolled so far that the one one is at is seen.
    private func drawFlags(
        _ flags: [ForgedField.Flag], _ isSelected: Bool, from start: Int, in line: Rectangle, on screen: inout Screen
    ) {
        let texts = flags.map { "[\($0.isSet ? "x" : " ")]\($0.name) " }
        let width = texts.reduce(0) { $0 + $1.cellWidth }
        guard isSelected || width <= line.right - start else {
            // Those that are set are seen in any case.
            let set = flags.filter(\.isSet).map { "[x]\($0.name)" }.joined(separator: " ")
            screen.write(set, at: Position(row: line.row, column: start), within: max(0, line.right - start))
            return
        }
        var first = 0
        if isSelected {
            while first < forge.flag,
                texts[first...min(forge.flag, texts.count - 1)].reduce(0, { $0 + $1.cellWidth })
                    > line.right - start
            { first += 1 }
        }
        var column = start
        for (place, text) in texts.enumerated().dropFirst(first) {
            let isHere = isSelected && place == forge.flag
            guard column + text.cellWidth <= line.right || isHere else { break }
            column += screen.write(
                text, at: Position(row: line.row, column: column), within: max(0, line.right - column),
                isHere ? .lit(on: isSelected) : isSelected ? .reversed : .plain)
        }
    }

    private func drawAnswers(in part: Rectangle, on screen: inout Screen) {
        guard !part.isEmpty else { return }
        if forge.answers.isEmpty {
            screen.write(
                forge.isSending ? "  sent; nothing has come yet" : "  s sends the packet; answers stand here",
                at: part.origin, within: part.columns, BenchTheme.dim)
        }
        for (offset, row) in forge.answer.seen(part.rows).enumerated() where forge.answers.indices.contains(row) {
            let answer = forge.answers[row]
            let isSelected = row == forge.answer.selection && place == .forgeAnswers
            let line = Rectangle(row: part.row + offset, column: part.column, rows: 1, columns: part.columns)
            let style: Style = isSelected ? .reversed : .plain
            if isSelected { screen.fill(line, style) }
            let time = answer.delay.map { Self.milliseconds($0) } ?? ""
            let number = String(answer.question)
            screen.write(
                String(repeating: " ", count: max(0, 3 - number.count)) + "\(number)  \(answer.line)", at: line.origin,
                within: max(0, line.columns - time.count - 2),
                isSelected ? style : answer.delay == nil ? BenchTheme.doubtful : .plain)
            screen.write(
                time, at: Position(row: line.row, column: line.right - time.count - 1),
                isSelected ? style : BenchTheme.dim)
        }
    }

    static func milliseconds(_ nanoseconds: Int64) -> String {
        let microseconds = max(0, nanoseconds / 1000)
        return "\(microseconds / 1000).\((microseconds % 1000).padded(to: 3)) ms"
    }

    mutating func takeInForge(_ event: MouseEvent, in part: Rectangle) {
        let panes = ForgePanes(part, forge, place)
        let regions: [(Rectangle, Place)] = [
            (panes.layers, .forgeLayers), (panes.fields, .forgeFields), (panes.octets, .forgeOctets),
            (panes.answers, .forgeAnswers),
        ]
        guard let (pane, there) = regions.first(where: { $0.0.contains(event.position) }) else { return }
        switch event.action {
        case .wheelDown, .wheelUp:
            place = there
            moveInForge(by: event.action == .wheelDown ? 3 : -3)
        case .press where event.button == .left:
            let offset = event.position.row - pane.row
            let wasThere = place == there
            place = there
            switch there {
            case .forgeLayers:
                moveInForge(by: forge.layer.seen(pane.rows).lowerBound + offset - (forge.layer.selection ?? 0))
            case .forgeFields:
                let row = forge.field.seen(pane.rows).lowerBound + offset
                guard row < forge.shown.count else { return }
                // A second press edits.
                if wasThere, row == forge.field.selection { return editForged() }
                moveInForge(by: row - (forge.field.selection ?? 0))
            case .forgeOctets:
                if forge.octets.press(at: event.position, in: pane) { moveAcrossForge(by: 0) }
            default:
                forge.answer.select(forge.answer.seen(pane.rows).lowerBound + offset)
            }
        default: break
        }
    }
}

extension ForgedField {
    var isWrong: Bool { if case .wrong = state { true } else { false } }
}

extension Style {
    /// The flag that one is at, within a selected line or without.
    fileprivate static func lit(on selected: Bool) -> Style { selected ? .plain.with(.underlined) : .plain }
}
