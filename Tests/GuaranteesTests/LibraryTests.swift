import Captures
import Foundation
import PacketFilters
import PacketPresenters
import PacketProtocols
import Packets
import PrivateNetwork
import Testing

/// The page for those who use the libraries.
@Suite("A library user's first hour")
struct LibraryTests {
    /// The page's program, as a function: it is compiled as it stands there.
    private func program(_ path: String, _ output: String, print: (Any...) -> Void) throws {
        // example begins
        var packets = try PacketReader(path: path)
        var filter = try DisplayFilter("tcp.flags.syn == 1", in: .standard)
        var copy = try CaptureWriter(path: output)
        while var packet = try packets.next() {
            if let fault = packet.fault { print(packet.frame.number, fault) }
            guard filter.matches(&packet), let tcp = packet.layer(TCP.self) else { continue }
            print("\(packet)")
            print("\(tcp)")
            for layer in packet.layerList { print(layer.name, layer.header) }
            var options = tcp.options
            while let option = options.next() { print("\(option)") }
            try copy.write(packet.bytes, at: packet.frame.timestamp, as: packet.frame.linkType)
        }

        let syn = Packet {
            Ethernet.with { $0.destination = "02:00:00:00:00:02" }
            IPv4.with {
                $0.source = "10.0.0.1"
                $0.destination = "10.0.0.2"
            }
            TCP.with {
                $0.destinationPort = 80
                $0.synchronize = true
                $0.options = [TCP.MaximumSegmentSize.with { $0.size = 1460 }, TCP.SelectivePermitted.with()]
            }
        }
        try copy.write(syn.octets(), at: Timestamp(seconds: 1_800_000_000))
        try copy.close()
        // example ends
    }

    @Test("its program does what it says")
    func runs() throws {
        let folder = try Folder()
        let output = folder.file("syn.pcap")
        var lines: [String] = []
        try program(CapturedPackets.root + "/Examples/captures/tour.pcapng", output) { words in
            lines.append(words.map { "\($0)" }.joined(separator: " "))
        }
        let page = try Self.page()
        #expect(page.contains("\n" + (try #require(lines.first)) + "\n"))
        #expect(
            lines.dropFirst().first?.hasPrefix("Transmission Control Protocol, Src Port: 34331, Dst Port: 53") == true)
        #expect(lines.dropFirst(2).prefix(3) == ["eth 0..<14", "ip 14..<34", "tcp 34..<74"])
        #expect(lines.contains { $0.contains("Maximum segment size") && $0.contains("1460") }, "\(lines.prefix(12))")

        var copy = try PacketReader(path: output)
        var count = 0
        var last = ""
        while let packet = try copy.next() {
            count += 1
            last = packet.description
            #expect(packet.fault == nil)
        }
        #expect(count == 14)
        #expect(
            last
                == "08:00:00.000000 IP 10.0.0.1.0 > 10.0.0.2.80: Flags [S], seq 0, win 65535, options [mss 1460,sackOK,eol], length 0"
        )
    }

    private static func page() throws -> String {
        try String(contentsOfFile: CapturedPackets.root + "/Documentation/library.md", encoding: .utf8)
    }

    @Test("its program is the one that is compiled here")
    func isShown() throws {
        let program = try ShownProgram.text(in: #filePath, paths: ["path": "web.pcapng", "output": "syn.pcap"])
        #expect(try Self.page().contains(program))
        #expect(program.split(separator: "\n").count <= 30)
    }
}
