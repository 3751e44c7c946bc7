import Terminal
import Testing

@testable import Workbench

@Suite("The view that explains")
struct ExplainViewTests {
    @Test("x explains the field that one is at, with this packet's values; Esc leads back")
    func field() throws {
        var bench = try BenchTester(rows: 60, columns: 100)
        bench.model.go(toFrame: 4)
        bench.press("Enter")
        let line = try #require(
            bench.model.packets.exhibit?.lines.firstIndex { $0.field == "ip.ttl" }, "the packet has no IPv4")
        bench.model.packets.tree.select(try #require(bench.model.packets.exhibit?.lines[line - 1].key))
        bench.model.changeTree { $0.open() }
        bench.model.packets.tree.select(try #require(bench.model.packets.exhibit?.lines[line].key))
        let value = try #require(bench.model.packets.line?.value)
        bench.press("x")
        #expect(bench.model.view == .explain)
        let text = bench.screen.text
        #expect(text.contains("─ ip.ttl  packet 4 ─"))
        #expect(text.contains("RFC 791 section 3.1"))
        #expect(text.contains("+=+=+"))
        #expect(bench.lines.contains { $0.contains("ip.ttl = \(value)") })
        bench.press("Esc")
        #expect(bench.model.view == .packets)
    }

    @Test("In the list x explains the packet's innermost protocol")
    func innermost() throws {
        var bench = try BenchTester(rows: 40, columns: 100)
        bench.press("j", "j", "x")
        #expect(bench.screen.text.contains("─ dhcp  packet 3 ─"))
    }

    @Test("Any name can be asked for; Tab completes it, and one that is nobody's says what is near")
    func names() throws {
        var bench = try BenchTester(rows: 40, columns: 100, capture: nil)
        bench.press("6")
        #expect(bench.screen.text.contains("press x"))
        bench.press("/")
        bench.type("tcp.window_size_sca")
        #expect(bench.screen.text.contains("tcp.window_size_scalefactor"))
        bench.press("Tab", "Enter")
        #expect(bench.screen.text.contains("─ tcp.window_size_scalefactor ─"))
        bench.press("/")
        bench.type("tcp.flags.sym")
        bench.press("Enter")
        #expect(bench.lines.last?.contains("did you mean") == true)
        #expect(bench.screen.text.contains("─ tcp.window_size_scalefactor ─"))
    }

    @Test("It is scrolled, and to the side where it is narrow", arguments: [(12, 40), (24, 80), (60, 200)])
    func scrolling(rows: Int, columns: Int) throws {
        var bench = try BenchTester(rows: rows, columns: columns)
        bench.press("6", "/")
        bench.type("tcp")
        bench.press("Enter")
        let start = bench.lines
        #expect(start[3].contains("Transmission Control Protocol"))
        bench.press("G")
        #expect(!bench.screen.text.contains("more ↓"))
        bench.press("g")
        #expect(bench.lines == start)
        bench.press("l")
        #expect((bench.lines == start) == (columns > 120))
    }
}
