/// How octets stand in a part: how many a row, and what beside them.
public struct HexLayout: Equatable, Sendable {
    public let octetsPerRow: Int
    /// The digits of the offsets; 0 where there is no room for them.
    let offsetDigits: Int
    let hasText: Bool

    /// As many octets as fit, of 32, 16 or 8 and fewer still; text and offsets go first where it is narrow.
    public init(columns: Int, count: Int) {
        let digits = max(4, String(max(0, count - 1), radix: 16).count)
        let layouts: [HexLayout] = [
            .init(32, digits, true), .init(16, digits, true), .init(16, digits, false), .init(8, digits, true),
            .init(8, digits, false), .init(8, 0, false), .init(4, 0, false), .init(2, 0, false),
        ]
        self = layouts.first { $0.columns <= columns } ?? .init(1, 0, false)
    }

    private init(_ octetsPerRow: Int, _ offsetDigits: Int, _ hasText: Bool) {
        self.octetsPerRow = octetsPerRow
        self.offsetDigits = offsetDigits
        self.hasText = hasText
    }

    /// The first column of an octet's digits, by its place in the row; eight and eight stand a little apart.
    func hexColumn(_ place: Int) -> Int { (offsetDigits > 0 ? offsetDigits + 2 : 0) + place * 3 + place / 8 }
    func textColumn(_ place: Int) -> Int { hexColumn(octetsPerRow - 1) + 4 + place }
    /// How many it takes.
    var columns: Int { hasText ? textColumn(octetsPerRow) : hexColumn(octetsPerRow - 1) + 2 }

    /// What stands in a column: an octet by its place in the row; the space behind its digits is its own.
    func place(at column: Int) -> (place: Int, side: HexView.Side)? {
        if hasText, (textColumn(0)..<textColumn(octetsPerRow)).contains(column) {
            return (column - textColumn(0), .text)
        }
        return (0..<octetsPerRow).last { hexColumn($0) <= column }
            .flatMap { column <= hexColumn($0) + 2 ? ($0, .hex) : nil }
    }
}
