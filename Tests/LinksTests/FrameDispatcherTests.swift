import Links
import Packets
import Testing

@Suite("Dispatching frames")
struct FrameDispatcherTests {
    @Test("a handler gets the frames of its EtherType, behind a tag too, and no others")
    func etherType() throws {
        let (a, b) = MemoryLink.pair("a", "b")
        let dispatcher = FrameDispatcher(b, registry: .internet)
        var seen: [UInt8] = []
        dispatcher.register(etherType: 0x0800) { packet in seen.append(packet.bytes.octet(packet.bytes.byteCount - 1)) }
        var arp = udpFrame(5)
        arp[13] = 6
        for frame in [udpFrame(1), arp, tagged(udpFrame(2), vlan: 10), [1, 2, 3]] { try a.send(frame) }
        #expect(try dispatcher.dispatch() == 4)
        #expect(seen == [18, 19])
    }

    @Test("a handler gets any layer that it asks for, and stands at it")
    func layer() throws {
        let (a, b) = MemoryLink.pair("a", "b")
        let dispatcher = FrameDispatcher(b, registry: .internet)
        var ports: [UInt16] = []
        var tags = 0
        dispatcher.register(UDP.self) { packet in
            ports.append(packet.bytes.word(packet.layers[packet.index].start + 2))
        }
        dispatcher.register(VLAN.self) { _ in tags += 1 }
        for frame in [udpFrame(1, port: 7), tagged(tagged(udpFrame(2, port: 53), vlan: 10), vlan: 20)] {
            try a.send(frame)
        }
        #expect(try dispatcher.dispatch() == 2)
        #expect(ports == [7, 53] && tags == 2)
    }

    @Test("a limit leaves the rest for the next turn")
    func limit() throws {
        let (a, b) = MemoryLink.pair("a", "b")
        let dispatcher = FrameDispatcher(b, registry: .internet)
        for number in 0..<5 { try a.send(udpFrame(UInt8(number))) }
        #expect(try dispatcher.dispatch(limit: 3) == 3)
        #expect(try dispatcher.dispatch() == 2)
    }
}
