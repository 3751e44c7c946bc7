/// Views of which one is seen: a row of their numbers and titles.
public struct Tabs: Equatable, Sendable {
    public let titles: [String]
    /// Which one is seen.
    public private(set) var selection: Int

    public init(_ titles: [String], selection: Int = 0) {
        self.titles = titles
        self.selection = 0
        select(selection)
    }

    /// Goes to one, by its place from 0; stays where there is no such one.
    public mutating func select(_ place: Int) {
        if titles.indices.contains(place) { selection = place }
    }

    /// Goes to the next, or to one before where it is less than 0; behind the last comes the first.
    public mutating func move(by count: Int) {
        guard !titles.isEmpty else { return }
        let next = (selection + count % titles.count) % titles.count
        selection = next < 0 ? next + titles.count : next
    }

    /// Goes to the one in a place of the part that they are drawn in.
    ///
    /// - Returns: whether there is one.
    @discardableResult
    public mutating func press(at position: Position, in part: Rectangle) -> Bool {
        guard let tab = places(in: part).first(where: { $0.part.contains(position) }) else { return false }
        selection = tab.place
        return true
    }

    /// Draws them in the first row of a part.
    ///
    /// - Returns: the columns that they took.
    @discardableResult
    public func draw(in part: Rectangle, on screen: inout Screen, _ style: Style = .plain) -> Int {
        screen.fill(part.firstRow, style)
        let places = places(in: part)
        for tab in places {
            screen.write(
                tab.text, at: tab.part.origin, within: tab.part.columns,
                tab.place == selection ? style.with([.reversed, .bold]) : style)
        }
        return places.last.map { $0.part.right - part.column } ?? 0
    }

    /// What is said of each, and where: with no room for all titles only that of the one that is seen, then nothing else.
    private func places(in part: Rectangle) -> [(place: Int, text: String, part: Rectangle)] {
        func texts(_ isNamed: (Int) -> Bool) -> [(place: Int, text: String)] {
            titles.indices.map { ($0, isNamed($0) ? " \($0 + 1) \(titles[$0]) " : " \($0 + 1) ") }
        }
        guard !part.isEmpty, !titles.isEmpty else { return [] }
        let choices = [texts { _ in true }, texts { $0 == selection }]
        let chosen =
            choices.first { $0.reduce(0) { $0 + $1.text.cellWidth } <= part.columns } ?? [choices[1][selection]]
        var rest = part.firstRow
        return chosen.map { ($0.place, $0.text, rest.takeLeft($0.text.cellWidth(upTo: part.columns))) }
    }
}
