import PacketProtocols
import Testing

@testable import PacketFilters
@testable import Packets

@Suite("Display filter: hostile text")
struct FilterHostileTests {
    func code(_ source: String) -> FilterError.Code? {
        do {
            _ = try FilterParser.parse(source)
            return nil
        } catch {
            return error.code
        }
    }

    @Test(
        "nesting beyond the limit is refused, whatever nests",
        arguments: [
            ("(", "a", ")"), ("{", "a", "}"), ("not ", "a", ""), ("- ", "a", " == 1"), ("+ ", "a", " == 1"),
            ("abs(", "a", ")"), ("", "a", "[0:1]"), ("", "a", " + 1"), ("{1 + ", "a", "}"), ("(b or ", "a", ")"),
        ])
    func depth(before: String, middle: String, after: String) {
        for count in [300, 20_000] {
            let tail = after == " == 1" ? after : String(repeating: after, count: count)
            let source = String(repeating: before, count: count) + middle + tail
            #expect(code(source) == .tooDeep, "\(before)…\(after)")
        }
        let count = 90
        let tail = after == " == 1" ? after : String(repeating: after, count: count)
        let source = String(repeating: before, count: count) + middle + tail + (before == "abs(" ? " == 1" : "")
        #expect(code(source) == nil, "\(before)…\(after)")
    }

    @Test("a long conjunction is no deep one")
    func longConjunction() throws {
        let source = Array(repeating: "tcp.port == 80", count: 20_000).joined(separator: " and ")
        guard case .and(let terms) = try FilterParser.parse(source).kind else {
            Issue.record("another tree")
            return
        }
        #expect(terms.count == 20_000)
    }

    @Test("no soup of tokens traps, and what parses also parses when written back")
    func soup() throws {
        let pieces = [
            "ip.src", "tcp", ".fe", ":fe", "@", "==", "!=", "~=", "===", "!==", "<", ">=", "=", "!", "~", "not", "and",
            "or",
            "xor", "&&", "||", "^^", "|", "&", "in", "contains", "matches", "any", "all", "{", "}", "(", ")", "[", "]",
            "[0:2]",
            "[-1]", "[1-2,3:]", "[", "#", "#1", "#[1-2]", "..", ".", ",", "+", "-", "*", "/", "%", "len(", "max(",
            "foo(",
            "\"a\"", "\"", "r\"\\d\"", "\"(\"", "'a'", "'", "\\", "1", "0x10", "1.5", "10.0.0.1", "10.0.0.0/8", "::1",
            "00:11:22", "$", "é", "\u{0}", "\u{7F}", "\n", " ", "  ", "9999999999999999999999", "[99999999999]",
        ]
        var random = SplitMix(state: 0x1B0C_1ABE)
        var parsed = 0
        for _ in 0..<30_000 {
            var source = ""
            for _ in 0..<random.below(14) {
                source += pieces[random.below(pieces.count)]
                if random.below(3) > 0 { source += " " }
            }
            do throws(FilterError) {
                let expression = try FilterParser.parse(source)
                parsed += 1
                let written = expression.description
                do throws(FilterError) {
                    #expect(try FilterParser.parse(written).description == written, "\(source)")
                } catch {
                    Issue.record("\(source) became \(written), which fails: \(error)")
                }
            } catch {
                #expect(error.range.lowerBound >= 0 && error.range.upperBound <= source.utf8.count, "\(source)")
                #expect(!error.render(source: source).isEmpty)
            }
        }
        #expect(parsed > 100)
    }

    @Test("no soup of octets traps")
    func octets() {
        var random = SplitMix(state: 42)
        for _ in 0..<20_000 {
            let octets = (0..<random.below(24)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            let source = String(decoding: octets, as: UTF8.self)
            do throws(FilterError) {
                _ = try FilterParser.parse(source)
            } catch {
                #expect(error.range.upperBound <= source.utf8.count)
            }
        }
    }
}

/// SplitMix64: a small generator whose numbers are the same in every run.
struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value &>> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value &>> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value &>> 31
    }

    mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }
}
