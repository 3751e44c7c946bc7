import Testing

@testable import PacketFilters
@testable import Packets

/// What the filter language means was checked against tshark 4.0.17, where not said otherwise.
@Suite("Display filter: grammar")
struct FilterParserTests {
    /// Parses and writes back with every bracket.
    func parsed(_ source: String) -> String {
        do {
            return try FilterParser.parse(source).description
        } catch {
            return "error \(error.code): \(error)"
        }
    }

    @Test(
        "logic binds not, and, xor, or, in this order",
        arguments: [
            ("tcp", "tcp"),
            ("a or b and c", "(a or (b and c))"),
            ("a and b or c", "((a and b) or c)"),
            ("a xor b and c or d", "((a xor (b and c)) or d)"),
            ("not a and b", "((not a) and b)"),
            ("not a == 1 and b", "((not (a == 1)) and b)"),
            ("!tcp.port == 80", "(not (tcp.port == 80))"),
            ("!!udp", "(not (not udp))"),
            ("not(tcp)", "(not tcp)"),
            ("a&&b||!c^^d", "((a and b) or ((not c) xor d))"),
            ("a and b and c and d", "(a and b and c and d)"),
            ("a and (b and c)", "(a and (b and c))"),
            ("(((a)))", "a"),
            ("A and B or not C or D and not E or F", "((A and B) or (not C) or (D and (not E)) or F)"),
        ])
    func logic(source: String, expected: String) {
        #expect(parsed(source) == expected)
    }

    @Test(
        "every spelling of a comparison is read",
        arguments: [
            ("==", "=="), ("eq", "=="), ("any_eq", "=="), ("===", "==="), ("all_eq", "==="),
            ("!=", "!="), ("ne", "!="), ("all_ne", "!="), ("~=", "~="), ("!==", "~="), ("any_ne", "~="),
            (">", ">"), ("gt", ">"), (">=", ">="), ("ge", ">="), ("<", "<"), ("lt", "<"), ("<=", "<="), ("le", "<="),
        ])
    func comparisons(written: String, expected: String) {
        #expect(parsed("ip.ttl \(written) 64") == "(ip.ttl \(expected) 64)")
    }

    @Test("operators need no blanks, but a word takes in hyphens")
    func blanks() {
        #expect(parsed("udp.srcport+1==1235") == "({udp.srcport + 1} == 1235)")
        #expect(parsed("len(udp)-8==0") == "({len(udp) - 8} == 0)")
        #expect(parsed("udp.srcport-1 == 1233") == "(udp.srcport-1 == 1233)")
        #expect(parsed("udp.srcport -1 == 1233") == "({udp.srcport - 1} == 1233)")
        #expect(parsed("udp.port in{1,2}") == "(udp.port in {1, 2})")
        #expect(parsed(" \t\r\n tcp\n") == "tcp")
    }

    @Test(
        "arithmetic binds sign, products, sums, bitwise and",
        arguments: [
            ("a & 3 + 1 == 0", "({a & {3 + 1}} == 0)"),
            ("a * 2 + b / 3 % 4 == 1", "({{a * 2} + {{b / 3} % 4}} == 1)"),
            ("a - 1 - 1 == 2", "({{a - 1} - 1} == 2)"),
            ("a - {1 - 1} == 2", "({a - {1 - 1}} == 2)"),
            ("-a == -1", "(-a == -1)"),
            ("+a == +1", "(a == 1)"),
            ("a - -1 == 2", "({a - -1} == 2)"),
            ("a bitwise_and 2 == b bitand 2", "({a & 2} == {b & 2})"),
            ("tcp.dstport >= 4 * {tcp.srcport + 3}", "(tcp.dstport >= {4 * {tcp.srcport + 3}})"),
            ("{ {a} } == 1", "(a == 1)"),
            ("tcp.flags & 0x02", "{tcp.flags & 0x02}"),
        ])
    func arithmetic(source: String, expected: String) {
        #expect(parsed(source) == expected)
    }

    @Test("parentheses group arithmetic too, which tshark learnt in 4.2")
    func parenthesesAroundValues() {
        #expect(parsed("(a + 1) * 2 == 4") == "({{a + 1} * 2} == 4)")
        #expect(parsed("(a) == (1)") == "(a == 1)")
    }

    @Test("comparisons chain into a conjunction")
    func chains() {
        #expect(parsed("a < b <= c") == "((a < b) and (b <= c))")
        #expect(parsed("any a > b > 3 or d") == "(((any a > b) and (any b > 3)) or d)")
    }

    @Test("any and all stand before a relation")
    func quantifiers() {
        #expect(parsed("all tcp.port > 1024") == "(all tcp.port > 1024)")
        #expect(parsed("not any ip.addr != 1.1.1.1") == "(not (any ip.addr != 1.1.1.1))")
        #expect(parsed("all udp.port in {53}") == "(all udp.port in {53})")
        #expect(parsed("all ip.src not in {10.0.0.1}") == "(not (all ip.src in {10.0.0.1}))")
        #expect(parsed("any.foo") == "any.foo")
    }

    @Test("sets hold values and ranges")
    func sets() {
        #expect(parsed("tcp.port in {80, 443 , 8000..8080}") == "(tcp.port in {80, 443, 8000 .. 8080})")
        #expect(parsed("ip.addr in {10.0.0.5 .. 10.0.0.9}") == "(ip.addr in {10.0.0.5 .. 10.0.0.9})")
        #expect(parsed("ip.addr in {10.0.0.5..10.0.0.9}") == "(ip.addr in {10.0.0.5 .. 10.0.0.9})")
        #expect(parsed("ipv6.src in {::..::5}") == "(ipv6.src in {:: .. ::5})")
        #expect(parsed("t in {-1.5..2.5}") == "(t in {-1.5 .. 2.5})")
        #expect(parsed("a not in {1}") == "(not (a in {1}))")
        #expect(parsed("a ! in {\"x\"..\"y\"}") == "(not (a in {\"x\" .. \"y\"}))")
        #expect(parsed("a in {1+2, {3}}") == "(a in {{1 + 2}, 3})")
    }

    @Test(
        "slices take every form of range",
        arguments: [
            ("eth.src[0:3] == 1", "(eth.src[0:3] == 1)"), ("eth.src[1-2] == 1", "(eth.src[1-2] == 1)"),
            ("eth.src[4] == 1", "(eth.src[4] == 1)"), ("eth.src[:4] == 1", "(eth.src[0:4] == 1)"),
            ("eth.src[4:] == 1", "(eth.src[4:] == 1)"), ("eth.src[:] == 1", "(eth.src[0:] == 1)"),
            ("eth.src[-4:4] == 1", "(eth.src[-4:4] == 1)"), ("eth.src[-3--2] == 1", "(eth.src[-3--2] == 1)"),
            ("ftp[1,3-5,9:] == 1", "(ftp[1,3-5,9:] == 1)"), ("ftp[ 0 : 2 , 0 - 1 ]", "ftp[0:2,0-1]"),
            ("ftp[0x10]", "ftp[16]"), ("ftp[010]", "ftp[8]"), ("ftp[+1]", "ftp[1]"),
            ("eth.src[0:3][1]", "eth.src[0:3][1]"), ("string(a)[0]", "string(a)[0]"), ("ip.src#1[0]", ".ip.src#[1][0]"),
        ])
    func slices(source: String, expected: String) {
        #expect(parsed(source) == expected)
    }

    @Test("layers are counted by a number or ranges")
    func layers() {
        #expect(parsed("ip.src#2 == 1.1.1.1") == "(.ip.src#[2] == 1.1.1.1)")
        #expect(parsed("ip.src #[1,3-4,-1] == 1.1.1.1") == "(.ip.src#[1,3-4,-1] == 1.1.1.1)")
        #expect(parsed("ip#2") == ".ip#[2]")
        #expect(parsed("@ip.src#01 == 0a:00:00:01") == "(@.ip.src#[1] == 0a:00:00:01)")
    }

    @Test("functions take arithmetic as arguments")
    func functions() {
        #expect(parsed("len (udp) == 8") == "(len(udp) == 8)")
        #expect(parsed("max(a+1, b ,len(c)) > abs(-a)") == "(max({a + 1}, b, len(c)) > abs(-a))")
        #expect(parsed("upper(a) contains \"X\"") == "(upper(a) contains \"X\")")
    }

    @Test("contains and matches take a value and a pattern")
    func searches() {
        #expect(parsed("udp contains 04:d2 or tcp") == "((udp contains 04:d2) or tcp)")
        #expect(parsed("http matches r\"\\d+\"") == "(http matches \"\\\\d+\")")
        #expect(parsed("http ~ \"a\"") == "(http matches \"a\")")
        #expect(parsed("all http matches \"a\"") == "(all http matches \"a\")")
    }

    @Test("a blank filter lets everything pass", arguments: ["", " \t\n"])
    func blank(source: String) throws {
        guard case .everything = try FilterParser.parse(source).kind else {
            Issue.record("not everything")
            return
        }
    }

    @Test("expressions and operands know where they stand")
    func places() throws {
        let source = "not  (ip.src#2 == 10.0.0.1) or len(dns) > 5"
        func text(_ range: Range<Int>) -> String { String(decoding: Array(source.utf8)[range], as: UTF8.self) }
        guard case .or(let terms) = try FilterParser.parse(source).kind,
            case .not(let comparison) = terms[0].kind,
            case .compare(let left, _, let right, nil) = comparison.kind,
            case .field(let name) = left.kind,
            case .compare(let call, _, _, nil) = terms[1].kind
        else {
            Issue.record("another tree")
            return
        }
        #expect(text(comparison.range) == "ip.src#2 == 10.0.0.1")
        #expect(text(comparison.operatorRange) == "==")
        #expect(text(left.range) == "ip.src#2")
        #expect(text(name.nameRange) == "ip.src")
        #expect(text(right.range) == "10.0.0.1")
        #expect(text(call.range) == "len(dns)")
        #expect(text(terms[1].range) == "len(dns) > 5")
    }
}
