import Terminal

/// What the host knows: interfaces, sockets, routes, neighbors.
struct HostView {
}

extension BenchModel {
    /// Makes what will be drawn.
    mutating func prepareHost() {}

    func drawHost(in part: Rectangle, on screen: inout Screen) {
        screen.write("Host is not there yet", at: Position(row: part.row + 1, column: part.column + 2), BenchTheme.dim)
    }

    mutating func takeInHost(_ event: MouseEvent, in part: Rectangle) {}
}
