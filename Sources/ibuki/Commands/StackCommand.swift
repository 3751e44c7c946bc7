#if os(Linux)
    import ArgumentParser
    import Links
    import NetStack
    import NetStackSockets
    import Packets
    import StackServices
    import SystemCalls

    /// `ibuki stack`: another host on this one, with services.
    struct StackCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "stack",
            abstract:
                "Be another host, on a stack of our own, behind a TAP device; or run scripts and journals against it.",
            discussion: HelpText.fitted(
                """
                The device is made, or used where it is there already. Behind it a TCP/IP stack of Ibuki's own answers at its
                addresses: to ping, and with small services to every program of this host.

                  sudo ibuki stack --tap tap0 --address 10.9.0.2/24 --host-address 10.9.0.1/24
                  ping 10.9.0.2
                  curl http://10.9.0.2/big/1000000 -o million
                  ibuki capture -i tap0                        what they say to each other

                  port 80   http: a page at '/', and '/big/N' with N octets
                  port 7    echo, by TCP and UDP
                  port 9    discard, by TCP and UDP
                  port 13   daytime
                  port 19   chargen

                A line is printed for each connection as it comes and as it goes. Ctrl-C ends it.

                With --misbehave the stack does wrong on purpose, so that one sees what other programs make of it:

                \(ServiceMisbehavior.table)

                  ibuki stack --tap tap0 --address 10.9.0.2/24 --misbehave http:reset-at=1000,hold-syn-ack=2s

                With --script, files in packetdrill's language are run against the stack in virtual time, without a device and
                without privilege: what an application calls, what packets come, and what packets must leave, when.

                  ibuki stack --script Examples/Scripts/01-handshake.pkt --verbose
                  ibuki stack --script *.pkt --pcapng out.pcapng

                Each file gets a line, OK or what is not as it says; then the status is 4.

                With --journal the stack writes down all that comes from outside: frames, times, what was asked of it. The file is a
                capture that every tool reads; with --replay the stack lives the same again, in no time and without a device, and
                whether the same frames leave is looked at. --verbose shows what it did and why.

                  ibuki stack --tap tap0 --address 10.9.0.2/24 --journal run.pcapng
                  ibuki read run.pcapng
                  ibuki stack --replay run.pcapng --verbose
                """))

        @Option(help: ArgumentHelp("The TAP device.", valueName: "name")) var tap: String?

        @Option(
            parsing: .upToNextOption, help: ArgumentHelp("Run these scripts in virtual time.", valueName: "file.pkt"),
            completion: .file(extensions: ["pkt"]))
        var script: [String] = []

        @Option(
            help: ArgumentHelp("Write what crosses the link of the scripts to this file.", valueName: "file"),
            completion: .file())
        var pcapng: String?

        @Option(
            help: ArgumentHelp("Live again what a journal holds, and compare.", valueName: "file"), completion: .file())
        var replay: String?

        @Option(
            help: ArgumentHelp("Write a journal to this file, which --replay plays.", valueName: "file"),
            completion: .file())
        var journal: String?

        @Flag(help: "Print each call and each packet of the scripts; of a journal, what the stack did and why.")
        var verbose = false

        @Option(
            help: ArgumentHelp("An address of the stack's own, with its prefix's length.", valueName: "address/length"))
        var address: [OwnAddress] = []

        @Option(
            help: ArgumentHelp(
                "An address that this host's end of the device gets; without it the end has what it was given otherwise.",
                valueName: "address/length"))
        var hostAddress: [OwnAddress] = []

        @Option(help: ArgumentHelp("Where packets for other networks go.", valueName: "address"))
        var gateway: [HostAddress] = []

        @Flag(help: "Make IPv6 addresses of the device's own and of the prefixes that routers tell.") var autoconf =
            false

        @Option(help: ArgumentHelp("The longest packet, in octets.", valueName: "octets")) var mtu: WholeNumber<MTUs> =
            1500

        @Flag(
            help:
                "Send no segments longer than the MTU, and fill in all checksums: as on a wire, and for tools that capture."
        )
        var noOffload = false

        @Option(
            help: ArgumentHelp(
                "Do something wrong on purpose, at one service or at all, such as http:reset-at=1000.",
                valueName: "[service:]what"), transform: ServiceMisbehavior.init(parsing:))
        var misbehave: [ServiceMisbehavior] = []

        @Flag(name: .shortAndLong, help: "Print no line for connections.") var quiet = false

        @Flag(help: "Let packets leave behind the last line of a script that expects one, as packetdrill does.")
        var ignoreRest = false

        @OptionGroup var json: JSONOutput

        /// RFC 791: every host takes 576 octets; a length has 16 bits.
        enum MTUs: NumberBounds { static var range: ClosedRange<Int> { 576...65_521 } }

        func validate() throws {
            guard (tap == nil ? 0 : 1) + (script.isEmpty ? 0 : 1) + (replay == nil ? 0 : 1) == 1 else {
                throw ValidationError("one of --tap, --script and --replay is wanted")
            }
            guard tap != nil || journal == nil && misbehave.isEmpty else {
                throw ValidationError(
                    "--journal and --misbehave are for --tap; scripts say setsockopt(3, SOL_TCP, TCP_MISBEHAVE, ...)")
            }
            guard replay == nil || pcapng == nil && !ignoreRest else {
                throw ValidationError("--pcapng and --ignore-rest are for --script; a journal is a capture itself")
            }
            guard tap == nil || pcapng == nil && !verbose && !ignoreRest else {
                throw ValidationError(
                    "--pcapng, --verbose and --ignore-rest are for --script; 'ibuki capture -i \(tap ?? "")' shows the device"
                )
            }
            guard tap != nil else { return }
            for wanted in misbehave.compactMap(\.service) where !Self.services.contains(where: { $0.name == wanted }) {
                let names = Self.services.map(\.name).joined(separator: ", ")
                throw ValidationError("--misbehave: '\(wanted)' is no service; there are \(names)")
            }
            guard !address.isEmpty || autoconf else {
                throw ValidationError("--address is wanted: the stack's own, such as 10.9.0.2/24; or --autoconf")
            }
            let ends = hostAddress.filter { if case .v4 = $0.address { true } else { false } }
            guard ends.count < 2 else { throw ValidationError("--host-address takes one IPv4 address at the most") }
        }

        func run() throws {
            if let replay { return try JournalReplay(isVerbose: verbose, isJSON: json.isWanted).run(replay) }
            guard let tap else {
                return try ScriptRuns(
                    capture: pcapng, isVerbose: verbose, isJSON: json.isWanted, ignoresRest: ignoreRest
                )
                .run(script)
            }
            let session = try DriverSession()
            let link = try openLink(tap)
            let onJournal: (@Sendable ([UInt8]) -> Void)? = try journal.map { path in
                let file = try JournalFile(path)
                return { file.write($0) }
            }
            let voice = try StackVoice(
                link, address, gateways: gateway.map(\.address), connections: 8192, isAutomatic: autoconf,
                onJournal: onJournal)
            try session.serve(
                Self.services, by: voice, announced: "serving at \(link.name), \(voice.place)",
                misbehaving: misbehaviors, isQuiet: quiet, isJSON: json.isWanted)
        }

        /// By the services' names; what stands for one alone goes before what stands for all.
        private var misbehaviors: [String: Misbehavior] {
            var all: [String: Misbehavior] = [:]
            for wanted in misbehave where wanted.service == nil {
                for service in Self.services { all[service.name] = wanted.misbehavior }
            }
            for wanted in misbehave { if let service = wanted.service { all[service] = wanted.misbehavior } }
            return all
        }

        private static var services: [any StackService] {
            let page = """
                Hello from Ibuki's own TCP/IP stack.
                /big/N has N octets. Echo is at port 7, discard at 9, daytime at 13, chargen at 19.

                """
            return [WebService(greeting: page), EchoService(), DiscardService(), DaytimeService(), ChargenService()]
        }

        private func openLink(_ tap: String) throws -> TapLink {
            var options = TunnelOptions()
            options.mtu = mtu.value
            options.usesOffloads = !noOffload
            for end in hostAddress {
                switch end.address {
                case .v4(let address): options.ipv4 = (address, end.prefixLength)
                case .v6(let address): options.ipv6.append((address, end.prefixLength))
                }
            }
            return try TapLink(tap, options: options)
        }
    }
#endif
