extension FilterError {
    /// The description, and under it the line of `source` where the mistake is, with a caret under the place.
    ///
    /// Three lines without a line break at the end. A long line is cut around the place; control characters are shown
    /// as `?`, since a filter may come from anywhere and must not steer the terminal.
    ///
    /// - Parameter source: the text that was parsed.
    public func render(source: String) -> String {
        let octets = Array(source.utf8)
        let start = min(max(range.lowerBound, 0), octets.count)
        let end = min(max(range.upperBound, start), octets.count)
        let lineStart = (octets[..<start].lastIndex { Self.isLineBreak($0) }).map { $0 + 1 } ?? 0
        let lineEnd = octets[start...].firstIndex { Self.isLineBreak($0) } ?? octets.count
        let before = Self.printable(octets[lineStart..<start])
        let marked = Self.printable(octets[start..<max(start, min(end, lineEnd))])
        let after = Self.printable(octets[max(start, min(end, lineEnd))..<lineEnd])

        let shownMark = Self.cut(marked, to: 48, keepingEnd: false)
        let lead = Self.cut(before, to: 40, keepingEnd: true)
        let tail = Self.cut(after, to: max(8, 88 - lead.count - shownMark.count), keepingEnd: false)
        let underline = String(repeating: "~", count: max(0, shownMark.count - 1))
        let padding = String(repeating: " ", count: lead.count)
        return "\(description)\n    \(String(lead + shownMark + tail))\n    \(padding)^\(underline)"
    }

    private static func isLineBreak(_ octet: UInt8) -> Bool { octet == 0x0A || octet == 0x0D }

    private static func printable(_ octets: ArraySlice<UInt8>) -> [Character] {
        String(decoding: octets, as: UTF8.self).unicodeScalars.map { scalar in
            if scalar == "\t" { return " " }
            switch scalar.properties.generalCategory {
            case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
                .nonspacingMark, .enclosingMark, .spacingMark:
                return "?"
            default:
                return Character(scalar)
            }
        }
    }

    private static func cut(_ text: [Character], to width: Int, keepingEnd: Bool) -> [Character] {
        guard text.count > width else { return text }
        return keepingEnd ? ["…"] + text.suffix(width - 1) : text.prefix(width - 1) + ["…"]
    }
}
