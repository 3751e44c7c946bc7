import Captures
import PacketProtocols
import Packets
import PrivateNetwork
import Terminal
import Testing

@testable import Workbench

@Suite("Whatever is pressed, whatever packets hold")
struct HostileUseTests {
    /// xorshift; the same for a seed on every machine.
    private struct Chance {
        var state: UInt64
        mutating func next(_ bound: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state % UInt64(bound))
        }
    }

    private static let keys =
        Action.all.flatMap(\.command.keys).flatMap(\.keys)
        + ["Esc", "Enter", "Tab", "a", "1", "Backspace", "Left"].compactMap { KeyPress($0) }

    @Test("Random keys, clicks, pastes and sizes, in every view", arguments: 1...6)
    func random(seed: Int) throws {
        var chance = Chance(state: UInt64(seed) &* 0x9e37_79b9_7f4a_7c15)
        var bench = try BenchTester(rows: 30, columns: 100)
        for _ in 0..<400 {
            switch chance.next(20) {
            case 0: bench.send(.input(.resize(Size(rows: chance.next(70), columns: chance.next(210)))))
            case 1, 2:
                let actions: [MouseEvent.Action] = [.press, .drag, .release, .wheelUp, .wheelDown]
                let place = Position(row: chance.next(70), column: chance.next(210))
                bench.send(.input(.mouse(MouseEvent(actions[chance.next(5)], at: place))))
            case 3: bench.send(.input(.paste("tcp.port == 80 \u{1b}[2J\u{202e}\n")))
            case 4: bench.model.place = Place.allCases[chance.next(Place.allCases.count)]
            default: bench.send(.input(.key(Self.keys[chance.next(Self.keys.count)])))
            }
            let screen = bench.screen
            #expect(screen.size == bench.model.size)
        }
    }

    @Test("Text of packets stays text, in the list, the tree and the octets")
    func text() throws {
        let folder = try Folder()
        let path = folder.file("hostile.pcap")
        var writer = try CaptureWriter(path: path)
        let hostile = ["\u{1b}]52;c;AAAA\u{7}", "\u{1b}[2J", "\u{9b}31m", "\u{202e}evil", "a\tb\r\nc\u{0}"]
        for text in hostile {
            let name = [UInt8](text.utf8)
            var dns: [UInt8] = [0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, UInt8(name.count)] + name + [0, 0, 1, 0, 1]
            let length = UInt8(8 + dns.count)
            let udp: [UInt8] = [0x12, 0x34, 0, 53, 0, length, 0, 0]
            dns = [0x45, 0, 0, 20 + length, 0, 0, 0, 0, 64, 17, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2] + udp + dns
            try writer.write([UInt8](repeating: 2, count: 12) + [8, 0] + dns, at: Timestamp(seconds: 1))
        }
        try writer.close()
        var bench = try BenchTester(rows: 50, columns: 150, capture: path)
        bench.press("Tab", "E")
        for _ in hostile {
            for line in bench.lines {
                #expect(
                    line.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control && $0 != "\u{202e}" })
            }
            bench.press("y", "y", "Tab", "Tab", "j", "Tab")
        }
        #expect(bench.model.packets.selected == hostile.count)
    }
}
