/// How text is set off on a terminal: which escape sequences stand around its pieces, none for plain text.
public struct TextStyle: Sendable, Hashable {
    /// What a piece of text is.
    public enum Role: UInt8, Sendable, CaseIterable {
        /// The heading of a layer.
        case layer
        /// The heading of a list or an item.
        case heading
        /// A field and its value.
        case value
        /// What was worked out and does not lie in the octets.
        case generated
        /// What is broken or cut short.
        case fault
    }

    private var sequences: [String]
    private init(_ sequences: [String]) { self.sequences = sequences }

    /// No escape sequences.
    public static let plain = TextStyle([])

    /// The sixteen colours that every terminal has, as ECMA-48 (8.3.117, SGR) sets them.
    public static let colors = TextStyle([
        "\u{1b}[1;36m", "\u{1b}[1m", "", "\u{1b}[2m",
        "\u{1b}[1;31m",
    ])

    /// The same style with another sequence for a role: `\u{1b}[38;5;208m`.
    public func setting(_ role: Role, to sequence: String) -> TextStyle {
        var style = self
        if style.sequences.isEmpty {
            style.sequences = Array(repeating: "", count: Role.allCases.count)
        }
        style.sequences[Int(role.rawValue)] = sequence
        return style
    }

    /// Writes what comes before a piece; says whether ``end(into:)`` must follow.
    @discardableResult
    func begin(_ role: Role, into text: inout TextBuffer) -> Bool {
        guard !sequences.isEmpty else { return false }
        let sequence = sequences[Int(role.rawValue)]
        guard !sequence.isEmpty else { return false }
        text.append(sequence)
        return true
    }

    func end(into text: inout TextBuffer) { text.append("\u{1b}[0m") }
}
