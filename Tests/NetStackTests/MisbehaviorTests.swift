import Packets
import Testing

@testable import NetStack

@Suite("What a connection does wrong on purpose")
struct MisbehaviorTests {
    typealias Family = RawPeer.Family

    /// A peer of a connection that does what the text says.
    private func peer(_ text: String, _ family: Family) throws -> RawPeer {
        var peer = RawPeer(family) { $0.eventLimit = 64 }
        let listener = try peer.stack.listen(on: 80)
        peer.stack.set(.misbehavior(try Misbehavior(parsing: text)), of: listener)
        return peer
    }

    private func open(_ peer: inout RawPeer) throws -> ConnectionHandle {
        peer.say(.synchronize, 0, options: RawPeer.usual)
        #expect(peer.said() == ["S. 0:0(0) ack 1"])
        peer.say([], 1, ack: 1)
        #expect(peer.said() == [])
        let handle = peer.stack.accept(ListenerHandle(index: 0))
        return try #require(handle)
    }

    private func acts(_ peer: inout RawPeer) -> [Misbehavior.Act] {
        peer.stack.takeEvents().compactMap { if case .misbehaved(let act) = $0.kind { act } else { nil } }
    }

    @Test(
        "each second acknowledgment is left out, and the next speaks for both (RFC 9293 3.8.6.3)",
        arguments: Family.allCases)
    func dropsAcknowledgments(_ family: Family) throws {
        var peer = try peer("drop-acks=2", family)
        _ = try open(&peer)
        var said: [[String]] = []
        for index in 0..<4 {
            peer.say(.push, UInt32(1 + index * 100), ack: 1, count: 100)
            said.append(peer.said())
        }
        #expect(said == [[". 1:1(0) ack 101"], [], [". 1:1(0) ack 301"], []])
        let acts = acts(&peer)
        #expect(acts == [.acknowledgmentDropped, .acknowledgmentDropped])
        #expect(peer.stack.nextDeadline == nil)
    }

    @Test("what bears data acknowledges although acknowledgments are left out", arguments: Family.allCases)
    func dropsAllAcknowledgments(_ family: Family) throws {
        var peer = try peer("drop-acks", family)
        let handle = try open(&peer)
        peer.say(.push, 1, ack: 1, count: 100)
        #expect(peer.said() == [])
        try peer.write(10, handle)
        #expect(peer.said() == ["P. 1:11(10) ack 101"])
    }

    @Test(
        "an acknowledgment waits as long as was said, whatever comes meanwhile (RFC 9293 3.8.6.3)",
        arguments: Family.allCases)
    func delaysAcknowledgments(_ family: Family) throws {
        var peer = try peer("delay-acks=700ms", family)
        let handle = try open(&peer)
        for index in 0..<3 { peer.say(.push, UInt32(1 + index * 1400), ack: 1, count: 1400) }
        // Out of order too, which RFC 5681 section 4.2 wants to be told at once.
        peer.say(.push, 10_000, ack: 1, count: 100)
        var heard = peer.wait(1000)
        #expect(heard.map(\.after) == [700] && heard.first?.heard.acknowledgment == 4201)
        #expect(heard.first?.heard.options.prefix(4) == [1, 1, 5, 10])
        // Data bears the acknowledgment of what waits, and the next waits from anew.
        peer.say(.push, 4201, ack: 1, count: 100)
        try peer.write(10, handle)
        #expect(peer.said() == ["P. 1:11(10) ack 4301"])
        peer.say(.push, 4301, ack: 11, count: 100)
        heard = peer.wait(1000)
        #expect(heard.map(\.after) == [700] && heard.first?.heard.acknowledgment == 4401)
    }

    @Test("a SYN is answered late, and once, however often it is asked (RFC 9293 3.5)", arguments: Family.allCases)
    func holdsHandshake(_ family: Family) throws {
        var peer = try peer("hold-syn-ack=3s", family)
        peer.say(.synchronize, 0, options: RawPeer.usual)
        #expect(peer.wait(1000).map(\.heard.description) == [])
        peer.say(.synchronize, 0, options: RawPeer.usual)
        let heard = peer.wait(2500)
        #expect(heard.map(\.heard.description) == ["S. 0:0(0) ack 1"] && heard.first?.after == 2000)
        peer.say([], 1, ack: 1)
        let handle = peer.stack.accept(ListenerHandle(index: 0))
        let status = peer.stack.status(try #require(handle))
        // The time that it was held is no round trip.
        #expect(status?.state == .established && status?.smoothedRoundTrip == 500_000_000)
    }

    @Test("a SYN that is never answered is forgotten when a handshake's time is over", arguments: Family.allCases)
    func neverAnswers(_ family: Family) throws {
        var peer = try peer("hold-syn-ack", family)
        peer.say(.synchronize, 0, options: RawPeer.usual)
        #expect(peer.wait(300_000).isEmpty)
        #expect(peer.stack.nextDeadline == nil && peer.stack.misbehaviors.isEmpty)
    }

    @Test("a window is drawn back, and what lies behind it is not taken (RFC 9293 3.8.6)", arguments: Family.allCases)
    func shrinksWindow(_ family: Family) throws {
        var peer = try peer("window=0@2000", family)
        let handle = try open(&peer)
        peer.say(.push, 1, ack: 1, count: 1000)
        #expect(peer.heard().map(\.window) == [4096 - 4])
        peer.say(.push, 1001, ack: 1, count: 1000)
        var heard = peer.heard()
        #expect(heard.map(\.acknowledgment) == [2001] && heard.map(\.window) == [0])
        // Under way before the peer heard of it, and the peer's probe.
        peer.say(.push, 2001, ack: 1, count: 1000)
        peer.say([], 2000, ack: 1)
        heard = peer.heard()
        #expect(heard.last?.acknowledgment == 2001 && heard.last?.window == 0)
        #expect(try peer.stack.readAll(handle).count == 2000)
        #expect(peer.heard().allSatisfy { $0.window == 0 })
        let acts = acts(&peer)
        #expect(acts == [.windowShrunk])
    }

    @Test("a window is never larger than was said, and data flows through it", arguments: Family.allCases)
    func smallWindow(_ family: Family) throws {
        var peer = try peer("window=1024", family)
        let handle = try open(&peer)
        for index in 0..<8 {
            peer.say(.push, UInt32(1 + index * 1024), ack: 1, count: 1024)
            let taken = try peer.stack.readAll(handle).count
            let heard = peer.heard()
            #expect(taken == 1024 && heard.last?.window == 4)
        }
    }

    @Test("each second segment has a wrong checksum, and is sent again with a right one", arguments: Family.allCases)
    func spoilsChecksums(_ family: Family) throws {
        var peer = try peer("bad-checksums=2", family)
        peer.takesWrongChecksums = true
        let handle = try open(&peer)
        try peer.write(100, handle)
        #expect(peer.said() == ["P.! 1:101(100) ack 1"])
        let heard = peer.wait(350)
        #expect(heard.first?.heard.description == "P. 1:101(100) ack 1")
    }

    @Test("the link is not asked to mend a wrong checksum, nor to cut what is counted", arguments: Family.allCases)
    func leavesNothingToTheLink(_ family: Family) throws {
        var configuration = StackConfiguration(secrets: StackSecrets(1, 2))
        configuration.eventLimit = 8
        var stack = Stack(configuration)
        let own: IPAddress = family == .ipv4 ? "10.0.0.1" : "2001:db8::1"
        let interface = stack.add(
            Interface(
                hardwareAddress: nil, addresses: [.init(own, prefixLength: family == .ipv4 ? 24 : 64)], offloads: true))
        var peer = RawPeer(family)
        swap(&peer.stack, &stack)
        let handle = try peer.accepted(set: [.misbehavior(try Misbehavior(parsing: "bad-checksums=2"))])
        try peer.write(5000, handle)
        var sizes: [Int] = []
        while let frame = peer.stack.next(now: peer.now) {
            #expect(frame.offload == OutgoingOffload() && frame.interface == interface)
            sizes.append(frame.byteCount)
        }
        #expect(sizes.count == 4 && sizes.allSatisfy { $0 <= 1500 })
    }

    @Test(
        "a segment with a wrong sequence number lies outside of any window, and comes again", arguments: Family.allCases
    )
    func shiftsSequence(_ family: Family) throws {
        var peer = try peer("bad-sequence=2", family)
        let handle = try open(&peer)
        try peer.write(1000, handle)
        #expect(peer.said() == ["P. 1:1001(1000) ack 1"])
        peer.say([], 1, ack: 1001)
        try peer.write(1000, handle)
        let wrong = 1001 + UInt32(1 << 30)
        #expect(peer.said() == ["P. \(wrong):\(wrong + 1000)(1000) ack 1"])
        // The peer says what it waits for (RFC 9293 section 3.10.7.4); the tail probe is right.
        peer.say([], 1, ack: 1001)
        let heard = peer.wait(1000)
        #expect(heard.first?.heard.description == "P. 1001:2001(1000) ack 1")
    }

    @Test("a FIN is never acknowledged, and the application goes on", arguments: Family.allCases)
    func ignoresFinish(_ family: Family) throws {
        var peer = try peer("ignore-fin", family)
        let handle = try open(&peer)
        peer.say(.finish, 1, ack: 1, count: 100)
        let heard = peer.heard()
        #expect(heard.map(\.acknowledgment) == [101])
        peer.say(.finish, 101, ack: 1)
        #expect(peer.said() == [])
        #expect(peer.state(handle) == .established && peer.stack.status(handle)?.peerFinished == false)
        try peer.write(10, handle)
        #expect(peer.said() == ["P. 1:11(10) ack 101"])
        let acts = acts(&peer)
        #expect(acts == [.finishIgnored, .finishIgnored])
    }

    @Test("a RST leaves at just the octet that was sent (RFC 9293 3.5.3)", arguments: Family.allCases)
    func resetsWhileSending(_ family: Family) throws {
        var peer = try peer("reset-at=2000", family)
        let handle = try open(&peer)
        try peer.write(5000, handle)
        let said = peer.heard()
        let size = family == .ipv4 ? 1460 : 1440
        #expect(said.map(\.count) == [size, 2000 - size, 0])
        #expect(said.last?.description == "R. 2001:2001(0) ack 1")
        #expect(peer.stack.status(handle)?.failure == .aborted)
        peer.stack.close(handle, now: peer.now)
        #expect(peer.stack.misbehaviors.isEmpty && peer.stack.nextDeadline == nil)
    }

    @Test("a RST leaves when just the octet has come", arguments: Family.allCases)
    func resetsWhileReceiving(_ family: Family) throws {
        var peer = try peer("reset-at=1000", family)
        let handle = try open(&peer)
        peer.say(.push, 1, ack: 1, count: 999)
        #expect(peer.said() == [". 1:1(0) ack 1000"])
        peer.say(.push, 1000, ack: 1, count: 1)
        #expect(peer.said() == ["R. 1:1(0) ack 1001"])
        #expect(peer.stack.status(handle)?.state == .closed)
    }

    @Test("a connection of our own misbehaves, others do not, and it can be called off", arguments: Family.allCases)
    func ofOne(_ family: Family) throws {
        var peer = RawPeer(family)
        let handle = try peer.accepted()
        try peer.stack.set(.misbehavior(try Misbehavior(parsing: "drop-acks")), of: handle)
        peer.say(.push, 1, ack: 1, count: 100)
        #expect(peer.said() == [])
        try peer.stack.set(.misbehavior(nil), of: handle)
        #expect(peer.stack.misbehaviors.isEmpty)
        peer.say(.push, 101, ack: 1, count: 100)
        #expect(peer.said() == [". 1:1(0) ack 201"])
    }

    // MARK: Words

    @Test("words say it, with and without what they take")
    func words() throws {
        let all = try Misbehavior(
            parsing:
                "drop-acks=3,delay-acks=500us,hold-syn-ack=2s,window=0@9,bad-checksums,bad-sequence=4,ignore-fin,reset-at=7"
        )
        var wanted = Misbehavior()
        wanted.droppedAcknowledgments = 3
        wanted.acknowledgmentDelay = 500_000
        wanted.handshake = .time(2_000_000_000)
        wanted.window = .init(size: 0, after: 9)
        wanted.wrongChecksums = 1
        wanted.wrongSequenceNumbers = 4
        wanted.ignoresFinish = true
        wanted.resetOctet = 7
        #expect(all == wanted)
        #expect(try Misbehavior(parsing: "hold-syn-ack").handshake == .forever)
        #expect(try Misbehavior(parsing: "window=4096").window == .init(size: 4096))
    }

    @Test(
        "a word that is none is told which there are, one that takes something else how it is written",
        arguments: [
            ("", "'' is no misbehavior; there are drop-acks, "), ("Drop-acks", "'Drop-acks' is no misbehavior"),
            ("drop-acks=0", "'drop-acks=0' is wrong: write drop-acks[=N]"), ("drop-acks=", "'drop-acks=' is wrong"),
            ("delay-acks", "'delay-acks' is wrong: write delay-acks=TIME"), ("delay-acks=5", "'delay-acks=5' is wrong"),
            ("delay-acks=99999999999s", "'delay-acks=99999999999s' is wrong"),
            ("hold-syn-ack=-1s", "'hold-syn-ack=-1s' is wrong"), ("window", "'window' is wrong: write window=SIZE[@N]"),
            ("window=1@", "'window=1@' is wrong"), ("window=4294967296", "'window=4294967296' is wrong"),
            ("ignore-fin=1", "'ignore-fin=1' is wrong: write ignore-fin"), ("reset-at", "'reset-at' is wrong"),
            ("drop-acks,,ignore-fin", "'' is no misbehavior"),
        ])
    func wrongWords(_ text: String, _ said: String) {
        #expect { try Misbehavior(parsing: text) } throws: { "\($0)".hasPrefix(said) }
    }
}
