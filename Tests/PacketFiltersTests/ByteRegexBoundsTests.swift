import Testing

@testable import PacketFilters
@testable import Packets

@Suite("Regular expressions on octets: bounds")
struct ByteRegexBoundsTests {
    @Test(
        "patterns that make backtracking explode take a few steps an octet",
        arguments: ["(a+)+$", "(a|a)*b", "(a*)*b", "(a|aa)+$", "(.*a){10}b", "([a-z]+)*=", "a*a*a*a*a*b"])
    func pathological(pattern: String) throws {
        let matcher = try RegexProbe(ByteRegex(pattern))
        let input = [UInt8](repeating: UInt8(ascii: "a"), count: 100_000) + [UInt8(ascii: "!")]
        #expect(!matcher.matches(input))
        #expect(matcher.steps < input.count + 2_000)
    }

    @Test("a pattern with exponentially many states stays within its program's length an octet, and within its memory")
    func manyStates() throws {
        let matcher = try RegexProbe(ByteRegex("(a|b)*a(a|b){30}c"))
        let program = try RegexProgram(RegexParser.parse(Array("(a|b)*a(a|b){30}c".utf8)))
        var random = SplitMix(state: 7)
        let input = (0..<30_000).map { _ in random.next() & 1 == 0 ? UInt8(ascii: "a") : UInt8(ascii: "b") }
        #expect(!matcher.matches(input))
        // A state costs a visit of each instruction, the sorting and the look-up.
        #expect(matcher.steps < input.count * program.instructions.count * 3)
        // The states were too many to keep, and the answer is right after they were forgotten, too.
        let hit = input + Array("c".utf8)
        let lastA = input[input.count - 31] == UInt8(ascii: "a")
        #expect(matcher.matches(hit) == lastA)
        let short = Array(("a" + String(repeating: "b", count: 30) + "c").utf8)
        #expect(matcher.matches(short))
        #expect(matcher.keptTransitions <= RegexStates.capacity)
    }

    @Test("after the first input, the same input costs one look-up an octet and makes no state")
    func warm() throws {
        let matcher = try RegexProbe(ByteRegex("(foo|ba[rz])+\\d{2,4}$"))
        let input = Array("some foo, a bar and bazfoo1234 then bar12".utf8)
        #expect(matcher.matches(input))
        let kept = matcher.keptTransitions
        let before = matcher.steps
        #expect(matcher.matches(input))
        #expect(matcher.steps - before <= input.count)
        #expect(matcher.keptTransitions == kept)
    }

    @Test(
        "a pattern that gets too large is refused before it is written out",
        arguments: [
            "a{65535}", "(a{1000}){1000}", "((((a{99}){99}){99}){99}){99}", "(?:(?:(?:){65535}){65535}){65535}",
            "((a?){200}){200}", "((){9999}|b){9999}",
        ])
    func tooLarge(pattern: String) {
        do {
            _ = try ByteRegex(pattern)
            // A repetition of nothing may as well be seen through.
            #expect(pattern.hasPrefix("(?:(?:(?:)"))
        } catch {
            #expect(error.code == .tooLarge)
        }
    }

    @Test("groups nest to a bound")
    func nesting() {
        func pattern(_ depth: Int) -> String {
            String(repeating: "(", count: depth) + "a" + String(repeating: ")", count: depth)
        }
        #expect(throws: Never.self) { try ByteRegex(pattern(ByteRegex.maximumDepth)) }
        for depth in [ByteRegex.maximumDepth + 1, 100_000] {
            do {
                _ = try ByteRegex(pattern(depth))
                Issue.record("depth \(depth) was accepted")
            } catch {
                #expect(error.code == .tooLarge)
            }
        }
    }

    @Test("a literal is found at every place and alignment, and reading stays within the input")
    func literals() throws {
        for pattern in ["x", "abc", "Host: example", "\\x00\\x01", "aaab", "(?-i)Ab", "a(b)(?:c)"] {
            let regex = try ByteRegex(pattern)
            #expect(regex.program.literal != nil, "\(pattern)")
            let matcher = RegexProbe(regex)
            let text: [UInt8] =
                switch pattern {
                case "\\x00\\x01": [0, 1]
                case "(?-i)Ab": Array("Ab".utf8)
                case "a(b)(?:c)": Array("aBc".utf8)
                default: Array(pattern.utf8).map { $0 ^ (0x61...0x7A ~= $0 ? 0x20 : 0) }
                }
            for length in text.count..<40 {
                for place in 0...(length - text.count) {
                    var input = [UInt8](repeating: UInt8(ascii: "a"), count: length)
                    #expect(matcher.matches(input) == false || pattern == "a")
                    input.replaceSubrange(place..<place + text.count, with: text)
                    #expect(matcher.matches(input), "\(pattern) at \(place) of \(length)")
                    // One octet short of the whole.
                    #expect(!matcher.matches(Array(input[..<(place + text.count - 1)])))
                }
            }
        }
        let long = try RegexProbe(ByteRegex(String(repeating: "a", count: 300) + "b"))
        #expect(!long.matches([UInt8](repeating: UInt8(ascii: "a"), count: 20_000)))
        #expect(long.steps < 20_000 * 2 + 300 * 300 * 2)
    }

    /// The places where `node` can end when it begins at `place`: a matcher too simple to be wrong in the same way.
    func ends(_ node: RegexNode, _ input: [UInt8], _ place: Int) -> Set<Int> {
        func word(_ index: Int) -> Bool { input.indices.contains(index) && ByteSet.word.contains(input[index]) }
        switch node {
        case .empty: return [place]
        case .set(let set): return place < input.count && set.contains(input[place]) ? [place + 1] : []
        case .sequence(let nodes):
            var places: Set<Int> = [place]
            for node in nodes { places = Set(places.flatMap { ends(node, input, $0) }) }
            return places
        case .choice(let nodes): return Set(nodes.flatMap { ends($0, input, place) })
        case .repetition(let node, let minimum, let maximum):
            var places: Set<Int> = [place]
            for _ in 0..<minimum { places = Set(places.flatMap { ends(node, input, $0) }) }
            var all = places
            for _ in 0..<min((maximum ?? .max) - minimum, input.count + 1) {
                places = Set(places.flatMap { ends(node, input, $0) })
                all.formUnion(places)
            }
            return all
        case .assertion(let assertion):
            let atFinal = place == input.count - 1 && input[place] == 10
            let holds =
                switch assertion {
                case .inputStart: place == 0
                case .inputEnd: place == input.count
                case .inputEndOrFinalLineFeed: place == input.count || atFinal
                case .lineStart: place == 0 || (input[place - 1] == 10 && place < input.count)
                case .lineEnd: place == input.count || input[place] == 10
                case .wordBoundary: word(place - 1) != word(place)
                case .notWordBoundary: word(place - 1) == word(place)
                }
            return holds ? [place] : []
        }
    }

    @Test("the automaton agrees with a simple matcher on random patterns and inputs")
    func agreement() throws {
        let pieces = [
            "a", "b", "\\n", ".", "[ab]", "[^a]", "\\w", "\\W", "^", "$", "\\b", "\\B", "\\A", "\\z", "\\Z", "(?m)",
            "(?s)",
            "(", "(?:", ")", "|", "*", "+", "?", "{2}", "{0,2}", "{1,}", "c", " ", "(?-i)", "B",
        ]
        let letters = Array("abcB \n_".utf8)
        var random = SplitMix(state: 0xB1E6)
        var compared = 0
        var found = 0
        for _ in 0..<12_000 {
            var pattern = ""
            for _ in 0..<random.below(9) { pattern += pieces[random.below(pieces.count)] }
            guard let node = try? RegexParser.parse(Array(pattern.utf8)), let regex = try? ByteRegex(pattern) else {
                continue
            }
            let matcher = RegexProbe(regex)
            for _ in 0..<6 {
                let input = (0..<random.below(9)).map { _ in letters[random.below(letters.count)] }
                let expected = (0...input.count).contains { !ends(node, input, $0).isEmpty }
                #expect(
                    matcher.matches(input) == expected,
                    "\(pattern) on \(String(decoding: input, as: UTF8.self).debugDescription)")
                compared += 1
                found += expected ? 1 : 0
            }
        }
        #expect(compared > 10_000)
        #expect(found > 1_000 && found < compared - 1_000)
    }

    @Test("no soup of octets traps as a pattern")
    func soup() {
        let pieces: [[UInt8]] = [
            Array("(?".utf8), Array("\\".utf8), Array("[".utf8), Array("]".utf8), Array("{".utf8), Array("}".utf8),
            Array("1".utf8), Array(",".utf8), Array("[:".utf8), Array(":]".utf8), Array("-".utf8), Array("^".utf8),
            Array("\\x{".utf8), Array("\\c".utf8), Array("\\Q".utf8), Array("\\E".utf8), Array("(".utf8),
            Array(")".utf8),
            Array("P<".utf8), Array("#".utf8), Array("x".utf8), Array("i".utf8), Array("*".utf8), [0xFF], [0], [0x0A],
        ]
        var random = SplitMix(state: 99)
        var accepted = 0
        for _ in 0..<30_000 {
            let pattern = (0..<random.below(12)).flatMap { _ in pieces[random.below(pieces.count)] }
            do throws(ByteRegexError) {
                let matcher = try RegexProbe(ByteRegex(pattern))
                _ = matcher.matches(pattern)
                accepted += 1
            } catch {
                #expect(error.range.lowerBound >= 0 && error.range.upperBound <= pattern.count)
            }
        }
        #expect(accepted > 1_000)
    }
}
