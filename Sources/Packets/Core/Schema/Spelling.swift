/// "Did you mean …?": the known names that are nearest to a misspelt one.
///
/// For field, function, layer and interface names alike. The work is bounded: a word longer than `longestWord` octets
/// gets no suggestion, and a candidate is given up as soon as it cannot be near enough.
public enum Spelling {
    /// The longest word, in octets of UTF-8, for which names are looked up.
    public static let longestWord = 64

    /// The candidates nearest to `word`, best first, at most `limit`; empty when none is near.
    ///
    /// Near means an edit distance of at most a third of the word's length (at least 1, at most 3). Letter case is
    /// free, so `TCP.Port` finds `tcp.port`. Equal distances are ordered by the length of the common prefix, then by
    /// name.
    public static func suggestions(
        for word: String, among candidates: some Sequence<String>, limit: Int = 3
    ) -> [String] {
        let wanted = lowercased(word)
        guard !wanted.isEmpty, wanted.count <= longestWord, limit > 0 else { return [] }
        let reach = max(1, min(3, wanted.count / 3))
        var best: [Match] = []
        for candidate in candidates {
            let length = candidate.utf8.count
            guard candidate != word, abs(length - wanted.count) <= reach else { continue }
            let name = lowercased(candidate)
            guard let distance = distance(wanted, name, within: reach) else { continue }
            let match = Match(distance: distance, prefix: commonPrefix(wanted, name), name: candidate)
            guard best.count < limit || match < best[best.count - 1] else { continue }
            let place = best.firstIndex { match < $0 } ?? best.count
            guard place == 0 || best[place - 1].name != candidate else { continue }
            best.insert(match, at: place)
            if best.count > limit { best.removeLast() }
        }
        return best.map(\.name)
    }

    /// The number of insertions, deletions, substitutions and swaps of neighbors that turn `a` into `b` (optimal
    /// string alignment, the common form of Damerau-Levenshtein), or `nil` when it takes more than `limit`.
    public static func distance(_ a: [UInt8], _ b: [UInt8], within limit: Int) -> Int? {
        guard abs(a.count - b.count) <= limit else { return nil }
        var beforeLast = [Int](repeating: 0, count: b.count + 1)
        var last = Array(0...b.count)
        var row = beforeLast
        for i in a.indices {
            row[0] = i + 1
            var least = row[0]
            for j in b.indices {
                let substitution = last[j] + (a[i] == b[j] ? 0 : 1)
                var cost = min(last[j + 1] + 1, row[j] + 1, substitution)
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforeLast[j - 1] + 1) }
                row[j + 1] = cost
                least = min(least, cost)
            }
            // A swap reaches back two rows, so the row before has a say in whether anything can still be near enough.
            guard least <= limit || (last.min() ?? 0) < limit else { return nil }
            (beforeLast, last, row) = (last, row, beforeLast)
        }
        return last[b.count] <= limit ? last[b.count] : nil
    }

    private struct Match {
        var distance: Int
        var prefix: Int
        var name: String

        static func < (a: Match, b: Match) -> Bool {
            (a.distance, -a.prefix, a.name) < (b.distance, -b.prefix, b.name)
        }
    }

    private static func lowercased(_ text: String) -> [UInt8] {
        text.utf8.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
    }

    private static func commonPrefix(_ a: [UInt8], _ b: [UInt8]) -> Int {
        zip(a, b).prefix { $0 == $1 }.count
    }
}
