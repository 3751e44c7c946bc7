#if os(Linux)
    import ArgumentParser
    import HostNetwork
    import Packets
    import SystemCalls

    /// `ibuki neighbors`: who is on the links, as ARP and neighbor discovery found.
    struct Neighbors: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "neighbors",
            abstract: "List the host's neighbors: ARP's table, and IPv6's.",
            discussion: HelpText.fitted(
                """
                  ibuki neighbors                      those that were looked for
                  ibuki neighbors -i eth0 -4           on one link, IPv4 only
                  ibuki neighbors --state reachable    those that answered lately
                """))

        @OptionGroup var family: FamilyOptions
        @Option(interface: "Only on this interface.") var interface: String?
        @Option(
            help: ArgumentHelp(
                "Only in this state: reachable, stale, delay, probe, failed, permanent and so on.",
                valueName: "state"),
            completion: .neighborState)
        var state: String?
        @Flag(name: [.short, .long], help: "Also addresses that need no neighbor: groups, loopback.") var all = false
        @Flag(help: "The addresses for which the host answers in another's place.") var proxies = false
        @OptionGroup var json: JSONOutput

        func run() throws {
            var tables = try NetworkTables()
            let (names, index) = try tables.interfaceNames(finding: interface)
            let wanted = try wantedState()
            let neighbors = try tables.neighbors(family.family, on: index, proxies: proxies).filter { neighbor in
                if let wanted { return neighbor.state.names.contains(wanted) }
                return all || proxies || !neighbor.state.contains(.noARP)
            }
            var text = TextBuffer()
            if json.isWanted {
                for neighbor in neighbors { NeighborText.object(neighbor, names).write(into: &text) }
            } else {
                NeighborText.table(neighbors, names)
                    .write(into: &text, style: TextStyle(System.colorDepth(of: 1)), width: Screen().width)
            }
            try StandardOutput().write(text.bytes)
        }

        /// What `--state` takes, in capitals.
        static var stateNames: [String] { ["NONE"] + NeighborState(rawValue: 0xff).names }

        private func wantedState() throws -> String? {
            guard let state else { return nil }
            let names = Self.stateNames
            guard let name = names.first(where: { $0 == state.uppercased() }) else {
                throw CommandFailure(
                    .usage, "--state takes \(names.map { $0.lowercased() }.joined(separator: ", ")), not '\(state)'")
            }
            return name
        }
    }
#endif
