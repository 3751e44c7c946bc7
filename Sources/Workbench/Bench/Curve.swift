import Terminal

/// How a value went, a look after the other.
struct Curve: Sendable, Equatable {
    private(set) var values: [Double] = []
    /// So many are kept.
    private static let limit = 60

    mutating func append(_ value: Double) {
        values.append(value)
        if values.count > Self.limit { values.removeFirst(values.count - Self.limit) }
    }

    /// The latest values, as a cell of a table holds them.
    func text(_ width: Int) -> String {
        var row = Screen(Size(rows: 1, columns: width))
        Sparkline(values).draw(in: row.bounds, on: &row)
        return row.text
    }
}

extension TableState {
    /// Gives the columns of curves, which have no title, a width: what stands in them is made for it.
    mutating func setCurves(to width: Int) {
        for (place, column) in columns.enumerated() where column.title.isEmpty {
            widen(place, by: width - column.width)
        }
    }
}
