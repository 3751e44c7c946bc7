import Packets
import Testing

@testable import NetStack

@Suite("TCP by its rules, segment by segment")
struct ConformanceTests {
    typealias Family = RawPeer.Family

    // MARK: RFC 9293 section 3.10.7.4: SYN-RECEIVED

    @Test(
        "an ACK of what was never sent refuses itself and leaves the half open one (RFC 9293 3.10.7.4)",
        arguments: Family.allCases)
    func handshakeAcknowledgmentTooHigh(_ family: Family) throws {
        var peer = RawPeer(family)
        let listener = try peer.stack.listen(on: 80)
        peer.say(.synchronize, 0, options: RawPeer.usual)
        #expect(peer.said() == ["S. 0:0(0) ack 1"])
        peer.say([], 1, ack: 2)
        #expect(peer.said() == ["R 2:2(0) ack 0"])
        peer.say([], 1, ack: 1)
        #expect(peer.said() == [])
        let isAccepted = peer.stack.accept(listener) != nil
        #expect(isAccepted)
    }

    @Test(
        "a SYN-ACK bears what the SYN offered and nothing else, in Linux's order (RFC 7323 2.2, 3.2)",
        arguments: Family.allCases)
    func offers(_ family: Family) throws {
        let size: [UInt8] = family == .ipv4 ? [2, 4, 5, 0xB4] : [2, 4, 5, 0xA0]
        let cases: [([UInt32], [UInt8])] = [
            ([], size),
            ([0x0204_05B4], size),
            ([0x0204_05B4, 0x0101_0402], size + [1, 1, 4, 2]),
            ([0x0204_05B4, 0x0103_0307], size + [1, 3, 3, 8]),
            (RawPeer.usual, size + [1, 1, 4, 2, 1, 3, 3, 8]),
        ]
        for (offered, answered) in cases {
            var peer = RawPeer(family)
            _ = try peer.stack.listen(on: 80)
            peer.say(.synchronize, 0, options: offered)
            let heard = peer.heard()
            #expect(heard.first?.options == answered)
        }
        var peer = RawPeer(family)
        _ = try peer.stack.listen(on: 80)
        peer.say(.synchronize, 0, options: [0x0204_05B4, 0x0402_080A, 77, 0, 0x0103_0307])
        let options = peer.heard().first?.options ?? []
        #expect(options.count == 20 && Array(options[..<8]) == size + [4, 2, 8, 10])
        #expect(Array(options[12...]) == [0, 0, 0, 77, 1, 3, 3, 8])
    }

    // MARK: RFC 5961

    @Test(
        "a RST ends a connection at the exact number, is asked about in the window, and is nothing outside (RFC 5961 3.2)",
        arguments: Family.allCases)
    func reset(_ family: Family) throws {
        var peer = RawPeer(family)
        let handle = try peer.accepted()
        peer.say(.reset, 1 + 70_000)
        #expect(peer.said() == [])
        peer.say(.reset, 2)
        #expect(peer.said() == [". 1:1(0) ack 1"])
        #expect(peer.state(handle) == .established)
        peer.say(.reset, 1)
        #expect(peer.said() == [])
        #expect(peer.stack.status(handle)?.failure == .reset)
    }

    @Test("a SYN on a connection is asked about, in the window or not (RFC 5961 4.2)", arguments: Family.allCases)
    func synchronizeAgain(_ family: Family) throws {
        var peer = RawPeer(family)
        let handle = try peer.accepted()
        for sequence in [0, 1, 100, 1_000_000] as [UInt32] {
            peer.say(.synchronize, sequence, ack: sequence == 100 ? 1 : nil)
            #expect(peer.said() == [". 1:1(0) ack 1"])
            // Twice a second is enough (RFC 5961 section 7).
            peer.say(.synchronize, sequence)
            #expect(peer.said() == (sequence < 1 ? [". 1:1(0) ack 1"] : []))
            peer.now += 1_000_000_000
        }
        #expect(peer.state(handle) == .established)
    }

    @Test(
        "an ACK of what was never sent is answered and changes nothing; one of long ago too (RFC 5961 5.2)",
        arguments: Family.allCases)
    func acknowledgmentOutside(_ family: Family) throws {
        var peer = RawPeer(family)
        let handle = try peer.accepted()
        try peer.write(100, handle)
        #expect(peer.said() == ["P. 1:101(100) ack 1"])
        for acknowledgment in [102, 0x7000_0000, UInt32(1) &- 70_000] as [UInt32] {
            peer.say([], 1, ack: acknowledgment, count: 10)
            #expect(peer.said() == [". 101:101(0) ack 1"])
        }
        #expect(peer.stack.status(handle)?.readable == 0)
    }

    @Test("a challenge in LAST-ACK (RFC 9293 3.10.7.4)", arguments: Family.allCases)
    func challengeWhileClosing(_ family: Family) throws {
        var peer = RawPeer(family)
        let handle = try peer.accepted()
        peer.say(.finish, 1, ack: 1)
        #expect(peer.said() == [". 1:1(0) ack 2"])
        peer.stack.close(handle, now: peer.now)
        #expect(peer.said() == ["F. 1:1(0) ack 2"])
        peer.say(.reset, 3)
        #expect(peer.said() == [". 2:2(0) ack 2"])
        peer.say([], 2, ack: 2)
        #expect(peer.said() == [])
        peer.say([], 2, ack: 2)
        #expect(peer.said() == ["R 2:2(0) ack 0"])
    }

    // MARK: Windows

    @Test(
        "a FIN that lies partly outside of the window waits for what is inside (RFC 9293 3.10.7.4)",
        arguments: Family.allCases)
    func finishPartlyOutside(_ family: Family) throws {
        var peer = RawPeer(family)
        let handle = try peer.accepted(set: [.receiveLimit(1000)])
        peer.say(.finish, 1, ack: 1, count: 1200)
        let answers = peer.heard()
        #expect(answers.last?.acknowledgment == 1001)
        #expect(peer.stack.status(handle)?.peerFinished == false && peer.state(handle) == .established)
    }

    @Test("a FIN behind a window that is shut leaves when it opens (RFC 9293 3.8.6.1)", arguments: Family.allCases)
    func finishBehindShutWindow(_ family: Family) throws {
        var peer = RawPeer(family)
        let handle = try peer.accepted()
        peer.say([], 1, ack: 1, window: 0)
        try peer.write(10, handle)
        peer.stack.close(handle, now: peer.now)
        #expect(peer.said() == [])
        let probes = peer.wait(1000)
        #expect(probes.first?.heard.count == 0 && probes.first?.heard.sequence == 0 && probes.count >= 1)
        peer.say([], 1, ack: 1, window: 100)
        #expect(peer.said() == ["FP. 1:11(10) ack 1"])
    }

    @Test(
        "probes of a shut window grow apart, and go on while the peer answers (RFC 9293 3.8.6.1)",
        arguments: Family.allCases)
    func probes(_ family: Family) throws {
        var peer = RawPeer(family)
        let handle = try peer.accepted()
        peer.say([], 1, ack: 1, window: 0)
        try peer.write(10, handle)
        let times = peer.wait(7000).map { $0.after.rounded() }
        #expect(times == [200, 600, 1400, 3000, 6200])
        for _ in 0..<40 {
            peer.say([], 1, ack: 1, window: 0)
            _ = peer.wait(120_000)
        }
        #expect(peer.state(handle) == .established)
        peer.say([], 1, ack: 1)
        #expect(peer.said() == ["P. 1:11(10) ack 1"])
    }

    @Test(
        "a window that shrinks takes back nothing: what is beyond it is not sent, what was sent is kept (RFC 9293 3.8.6)",
        arguments: Family.allCases)
    func shrinking(_ family: Family) throws {
        var peer = RawPeer(family)
        let handle = try peer.accepted(set: [.noDelay(true)])
        try peer.write(3000, handle)
        #expect(peer.heard().map(\.count).reduce(0, +) == 3000)
        peer.say([], 1, ack: 1, window: 500)
        try peer.write(1000, handle)
        #expect(peer.heard().allSatisfy { $0.sequence + UInt32($0.count) <= 3001 })
        peer.say([], 1, ack: 3001, window: 65535)
        #expect(peer.heard().map(\.count).reduce(0, +) == 1000)
    }

    // MARK: Sizes

    @Test(
        "no segment is larger than the peer takes, less options; one of almost nothing does not make us busy (RFC 6691)",
        arguments: Family.allCases, [0, 1, 64, 536, 1000, 65535] as [UInt32])
    func segmentSize(_ family: Family, offered: UInt32) throws {
        var peer = RawPeer(family)
        let handle = try peer.accepted([0x0204_0000 | offered])
        try peer.write(5000, handle)
        let own = 1500 - (family == .ipv4 ? 40 : 60)
        let most = min(max(Int(offered), 64), own)
        #expect(peer.heard().first?.count == most)
    }

    @Test("without the option a peer takes 536 octets (RFC 9293 3.7.1)", arguments: Family.allCases)
    func segmentSizeUnsaid(_ family: Family) throws {
        var peer = RawPeer(family)
        let handle = try peer.accepted([])
        try peer.write(5000, handle)
        #expect(peer.heard().first?.count == 536)
    }

    // MARK: Nagle, acknowledgments

    @Test(
        "what is less than a segment waits while something is under way, but not at the end, nor with noDelay (RFC 9293 3.7.4)",
        arguments: Family.allCases)
    func nagle(_ family: Family) throws {
        var peer = RawPeer(family)
        let handle = try peer.accepted()
        try peer.write(10, handle)
        #expect(peer.said() == ["P. 1:11(10) ack 1"])
        try peer.write(10, handle)
        #expect(peer.said() == [])
        peer.say([], 1, ack: 11)
        #expect(peer.said() == ["P. 11:21(10) ack 1"])
        try peer.write(10, handle)
        peer.stack.close(handle, now: peer.now)
        #expect(peer.said() == ["FP. 21:31(10) ack 1"])

        var other = RawPeer(family)
        let eager = try other.accepted(set: [.noDelay(true)])
        try other.write(10, eager)
        try other.write(10, eager)
        _ = other.heard()
        try other.write(10, eager)
        #expect(other.said() == ["P. 21:31(10) ack 1"])
    }

    @Test("a cork holds what is less than a segment, until it is taken out or for a while", arguments: Family.allCases)
    func cork(_ family: Family) throws {
        var peer = RawPeer(family)
        let handle = try peer.accepted(set: [.cork(true)])
        try peer.write(10, handle)
        #expect(peer.said() == [])
        try peer.stack.set(.cork(false), of: handle)
        #expect(peer.said() == ["P. 1:11(10) ack 1"])
        peer.say([], 1, ack: 11)
        try peer.stack.set(.cork(true), of: handle)
        try peer.write(10, handle)
        let later = peer.wait(2000)
        #expect(later.first?.heard.description == "P. 11:21(10) ack 1" && later.first.map { $0.after >= 200 } == true)
    }

    @Test(
        "what begins is acknowledged at once; where answers are given after 40 ms, every second full segment and every gap at once (RFC 9293 3.8.6.3, RFC 5681 4.2)",
        arguments: Family.allCases)
    func delayedAcknowledgment(_ family: Family) throws {
        var peer = RawPeer(family)
        let handle = try peer.accepted()
        peer.say(.push, 1, ack: 1, count: 50)
        #expect(peer.said() == [". 1:1(0) ack 51"])
        peer.say(.push, 51, ack: 1, count: 50)
        try peer.write(10, handle)
        #expect(peer.said() == ["P. 1:11(10) ack 101"])
        peer.say(.push, 101, ack: 11, count: 100)
        let later = peer.wait(100)
        #expect(later.map(\.heard.description) == [". 11:11(0) ack 201"] && later.first?.after == 40)
        let size = 1460 - (family == .ipv4 ? 0 : 20)
        peer.say([], 201, ack: 11, count: size)
        #expect(peer.said() == [])
        peer.say([], 201 + UInt32(size), ack: 11, count: size)
        #expect(peer.said() == [". 11:11(0) ack \(201 + 2 * size)"])
        peer.say([], 5000, ack: 11, count: 10)
        #expect(peer.said() == [". 11:11(0) ack \(201 + 2 * size)"])
    }

    // MARK: SACK

    @Test(
        "what came out of order is told, the latest first, and what came twice before it (RFC 2018 4, RFC 2883 4)",
        arguments: Family.allCases)
    func selectiveBlocks(_ family: Family) throws {
        var peer = RawPeer(family)
        _ = try peer.accepted()
        func blocks(_ heard: [RawPeer.Heard]) -> [[UInt32]] {
            heard.map { segment in
                let octets = segment.options
                guard octets.count >= 12 else { return [] }
                return stride(from: 4, to: octets.count, by: 4).map { at in
                    octets[at..<at + 4].reduce(0 as UInt32) { $0 << 8 | UInt32($1) } &- 1000
                }
            }
        }
        peer.say([], 1001, ack: 1, count: 100)
        #expect(blocks(peer.heard()) == [[1001, 1101]])
        peer.say([], 2001, ack: 1, count: 100)
        #expect(blocks(peer.heard()) == [[2001, 2101, 1001, 1101]])
        peer.say([], 1101, ack: 1, count: 50)
        #expect(blocks(peer.heard()) == [[1001, 1151, 2001, 2101]])
        peer.say([], 1001, ack: 1, count: 100)
        #expect(blocks(peer.heard()) == [[1001, 1101, 1001, 1151, 2001, 2101]])
        peer.say([], 1, ack: 1, count: 1000)
        let filled = peer.heard()
        #expect(filled.first?.acknowledgment == 1151 && blocks(filled) == [[2001, 2101]])
        peer.say([], 1, ack: 1, count: 10)
        #expect(blocks(peer.heard()) == [[1, 11, 2001, 2101]])
    }

    @Test(
        "by blocks at the wrap of the numbers what is lost goes again, and only that (RFC 6675, RFC 8985)",
        arguments: Family.allCases, [0, 1500, 5000, 14000] as [UInt32])
    func selectiveAtTheWrap(_ family: Family, before: UInt32) throws {
        var peer = RawPeer(family)
        // The clock puts the first number where the test wants it.
        _ = try peer.stack.listen(on: 80)
        peer.say(.synchronize, 0, options: RawPeer.usual)
        _ = peer.heard()
        let start = peer.localStart
        var other = RawPeer(family)
        other.now += UInt64(UInt32(0) &- before &- start) * 4000
        let handle = try other.accepted()
        #expect(other.localStart == 0 &- before)
        let size = 1460 - (family == .ipv4 ? 0 : 20)
        try other.write(10 * size, handle)
        #expect(other.heard().count == 10)
        other.now += 50_000_000
        let from = 1 + UInt32(3 * size)
        let to = 1 + UInt32(8 * size)
        other.say(
            [], 1, ack: 1 + UInt32(2 * size),
            options: [0x0101_050A, other.localStart &+ from, other.localStart &+ to])
        let again = other.heard()
        #expect(again.first.map { $0.sequence == 1 + UInt32(2 * size) && $0.count == size } == true)
        #expect(!again.dropFirst().contains { $0.sequence >= from && $0.sequence < to })
    }

    // MARK: Retransmission

    @Test(
        "a timeout sends the first again, twice as late each time, and an acknowledgment sets that back (RFC 6298 5)",
        arguments: Family.allCases)
    func timeouts(_ family: Family) throws {
        var peer = RawPeer(family) { $0.features.remove(.selectiveAcknowledgment) }
        let handle = try peer.accepted()
        try peer.write(10, handle)
        _ = peer.heard()
        let again = peer.wait(1500)
        #expect(again.map { $0.after.rounded() } == [200, 600, 1400])
        #expect(again.allSatisfy { $0.heard.description == "P. 1:11(10) ack 1" })
        peer.say([], 1, ack: 11)
        #expect(peer.wait(10_000).isEmpty)
        #expect(peer.state(handle) == .established)
    }

    @Test("what is done for a loss is told, with its reason")
    func events() throws {
        var peer = RawPeer(.ipv4) {
            $0.features.remove(.selectiveAcknowledgment)
            $0.congestion = .reno
            $0.eventLimit = 8
        }
        let handle = try peer.accepted()
        try peer.write(10, handle)
        _ = peer.heard()
        _ = peer.wait(700)
        let told = peer.stack.takeEvents()
        #expect(
            told.map(\.description) == [
                "RTO after 200 ms, 1 in a row: sent again from 1, cwnd 14600 -> one segment",
                "RTO after 400 ms, 2 in a row: sent again from 1, cwnd 1460 -> one segment",
            ])
        #expect(told.allSatisfy { $0.connection == handle })
    }

    @Test(
        "three duplicates send again before the timer, and each partial acknowledgment the next (RFC 6582)",
        arguments: Family.allCases)
    func newReno(_ family: Family) throws {
        var peer = RawPeer(family) {
            $0.features.remove(.selectiveAcknowledgment)
            $0.congestion = .reno
        }
        let handle = try peer.accepted()
        let size = 1460 - (family == .ipv4 ? 0 : 20)
        try peer.write(10 * size, handle)
        #expect(peer.heard().count == 10)
        peer.now += 10_000_000
        peer.say([], 1, ack: 1)
        peer.say([], 1, ack: 1)
        #expect(peer.heard().filter { $0.sequence == 1 }.isEmpty)
        peer.say([], 1, ack: 1)
        #expect(peer.heard().first.map { $0.sequence == 1 && $0.count == size } == true)
        peer.now += 10_000_000
        peer.say([], 1, ack: 1 + UInt32(size))
        #expect(peer.heard().first.map { $0.sequence == 1 + UInt32(size) } == true)
        peer.say([], 1, ack: 1 + UInt32(10 * size))
        #expect(peer.wait(1000).isEmpty)
    }

    @Test(
        "the end of a flight that is lost is asked for by a probe, before the timer (RFC 8985 7)",
        arguments: Family.allCases)
    func tailProbe(_ family: Family) throws {
        var peer = RawPeer(family)
        let handle = try peer.accepted()
        let size = 1460 - (family == .ipv4 ? 0 : 20)
        // A round trip of 10 ms is known.
        try peer.write(10, handle)
        _ = peer.heard()
        peer.now += 10_000_000
        peer.say([], 1, ack: 11)
        try peer.write(4 * size, handle)
        #expect(peer.heard().count == 4)
        let probes = peer.wait(100)
        #expect(probes.count == 1 && probes.first?.heard.sequence == 11 + UInt32(3 * size))
        #expect(probes.first.map { $0.after < 50 } == true)
    }

    // MARK: Keeping alive, giving up

    @Test(
        "a silent peer is asked after a while, and then given up with a RST (RFC 9293 3.8.4)",
        arguments: Family.allCases)
    func keepAlive(_ family: Family) throws {
        var peer = RawPeer(family)
        let handle = try peer.accepted(
            set: [.keepAlive(KeepAlive(idle: 10_000_000_000, interval: 1_000_000_000, count: 3))])
        try peer.write(10, handle)
        _ = peer.heard()
        peer.say([], 1, ack: 11)
        let first = peer.wait(10_500)
        #expect(first.map(\.heard.description) == [". 10:10(0) ack 1"] && first.first?.after == 10_000)
        peer.say([], 1, ack: 11)
        let rest = peer.wait(20_000)
        #expect(rest.map(\.heard.description) == Array(repeating: ". 10:10(0) ack 1", count: 3) + ["R. 11:11(0) ack 1"])
        #expect(peer.stack.status(handle)?.failure == .timedOut)
    }

    @Test(
        "data that is not acknowledged for as long as the application will wait ends the connection (RFC 5482)",
        arguments: Family.allCases)
    func userTimeout(_ family: Family) throws {
        var peer = RawPeer(family)
        let handle = try peer.accepted(set: [.userTimeout(3_000_000_000)])
        try peer.write(10, handle)
        _ = peer.heard()
        _ = peer.wait(2900)
        #expect(peer.state(handle) == .established)
        _ = peer.wait(200)
        #expect(peer.stack.status(handle)?.failure == .timedOut)
    }

    @Test(
        "closing with nobody to read what is left, or as one that aborts, is a RST (RFC 2525 2.17)",
        arguments: Family.allCases)
    func aborting(_ family: Family) throws {
        var peer = RawPeer(family)
        let handle = try peer.accepted(set: [.abortsOnClose(true)])
        peer.stack.close(handle, now: peer.now)
        #expect(peer.said() == ["R. 1:1(0) ack 1"])
    }

    // MARK: TIME-WAIT

    /// A connection that the stack closed first.
    private func waiting(_ family: Family, _ options: [UInt32] = RawPeer.usual) throws -> RawPeer {
        var peer = RawPeer(family)
        let handle = try peer.accepted(options)
        peer.stack.close(handle, now: peer.now)
        _ = peer.heard()
        peer.say(.finish, 1, ack: 2)
        _ = peer.heard()
        return peer
    }

    @Test(
        "in TIME-WAIT a FIN is answered again, and the wait begins anew (RFC 9293 3.10.7.8)", arguments: Family.allCases
    )
    func timeWait(_ family: Family) throws {
        var peer = try waiting(family)
        _ = peer.wait(50_000)
        peer.say(.finish, 1, ack: 2)
        #expect(peer.said() == [". 2:2(0) ack 2"])
        _ = peer.wait(50_000)
        peer.say([], 1, ack: 1)
        #expect(peer.said() == [". 2:2(0) ack 2"])
        _ = peer.wait(61_000)
        peer.say([], 2, ack: 2)
        #expect(peer.said() == ["R 2:2(0) ack 0"])
    }

    @Test(
        "in TIME-WAIT a later SYN begins anew, an earlier one does not (RFC 6191, RFC 9293 3.6.1)",
        arguments: Family.allCases)
    func timeWaitReuse(_ family: Family) throws {
        var peer = try waiting(family)
        peer.say(.synchronize, 1)
        #expect(peer.said() == [". 2:2(0) ack 2"])
        let before = peer.localStart
        peer.say(.synchronize, 5000, options: RawPeer.usual)
        let answer = peer.heard()
        #expect(answer.first?.flags == "S." && answer.first?.acknowledgment == 5001)
        #expect(peer.localStart &- before > 65536)
    }

    // MARK: PAWS

    @Test(
        "a time stamp from before is refused, but not after 24 days, nor in a RST (RFC 7323 5.3, 5.5)",
        arguments: Family.allCases)
    func stamps(_ family: Family) throws {
        var peer = RawPeer(family)
        let options: [UInt32] = [0x0204_05B4, 0x0402_080A, 0xFFFF_FF00, 0, 0x0103_0300]
        let handle = try peer.accepted(options)
        func stamp(_ value: UInt32) -> [UInt32] { [0x0101_080A, value, 0] }
        peer.say([], 1, ack: 1, options: stamp(5), count: 10)
        #expect(peer.stack.status(handle)?.readable == 10)
        peer.say([], 11, ack: 1, options: stamp(0xFFFF_FFF0), count: 10)
        #expect(peer.stack.status(handle)?.readable == 10)
        // Whoever leaves them out is borne with.
        peer.say([], 11, ack: 1, count: 10)
        #expect(peer.stack.status(handle)?.readable == 20)
        _ = peer.wait(24 * 86_400_000 + 1000)
        peer.say([], 21, ack: 1, options: stamp(0xFFFF_FFF0), count: 10)
        #expect(peer.stack.status(handle)?.readable == 30)
        peer.say(.reset, 31, options: stamp(0xF000_0000))
        #expect(peer.stack.status(handle)?.failure == .reset)
    }

    // MARK: ECN

    @Test(
        "a mark is echoed until the peer says that it knows, and data may be marked (RFC 3168 6.1)",
        arguments: Family.allCases)
    func congestionNotification(_ family: Family) throws {
        var peer = RawPeer(family)
        let listener = try peer.stack.listen(on: 80)
        peer.say([.synchronize, .echo, .congestionWindowReduced], 0, options: RawPeer.usual)
        #expect(peer.said() == ["S.E 0:0(0) ack 1"])
        peer.say([], 1, ack: 1)
        guard let handle = peer.stack.accept(listener) else { throw RawPeer.NotThere() }
        let size = 1460 - (family == .ipv4 ? 0 : 20)
        try peer.write(10 * size, handle)
        let flight = peer.heard()
        #expect(flight.count == 10 && flight.allSatisfy(\.isMarkable))
        peer.say([], 1, ack: 1, count: 2 * size, isMarked: true)
        var answer = peer.heard()
        #expect(answer.last?.flags == ".E" && answer.last?.isMarkable == false)
        peer.say([], 1 + UInt32(2 * size), ack: 1, count: 2 * size)
        #expect(peer.heard().last?.flags == ".E")
        peer.say(.congestionWindowReduced, 1 + UInt32(4 * size), ack: 1, count: 2 * size)
        #expect(peer.heard().last?.flags == ".")
        // And the other way: once a round trip the window comes down, and the next data says so.
        let window = peer.stack.status(handle)?.congestionWindow ?? 0
        peer.say(.echo, 1 + UInt32(6 * size), ack: 1 + UInt32(10 * size))
        let reduced = peer.stack.status(handle)?.congestionWindow ?? 0
        #expect(reduced < window)
        try peer.write(size, handle)
        answer = peer.heard()
        #expect(answer.last?.flags.contains("W") == true)
    }

    @Test(
        "ECN is offered where it is wanted, and the third SYN goes without (RFC 3168 6.1.1.1)",
        arguments: Family.allCases)
    func congestionNotificationOffered(_ family: Family) throws {
        var peer = RawPeer(family) { $0.features.insert(.offersCongestionNotification) }
        _ = try peer.stack.connect(to: peer.remote.ipAddress, port: 4000, from: 80, now: peer.now)
        #expect(peer.heard().map(\.flags) == ["SEW"])
        let again = peer.wait(4000)
        #expect(again.map(\.heard.flags) == ["SEW", "S"])
    }

    // MARK: SYN cookies

    @Test(
        "where a queue is full of half open ones a cookie answers, and its late answer is a connection (RFC 4987 3.6)",
        arguments: Family.allCases, [true, false])
    func cookies(_ family: Family, hasStamps: Bool) throws {
        var peer = RawPeer(family)
        let listener = try peer.stack.listen(on: 80, backlog: 2)
        for port in [5001, 5002] as [UInt16] {
            peer.remotePort = port
            peer.say(.synchronize, 0, options: RawPeer.usual)
            _ = peer.heard()
        }
        peer.remotePort = 5003
        let options: [UInt32] = hasStamps ? [0x0204_05B4, 0x0402_080A, 9, 0, 0x0103_0307] : RawPeer.usual
        peer.say(.synchronize, 0, options: options)
        let answer = peer.heard()
        #expect(answer.map(\.description) == ["S. 0:0(0) ack 1"] && peer.stack.counters.cookiesSent == 1)
        let echo =
            answer[0].options.count >= 12 ? answer[0].options[8..<12].reduce(0 as UInt32) { $0 << 8 | UInt32($1) } : 0
        let cookie = peer.localStart
        // One of the half open ones completes, and is taken.
        peer.remotePort = 5001
        peer.say(.synchronize, 0, options: RawPeer.usual)
        _ = peer.heard()
        peer.say([], 1, ack: 1)
        let taken = peer.stack.accept(listener) != nil
        #expect(taken)
        peer.remotePort = 5003
        peer.localStart = cookie
        let stamps: [UInt32] = hasStamps ? [0x0101_080A, 10, echo] : []
        peer.say([], 1, ack: 2, options: stamps)
        #expect(peer.said() == ["R 2:2(0) ack 0"])
        peer.say(.push, 1, ack: 1, options: stamps, count: 10)
        _ = peer.heard()
        guard let handle = peer.stack.accept(listener) else { throw RawPeer.NotThere() }
        let status = peer.stack.status(handle)
        let size = 1460 - (family == .ipv4 ? 0 : 20)
        #expect(status?.readable == 10 && status?.state == .established)
        #expect(status?.segmentSize == (hasStamps ? size - 12 : size == 1460 ? 1460 : 1440))
        #expect(status?.sendWindow == (hasStamps ? 65535 << 7 : 65535))
    }

    @Test("a cookie that was made up, or is too old, is refused", arguments: Family.allCases)
    func oldCookie(_ family: Family) throws {
        var peer = RawPeer(family)
        let listener = try peer.stack.listen(on: 80, backlog: 1)
        peer.remotePort = 5001
        peer.say(.synchronize, 0, options: RawPeer.usual)
        _ = peer.heard()
        peer.remotePort = 5003
        peer.say(.synchronize, 0, options: RawPeer.usual)
        _ = peer.heard()
        let cookie = peer.localStart
        _ = peer.wait(400_000)
        peer.localStart = cookie
        peer.say([], 1, ack: 1)
        #expect(peer.said() == ["R 1:1(0) ack 0"])
        let nobody = peer.stack.accept(listener) == nil
        #expect(nobody)
    }

    @Test("a SYN to everybody, or from nobody, is for nobody (RFC 9293 3.10.7, RFC 1122 4.2.3.10)")
    func synchronizeToBroadcast() throws {
        var peer = RawPeer(.ipv4)
        _ = try peer.stack.listen(on: 80)
        let count = peer.stack.counters.malformed
        var octets = [UInt8](repeating: 0, count: 40)
        var span = octets.mutableSpan
        var bytes = unsafe span.mutableBytes
        let all = IPv6Address("10.0.0.255" as IPAddress)
        InternetWriter.write(
            into: &bytes, at: 0, count: 20, identification: 1, hopLimit: 64, protocolNumber: 6, from: peer.remote,
            to: all)
        var tcp = MutableLayer<TCP>(&bytes, at: 20)
        tcp.destinationPort = 80
        tcp.headerLength = 20
        tcp.flags = .synchronize
        TransportWriter.finish(&bytes, at: 20, count: 20, protocolNumber: 6, from: peer.remote, to: all)
        peer.stack.receive(octets.rawBytes, on: peer.interface, now: peer.now)
        #expect(peer.said() == [] && peer.stack.counters.malformed == count + 1)
    }
}
