import PacketProtocols
import Testing

@testable import Packets

@Suite("Items made by their fields' filter names")
struct ItemFieldTests {
    private static func octets(_ expression: String, at index: Int = 0) throws -> [UInt8] {
        var random = SplitMix64(seed: 1)
        return try ForgeSequence(ForgeExpression(expression)).packet(at: index, random: &random).octets()
    }

    @Test(
        "an item's field by its filter name makes the first item",
        arguments: [
            ("ip/udp/dns(qry.name=example.test)", "ip/udp/dns(queries=[{name=example.test}])"),
            ("ip/udp/dns(qry.name=a.test,qry.type=AAAA)", "ip/udp/dns(queries=[{name=a.test,type=AAAA}])"),
            ("ip/udp/dns(qry.type=AAAA,qry.name=a.test)", "ip/udp/dns(queries=[{name=a.test,type=AAAA}])"),
            (
                "ip/udp/dns(qry.name=a.test,resp.name=a.test,a=10.0.0.1)",
                "ip/udp/dns(queries=[{name=a.test}],answers=[{name=a.test,type=A,a=10.0.0.1}])"
            ),
            ("ip/tcp(options.mss_val=1460)", "ip/tcp(options=[mss=1460])"),
            ("ip/tcp(options.mss_val=1460,options.wscale.shift=7)", "ip/tcp(options=[mss=1460,wscale=7])"),
            ("ip/udp/dhcp(option.hostname=a)", "ip/udp/dhcp(options=[host_name=a])"),
            (
                "ipv6/icmpv6(type=135,opt.linkaddr=02:00:00:00:00:01)",
                "ipv6/icmpv6(type=135,options=[source=02:00:00:00:00:01])"
            ),
            (
                "ip/tcp/tls(handshake.extensions_server_name=a.test)",
                "ip/tcp/tls(records=[handshake=[client_hello={extensions="
                    + "[server_name=[{extensions_server_name=a.test}]]}]])"
            ),
            (
                "ip/tcp/tls(handshake.ciphersuites=[0x1301,0x1302])",
                "ip/tcp/tls(records=[handshake=[client_hello={ciphersuites=[0x1301,0x1302]}]])"
            ),
            (
                "ip/tcp/tls(handshake.extensions_server_name=a.test,handshake.extensions_alpn_str=h2)",
                "ip/tcp/tls(records=[handshake=[client_hello={extensions="
                    + "[server_name=[extensions_server_name=a.test],alpn=[h2]]}]])"
            ),
        ])
    func makes(_ short: String, _ long: String) throws {
        #expect(try Self.octets(short) == Self.octets(long))
    }

    @Test("a whole filter name is a key too, in items likewise")
    func wholeNames() throws {
        let expected = try Self.octets("ip/udp(dstport=53)/dns(queries=[{name=a.test}])")
        #expect(try Self.octets("ip/udp(udp.dstport=53)/dns(dns.qry.name=a.test)") == expected)
        #expect(try Self.octets("ip/udp(dstport=53)/dns(queries=[{qry.name=a.test}])") == expected)
    }

    @Test("an item's field takes a set, as a layer's does, and each packet has one item")
    func sets() throws {
        let expression = "ip/udp/dns(qry.name=[a.test,longer.test],qry.type=[A,AAAA])"
        #expect(try ForgeSequence(ForgeExpression(expression)).count == 4)
        #expect(
            try Self.octets(expression, at: 3) == Self.octets("ip/udp/dns(queries=[{name=longer.test,type=AAAA}])"))
        var prepared = try PreparedSequence(ForgeSequence(ForgeExpression(expression)))
        var random = SplitMix64(seed: 1)
        var octets: [UInt8] = []
        for index in 0..<4 {
            try prepared.lay(at: index, random: &random, into: &octets)
            prepared.finish(&octets)
            #expect(try octets == Self.octets(expression, at: index))
        }
    }

    @Test("what belongs to another kind than was said is refused")
    func otherKind() {
        let error = #expect(throws: ForgeError.self) {
            try Self.octets("ipv6/icmpv6(type=128,opt.linkaddr=02:00:00:00:00:01)")
        }
        #expect(error?.message.contains("Echo") == true)
    }

    @Test("a list that has no name for filters is called what people see, in words")
    func labels() throws {
        #expect(
            try Self.octets("ipv6/ipv6.routing(type=4,segment_list=[2001:db8::1])/icmpv6")
                == Self.octets("ipv6/ipv6.routing(type=4,segmentlist=[2001:db8::1])/icmpv6"))
    }
}
