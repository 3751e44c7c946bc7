import Captures
import Foundation
import PacketProtocols
import Packets
import Testing

@Suite("The README")
struct ReadmeTests {
    /// The README's program, as a function: it is compiled as it stands there.
    private func program(_ path: String, print: (Any) -> Void) throws -> [UInt8] {
        // example begins
        var reader = try CaptureReader(path: path)
        var dissection = Dissection()
        while let frame = try reader.next() {
            Registry.standard.dissect(frame.bytes, as: frame.linkType, into: &dissection)
            let packet = PacketView(bytes: frame.bytes, layers: dissection.layers, frame: FrameInfo())
            if let tcp = packet.layer(TCP.self), tcp.synchronize { print(tcp.destinationPort) }
        }

        let octets = try Packet {
            Ethernet.with { $0.destination = .broadcast }
            IPv4.with { $0.destination = IPv4Address(10, 0, 0, 1) }
            UDP.with { $0.destinationPort = 53 }
            "hello"
        }.octets()
        // example ends
        return octets
    }

    @Test("its program does what it says")
    func runs() throws {
        var ports: [String] = []
        let octets = try program(CapturedPackets.root + "/Examples/captures/tour.pcapng") { ports.append("\($0)") }
        #expect(ports.contains("80") && ports.contains("443"))
        #expect(octets.count == 14 + 20 + 8 + 5)
        #expect(octets.suffix(5) == Array("hello".utf8)[...])
    }

    @Test("its program is the one that is compiled here")
    func isShown() throws {
        let readme = try String(contentsOfFile: CapturedPackets.root + "/README.md", encoding: .utf8)
        let source = try String(contentsOfFile: #filePath, encoding: .utf8)
        let begin = try #require(source.firstRange(of: "// example begins\n"))
        let end = try #require(source.firstRange(of: "        // example ends"))
        let program = source[begin.upperBound..<end.lowerBound]
            .split(separator: "\n", omittingEmptySubsequences: false).map { $0.dropFirst(8) }.joined(separator: "\n")
            .replacing("path: path", with: "path: \"web.pcapng\"")
        #expect(readme.contains(program))
    }
}
