import PacketSamples
import Testing

@testable import PacketProtocols
@testable import Packets

@Suite("TLS: hostile octets")
struct TLSHostileTests {
    static let samples = [
        TLSSample.clientHello, TLSSample.serverHello,
        TLSSample.record(
            "16", TLSSample.message("0b", "000005 000002 3080") + TLSSample.message("0d", "01 01 0002 0401 0000")),
        "802e 01 0301 0006 0000 001f 010080 00002f" + String(repeating: "77", count: 31),
    ]

    @Test(
        "cut at any octet, a segment shows no field of the record that is not whole, and nothing traps",
        arguments: samples)
    func truncated(sample: String) {
        let whole = octets(sample)
        for count in 0..<whole.count {
            let hex = whole.prefix(count).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            let fields = TLSSample.fields(hex)
            #expect(fields.allSatisfy { $0.hasPrefix("continuation=") }, "\(count)")
        }
    }

    @Test(
        "a body cut at any octet inside a record that says so keeps the fields before the cut",
        arguments: samples.prefix(2))
    func shortBody(sample: String) {
        let whole = octets(sample)
        for count in 39..<whole.count {
            var cut = Array(whole.prefix(count))
            (cut[3], cut[4]) = (UInt8((count - 5) >> 8), UInt8((count - 5) & 0xff))
            (cut[7], cut[8]) = (UInt8((count - 9) >> 8), UInt8((count - 9) & 0xff))
            let fields = TLSSample.fields(cut.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
            #expect(fields.contains("handshake.length=\(count - 9)"), "\(count)")
        }
    }

    @Test("any octet may lie: the walk ends and what it lists stays inside the packet", arguments: samples)
    func lyingOctets(sample: String) {
        let whole = octets(sample)
        let registry = Registry.standard
        var dissection = Dissection()
        var detail = PacketDetail()
        for index in whole.indices {
            for value: UInt8 in [0, 1, 0x7f, 0xff] {
                var changed = whole
                changed[index] = value
                let frame = TLSSample.frame(changed.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
                let bytes = frame.octets
                registry.dissect(bytes, as: .ethernet, into: &dissection)
                var packet = PacketView(bytes: bytes, layers: dissection.layers, frame: FrameInfo())
                registry.detail(of: &packet, into: &detail)
                let isInside = detail.nodes.allSatisfy { Int($0.start) + Int($0.length) <= frame.count }
                #expect(isInside, "octet \(index) is \(value)")
            }
        }
    }

    @Test("thousands of empty messages, records and extensions are listed once each")
    func many() {
        let messages = TLSSample.record("16", "0e000000" + String(repeating: "00000000", count: 4_000))
        #expect(TLSSample.fields(messages).count { $0.hasPrefix("handshake.type=") } == 4_001)
        let records = String(repeating: "170303 0000", count: 10_000)
        #expect(TLSSample.fields(records).count { $0 == "record.length=0" } == 10_000)
    }
}
