import PacketProtocols
import PacketSamples
import Testing

@testable import Packets

@Suite("Octets that are not what their number says")
struct DecliningTests {
    @Test("an EtherType or a protocol number of IP does not make another version IP")
    func versions() {
        let header = "00 0028 0001 0000 4006 0000 0a000001 0a000002" + String(repeating: "00", count: 24)
        for (type, first) in [("0800", "45"), ("0800", "65"), ("0800", "55"), ("86dd", "45"), ("86dd", "f5")] {
            let packet = FieldTexts("ffffffffffff 020000000001" + type + first + header, as: .ethernet)
            let isIP = type == "0800" && first == "45"
            #expect((packet.layers.contains("ip") || packet.layers.contains("ipv6")) == isIP)
            #expect(packet.layers.contains("data") != isIP)
            #expect(isIP || packet.faults == 0)
        }
    }

    @Test("text on a port of TLS is no TLS")
    func text() {
        var connection = Connection(serverPort: 443)
        connection.open()
        let banner = connection.send(.server, 1, 1, text: "SSH-2.0-OpenSSH_9.2\r\n")
        #expect(banner.layers == ["ip", "tcp", "data"])
        #expect(connection.send(.server, 22, 1, [21, 3, 3, 0, 2, 1, 0]).layers == ["ip", "tcp", "tls"])
        #expect(connection.send(.server, 29, 1, Array("SSH".utf8)).layers == ["ip", "tcp", "tls"])
    }

    @Test("a DNS message is known by its looks on any port (RFC 1035 4.1.1)")
    func names() {
        func layers(_ message: String) -> [String] {
            let octets = FieldTexts.octets(message)
            let length = String(octets.count + 8, radix: 16)
            let total = String(octets.count + 28, radix: 16)
            return FieldTexts(
                "4500 00\(total) 0001 0000 4011 0000 0a000001 0a000002 9c40 1f75 00\(length) 0000" + message, as: .ipv4
            ).layers
        }
        let question = "0161 0474657374 00 0001 0001"
        #expect(layers("1234 0100 0001 0000 0000 0000" + question).last == "dns")
        #expect(
            layers("1234 8180 0001 0001 0000 0000" + question + "c00c 0001 0001 00000001 0004 0a000001").last == "dns")
        // Answers in a query, another operation, a bit that must be zero, a class that is none, a name without end.
        #expect(layers("1234 0100 0001 0001 0000 0000" + question).last == "data")
        #expect(layers("1234 2900 0001 0000 0000 0000" + question).last == "data")
        #expect(layers("1234 0140 0001 0000 0000 0000" + question).last == "data")
        #expect(layers("1234 0100 0001 0000 0000 0000 0161 0474657374 00 0001 0301").last == "data")
        #expect(layers("1234 0100 0001 0000 0000 0000 3f61 0474657374").last == "data")
        // NetBIOS.
        let encoded = String(repeating: "4548", count: 16)
        #expect(layers("1234 0110 0001 0000 0000 0000 20" + encoded + "00 0001 0001").last == "data")
        #expect(layers("1234 0110 0001 0000 0000 0000 1f61" + encoded.dropFirst(4) + "00 0001 0001").last == "dns")
    }

    @Test("a datagram without data, and one that an error message quotes, has no time in its flow")
    func datagramTimes() {
        let empty = "4500 001c 0001 0000 4011 0000 0a000001 0a000002 9c40 1f75 0008 0000"
        let quoting = "4500 0038 0001 0000 4001 0000 0a000002 0a000001 0303 0000 0000 0000" + empty
        let full = "4500 001d 0001 0000 4011 0000 0a000001 0a000002 9c40 1f75 0009 0000 55"
        var table = ConversationTable()
        var seconds: Int64 = 0
        func delta(_ hex: String) -> Int64? {
            let octets = FieldTexts.octets(hex)
            var dissection = Dissection()
            Registry.standard.dissect(octets.octets, as: .ipv4, into: &dissection)
            seconds += 1
            let flows = table.follow(
                octets.octets, &dissection, in: .standard, at: Timestamp(seconds: seconds))
            var packet = PacketView(
                bytes: octets.octets, layers: dissection.layers, frame: FrameInfo(), conversations: flows)
            var detail = PacketDetail()
            Registry.standard.detail(of: &packet, into: &detail)
            return detail.nodes.first { Registry.standard.info($0.field).name == "udp.time_delta" }
                .map { Int64(bitPattern: $0.raw) }
        }
        #expect(delta(full) == 0)
        #expect(delta(empty) == nil)
        #expect(delta(quoting) == nil)
        #expect(delta(full) == 3_000_000_000)
    }
}
