/// How much of something is done.
public struct ProgressBar: Equatable, Sendable {
    /// From 0 to 1.
    public var fraction: Double
    public var label: String

    /// A fraction that is none, as of 0 of 0, is nothing done.
    public init(_ fraction: Double, _ label: String = "") {
        self.fraction = fraction.isNaN ? 0 : min(max(0, fraction), 1)
        self.label = label
    }

    /// So much of a whole.
    public init(_ done: Int, of all: Int, _ label: String = "") { self.init(Double(done) / Double(all), label) }

    private static let eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]

    /// Draws the label, a bar and the percentage in the first row of a part; the bar goes where there is no room for it.
    public func draw(in part: Rectangle, on screen: inout Screen, _ style: Style = .plain) {
        var rest = part.firstRow
        guard !rest.isEmpty else { return }
        screen.fill(rest, style)
        let percentage = rest.takeRight(min(6, rest.columns))
        // Nothing is said to be done whole before it is.
        screen.write(StyledText("\(Int(fraction * 100 + 1e-6)) %", style), .right, in: percentage)
        if !label.isEmpty {
            let width = screen.write(label, at: rest.origin, within: rest.columns, style)
            _ = rest.takeLeft(width + 1)
        }
        guard rest.columns >= 4 else { return }
        let done = Int(fraction * Double(rest.columns * 8))
        let bar = String(repeating: "█", count: done / 8) + Self.eighths[done % 8]
        screen.write(bar, at: rest.origin, style)
        screen.write(
            String(repeating: "·", count: rest.columns - bar.count),
            at: Position(row: rest.row, column: rest.column + bar.count), style.with(.dim))
    }
}
