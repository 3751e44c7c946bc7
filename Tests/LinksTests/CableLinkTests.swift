import Foundation
import Links
import Packets
import PrivateNetwork
import Testing

@Suite("Cables between threads", .blocking)
struct CableLinkTests {
    @Test("what one end sends the other receives, in order; what finds no room is dropped and counted")
    func order() throws {
        let (near, far) = try CableLink.pair("near", "far", capacity: 4)
        let frames = (1...6).map { udpFrame($0) }
        for frame in frames { try near.send(frame) }
        let taken = try far.take(4, seconds: 0.1)
        #expect(taken.map(\.octets) == Array(frames[..<4]))
        #expect(taken.allSatisfy { $0.details.direction == .inbound && !$0.details.isChecksumPending })
        let (sent, received) = (try near.statistics(), try far.statistics())
        #expect(sent.sent == 6 && received.received == 6 && received.dropped == 2)
        // A frame that is held keeps its place.
        try near.send(frames[0])
        let link = far
        if let held = try link.receive() {
            for frame in frames[1...] { try near.send(frame) }
            #expect(held.bytes.copied() == frames[0])
        }
        #expect(try far.take(9, seconds: 0.05).map(\.octets) == Array(frames[1..<4]))
    }

    @Test("a thread that waits is woken for each burst, however it falls")
    func waking() throws {
        let (near, far) = try CableLink.pair("near", "far", capacity: 64)
        let count = 2000
        // A thread of its own, for both sides block.
        Thread.detachNewThread {
            for number in 0..<count as Range<Int> {
                try? near.send(udpFrame(UInt8(truncatingIfNeeded: number)))
                if number % 7 == 0 { sched_yield() }
                // Fewer than find room, so that none is dropped while the other side sleeps.
                if number % 50 == 49 { usleep(1000) }
            }
        }
        var received = 0
        while received < count {
            let taken = try far.take(1, seconds: 30).count
            received += taken
            let dropped = Int(try far.statistics().dropped)
            if taken == 0 || received + dropped >= count { break }
        }
        #expect(try received + Int(far.statistics().dropped) == count)
    }

    @Test("with offloads a long segment crosses, and says how it is to be cut; without them it is refused")
    func offloads() throws {
        let long = udpFrame(1, payload: 200) + [UInt8](repeating: 7, count: 20_000)
        let offload = FrameOffload(checksum: (34, 16), segmentation: .tcpOverIPv4, segmentSize: 1000, headerLength: 54)
        let (near, far) = try CableLink.pair("near", "far", usesOffloads: true)
        #expect(near.offloads == [.checksum, .tcpSegmentation])
        try near.send(long.rawBytes, offload: offload)
        let taken = try far.take(1, seconds: 0.1)
        #expect(taken.map(\.octets) == [long] && taken[0].details.offload == offload)
        #expect(taken[0].details.isChecksumPending)
        #expect(throws: LinkError(.frameTooLong, linkName: "", message: "")) { try near.send(long) }
        let (plain, _) = try CableLink.pair("near", "far")
        #expect(throws: LinkError(.unsupported, linkName: "", message: "")) {
            try plain.send(long.rawBytes, offload: offload)
        }
    }
}
