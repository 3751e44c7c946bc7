import PacketProtocols
import Packets
import Streams
import Testing

@Suite("Hierarchies, intervals and what was said")
struct TableTests {
    @Test("the hierarchy's tree, in the order in which its branches came")
    func hierarchy() throws {
        var table = ProtocolHierarchy()
        try feed(
            &table,
            ["ip/udp(dstport=9)/'x'", "ip/tcp(flags=S)", "ip/udp(dstport=9)/'yz'", "arp", "vlan/ip/udp(dstport=9)/'x'"])
        #expect(
            lines(of: table)[5...9].map { $0 } == [
                "eth                                      frames:5 bytes:\(try total(["ip/udp(dstport=9)/'x'", "ip/tcp(flags=S)", "ip/udp(dstport=9)/'yz'", "arp", "vlan/ip/udp(dstport=9)/'x'"]))",
                "  ip                                     frames:3 bytes:\(try total(["ip/udp(dstport=9)/'x'", "ip/tcp(flags=S)", "ip/udp(dstport=9)/'yz'"]))",
                "    udp                                  frames:2 bytes:\(try total(["ip/udp(dstport=9)/'x'", "ip/udp(dstport=9)/'yz'"]))",
                "      data                               frames:2 bytes:\(try total(["ip/udp(dstport=9)/'x'", "ip/udp(dstport=9)/'yz'"]))",
                "    tcp                                  frames:1 bytes:\(try total(["ip/tcp(flags=S)"]))",
            ])
        var other = table
        other.merge(table)
        #expect(other.rows.map(\.traffic.packets) == table.rows.map { $0.traffic.packets * 2 })
    }

    private func total(_ expressions: [String]) throws -> Int {
        try expressions.reduce(0) { $0 + (try octets(of: $1).count) }
    }

    @Test("broken layers are marked in the hierarchy")
    func broken() {
        var table = ProtocolHierarchy()
        var dissector = PacketDissector(.standard)
        let octets: [UInt8] = [2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 8, 0, 0x45]
        var packet = dissector.packet(unsafe octets.span.bytes, at: Timestamp(seconds: 0), as: .ethernet)
        table.add(&packet)
        #expect(table.rows.map(\.name) == ["eth", "ip", "_ws.malformed"])
    }

    @Test("intervals with columns (tshark 4.0.17, -z io,stat,2,...)")
    func intervals() throws {
        var table = try IntervalStatistics(
            "2", columns: ["", "MAX(udp.length)udp", "COUNT(ip.addr)ip", "AVG(frame.len)"], in: .standard)
        try feed(
            &table,
            ["ip/udp(dstport=9)/'a'", "ip/udp(dstport=9)/'abc'", "ip/tcp(flags=S)", "arp", "ip/udp(dstport=9)/'ab'"])
        #expect(table.duration == 4_000_000)
        #expect(table.cells[1].map(\.value) == [11, 0, 10])
        #expect(table.cells[2].map(\.value) == [4, 2, 2])
        #expect(table.cells[0].map(\.frames) == [2, 2, 1])
        let shown = lines(of: table)
        #expect(shown.contains("| IO Statistics                                 |"))
        #expect(shown.contains { $0.hasPrefix("|  0 <> 2  |      2 |") })
        #expect(shown.contains { $0.hasPrefix("|  2 <> Dur|      2 |") })
    }

    @Test("times far apart make no table without end: what is behind its limit is left out")
    func boundedIntervals() throws {
        var table = try IntervalStatistics("0.001", in: .standard, limit: 100)
        try feed(&table, ["arp", "arp", "arp"])
        #expect(table.leftOut == 2)
        #expect(table.cells[0].count == 1)
        #expect(lines(of: table).count < 120)
    }

    @Test(
        "what is wrong with a request is said",
        arguments: [
            ("conv", "wants a layer"), ("conv,sctp", "none of eth, ip, ipv6, tcp, udp"), ("io", "phs or stat"),
            ("io,stat", "interval"), ("io,stat,x", "no interval"), ("io,stat,-1", "no interval"),
            ("io,stat,1e-9", "too short"), ("io,stat,1,SUM(", "wants a )"), ("io,stat,1,SUM()", "wants a field"),
            ("io,stat,1,SUM(ip.src)", "COUNT takes any"), ("io,stat,1,SUM(tcp.prot)", "did you mean"),
            ("io,stat,1,FRAMES(ip)", "FRAMES()"), ("follow,ip,ascii,0", "tcp or udp"),
            ("follow,tcp,ebcdic,0", "ascii, hex, raw"), ("follow,tcp,hex,x", "stream's number"),
            ("credentials", "collects no passwords"), ("nothing", "expected one of"), ("conv,tcp,tcp.prot == 1", ""),
        ])
    func wrongRequest(text: String, words: String) {
        let error = #expect(throws: StatisticError.self) { try StatisticRequest(text, in: .standard) }
        #expect(words.isEmpty || error?.message.contains(words) == true)
    }

    @Test("a request's filter chooses its packets")
    func filtered() throws {
        var request = try StatisticRequest("conv,udp,udp.dstport == 53", in: .standard)
        var dissector = PacketDissector(.standard)
        for port in [53, 9, 53] {
            let octets = try octets(of: "ip/udp(srcport=1000,dstport=\(port))/'x'")
            var packet = dissector.packet(unsafe octets.span.bytes, at: Timestamp(seconds: 0), as: .ethernet)
            request.add(&packet)
        }
        let table = try #require(request.statistic as? Conversations)
        #expect(table.rows.map(\.sent.packets) == [2])
    }

    private static let talk = [
        "ip(src=10.0.0.1,dst=10.0.0.2)/tcp(srcport=40000,dstport=80,seq_raw=100,flags=S)",
        "ip(src=10.0.0.2,dst=10.0.0.1)/tcp(srcport=80,dstport=40000,seq_raw=500,ack_raw=101,flags=SA)",
        "ip(src=10.0.0.1,dst=10.0.0.2)/tcp(srcport=40000,dstport=80,seq_raw=104,ack_raw=501,flags=A)/'you'",
        "ip(src=10.0.0.1,dst=10.0.0.2)/tcp(srcport=40000,dstport=80,seq_raw=101,ack_raw=501,flags=A)/'hey'",
        "ip(src=10.0.0.2,dst=10.0.0.1)/tcp(srcport=80,dstport=40000,seq_raw=501,ack_raw=107,flags=A)/hex:00ff41",
    ]

    @Test("what both sides said, in order", arguments: StreamFollower.Form.allCases)
    func follow(form: StreamFollower.Form) throws {
        var stream = StreamFollower(.tcp, stream: 0, as: form)
        try feed(&stream, Self.talk)
        let expected: [String] =
            switch form {
            case .ascii: ["3", "hey", "3", "you", "\t3", "..A"]
            case .raw: ["686579", "796f75", "\t00ff41"]
            case .hex:
                [
                    "00000000  68 65 79                                          hey",
                    "00000003  79 6f 75                                          you",
                    "\t00000000  00 ff 41                                          ..A",
                ]
            }
        #expect(
            lines(of: stream) == [
                "", String(repeating: "=", count: 67), "Follow: tcp,\(form.rawValue)", "Filter: tcp.stream eq 0",
                "Node 0: 10.0.0.1:40000", "Node 1: 10.0.0.2:80",
            ] + expected + [String(repeating: "=", count: 67), ""])
    }

    @Test("octets beyond the limit are left out, and counted")
    func followLimit() throws {
        var stream = StreamFollower(.tcp, stream: 0, limit: 4)
        try feed(&stream, Self.talk)
        #expect(stream.octets == [3, 0])
        #expect(stream.leftOut == 2)
    }
}
