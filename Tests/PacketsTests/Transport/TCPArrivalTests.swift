import PacketProtocols
import PacketSamples
import Testing

@testable import Packets

@Suite("TCP: how segments arrive")
struct TCPArrivalTests {
    static let octets = [UInt8](repeating: 0x55, count: 100)

    @Test("a segment that is sent again is a retransmission, and what it carries is left alone")
    func retransmission() {
        var connection = Connection(serverPort: 9000)
        connection.open()
        let first = connection.send(.client, 1, 1, Self.octets)
        #expect(first.arrival == .new)
        #expect(first.layers == ["ip", "tcp", "data"])
        let second = connection.send(.client, 1, 1, Self.octets, after: 300_000_000)
        #expect(second.arrival == .retransmission)
        #expect(second.layers == ["ip", "tcp"])
        #expect(second["tcp.payload"] != nil)
        #expect(first["tcp.analysis.retransmission"] == nil)
        #expect(second["tcp.analysis.retransmission"] == "1")
        #expect(second["tcp.analysis.fast_retransmission"] == nil)
        #expect(second["tcp.len"] == "100")
    }

    @Test("octets that were acknowledged before they came again were sent in vain")
    func spurious() {
        var connection = Connection(serverPort: 9000)
        connection.open()
        _ = connection.send(.client, 1, 1, Self.octets)
        _ = connection.send(.server, 1, 101)
        let again = connection.send(.client, 1, 1, Self.octets, after: 300_000_000)
        #expect(again.arrival == .spuriousRetransmission)
        #expect(again["tcp.analysis.spurious_retransmission"] == "1")
        #expect(again["tcp.analysis.retransmission"] == "1")
        #expect(again.layers == ["ip", "tcp", "data"])
    }

    @Test("three equal acknowledgments bring a fast retransmission, and two none, within 20 ms (RFC 5681 3.2)")
    func fast() {
        func again(after pause: Int64, repetitions: Int = 3) -> TCP.Arrival {
            var connection = Connection(serverPort: 9000)
            connection.open()
            for number: UInt32 in 0..<4 { _ = connection.send(.client, 1 + number * 100, 1, Self.octets) }
            for _ in 0...repetitions { _ = connection.send(.server, 1, 101) }
            return connection.send(.client, 101, 1, Self.octets, after: pause).arrival
        }
        #expect(again(after: 5_000_000) == .fastRetransmission)
        #expect(again(after: 19_999_999) == .fastRetransmission)
        #expect(again(after: 20_000_000) == .retransmission)
        #expect(again(after: 5_000_000, repetitions: 2) == .fastRetransmission)
        #expect(again(after: 5_000_000, repetitions: 1) != .fastRetransmission)
    }

    @Test("a hole that is filled within a round trip was filled out of order")
    func outOfOrder() {
        var connection = Connection(serverPort: 9000)
        connection.open()
        #expect(connection.send(.client, 101, 1, Self.octets).arrival == .new)
        let late = connection.send(.client, 1, 1, Self.octets, after: 15_000_000)
        #expect(late.arrival == .outOfOrder)
        #expect(late["tcp.analysis.out_of_order"] == "1" && late["tcp.analysis.retransmission"] == nil)
        #expect(late.layers == ["ip", "tcp"])
        #expect(connection.send(.client, 201, 1, Self.octets).arrival == .new)
    }

    @Test("a keep-alive repeats one octet and is no retransmission (RFC 9293 3.8.4)")
    func keepAlive() {
        var connection = Connection(serverPort: 9000)
        connection.open()
        _ = connection.send(.client, 1, 1, Self.octets)
        _ = connection.send(.server, 1, 101)
        #expect(connection.send(.client, 100, 1, [0x55], after: 60_000_000_000).arrival == .keepAlive)
        // Its answer is no acknowledgment that repeats itself.
        for _ in 0..<3 { _ = connection.send(.server, 1, 101) }
        #expect(connection.send(.client, 101, 1, Self.octets).arrival == .new)
    }

    @Test("one octet that probes a closed window is sent again with those behind it (RFC 9293 3.8.6.1)")
    func probe() {
        var connection = Connection(serverPort: 9000)
        connection.open()
        _ = connection.send(.server, 1, 1, window: 0)
        #expect(connection.send(.client, 1, 1, [0x55]).arrival == .new)
        _ = connection.send(.server, 1, 1, window: 1000)
        #expect(connection.send(.client, 1, 1, Self.octets).arrival == .new)
    }

    @Test("sequence numbers begin again behind the highest (RFC 9293 3.4)")
    func wrapping() {
        var connection = Connection(serverPort: 9000)
        #expect(connection.send(.client, 0xffff_ffc0, 1, Self.octets).arrival == .new)
        #expect(connection.send(.client, 0x24, 1, Self.octets).arrival == .new)
        #expect(connection.send(.client, 0xffff_ffc0, 1, Self.octets, after: 900_000_000).arrival == .retransmission)
    }

    @Test("a reset says why in words, which are no protocol's (RFC 9293 3.5.2)")
    func reset() {
        var connection = Connection()
        connection.open()
        let reset = connection.send(.server, 1, 1, flags: 0x14, Array("No connection".utf8))
        #expect(reset["tcp.reset_cause"] == "No connection")
        #expect(reset["tcp.payload"] == nil)
        #expect(reset["tcp.len"] == "13")
        #expect(reset.layers == ["ip", "tcp"])
    }

    @Test("what an error message quotes is no segment of its connection")
    func quoted() {
        let quoted =
            "4500 0029 0001 0000 4006 0000 0a000001 0a000002 9c40 2328 00000001 00000001 5010 0100 0000 0000 55"
        let error = "4500 0045 0001 0000 4001 0000 0a000002 0a000001 0301 0000 0000 0000" + quoted
        var table = ConversationTable()
        for _ in 0..<3 {
            let octets = FieldTexts.octets(error)
            var dissection = Dissection()
            Registry.standard.dissect(octets.octets, as: .ipv4, into: &dissection)
            let flows = table.follow(octets.octets, &dissection, in: .standard, at: Timestamp(seconds: 1))
            #expect(flows.outer.tcp?.arrival == .new)
            #expect(dissection.count == 5)
        }
        let packet = FieldTexts(error, as: .ipv4)
        #expect(packet["tcp.seq"] == "1")
        #expect(packet["tcp.len"] == nil)
        #expect(packet["tcp.nxtseq"] == nil)
        #expect(packet["tcp.payload"] == "55")
    }

    @Test("no sequence of segments traps, and none is told by a time that runs backwards")
    func hostile() {
        var random = SplitMix64(seed: 7)
        var connection = Connection(serverPort: 9000)
        for _ in 0..<2000 {
            let numbers: [UInt32] = [0, 1, 2, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff, 0xffff_fffe]
            connection.now = Int64(random.next() % 5_000_000_000)
            let seen = connection.send(
                random.next() % 2 == 0 ? .client : .server, numbers.randomElement(using: &random) ?? 0,
                numbers.randomElement(using: &random) ?? 0, flags: UInt8(random.next() & 0xff),
                window: UInt16(random.next() & 1), [UInt8](repeating: 1, count: Int(random.next() % 3)))
            #expect(seen.layers.count >= 2)
        }
    }
}
