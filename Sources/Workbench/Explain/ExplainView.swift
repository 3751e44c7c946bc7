import PacketPresenters
import Packets
import Terminal

/// What a field, an item or a protocol is: by the name that was asked for, or what one is at among the packets.
struct ExplainView {
    /// What a text was made of.
    struct Subject: Equatable {
        var name: String
        /// The packet whose values are shown; `nil` where none is looked at.
        var packet: Int?
        var generation: Int
        var width: Int
    }

    /// The name that was asked for.
    var wanted: String?
    var subject: Subject?
    var lines: [String] = []
    var list = ListState()
    /// How many columns are out of sight at the left.
    var shift = 0
    /// Where a name is typed; made when one is first asked for.
    var field: FilterLine?
}

extension BenchModel {
    /// The name of what one is at in the packet that is looked at: of a line without a name, of what it lies in; the innermost
    /// layer, at the first line.
    private var nameBelowCursor: String? {
        guard let exhibit = packets.exhibit else { return nil }
        let lines = exhibit.lines
        let row = packets.tree.list.selection.flatMap { $0 > 0 && packets.tree.shown.indices.contains($0) ? $0 : nil }
        let innermost = lines.lastIndex { $0.isLayer && $0.field != nil }
        guard let start = row.map({ packets.tree.shown[$0] }) ?? innermost else { return nil }
        var depth = lines[start].depth + 1
        for line in lines[...start].reversed() where line.depth < depth {
            if let field = line.field { return field }
            depth = line.depth
        }
        return nil
    }

    /// Makes what will be drawn.
    mutating func prepareExplain() {
        guard let name = explain.wanted ?? nameBelowCursor else {
            explain.subject = nil
            explain.lines = []
            return
        }
        let subject = ExplainView.Subject(
            name: name, packet: packets.exhibit?.number, generation: shelf.generation, width: size.columns)
        guard subject != explain.subject else { return }
        let isSame = explain.subject?.name == name
        explain.subject = subject
        explain.lines = text(of: subject)
        explain.list.setCount(explain.lines.count)
        guard !isSame else { return }
        explain.list = ListState(count: explain.lines.count)
        explain.shift = 0
    }

    private func text(of subject: ExplainView.Subject) -> [String] {
        guard let explanation = Explanation(of: subject.name, in: registry) else { return [] }
        var text = TextBuffer()
        let width = max(24, subject.width - 2)
        if let packet = subject.packet, let file = shelf.file {
            FrameDissector(registry: registry, index: shelf.index, file: file).dissect([packet]) {
                explanation.write(with: &$0, into: &text, width: width)
            }
        }
        if text.count == 0 { explanation.write(into: &text, width: width) }
        return String(decoding: text).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// Explains what one is at among the packets.
    mutating func explainHere() {
        explain.wanted = nil
        guard nameBelowCursor != nil else {
            return complain("there is no packet to explain; / in Explain asks for a name")
        }
        view = .explain
    }

    mutating func askForName() {
        var field = explain.field ?? FilterLine(registry)
        field.text = ""
        explain.field = field
        entry = .name
    }

    mutating func takeInName(_ key: KeyPress) {
        switch explain.field?.take(key) {
        case .entered:
            entry = nil
            let name = (explain.field?.text ?? "").filter { !$0.isWhitespace }
            if !name.isEmpty { explain(named: name) }
        case .left: entry = nil
        default: break
        }
    }

    private mutating func explain(named name: String) {
        let name = registry.protocolID(named: name).map { String(describing: registry[$0].name) } ?? name
        guard Explanation(of: name, in: registry) != nil else {
            let near = Spelling.suggestions(for: name, among: registry.fields.map(\.name))
            let hint = near.isEmpty ? "Tab completes names" : "did you mean \(near.joined(separator: ", "))?"
            return complain("nothing is called '\(name)'; \(hint)")
        }
        explain.wanted = name
    }

    /// How many lines are seen at a time.
    private var explainedRows: Int { max(1, body.rows - 1) }

    mutating func scrollExplanation(by lines: Int) { explain.list.scroll(by: lines, seen: explainedRows) }
    mutating func pageExplanation(_ pages: Int) { scrollExplanation(by: pages * max(1, explainedRows - 1)) }

    mutating func shiftExplanation(by columns: Int) {
        let widest = explain.lines.map(\.cellWidth).max() ?? 0
        explain.shift = max(0, min(explain.shift + columns, widest - size.columns + 2))
    }

    func drawExplain(in part: Rectangle, on screen: inout Screen) {
        var rest = part
        let top = rest.takeTop(1)
        if case .name = entry, let field = explain.field {
            let label = " explain  "
            screen.write(label, at: top.origin, BenchTheme.key)
            var room = top
            _ = room.takeLeft(label.count)
            drawExplanation(in: rest, on: &screen)
            field.field.draw(in: room, on: &screen, isActive: true)
            return draw(offersOf: field, below: top.row, on: &screen)
        }
        guard let subject = explain.subject else {
            return screen.note(
                "Explain says what a field is: go to one in Packets and press x, or / and a name", in: part)
        }
        let packet = subject.packet.map { "  packet \($0)" } ?? ""
        screen.write(String(repeating: "─", count: top.columns), at: top.origin, BenchTheme.border)
        let title = Position(row: top.row, column: top.column + 2)
        screen.write(" \(subject.name)\(packet) ", at: title, within: top.columns - 4, BenchTheme.lit)
        drawExplanation(in: rest, on: &screen)
    }

    private func drawExplanation(in part: Rectangle, on screen: inout Screen) {
        let seen = explain.list.seen(part.rows)
        for (offset, row) in seen.enumerated() where explain.lines.indices.contains(row) {
            let line = explain.lines[row]
            let style: Style =
                row == 0
                ? BenchTheme.title
                : line.contains("+=+") ? BenchTheme.lit : line.hasPrefix("+-") ? BenchTheme.dim : .plain
            screen.write(
                line.dropFirst(explain.shift), at: Position(row: part.row + offset, column: part.column + 1),
                within: part.columns - 1, style)
        }
        if seen.upperBound < explain.lines.count, part.rows > 1 {
            let more = " \(explain.lines.count - seen.upperBound) more ↓ "
            screen.write(
                more, at: Position(row: part.row - 1, column: max(0, part.right - more.count - 1)), BenchTheme.dim)
        }
    }

    mutating func takeInExplain(_ event: MouseEvent, in part: Rectangle) {
        switch event.action {
        case .wheelDown: scrollExplanation(by: 3)
        case .wheelUp: scrollExplanation(by: -3)
        default: break
        }
    }
}

extension Screen {
    /// What a view says that has nothing to show: lines of words in the middle of nothing.
    mutating func note(_ text: String, in part: Rectangle) {
        var (lines, line) = ([String](), "")
        for word in text.split(separator: " ") {
            if !line.isEmpty, line.count + 1 + word.count > part.columns - 4 {
                lines.append(line)
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        for (offset, line) in (lines + [line]).enumerated() where offset + 1 < part.rows {
            write(
                line, at: Position(row: part.row + 1 + offset, column: part.column + 2), within: part.columns - 3,
                BenchTheme.dim)
        }
    }
}
