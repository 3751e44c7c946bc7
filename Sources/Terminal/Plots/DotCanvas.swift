/// Dots, two beside and four below each other in a cell. (Unicode 2800, "Braille Patterns")
struct DotCanvas {
    let size: Size
    private var dots: [UInt8]
    private var styles: [Style]
    private static let bits: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]

    init(_ size: Size) {
        self.size = size
        dots = Array(repeating: 0, count: size.rows * size.columns)
        styles = Array(repeating: .plain, count: dots.count)
    }

    var width: Int { size.columns * 2 }
    var height: Int { size.rows * 4 }

    mutating func set(x: Int, y: Int, _ style: Style) {
        guard (0..<width).contains(x), (0..<height).contains(y) else { return }
        let place = y / 4 * size.columns + x / 2
        dots[place] |= Self.bits[y % 4][x % 2]
        styles[place] = style
    }

    /// All dots between two, which lie within.
    mutating func line(from a: (x: Int, y: Int), to b: (x: Int, y: Int), _ style: Style) {
        let steps = max(abs(b.x - a.x), abs(b.y - a.y))
        for step in 0...steps {
            let part = steps == 0 ? 0 : Double(step) / Double(steps)
            set(
                x: a.x + Int((Double(b.x - a.x) * part).rounded()), y: a.y + Int((Double(b.y - a.y) * part).rounded()),
                style)
        }
    }

    func draw(at position: Position, on screen: inout Screen, sign: Character? = nil) {
        for place in dots.indices where dots[place] != 0 {
            let character = sign ?? Unicode.Scalar(0x2800 + UInt32(dots[place])).map { Character($0) } ?? "*"
            screen.write(
                String(character),
                at: Position(row: position.row + place / size.columns, column: position.column + place % size.columns),
                styles[place])
        }
    }
}
