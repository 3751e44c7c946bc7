#if os(Linux)
    import ArgumentParser
    import Lab
    import Links
    import Packets
    import Probes
    import Sending
    import SystemCalls

    /// `ibuki trace`: the way to a host.
    struct TraceCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "trace",
            abstract: "Show the routers on the way to a host, and how long each takes to answer.",
            discussion: HelpText.fitted(
                """
                  sudo ibuki trace 192.0.2.1                  by echo requests
                  sudo ibuki trace example.org --tcp -p 443   by SYNs, which firewalls let through to an open port
                  sudo ibuki trace 2001:db8::1 --udp
                  sudo ibuki trace example.org --probes 50    and what each hop loses
                  ibuki trace far -i lab                      in the network inside this program: see 'ibuki lab'

                All packets are of one flow, so that routers that share flows out over several ways send them all the same one.
                * stands for a packet that nobody answered, !H, !N and !X for a router that says that it goes no further. It ends
                with status 1 when the host did not answer.
                """))

        @Argument(help: ArgumentHelp("Where to: an address or a name.", valueName: "host")) var host: PeerHost
        @Flag(help: "What is sent: echo requests, datagrams or SYNs (default: --icmp).") var method: Method = .icmp
        @Option(
            name: .shortAndLong,
            help: ArgumentHelp("The port that it goes to: 80 with --tcp, 33434 with --udp.", valueName: "port"))
        var port: WholeNumber<Connect.Ports>?
        @Option(
            name: [.customShort("q"), .long], help: ArgumentHelp("How many packets go to each hop.", valueName: "n"))
        var probes: WholeNumber<ProbeCounts> = 3
        @Option(name: [.customShort("f"), .long], help: ArgumentHelp("The hop to begin with.", valueName: "n"))
        var first: WholeNumber<HopNumbers> = 1
        @Option(name: [.customShort("m"), .long], help: ArgumentHelp("The hop to end with.", valueName: "n"))
        var maxHops: WholeNumber<HopNumbers> = 30
        @Option(help: ArgumentHelp("How long an answer is waited for.", valueName: "time"))
        var timeout: LengthOfTime = LengthOfTime(seconds: 1)
        @Option(help: ArgumentHelp("How many packets may be under way at once.", valueName: "n"))
        var parallel: WholeNumber<Parallels> = 16
        @Option(help: ArgumentHelp("At most so many packets a second.", valueName: "rate")) var rate: SendingRate?
        @Flag(name: [.customShort("N"), .long], help: "Show the names of routers too.") var names = false
        @OptionGroup var place: ProbingOptions
        @OptionGroup var json: JSONOutput

        enum ProbeCounts: NumberBounds { static var range: ClosedRange<Int> { 1...200 } }
        enum HopNumbers: NumberBounds { static var range: ClosedRange<Int> { 1...255 } }
        enum Parallels: NumberBounds { static var range: ClosedRange<Int> { 1...1024 } }
        enum Method: String, EnumerableFlag { case icmp, udp, tcp }

        func validate() throws {
            guard first.value <= maxHops.value else {
                throw ValidationError("--first \(first.value) is behind --max-hops \(maxHops.value)")
            }
            guard port == nil || method != .icmp else {
                throw ValidationError("-p is for --tcp and --udp: echo requests have no port")
            }
        }

        func run() throws {
            let address = try place.address(of: host)
            let signals = try SignalInbox()
            var options = Trace.Options(Trace.Method(rawValue: method.rawValue) ?? .icmp)
            options.hops = first.value...maxHops.value
            options.probes = probes.value
            if let port { options.port = UInt16(port.value) }
            let trace = Trace(to: address, options, seed: .random(in: 0 ... .max))
            var report = TraceReport(isJSON: json.isWanted)
            if names { report.name = HostLookup.namer(isInLab: place.isInLab) }
            let shown = report
            trace.onHop = { try shown.show($0) }
            do {
                let opened = try place.open()
                let courier = try opened.courier(to: address, asksAnew: false, patience: Patience())
                let filter =
                    options.method == .udp
                    ? "icmp or icmp6 or udp" : options.method == .tcp ? "icmp or icmp6 or tcp" : "icmp or icmp6"
                let receiver = try opened.receiver(on: courier.interfaceName, filter)
                var asking = AskOptions()
                asking.timeout = timeout.duration
                asking.retries = 0
                asking.limit = parallel.value
                asking.rate = rate.flatMap { AskRate($0) }
                if !json.isWanted {
                    StandardError.print(
                        "ibuki: to \(host)\("\(host)" == "\(address)" ? "" : " (\(address))"), \(maxHops.value) hops at most"
                    )
                }
                try Prober.run(
                    trace, by: courier, hearing: receiver, options: asking, waking: [signals.descriptor],
                    until: { signals.next() == .stop || trace.isComplete })
            } catch {
                throw CommandFailure.sending(error)
            }
            guard !trace.isReached else { return }
            throw CommandFailure(
                .noAnswer,
                trace.obstacle.map { "\(host): \($0)" } ?? (signals.stopCount > 0 ? "" : "\(host) did not answer"))
        }
    }
#endif
