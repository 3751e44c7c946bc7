import Links
import Packets
import Testing

@Suite("Cables between threads")
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
    func waking() async throws {
        let (near, far) = try CableLink.pair("near", "far", capacity: 64)
        let count = 2000
        let receiver = Task.detached { () throws -> Int in
            var received = 0
            while received < count {
                let taken = try far.take(1, seconds: 5).count
                if taken == 0 { break }
                received += taken
            }
            return received
        }
        for number in 0..<count as Range<Int> {
            try near.send(udpFrame(UInt8(truncatingIfNeeded: number)))
            // Never so many that one is dropped.
            while try near.statistics().sent > far.statistics().received + 32 { await Task.yield() }
            if number % 7 == 0 { await Task.yield() }
            if number % 50 == 49 { try await Task.sleep(for: .milliseconds(1)) }
        }
        let dropped = try far.statistics().dropped
        #expect(try await receiver.value + Int(dropped) >= count)
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
