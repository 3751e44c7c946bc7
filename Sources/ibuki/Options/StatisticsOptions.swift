import ArgumentParser
import PacketFilters
import Packets
import Streams

/// What is counted over all packets.
struct StatisticsOptions: ParsableArguments {
    @Option(
        name: .customShort("z"),
        help: ArgumentHelp(
            "Count over all packets, and show the table at the end: conv,tcp; endpoints,ip; io,phs; io,stat,1; follow,tcp,ascii,0. Repeatable; with -q the packets are not shown.",
            valueName: "statistic"),
        completion: .list(StatisticRequest.forms))
    var requests: [String] = []

    @Flag(name: .customLong("json"), help: "Show what -z counts as JSON objects, one a line.")
    var isJSON = false

    func validate() throws {
        if isJSON, requests.isEmpty { throw ValidationError("--json is for what -z counts; packets have -T json") }
    }

    /// What is asked for; `nil` when nothing is.
    /// - Parameter filter: the display filter of `-Y`.
    /// - Throws: what is wrong with it, the place in a filter marked.
    func statistics(in registry: Registry, filter: String?) throws(CommandFailure) -> RequestedStatistics? {
        guard !requests.isEmpty else { return nil }
        var made: [StatisticRequest] = []
        for text in requests {
            do throws(StatisticError) {
                made.append(try StatisticRequest(text, in: registry))
            } catch {
                let shown = error.filter.map { $0.error.render(source: $0.text) } ?? error.message
                throw CommandFailure(.usage, "-z \(shown)")
            }
        }
        // As tshark, whose dissector of frames makes a tree only where somebody looks at it.
        if made.contains(where: \.asksForFrame) || filter?.namesFrame ?? false {
            for index in made.indices { made[index].showFrame() }
        }
        return RequestedStatistics(made, isJSON: isJSON)
    }
}
