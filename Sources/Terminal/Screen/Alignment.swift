/// At which side of its room a text stands.
public enum Alignment: Sendable { case left, right, center }

extension Screen {
    /// Writes a text into the first row of a part, at one of its sides; what does not fit ends in `…`.
    mutating func write(_ piece: StyledText, _ alignment: Alignment, in part: Rectangle) {
        guard !part.isEmpty else { return }
        let free = part.columns - piece.text.cellWidth(upTo: part.columns)
        let before =
            switch alignment {
            case .left: 0
            case .right: free
            case .center: free / 2
            }
        write(
            [piece], at: Position(row: part.row, column: part.column + before), within: part.columns - before)
    }
}

extension StringProtocol {
    /// How many cells it takes, or `most` where they are more: however long it is, no more of it is looked at.
    func cellWidth(upTo most: Int) -> Int {
        var width = 0
        for character in self {
            width += CellCharacter(character).width
            if width >= most { return most }
        }
        return width
    }

    /// As much of it as takes no more cells; what is cut ends in `…`.
    func shortened(to most: Int) -> String {
        var (kept, width, short) = ("", 0, "")
        for character in self {
            let next = CellCharacter(character).width
            guard width + next <= most else { return most > 0 ? short + "…" : "" }
            kept.append(character)
            width += next
            if width < most { short = kept }
        }
        return kept
    }
}
