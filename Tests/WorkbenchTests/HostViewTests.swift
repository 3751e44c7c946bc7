import HostNetwork
import Packets
import Terminal
import Testing

@testable import Workbench

@Suite("The view of the host")
struct HostViewTests {
    private static func rows(_ names: [(String, UInt64)]) -> [HostRow] {
        names.map { name, bits in
            HostRow(
                id: name,
                cells: [
                    .text(name), .text("UP"), .number(bits, Amount.bitRate(bits)), .text(""), .number(1),
                    .number(0, "0 bit/s"),
                    .text(""), .number(0), .number(0), .text("192.0.2.1/24"),
                ], rates: [bits, 0], more: "more of \(name)", filter: nil)
        }
    }

    private static func watched(_ bench: BenchTester) -> [HostErrand] {
        bench.errands.compactMap { if case .host(let errand) = $0 { errand } else { nil } }
    }

    @Test("The host is looked at while it is seen, one table at a time")
    func watching() throws {
        var bench = try BenchTester()
        #expect(Self.watched(bench).isEmpty)
        bench.press("5")
        bench.press("j")
        #expect(Self.watched(bench) == [.watch(.interfaces, generation: 1)])
        bench.press("Tab")
        #expect(Self.watched(bench).last == .watch(.sockets, generation: 2))
        bench.press("1")
        #expect(Self.watched(bench).last == .rest)
        // News of a table that is not looked at any more mean nothing.
        bench.send(.message(.host(HostNews(generation: 2, table: .sockets, rows: Self.rows([("late", 1)])))))
        #expect(bench.model.host.rows.isEmpty)
    }

    @Test(
        "Lines are sorted and chosen, and one stays at the same line as rates change",
        arguments: [(12, 40), (24, 80), (60, 200)])
    func table(rows: Int, columns: Int) throws {
        var bench = try BenchTester(rows: rows, columns: columns)
        bench.press("5")
        bench.send(
            .message(
                .host(HostNews(generation: 1, table: .interfaces, rows: Self.rows([("eth0", 5000), ("eth1", 70_000)]))))
        )
        #expect(bench.screen.text.contains("lab"))
        #expect(bench.lines.allSatisfy { $0.count <= columns })
        bench.press("j")
        #expect(bench.model.host.row?.id == "eth0")
        // By receiving, the most first.
        bench.press("s", "c")
        bench.press("S")
        #expect(bench.model.host.listed.map(\.id).first == "eth1")
        #expect(bench.model.host.row?.id == "eth0")
        bench.send(
            .message(
                .host(
                    HostNews(generation: 1, table: .interfaces, rows: Self.rows([("eth0", 90_000), ("eth1", 70_000)]))))
        )
        #expect(bench.model.host.listed.map(\.id).first == "eth0")
        #expect(bench.model.host.row?.id == "eth0")
        #expect(bench.model.host.curves["eth0"]?[0].values == [5000, 90_000])
        bench.press("/")
        bench.type("ETH1")
        #expect(bench.model.host.listed.map(\.id) == ["eth1"])
        bench.press("Enter", "Esc")
        #expect(bench.model.host.listed.count == 3)
    }

    @Test("Enter captures on the interface; the capture that began replaces the one before")
    func capturing() throws {
        var bench = try BenchTester()
        bench.press("i")
        #expect(bench.model.view == .host)
        bench.send(.message(.host(HostNews(generation: 1, table: .interfaces, rows: Self.rows([("eth0", 5000)])))))
        bench.press("j", "Enter")
        let orders = bench.errands.compactMap { if case .capture(let order) = $0 { order } else { nil } }
        #expect(orders == [CaptureOrder(interfaces: ["eth0"], filter: "", generation: 1)])
        #expect(bench.model.shelf.index.count == 141)
        bench.send(.message(.began(try #require(orders.first))))
        #expect(bench.model.shelf.index.count == 0)
        #expect(bench.model.view == .packets)
        #expect(bench.lines[0].contains("eth0 ●"))
        let (index, file) = try frames(of: BenchTester.sample)
        bench.send(.message(.frames(ShelfNews(generation: 0, index: index, file: file, state: .capturing))))
        #expect(bench.model.shelf.index.count == 0)
        bench.send(.message(.frames(ShelfNews(generation: 1, index: index, file: file, state: .capturing))))
        #expect(bench.model.shelf.index.count == 141)
        // What was captured and is in no file is asked for.
        bench.press("b")
        bench.type("tcp")
        bench.press("Enter")
        #expect(bench.screen.text.contains("discard them and capture anew"))
        bench.press("d")
        guard case .capture(let order)? = bench.errands.last else {
            Issue.record("nothing is captured")
            return
        }
        #expect(order == CaptureOrder(interfaces: ["eth0"], filter: "tcp", generation: 2))
    }

    @Test("Enter on a socket leads to the packets of its ends")
    func sockets() throws {
        var bench = try BenchTester()
        bench.press("5", "Tab")
        let row = HostRow(
            id: "1", cells: HostPage.sockets.columns.map { _ in .text("x") },
            filter: "ip.addr == 192.0.2.1 and tcp.port == 80")
        bench.send(.message(.host(HostNews(generation: 2, table: .sockets, rows: [row]))))
        bench.press("Enter")
        #expect(bench.model.view == .packets)
        #expect(bench.model.filter.applied == "ip.addr == 192.0.2.1 and tcp.port == 80")
        #expect((bench.model.shelf.chosen?.count ?? 0) > 0)
    }

    @Test("Every table of this host is read", arguments: HostPage.allCases)
    func reading(table: HostPage) throws {
        var reader = HostReader()
        let rows = try reader.rows(of: table)
        #expect(rows.allSatisfy { $0.cells.count == table.columns.count })
        #expect(Set(rows.map(\.id)).count == rows.count)
        if table == .interfaces { #expect(rows.contains { $0.id == "lo" }) }
    }
}
