#if os(Linux)
    import ArgumentParser
    import Lab
    import Links
    import PacketProtocols
    import Packets
    import Terminal
    import Workbench

    /// `ibuki workbench`, or `ibuki` alone: packets seen, forged and spoken in one terminal window.
    struct WorkbenchCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "workbench",
            abstract: "See, forge and speak packets in one terminal window; what 'ibuki' alone opens.",
            discussion: HelpText.fitted(
                """
                Without -i and -r it opens on the lab, a small network inside the program, and needs no privilege.

                  ibuki                                the lab
                  ibuki -i eth0 -i eth1                interfaces
                  ibuki -r web.pcapng                  a capture; - is standard input
                  ssh host tcpdump -w - | ibuki -r -

                In it ? lists the keys of where you are, and q leaves.
                """))

        @Option(
            name: [.customShort("i", allowingJoined: true), .customLong("interface")],
            help: ArgumentHelp("An interface to watch, or lab. Repeatable.", valueName: "interface"),
            completion: .capturedInterface)
        var interfaces: [String] = []

        @Option(
            name: .customShort("r"),
            help: ArgumentHelp("A capture to open; - is standard input.", valueName: "file"), completion: .file())
        var file: String?

        func validate() throws {
            if file != nil, !interfaces.isEmpty {
                throw ValidationError("it watches interfaces, or a capture, and not both")
            }
            if interfaces.contains(Lab.interfaceName), interfaces.count > 1 {
                throw ValidationError("-i lab is watched alone")
            }
        }

        func run() throws {
            let source: Workbench.Source =
                if let file {
                    .capture(file)
                } else if interfaces.isEmpty || interfaces == [Lab.interfaceName] {
                    .lab
                } else {
                    .interfaces(interfaces)
                }
            do {
                try Workbench(source, registry: .standard).run()
            } catch let error as TerminalError {
                throw CommandFailure(.failed, "\(error); 'ibuki --help' lists what needs none")
            }
        }
    }
#endif
