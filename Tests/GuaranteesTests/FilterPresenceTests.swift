import PacketFilters
import PacketProtocols
import Packets
import Testing

/// What a filter finds and what a tree lists come by different ways from one declaration: the ways must agree.
@Suite("Display filter: presence")
struct FilterPresenceTests {
    /// A filter by the name that it asks for.
    private struct Presence {
        var name: String
        var filter: DisplayFilter
    }

    private static var presences: [Presence] {
        get throws {
            try Set(Registry.standard.fields.map(\.name)).sorted().map { name in
                Presence(name: name, filter: try DisplayFilter(name, in: .standard))
            }
        }
    }

    @Test("a field that the detail lists is there for filters, and no other is, in the tour capture")
    func tour() throws { try compare(CapturedPackets.tour) }

    @Test(
        "the same in one packet of 23 of every capture",
        .enabled(if: CapturedPackets.folder != nil, CapturedPackets.skipReason))
    func captures() throws { try compare(CapturedPackets.oneOf(23)) }

    private func compare(_ packets: [CapturedPacket]) throws {
        var presences = try Self.presences
        var detail = PacketDetail()
        var names: [FieldID: String] = [:]
        for captured in packets {
            captured.dissected { packet in
                Registry.standard.detail(of: &packet, into: &detail)
                var listed = Set<String>()
                for node in detail.nodes {
                    if names[node.field] == nil { names[node.field] = Registry.standard.info(node.field).name }
                    listed.insert(names[node.field] ?? "")
                }
                for index in presences.indices {
                    let found = presences[index].filter.matches(&packet)
                    #expect(
                        found == listed.contains(presences[index].name), "\(captured): \(presences[index].name)")
                }
            }
        }
    }
}
