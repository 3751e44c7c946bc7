import Packets
import Testing

@testable import Sending

@Suite("Packets that wait for a neighbor")
struct WaitingPacketsTests {
    private static let a = IPAddress.v4(IPv4Address(10, 0, 0, 1))
    private static let b = IPAddress.v4(IPv4Address(10, 0, 0, 2))

    private static func place(_ index: Int) -> WaitingPackets.Place {
        .init(index: index, random: SplitMix64(seed: UInt64(index)), number: nil)
    }

    @Test("they leave as soon as theirs is known, in their order, whatever the others wait for")
    func order() {
        var packets = WaitingPackets()
        packets.add(Self.place(0), for: Self.a)
        packets.add(Self.place(1), for: Self.b)
        packets.add(Self.place(2), for: Self.a)
        #expect(packets.count == 3 && !packets.hasReady && packets.next() == nil)
        packets.release(Self.a)
        #expect(packets.hasReady && packets.next()?.index == 0)
        packets.release(Self.b)
        #expect(packets.next()?.index == 2 && packets.next()?.index == 1)
        #expect(packets.next() == nil && packets.count == 0)
        packets.release(Self.a)
        #expect(!packets.hasReady)
    }

    @Test("no more wait than there is room for, those that can leave among them")
    func room() {
        var packets = WaitingPackets()
        for index in 0..<WaitingPackets.limit { packets.add(Self.place(index), for: Self.a) }
        #expect(!packets.hasRoom)
        packets.release(Self.a)
        #expect(!packets.hasRoom && packets.next()?.index == 0 && packets.hasRoom)
    }
}
