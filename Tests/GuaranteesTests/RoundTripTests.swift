import PacketExercise
import PacketProtocols
import Packets
import Testing

@Suite("The same octets")
struct RoundTripTests {
    @Test(
        "every packet of every capture, dissected, opened for editing and written, is the same octets",
        .enabled(if: CapturedPackets.folder != nil, CapturedPackets.skipReason))
    func everyPacket() {
        let packets = CapturedPackets.all
        #expect(!packets.isEmpty)
        var differing: [String] = []
        for packet in packets {
            let written = packet.dissected { try? Packet(opening: $0).octets() }
            if written != packet.octets { differing.append(packet.description) }
        }
        #expect(differing.isEmpty, "\(differing.count) of \(packets.count) differ")
    }

    @Test("every packet of the shipped capture, opened and written, is the same octets")
    func tour() {
        #expect(!CapturedPackets.tour.isEmpty)
        for packet in CapturedPackets.tour {
            #expect(packet.dissected { try? Packet(opening: $0).octets() } == packet.octets, "\(packet)")
        }
    }
}
