import Terminal

/// What the field is that one is at.
struct ExplainView {
}

extension BenchModel {
    /// Makes what will be drawn.
    mutating func prepareExplain() {}

    func drawExplain(in part: Rectangle, on screen: inout Screen) {
        screen.write(
            "Explain is not there yet", at: Position(row: part.row + 1, column: part.column + 2), BenchTheme.dim)
    }

    mutating func takeInExplain(_ event: MouseEvent, in part: Rectangle) {}
}
