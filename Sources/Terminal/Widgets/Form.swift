/// Fields one below the other, each with a label: one goes to a field, Enter edits it, Enter or Escape ends that.
public struct Form: Equatable, Sendable {
    /// What a key or the mouse did.
    public enum Outcome: Equatable, Sendable {
        /// It means nothing here.
        case nothing
        case moved
        /// Something else is in the field of that place now.
        case changed(Int)
        /// The field of that place is no more edited, and what is in it is meant.
        case entered(Int)
        /// The field of that place is no more edited, and what was in it before is there again.
        case restored(Int)
        /// Tab in a text: the rest is asked for.
        case completion(Int)
    }

    public private(set) var fields: [FormField]
    public var list: ListState
    /// What was in the field that is edited, before.
    private var former: FormField.Value?
    /// Which of a field's boxes one is at.
    private var check = 0

    public init(_ fields: [FormField]) {
        self.fields = fields
        list = ListState(count: fields.count)
    }

    public var isEditing: Bool { former != nil }
    /// The field one is at.
    public var selection: FormField? { list.selection.map { fields[$0] } }

    /// Takes other fields, as after a change; what is being edited stays as it is while its field is there.
    public mutating func setFields(_ fields: [FormField]) {
        let edited = isEditing ? selection : nil
        let place = fields.firstIndex { $0.label == selection?.label }
        self.fields = fields
        list.setCount(fields.count)
        if let place { list.select(place) }
        if let edited, let place { self.fields[place].value = edited.value } else { former = nil }
    }

    /// Puts something into a field; stays as it is where there is no such field.
    public mutating func setValue(_ value: FormField.Value, at place: Int) {
        if fields.indices.contains(place) { fields[place].value = value }
    }

    /// Edits the field one is at.
    public mutating func edit() {
        guard let selection, !isEditing else { return }
        former = selection.value
        check = 0
    }

    /// Ends editing.
    ///
    /// - Parameter keeping: whether what is in the field stays.
    public mutating func endEditing(keeping: Bool) {
        guard let former, let place = list.selection else { return }
        if !keeping { fields[place].value = former }
        self.former = nil
    }

    /// Takes a key.
    public mutating func take(_ key: KeyPress) -> Outcome {
        guard let place = list.selection else { return .nothing }
        if isEditing {
            switch (key.key, key.modifiers) {
            case (.enter, []):
                endEditing(keeping: true)
                return .entered(place)
            case (.escape, []), (.character("c"), .control):
                endEditing(keeping: false)
                return .restored(place)
            default: return fields[place].value.take(key, check: &check, place)
            }
        }
        switch (key.key, key.modifiers) {
        case (.enter, []): edit()
        case (.up, []): list.move(by: -1)
        case (.down, []): list.move(by: 1)
        case (.home, []): list.select(0)
        case (.end, []): list.select(.max)
        default: return .nothing
        }
        return .moved
    }

    /// Goes to the field in a place of the part that it is drawn in, and edits it where one is there already; a box is
    /// checked, or is no more.
    public mutating func press(at position: Position, in part: Rectangle) -> Outcome {
        guard let row = list.row(at: position, in: part) else { return .nothing }
        if row != list.selection { endEditing(keeping: true) } else { edit() }
        list.select(row)
        guard case .checks(var checks) = fields[row].value else { return .moved }
        var column = valuePart(of: part.firstRow).column
        let first = firstCheck(checks, room: part.right - column, at: row)
        for place in checks.indices.dropFirst(first) {
            let width = checks[place].text.cellWidth
            if (column..<column + width).contains(position.column) {
                checks[place].isOn.toggle()
                fields[row].value = .checks(checks)
                return .changed(row)
            }
            column += width + 1
        }
        return .moved
    }

    /// Draws the fields that are seen, a row of the part each.
    ///
    /// - Parameter isActive: whether keys go here.
    public func draw(in part: Rectangle, on screen: inout Screen, isActive: Bool) {
        screen.fill(part)
        for (line, place) in list.seen(part.rows).enumerated() {
            let row = Rectangle(row: part.row + line, column: part.column, rows: 1, columns: part.columns)
            draw(fields[place], in: row, on: &screen, isEdited: isActive && isEditing && place == list.selection)
            if place == list.selection, !isEditing { screen.mark(row, isActive: isActive) }
        }
    }

    private func draw(_ field: FormField, in row: Rectangle, on screen: inout Screen, isEdited: Bool) {
        var rest = valuePart(of: row)
        screen.write(field.mark, at: row.origin, within: min(1, row.columns), field.isWrong ? Self.wrong : .plain)
        screen.write(
            field.label, at: Position(row: row.row, column: row.column + 2), within: rest.column - row.column - 3,
            isEdited ? .bold : .plain)
        var noteRoom = 0
        if !field.note.isEmpty { noteRoom = min(field.note.cellWidth(upTo: rest.columns) + 2, rest.columns / 2) }
        let room = rest.columns - noteRoom
        switch field.value {
        case .text(let text) where isEdited, .number(let text) where isEdited:
            text.draw(in: rest.takeLeft(room), on: &screen, Style(.underlined), isActive: true)
        case .checks(let checks):
            let first = isEdited ? firstCheck(checks, room: room, at: list.selection) : 0
            let pieces = checks.indices.dropFirst(first).flatMap { place in
                [
                    StyledText(place == first ? "" : " "),
                    StyledText(checks[place].text, isEdited && place == check ? .reversed : .plain),
                ]
            }
            _ = rest.takeLeft(screen.write(pieces, at: rest.origin, within: room))
        case .choice where isEdited:
            _ = rest.takeLeft(screen.write("◀ " + field.text + " ▶", at: rest.origin, within: room, .bold))
        default: _ = rest.takeLeft(screen.write(field.text, at: rest.origin, within: room))
        }
        _ = rest.takeLeft(2)
        screen.write(field.note, at: rest.origin, within: rest.columns, field.isWrong ? Self.wrong : .dim)
    }

    private static let wrong = Style(foreground: .red)

    /// Labels take as much as the longest, but no more than half.
    private func valuePart(of row: Rectangle) -> Rectangle {
        let longest = fields.map { $0.label.cellWidth(upTo: row.columns) }.max() ?? 0
        var rest = row
        _ = rest.takeLeft(min(longest + 4, row.columns / 2))
        return rest
    }

    /// The box that is drawn first, so that the one that one is at is seen.
    private func firstCheck(_ checks: [FormField.Check], room: Int, at place: Int?) -> Int {
        guard isEditing, place == list.selection, checks.indices.contains(check) else { return 0 }
        var (first, width) = (check, checks[check].text.cellWidth)
        while first > 0, width + 1 + checks[first - 1].text.cellWidth <= room {
            first -= 1
            width += 1 + checks[first].text.cellWidth
        }
        return first
    }
}

extension FormField.Check {
    fileprivate var text: String { (isOn ? "[x]" : "[ ]") + title }
}

extension FormField.Value {
    /// What a key does while this is edited, in the field of a place.
    fileprivate mutating func take(_ key: KeyPress, check: inout Int, _ place: Int) -> Form.Outcome {
        let step: Int? =
            switch (key.key, key.modifiers) {
            case (.up, []), (.left, []): -1
            case (.down, []), (.right, []): 1
            default: nil
            }
        switch self {
        case .number(var field) where key == KeyPress(.up) || key == KeyPress(.down):
            guard field.step(by: key.key == .up ? 1 : -1) else { return .nothing }
            self = .number(field)
            return .changed(place)
        case .text(var field):
            defer { self = .text(field) }
            return Form.Outcome(field.take(key), place)
        case .number(var field):
            defer { self = .number(field) }
            return Form.Outcome(field.take(key), place)
        case .checks(var checks):
            if let step, !checks.isEmpty {
                check = min(max(0, check + step), checks.count - 1)
                return .moved
            }
            guard key == KeyPress(" "), checks.indices.contains(check) else { return .nothing }
            checks[check].isOn.toggle()
            self = .checks(checks)
            return .changed(place)
        case .choice(let choices, let selection):
            guard !choices.isEmpty else { return .nothing }
            if let step {
                self = .choice(choices, (selection + step + choices.count) % choices.count)
                return .changed(place)
            }
            // The next that begins so.
            guard case .character(let letter) = key.key, key.modifiers.isEmpty else { return .nothing }
            let order = (1...choices.count).map { (selection + $0) % choices.count }
            guard let next = order.first(where: { choices[$0].lowercased().hasPrefix(letter.lowercased()) }) else {
                return .nothing
            }
            self = .choice(choices, next)
            return .changed(place)
        }
    }
}

extension Form.Outcome {
    fileprivate init(_ outcome: TextField.Outcome, _ place: Int) {
        self =
            switch outcome {
            case .changed: .changed(place)
            case .completion: .completion(place)
            case .moved: .moved
            case .nothing, .entered, .left: .nothing
            }
    }
}
