import Foundation
import Script
import Testing

@Suite("The page about scripts")
struct PageTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
    private static let page = root.appending(path: "Documentation/scripts.md")
    private static let examples = root.appending(path: "Examples/Scripts")

    @Test("it names each script that teaches, and shows what the first one does")
    func shows() throws {
        let page = try String(contentsOf: Self.page, encoding: .utf8)
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.examples.path).sorted()
        #expect(files.count == 10)
        for file in files { #expect(page.contains("(../Examples/Scripts/\(file))")) }
        let name = "Examples/Scripts/\(try #require(files.first))"
        var lines: [String] = []
        try Script(String(contentsOf: Self.root.appending(path: name), encoding: .utf8), name: name).run {
            lines.append("\($0)")
        }
        #expect(page.contains("```\n\(lines.joined(separator: "\n"))\n\(name): OK\n```"), "\(lines)")
    }

    @Test("it shows what is said of a packet that is otherwise")
    func complains() throws {
        let page = try String(contentsOf: Self.page, encoding: .utf8)
        let lines = LanguageTests.script(
            "+0 < S 0:0(0) win 32792 <mss 1000>\n+0 > S. 0:0(0) ack 1 win 29200 <mss 1460>")
        do { try Script(lines, name: "window.pkt").run() } catch {
            #expect(page.contains("```\n\(error)\n```"), "\(error)")
        }
    }
}
