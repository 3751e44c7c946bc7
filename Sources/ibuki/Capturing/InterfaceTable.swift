#if os(Linux)
    import Links
    import Packets

    /// What `-D` and `-L` print.
    enum InterfaceTable {
        /// A numbered line for each interface, as tcpdump has it.
        static func print() throws {
            var lines = ""
            for (index, interface) in try CaptureSources.known().enumerated() {
                var states: [String] = []
                if interface.isUp { states.append("Up") }
                if interface.isRunning { states.append("Running") }
                if interface.isLoopback { states.append("Loopback") }
                lines += "\(index + 1).\(interface.name.withVisibleControls)"
                if let explanation = interface.explanation { lines += " (\(explanation))" }
                if !states.isEmpty { lines += " [\(states.joined(separator: ", "))]" }
                lines += "\n"
            }
            try StandardOutput().write(Array(lines.utf8))
        }

        /// The link type of each link's frames.
        static func printLinkTypes(of links: [any Link]) throws {
            var lines = ""
            for link in links {
                lines += "Data link types for \(link.name.withVisibleControls):\n"
                lines += link.linkType.names.map { "  \($0.name) (\($0.meaning))\n" } ?? "  \(link.linkType)\n"
            }
            try StandardOutput().write(Array(lines.utf8))
        }

        /// Who can say when packets cross each interface, as tcpdump has it.
        static func printTimestampTypes(of interfaces: [String]) throws {
            var lines = ""
            for interface in interfaces {
                lines += "Time stamp types for \(interface.withVisibleControls) (--time-stamp-type chooses):\n"
                for type in try TimestampType.available(on: interface) {
                    lines += "  \(type.rawValue) (\(type.meaning))\n"
                }
            }
            try StandardOutput().write(Array(lines.utf8))
        }
    }
#endif
