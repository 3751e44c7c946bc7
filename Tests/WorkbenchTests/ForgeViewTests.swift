import PacketProtocols
import Packets
import Terminal
import Testing

@testable import Workbench

@Suite("The forge")
struct ForgeViewTests {
    /// The forge with a TCP packet of the shipped capture.
    private func bench(rows: Int = 24, columns: Int = 80) throws -> BenchTester {
        var bench = try BenchTester(rows: rows, columns: columns)
        bench.press("/")
        bench.type("tcp.flags.syn == 1")
        bench.press("Enter", "g", "e")
        return bench
    }

    @Test(
        "A captured packet opens with one key: its layers, the form, octets and expression",
        arguments: [(12, 40), (24, 80), (60, 200)])
    func opens(rows: Int, columns: Int) throws {
        let bench = try bench(rows: rows, columns: columns)
        let lines = bench.lines
        #expect(bench.model.view == .forge)
        #expect(lines.count == rows)
        #expect(lines.contains { $0.hasPrefix(" = ") })
        #expect(lines.contains { $0.contains("Destination Port") })
        if columns >= 80 { #expect(lines.contains { $0.contains("▶ TCP") }) }
        if columns >= 200 { #expect(lines.contains { $0.contains("+-+-+-+") }) }
    }

    @Test("A field is edited, undone and done again; what is no value is said")
    func edits() throws {
        var bench = try bench()
        let before = try #require(bench.model.forge.packet?.octets)
        bench.press("j")
        bench.press("Enter", "Ctrl-U")
        bench.type("8080")
        bench.press("Enter")
        #expect(bench.lines.contains { $0.contains("●") && $0.contains("8080") })
        bench.press("u")
        #expect(bench.model.forge.packet?.octets == before)
        bench.press("Ctrl-R")
        #expect(bench.model.forge.packet?.octets != before)
        bench.press("Enter", "Ctrl-U")
        bench.type("70000")
        bench.press("Enter")
        #expect(bench.lines.last?.contains("70000") == true)
    }

    @Test("Flags are check boxes")
    func flags() throws {
        var bench = try bench()
        let row = try #require(bench.model.forge.shown.firstIndex { $0.name == "tcp.flags" })
        for _ in 0..<row { bench.press("j") }
        let before = try #require(bench.model.forge.chosen?.number)
        for _ in 0..<20 { bench.press("Right") }
        bench.press("Space")
        #expect(bench.model.forge.chosen?.number == before ^ 1)
        #expect(bench.lines.contains { $0.contains("[x]fin") })
    }

    @Test("Space has the checksum be set by hand, and follow again")
    func automatic() throws {
        var bench = try bench()
        let row = try #require(bench.model.forge.shown.firstIndex { $0.name == "tcp.checksum" })
        for _ in 0..<row { bench.press("j") }
        #expect(bench.model.forge.chosen?.state == .automatic)
        bench.press("Space")
        #expect(bench.model.forge.chosen?.state == .byHand)
        bench.press("Enter", "Ctrl-U")
        bench.type("0")
        bench.press("Enter")
        #expect(bench.lines.contains { $0.contains("!") && $0.contains("(is 0x") })
        bench.press("Space")
        #expect(bench.model.forge.chosen?.state == .automatic)
    }

    @Test("Layers are added and deleted, octets edited, hex pasted, the expression set")
    func others() throws {
        var bench = try bench()
        bench.press("Shift-Tab", "a")
        bench.type("data")
        bench.press("Enter")
        #expect(bench.model.forge.layerNames.last == "Data" || bench.model.forge.layerNames.contains("Data"))
        bench.press("D")
        #expect(!bench.model.forge.layerNames.contains("Data"))
        bench.press("b", "Ctrl-U")
        bench.type("zz")
        bench.press("Enter")
        #expect(bench.lines.last?.contains("no octets") == true)
        bench.press("=", "Ctrl-U")
        bench.type("eth/arp(dst.proto_ipv4=10.0.0.1)")
        bench.press("Enter")
        #expect(bench.model.forge.layerNames == ["Ethernet", "ARP"] || bench.model.forge.layerNames.last == "ARP")
        bench.press("=", "Ctrl-U")
        bench.type("eth/apr")
        bench.press("Enter")
        #expect(bench.lines.last?.contains("apr") == true)
        bench.press("p")
        bench.type("ffffffffffff02000000000108060001")
        bench.press("Enter")
        #expect(bench.model.forge.origin == "pasted octets")
        #expect(bench.model.forge.packet?.octets.count == 16)
    }

    @Test("Sending asks for it with how often; answers stand below, and those of an order before mean nothing")
    func sends() throws {
        var bench = try bench()
        bench.press("s")
        #expect(bench.lines.last?.contains("capture") == true)
        bench.model.isFromCapture = false
        bench.press("S", "Ctrl-U")
        bench.type("3/20")
        bench.press("Enter", "s")
        guard case .forge(.send(let order))? = bench.errands.last else { Issue.record("nothing was sent"); return }
        #expect(order.rounds == 3)
        #expect(order.rate == 20)
        let answer = ForgeAnswer(question: 1, line: "an answer", delay: 214_000, octets: [1])
        bench.send(.message(.forge(.answer(answer, generation: order.generation - 1))))
        #expect(bench.model.forge.answers.isEmpty)
        bench.send(.message(.forge(.answer(answer, generation: order.generation))))
        #expect(bench.lines.contains { $0.contains("an answer") && $0.contains("0.214 ms") })
        bench.send(.message(.forge(.over(ForgeTally(asked: 3, answered: 1, answers: 1), generation: order.generation))))
        #expect(bench.lines.contains { $0.contains("3 sent, 1 answered") })
    }

    @Test("An answer is shown among the packets")
    func answers() throws {
        var bench = try bench()
        bench.model.isFromCapture = false
        bench.press("s")
        var octets: [UInt8] = []
        bench.model.shelf.file?.read(bench.model.shelf.index[30], into: &octets)
        bench.send(
            .message(
                .forge(
                    .answer(
                        ForgeAnswer(question: 1, line: "x", delay: 1, octets: octets),
                        generation: bench.model.forge.generation))))
        bench.model.place = .forgeAnswers
        bench.press("Enter")
        #expect(bench.model.view == .packets)
        #expect(bench.model.packets.selected == 30)
    }
}
