import PacketSamples
import Packets
import Testing

@Suite("Checksums")
struct ChecksumTests {
    /// The sum as RFC 1071 4.1 writes it, word by word.
    static func reference(_ bytes: [UInt8]) -> UInt16 {
        var sum: UInt32 = 0
        for index in stride(from: 0, to: bytes.count, by: 2) {
            sum += UInt32(bytes[index]) << 8 | (index + 1 < bytes.count ? UInt32(bytes[index + 1]) : 0)
            sum = sum & 0xFFFF + sum >> 16
        }
        return ~UInt16(sum)
    }

    @Test("the example of RFC 1071 3 sums to ddf2")
    func rfc1071() {
        let bytes: [UInt8] = [0x00, 0x01, 0xF2, 0x03, 0xF4, 0xF5, 0xF6, 0xF7]
        #expect(InternetChecksum.of(bytes.octets) == ~0xDDF2)
    }

    @Test("every length from every offset sums as word by word")
    func lengths() {
        var random = SystemRandomNumberGenerator()
        let bytes = (0..<400).map { $0 < 200 ? random.next() as UInt8 : 0xFF }
        for first in 0..<9 {
            for end in first...400 {
                var checksum = InternetChecksum()
                checksum.add(bytes.octets, from: first, to: end)
                #expect(checksum.finish() == Self.reference(Array(bytes[first..<end])), "\(first)..<\(end)")
            }
        }
    }

    @Test("pieces of odd lengths give the sum of the whole (RFC 1071 2 B)")
    func pieces() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<300 {
            let bytes = (0..<Int.random(in: 0...500)).map { _ in random.next() as UInt8 }
            var checksum = InternetChecksum()
            var at = 0
            while at < bytes.count {
                let next = min(bytes.count, at + Int.random(in: 0...90))
                checksum.add(bytes.octets, from: at, to: next)
                at = next
            }
            #expect(checksum.finish() == Self.reference(bytes))
        }
    }

    @Test("words and addresses after an odd byte stand where their octets would")
    func oddWords() {
        let octets: [UInt8] = [
            0xAB, 0x12, 0x34, 0xDE, 0xAD, 0xBE, 0xEF, 0x20, 1, 0x0D, 0xB8, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 10,
            1, 2, 3,
        ]
        var checksum = InternetChecksum()
        let odd: [UInt8] = [0xAB]
        checksum.add(odd.octets)
        checksum.add(0x1234 as UInt16)
        checksum.add(0xDEAD_BEEF as UInt32)
        checksum.add(IPv6Address(high: 0x2001_0DB8_0203_0405, low: 0x0607_0809_0A0B_0C0D))
        checksum.add(IPv4Address(10, 1, 2, 3))
        #expect(checksum.finish() == Self.reference(octets))
    }

    @Test("a range outside of the bytes adds only what lies inside")
    func outside() {
        let bytes: [UInt8] = [1, 2, 3, 4]
        var checksum = InternetChecksum()
        checksum.add(bytes.octets, from: 2, to: 4000)
        checksum.add(bytes.octets, from: 4, to: 2)
        checksum.add(bytes.octets, from: .min, to: 2)
        checksum.add(bytes.octets, from: .max, to: .max)
        #expect(checksum.finish() == Self.reference(bytes))
    }

    @Test("pseudo headers are the words of RFC 768 and RFC 8200 8.1")
    func pseudoHeaders() {
        var four = InternetChecksum()
        four.addPseudoHeader(
            source: IPv4Address(192, 168, 0, 1), destination: IPv4Address(10, 0, 0, 2), protocolNumber: 17,
            length: 0x0123)
        #expect(four.finish() == Self.reference([192, 168, 0, 1, 10, 0, 0, 2, 0, 17, 1, 0x23]))
        var six = InternetChecksum()
        let source = IPv6Address(high: 0xFE80 << 48, low: 0x0102_0304_0506_0708)
        six.addPseudoHeader(source: source, destination: .allNodes, nextHeader: 58, length: 0x0001_0203)
        let octets = (0..<16).map(source.octet) + (0..<16).map(IPv6Address.allNodes.octet)
        #expect(six.finish() == Self.reference(octets + [0, 1, 2, 3, 0, 0, 0, 58]))
    }

    @Test("the example of RFC 1624 4: dd2f after 5555 became 3285 is 0000")
    func rfc1624() {
        #expect(InternetChecksum.updating(0xDD2F, from: 0x5555 as UInt16, to: 0x3285) == 0x0000)
    }

    @Test("an update equals a new sum")
    func updates() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<500 {
            var bytes = (0..<24).map { _ in random.next() as UInt8 }
            let before = Self.reference(bytes)
            let at = 4 * Int.random(in: 0..<6)
            let old = bytes[at..<at + 4].reduce(0) { $0 << 8 | UInt32($1) }
            let new = random.next() as UInt32
            for index in 0..<4 { bytes[at + index] = UInt8(truncatingIfNeeded: new >> UInt32(24 - 8 * index)) }
            #expect(InternetChecksum.updating(before, from: old, to: new) == Self.reference(bytes))
            let half = InternetChecksum.updating(before, from: UInt16(old >> 16), to: UInt16(new >> 16))
            let low = InternetChecksum.updating(half, from: UInt16(old & 0xFFFF), to: UInt16(new & 0xFFFF))
            #expect(low == Self.reference(bytes))
        }
    }

    @Test("a UDP checksum of 0 is sent as ffff (RFC 768)")
    func zeroAsOnes() {
        var checksum = InternetChecksum()
        checksum.add(0xFFFF as UInt16)
        #expect(checksum.finish() == 0)
        #expect(checksum.finish(zeroAsOnes: true) == 0xFFFF)
    }

    @Test("the check values of 123456789: CRC-32/ISO-HDLC and CRC-32/ISCSI of the catalogue of parametrised CRCs")
    func checkValues() {
        let text = Array("123456789".utf8)
        #expect(CRC32.of(text.octets) == 0xCBF4_3926)
        #expect(CRC32C.of(text.octets) == 0xE306_9283)
        let nothing: [UInt8] = []
        #expect(CRC32.of(nothing.octets) == 0)
    }

    @Test("CRC-32C of 32 zeros, ones, and rising and falling bytes (RFC 3720 B.4)")
    func rfc3720() {
        func crc(_ bytes: [UInt8]) -> UInt32 { CRC32C.of(bytes.octets) }
        #expect(crc([UInt8](repeating: 0, count: 32)) == 0x8A91_36AA)
        #expect(crc([UInt8](repeating: 255, count: 32)) == 0x62A8_AB43)
        #expect(crc(Array(0..<32)) == 0x46DD_794E)
        #expect(crc((0..<32).reversed()) == 0x113F_DB5C)
    }

    @Test("a CRC in pieces is the CRC of the whole, and of a frame with its own it is the residue")
    func crcPieces() {
        let bytes = (0..<300).map { UInt8(truncatingIfNeeded: $0 &* 37) }
        for cut in 0...40 {
            var crc = CRC32()
            crc.update(bytes.octets.extracting(first: cut))
            crc.update(bytes.octets.extracting(droppingFirst: cut))
            #expect(crc.value == CRC32.of(bytes.octets))
        }
        let value = CRC32.of(bytes.octets)
        let frame = bytes + (0..<4).map { UInt8(truncatingIfNeeded: value >> UInt32(8 * $0)) }
        #expect(CRC32.of(frame.octets) == 0x2144_DF1C)  // IEEE 802.3's residue c704dd7b, reflected and complemented
    }
}
