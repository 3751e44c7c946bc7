import PacketExercise
import PacketProtocols
import Packets
import Testing

import SystemCalls

/// Octets that an enemy chose: cut anywhere, with bits turned over. Nothing traps, hangs or grows without bound.
@Suite("Hostile octets")
struct HostileTests {
    /// All packets and lengths; else a sample that is done in seconds.
    static let isFull = unsafe getenv("IBUKI_SWEEP").map { unsafe String(cString: $0) == "full" } ?? false

    /// Every n-th packet is taken.
    static let stride = isFull ? 1 : 40

    /// What a packet may be made into, however its octets were chosen: a few nodes and lines an octet.
    static func isBounded(_ outcome: PacketExercise.Outcome, octets: Int) -> Bool {
        outcome.layers <= Dissection.maximumDepth && outcome.nodes <= 600 + 24 * octets
            && outcome.text <= 400_000 + 8_000 * octets
    }

    private static var sample: [CapturedPacket] {
        let all = CapturedPackets.folder == nil ? CapturedPackets.tour : CapturedPackets.all
        return Swift.stride(from: 0, to: all.count, by: stride).map { all[$0] }
    }

    /// The lengths that a packet is cut to: every one up to 256 octets, and some beyond.
    private static func lengths(of packet: CapturedPacket, _ random: inout SplitMix64) -> [Int] {
        let count = packet.octets.count
        var lengths = Array(0..<min(count, 257))
        if count > 257 { for _ in 0..<8 { lengths.append(.random(in: 257..<count, using: &random)) } }
        return lengths
    }

    @Test("every packet cut at every length is shown in every way, opened and written back")
    func truncations() {
        var exercise = PacketExercise()
        var random = SplitMix64(seed: 1)
        var runs = 0
        for packet in Self.sample {
            let bytes = unsafe packet.octets.span.bytes
            for length in Self.lengths(of: packet, &random) {
                // Once as the capture's doing, once as if the sender had sent no more.
                let original = length & 1 == 0 ? packet.originalLength : length
                let part = bytes.extracting(first: length)
                let outcome = exercise.run(part, as: packet.linkType, original: original, at: packet.timestamp)
                #expect(Self.isBounded(outcome, octets: length), "\(packet) cut to \(length): \(outcome.nodes) nodes")
                let isSame = outcome.written.count == length && outcome.written.elementsEqual(packet.octets[..<length])
                #expect(isSame, "\(packet) cut to \(length) is written otherwise")
                runs += 1
            }
        }
        print("hostile: \(runs) cut packets")
    }

    @Test("every packet with random bits turned over is shown in every way, opened and written back")
    func bitFlips() {
        var exercise = PacketExercise()
        var random = SplitMix64(seed: 2)
        var runs = 0
        for packet in Self.sample where !packet.octets.isEmpty {
            for round in 0..<(Self.isFull ? 24 : 12) {
                var octets = packet.octets
                // Most faults are found in the headers, so that most bits are turned there.
                let reach = round % 3 == 0 ? octets.count : min(octets.count, 96)
                for _ in 0..<(1 + round % 5) {
                    octets[.random(in: 0..<reach, using: &random)] ^= 1 << UInt8.random(in: 0...7, using: &random)
                }
                let outcome = exercise.run(
                    unsafe octets.span.bytes, as: packet.linkType, original: packet.originalLength,
                    at: Timestamp(seconds: Int64(bitPattern: random.next()), nanoseconds: 999_999_999),
                    verifiesChecksums: round & 1 == 0)
                #expect(Self.isBounded(outcome, octets: octets.count), "\(packet): \(outcome.nodes) nodes")
                #expect(outcome.written == octets, "\(packet) with bits turned over is written otherwise")
                exercise.edit(unsafe octets.span.bytes, as: packet.linkType)
                runs += 1
            }
        }
        print("hostile: \(runs) packets with bits turned over")
    }

    @Test("random octets of every link type are shown in every way, opened and written back")
    func randomOctets() {
        var exercise = PacketExercise()
        var random = SplitMix64(seed: 3)
        let links = Registry.standard.protocols.flatMap { type in
            Registry.standard.registrations(of: type).filter { $0.name == "link.type" }.map {
                LinkType(rawValue: $0.value)
            }
        }
        #expect(!links.isEmpty)
        for round in 0..<(Self.isFull ? 20_000 : 1_000) {
            let octets = (0..<Int.random(in: 0...512, using: &random)).map { _ in
                UInt8(truncatingIfNeeded: random.next() & (round & 1 == 0 ? 0xff : 0x13))
            }
            let outcome = exercise.run(unsafe octets.span.bytes, as: links[round % links.count])
            #expect(Self.isBounded(outcome, octets: octets.count))
            #expect(outcome.written == octets)
        }
    }
}
