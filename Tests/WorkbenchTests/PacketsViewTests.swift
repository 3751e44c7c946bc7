import PacketProtocols
import Packets
import Terminal
import Testing

@testable import Workbench

@Suite("The packets view")
struct PacketsViewTests {
    @Test("Six packets and more at every size", arguments: [(12, 40), (24, 80), (60, 200)])
    func sizes(rows: Int, columns: Int) throws {
        let bench = try BenchTester(rows: rows, columns: columns)
        let lines = bench.lines
        #expect(lines.count == rows)
        #expect(lines.allSatisfy { $0.count <= columns })
        let numbered = lines.filter { $0.wholeMatch(of: /[▶ ] +\d+ .*/) != nil }
        #expect(numbered.count >= 6)
        #expect(lines.last?.contains("? all keys") == true)
    }

    @Test("A window that is too small says so")
    func small() throws {
        #expect(try BenchTester(rows: 5, columns: 20).lines[0].hasPrefix("ibuki needs"))
    }

    @Test("The list goes by frames: a filter comes and goes and the frame stays")
    func selection() throws {
        var bench = try BenchTester()
        bench.press("j", "j", "j")
        #expect(bench.model.packets.selected == 4)
        bench.press("/")
        bench.type("dhcp")
        bench.press("Enter")
        #expect(bench.model.shelf.chosen == [3, 4, 5, 6])
        #expect(bench.model.packets.selected == 4)
        #expect(bench.lines[1].contains("✓ 4 of 141"))
        // One that leaves it out: it is still what is looked at, and one goes on from its place.
        bench.press("/", "Ctrl-U")
        bench.type("arp or icmp")
        bench.press("Enter")
        #expect(bench.model.packets.selected == 4)
        #expect(bench.model.packets.exhibit?.number == 4)
        bench.press("j")
        #expect(
            bench.model.packets.selected == bench.model.shelf.chosen.flatMap { $0.first { $0 > 4 } }.map { Int($0) })
        bench.press("Esc")
        #expect(bench.model.shelf.chosen == nil)
    }

    @Test("A wrong filter says what is wrong and leaves the list as it was")
    func wrongFilter() throws {
        var bench = try BenchTester()
        bench.press("/")
        bench.type("tcp.prt == 80")
        #expect(bench.lines[1].hasSuffix("✗"))
        #expect(bench.lines[2].contains("did you mean 'tcp.port'"))
        bench.press("Enter")
        #expect(bench.model.shelf.chosen == nil)
        #expect(bench.lines.last?.contains("tcp.prt") == true)
        bench.press("Esc")
        #expect(bench.lines[1].trimmed == "filter")
    }

    @Test("Names are completed: what all share first, then each")
    func completion() throws {
        var bench = try BenchTester()
        bench.press("/")
        bench.type("arp.dst.hw_")
        #expect(bench.lines[2].contains("arp.dst.hw_mac"))
        bench.press("Tab")
        #expect(bench.model.filter.text == "arp.dst.hw_mac")
        #expect(bench.lines[1].hasSuffix("✓"))
    }

    @Test("The tree keeps what was opened from packet to packet")
    func tree() throws {
        var bench = try BenchTester(rows: 40, columns: 120)
        bench.press("Tab", "j", "l", "k", "Tab", "Tab")
        #expect(bench.lines.contains { $0.contains("▾ Ethernet II") })
        bench.press("j", "j")
        #expect(bench.lines.contains { $0.contains("▾ Ethernet II") })
        #expect(bench.lines.contains { $0.contains("▸ Frame 3") })
    }

    @Test("A field lights its octets, and an octet goes to its field")
    func octets() throws {
        var bench = try BenchTester(rows: 40, columns: 140)
        bench.press("Tab", "j")
        #expect(bench.model.packets.line?.key == "eth")
        #expect(bench.lines.contains { $0.contains("eth  14 octets at 0") })
        // Into the octets, to the thirteenth: the type.
        bench.press("Tab")
        for _ in 0..<12 { bench.press("l") }
        #expect(bench.model.packets.line?.field == "eth.type")
        #expect(bench.lines.contains { $0.contains("eth.type  2 octets at 12") })
    }

    @Test("A field becomes the filter, alone or with what there was")
    func fieldAsFilter() throws {
        var bench = try BenchTester()
        bench.press("Tab", "j", "a", "a")
        #expect(bench.model.filter.applied == "eth")
        bench.press("l", "j", "a")
        #expect(bench.lines.contains { $0.contains("and selected") })
        bench.press("&")
        #expect(bench.model.filter.applied.hasPrefix("(eth) and eth.dst == "))
        #expect(bench.model.shelf.chosen?.contains(1) == true)
    }

    @Test("What is copied is the field, the value, the octets")
    func copies() throws {
        var bench = try BenchTester()
        bench.press("Tab", "j", "l", "j", "y", "v")
        #expect(bench.copied == "33:33:00:00:00:16")
        bench.press("y", "f")
        #expect(bench.copied == "eth.dst == 33:33:00:00:00:16")
        bench.press("y", "b")
        #expect(bench.copied == "333300000016")
    }

    @Test("Frames by number, the place one came from, marks, the conversation")
    func jumps() throws {
        var bench = try BenchTester()
        bench.press(":")
        bench.type("packets.last 30")
        bench.press("Enter")
        #expect(bench.model.packets.selected == 30)
        bench.press("m")
        bench.type("x")
        bench.press("Enter", "'", "'")
        #expect(bench.model.packets.selected == 1)
        bench.press("'", "m", "x")
        #expect(bench.model.packets.selected == 30)
        bench.press("]")
        let next = try #require(bench.model.packets.selected)
        #expect(Int(bench.model.shelf.index[next].previous) == 30)
        bench.press("[")
        #expect(bench.model.packets.selected == 30)
        bench.press("f", "f")
        bench.type("dns.flags.response == 1")
        bench.press("Enter")
        #expect(bench.model.packets.selected ?? 0 > 30)
        #expect(
            bench.model.packets.exhibit?.lines.contains { $0.text.contains("Domain Name System (response)") } == true)
    }

    @Test("Texts and hexadecimal digits are found in octets")
    func finding() throws {
        var bench = try BenchTester()
        bench.press("f", "t")
        bench.type("example")
        bench.press("Enter")
        let byText = try #require(bench.model.packets.selected)
        #expect(byText > 1)
        bench.press("g", "f", "x")
        bench.type("65 78 61:6d706c65")
        bench.press("Enter")
        #expect(bench.model.packets.selected == byText)
        bench.press("n")
        #expect(bench.model.packets.selected ?? 0 > byText)
        bench.press("N")
        #expect(bench.model.packets.selected == byText)
    }

    @Test("A comment stands in the tree, and times count from a packet")
    func notes() throws {
        var bench = try BenchTester(rows: 40, columns: 120)
        bench.press("o")
        bench.type("odd")
        bench.press("Enter")
        #expect(
            bench.model.packets.exhibit?.lines.contains { $0.field == "frame.comment" && $0.value == "odd" } == true)
        bench.press("G", "T")
        #expect(bench.lines.contains { $0.hasPrefix("▶") && $0.contains(" 0.000000 ") })
        #expect(bench.lines.contains { $0.contains(" 140 -") })
    }

    @Test("A port is decoded as another protocol, and a wrong name says what was meant")
    func decodeAs() throws {
        var bench = try BenchTester()
        bench.press("f", "f")
        bench.type("dns and udp.dstport == 53")
        bench.press("Enter", "d")
        #expect(bench.lines.contains { $0.contains("udp.port 53") })
        bench.press("2")
        bench.type("dhpc")
        bench.press("Enter")
        #expect(bench.lines.last?.contains("did you mean dhcp") == true)
        bench.press("d", "2")
        bench.type("dhcp")
        bench.press("Enter")
        #expect(bench.model.packets.exhibit?.lines.contains { $0.key == "dhcp" } == true)
    }

    @Test("Rules of Wireshark's colorfilters colour rows, the first that fits; what is wrong in them is told")
    func coloring() throws {
        let rules = ColoringRules(
            """
            # comment
            @Bad TCP@tcp.analysis.nothing@[0,0,0][65535,65535,65535]
            !@Off@frame@[0,0,0][0,0,0]
            @DHCP@dhcp.type == 2@[4626,10023,11822][63479,34695,34695]
            @All DHCP@dhcp@[65535,65535,0][0,0,0]
            @broken@dhcp@[1,2]
            """, in: .standard)
        #expect(rules.faults.count == 2)
        #expect(rules.faults[0].hasPrefix("line 2, 'Bad TCP': there is no field"))
        #expect(rules.faults[1] == "line 6: expected @name@filter@[r,g,b][r,g,b]")
        var bench = try BenchTester(rows: 40, columns: 120)
        bench.model.setColoring(rules)
        bench.send(.time(1))
        let styles = (1...6).map { bench.model.packets.rows[$0]?.style?.background }
        #expect(styles == [nil, nil, .rgb(255, 255, 0), .rgb(18, 39, 46), .rgb(255, 255, 0), .rgb(18, 39, 46)])
    }

    @Test("A field becomes a column, and is one no more")
    func column() throws {
        var bench = try BenchTester(rows: 40, columns: 150)
        bench.press("j", "j", "Tab", "/", "Ctrl-U")
        bench.type("dhcp")
        bench.press("Enter")
        let line = try #require(bench.model.packets.exhibit?.lines.first { $0.field == "dhcp.id" })
        bench.model.packets.tree.select(line.key)
        bench.press("c")
        #expect(bench.lines[2].contains("Length dhcp.id"))
        #expect(bench.lines[3].contains(line.value))
        bench.press("c")
        #expect(!bench.lines[2].contains("dhcp.id"))
    }

    @Test("A drag selects text within a pane, without its borders, and y copies it; v does so by keys")
    func selectsText() throws {
        var bench = try BenchTester(rows: 30, columns: 110)
        let part = try #require(bench.model.packets.layout.part(of: .packetOctets, in: bench.model.body))
        func mouse(_ action: MouseEvent.Action, _ row: Int, _ column: Int) {
            bench.send(.input(.mouse(MouseEvent(action, at: Position(row: row, column: column)))))
        }
        mouse(.press, part.row, part.column)
        mouse(.drag, part.row + 1, part.column - 8)
        mouse(.release, part.row + 1, part.column - 8)
        bench.press("y")
        #expect(bench.copied == "0000  33 33 00 00 00 16 02 00  33......\n0")
        bench.press("Tab", "Tab", "v", "$", "y")
        #expect(bench.copied?.hasPrefix("▸ Frame 1: 90 bytes on wire") == true)
        bench.press("v", "Esc")
        #expect(bench.model.selection == nil)
    }

    @Test("A packet is copied as JSON")
    func json() throws {
        var bench = try BenchTester()
        bench.press("y", "j")
        #expect(bench.copied?.contains("\"frame.number\": \"1\"") == true)
    }

    @Test("With more frames the list follows its end, until one moves")
    func following() throws {
        let (index, file) = try frames(of: BenchTester.sample)
        var bench = try BenchTester(capture: nil)
        bench.model.isFromCapture = false
        var some = FrameIndex()
        some.interfaces = index.interfaces
        for number in 1...50 { some.append(index[number]) }
        bench.send(.message(.frames(ShelfNews(generation: 0, index: some, file: file, state: .capturing))))
        #expect(bench.model.packets.selected == 50)
        bench.send(.message(.frames(ShelfNews(generation: 0, index: index, file: file, state: .capturing))))
        #expect(bench.model.packets.selected == 141)
        bench.press("k")
        var more = index
        more.append(index[1])
        bench.send(.message(.frames(ShelfNews(generation: 0, index: more, file: file, state: .capturing))))
        #expect(bench.model.packets.selected == 140)
        bench.press("G")
        #expect(bench.model.packets.selected == 142)
    }
}

@Suite("Commands of the workbench")
struct ActionTests {
    @Test("No keys call two commands in one place")
    func clashes() {
        let table = CommandTable(Action.all.map(\.command))
        #expect(table.clashes(in: Place.allCases).map(\.description) == [])
    }

    @Test("Every command has a name of its own, and words that say what it does")
    func names() {
        let names = Action.all.map(\.command.name)
        #expect(Set(names).count == names.count)
        #expect(Action.all.allSatisfy { !$0.command.title.isEmpty && $0.command.title.count <= 70 })
    }

    @Test("Every command can be called in its places and the screen drawn after it")
    func all() throws {
        for action in Action.all {
            for place in action.command.contexts.isEmpty ? Set(Place.allCases) : action.command.contexts {
                var bench = try BenchTester()
                bench.model.place = place
                bench.model.perform(action.command.name)
                bench.send(.time(1))
                #expect(bench.lines.count == 24, "\(action.command.name)")
            }
        }
    }

    @Test("Help lists the keys of where one is")
    func help() throws {
        var bench = try BenchTester(rows: 60, columns: 120)
        bench.press("Tab", "?")
        #expect(bench.lines.contains { $0.contains("open or close") && $0.contains("Enter Space") })
        bench.press("q")
        #expect(bench.model.sheet == nil && !bench.hasQuit)
        bench.press("q")
        #expect(bench.hasQuit)
    }
}

extension String {
    var trimmed: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}
