import Terminal

/// The way to a host, and what its ports say.
struct PathView {
}

extension BenchModel {
    /// Makes what will be drawn.
    mutating func preparePath() {}

    func drawPath(in part: Rectangle, on screen: inout Screen) {
        screen.write("Path is not there yet", at: Position(row: part.row + 1, column: part.column + 2), BenchTheme.dim)
    }

    mutating func takeInPath(_ event: MouseEvent, in part: Rectangle) {}
}
