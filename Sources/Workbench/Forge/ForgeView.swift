import Terminal

/// The packet that is made: layer by layer, as a form, as octets and as an expression.
struct ForgeView {
}

extension BenchModel {
    /// Makes what will be drawn.
    mutating func prepareForge() {}

    func drawForge(in part: Rectangle, on screen: inout Screen) {
        screen.write("Forge is not there yet", at: Position(row: part.row + 1, column: part.column + 2), BenchTheme.dim)
    }

    mutating func takeInForge(_ event: MouseEvent, in part: Rectangle) {}
}
