import Captures
import Glibc
import PacketFilters
import PacketProtocols
import Packets

/// What a display filter costs a packet beyond reading and dissecting it.
enum FilterBench {
    static func run(_ path: String, _ text: String, rounds: Int = 5) throws {
        let registry = Registry.standard
        var filter: DisplayFilter
        do throws(FilterError) { filter = try DisplayFilter(text, in: registry) } catch {
            print(error.render(source: text))
            exit(2)
        }
        for _ in 0..<rounds {
            let without = try pass(path, registry, &filter, tests: false)
            let with = try pass(path, registry, &filter, tests: true)
            let cost = (with.time - without.time) / Double(with.packets)
            print(
                "filter \(cost) ns, dissection \(without.time / Double(without.packets)) ns, "
                    + "\(with.matches) of \(with.packets) packets")
        }
    }

    private static func pass(
        _ path: String, _ registry: Registry, _ filter: inout DisplayFilter, tests: Bool
    ) throws -> (time: Double, packets: Int, matches: Int) {
        var reader = try CaptureReader(path: path)
        var dissection = Dissection()
        var conversations = ConversationTable()
        var packets = 0
        var matches = 0
        var first: Timestamp?
        let start = IbukiBench.nanoseconds()
        while let frame = try reader.next() {
            packets += 1
            registry.dissect(frame.bytes, as: frame.linkType, into: &dissection)
            var info = FrameInfo(
                number: packets, timestamp: frame.timestamp, capturedLength: frame.bytes.byteCount,
                originalLength: frame.originalLength, linkType: frame.linkType, interface: frame.interface)
            info.firstTimestamp = first ?? frame.timestamp
            first = info.firstTimestamp
            var flows = PacketConversations()
            if filter.needsConversations {
                flows = conversations.follow(frame.bytes, &dissection, in: registry, at: frame.timestamp)
            }
            var packet = PacketView(bytes: frame.bytes, layers: dissection.layers, frame: info, conversations: flows)
            if tests {
                if filter.matches(&packet) { matches += 1 }
            } else {
                matches += packet.layers.count
            }
        }
        return (IbukiBench.nanoseconds() - start, packets, matches)
    }
}
