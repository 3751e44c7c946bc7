#if os(Linux)
    import ArgumentParser
    import HostNetwork
    import PacketFilters
    import PacketProtocols
    import Packets
    import SystemCalls

    /// `ibuki sockets`: who talks to whom on the host, and who listens.
    struct Sockets: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "sockets",
            abstract: "List the host's sockets, with their processes.",
            discussion: HelpText.fitted(
                """
                What netstat, ss and 'lsof -i' show. A filter is written as for packets; 'ibuki fields sock' lists its names.

                  ibuki sockets --listening            who waits for connections
                  ibuki sockets --port 8080            lsof -i:8080 -nP
                  ibuki sockets -t -i                  TCP, with what it knows of each connection
                  ibuki sockets 'sock.tcp.rtt > 0.1 and sock.process == "nginx"'
                """))

        @Argument(
            help: ArgumentHelp("Only the sockets that it chooses.", valueName: "filter"), completion: .socketFilter)
        var filter: [String] = []
        @OptionGroup var choice: SocketChoice
        @Flag(
            name: [.customShort("i"), .customLong("info")],
            help: "Show what TCP knows: rtt, cwnd, mss, retransmissions.")
        var information = false
        @Flag(
            name: [.customShort("e"), .customLong("extended")],
            help: "Show timers, user numbers, inodes and cookies too, and every process.")
        var extended = false
        @Flag(
            name: [.customShort("r"), .customLong("resolve")], help: "Show names of hosts and services, not numbers.")
        var resolve = false
        @Flag(name: .customShort("n"), help: "Show numbers; they always are without -r.") var numbers = false
        @Flag(name: .customShort("p"), help: "Show processes; they always are.") var processes = false
        @Flag(help: "Print only how many there are.") var count = false
        @OptionGroup var json: JSONOutput
        @OptionGroup var watch: WatchOptions

        func run() throws {
            let registry = Registry.sockets
            let text = try choice.filter(and: filter.joined(separator: " "))
            var chooser = try TypedFilter.sockets(text, in: registry)
            var query = try choice.query(for: filter.joined(separator: " "))
            query.includesInformation = information || text.contains("sock.tcp")
            query.includesOwners = !count || text.contains("sock.")
            var reader = try SocketReader()
            var screen = Screen()
            var names = NameResolver()
            var rates: SocketRates? = information && watch.watch ? SocketRates() : nil
            try watch.run { round in
                let table = try reader.sockets(query)
                var output = TextBuffer(capacity: 1 << 16)
                if count {
                    var number = 0
                    table.forEach(in: registry) { _, packet in if chooser.matches(&packet) { number += 1 } }
                    output.append("\(number)\n")
                } else if json.isWanted {
                    var writer = SocketJSON(registry)
                    table.forEach(in: registry) { _, packet in
                        if chooser.matches(&packet) { writer.write(&packet, into: &output) }
                    }
                } else {
                    var rows = SocketRows(isExtended: extended, hasInformation: information)
                    rates?.begin(at: System.nanoseconds())
                    rows.rates = rates
                    table.forEach(in: registry) { _, packet in
                        guard chooser.matches(&packet), let socket = packet.layer(HostSocket.self) else { return }
                        if resolve { rows.add(socket, &names) } else { rows.add(socket) }
                    }
                    rows.table.write(
                        into: &output, style: screen.style, width: screen.width, breaksCells: watch.watch,
                        height: watch.watch ? screen.height : .max)
                    rates = rows.rates
                    if round == 0 { explain(table, rows.orphans, reader.hiddenProcesses) }
                }
                if json.isWanted { try StandardOutput().write(output.bytes) } else { try screen.show(output) }
            }
        }

        /// Says what could not be seen.
        private func explain(_ table: SocketTable, _ orphans: Int, _ hidden: Int) {
            for transport in table.missing where choice.isNamed(transport) {
                StandardError.print("ibuki: this kernel cannot list \(transport) sockets")
            }
            if orphans > 0, hidden > 0 {
                let sockets = orphans == 1 ? "1 socket" : "\(orphans) sockets"
                StandardError.print("ibuki: only root and its owner are told the process of \(sockets)")
            }
        }
    }
#endif
