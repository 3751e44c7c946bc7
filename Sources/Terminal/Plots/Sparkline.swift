/// How a value went, in one row: a bar of eight heights for each.
public struct Sparkline: Equatable, Sendable {
    public var values: [Double]
    /// What fills a row; the largest value that is seen where there is none.
    public var most: Double?

    public init(_ values: [Double], most: Double? = nil) {
        self.values = values
        self.most = most
    }

    /// Draws the latest values in the first row of a part, the last at the right.
    ///
    /// - Parameter isASCII: whether the terminal has no blocks, and heights are told by other signs.
    public func draw(in part: Rectangle, on screen: inout Screen, _ style: Style = .plain, isASCII: Bool = false) {
        screen.fill(part.firstRow, style)
        guard !part.isEmpty else { return }
        let seen = values.suffix(part.columns)
        let most = most ?? seen.filter(\.isFinite).max() ?? 0
        let bars = Array(isASCII ? " .:-=+*#" : "▁▂▃▄▅▆▇█")
        let line = seen.map { value -> Character in
            guard value.isFinite else { return " " }
            guard most > 0, value > 0 else { return bars[0] }
            return bars[min(7, Int(min(1, value / most) * 8))]
        }
        screen.write(String(line), at: Position(row: part.row, column: part.right - line.count), style)
    }
}
