import Packets

/// Text set in lines of a width, for people.
enum WrappedText {
    /// Writes words in lines that begin with `indent` spaces, but for the first, which goes on at `column`. A word that is
    /// longer than a line stands on one of its own. Each line is ended by a line feed.
    static func write(_ text: String, indent: Int, from column: Int? = nil, width: Int, into output: inout TextBuffer) {
        var place = column ?? 0
        var isFirst = true
        for word in text.split(separator: " ") {
            if isFirst, column == nil {
                output.append(character: " ", repeated: indent)
                place = indent
            } else if !isFirst, place + 1 + word.count > width {
                output.append(character: "\n")
                output.append(character: " ", repeated: indent)
                place = indent
            } else if !isFirst {
                output.append(character: " ")
                place += 1
            }
            output.append(String(word))
            place += word.count
            isFirst = false
        }
        output.append(character: "\n")
    }

    /// Writes entries in as many columns as fit, downwards; one below the other where the width has no bound.
    static func write(columns entries: [String], indent: Int, width: Int, into output: inout TextBuffer) {
        guard let longest = entries.map(\.count).max() else { return }
        let cell = longest + 2
        let columns = width == .max ? 1 : max(1, (width - indent + 2) / cell)
        let rows = (entries.count + columns - 1) / columns
        for row in 0..<rows {
            output.append(character: " ", repeated: indent)
            for index in stride(from: row, to: entries.count, by: rows) {
                output.append(entries[index])
                if index + rows < entries.count { output.append(character: " ", repeated: cell - entries[index].count) }
            }
            output.append(character: "\n")
        }
    }
}
