import Packets
import Testing

@testable import NetStack

@Suite("Connections that only wait")
struct SmallConnectionTests {
    typealias Family = RawPeer.Family

    /// A connection that our side closed first, all the way into TIME-WAIT, where nobody has it any more.
    private func waiting(
        _ family: Family, options: [UInt32] = RawPeer.usual, _ change: (inout StackConfiguration) -> Void = { _ in }
    ) throws -> RawPeer {
        var peer = RawPeer(family, mtu: 1500, change)
        let handle = try peer.accepted(options)
        peer.stack.close(handle, now: peer.now)
        #expect(peer.said() == ["F. 1:1(0) ack 1"])
        peer.say([], 1, ack: 2)
        peer.say(.finish, 1, ack: 2)
        #expect(peer.said() == [". 2:2(0) ack 2"])
        return peer
    }

    @Test("in TIME-WAIT a connection has no slot, and is over after 2 MSL (RFC 9293 3.6.1)", arguments: Family.allCases)
    func timeWait(_ family: Family) throws {
        var peer = try waiting(family)
        let (count, isFree, deadline) = (peer.stack.smalls.count, peer.stack.firstFree >= 0, peer.stack.nextDeadline)
        #expect(count == 1 && isFree && deadline == peer.now + 60_000_000_000)
        #expect(MemoryLayout<SmallConnection>.stride <= 120)
        _ = peer.wait(60_001)
        let left = peer.stack.smalls.count
        #expect(left == 0 && peer.stack.nextDeadline == nil)
        // Nobody is there: what comes is refused.
        peer.say([], 2, ack: 2)
        #expect(peer.said() == ["R 2:2(0) ack 0"])
    }

    @Test(
        "a FIN that comes again is acknowledged, and the time begins anew (RFC 9293 3.10.7.4)",
        arguments: Family.allCases)
    func finishAgain(_ family: Family) throws {
        var peer = try waiting(family)
        _ = peer.wait(40_000)
        peer.say(.finish, 1, ack: 2)
        #expect(peer.said() == [". 2:2(0) ack 2"])
        let (count, deadline) = (peer.stack.smalls.count, peer.stack.nextDeadline)
        #expect(count == 1 && deadline == peer.now + 60_000_000_000)
    }

    @Test("a RST ends it at its number alone, and a SYN is asked about (RFC 5961 3.2, 4.2)", arguments: Family.allCases)
    func reset(_ family: Family) throws {
        var peer = try waiting(family)
        peer.say(.reset, 3)
        #expect(peer.said() == [". 2:2(0) ack 2"])
        var count = peer.stack.smalls.count
        #expect(count == 1)
        peer.say(.reset, 2)
        count = peer.stack.smalls.count
        #expect(peer.said() == [] && count == 0)
    }

    @Test(
        "a later SYN opens the pair again, above the old numbers (RFC 6191, RFC 9293 3.6.1)", arguments: Family.allCases
    )
    func reopens(_ family: Family) throws {
        var peer = try waiting(family)
        let old = peer.localStart
        peer.say(.synchronize, 100_000, options: RawPeer.usual)
        let said = peer.heard()
        #expect(said.map(\.flags) == ["S."] && said.first?.acknowledgment == 100_001)
        let floor = old &+ 65538
        #expect(!precedes(peer.localStart, floor))
        let count = peer.stack.smalls.count
        #expect(count == 0)
    }

    @Test(
        "an old duplicate with an old time stamp is answered and changes nothing (RFC 7323 5.3)",
        arguments: Family.allCases)
    func oldStamp(_ family: Family) throws {
        var peer = RawPeer(family)
        let handle = try peer.stack.listen(on: 80)
        let stamps = { (value: UInt32) -> [UInt32] in [0x0101_080A, value, 0] }
        peer.say(.synchronize, 0, options: [0x0204_05B4, 0x0402_080A, 500, 0])
        _ = peer.heard()
        peer.say([], 1, ack: 1, options: stamps(501))
        let accepted = peer.stack.accept(handle)
        peer.stack.close(try #require(accepted), now: peer.now)
        _ = peer.heard()
        peer.say(.finish, 1, ack: 2, options: stamps(502))
        #expect(peer.said() == [". 2:2(0) ack 2"])
        var count = peer.stack.smalls.count
        #expect(count == 1)
        peer.say(.synchronize, 100_000, options: [0x0204_05B4, 0x0402_080A, 400, 0])
        #expect(peer.said() == [". 2:2(0) ack 2"])
        count = peer.stack.smalls.count
        #expect(count == 1)
    }

    @Test("many more than there are slots pass one after the other, and of too many the first goes")
    func manyShort() throws {
        var hosts = try TwoHosts(isRecorded: false) { configuration in
            configuration.connectionLimit = 8
            configuration.smallConnectionLimit = 100
        }
        let listener = try hosts.server.listen(on: 80)
        for index in 0..<300 {
            let near = try hosts.client.connect(to: hosts.family.server, port: 80, now: hosts.clock.now)
            try hosts.run(seconds: 0.001)
            let accepted = hosts.server.accept(listener)
            let far = try #require(accepted)
            // Who closes first waits.
            hosts.server.close(far, now: hosts.clock.now)
            try hosts.run(seconds: 0.001)
            hosts.client.close(near, now: hosts.clock.now)
            try hosts.run(seconds: 0.001)
            let count = hosts.server.smalls.count
            #expect(count == min(index + 1, 100))
        }
        try hosts.run(seconds: 61)
        let count = hosts.server.smalls.count
        #expect(count == 0)
    }

    @Test("the port of one that waits is not used again for the same peer (RFC 9293 3.6.1)", arguments: Family.allCases)
    func portStays(_ family: Family) throws {
        var peer = RawPeer(family)
        let handle = try peer.stack.connect(to: peer.remote.ipAddress, port: 7, from: 5000, now: peer.now)
        peer.localPort = 5000
        peer.remotePort = 7
        _ = peer.heard()
        peer.say([.synchronize], 0, ack: 1, options: RawPeer.usual)
        _ = peer.heard()
        peer.stack.close(handle, now: peer.now)
        _ = peer.heard()
        peer.say(.finish, 1, ack: 2)
        _ = peer.heard()
        #expect(throws: StackError.self) {
            try peer.stack.connect(to: peer.remote.ipAddress, port: 7, from: 5000, now: peer.now)
        }
        _ = peer.wait(60_001)
        _ = try peer.stack.connect(to: peer.remote.ipAddress, port: 7, from: 5000, now: peer.now)
    }

    // MARK: SYN-RECEIVED

    /// A flood of SYNs for a listener with room for them, on few slots.
    private func flooded(_ family: Family, _ count: Int) throws -> RawPeer {
        var peer = RawPeer(family) { $0.connectionLimit = 64 }
        _ = try peer.stack.listen(on: 80, backlog: 1024)
        for port in 0..<count {
            peer.remotePort = UInt16(10_000 + port)
            peer.say(.synchronize, 0, options: RawPeer.usual)
            #expect(peer.said() == ["S. 0:0(0) ack 1"])
        }
        return peer
    }

    @Test(
        "a flood of half-open connections takes few slots, and each of them may be completed",
        arguments: Family.allCases)
    func flood(_ family: Family) throws {
        var peer = try flooded(family, 500)
        let small = peer.stack.smalls.count
        #expect(small >= 500 - 64 && peer.stack.counters.cookiesSent == 0)
        // The last one's number is known.
        peer.say([], 1, ack: 1)
        #expect(peer.said() == [])
        let accepted = peer.stack.accept(ListenerHandle(index: 0))
        let handle = try #require(accepted)
        peer.say(.push, 1, ack: 1, count: 100)
        #expect(peer.said() == [". 1:1(0) ack 101"])
        #expect(try peer.stack.readAll(handle).count == 100)
        let status = peer.stack.status(handle)
        #expect(status?.state == .established && status?.segmentSize == (family == .ipv4 ? 1460 : 1440))
    }

    @Test("their SYN-ACKs are sent again, and at last they are forgotten (RFC 6298 5.5)", arguments: Family.allCases)
    func floodEnds(_ family: Family) throws {
        var peer = try flooded(family, 100)
        let heard = peer.wait(1500)
        #expect(heard.count == 100 && heard.allSatisfy { $0.heard.flags == "S." && (1000..<1100).contains($0.after) })
        _ = peer.wait(300_000)
        let (small, waiting) = (peer.stack.smalls.count, peer.stack.listeners[0].count)
        #expect(small == 0 && waiting == 0 && peer.stack.nextDeadline == nil)
    }

    @Test("they end with their listener, each with a RST", arguments: Family.allCases)
    func listenerCloses(_ family: Family) throws {
        var peer = try flooded(family, 100)
        peer.stack.close(ListenerHandle(index: 0), now: peer.now)
        let heard = peer.heard()
        #expect(heard.count == 100 && heard.allSatisfy { $0.flags == "R." && $0.acknowledgment == 1 })
        let (small, waiting) = (peer.stack.smalls.count, peer.stack.listeners[0].count)
        #expect(small == 0 && waiting == 0)
    }

    // MARK: The queue of those that wait to be accepted

    @Test("in a full queue who has ended, or was not taken for a minute, makes room", arguments: Family.allCases)
    func ageing(_ family: Family) throws {
        var peer = RawPeer(family) { $0.features.remove(.synCookies) }
        let listener = try peer.stack.listen(on: 80, backlog: 2)
        func open(_ port: UInt16, _ peer: inout RawPeer) -> [String] {
            peer.remotePort = port
            peer.say(.synchronize, 0, options: RawPeer.usual)
            let said = peer.said()
            if said.first == "S. 0:0(0) ack 1" { peer.say([], 1, ack: 1) }
            return said + peer.said()
        }
        #expect(open(1, &peer) == ["S. 0:0(0) ack 1"])
        _ = peer.wait(30_000)
        #expect(open(2, &peer) == ["S. 0:0(0) ack 1"])
        // Full, and nobody is old.
        #expect(open(3, &peer) == [])
        _ = peer.wait(30_000)
        // A RST for the one that had waited longest, and a place for the new one.
        peer.remotePort = 4
        peer.say(.synchronize, 0, options: RawPeer.usual)
        #expect(peer.heard().map(\.flags) == ["R.", "S."])
        peer.say([], 1, ack: 1)
        #expect(peer.said() == [])
        #expect(open(5, &peer) == [])
        // The one at the front is reset by its peer.
        peer.remotePort = 2
        peer.say(.reset, 1)
        #expect(open(6, &peer) == ["S. 0:0(0) ack 1"])
        #expect(peer.stack.counters.queueTimeouts == 2)
        var ports: [UInt16] = []
        while let handle = peer.stack.accept(listener) { ports.append(peer.stack.ends(of: handle)?.remote.port ?? 0) }
        #expect(ports == [4, 6])
    }
}
