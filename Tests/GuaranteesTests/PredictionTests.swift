@testable import Packets
import PacketProtocols
import Testing

@Suite("Header prediction")
struct PredictionTests {
    /// The layers of a packet, with prediction or by the tables alone.
    private func layers(of octets: [UInt8], by registry: Registry, findingBodies: Bool = true) -> [String] {
        var dissection = Dissection()
        registry.dissect(
            unsafe octets.span.bytes, as: .ethernet, into: &dissection, findingBodies: findingBodies)
        return dissection.layers.indices.map { index in
            let layer = dissection.layers[index]
            return
                "\(layer.type.name) \(layer.id.rawValue) \(layer.start) \(layer.payloadStart) \(layer.end) \(layer.flags)"
        }
    }

    private var unpredicted: Registry {
        var registry = Registry.standard
        registry.routes = DispatchRoutes(registry.registrations, spines: [])
        return registry
    }

    /// Its templates leave a mark in what was predicted.
    private var marking: Registry {
        var registry = Registry.standard
        let spines = registry.routes.spines.map { spine in
            var spine = spine
            spine.link = LayerSpan(
                type: spine.link.type, id: spine.link.id, flags: LayerSpan.quoted, start: 0, payload: 0, end: 0)
            return spine
        }
        registry.routes = DispatchRoutes(registry.registrations, spines: spines)
        return registry
    }

    @Test("finds in every packet of the tour capture, whole or damaged, what the tables find")
    func tour() { compare(CapturedPackets.tour) }

    @Test(
        "the same in every packet of every capture",
        .enabled(if: CapturedPackets.folder != nil, CapturedPackets.skipReason))
    func captures() { compare(CapturedPackets.all) }

    private func compare(_ packets: [CapturedPacket]) {
        let unpredicted = unpredicted
        let marking = marking
        var random = SplitMix64(seed: 7)
        var predicted = 0
        for packet in packets {
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
                for findingBodies in [true, false] {
                    let quick = layers(of: octets, by: .standard, findingBodies: findingBodies)
                    let slow = layers(of: octets, by: unpredicted, findingBodies: findingBodies)
                    #expect(quick == slow, "\(packet), turn \(turn)")
                }
                if layers(of: octets, by: marking)[0].hasSuffix(" 2") { predicted += 1 }
            }
        }
        #expect(predicted > 100)
    }

    @Test("stops as soon as one of its protocols is decoded as another")
    func decodeAs() throws {
        var registry = Registry.standard
        #expect(registry.routes.spines.isEmpty == false)
        registry.decode(.ipProtocol(6), as: try #require(registry.protocolID(named: "udp")))
        #expect(registry.routes.spines.isEmpty)
        registry.decode(.ipProtocol(6), as: try #require(registry.protocolID(named: "tcp")))
        #expect(registry.routes.spines.isEmpty == false)
    }
}
