import PacketProtocols
import Testing

@testable import Packets

/// Automatic fields that were set by hand keep their value, and no other does with them.
@Suite("Pins")
struct FieldPinTests {
    /// Lengths far apart, close together, and in several parts.
    enum Lengths: PacketProtocol {
        static var name: String { "lengths" }
        static var title: String { "Lengths" }
        static var reference: String { "none" }
        static var first: Field<UInt8> { .init("first", "First", bits: 0..<8, auto: .length(.everything)) }
        static var second: Field<UInt8> { .init("second", "Second", bits: 9..<16, auto: .length(.everything)) }
        static var third: Field<UInt8> { .init("third", "Third", bits: 17..<24, auto: .length(.everything)) }
        static var far: Field<UInt8> { .init("far", "Far", bits: 256..<264, auto: .length(.everything)) }
        static var farther: Field<UInt8> { .init("farther", "Farther", bits: 512..<520, auto: .length(.everything)) }
        static var other: Field<UInt8> { .init("other", "Other", bits: 0..<8, of: 3, auto: .length(.everything)) }
        static var tree: [AnyField] {
            [.init(first), .init(second), .init(third), .init(far), .init(farther), .init(other)]
        }
        static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            to &- from >= 66 ? LayerParts(65, 65, 65, 66) : nil
        }
    }

    @Test("a field that was set stays, and each of the others is filled in", arguments: 0..<6)
    func apart(_ set: Int) throws {
        let header = Lengths.with { lengths in
            switch set {
            case 0: lengths.first = 7
            case 1: lengths.second = 7
            case 2: lengths.third = 7
            case 3: lengths.far = 7
            case 4: lengths.farther = 7
            default: lengths.other = 7
            }
        }
        let octets = try Packet { header }.octets()
        let values = [octets[0], octets[1], octets[2], octets[32], octets[64], octets[65]]
        #expect(values == (0..<6).map { $0 == set ? 7 : 66 })
    }

    @Test("all but one is one, near and far")
    func complement() {
        for (part, bit) in [(0, 0), (0, 252), (0, 256), (0, 1), (1, 0), (7, 9)] {
            var pins = FieldPins.all
            #expect(pins.isAll && pins.contains(part: part, bit: bit))
            pins.remove(part: part, bit: bit)
            #expect(!pins.isAll && !pins.contains(part: part, bit: bit) && pins.contains(part: 2, bit: 4))
            pins.insert(part: part, bit: bit)
            #expect(pins == .all)
            var none = FieldPins()
            none.insert(part: part, bit: bit)
            #expect(none.contains(part: part, bit: bit) && !none.contains(part: 2, bit: 4))
            none.remove(part: part, bit: bit)
            #expect(none == FieldPins())
        }
    }

    /// A transport that the standard registry does not know.
    enum Private: PacketProtocol {
        static var name: String { "private" }
        static var title: String { "Private" }
        static var reference: String { "none" }
        static var checksum: Field<UInt16> {
            .init("checksum", "Checksum", bits: 0..<16, auto: .checksum(.everything, pseudoHeader: true))
        }
        static var tree: [AnyField] { [.init(checksum)] }
        static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            to &- from >= 2 ? LayerParts(2) : nil
        }
    }

    @Test("the number that a transport's checksum covers is its own registry's, or what the header before it says")
    func numbers() throws {
        func sum(_ number: UInt16) -> UInt16 {
            var sum = InternetChecksum()
            sum.addPseudoHeader(
                source: IPv4Address(10, 0, 0, 1), destination: IPv4Address(10, 0, 0, 2),
                protocolNumber: UInt8(number), length: 2)
            return sum.finish()
        }
        let packet = Packet {
            IPv4.with { ip in
                ip.source = IPv4Address(10, 0, 0, 1)
                ip.destination = IPv4Address(10, 0, 0, 2)
            }
            Private.with { _ in }
        }
        var registry = Registry.standard
        registry.register(Private.self, under: .ipProtocol(253))
        let octets = try packet.octets(in: registry)
        #expect(octets[9] == 253 && UInt16(octets[20]) << 8 | UInt16(octets[21]) == sum(253))
        var given = packet
        given.pieces[0] = .layer(
            IPv4.with { ip in
                ip.source = IPv4Address(10, 0, 0, 1)
                ip.destination = IPv4Address(10, 0, 0, 2)
                ip.protocol = 254
            }.any, trailer: [])
        let unknown = try given.octets()
        #expect(unknown[9] == 254 && UInt16(unknown[20]) << 8 | UInt16(unknown[21]) == sum(254))
    }
}
