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
        var detail = Detail()
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

    @Test("what CONTRIBUTING shows is the file that is compiled here")
    func guideIsTrue() throws {
        let folder = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        let guide = try #require(Self.contents("/\(folder)/CONTRIBUTING.md"))
        let file = try #require(Self.contents("/\(folder)/Tests/PacketsTests/Guide/WakeOnLAN.swift"))
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
