extension DeclarationFlaw {
    /// The fields that a Swift source declares and that stand in no tree in it: filters, trees and the forge do not know them.
    ///
    /// The text is read, for nothing tells at run time which static properties a type has.
    public static func fieldsWithoutTree(in source: String) -> [String] {
        let declarations = SourceDeclarations(source)
        return declarations.fields.filter { !declarations.isUsed($0) }.map(\.name)
    }
}

/// The fields that a Swift source declares, and what its trees name.
package struct SourceDeclarations {
    package struct Field {
        package var name: String
        /// The braces that it stands in.
        var scope: Int
    }

    package private(set) var fields: [Field] = []
    /// The words in the trees of each scope that has one.
    private var trees: [Int: Set<String>] = [:]
    /// The fields by which variants are chosen.
    private var choosing: Set<String> = []

    package init(_ source: String) {
        let words = Self.words(of: source)
        func follows(_ pattern: [String], at index: Int) -> Bool { words[index...].starts(with: pattern) }
        // The scopes that are open, each with the one whose tree it belongs to.
        var scopes: [(number: Int, tree: Int?)] = [(0, nil)]
        let type = ["[", "AnyField", "]"]
        for (index, word) in words.enumerated() {
            guard let scope = scopes.last else { return }
            if let tree = scope.tree { trees[tree, default: []].insert(word) }
            switch word {
            case "{":
                // Of a tree, or of one entry that holds others.
                let isTree =
                    words[..<index].suffix(type.count).elementsEqual(type) || words[..<index].last == "AnyField"
                scopes.append((index, scope.tree ?? (isTree ? scope.number : nil)))
                // Its tree is the library's.
                if index > 0, words[index - 1] == "ListItem" { trees[index] = ["value"] }
            case "}": if scopes.count > 1 { scopes.removeLast() }
            case "by":
                if follows(["by", ":"], at: index), index + 2 < words.count { choosing.insert(words[index + 2]) }
            // A stored tree, up to the next declaration.
            case "[" where scope.tree == nil && follows(type + ["="], at: index):
                scopes[scopes.count - 1].tree = scope.number
            case "static":
                if scope.tree == scope.number { scopes[scopes.count - 1].tree = nil }
                guard follows(["static", "var"], at: index), index + 5 < words.count, words[index + 3] == ":",
                    ["Field", "Repeated", "Derived"].contains(words[index + 4]), words[index + 5] == "<"
                else { break }
                fields.append(Field(name: words[index + 2], scope: scope.number))
            default: break
            }
        }
    }

    /// Whether the tree beside it names a field, or where there is none any tree of the source.
    func isUsed(_ field: Field) -> Bool {
        choosing.contains(field.name)
            || trees[field.scope]?.contains(field.name) ?? trees.values.contains { $0.contains(field.name) }
    }

    /// Words and signs, without comments, texts and the marks around words that are Swift's own.
    private static func words(of source: String) -> [String] {
        var words: [String] = []
        var rest = source[...]
        while let character = rest.first {
            if rest.hasPrefix("//") {
                rest = rest.drop { $0 != "\n" }
            } else if rest.hasPrefix("\"") {
                let quotes = rest.hasPrefix("\"\"\"") ? "\"\"\"" : "\""
                rest = rest.dropFirst(quotes.count)
                while !rest.isEmpty, !rest.hasPrefix(quotes) { rest = rest.dropFirst(rest.first == "\\" ? 2 : 1) }
                rest = rest.dropFirst(quotes.count)
            } else if character.isLetter || character == "_" {
                let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
                words.append(String(word))
                rest = rest[word.endIndex...]
            } else {
                if !character.isWhitespace, character != "`" { words.append(String(character)) }
                rest = rest.dropFirst()
            }
        }
        return words
    }
}
