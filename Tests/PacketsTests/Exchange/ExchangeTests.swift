import PacketProtocols
import PacketSamples
import Testing

@testable import Packets

/// Which packet answers which.
@Suite("Questions and answers")
struct ExchangeTests {
    private static func octets(_ expression: String) throws -> [UInt8] {
        var random = SplitMix64(seed: 1)
        let sequence = try ForgeSequence(try ForgeExpression(expression))
        return try sequence.packet(at: 0, random: &random).octets()
    }

    private static func keys(_ octets: [UInt8], _ role: ExchangeDigest.Role) -> ExchangeKeys {
        octets.withSpan { span in
            var dissection = Dissection()
            Registry.standard.dissect(span, as: .ethernet, into: &dissection)
            let packet = PacketView(bytes: span, layers: dissection.layers, frame: FrameInfo())
            return role == .question ? packet.questionKeys : packet.answerKeys
        }
    }

    private static func all(_ keys: ExchangeKeys) -> Set<ExchangeKey> { Set((0..<keys.count).map { keys[$0] }) }

    /// Whether one packet answers another.
    private func answers(_ answer: String, _ question: String) throws -> Bool {
        let asked = Self.all(Self.keys(try Self.octets(question), .question))
        return !asked.isDisjoint(with: Self.all(Self.keys(try Self.octets(answer), .answer)))
    }

    private static let there = "ip(src=10.0.0.1,dst=10.0.0.2)"
    private static let back = "ip(src=10.0.0.2,dst=10.0.0.1)"
    private static let there6 = "ipv6(src=2001:db8::1,dst=2001:db8::2)"
    private static let back6 = "ipv6(src=2001:db8::2,dst=2001:db8::1)"

    @Test(
        "an answer comes from where the question went and repeats what tells it apart",
        arguments: [
            ("\(there)/icmp(type=8,ident=7,seq=1)", "\(back)/icmp(type=0,ident=7,seq=1)/'any'"),
            ("\(there)/icmp(type=13,ident=7,seq=1)", "\(back)/icmp(type=14,ident=7,seq=1)"),
            ("\(there6)/icmpv6(type=128,identifier=7)", "\(back6)/icmpv6(type=129,identifier=7)"),
            ("\(there)/udp(srcport=5000,dstport=9)", "\(back)/udp(srcport=9,dstport=5000)/'x'"),
            (
                "\(there)/tcp(srcport=5000,dstport=80,flags=S,seq_raw=100)",
                "\(back)/tcp(srcport=80,dstport=5000,flags=SA,seq_raw=7,ack_raw=101)"
            ),
            (
                "\(there)/tcp(srcport=5000,dstport=80,flags=S,seq_raw=0xffffffff)",
                "\(back)/tcp(srcport=80,dstport=5000,flags=RA,ack_raw=0)"
            ),
            (
                "\(there)/tcp(srcport=5000,dstport=80,flags=F,seq_raw=100)/'four'",
                "\(back)/tcp(srcport=80,dstport=5000,flags=RA,ack_raw=105)"
            ),
            (
                "eth/vlan(id=10)/\(there)/icmp(type=8,ident=7)",
                "eth/vlan(id=10,priority=5)/\(back)/icmp(type=0,ident=7)"
            ),
            ("eth/vlan(id=0)/\(there)/icmp(type=8,ident=7)", "\(back)/icmp(type=0,ident=7)"),
            (
                "eth/vlan(id=10)/arp(opcode=1,src.proto_ipv4=10.0.0.1,dst.proto_ipv4=10.0.0.2)",
                "eth/vlan(id=10)/arp(opcode=2,src.proto_ipv4=10.0.0.2,dst.proto_ipv4=10.0.0.1)"
            ),
            // A reset takes its number from an acknowledgment (RFC 9293 3.10.7.1); data is acknowledged.
            (
                "\(there)/tcp(srcport=5000,dstport=80,flags=A,seq_raw=100,ack_raw=900)",
                "\(back)/tcp(srcport=80,dstport=5000,flags=R,seq_raw=900)"
            ),
            (
                "\(there)/tcp(srcport=5000,dstport=80,flags=PA,seq_raw=100,ack_raw=900)/'four'",
                "\(back)/tcp(srcport=80,dstport=5000,flags=A,seq_raw=900,ack_raw=104)"
            ),
            (
                "\(there)/udp(srcport=5000,dstport=53)/dns(id=77,queries=[{name=a.test,type=A}])",
                "\(back)/udp(srcport=53,dstport=5000)/dns(id=77,flags=0x8180,queries=[{name=a.test,type=A}])"
            ),
            (
                "eth(dst=ff:ff:ff:ff:ff:ff)/arp(src.proto_ipv4=10.0.0.1,dst.proto_ipv4=10.0.0.2)",
                "eth/arp(opcode=2,src.proto_ipv4=10.0.0.2,dst.proto_ipv4=10.0.0.1)"
            ),
            (
                "ipv6(src=fe80::1,dst=ff02::1:ff00:2)/icmpv6(type=135,nd.ns.target_address=fe80::2)",
                "ipv6(src=fe80::99,dst=fe80::1)/icmpv6(type=136,nd.na.target_address=fe80::2)"
            ),
            (
                "ip(src=0.0.0.0,dst=255.255.255.255)/udp(srcport=68,dstport=67)/dhcp(type=1,id=9)",
                "ip(src=10.0.0.2,dst=10.0.0.9)/udp(srcport=67,dstport=68)/dhcp(type=2,id=9)"
            ),
            // Members of a group answer from their own addresses, as do those whom a frame to all reached.
            ("ip(src=10.0.0.1,dst=224.0.0.1)/icmp(ident=7)", "\(back)/icmp(type=0,ident=7)"),
            (
                "eth(dst=ff:ff:ff:ff:ff:ff)/ip(src=10.0.0.1,dst=10.0.0.255)/icmp(ident=7)",
                "\(back)/icmp(type=0,ident=7)"
            ),
            ("ipv6(src=fe80::1,dst=ff02::1)/icmpv6(type=128)", "ipv6(src=fe80::2,dst=fe80::1)/icmpv6(type=129)"),
            // In a tunnel, and behind a VLAN tag.
            ("\(there)/\(there)/icmp(ident=7)", "\(back)/\(back)/icmp(type=0,ident=7)"),
            ("eth/vlan(id=5)/\(there)/icmp(ident=7)", "eth/vlan(id=5)/\(back)/icmp(type=0,ident=7)"),
        ])
    func matching(question: String, answer: String) throws {
        #expect(try answers(answer, question))
        #expect(try !answers(question, question), "a question is not its own answer")
    }

    @Test(
        "a packet that differs in what tells questions apart is no answer",
        arguments: [
            ("\(there)/icmp(type=8,ident=7,seq=1)", "\(back)/icmp(type=0,ident=7,seq=2)"),
            ("\(there)/icmp(type=8,ident=7,seq=1)", "\(back)/icmp(type=8,ident=7,seq=1)"),
            ("\(there)/icmp(type=8,ident=7)", "ip(src=10.0.0.3,dst=10.0.0.1)/icmp(type=0,ident=7)"),
            ("\(there)/icmp(type=8,ident=7)", "ip(src=10.0.0.2,dst=10.0.0.3)/icmp(type=0,ident=7)"),
            ("\(there)/icmp(type=13,ident=7)", "\(back)/icmp(type=0,ident=7)"),
            ("eth/vlan(id=10)/\(there)/icmp(type=8,ident=7)", "eth/vlan(id=20)/\(back)/icmp(type=0,ident=7)"),
            ("eth/vlan(id=10)/\(there)/icmp(type=8,ident=7)", "\(back)/icmp(type=0,ident=7)"),
            ("\(there)/icmp(type=8,ident=7)", "eth/vlan(id=10)/\(back)/icmp(type=0,ident=7)"),
            (
                "eth/qinq(id=3)/vlan(id=10)/\(there)/udp(srcport=5000,dstport=9)",
                "eth/qinq(id=10)/vlan(id=3)/\(back)/udp(srcport=9,dstport=5000)"
            ),
            (
                "eth/vlan(id=10)/arp(opcode=1,src.proto_ipv4=10.0.0.1,dst.proto_ipv4=10.0.0.2)",
                "eth/vlan(id=11)/arp(opcode=2,src.proto_ipv4=10.0.0.2,dst.proto_ipv4=10.0.0.1)"
            ),
            ("\(there)/udp(srcport=5000,dstport=9)", "\(back)/udp(srcport=5000,dstport=9)"),
            ("\(there)/udp(srcport=5000,dstport=9)", "\(back)/tcp(srcport=9,dstport=5000,flags=A)"),
            (
                "\(there)/tcp(srcport=5000,dstport=80,flags=S,seq_raw=100)",
                "\(back)/tcp(srcport=80,dstport=5000,flags=SA,ack_raw=100)"
            ),
            // Two that open at once do not answer each other.
            (
                "\(there)/tcp(srcport=5000,dstport=80,flags=S,seq_raw=4294967295)",
                "\(back)/tcp(srcport=80,dstport=5000,flags=S)"
            ),
            (
                "\(there)/udp(srcport=5000,dstport=53)/dns(id=77)",
                "\(back)/udp(srcport=53,dstport=5000)/dns(id=78,flags=0x8180)"
            ),
            ("\(there)/udp(srcport=5000,dstport=53)/dns(id=77)", "\(back)/udp(srcport=53,dstport=5000)/dns(id=77)"),
            (
                "eth/arp(src.proto_ipv4=10.0.0.1,dst.proto_ipv4=10.0.0.2)",
                "eth/arp(opcode=2,src.proto_ipv4=10.0.0.3,dst.proto_ipv4=10.0.0.1)"
            ),
            (
                "ip(dst=255.255.255.255)/udp(srcport=68,dstport=67)/dhcp(type=1,id=9)",
                "\(back)/udp(srcport=67,dstport=68)/dhcp(type=2,id=8)"
            ),
        ])
    func differing(question: String, answer: String) throws {
        #expect(try !answers(answer, question))
    }

    /// A question over IP, and the error that a router sends for it.
    private func error(
        _ question: String, _ error: String, quoting count: Int, changing place: Int? = nil
    ) throws -> Bool {
        let octets = try Self.octets(question)
        var quoted = Array(octets[14...].prefix(count))
        // The routers on the way have counted down the time to live.
        if quoted[0] >> 4 == 4 { quoted[8] = 1 } else { quoted[7] = 1 }
        if let place { quoted[place] ^= 1 }
        let text = quoted.map { String(($0 >> 4), radix: 16) + String($0 & 15, radix: 16) }.joined()
        let asked = Self.all(Self.keys(octets, .question))
        return !asked.isDisjoint(with: Self.all(Self.keys(try Self.octets("\(error)/hex:\(text)"), .answer)))
    }

    @Test(
        "an error answers the packet that it quotes, be it but eight octets past the IP header (RFC 792)",
        arguments: [
            "\(there)/udp(srcport=5000,dstport=9)/'hello'", "\(there)/tcp(srcport=5000,dstport=80,flags=S)",
            "\(there)/icmp(ident=7)", "ip(src=10.0.0.1,dst=10.0.0.2,id=5,ttl=3)/udp(srcport=5000,dstport=33434)",
            "\(there)/\(there)/udp(srcport=5000,dstport=9)",
        ])
    func quoted(question: String) throws {
        for error in ["icmp(type=11)", "icmp(type=3,code=3)", "icmp(type=12)"] {
            for count in [28, 60] {
                #expect(try self.error(question, "ip(src=10.9.9.9,dst=10.0.0.1)/\(error)", quoting: count))
            }
        }
        // Identification, protocol, addresses, ports.
        for place in [5, 9, 12, 19, 20, 23] {
            #expect(
                try !self.error(
                    question, "ip(src=10.9.9.9,dst=10.0.0.1)/icmp(type=11)", quoting: 28, changing: place))
        }
        // A router's advice is no end.
        #expect(try !self.error(question, "ip(src=10.9.9.9,dst=10.0.0.1)/icmp(type=5)", quoting: 28))
    }

    @Test(
        "an ICMPv6 error answers the packet that it quotes, behind its extension headers too (RFC 4443 2.4)",
        arguments: [
            "\(there6)/udp(srcport=5000,dstport=9)/'hello'", "\(there6)/icmpv6(type=128)",
            "\(there6)/dstopts/udp(srcport=5000,dstport=9)",
        ])
    func quoted6(question: String) throws {
        for error in ["icmpv6(type=3)", "icmpv6(type=1,code=4)", "icmpv6(type=2)"] {
            #expect(try self.error(question, "ipv6(src=2001:db8::9,dst=2001:db8::1)/\(error)", quoting: 200))
            #expect(
                try !self.error(
                    question, "ipv6(src=2001:db8::9,dst=2001:db8::1)/\(error)", quoting: 200, changing: 39))
        }
    }

    @Test(
        "a message that nobody answers has no key but for the errors that quote it",
        arguments: [
            ("\(there)/icmp(type=0)", 1), ("eth/arp(opcode=2)", 0), ("\(there)/udp/dns(flags=0x8180)", 1),
            ("eth", 0), ("\(there6)/icmpv6(type=136)", 1), ("\(there)/icmp(type=11)/hex:4500", 1),
        ])
    func unanswerable(question: String, count: Int) throws {
        #expect(Self.keys(try Self.octets(question), .question).count == count)
    }

    @Test("whoever asks a group hears more than one")
    func groups() throws {
        func asksGroup(_ expression: String) throws -> Bool {
            Self.keys(try Self.octets(expression), .question).asksGroup
        }
        #expect(try asksGroup("ip(dst=224.0.0.1)/icmp"))
        #expect(try asksGroup("ip(dst=255.255.255.255)/udp(dstport=67)/dhcp"))
        #expect(try asksGroup("ipv6(dst=ff02::2)/icmpv6(type=133)"))
        #expect(try asksGroup("eth(dst=ff:ff:ff:ff:ff:ff)/ip(dst=10.0.0.255)/icmp"))
        #expect(try !asksGroup("eth(dst=ff:ff:ff:ff:ff:ff)/arp(dst.proto_ipv4=10.0.0.2)"))
        #expect(try !asksGroup("ipv6(dst=ff02::1:ff00:2)/icmpv6(type=135,nd.ns.target_address=fe80::2)"))
        #expect(try !asksGroup("\(Self.there)/icmp"))
    }

    @Test("a packet cut anywhere, or with any octet changed, is looked at without harm")
    func hostile() throws {
        for expression in [
            "\(Self.back)/tcp(srcport=80,dstport=5000,flags=SA)", "\(Self.back)/icmp(type=11)/hex:4500001c00000000",
            "\(Self.back6)/icmpv6(type=136)", "\(Self.back)/udp(srcport=53)/dns(flags=0x8180)", "eth/arp(opcode=2)",
        ] {
            let whole = try Self.octets(expression)
            let kept = Self.keys(whole, .answer).count
            for count in 0..<whole.count {
                #expect(Self.keys(Array(whole[..<count]), .answer).count <= max(kept, 2))
                for value: UInt8 in [0, 0xff, 0x45] {
                    var changed = whole
                    changed[count] = value
                    #expect(Self.keys(changed, .answer).count <= 4 && Self.keys(changed, .question).count <= 4)
                }
            }
        }
    }
}
