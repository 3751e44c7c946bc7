import PacketProtocols
import Packets

/// What may stand behind what is written until now.
enum Candidates {
    /// The names of fields that begin like a word. Of an empty word, and of one that could be a protocol's, only the protocols
    /// are offered too: there are thousands of fields.
    static func fields(after word: String, in registry: Registry) -> [String] {
        guard word.contains(".") else { return protocols(in: registry).filter { $0.hasPrefix(word) } }
        var seen = Set<String>()
        return registry.fields.map { $0.name }.filter { $0.hasPrefix(word) && seen.insert($0).inserted }
    }

    /// The columns of tshark's list, as fields.
    static func columns(after word: String) -> [String] {
        word.isEmpty || !word.hasPrefix("_")
            ? [] : Registry.standard.fields.map { $0.name }.filter { $0.hasPrefix("_ws.col.") }
    }

    /// The names of protocols.
    static func protocols(in registry: Registry) -> [String] {
        registry.protocols.map { $0.name }.filter { !$0.hasPrefix("_") }.sorted()
    }

    /// A filter with its last word gone on with.
    static func filters(after text: String, in registry: Registry) -> [String] {
        appended(to: text, behind: [" ", "(", "!", "{", "$"]) { fields(after: $0, in: registry) }
    }

    /// A text with its last part gone on with.
    ///
    /// - Parameters:
    ///   - separators: what stands before a part.
    ///   - make: the candidates for the last part as it is written until now.
    static func appended(
        to text: String, behind separators: Set<Character>, _ make: (_ part: String) -> [String]
    ) -> [String] {
        let start = text.lastIndex { separators.contains($0) }.map { text.index(after: $0) } ?? text.startIndex
        let before = text[..<start]
        return make(String(text[start...])).map { before + $0 }
    }
}
