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
        var reader = try PacketReader(path: path, in: registry)
        reader.dissector.followsFlows = filter.needsConversations
        var packets = 0
        var matches = 0
        let start = IbukiBench.nanoseconds()
        while var packet = try reader.next() {
            packets += 1
            if tests {
                if filter.matches(&packet) { matches += 1 }
            } else {
                matches += packet.layers.count
            }
        }
        return (IbukiBench.nanoseconds() - start, packets, matches)
    }
}
