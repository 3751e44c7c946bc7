import Terminal

/// The connections of our own stack, and why it does what it does.
struct StackView {
}

extension BenchModel {
    /// Makes what will be drawn.
    mutating func prepareStack() {}

    func drawStack(in part: Rectangle, on screen: inout Screen) {
        screen.write("Stack is not there yet", at: Position(row: part.row + 1, column: part.column + 2), BenchTheme.dim)
    }

    mutating func takeInStack(_ event: MouseEvent, in part: Rectangle) {}
}
