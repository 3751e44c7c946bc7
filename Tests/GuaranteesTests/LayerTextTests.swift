import PacketPresenters
import PacketProtocols
import Packets
import Testing

/// Presenters keep the texts of short headers from packet to packet: what they write must not depend on what they wrote.
@Suite("Texts kept from packet to packet")
struct LayerTextTests {
    /// A packet whole, with octets behind it, cut within its first headers and damaged there, and whole once more.
    private func forms(of packet: CapturedPacket, _ random: inout SplitMix64) -> [CapturedPacket] {
        var longer = packet
        longer.octets += [0, 1, 2, 3, 4, 5, 6]
        longer.originalLength += 7
        var shorter = packet
        shorter.octets.removeLast(max(0, packet.octets.count - Int.random(in: 8...20, using: &random)))
        var damaged = packet
        if !damaged.octets.isEmpty {
            damaged.octets[Int.random(in: 0..<min(damaged.octets.count, 20), using: &random)] ^= 1
        }
        return [packet, longer, packet, shorter, damaged, packet]
    }

    @Test("JSON and ek of a packet of the tour capture are the same, whatever was written before")
    func tour() { compare(CapturedPackets.tour) }

    @Test(
        "the same of one packet of 13 of every capture",
        .enabled(if: CapturedPackets.folder != nil, CapturedPackets.skipReason))
    func captures() { compare(CapturedPackets.oneOf(13)) }

    private func compare(_ packets: [CapturedPacket]) {
        let newJSON = JSONPresenter(.standard)
        let newEK = EKPresenter(.standard)
        var usedJSON = newJSON
        var usedEK = newEK
        var random = SplitMix64(seed: 3)
        var detail = PacketDetail()
        for captured in packets {
            for form in forms(of: captured, &random) {
                form.dissected { packet in
                    Registry.standard.detail(of: &packet, into: &detail)
                    var json = newJSON
                    var ek = newEK
                    var expected = TextBuffer()
                    json.begin(into: &expected)
                    json.write(&packet, detail, into: &expected)
                    ek.write(&packet, detail, into: &expected)
                    var text = TextBuffer()
                    usedJSON.begin(into: &text)
                    usedJSON.write(&packet, detail, into: &text)
                    usedEK.write(&packet, detail, into: &text)
                    #expect(String(decoding: text) == String(decoding: expected), "\(captured)")
                }
            }
        }
    }
}
