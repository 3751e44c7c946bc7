import ArgumentParser
import Links

/// What `send` and `replay` have in common.
struct SendingOptions: ParsableArguments {
    @Option(interface: "The interface to send by; 'lab' is the network inside this program.") var interface: String?

    @Option(help: ArgumentHelp("Send everything this many times; 0 is without end.", valueName: "n"))
    var loop: CountOrNone?

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp(
            "Give a field another value in every packet that has it, and mend checksums. Repeatable.",
            valueName: "field=value"),
        completion: .edit)
    var edits: [String] = []

    @Flag(
        help: """
            Hand frames straight to the interface's driver (AF_XDP), which costs a sixth less of the processor's time a \
            frame. They go around queueing disciplines and firewalls, and captures on the same interface do not see them; \
            its counters and the other end do. Where it is not to be had, they are sent as without it.
            """) var xdp = false

    /// Whether everything is sent once.
    var isOnce: Bool { loop == nil || loop?.value == 1 }

    #if os(Linux)
        /// How the link is opened. It waits for room in turns, so that signals are heard while nothing leaves.
        var link: PacketSocketOptions {
            var options = PacketSocketOptions.sending
            options.sendsByXDP = xdp
            options.patience = .milliseconds(100)
            return options
        }
    #endif

    /// How many packets are sent when one pass has `count`; `Int.max` without end.
    func passes(of count: Int) -> Int {
        guard let loop = loop?.value else { return count }
        if loop == 0 { return .max }
        let (product, over) = count.multipliedReportingOverflow(by: loop)
        return over ? .max : product
    }
}
