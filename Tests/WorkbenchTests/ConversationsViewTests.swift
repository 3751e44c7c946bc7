import Terminal
import Testing

@testable import Workbench

@Suite("The conversations view")
struct ConversationsViewTests {
    @Test("TCP's conversations, the largest first; sorted otherwise by a key")
    func table() throws {
        var bench = try BenchTester(rows: 30, columns: 140)
        bench.press("3")
        #expect(bench.lines[2].contains("TCP conversations ▶  7"))
        #expect(bench.lines[3].contains("octets▼"))
        #expect(bench.lines[4].hasPrefix("▶ 192.0.2.107:37502 "))
        #expect(bench.lines[4].contains("192.0.2.1:443 "))
        #expect(bench.lines[4].contains(" 20 ") && bench.lines[4].contains(" 3802 "))
        bench.press("s")
        #expect(bench.lines[3].contains("A→B▼"))
    }

    @Test("A conversation as a ladder, an arrow's packet, and back")
    func ladder() throws {
        var bench = try BenchTester(rows: 30, columns: 120)
        bench.press("3", "j", "j", "Enter")
        #expect(bench.model.place == .ladder)
        #expect(bench.lines[3].contains("192.0.2.107:47196") && bench.lines[3].contains("192.0.2.1:80"))
        #expect(bench.lines[4].contains("SYN  seq 0") && bench.lines[4].contains("▶"))
        #expect(bench.lines[5].contains("SYN ACK  seq 0  ack 1") && bench.lines[5].contains("◀"))
        #expect(bench.lines[7].contains("1:86 (85)  ack 1") && bench.lines[7].contains("HTTP: GET /moved"))
        bench.press("j", "j", "j", "Enter")
        #expect(bench.model.view == .packets)
        #expect(bench.model.packets.exhibit?.lines.contains { $0.text.contains("GET /moved") } == true)
        bench.press("3", "a")
        #expect(bench.model.filter.applied == "tcp.stream == 2")
        #expect(bench.model.shelf.chosen?.count == 12)
    }

    @Test("Every listing is drawn at every size", arguments: [(12, 40), (24, 80), (60, 200)])
    func listings(rows: Int, columns: Int) throws {
        var bench = try BenchTester(rows: rows, columns: columns)
        bench.press("3")
        for listing in ConversationsView.Listing.allCases {
            bench.model.conversations.listing = listing
            bench.model.conversations.makeRows()
            bench.send(.time(1))
            #expect(bench.lines[2].contains("◀ "))
            #expect(bench.lines[4].trimmed != "")
            // A filter is one that can be run.
            if let filter = bench.model.conversations.rows.first?.filter {
                bench.model.filter.text = filter
                if case .wrong(let error) = bench.model.filter.verdict { Issue.record("\(filter): \(error)") }
            }
        }
    }
}
