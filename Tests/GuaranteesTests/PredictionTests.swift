@testable import Packets
import Testing

@Suite("Header prediction")
struct PredictionTests {
    /// The layers of a packet, with prediction or by the tables alone.
    private func layers(of octets: [UInt8], as linkType: LinkType, by registry: Registry) -> [String] {
        var dissection = Dissection()
        registry.dissect(unsafe octets.span.bytes, as: linkType, into: &dissection)
        return dissection.layers.indices.map { index in
            let layer = dissection.layers[index]
            return
                "\(layer.type.name) \(layer.id.rawValue) \(layer.start) \(layer.payloadStart) \(layer.end) \(layer.flags)"
        }
    }

    private var unpredicted: Registry {
        var registry = Registry.standard
        registry.tables.trunk = nil
        return registry
    }

    @Test("finds in every packet, whole or damaged, what the tables find")
    func sameAsTables() {
        let unpredicted = unpredicted
        var random = SplitMix64(seed: 7)
        var predicted = 0
        for packet in CapturedPackets.tour + CapturedPackets.all {
            guard packet.linkType == .ethernet else { continue }
            var octets = packet.octets
            for turn in 0..<6 {
                if turn > 3, octets.count > 14 {
                    octets.removeLast(Int.random(in: 0...octets.count - 14, using: &random))
                }
                if turn > 0, !octets.isEmpty {
                    // Among the first 64 octets, where the headers are.
                    let place = Int.random(in: 0..<min(octets.count, 64), using: &random)
                    octets[place] = UInt8.random(in: 0...255, using: &random)
                }
                let quick = layers(of: octets, as: .ethernet, by: .standard)
                #expect(quick == layers(of: octets, as: .ethernet, by: unpredicted), "\(packet), turn \(turn)")
                var spans = Dissection().spans
                if Registry.standard.tables.trunk?.follow(unsafe octets.span.bytes, &spans) != nil { predicted += 1 }
            }
        }
        #expect(predicted > 100)
    }

    @Test("stops as soon as one of its protocols is decoded as another")
    func decodeAs() throws {
        var registry = Registry.standard
        #expect(registry.tables.trunk != nil)
        registry.decode(.ipProtocol(6), as: try #require(registry.protocolID(named: "udp")))
        #expect(registry.tables.trunk == nil)
        registry.decode(.ipProtocol(6), as: try #require(registry.protocolID(named: "tcp")))
        #expect(registry.tables.trunk != nil)
    }
}
