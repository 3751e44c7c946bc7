/// One cluster as it may stand in a cell: nothing in it acts on a terminal, and its width is known.
///
/// This is the one door by which text, wherever it comes from, gets into cells.
struct CellCharacter: Equatable {
    let character: Character
    /// 1 or 2 cells.
    let width: Int
    /// Whether every terminal agrees on the width.
    let isSettled: Bool

    /// More scalars than any script needs for one cluster are not kept.
    private static let mostScalars = 10

    init(_ character: Character) {
        let scalars = character.unicodeScalars
        guard let first = scalars.first else {
            self.init(" ", 1, true)
            return
        }
        let isAlone = scalars.index(after: scalars.startIndex) == scalars.endIndex
        switch first.value {
        case 0x20..<0x7f where isAlone: self.init(character, 1, true)
        case ..<0x20, 0x7f: self.init(Self.picture(of: first), 1, false)
        // Boxes, blocks and braille; Latin.
        case 0x2500..<0x2900 where isAlone, 0xa1..<0xad where isAlone, 0xae..<0x300 where isAlone:
            self.init(character, 1, first.value >= 0x2500 || first.value < 0x100)
        default: self.init(general: first, scalars, isAlone: isAlone)
        }
    }

    private init(_ character: Character, _ width: Int, _ isSettled: Bool) {
        self.character = character
        self.width = width
        self.isSettled = isSettled
    }

    private init(general first: Unicode.Scalar, _ scalars: Character.UnicodeScalarView, isAlone: Bool) {
        let category = first.properties.generalCategory
        switch category {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate:
            self.init("\u{fffd}", 1, false)
            return
        default: break
        }
        let isEmoji = first.properties.isEmoji && first.value > 0xff
        var kept = String.UnicodeScalarView()
        var (isPicture, indicators) = (first.properties.isEmojiPresentation, 0)
        // A mark with nothing to stand on.
        if category.isMark { kept.append("\u{25cc}") }
        for scalar in scalars.prefix(Self.mostScalars) {
            switch scalar.value {
            case 0xfe0f: isPicture = isPicture || isEmoji
            case 0x1f1e6...0x1f1ff: indicators += 1
            default:
                // What joins and tags says something between pictures alone.
                if scalar.properties.generalCategory == .format, !isEmoji { continue }
            }
            kept.append(scalar)
        }
        let isWide = isPicture || indicators == 2 || WideScalars.contains(first)
        let agreed = isAlone && WideScalars.isLetter(first)
        self.init(Character(String(kept)), isWide ? 2 : 1, agreed)
    }

    /// What stands for a control character: its picture. (Unicode 24, "Control Pictures")
    private static func picture(of control: Unicode.Scalar) -> Character {
        let number = control.value == 0x7f ? 0x2421 : 0x2400 + control.value
        return Unicode.Scalar(number).map { Character($0) } ?? "\u{fffd}"
    }
}

extension Unicode.GeneralCategory {
    fileprivate var isMark: Bool { self == .nonspacingMark || self == .enclosingMark || self == .spacingMark }
}

extension StringProtocol {
    /// How many cells it takes, as ``Screen/write(_:at:within:_:)`` writes it.
    public var cellWidth: Int {
        if utf8.allSatisfy({ (0x20..<0x7f).contains($0) }) { return utf8.count }
        return reduce(0) { $0 + CellCharacter($1).width }
    }
}
