import CAllocationCounter
import NetStack
import Packets
import Testing

extension AllocationTests {
    /// Two stacks and the cable between them, which loses every so-manieth frame that bears data.
    private final class Pair {
        private var client: Stack
        private var server: Stack
        private let near: ConnectionHandle
        private let far: ConnectionHandle
        private let losing: Int
        private var seen = 0
        private var now: UInt64 = 1_000_000_000
        private let data = [UInt8](repeating: 0x5a, count: 1 << 16)
        private var target = [UInt8](repeating: 0, count: 1 << 16)
        private var frame: [UInt8] = []
        private(set) var moved = 0
        var retransmissions: UInt64 { client.counters.retransmissions }

        init(losing: Int, _ family: String) throws {
            self.losing = losing
            frame.reserveCapacity(1 << 12)
            let configuration = StackConfiguration(secrets: StackSecrets(1, 2))
            client = Stack(configuration)
            server = Stack(configuration)
            let addresses: [IPAddress] =
                family == "IPv4" ? ["10.0.0.1", "10.0.0.2"] : ["2001:db8::1", "2001:db8::2"]
            let length = family == "IPv4" ? 24 : 64
            _ = client.add(
                Interface(
                    hardwareAddress: "02:00:00:00:00:01", addresses: [.init(addresses[0], prefixLength: length)]))
            _ = server.add(
                Interface(
                    hardwareAddress: "02:00:00:00:00:02", addresses: [.init(addresses[1], prefixLength: length)]))
            let listener = try server.listen(on: 80)
            near = try client.connect(to: addresses[1], port: 80, now: now)
            for _ in 0..<8 { Self.move(&client, &server, &frame, now, losing: 0, &seen) }
            for _ in 0..<8 {
                Self.move(&server, &client, &frame, now, losing: 0, &seen)
                Self.move(&client, &server, &frame, now, losing: 0, &seen)
            }
            guard let accepted = server.accept(listener) else { throw StackFailure() }
            far = accepted
        }

        struct StackFailure: Error {}

        private static func move(
            _ from: inout Stack, _ to: inout Stack, _ octets: inout [UInt8], _ now: UInt64, losing: Int,
            _ seen: inout Int
        ) {
            while let frame = from.next(now: now) {
                octets.removeAll(keepingCapacity: true)
                frame.append(to: &octets)
                if losing > 0, octets.count > 500 {
                    seen += 1
                    if seen % losing == 0 { continue }
                }
                unsafe octets.withUnsafeBytes { buffer in
                    to.receive(unsafe RawSpan(_unsafeBytes: buffer), on: InterfaceID(rawValue: 0), now: now)
                }
            }
        }

        /// Writes, moves and reads for a while.
        func turn() throws {
            for _ in 0..<16 {
                now += 1_000_000
                _ = try unsafe data.withUnsafeBytes { try client.write(unsafe RawSpan(_unsafeBytes: $0), to: near) }
                Self.move(&client, &server, &frame, now, losing: losing, &seen)
                Self.move(&server, &client, &frame, now, losing: 0, &seen)
                moved += try unsafe target.withUnsafeMutableBytes { buffer in
                    var bytes = unsafe MutableRawSpan(_unsafeBytes: buffer)
                    return try server.read(into: &bytes, from: far)
                }
            }
        }
    }

    @Test(
        "a segment is written, sent, received, acknowledged and read without an allocation, and so is one that is lost",
        arguments: ["IPv4", "IPv6"], [0, 50])
    func stack(_ family: String, losing: Int) throws {
        let pair = try Pair(losing: losing, family)
        // The rings grow to their sizes.
        for _ in 0..<200 { try pair.turn() }
        let (moved, retransmissions) = (pair.moved, pair.retransmissions)
        let count = try Self.allocations { try pair.turn() }
        #expect(count == 0)
        #expect(pair.moved > moved && (losing == 0 || pair.retransmissions > retransmissions))
    }
}
