/// Values over others as lines, several in one frame, with round numbers along both axes.
public struct LinePlot: Equatable, Sendable {
    public struct Point: Equatable, Sendable {
        public let x: Double
        public let y: Double

        public init(_ x: Double, _ y: Double) {
            self.x = x
            self.y = y
        }

        /// Neither infinite, nor so large that differences would be.
        var isDrawn: Bool { abs(x) < 1e300 && abs(y) < 1e300 }
    }

    public struct Series: Equatable, Sendable {
        public let name: String
        public let style: Style
        /// In the order in which they are joined; one that is not a number parts the line.
        public let points: [Point]
        public let isJoined: Bool

        public init(_ name: String, _ points: [Point], _ style: Style = .plain, isJoined: Bool = true) {
            self.name = name
            self.points = points
            self.style = style
            self.isJoined = isJoined
        }
    }

    public var series: [Series]
    /// What is seen; all that there is where nothing is said.
    public var xRange: ClosedRange<Double>?
    public var yRange: ClosedRange<Double>?

    public init(_ series: [Series], x: ClosedRange<Double>? = nil, y: ClosedRange<Double>? = nil) {
        self.series = series
        xRange = x
        yRange = y
    }

    private static let signs: [Character] = ["*", "+", "o", "x", "#", "@"]

    /// Draws it; axes go where there is no room for them.
    ///
    /// - Parameter isASCII: whether the terminal has no braille, and each series is drawn by a sign of its own.
    public func draw(in part: Rectangle, on screen: inout Screen, isASCII: Bool = false) {
        screen.fill(part)
        let points = series.flatMap(\.points).filter(\.isDrawn)
        guard !part.isEmpty, let first = points.first else { return }
        let xs = xRange ?? points.reduce(first.x...first.x) { min($0.lowerBound, $1.x)...max($0.upperBound, $1.x) }
        let ys = yRange ?? points.reduce(first.y...first.y) { min($0.lowerBound, $1.y)...max($0.upperBound, $1.y) }
        let y = PlotScale(ys, most: max(1, part.rows / 3))
        var rest = part
        if part.rows >= 4, part.columns >= 16 {
            drawNames(in: rest.takeTop(1), on: &screen, isASCII)
            let labels = rest.takeBottom(1)
            let numbers = y.marks.map { y.text(of: $0) }
            let left = rest.takeLeft(min((numbers.map(\.count).max() ?? 0) + 1, part.columns / 2))
            for (mark, number) in zip(y.marks, numbers) {
                let row = rest.bottom - 1 - Int((y.place(of: mark) * Double(rest.rows - 1)).rounded())
                let room = Rectangle(row: row, column: left.column, rows: 1, columns: left.columns - 1)
                screen.write(StyledText(number, .dim), .right, in: room)
                screen.write("┤", at: Position(row: row, column: left.right - 1), .dim)
            }
            for row in rest.row..<rest.bottom where screen[row, left.right - 1].text == " " {
                screen.write("│", at: Position(row: row, column: left.right - 1), .dim)
            }
            drawNumbers(PlotScale(xs, most: max(1, rest.columns / 12)), xs, in: labels, below: rest, on: &screen)
        }
        var canvas = DotCanvas(Size(rows: rest.rows, columns: rest.columns))
        for (place, one) in series.enumerated() {
            draw(one, xs, y, on: &canvas)
            guard isASCII else { continue }
            canvas.draw(at: rest.origin, on: &screen, sign: Self.signs[place % Self.signs.count])
            canvas = DotCanvas(canvas.size)
        }
        canvas.draw(at: rest.origin, on: &screen)
    }

    private func draw(_ series: Series, _ xs: ClosedRange<Double>, _ y: PlotScale, on canvas: inout DotCanvas) {
        let span = xs.upperBound - xs.lowerBound
        var before: (x: Int, y: Int)?
        for point in series.points {
            guard point.isDrawn, xs.contains(point.x) else {
                before = nil
                continue
            }
            let right = span > 0 ? (point.x - xs.lowerBound) / span : 0
            let dot = (
                x: Int((right * Double(canvas.width - 1)).rounded()),
                y: Int(((1 - y.place(of: point.y)) * Double(canvas.height - 1)).rounded())
            )
            canvas.line(from: series.isJoined ? before ?? dot : dot, to: dot, series.style)
            before = dot
        }
    }

    private func drawNames(in row: Rectangle, on screen: inout Screen, _ isASCII: Bool) {
        let pieces = series.enumerated().flatMap { place, one in
            [
                StyledText(
                    (isASCII ? String(Self.signs[place % Self.signs.count]) : "─") + " " + one.name + "  ", one.style)
            ]
        }
        let width = pieces.reduce(0) { $0 + $1.text.cellWidth(upTo: row.columns) }
        screen.write(
            pieces, at: Position(row: row.row, column: max(row.column, row.right - width)), within: row.columns)
    }

    /// The round numbers of the lower axis that do not touch each other.
    private func drawNumbers(
        _ scale: PlotScale, _ xs: ClosedRange<Double>, in row: Rectangle, below plot: Rectangle, on screen: inout Screen
    ) {
        let span = xs.upperBound - xs.lowerBound
        var free = row.column
        for mark in scale.marks where xs.contains(mark) {
            let number = scale.text(of: mark)
            let right = span > 0 ? (mark - xs.lowerBound) / span : 0
            let place = plot.column + Int((right * Double(plot.columns - 1)).rounded())
            let column = min(max(row.column, place - number.count / 2), row.right - number.count)
            guard column >= free else { continue }
            screen.write(number, at: Position(row: row.row, column: column), .dim)
            free = column + number.count + 1
        }
    }
}
