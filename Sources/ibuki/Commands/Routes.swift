#if os(Linux)
    import ArgumentParser
    import HostNetwork
    import Packets
    import SystemCalls

    /// `ibuki routes`: where packets go.
    struct Routes: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "routes",
            abstract: "List the host's routes, or look up the way to an address.",
            discussion: HelpText.fitted(
                """
                  ibuki routes                         the main table, both protocols
                  ibuki routes --table all -6          every table's IPv6 routes
                  ibuki routes 192.0.2.1               the way to an address, and its neighbor

                A look-up ends with status 1 when no route leads there.
                """))

        @Argument(help: ArgumentHelp("Look up the way to these.", valueName: "address"))
        var destinations: [String] = []
        @OptionGroup var family: FamilyOptions
        @Option(
            help: ArgumentHelp(
                "Routes of this table: main, local, default, a number, or all. (default: main)", valueName: "table"),
            completion: .list(["main", "local", "default", "all"]))
        var table: String?
        @Option(interface: "Only routes by this interface.") var interface: String?
        @OptionGroup var json: JSONOutput

        func run() throws {
            var tables = try NetworkTables()
            let (names, index) = try tables.interfaceNames(finding: interface)
            var text = TextBuffer()
            let style = TextStyle(System.colorDepth(of: 1))
            if !destinations.isEmpty { return try lookUpAll(index, &tables, names, style) }
            let wanted = try wantedTable()
            let routes = try tables.routes(family.family).filter { route in
                (wanted.map { route.table == $0 } ?? true)
                    && (index.map { index in route.nextHops.contains { $0.interfaceIndex == index } } ?? true)
            }
            if tables.isInconsistent {
                StandardError.print("ibuki: the routes changed while they were read; some may be missing")
            }
            if json.isWanted {
                for route in routes { RouteText.object(route, names).write(into: &text) }
            } else {
                RouteText.table(routes, names, showsTable: wanted == nil)
                    .write(into: &text, style: style, width: Screen().width)
            }
            try StandardOutput().write(text.bytes)
        }

        private func wantedTable() throws -> RouteTable? {
            let table = table ?? "main"
            if table == "all" { return nil }
            if let number = UInt32(table) { return RouteTable(rawValue: number) }
            guard let named = RouteTable.names.first(where: { $0.name.description == table }) else {
                throw CommandFailure(.usage, "--table takes main, local, default, a number or all, not '\(table)'")
            }
            return RouteTable(raw: named.raw)
        }

        /// The address that the way to is looked up.
        private func address(_ destination: String) throws(CommandFailure) -> IPAddress {
            let address: IPAddress
            do throws(AddressError) { address = try IPAddress(parsing: destination) } catch {
                let halves = destination.split(separator: "%", maxSplits: 1)
                if error.code == .zone, halves.count == 2 {
                    let command = "ibuki routes \(halves[0]) -i \(halves[1])"
                    throw CommandFailure(.usage, "'\(destination)': the interface is an option's; '\(command)'")
                }
                throw CommandFailure(.usage, "'\(destination)' is no address: \(error.description)")
            }
            switch (address, family.family) {
            case (.v6, .v4): throw CommandFailure(.usage, "-4 looks up IPv4 addresses, not \(address)")
            case (.v4, .v6): throw CommandFailure(.usage, "-6 looks up IPv6 addresses, not \(address)")
            default: return address
            }
        }

        /// Looks up the way to each address; those that no route leads to are told of, and the others still shown.
        private func lookUpAll(
            _ interface: UInt32?, _ tables: inout NetworkTables, _ names: [UInt32: String], _ style: TextStyle
        ) throws {
            guard table == nil else {
                throw CommandFailure(
                    .usage,
                    "--table is for listing routes; the kernel's rules say in which table an address is looked up")
            }
            let addresses = try destinations.map(address)
            let silent = try tables.interfaces(addresses: false).filter { $0.flags.contains(.noARP) }.map(\.index)
            let writer = ResolvedRouteText(names: names, silent: Set(silent), style: style)
            var leadsToAll = true
            for address in addresses {
                var text = TextBuffer()
                do throws(HostNetworkError) {
                    let route = try tables.route(to: address, interface: interface)
                    let neighbor =
                        route.hasNeighbor ? try tables.neighbor(route.nextHop, on: route.interfaceIndex) : nil
                    if json.isWanted {
                        writer.object(route, neighbor).write(into: &text)
                    } else {
                        writer.write(route, neighbor, into: &text)
                    }
                } catch {
                    guard error.code == .unreachable || error.code == .notFound else { throw error }
                    StandardError.print("ibuki: \(error)")
                    leadsToAll = false
                }
                try StandardOutput().write(text.bytes)
            }
            guard leadsToAll else { throw CommandFailure(.noAnswer, "") }
        }
    }
#endif
