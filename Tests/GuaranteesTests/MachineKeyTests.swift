import PacketPresenters
import PacketProtocols
import Packets
import Testing

/// Keys of machine output: readers take neither one without a name nor, in Elasticsearch, one twice in an object.
@Suite("Keys of JSON") struct MachineKeyTests {
    private static let packets = CapturedPackets.all.filter { $0.number <= 20 }

    @Test(
        "over all captures no key of -T json is empty, and none of -T ek or with --no-duplicate-keys comes twice",
        .enabled(if: CapturedPackets.folder != nil, CapturedPackets.skipReason))
    func captures() {
        check(Self.packets)
    }

    @Test("the same of the tour capture")
    func tour() { check(CapturedPackets.tour) }

    private func check(_ packets: [CapturedPacket]) {
        var json = JSONPresenter(.standard)
        var merged = MergedJSONPresenter(.standard)
        var bulk = EKPresenter(.standard)
        var detail = PacketDetail()
        var text = TextBuffer()
        for captured in packets {
            captured.dissected { packet in
                Registry.standard.detail(of: &packet, into: &detail)
                text.removeAll()
                json.write(&packet, detail, into: &text)
                expect(Keys(text.bytes), "json", captured, allowsTwice: true)
                text.removeAll()
                bulk.write(&packet, detail, into: &text)
                expect(Keys(text.bytes), "ek", captured)
                // What it merges is the same for all packets: a few show it.
                guard captured.number <= 3 else { return }
                text.removeAll()
                merged.write(&packet, detail, into: &text)
                expect(Keys(text.bytes), "merged", captured)
            }
        }
    }

    private func expect(_ keys: Keys, _ what: String, _ packet: CapturedPacket, allowsTwice: Bool = false) {
        if keys.hasEmpty { Issue.record("\(what): an empty key, \(packet)") }
        if !allowsTwice, let twice = keys.twice { Issue.record("\(what): \(twice) twice, \(packet)") }
        if keys.depth != 0 { Issue.record("\(what): objects are left open, \(packet)") }
    }
}

/// The keys of a JSON text's objects.
private struct Keys {
    private(set) var hasEmpty = false
    /// A key that one object holds twice.
    private(set) var twice: String?
    private(set) var depth = 0

    init(_ text: [UInt8]) {
        var objects: [Set<ArraySlice<UInt8>>] = []
        var index = 0
        while index < text.count {
            switch text[index] {
            case UInt8(ascii: "{"): objects.append([])
            case UInt8(ascii: "}"): _ = objects.popLast()
            case UInt8(ascii: "\""):
                let start = index + 1
                index = start
                while index < text.count, text[index] != UInt8(ascii: "\"") {
                    index += text[index] == UInt8(ascii: "\\") ? 2 : 1
                }
                let string = text[start..<min(index, text.count)]
                guard index + 1 < text.count, text[index + 1] == UInt8(ascii: ":"), !objects.isEmpty else { break }
                if string.isEmpty { hasEmpty = true }
                if !objects[objects.count - 1].insert(string).inserted, twice == nil {
                    twice = String(decoding: string, as: UTF8.self)
                }
            default: break
            }
            index += 1
        }
        depth = objects.count
    }
}
