import Testing

@testable import Packets

@Suite("Did you mean")
struct SpellingTests {
    let fields = ["tcp.port", "tcp.srcport", "tcp.dstport", "udp.port", "ip.src", "ip.dst", "dns.qry.name", "ip"]

    @Test("a swap, a missing, a wrong and an extra letter are one edit each")
    func oneEdit() {
        for word in ["tpc.port", "tcp.prt", "tcp.pork", "tcp.portt"] {
            #expect(Spelling.suggestions(for: word, among: fields).first == "tcp.port", "\(word)")
        }
    }

    @Test("letter case alone is the nearest of all")
    func letterCase() {
        #expect(Spelling.suggestions(for: "IP.SRC", among: fields).first == "ip.src")
    }

    @Test("the best three come first, nearest and then by common prefix")
    func order() {
        let found = Spelling.suggestions(for: "ip.srt", among: ["ip.dst", "xp.src", "ip.src", "ip.sr", "ip.srtt"])
        #expect(found == ["ip.srtt", "ip.sr", "ip.src"])
    }

    @Test("a candidate that comes twice is named once, and the word itself never")
    func noRepetition() {
        #expect(Spelling.suggestions(for: "ip.srx", among: ["ip.src", "ip.src", "ip.srx"]) == ["ip.src"])
    }

    @Test("nothing is suggested for a word that resembles none, is empty or too long")
    func nothing() {
        #expect(Spelling.suggestions(for: "zzzzzz", among: fields).isEmpty)
        #expect(Spelling.suggestions(for: "", among: fields).isEmpty)
        #expect(Spelling.suggestions(for: String(repeating: "a", count: 65), among: fields).isEmpty)
        #expect(Spelling.suggestions(for: "ip.srx", among: fields, limit: 0).isEmpty)
    }

    @Test(
        "the distance counts insertions, deletions, substitutions and swaps",
        arguments: [
            ("", "", 0), ("abc", "abc", 0), ("abc", "acb", 1), ("abc", "ab", 1), ("abc", "abcd", 1), ("abc", "axc", 1),
            ("kitten", "sitting", 3), ("abcd", "badc", 2), ("ca", "abc", 3),
        ])
    func distance(a: String, b: String, expected: Int) {
        #expect(Spelling.distance(Array(a.utf8), Array(b.utf8), within: 5) == expected)
        #expect(Spelling.distance(Array(b.utf8), Array(a.utf8), within: 5) == expected)
        if expected > 0 { #expect(Spelling.distance(Array(a.utf8), Array(b.utf8), within: expected - 1) == nil) }
    }
}
