/// A column of a table.
public struct TableColumn: Equatable, Sendable {
    public let title: String
    public let alignment: Alignment
    /// How wide it would be, and how narrow it may become before others are hidden for it, in cells.
    public var width: Int
    public let minimum: Int
    /// Whether it takes what nobody else wants.
    public let stretches: Bool
    /// Where there is no room for all, the columns of the lowest are hidden first.
    public let priority: Int
    public let isSortable: Bool
    /// Whether it was not chosen away.
    public var isChosen = true

    public init(
        _ title: String, _ alignment: Alignment = .left, width: Int, minimum: Int? = nil, stretches: Bool = false,
        priority: Int = 0, isSortable: Bool = true
    ) {
        self.title = title
        self.alignment = alignment
        self.width = max(1, width)
        self.minimum = min(max(1, minimum ?? width), self.width)
        self.stretches = stretches
        self.priority = priority
        self.isSortable = isSortable
    }
}

/// Which columns are seen, and where: one space apart.
struct TableLayout: Equatable {
    struct Place: Equatable {
        /// Which of the columns.
        let index: Int
        let start: Int
        let width: Int
    }
    let places: [Place]

    init(_ columns: [TableColumn], room: Int) {
        var seen = columns.indices.filter { columns[$0].isChosen }
        func narrowest(_ seen: [Int]) -> Int { seen.reduce(seen.count - 1) { $0 + columns[$1].minimum } }
        while seen.count > 1, narrowest(seen) > room {
            // Of several that are as little wanted, the last.
            let least = seen.indices.reversed().min { columns[seen[$0]].priority < columns[seen[$1]].priority }
            if let least { seen.remove(at: least) }
        }
        var free = max(0, room - narrowest(seen))
        var widths = seen.map { min(columns[$0].minimum, max(0, room)) }
        for place in seen.indices.sorted(by: { columns[seen[$0]].priority > columns[seen[$1]].priority }) {
            let more = min(free, columns[seen[place]].width - columns[seen[place]].minimum)
            widths[place] += more
            free -= more
        }
        if let place = seen.firstIndex(where: { columns[$0].stretches }) { widths[place] += free }
        var start = 0
        places = zip(seen, widths).map { index, width in
            defer { start += width + 1 }
            return Place(index: index, start: start, width: width)
        }
    }
}
