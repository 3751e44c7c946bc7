import Captures
import Foundation
import PacketPresenters
import PacketProtocols
import Packets
import Testing

@Suite("The README")
struct ReadmeTests {
    /// The README's program, as a function: it is compiled as it stands there.
    private func program(_ path: String, print: (Any) -> Void) throws -> [UInt8] {
        // example begins
        var packets = try PacketReader(path: path)
        while let packet = try packets.next() {
            if let tcp = packet.layer(TCP.self), tcp.synchronize { print("\(packet)") }
        }

        let octets = try Packet {
            Ethernet.with { $0.destination = .broadcast }
            IPv4.with { $0.destination = "10.0.0.1" }
            UDP.with { $0.destinationPort = 53 }
            "hello"
        }.octets()
        // example ends
        return octets
    }

    @Test("its program does what it says")
    func runs() throws {
        var lines: [String] = []
        let octets = try program(CapturedPackets.root + "/Examples/captures/tour.pcapng") { lines.append("\($0)") }
        // The time is the packet's, and sequence numbers count from the connection's first.
        #expect(lines.count == 13)
        let answer = "05:06:50.907971 IP 192.0.2.1.53 > 192.0.2.107.34331: Flags [S.], seq 0, ack 1, win 65160"
        let line = try #require(lines.first { $0.hasPrefix(answer) })
        #expect(try Self.readme().contains("\n\(line)\n"))
        #expect(octets.count == 14 + 20 + 8 + 5)
        #expect(octets.suffix(5) == Array("hello".utf8)[...])
    }

    private static func readme() throws -> String {
        try String(contentsOfFile: CapturedPackets.root + "/README.md", encoding: .utf8)
    }

    @Test("its program is the one that is compiled here")
    func isShown() throws {
        let program = try ShownProgram.text(in: #filePath, paths: ["path": "web.pcapng"])
        #expect(try Self.readme().contains(program))
    }
}
