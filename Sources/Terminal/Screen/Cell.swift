/// One cell of a screen.
struct Cell: Equatable {
    /// What stands in it; a cluster that takes two cells stands in the first of them.
    var character: Character = " "
    var style = Style.plain
    /// The cells that it takes; 0 for the second of two.
    var width: UInt8 = 1
    /// Whether every terminal agrees on the width.
    var isSettled = true

    static let blank = Cell()

    /// Blank, in a style.
    init(_ style: Style = .plain) { self.style = style }

    init(_ character: CellCharacter, _ style: Style) {
        self.character = character.character
        self.style = style
        width = UInt8(character.width)
        isSettled = character.isSettled
    }

    /// The second cell of a cluster that takes two.
    static func second(_ style: Style) -> Cell {
        var cell = Cell(style)
        cell.width = 0
        return cell
    }
}
