/// Turns screens into what a terminal must be sent: what differs from the last, and nothing where nothing does.
public struct Renderer: Sendable {
    public var abilities: TerminalAbilities {
        didSet { if abilities != oldValue { invalidate() } }
    }
    /// What the terminal shows; `nil` where nobody knows.
    private var shown: Screen?
    private var style: Style?
    /// Where the terminal's cursor stands; `nil` where terminals disagree.
    private var position: Position?
    private var isCursorVisible: Bool?

    public init(_ abilities: TerminalAbilities) { self.abilities = abilities }

    /// From now on nothing is known of what the terminal shows: the next frame is drawn whole.
    public mutating func invalidate() { (shown, style, position, isCursorVisible) = (nil, nil, nil, nil) }

    /// Appends what makes the terminal show a screen.
    public mutating func render(_ next: Screen, into octets: inout [UInt8]) {
        guard shown != next else { return }
        let start = octets.count
        if abilities.synchronizes { octets += "\u{1b}[?2026h".utf8 }
        let opened = octets.count
        show(cursor: false, into: &octets)
        if shown?.size != next.size {
            setStyle(.plain, into: &octets)
            octets += "\u{1b}[2J".utf8
            shown = Screen(next.size)
            position = nil
        }
        let last = shown ?? Screen(next.size)
        for row in 0..<next.size.rows { render(row: row, from: last, to: next, into: &octets) }
        shown = next
        if let cursor = next.cursor, next.bounds.contains(cursor) {
            move(to: cursor, into: &octets)
            show(cursor: true, into: &octets)
        }
        if octets.count == opened {
            octets.removeLast(opened - start)
        } else if abilities.synchronizes {
            octets += "\u{1b}[?2026l".utf8
        }
    }

    private mutating func render(row: Int, from last: Screen, to next: Screen, into octets: inout [UInt8]) {
        let columns = next.size.columns
        let start = row * columns
        guard last.cells[start..<start + columns] != next.cells[start..<start + columns] else { return }
        // Behind it the row is blank.
        let end = (next.cells[start..<start + columns].lastIndex { $0 != .blank } ?? start - 1) + 1 - start
        var column = 0
        while column < columns {
            let cell = next.cells[start + column]
            let width = max(1, Int(cell.width))
            guard
                last.cells[start + column..<start + column + width]
                    != next.cells[start + column..<start + column + width]
            else {
                column += width
                continue
            }
            move(to: Position(row: row, column: column), into: &octets)
            if column >= end, columns - column > 2 {
                setStyle(.plain, into: &octets)
                octets += "\u{1b}[K".utf8
                return
            }
            setStyle(cell.style, into: &octets)
            write(cell, into: &octets)
            column += width
            let isKnown = cell.isSettled || !abilities.takesUnicode
            position = isKnown && column < columns ? Position(row: row, column: column) : nil
        }
    }

    private func write(_ cell: Cell, into octets: inout [UInt8]) {
        if abilities.takesUnicode || cell.character.isASCII {
            octets += cell.character.utf8
        } else {
            octets += repeatElement(Self.nearest(cell.character), count: max(1, Int(cell.width)))
        }
    }

    /// The ASCII that comes near to a character.
    private static func nearest(_ character: Character) -> UInt8 {
        let scalar = character.unicodeScalars.first?.value ?? 0
        let near: Character =
            switch scalar {
            case 0x2500, 0x2501, 0x2504, 0x2505, 0x2508, 0x2509, 0x2550, 0x2574, 0x2576: "-"
            case 0x2502, 0x2503, 0x2506, 0x2507, 0x250a, 0x250b, 0x2551, 0x2575, 0x2577, 0x258f, 0x2595: "|"
            case 0x250c..<0x2550, 0x2552..<0x2574: "+"
            case 0x2580..<0x25a0, 0x25a0: "#"
            case 0x2800: " "
            case 0x2801..<0x2900: "*"
            case 0x25b2, 0x25b4, 0x2191: "^"
            case 0x25bc, 0x25be, 0x2193: "v"
            case 0x25b6, 0x25b8, 0x2192: ">"
            case 0x25c0, 0x25c2, 0x2190: "<"
            case 0x25cf, 0x2022: "*"
            case 0x25cb: "o"
            case 0x2026, 0xb7: "."
            case 0x2713: "+"
            case 0x2717, 0xd7: "x"
            case 0x2013, 0x2014: "-"
            default: "?"
            }
        return near.asciiValue ?? 0x3f
    }

    private mutating func move(to place: Position, into octets: inout [UInt8]) {
        guard position != place else { return }
        if let position, position.row == place.row, position.column < place.column {
            let count = place.column - position.column
            octets += count == 1 ? "\u{1b}[C".utf8 : "\u{1b}[\(count)C".utf8
        } else {
            octets += "\u{1b}[\(place.row + 1);\(place.column + 1)H".utf8
        }
        position = place
    }

    private mutating func show(cursor isVisible: Bool, into octets: inout [UInt8]) {
        guard isCursorVisible != isVisible else { return }
        octets += isVisible ? "\u{1b}[?25h".utf8 : "\u{1b}[?25l".utf8
        isCursorVisible = isVisible
    }

    /// ECMA-48 8.3.117 (SGR); the brighter colours and the palette as in xterm.
    private mutating func setStyle(_ next: Style, into octets: inout [UInt8]) {
        let next = Style(
            foreground: abilities.colors.nearest(next.foreground),
            background: abilities.colors.nearest(next.background),
            next.attributes)
        guard style != next else { return }
        style = next
        octets += "\u{1b}[0".utf8
        for (attribute, number) in Self.attributes where next.attributes.contains(attribute) {
            octets += [UInt8(ascii: ";"), UInt8(ascii: "0") + number]
        }
        append(next.foreground, base: 30, into: &octets)
        append(next.background, base: 40, into: &octets)
        octets.append(UInt8(ascii: "m"))
    }

    private static let attributes: [(Style.Attributes, UInt8)] = [
        (.bold, 1), (.dim, 2), (.italic, 3), (.underlined, 4), (.reversed, 7), (.struck, 9),
    ]

    private func append(_ color: Color, base: Int, into octets: inout [UInt8]) {
        switch color.kind {
        case .standard: break
        case .palette(let number) where number < 8: octets += ";\(base + Int(number))".utf8
        case .palette(let number) where number < 16: octets += ";\(base + 60 + Int(number) - 8)".utf8
        case .palette(let number): octets += ";\(base + 8);5;\(number)".utf8
        case .parts(let red, let green, let blue): octets += ";\(base + 8);2;\(red);\(green);\(blue)".utf8
        }
    }
}
