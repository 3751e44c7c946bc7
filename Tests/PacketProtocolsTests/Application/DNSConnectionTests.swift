import PacketSamples
import Testing

@testable import PacketProtocols
@testable import Packets

@Suite("DNS over TCP: messages that segments cut")
struct DNSConnectionTests {
    /// A message of 25 octets, behind its length.
    static let message = FieldTexts.octets("0019 1234 0100 0001 0000 0000 0000 0165 036f7267 00 0001 0001 aabb")

    @Test("without reassembly, what only goes on with a message is left alone, and the one behind it is dissected")
    func continuation() {
        var connection = Connection(serverPort: 53)
        connection.table.reassembles = false
        connection.open()
        let stream = Self.message + Self.message
        func part(_ range: Range<Int>) -> Connection.Seen {
            connection.send(.client, 1 + UInt32(range.lowerBound), 1, Array(stream[range]))
        }
        #expect(part(0..<16)["dns.id"] == "0x1234")
        #expect(part(16..<20).layers == ["ip", "tcp"])
        let mixed = part(20..<42)
        #expect(mixed.layers == ["ip", "tcp", "dns"])
        #expect(mixed["dns.length"] == "25")
        #expect(mixed["dns.id"] == "0x1234")
        #expect(part(42..<54).layers == ["ip", "tcp"])
        // The other side's messages are its own.
        #expect(connection.send(.server, 1, 55, Self.message)["dns.id"] == "0x1234")
    }

    @Test("a message that ends with its segment leaves nothing to go on with")
    func whole() {
        var connection = Connection(serverPort: 53)
        connection.open()
        for number: UInt32 in 0..<3 {
            let seen = connection.send(.client, 1 + number * 27, 1, Self.message)
            #expect(seen["dns.id"] == "0x1234")
        }
    }

    @Test("flows that are forgotten while a packet is followed take nothing with them")
    func forgotten() {
        // Two flows take turns in a table for one.
        let quoted =
            "4500 0029 0001 0000 4006 0000 0a000001 0a000002 9c40 0035 00000001 00000001 5010 0100 0000 0000 55"
        let outer =
            "4500 0066 0001 0000 4006 0000 0a000003 0a000004 9c40 0035 00000001 00000001 5010 0100 0000 0000"
        var table = ConversationTable(limit: 1)
        for _ in 0..<4 {
            for hex in [outer + "0002 1234" + quoted, quoted] {
                let octets = FieldTexts.octets(hex)
                var dissection = Dissection()
                Registry.standard.dissect(octets.octets, as: .ipv4, into: &dissection)
                _ = table.follow(octets.octets, &dissection, in: .standard, at: Timestamp(seconds: 1))
                #expect(dissection.count > 0)
            }
        }
    }
}
