import PacketProtocols
import Packets
import Streams
import Testing

@Suite("Who speaks with whom")
struct TrafficTests {
    private static let exchange = [
        "ip(src=10.0.0.1,dst=10.0.0.2)/tcp(srcport=40000,dstport=80,flags=S)",
        "ip(src=10.0.0.2,dst=10.0.0.1)/tcp(srcport=80,dstport=40000,flags=SA)",
        "ip(src=10.0.0.1,dst=10.0.0.2)/tcp(srcport=40000,dstport=80,flags=A)/'hello'",
        "ip(src=10.0.0.1,dst=10.0.0.9)/udp(srcport=5000,dstport=53)/'question'",
        "ipv6(src=2001:db8::1,dst=2001:db8::2)/udp(srcport=5000,dstport=53)/'question'",
    ]

    @Test("a conversation's packets and octets, each way, and its times")
    func conversation() throws {
        var table = Conversations(of: .tcp)
        try feed(&table, Self.exchange)
        let row = try #require(table.rows.first)
        #expect(table.rows.count == 1)
        #expect(row.opener.address == "10.0.0.1")
        #expect(row.opener.port == 40000)
        #expect(row.sent.packets == 2)
        #expect(row.sent.octets == 54 + 59)
        #expect(row.received.packets == 1)
        #expect(row.duration == 2_000_000_000)
        #expect(row.rate(of: row.sent) == Double(8 * (54 + 59)) / 2)
    }

    @Test("the table is tshark's, octet for octet (tshark 4.0.17, -z conv,tcp)")
    func conversationText() throws {
        var table = Conversations(of: .tcp)
        try feed(&table, Self.exchange)
        #expect(
            lines(of: table) == [
                String(repeating: "=", count: 80), "TCP Conversations", "Filter:<No Filter>",
                String(repeating: " ", count: 59)
                    + "|       <-      | |       ->      | |     Total     |    Relative    |   Duration   |",
                String(repeating: " ", count: 59)
                    + "| Frames  Bytes | | Frames  Bytes | | Frames  Bytes |      Start     |              |",
                "10.0.0.1:40000             <-> 10.0.0.2:80                      1 54 bytes        2 113 bytes"
                    + "       3 167 bytes     0.000000000         2.0000",
                String(repeating: "=", count: 80), "",
            ])
    }

    @Test("endpoints of UDP, over both versions of IP")
    func endpoints() throws {
        var table = Endpoints(of: .udp)
        try feed(&table, Self.exchange)
        #expect(table.rows.map(\.end.address) == ["10.0.0.1", "10.0.0.9", "2001:db8::1", "2001:db8::2"])
        #expect(lines(of: table, filter: "udp")[2] == "Filter:udp")
    }

    @Test("an end that sends to itself is one end, and the packet counts both ways")
    func selfTalk() throws {
        var table = Endpoints(of: .ip)
        try feed(&table, ["ip(src=10.0.0.1,dst=10.0.0.1)/udp/'x'"])
        #expect(table.rows.count == 1)
        #expect(table.rows[0].total.packets == 2)
        var conversations = Conversations(of: .ip)
        try feed(&conversations, ["ip(src=10.0.0.1,dst=10.0.0.1)/udp/'x'", "ip(src=10.0.0.1,dst=10.0.0.1)/udp/'x'"])
        #expect(conversations.rows[0].sent.packets == 2)
    }

    @Test("beyond the limit packets are counted as left out, and those of known conversations go on")
    func limit() throws {
        var table = Conversations(of: .ip, limit: 2)
        try feed(&table, [1, 2, 3, 4, 1].map { "ip(src=10.0.0.\($0),dst=10.0.1.1)/udp/'x'" })
        #expect(table.rows.count == 2)
        #expect(table.rows[0].sent.packets == 2)
        #expect(table.leftOut == 2)
    }

    @Test("what an error message quotes is no packet of its conversation")
    func quoted() throws {
        var table = Conversations(of: .udp)
        try feed(&table, ["ip/icmp(type=3,code=3)/ip(src=10.0.0.1,dst=10.0.0.2)/udp(srcport=1,dstport=2)/'x'"])
        #expect(table.rows.isEmpty)
    }

    @Test("two parts of a capture put together are the whole", arguments: TrafficLayer.allCases)
    func merged(layer: TrafficLayer) throws {
        var (whole, first, second) = (Conversations(of: layer), Conversations(of: layer), Conversations(of: layer))
        var dissector = PacketDissector(.standard)
        for (number, expression) in (Self.exchange + Self.exchange.reversed()).enumerated() {
            let octets = try octets(of: expression)
            let time = Timestamp(seconds: Int64(number))
            var packet = dissector.packet(unsafe octets.span.bytes, at: time, as: .ethernet)
            whole.add(&packet)
            if number < 4 { first.add(&packet) } else { second.add(&packet) }
        }
        first.merge(second)
        #expect(lines(of: first) == lines(of: whole))
    }

    @Test("an order by octets, by start, by duration and by rate")
    func orders() throws {
        var table = Conversations(of: .ip)
        try feed(&table, Self.exchange)
        #expect(table.sorted(by: .start).map(\.answerer.address) == ["10.0.0.2", "10.0.0.9"])
        #expect(table.sorted(by: .octets)[0].answerer.address == "10.0.0.2")
        #expect(table.sorted(by: .rate)[0].answerer.address == "10.0.0.2")
    }
}
