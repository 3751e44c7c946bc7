import Testing

@testable import PacketFilters
@testable import Packets

@Suite("Display filter: errors")
struct FilterErrorTests {
    func failure(_ source: String) -> FilterError? {
        do {
            _ = try FilterParser.parse(source)
            return nil
        } catch {
            return error
        }
    }

    @Test(
        "a mistake has a code and a place",
        arguments: [
            ("ip.src ==", .unexpectedEnd, 9..<9),
            ("== ip.src", .unexpectedToken, 0..<2),
            ("ip.src 10.0.0.1", .unexpectedToken, 7..<15),
            ("(ip.src", .unexpectedEnd, 7..<7),
            ("ip.src)", .unexpectedToken, 6..<7),
            ("()", .unexpectedToken, 1..<2),
            ("a and", .unexpectedEnd, 5..<5),
            ("a in {}", .unexpectedToken, 6..<7),
            ("a in {53, }", .unexpectedToken, 10..<11),
            ("a in {53 54}", .unexpectedToken, 9..<11),
            ("a in 53", .unexpectedToken, 5..<7),
            ("a in {1", .unexpectedEnd, 7..<7),
            ("a not == 1", .unexpectedToken, 6..<8),
            ("any udp", .unexpectedEnd, 7..<7),
            ("any not a == 1", .unexpectedToken, 4..<7),
            ("a contains b contains c", .unexpectedToken, 13..<21),
            ("a == 1 = 2", .unexpectedCharacter, 7..<8),
            ("a | b", .unexpectedCharacter, 2..<3),
            ("a == 1;", .unexpectedCharacter, 6..<7),
            ("a == é", .unexpectedCharacter, 5..<7),
            ("a == \u{0}", .unexpectedCharacter, 5..<6),
            ("ip.", .unexpectedCharacter, 2..<3),
            ("ip..src", .unexpectedToken, 2..<4),
            ("a == \"abc", .unterminated, 5..<9),
            ("a == \"abc\\", .unterminated, 9..<10),
            ("a == r\"a\\\"", .unterminated, 6..<10),
            ("a == 'a", .unterminated, 5..<7),
            ("a == '", .unterminated, 5..<6),
            ("a == '\\", .unterminated, 6..<7),
            ("a == ''", .invalidCharacter, 5..<7),
            ("a == 'abc'", .invalidCharacter, 5..<10),
            ("a == \"\\q\"", .invalidEscape, 6..<8),
            ("a == \"\\8\"", .invalidEscape, 6..<8),
            ("a == \"\\777\"", .invalidEscape, 6..<10),
            ("a == \"\\xg\"", .invalidEscape, 6..<8),
            ("a == \"\\uD800\"", .invalidEscape, 6..<12),
            ("a == \"\\u00\"", .invalidEscape, 6..<10),
            ("a[0", .unterminated, 1..<3),
            ("a[0:", .unterminated, 1..<4),
            ("a[", .unterminated, 1..<2),
            ("a[]", .invalidRange, 2..<3),
            ("a[x]", .invalidRange, 2..<3),
            ("a[-]", .invalidRange, 2..<3),
            ("a[0,]", .invalidRange, 4..<5),
            ("a[1-]", .invalidRange, 2..<4),
            ("a[1 2]", .invalidRange, 4..<5),
            ("a[0:0]", .invalidRange, 2..<5),
            ("a[2:-1]", .invalidRange, 2..<6),
            ("a[1-0]", .invalidRange, 2..<5),
            ("a[2--1]", .invalidRange, 2..<6),
            ("a[0:1:2]", .invalidRange, 5..<6),
            ("a[99999999999]", .invalidRange, 2..<13),
            ("a#", .unexpectedEnd, 2..<2),
            ("a#-1", .invalidRange, 2..<3),
            ("a#1#2", .unexpectedToken, 3..<5),
            ("a[0]#1", .unexpectedToken, 4..<6),
            ("::1#1 == 2", .unexpectedToken, 0..<3),
            ("\"abc\"[0] == \"a\"", .notAValue, 0..<5),
            ("\"abc\"", .notATest, 0..<5),
            ("10.0.0.0/8", .notATest, 0..<10),
            ("a and len(b)", .notATest, 6..<12),
            ("(a == 1) + 2 == 3", .notAValue, 1..<7),
            ("len(a == 1) > 2", .unexpectedToken, 6..<8),
            ("len((a == 1)) > 2", .notAValue, 5..<11),
            ("{a == 1}", .unexpectedToken, 3..<5),
            ("foo(a) == 1", .unknownFunction, 0..<3),
            ("LEN(a) == 1", .unknownFunction, 0..<3),
            ("len() == 1", .wrongArgumentCount, 0..<5),
            ("len(a, b) == 1", .wrongArgumentCount, 0..<9),
            ("max() == 1", .wrongArgumentCount, 0..<5),
            ("a matches 4", .unexpectedToken, 10..<11),
            ("a matches 'b'", .unexpectedToken, 10..<13),
            ("a matches \"b(\"", .invalidPattern, 12..<13),
            ("a matches r\"x(?=b)\"", .invalidPattern, 13..<16),
            ("a matches \"\\x41(\"", .invalidPattern, 10..<17),
            ("$ip.src == 1", .unexpectedCharacter, 0..<1),
            ("${ip.src", .unterminated, 0..<8),
            ("${} == 1", .unexpectedCharacter, 0..<3),
            ("${ip.src == 1", .unexpectedCharacter, 0..<9),
        ] as [(String, FilterError.Code, Range<Int>)])
    func codesAndPlaces(source: String, code: FilterError.Code, range: Range<Int>) throws {
        let error = try #require(failure(source))
        #expect(error.code == code, "\(error)")
        #expect(error.range == range, "\(error)")
    }

    @Test("what was perhaps meant is named")
    func suggestions() {
        #expect(failure("udp AND tcp")?.suggestions == ["and"])
        #expect(failure("a = 1")?.suggestions == ["=="])
        #expect(failure("a | b")?.suggestions == ["||"])
        #expect(failure("lenn(a) == 1")?.suggestions.first == "len")
        #expect(failure("a = 1")?.description == "\"=\" has no meaning here; did you mean '=='?")
    }

    @Test("rendering puts a caret under the place, on the line where it is")
    func rendering() {
        let error = FilterError(.unknownField, at: 8..<14, "no field ip.srx", suggestions: ["ip.src", "ip.dst"])
        #expect(
            error.render(source: "tcp and ip.srx == 1") == """
                no field ip.srx; did you mean 'ip.src' or 'ip.dst'?
                    tcp and ip.srx == 1
                            ^~~~~~
                """)
        #expect(
            FilterError(.unexpectedEnd, at: 12..<12, "too early").render(source: "tcp and\nudp ") == """
                too early
                    udp\u{20}
                        ^
                """)
    }

    @Test("rendering cuts long lines around the place and lets no control character through")
    func hostileRendering() {
        let long = String(repeating: "a", count: 5000)
        let error = FilterError(.unknownField, at: 5001..<10_001, "long")
        let lines = error.render(source: long + " " + long + " " + long).split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines.allSatisfy { $0.count <= 120 })
        let escape = FilterError(.unexpectedCharacter, at: 0..<1, "bad").render(source: "\u{1B}[2J\u{202E}\u{9B}x")
        #expect(escape.contains("?[2J??x"))
        // Places that are not in the text at all.
        #expect(!FilterError(.unexpectedEnd, at: 70..<90, "m").render(source: "é").isEmpty)
        #expect(!FilterError(.unexpectedEnd, at: 1..<1, "m").render(source: "é").isEmpty)
    }
}
