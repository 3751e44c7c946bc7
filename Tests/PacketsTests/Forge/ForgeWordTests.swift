import PacketProtocols
import Testing

@testable import Packets

@Suite("Words in packet expressions")
struct ForgeWordTests {
    private static func octets(_ expression: String) throws -> [UInt8] {
        var random = SplitMix64(seed: 1)
        return try ForgeSequence(ForgeExpression(expression)).packet(at: 0, random: &random).octets()
    }

    private static func message(_ expression: String) -> String {
        do {
            _ = try octets(expression)
            return ""
        } catch { return "\(error)" }
    }

    @Test(
        "a port goes by its service's name, flags by their names",
        arguments: [
            ("ip/tcp(dstport=http)", "ip/tcp(dstport=80)"), ("ip/udp(srcport=bootpc)", "ip/udp(srcport=68)"),
            ("ip/tcp(dstport=[ssh,HTTPS])", "ip/tcp(dstport=22)"),
            ("ip/tcp(flags=SYN)", "ip/tcp(flags=2)"), ("ip/tcp(flags=\"S,A\")", "ip/tcp(flags=0x12)"),
            ("ip/tcp(flags='SYN,ACK')", "ip/tcp(flags=0x12)"), ("ip/tcp(flags=syn|ack)", "ip/tcp(flags=0x12)"),
            ("ip/tcp(flags=SYN-ACK)", "ip/tcp(flags=0x12)"), ("ip/tcp(flags=S.)", "ip/tcp(flags=0x12)"),
            ("ip/tcp(flags=RST)", "ip/tcp(flags=4)"), ("ip/tcp(flags=ECE)", "ip/tcp(flags=0x40)"),
            ("ip/tcp(flags=EC)", "ip/tcp(flags=0xc0)"), ("ip(flags=DF)/udp", "ip(flags=2)/udp"),
            ("ip(flags='DF,MF')/udp", "ip(flags=3)/udp"), ("ip/udp/dns(flags=recdesired)", "ip/udp/dns(flags=0x100)"),
        ])
    func words(_ word: String, _ number: String) throws {
        #expect(try Self.octets(word) == Self.octets(number))
    }

    @Test(
        "a word that is none is told what was meant",
        arguments: [
            ("ip/tcp(dstport=htp)", "did you mean http"), ("ip/udp(dstport=dns)", "did you mean domain"),
            ("ip/tcp(flags=SIN)", "did you mean SYN"), ("ip(flags=DE)/udp", "did you mean df"),
            ("ip/tcp(dstport=nosuch)", "neither a number nor one of"),
            ("ip/tcp(dport=80)", "did you mean dstport"), ("ip/tcp(sport=80)", "did you mean srcport"),
            ("ip(chksum=0)/tcp", "did you mean checksum"), ("ip/tcp(dataofs=5)", "did you mean hdr_len"),
            ("ip(tos=1)/tcp", "did you mean dsfield"), ("ip(ihl=5)/tcp", "did you mean hdr_len"),
            ("ip/udp/dns(qd=1)", "did you mean queries"), ("ip/udp/dns(qname=a.test)", "did you mean qry.name"),
            ("ip/udp/dns(rd=1)", "did you mean flags.recdesired"),
            ("arp(psrc=10.0.0.1)", "did you mean src.proto_ipv4"), ("arp(src=10.0.0.1)", "did you mean src.hw_mac"),
            ("ip/udp/dns(name=a.test)", "did you mean qry.name"), ("ip/udp/dhcp(chaddr=1)", "did you mean hw.mac_addr"),
            ("ipv6(nh=1)", "did you mean nxt"), ("ipv6(tc=1)/udp", "did you mean tclass"),
            ("ip/tcp(source_port=1)", "did you mean srcport"), ("eth/vlan(vid=5)", "did you mean id"),
            ("ip/tcp/tls(sni=a)", "did you mean handshake.extensions_server_name"),
            ("Ether/ip", "did you mean eth"), ("eth/Dot1Q/ip", "did you mean vlan"), ("IPX/udp", "did you mean ip"),
        ])
    func hints(_ expression: String, _ hint: String) {
        let message = Self.message(expression)
        #expect(message.contains(hint), "\(expression): \(message)")
    }

    @Test(
        "an error says of what it speaks",
        arguments: [
            ("ip/udp/dns(queries=[{nome=a.test}])", "Query has no field 'nome'"),
            (
                "ip/tcp/tls(records=[handshake=[client_hello={extensions=[server_name=[{nome=a}]]}]])",
                "Server Name has no field 'nome'"
            ),
            (
                "ip/tcp/tls(records=[handshake=[client_hello={extensions=[server_name=[host_name=a]]}]])",
                "Server Name has no field 'host_name'"
            ),
        ])
    func subjects(_ expression: String, _ expected: String) {
        let message = Self.message(expression)
        #expect(message.contains(expected))
        #expect(message.first != " " && !message.contains("none of ;") && !message.hasSuffix(" "))
    }

    @Test("no name of a service stands for two ports")
    func services() {
        for port in 0...UInt16.max {
            for transport in [TransportKind.tcp, .udp, .sctp] {
                guard let name = WellKnownPort.name(of: port, over: transport) else { continue }
                #expect(WellKnownPort.numbers[name.description] == port)
            }
        }
    }
}
