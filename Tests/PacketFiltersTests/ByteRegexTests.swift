import Testing

@testable import PacketFilters
@testable import Packets

/// What patterns mean was checked against PCRE2 by way of tshark.
@Suite("Regular expressions on octets")
struct ByteRegexTests {
    func matches(_ pattern: String, _ input: String) throws -> Bool {
        let matcher = try RegexProbe(ByteRegex(pattern))
        return matcher.matches(Array(input.utf8))
    }

    @Test(
        "a pattern is found anywhere in the input",
        arguments: [
            ("", "", true), ("", "abc", true), ("b", "abc", true), ("bc", "abc", true), ("ac", "abc", false),
            ("a.c", "xabcx", true), ("a.c", "a\nc", false), ("(?s)a.c", "a\nc", true), ("\\N", "\n", false),
            ("a|b|cd", "xcd", true), ("a|b|cd", "xc", false), ("x|", "", true), ("(|a)+", "", true),
            ("ab*c", "ac", true), ("ab+c", "ac", false), ("ab+?c", "abbc", true), ("ab?c", "abbc", false),
            ("^(ab){2,3}$", "ab", false), ("^(ab){2,3}$", "abab", true), ("^(ab){2,3}$", "ababab", true),
            ("^(ab){2,3}$", "abababab", false), ("^a{3}$", "aaa", true), ("^a{2,}$", "a", false),
            ("^a{2,}$", "aaaaa", true), ("^a{0}$", "", true), ("^a{0}$", "a", false), ("a{,3}", "a{,3}", true),
            ("a{", "a{", true), ("a{x}", "a{x}", true), ("]", "]", true), ("}", "}", true),
            ("(a*)*b", "aaab", true), ("(a*)*b", "aaa", false), ("(?:)*x", "x", true), ("^(?:a?){3}$", "aa", true),
            ("(?<name>a)(?P<other>b)(?'third'c)", "abc", true), ("(?#note)a", "a", true), ("(?|a|b)c", "bc", true),
            ("\\Qa.b*\\E+", "a.b*", true), ("\\Qa.b\\E", "axb", false), ("^\\Qab\\E+$", "abb", true),
            ("a\\E", "a", true), ("^a\\E+$", "aa", true), ("^a(?#note){2}$", "aa", true), ("^\\141\\60$", "a0", true),
        ])
    func search(pattern: String, input: String, expected: Bool) throws {
        #expect(try matches(pattern, input) == expected)
    }

    @Test(
        "letters match either case unless told otherwise",
        arguments: [
            ("cldc", "CLDC", true), ("CLDC", "cldc", true), ("(?-i)cldc", "CLDC", false), ("(?-i)cldc", "cldc", true),
            ("[a-c]x", "BX", true), ("[^a-c]", "B", false), ("(?-i)[^a-c]", "B", true), ("a(?-i)b", "AB", false),
            ("(?-i:a)b", "aB", true), ("(?-i:a)b", "AB", false), ("(?-i)a(?i)b|c", "C", true), ("(?^)a", "A", false),
            ("\\x41", "a", true), ("[[:upper:]]", "a", true), ("(?-i)[[:upper:]]", "a", false), ("[@-\\[]", "`", false),
            ("k", "\u{212A}", false), ("((?-i)a)B", "ab", true),
        ])
    func letterCase(pattern: String, input: String, expected: Bool) throws {
        #expect(try matches(pattern, input) == expected)
    }

    @Test(
        "classes take ranges, negation, escapes and POSIX names",
        arguments: [
            ("^[a-cx]+$", "abcx", true), ("^[a-c]$", "d", false), ("[]a]", "]", true), ("[^]a]", "]", false),
            ("[a-]", "-", true), ("[-a]", "-", true), ("[a\\-z]", "b", false), ("[\\d-]", "-", true),
            ("[\\w]", "_", true),
            ("^[\\s\\d]+$", "1 2", true), ("[\\x00-\\x1f]", "\n", true), ("[\\b]", "\u{8}", true), ("[\\]]", "]", true),
            ("^[[:alpha:][:digit:]]+$", "a1", true), ("[[:^digit:]]", "1", false), ("[[:xdigit:]]", "g", false),
            ("[[:punct:]]", "!", true), ("[[:space:]]", "\t", true), ("[[:word:]]", "-", false), ("[[a]", "[", true),
            ("[[:a]", ":", true), ("[\\101]", "A", true), ("[.]", "x", false), ("[$]", "$", true), ("[a^]", "^", true),
            ("\\d\\D\\w\\W\\s\\S", "1aa !", false), ("\\d\\D\\w\\W\\s\\S", "1aa! x", true),
            ("\\h\\H\\v\\V", " a\na", true),
        ])
    func classes(pattern: String, input: String, expected: Bool) throws {
        #expect(try matches(pattern, input) == expected)
    }

    @Test(
        "escapes stand for octets",
        arguments: [
            ("^\\x00\\x{0a}\\0\\x$", [0x00, 0x0A, 0x00, 0x00]), ("^\\n\\r\\t\\f\\a\\e$", [10, 13, 9, 12, 7, 27]),
            ("^\\012\\o{12}\\cA\\cz$", [10, 10, 1, 26]), ("^\\xff$", [0xFF]),
            ("^\\.\\*\\\\\\/\\_$", Array(".*\\/_".utf8)),
            ("^é$", [0xC3, 0xA9]), ("^..$", [0xC3, 0xA9]), ("^\\x4d\\x2$", [0x4D, 0x02]),
        ] as [(String, [UInt8])])
    func escapes(pattern: String, input: [UInt8]) throws {
        let matcher = try RegexProbe(ByteRegex(pattern))
        #expect(matcher.matches(input))
    }

    @Test(
        "anchors and word boundaries hold where Perl says",
        arguments: [
            ("^b", "ab", false), ("^a", "ab", true), ("a$", "ba", true), ("a$", "ab", false), ("a$", "a\n", true),
            ("a$", "a\n\n", false), ("a\\Z", "a\n", true), ("a\\z", "a\n", false), ("a\\z", "a", true),
            ("\\Aa", "\na", false),
            ("^$", "", true), ("^$", "\n", true), ("^$", "\n\n", false), ("$^", "", true), ("a$\\n", "a\n", true),
            ("^b", "a\nb", false), ("(?m)^b", "a\nb", true), ("(?m)a$", "a\nb", true), ("(?m)a$", "ab", false),
            ("(?m)^\\z", "a\n", false), ("(?m)b\\n^", "b\n", false), ("(?m)^$", "a\n\nb", true),
            ("(?m)\\Ab", "a\nb", false),
            ("\\bcat\\b", "a cat sat", true), ("\\bcat\\b", "concat", false), ("\\bcat", "cat", true),
            ("cat\\b", "cat", true),
            ("\\Bcat", "concat", true), ("\\Bcat", "cat", false), ("\\b", "", false), ("\\B", "", true),
            ("\\b", " ", false),
            ("a\\b.\\bb", "a b", true), ("a\\bb", "ab", false), ("(^|x)a", "ba", false), ("(^|x)a", "bxa", true),
            ("(a|^b)c", "xbc", false), ("x^", "x", false), ("(?:^a|^b)c", "bc", true), ("(^a)*b", "xb", true),
        ])
    func assertions(pattern: String, input: String, expected: Bool) throws {
        #expect(try matches(pattern, input) == expected)
    }

    @Test("the x option skips blanks and comments, the s and m options last to the group's end")
    func options() throws {
        #expect(try matches("(?x) a b # comment\n c", "abc"))
        #expect(try matches("(?x) a [ ] b", "a b"))
        #expect(try matches("(?x)^a +$", "aa"))
        #expect(try matches("(?s:a.)b", "a\nb"))
        #expect(try !matches("(?s:a.).", "a\n\n"))
        #expect(try matches("(?-i:(?i)a)", "A"))
    }

    @Test(
        "what is no pattern, or cannot be linear, is refused at its place",
        arguments: [
            ("a(b", .unbalanced, 1..<2), ("a)", .unbalanced, 1..<2), ("^*", .invalidQuantifier, 1..<2),
            ("\\11(()()()()()()()()()()())", .notLinear, 0..<2), ("[a", .unbalanced, 0..<1),
            ("[]", .unbalanced, 0..<1),
            ("(?#a", .unbalanced, 0..<4), ("(?i", .unbalanced, 0..<3), ("(", .unbalanced, 0..<1),
            ("*a", .invalidQuantifier, 0..<1), ("a**", .invalidQuantifier, 2..<3), ("a|+", .invalidQuantifier, 2..<3),
            ("\\b*", .invalidQuantifier, 2..<3), ("{3}", .invalidQuantifier, 0..<3),
            ("a{3,1}", .invalidQuantifier, 1..<6),
            ("a{70000}", .invalidQuantifier, 1..<8), ("a{99999999999999999999}", .invalidQuantifier, 1..<23),
            ("[z-a]", .invalidClass, 1..<4), ("[\\d-z]", .invalidClass, 1..<4), ("[a-\\d]", .invalidClass, 1..<5),
            ("[[:foo:]]", .invalidClass, 1..<8), ("[[.a.]]", .unsupported, 1..<6),
            ("\\y", .invalidEscape, 0..<2), ("a\\", .invalidEscape, 1..<2), ("\\x{4d2}", .invalidEscape, 0..<7),
            ("\\x{}", .invalidEscape, 0..<3), ("\\pL", .invalidEscape, 0..<2), ("\\0\\o{400}", .invalidEscape, 2..<9),
            ("(a)\\1", .notLinear, 3..<5), ("\\k<n>", .notLinear, 0..<2), ("(?=a)", .notLinear, 0..<3),
            ("(?!a)", .notLinear, 0..<3), ("(?<=a)", .notLinear, 0..<4), ("(?<!a)", .notLinear, 0..<4),
            ("(?R)", .notLinear, 0..<3), ("(?1)", .notLinear, 0..<3), ("(?(1)a)", .notLinear, 0..<3),
            ("a++", .unsupported, 1..<3), ("(?>a)", .unsupported, 0..<3), ("(*FAIL)", .unsupported, 0..<2),
            ("(?z)", .invalidGroup, 0..<3), ("(?<>a)", .invalidGroup, 0..<3), ("(?i-s-m)", .invalidGroup, 0..<6),
        ] as [(String, ByteRegexError.Code, Range<Int>)])
    func refusals(pattern: String, code: ByteRegexError.Code, range: Range<Int>) {
        do {
            _ = try ByteRegex(pattern)
            Issue.record("\(pattern) was accepted")
        } catch {
            #expect(error.code == code, "\(error)")
            #expect(error.range == range, "\(error)")
        }
    }
}
