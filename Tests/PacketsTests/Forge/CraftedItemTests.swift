import PacketProtocols
import PacketSamples
import Testing

@testable import Packets

@Suite("Crafted headers and items")
struct CraftedItemTests {
    private static func octets(_ expression: String) throws -> [UInt8] {
        var random = SplitMix64(seed: 1)
        return try ForgeSequence(ForgeExpression(expression)).packet(at: 0, random: &random).octets()
    }

    @Test("a cooked header has all of its eight octets for the address")
    func cooked() throws {
        #expect(try Self.octets("sll/arp").prefix(16) == [0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0, 8, 6])
        #expect(try Self.octets("sll2/arp").prefix(20).count == 20)
        #expect(try Self.octets("sll2/arp").count == 20 + 28)
    }

    @Test("an item of which only the kind was said has what that kind needs")
    func kinds() throws {
        let named = try Self.octets("ip/tcp/tls(records=[handshake=[client_hello]])")
        #expect(try Self.octets("ip/tcp/tls(records=[handshake=[{type=1}]])") == named)
        #expect(named.count > 20 + 20 + 5 + 4 + 34)
    }

    @Test("a classless route is a width, as many octets as it needs, and a router (RFC 3442)")
    func classlessRoute() throws {
        let packet = try Self.octets(
            "ip/udp/dhcp(options=[classless_static_route=[{width=8,destination=0a,router=10.0.0.1}],end])")
        #expect(packet.suffix(9) == [121, 6, 8, 10, 10, 0, 0, 1, 255])
    }

    @Test("what a list's items are called is known, once each")
    func keywords() throws {
        let registry = Registry.standard
        func keywords(_ name: String) throws -> [String] {
            registry.keywords(ofItemsIn: try #require(registry.fields(named: name).first))
        }
        #expect(try keywords("tcp.options").prefix(3) == ["eol", "nop", "mss"])
        #expect(try keywords("ip.options").filter { $0 == "mtu_probe" }.count == 1)
        #expect(try keywords("tcp.srcport").isEmpty)
    }

    @Test("an unknown item is told the names that there are, once each")
    func unknown() {
        let error = #expect(throws: ForgeError.self) { try Self.octets("ip(options=[x])") }
        #expect(error?.message.occurrences(of: "mtu_probe") == 1)
    }
}

extension String {
    /// How often a text stands in this one.
    fileprivate func occurrences(of text: String) -> Int {
        split(separator: text, omittingEmptySubsequences: false).count - 1
    }
}
