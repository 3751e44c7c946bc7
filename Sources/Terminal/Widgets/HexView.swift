/// Octets as hexadecimal digits and as text, in which one moves, selects and edits. The octets are the caller's.
public struct HexView: Equatable, Sendable {
    /// Where the cursor stands: in the digits, or in the text.
    public enum Side: Sendable { case hex, text }

    /// Octets that look otherwise than the rest.
    public struct Highlight: Equatable, Sendable {
        public let range: Range<Int>
        public let style: Style

        public init(_ range: Range<Int>, _ style: Style) {
            self.range = range
            self.style = style
        }
    }

    /// What a key did.
    public enum Outcome: Equatable, Sendable {
        /// It means nothing here.
        case nothing
        case moved
        /// What the caller is to do to the octets.
        case changed(HexChange)
    }

    /// How many octets there are.
    public private(set) var count: Int
    /// The octet one is at; the one behind the last while one edits.
    public private(set) var cursor = 0
    public private(set) var side = Side.hex
    /// Whether digits and letters edit.
    public var isEditing = false {
        didSet { go(to: cursor) }
    }
    /// Whether the next digit is an octet's second.
    private(set) var isSecondDigit = false
    /// Where selecting began.
    private var anchor: Int?
    /// An octet of the row that is seen first.
    private var top = 0

    public init(count: Int = 0) { self.count = max(0, count) }

    /// The octets that are selected, that at the cursor among them.
    public var selection: Range<Int>? {
        anchor.map { min($0, cursor)..<max($0, cursor) + 1 }?.clamped(to: 0..<count)
    }

    /// There are more octets now, or fewer.
    public mutating func setCount(_ count: Int) {
        guard count != self.count else { return }
        self.count = max(0, count)
        go(to: cursor)
    }

    /// Goes to an octet, or to the nearest that there is.
    ///
    /// - Parameter selecting: whether what is between is selected, from where one was or where that began.
    public mutating func go(to offset: Int, selecting: Bool = false) {
        anchor = selecting ? anchor ?? cursor : nil
        cursor = min(max(0, offset), last)
        isSecondDigit = false
    }

    /// Selects octets, as those of a field are; none where the range is empty.
    public mutating func select(_ range: Range<Int>) {
        let range = range.clamped(to: 0..<count)
        go(to: range.lowerBound)
        if !range.isEmpty { go(to: range.upperBound - 1, selecting: true) }
    }

    /// Goes from the digits to the text, or back.
    public mutating func switchSide() {
        side = side == .hex ? .text : .hex
        isSecondDigit = false
    }

    /// Remembers what is seen, so that the next move is one within it; called when something has been done.
    public mutating func settle(in part: Rectangle) {
        let layout = HexLayout(columns: part.columns, count: count)
        top = firstRow(layout, part.rows) * layout.octetsPerRow
    }

    /// Takes a key: arrows and the like go, with Shift they select; while one edits, digits and letters change octets, Tab
    /// goes to the other side, Insert, Delete and Backspace add and take away.
    public mutating func take(_ key: KeyPress, in part: Rectangle) -> Outcome {
        defer { settle(in: part) }
        let layout = HexLayout(columns: part.columns, count: count)
        if let offset = destination(of: key, layout.octetsPerRow, rows: part.rows) {
            go(to: offset, selecting: key.modifiers.contains(.shift))
            return .moved
        }
        guard isEditing else { return .nothing }
        switch (key.key, key.modifiers) {
        case (.tab, []) where layout.hasText:
            switchSide()
            return .moved
        case (.insert, []): return insert(0)
        case (.delete, []): return remove(selection ?? cursor..<cursor + 1)
        case (.backspace, []): return remove(selection ?? cursor - 1..<cursor)
        case (.character(let character), []), (.character(let character), .shift): return type(character)
        default: return .nothing
        }
    }

    /// Goes where the mouse is pressed, or selects up to where it is dragged.
    ///
    /// - Returns: whether there is an octet.
    @discardableResult
    public mutating func press(at position: Position, in part: Rectangle, selecting: Bool = false) -> Bool {
        let layout = HexLayout(columns: part.columns, count: count)
        guard part.contains(position), let found = layout.place(at: position.column - part.column) else { return false }
        let offset = (firstRow(layout, part.rows) + position.row - part.row) * layout.octetsPerRow + found.place
        guard offset <= last else { return false }
        side = found.side
        go(to: offset, selecting: selecting)
        return true
    }

    /// The last place to be at: while one edits, that behind the last octet.
    private var last: Int { isEditing ? count : max(0, count - 1) }

    /// The row that is seen first when so many fit: the one with the cursor is among them.
    func firstRow(_ layout: HexLayout, _ rows: Int) -> Int {
        let row = cursor / layout.octetsPerRow
        let first = min(max(top / layout.octetsPerRow, row - max(0, rows - 1)), row)
        return min(first, max(0, last / layout.octetsPerRow + 1 - rows))
    }

    /// Where a key leads to, if it is one that goes.
    private func destination(of key: KeyPress, _ octetsPerRow: Int, rows: Int) -> Int? {
        let start = cursor - cursor % octetsPerRow
        switch (key.key, key.modifiers.subtracting(.shift)) {
        case (.left, []): return cursor - 1
        case (.right, []): return cursor + 1
        // In the column where one is.
        case (.up, []): return cursor >= octetsPerRow ? cursor - octetsPerRow : cursor
        case (.down, []): return start + octetsPerRow <= last ? cursor + octetsPerRow : cursor
        case (.pageUp, []): return max(cursor % octetsPerRow, cursor - octetsPerRow * max(1, rows - 1))
        case (.pageDown, []): return cursor + octetsPerRow * max(1, rows - 1)
        case (.home, []): return start
        case (.end, []): return start + octetsPerRow - 1
        case (.home, .control): return 0
        case (.end, .control): return last
        default: return nil
        }
    }

    private mutating func type(_ character: Character) -> Outcome {
        let octet: UInt8
        var mask: UInt8 = 0xff
        if side == .text {
            guard let ascii = character.asciiValue, ascii >= 0x20, ascii < 0x7f else { return .nothing }
            octet = ascii
        } else {
            guard character.isASCII, let digit = character.hexDigitValue else { return .nothing }
            octet = UInt8(isSecondDigit ? digit : digit << 4)
            mask = isSecondDigit ? 0x0f : 0xf0
        }
        let change =
            cursor < count ? HexChange.set(at: cursor, octet: octet, mask: mask) : .insert(at: cursor, octet: octet)
        count = max(count, cursor + 1)
        let isWhole = side == .text || isSecondDigit
        go(to: isWhole ? cursor + 1 : cursor)
        isSecondDigit = !isWhole
        return .changed(change)
    }

    private mutating func insert(_ octet: UInt8) -> Outcome {
        count += 1
        go(to: cursor)
        return .changed(.insert(at: cursor, octet: octet))
    }

    private mutating func remove(_ range: Range<Int>) -> Outcome {
        let range = range.clamped(to: 0..<count)
        guard !range.isEmpty else { return .moved }
        count -= range.count
        go(to: range.lowerBound)
        return .changed(.remove(range))
    }
}
