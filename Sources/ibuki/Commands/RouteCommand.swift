#if os(Linux)
    import ArgumentParser
    import NetStack
    import NetStackSockets
    import Packets
    import SystemCalls

    /// `ibuki route`: a router between two interfaces.
    struct RouteCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "route",
            abstract: "Be a router between two interfaces, on a stack of our own, with address translation on request.",
            discussion: HelpText.fitted(
                """
                Hosts at either interface send by the router's addresses, which the host's kernel knows nothing of: by
                'ip route add 10.8.0.0/24 via 10.9.0.1', say.

                  sudo ibuki route eth0 eth1 --address 10.9.0.1/24 --address 10.8.0.1/24
                  sudo ibuki route eth0 eth1 --address eth0=10.9.0.1/24 --address eth1=192.0.2.7/24 \\
                      --gateway 192.0.2.1 --nat --forward 8080=10.9.0.2:80

                With --nat, what is passed on to the second interface comes from its IPv4 address there, and --forward lets
                hosts there reach a port of a host behind the first. Each second in which something was passed on has its line.
                Ctrl-C ends it, with the sum.
                """))

        @Argument(help: ArgumentHelp("One interface.", valueName: "interface"), completion: .interface)
        var first: String

        @Argument(
            help: ArgumentHelp("The other; with --nat, that to the outside.", valueName: "interface"),
            completion: .interface)
        var second: String

        @Option(
            help: ArgumentHelp(
                "An address of the router's, with its network's prefix; of each family the first is at the first interface, "
                    + "the second at the second, unless it says where it is, as in eth0=10.9.0.1/24.",
                valueName: "address/length"))
        var address: [RouterAddress] = []

        @Option(help: ArgumentHelp("Where packets for other networks go.", valueName: "address"))
        var gateway: [HostAddress] = []

        @Flag(help: "Let what is passed on to the second interface come from its own IPv4 address.") var nat = false

        @Option(
            help: ArgumentHelp(
                "With --nat: pass on what comes for this port of the second interface's; '/udp' behind it for UDP.",
                valueName: "port=host:port"))
        var forward: [ForwardedPort] = []

        @Flag(name: .shortAndLong, help: "Print no lines.") var quiet = false
        @OptionGroup var json: JSONOutput

        func validate() throws {
            guard first != second else { throw ValidationError("a router is between two interfaces: \(first) is one") }
            let shares = try RouterAddress.shared(address, among: [first, second])
            for gateway in gateway where !shares.joined().contains(where: { $0.reaches(gateway.address) }) {
                throw ValidationError("--gateway \(gateway.address) is in no network of the router's addresses")
            }
            guard nat || forward.isEmpty else { throw ValidationError("--forward is for --nat") }
            guard !nat || shares[1].contains(where: { $0.bits == 32 }) else {
                throw ValidationError("--nat wants an IPv4 address at \(second): what leaves there comes from it")
            }
        }

        func run() throws {
            let session = try DriverSession()
            let router = try RouterVoice([first, second])
            let shares = try RouterAddress.shared(address, among: [first, second])
            let asking = self
            try session.run {
                try await router.begin(
                    shares, gateways: asking.gateway, translates: asking.nat, forwards: asking.forward)
                let places = zip([asking.first, asking.second], shares).map { name, own in
                    "\(name) (\(own.map { "\($0.address)" }.joined(separator: ", ")))"
                }
                StandardError.print("ibuki: routing between \(places[0]) and \(places[1]); Ctrl-C ends it")
                do {
                    try await asking.report(router)
                } catch {
                    await router.driver.shutDown()
                    throw error
                }
                await router.driver.shutDown()
            }
        }

        /// Tells what is passed on until the task is cancelled.
        private func report(_ router: RouterVoice) async throws {
            let beginning = ContinuousClock.now
            var moment = beginning
            let nothing = await router.driver.counters
            var latest = nothing
            while !Task.isCancelled {
                try? await Task.sleep(until: moment + .seconds(1))
                if let failure = router.failure { throw failure }
                let now = ContinuousClock.now
                let counters = await router.driver.counters
                let traffic = RoutedTraffic(time: now - moment, before: latest, after: counters)
                if !traffic.isNothing, !Task.isCancelled { try print(traffic, isTotal: false) }
                (moment, latest) = (now, counters)
            }
            try print(RoutedTraffic(time: moment - beginning, before: nothing, after: latest), isTotal: true)
        }

        private func print(_ traffic: RoutedTraffic, isTotal: Bool) throws {
            guard !quiet else { return }
            guard json.isWanted else {
                return try StandardOutput().write(Array(((isTotal ? "all: " : "") + traffic.line + "\n").utf8))
            }
            var text = TextBuffer()
            traffic.object(isTotal: isTotal).write(into: &text)
            try StandardOutput().write(text.bytes)
        }
    }
#endif
