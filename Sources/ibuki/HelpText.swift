import SystemCalls

/// What `--help` says of a command at length, as wide as the terminal.
///
/// In the sources a text is a paragraph after another, wrapped for those who read the source; lines that are set in by two
/// spaces are examples: a command line, and behind two spaces or more what it does.
enum HelpText {
    /// The text as it fits the terminal; as it is where nobody asked for help.
    static func fitted(_ text: String) -> String { isWanted ? fitted(text, width: width) : text }

    /// Help is shown where there are no arguments, or one of them asks for it.
    private static let isWanted: Bool = {
        let words = CommandLine.arguments.dropFirst()
        return words.count < 2 || words.first == "help"
            || words.contains { ["-h", "--help", "-help", "--experimental-dump-help"].contains($0) }
    }()

    /// As ArgumentParser finds it, which wraps the rest of the help: `COLUMNS`, the terminal, or 80. A line of exactly so many
    /// characters it would break.
    private static let width: Int = {
        let wanted = System.environment("COLUMNS").flatMap { Int($0) } ?? Screen.size()?.width ?? 80
        return max(20, wanted - 1)
    }()

    /// - Parameter width: how many characters a line may have.
    static func fitted(_ text: String, width: Int) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        var blocks: [String] = []
        for block in lines.split(separator: "", omittingEmptySubsequences: true) {
            let isExamples = block.allSatisfy { $0.hasPrefix("  ") }
            blocks.append(
                isExamples
                    ? Examples(block).text(width: width)
                    : wrapped(block.flatMap { $0.split(separator: " ") }, width: width))
        }
        return blocks.joined(separator: "\n\n")
    }

    /// A message of ArgumentParser's, which does not wrap the line that says how a command is used.
    static func wrappingUsage(_ message: String, width: Int = width) -> String {
        message.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            guard line.lowercased().hasPrefix("usage: "), line.count > width else { return String(line) }
            return wrapped(bracketed(line), width: width, indent: 7)
        }.joined(separator: "\n")
    }

    /// Words, of which those in brackets stand together.
    private static func bracketed(_ line: Substring) -> [Substring] {
        var words: [Substring] = []
        var start = line.startIndex
        var depth = 0
        for index in line.indices {
            switch line[index] {
            case "[": depth += 1
            case "]": depth -= 1
            case " " where depth == 0:
                words.append(line[start..<index])
                start = line.index(after: index)
            default: break
            }
        }
        return words + [line[start...]]
    }

    /// Words in lines.
    ///
    /// - Parameters:
    ///   - indent: how far lines after the first are set in.
    ///   - end: what stands at the end of each line that goes on.
    static func wrapped(_ words: [Substring], width: Int, indent: Int = 0, end: String = "") -> String {
        var result = ""
        var column = 0
        for word in words {
            let length = word.count
            if column > indent, column + 1 + length + (end.isEmpty ? 0 : end.count + 1) > width {
                result += (end.isEmpty ? "" : " " + end) + "\n" + String(repeating: " ", count: indent)
                column = indent
            } else if column > 0 {
                result += " "
                column += 1
            }
            result += word
            column += length
        }
        return result
    }
}

/// Command lines and what each does.
private struct Examples {
    private struct Example {
        /// What a shell takes as one stands together.
        var words: [Substring]
        var meaning: Substring
        var length: Int { words.reduce(-1) { $0 + $1.count + 1 } }
    }

    private static let indent = 2
    private static let deepIndent = 6
    private var examples: [Example]

    init(_ lines: ArraySlice<Substring>) { examples = lines.map(Self.parse) }

    /// Divides a line at the first two spaces outside of quotes, and its command into words.
    private static func parse(_ line: Substring) -> Example {
        let line = line.drop { $0 == " " }
        var words: [Substring] = []
        var start = line.startIndex
        var quote: Character?
        var index = start
        while index < line.endIndex {
            let character = line[index]
            let next = line.index(after: index)
            if character == quote {
                quote = nil
            } else if quote == nil, character == "'" || character == "\"" {
                quote = character
            } else if quote == nil, character == " " {
                words.append(line[start..<index])
                start = next
                if next < line.endIndex, line[next] == " " {
                    return Example(words: words, meaning: line[next...].drop { $0 == " " })
                }
            }
            index = next
        }
        return Example(words: words + [line[start...]], meaning: "")
    }

    func text(width: Int) -> String {
        // What examples do stands in one column; where a line is too short for one, below it.
        var aligned = examples.filter { !$0.meaning.isEmpty }
        var column = 0
        while let widest = aligned.max(by: { $0.length < $1.length }) {
            column = Self.indent + widest.length + 2
            if !aligned.contains(where: { column + $0.meaning.count > width }) { break }
            aligned.removeAll { $0.length == widest.length }
        }
        return examples.map { example in
            let indent = String(repeating: " ", count: Self.indent)
            let command =
                indent
                + HelpText.wrapped(
                    example.words, width: width - Self.indent, indent: Self.deepIndent, end: "\\")
            guard !example.meaning.isEmpty else { return command }
            let gap = column - Self.indent - example.length
            if gap >= 2, column + example.meaning.count <= width {
                return command + String(repeating: " ", count: gap) + example.meaning
            }
            let deep = String(repeating: " ", count: Self.deepIndent)
            let words = example.meaning.split(separator: " ")
            return command + "\n" + deep
                + HelpText.wrapped(words, width: width - Self.deepIndent)
                .replacing("\n", with: "\n" + deep)
        }.joined(separator: "\n")
    }
}
