import PacketProtocols
import PacketSamples
import Testing

@testable import Packets

@Suite("ICMP: the time in an echo")
struct EchoTimeTests {
    /// What is left of an echo's data, and the packet written again.
    private static func data(_ type: String, _ payload: String, at seconds: Int64) -> (layers: Int, data: Int) {
        let octets = FieldTexts.octets(
            "4500 00\(String(28 + payload.count / 2, radix: 16)) 0001 0000 4001 0000 0a000001 0a000002"
                + "\(type)00 0000 0001 0001" + payload)
        var dissection = Dissection()
        Registry.standard.dissect(octets.octets, as: .ipv4, into: &dissection)
        var table = ConversationTable()
        let flows = table.follow(octets.octets, &dissection, in: .standard, at: Timestamp(seconds: seconds))
        let packet = PacketView(
            bytes: octets.octets, layers: dissection.layers, frame: FrameInfo(), conversations: flows)
        #expect((try? Packet(opening: packet).octets()) == octets)
        let last = packet.layers[packet.layers.count - 1]
        return (packet.layers.count, last.end - last.start)
    }

    @Test("data begin behind a time that is near the packet's own")
    func time() {
        let sent = "00bc614e" + "0000000a"
        #expect(Self.data("08", sent + "aabb", at: 12_345_678) == (3, 2))
        #expect(Self.data("00", sent + "aabb", at: 12_345_700) == (3, 2))
        // Nothing is left.
        #expect(Self.data("08", sent, at: 12_345_678).layers == 2)
        // Days away, no echo, and too short.
        #expect(Self.data("08", sent + "aabb", at: 99_345_678) == (3, 10))
        #expect(Self.data("0d", sent + "aabbccdd", at: 12_345_678).data != 4)
        #expect(Self.data("08", "00bc614e", at: 12_345_678) == (3, 4))
    }
}
