#if os(Linux)
    import ArgumentParser
    import HostNetwork
    import Packets
    import SystemCalls

    /// `ibuki interfaces`: what frames enter and leave the host by.
    struct Interfaces: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "interfaces",
            abstract: "List the host's network interfaces, with addresses and counters.",
            discussion: HelpText.fitted(
                """
                What ifconfig and 'ip -s addr' show, and the driver and speed that ethtool shows.

                  ibuki interfaces                     all, in detail
                  ibuki interfaces eth0                one
                  ibuki interfaces --brief             a line each
                  ibuki interfaces --watch             rates, every second
                """))

        @Argument(help: ArgumentHelp("Only these interfaces.", valueName: "name"), completion: .interface)
        var names: [String] = []
        @Flag(name: [.short, .long], help: "A line each.") var brief = false
        @Flag(help: "Only those that are switched on.") var up = false
        @Flag(name: [.short, .long], help: "Those that are switched off too; they always are, without --up.")
        var all = false
        @OptionGroup var json: JSONOutput
        @OptionGroup var watch: WatchOptions

        func run() throws {
            var tables = try NetworkTables()
            var screen = Screen()
            var rates = InterfaceRates()
            if watch.watch {
                // A rate needs two looks.
                rates.update(try choose(from: try tables.interfaces()), at: System.nanoseconds())
                Screen.wait(seconds: watch.interval.seconds)
            }
            try watch.run { _ in
                let all = try tables.interfaces(drivers: !watch.watch)
                let chosen = try choose(from: all)
                var text = TextBuffer()
                if watch.watch {
                    rates.update(chosen, at: System.nanoseconds())
                    json.isWanted ? rates.writeJSON(into: &text) : rates.write(into: &text, screen.style, screen.width)
                } else if json.isWanted {
                    for interface in chosen { InterfaceJSON(interface, among: all).write(into: &text) }
                } else if brief {
                    InterfaceText.table(chosen).write(into: &text, style: screen.style, width: screen.width)
                } else {
                    for interface in chosen {
                        InterfaceText.write(interface, among: all, screen.style, into: &text)
                    }
                }
                if json.isWanted { try StandardOutput().write(text.bytes) } else { try screen.show(text) }
            }
        }

        private func choose(from all: [NetworkInterface]) throws -> [NetworkInterface] {
            let chosen = all.filter { !up || $0.flags.contains(.up) }
            if names.isEmpty { return chosen }
            return try names.map { name in
                guard let found = all.first(where: { $0.isCalled(name) }) else {
                    throw CommandFailure.noInterface(name, all)
                }
                return found
            }
        }
    }

    extension CommandFailure {
        /// Nothing is called so; says what there is.
        static func noInterface(_ name: String, _ all: [NetworkInterface]) -> CommandFailure {
            let names = all.map(\.name)
            let near = Spelling.suggestions(for: name, among: names)
            let hint = near.isEmpty ? "; there" : "; did you mean \(near.joined(separator: ", "))? There"
            let list = names.prefix(20).joined(separator: ", ")
            let those = names.isEmpty ? "are none" : "\(names.count == 1 ? "is" : "are") \(list)"
            return CommandFailure(.failed, "\(name): no such interface\(hint) \(those)".withVisibleControls)
        }
    }
#endif
