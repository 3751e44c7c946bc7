import PacketProtocols
import PacketSamples
import Testing

@testable import Packets

#if canImport(Glibc)
    import Glibc
#endif

@Suite("The protocol that CONTRIBUTING adds")
struct WorkedExampleTests {
    static let registry: Registry = {
        var registry = Registry.standard
        registry.register(WakeOnLAN.self, under: .udpPort(9))
        return registry
    }()

    static let expression = """
        eth(dst=ff:ff:ff:ff:ff:ff)/ip(dst=255.255.255.255)/udp/wol(mac=02:00:00:00:00:07,\
        copies=[\(Array(repeating: "02:00:00:00:00:07", count: 15).joined(separator: ","))],passwd='secret')
        """

    static func octets() throws -> [UInt8] {
        var random = SplitMix64(seed: 1)
        let packets = try ForgeSequence(try ForgeExpression(expression), in: registry)
        return try packets.packet(at: 0, random: &random).octets(in: registry)
    }

    @Test("it is crafted from an expression: port, lengths and preset are filled in")
    func crafts() throws {
        let octets = try Self.octets()
        #expect(octets.count == 14 + 20 + 8 + 108)
        #expect(octets[36...37] == [0, 9])
        #expect(octets[42...47] == [0xff, 0xff, 0xff, 0xff, 0xff, 0xff])
    }

    @Test("it is dissected, its fields are typed, and a filter finds it")
    func dissects() throws {
        let octets = try Self.octets()
        var dissection = Dissection()
        let span = octets.octets
        Self.registry.dissect(span, as: .ethernet, into: &dissection)
        var packet = PacketView(bytes: span, layers: dissection.layers, frame: FrameInfo())
        var detail = PacketDetail()
        Self.registry.detail(of: &packet, into: &detail)
        let names = detail.nodes.map { Self.registry.info($0.field).name }
        #expect(names.count { $0 == "wol.mac" } == 16)
        guard let wake = packet.layer(WakeOnLAN.self) else {
            Issue.record("no Wake-on-LAN layer")
            return
        }
        #expect(wake.target == MACAddress(2, 0, 0, 0, 0, 7))
        #expect(wake.password == Octets(Array("secret".utf8)))
    }

    @Test("a message over two fragments is seen whole, and the answer knows how long it took: of the flow's state")
    func remembers() throws {
        var registry = Registry.standard
        registry.register(RADIUS.self, under: .udpPort(1812))
        func carried(_ message: String, from source: Int, to destination: Int) throws -> [UInt8] {
            let text = "eth/ip/udp(srcport=\(source),dstport=\(destination))/\(message)"
            var random = SplitMix64(seed: 1)
            let packets = try ForgeSequence(try ForgeExpression(text), in: registry)
            return Array(try packets.packet(at: 0, random: &random).octets(in: registry)[34...])
        }
        let state = Array(repeating: "{type=24,value='\(String(repeating: "s", count: 200))'}", count: 12)
        let request = try carried("radius(id=5,avp=[\(state.joined(separator: ","))])", from: 4000, to: 1812)
        let answer = try carried("radius(code=2,id=5)", from: 1812, to: 4000)
        #expect(request.count == 8 + 20 + 12 * 202)
        typealias Fragment = ReassemblyTests.Fragment
        var frames = ReassemblyTests.pieces(request, at: [1480]).map { $0.ipv4() }
        frames.append(Fragment(offset: 0, octets: answer, hasMore: false).ipv4(9, from: 2, to: 1))
        var dissector = PacketDissector(registry)
        var seen: [FieldTexts] = []
        for (number, frame) in frames.enumerated() {
            let time = Timestamp(seconds: 100, nanoseconds: UInt32(number) * 7_000_000)
            var packet = dissector.packet(frame.octets, at: time, as: .ipv4)
            seen.append(FieldTexts(&packet, in: registry))
        }
        #expect(seen.map(\.layers) == [["ip", "data"], ["ip", "udp", "radius"], ["ip", "udp", "radius"]])
        #expect(seen[1]["radius.length"] == "\(request.count - 8)" && seen[1].values["radius.avp.value"]?.count == 12)
        #expect(seen[1]["radius.time"] == nil)
        #expect(seen[2]["radius.time"] == "0.007000000")
    }

    @Test("what CONTRIBUTING shows are the files that are compiled here", arguments: ["WakeOnLAN", "RADIUS"])
    func guideIsTrue(_ name: String) throws {
        let folder = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        let guide = try #require(Self.contents("/\(folder)/CONTRIBUTING.md"))
        let file = try #require(Self.contents("/\(folder)/Tests/PacketsTests/Guide/\(name).swift"))
        #expect(guide.contains(file))
    }

    private static func contents(_ path: String) -> String? {
        guard let file = unsafe fopen(path, "rb") else { return nil }
        defer { unsafe _ = fclose(file) }
        var octets = [UInt8](repeating: 0, count: 1 << 20)
        let count = unsafe fread(&octets, 1, octets.count, file)
        return String(decoding: octets[..<count], as: UTF8.self)
    }
}
