import Testing

@testable import PacketFilters
@testable import Packets

@Suite("Display filter: literals")
struct FilterLiteralTests {
    /// What stands to the right of `x ==`.
    func operand(_ literal: String) throws -> FilterOperand.Kind {
        guard case .compare(_, _, let right, _) = try FilterParser.parse("x == " + literal).kind else {
            throw FilterError(.notAValue, at: 0..<0, "another tree")
        }
        return right.kind
    }

    func octets(_ literal: String) throws -> [UInt8] {
        guard case .string(let octets) = try operand(literal) else { return [] }
        return octets
    }

    @Test(
        "what may be a field's name stays a word",
        arguments: [
            "53", "0x4d2", "02322", "0b1001", "10.0.0.1", "1.5", "fe", "aa-bb-cc", "6677.8899.aabb", "2000-01-01",
            "True", "request", "Unverified", "ip.src", "mac-lte.ue", "9p", "_ws.malformed", "no.such.host.example",
        ])
    func words(text: String) throws {
        guard case .word(text) = try operand(text) else {
            Issue.record("\(try operand(text))")
            return
        }
    }

    @Test(
        "what cannot be a field's name is a literal",
        arguments: [
            ("10.0.0.0/8", "10.0.0.0/8"), ("fe80::/10", "fe80::/10"), ("::", "::"), ("::1", "::1"),
            ("::1/64", "::1/64"),
            ("::ffff:1.2.3.4", "::ffff:1.2.3.4"), ("00:11:22:33:44:55", "00:11:22:33:44:55"), (":fe", "fe"),
            (":01-02", "01-02"), ("fe:", "fe:"), ("2000-01-01T00:00:00.5", "2000-01-01T00:00:00.5"),
        ])
    func literals(source: String, expected: String) throws {
        guard case .literal(expected) = try operand(source) else {
            Issue.record("\(try operand(source))")
            return
        }
    }

    @Test("a slash divides after anything but an address")
    func slash() throws {
        #expect(try FilterParser.parse("udp.srcport/2 == 617").description == "({udp.srcport / 2} == 617)")
        #expect(try FilterParser.parse("a == 10.0.0/8").description == "(a == {10.0.0 / 8})")
        #expect(try FilterParser.parse("ip.src == 10.0.0.0/8 and a").description == "((ip.src == 10.0.0.0/8) and a)")
    }

    @Test("a leading dot makes a field of what could be octets")
    func leadingDot() throws {
        guard case .field(let name) = try operand(".fe") else {
            Issue.record("no field")
            return
        }
        #expect(name == FilterFieldName(name: "fe", nameRange: 6..<8))
    }

    @Test("strings resolve C's escapes")
    func escapes() throws {
        #expect(try octets(#""a\"b\\c\'d""#) == Array(#"a"b\c'd"#.utf8))
        #expect(try octets(#""\a\b\t\n\v\f\r""#) == [7, 8, 9, 10, 11, 12, 13])
        #expect(try octets(#""\x41\x4\xd2x""#) == [0x41, 0x04, 0xD2, 0x78])
        #expect(try octets(#""\110\0\3779""#) == [0x48, 0, 0xFF, 0x39])
        #expect(try octets(#""\u00e9\U0001F600""#) == Array("é😀".utf8))
        #expect(try octets("\"é\n\"") == Array("é\n".utf8))
        #expect(try octets("\"\"") == [])
    }

    @Test("a raw string keeps its backslashes, also before a quote")
    func rawStrings() throws {
        #expect(try octets(#"r"\x41\d""#) == Array(#"\x41\d"#.utf8))
        #expect(try octets(#"R"a\"b""#) == Array(#"a\"b"#.utf8))
        #expect(try octets(#"r"a\\""#) == Array(#"a\\"#.utf8))
    }

    @Test(
        "a character constant is a number",
        arguments: [
            ("'A'", 0x41), ("'\\x41'", 0x41), ("'\\101'", 0x41), ("'\\n'", 10), ("'\\''", 0x27), ("'\"'", 0x22),
            ("'\\u00e9'", 0xE9), ("' '", 0x20), ("'\\0'", 0),
        ])
    func characters(source: String, expected: UInt32) throws {
        guard case .character(expected) = try operand(source) else {
            Issue.record("\(try operand(source))")
            return
        }
    }

    @Test("a slice's offsets count from either end and must all be there")
    func sliceOffsets() {
        #expect(FilterSlice(start: 0, extent: .length(3)).offsets(in: 6) == 0..<3)
        #expect(FilterSlice(start: 4, extent: .length(5)).offsets(in: 6) == nil)
        #expect(FilterSlice(start: -3, extent: .rest).offsets(in: 6) == 3..<6)
        #expect(FilterSlice(start: -7, extent: .rest).offsets(in: 6) == nil)
        #expect(FilterSlice(start: 1, extent: .through(2)).offsets(in: 6) == 1..<3)
        #expect(FilterSlice(start: -2, extent: .through(-1)).offsets(in: 6) == 4..<6)
        #expect(FilterSlice(start: 6, extent: .rest).offsets(in: 6) == nil)
    }

    @Test("layers count from 1, negative ones from the innermost")
    func layerRanges() {
        func layers(_ start: Int, _ extent: FilterSlice.Extent) -> [Int] {
            (1...4).filter { FilterSlice(start: start, extent: extent).containsLayer($0, of: 4) }
        }
        #expect(layers(2, .length(1)) == [2])
        #expect(layers(2, .through(3)) == [2, 3])
        #expect(layers(2, .rest) == [2, 3, 4])
        #expect(layers(-1, .length(1)) == [4])
        #expect(layers(-2, .through(-1)) == [3, 4])
        #expect(layers(0, .length(1)) == [])
        #expect(layers(0, .length(2)) == [1])
    }
}
