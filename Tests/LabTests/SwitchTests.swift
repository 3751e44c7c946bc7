import Links
import PacketProtocols
import Packets
import Testing

@testable import Lab

/// What the lab's hosts are joined by.
@Suite("The lab's switch and cables", .timeLimit(.minutes(5)))
struct SwitchTests {
    private static let stations = (1...3).map { MACAddress(2, 0, 0, 0, 9, UInt8($0)) }

    private func send(from source: MACAddress, to destination: MACAddress, by link: CableLink) throws {
        let octets = try Packet {
            Ethernet.with {
                $0.source = source
                $0.destination = destination
            }
            IPv4.with { $0.destination = "10.0.0.1" }
            UDP.with { $0.destinationPort = 9 }
        }.octets(in: .standard)
        try unsafe link.send(octets.span.bytes)
    }

    /// Whether a frame comes out of a cable soon.
    private func comes(from link: CableLink) throws -> Bool {
        let waiter = try LinkWaiter()
        let end = ContinuousClock.now + .seconds(600)
        while ContinuousClock.now < end {
            if let frame = try link.receive() { return frame.originalLength > 0 }
            _ = try waiter.wait(for: [link], until: end)
        }
        return false
    }

    @Test("what is for a station that is not known goes to all; for one that was heard, to it alone")
    func learns() async throws {
        let bridge = try FrameSwitch("test")
        var ends: [CableLink] = []
        for _ in 0..<3 {
            let (end, port) = try CableLink.pair("end", "port")
            bridge.add(port)
            ends.append(end)
        }
        let (a, b) = (Self.stations[0], Self.stations[1])
        try send(from: a, to: b, by: ends[0])
        for end in ends[1...] { #expect(try comes(from: end)) }
        try send(from: b, to: a, by: ends[1])
        #expect(try comes(from: ends[0]))
        try send(from: a, to: b, by: ends[0])
        #expect(try comes(from: ends[1]))
        // Behind all that was for others comes what is for everybody.
        try send(from: a, to: .broadcast, by: ends[0])
        for end in ends[1...] { #expect(try comes(from: end)) }
        #expect(try ends[2].statistics().received == 2)
        await bridge.shutDown()
        await bridge.shutDown()
    }

    @Test("stations that are silent for long are forgotten, and invented ones cost no memory")
    func table() {
        var table = StationTable()
        table.learn(Self.stations[0], at: 1, now: 0)
        let (young, old) = (
            table.port(of: Self.stations[0], now: 1), table.port(of: Self.stations[0], now: StationTable.age)
        )
        #expect(young == 1 && old == nil)
        table.learn(.broadcast, at: 2, now: 0)
        let broadcast = table.port(of: .broadcast, now: 0)
        #expect(broadcast == nil)
        for number in 0..<10_000 {
            table.learn(MACAddress(rawValue: 0x0200_0000_0000 + UInt64(number)), at: 3, now: 5)
            #expect(table.count <= StationTable.limit)
        }
        // Those that were heard lately stay, where room can be made of others.
        var second = StationTable()
        for number in 0..<StationTable.limit {
            second.learn(
                MACAddress(rawValue: 0x0200_0000_0000 + UInt64(number)), at: 3, now: number == 0 ? StationTable.age : 0)
        }
        second.learn(Self.stations[1], at: 4, now: StationTable.age + 1)
        let kept = second.port(of: MACAddress(rawValue: 0x0200_0000_0000), now: StationTable.age + 1)
        #expect(kept == 3 && second.count == 2)
    }

    @Test(
        "a silent host hears its neighbors look for it, and nothing else",
        arguments: [
            ("eth/arp(dst.proto_ipv4=10.77.0.50)", true), ("eth/ipv6/icmpv6(type=135)", true),
            ("eth/ipv6/icmpv6(type=128)", false), ("eth/ip/icmp", false), ("eth/ipv6/tcp", false),
            ("eth/ip/udp", false),
        ])
    func silence(expression: String, isHeard: Bool) throws {
        var random = SystemRandomNumberGenerator()
        let octets = try ForgeSequence(ForgeExpression(expression)).packet(at: 0, random: &random).octets(in: .standard)
        let isTaken = unsafe SilentLink.isHeard(octets.span.bytes)
        #expect(isTaken == isHeard)
        for count in octets.indices {
            let piece = Array(octets[..<count])
            _ = unsafe SilentLink.isHeard(piece.span.bytes)
        }
    }
}
