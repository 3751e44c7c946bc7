import PacketProtocols
import PacketSamples
import Testing

@testable import Packets

@Suite("The frame's own fields")
struct FrameFieldTests {
    private static func values(_ frame: FrameInfo, _ hex: String = "") -> [String: String] {
        let octets = FieldTexts.octets(hex)
        var dissection = Dissection()
        Registry.standard.dissect(octets.octets, as: .ethernet, into: &dissection)
        var packet = PacketView(bytes: octets.octets, layers: dissection.layers, frame: frame)
        var detail = PacketDetail()
        Registry.standard.detail(of: &packet, into: &detail, where: { $0 < 0 })
        var values: [String: String] = [:]
        for node in detail.nodes where node.kind == .value {
            var text = TextBuffer()
            Registry.standard.write(node, of: packet, detail, into: &text)
            values[Registry.standard.info(node.field).name] = String(decoding: text)
        }
        return values
    }

    @Test("a frame whose capture says no time has none")
    func times() {
        var frame = FrameInfo(number: 2, timestamp: Timestamp(seconds: 1))
        #expect(Self.values(frame).keys.filter { $0.hasPrefix("frame.time") }.count == 5)
        frame.hasTimestamp = false
        #expect(Self.values(frame).keys.filter { $0.hasPrefix("frame.time") }.isEmpty)
    }

    @Test("an EtherType is among the protocols only where one leads on")
    func protocols() {
        let addresses = "ffffffffffff 020000000001"
        let frame = FrameInfo(capturedLength: 60, originalLength: 60)
        #expect(Self.values(frame, addresses + "0800 45")["frame.protocols"] == "eth:ethertype:ip")
        #expect(Self.values(frame, addresses + "0003 424203")["frame.protocols"] == "eth:llc")
        #expect(Self.values(frame, addresses)["frame.protocols"] == "eth")
        #expect(Self.values(frame, addresses + "8100 0001 0003 424203")["frame.protocols"] == "eth:ethertype:vlan:llc")
    }
}
