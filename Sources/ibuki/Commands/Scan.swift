#if os(Linux)
    import ArgumentParser
    import Lab
    import Links
    import Packets
    import Probes
    import Sending
    import SystemCalls

    /// `ibuki scan`: which hosts are there, and which of their ports are open.
    struct Scan: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "scan",
            abstract: "Find out which hosts are there, and which of their ports are open, and why it says so.",
            discussion: HelpText.fitted(
                """
                  sudo ibuki scan 10.9.0.0/24                      the usual ports of who is there, by SYN
                  sudo ibuki scan 10.9.0.1-20 -p 22,80,8000-8100
                  sudo ibuki scan 10.9.0.0/24 --ping               who is there: by ARP, or what passes routers
                  sudo ibuki scan 10.9.0.7 --udp -p 53,123,161
                  ibuki scan example.org --connect                 by the host's sockets, without privilege
                  ibuki scan example.org --banner -p 22,80         and what is said there first
                  ibuki scan web closed silent -i lab              in the network inside this program: see 'ibuki lab'

                First it asks who is there: neighbors by ARP and neighbor discovery, others by an echo request, a SYN and an ACK;
                --no-discovery (-Pn) leaves that out. Without a method it is --syn, or --connect for who may not send packets of
                his own. Scan what is yours, or what you were asked to. It ends with status 1 when no host answered.
                """))

        @Argument(
            help: ArgumentHelp(
                "Hosts: addresses, networks such as 10.0.0.0/24, ranges such as 10.0.0.1-20, names.",
                valueName: "target"))
        var targets: [String]

        @Option(
            name: .shortAndLong,
            help: ArgumentHelp(
                "Ports: 22,80,8000-8100, services by their names, - for all. Without it those up to 1024 and some usual ones; of "
                    + "UDP some usual ones.", valueName: "ports"))
        var ports: String?

        @Flag(help: "How hosts are asked.") var method: Method?

        @Flag(
            name: [.long, .customLong("Pn", withSingleDash: true)],
            help: "Take every host to be there, and ask its ports at once.")
        var noDiscovery = false

        @Option(
            help: ArgumentHelp(
                "How long each answer is waited for. Without it 500ms; 1.5s for a connection.", valueName: "time"))
        var timeout: LengthOfTime?
        @Option(help: ArgumentHelp("Send again up to this many times what nobody answers.", valueName: "n"))
        var retry: WholeNumber<Ask.Retries> = 2
        @Option(help: ArgumentHelp("At most so many packets, or connections, a second: 500, 2kpps.", valueName: "rate"))
        var rate: SendingRate?
        @Option(help: ArgumentHelp("How many questions may be open at once.", valueName: "n"))
        var parallel: WholeNumber<Parallels>?
        @Flag(help: "List closed and filtered ports too, however many they are.") var all = false
        @OptionGroup var place: ProbingOptions
        @OptionGroup var json: JSONOutput

        enum Parallels: NumberBounds { static var range: ClosedRange<Int> { 1...16_384 } }

        enum Method: String, EnumerableFlag {
            case syn, connect, udp, ping, arp, banner

            static func name(for method: Method) -> NameSpecification {
                let words: [Method: String] = [.syn: "sS", .connect: "sT", .udp: "sU", .ping: "sn", .arp: "PR"]
                return words[method].map { [.long, .customLong($0, withSingleDash: true)] } ?? .long
            }

            static func help(for method: Method) -> ArgumentHelp? {
                switch method {
                case .syn: "By a SYN that is never followed."
                case .connect: "By connections to their end."
                case .udp: "By datagrams; a closed port may take a second."
                case .ping: "Whether they are there, and no more."
                case .arp: "Which neighbors are there: by ARP and neighbor discovery alone."
                case .banner: "By connections, and what is said there first."
                }
            }

            /// Whether packets of one's own are sent.
            var isRaw: Bool { self != .connect && self != .banner }
            var hasPorts: Bool { self != .ping && self != .arp }
        }

        func validate() throws {
            if let timeout, timeout.seconds > 600 { throw ValidationError("--timeout takes ten minutes at the most") }
            guard ports == nil || method?.hasPorts ?? true else {
                throw ValidationError("-p is for methods that ask ports, not for --\(method?.rawValue ?? "")")
            }
            do throws(ScanInputError) {
                for target in targets { _ = try ScanTarget(parsing: target) }
                if let ports { _ = try PortList(parsing: ports, service: ServiceName.ports) }
            } catch {
                throw ValidationError("\(error)")
            }
        }

        func run() throws {
            let start = ContinuousClock.now
            var names: [IPAddress: String] = [:]
            let addresses: [IPAddress]
            do {
                let targets = try targets.map { try ScanTarget(parsing: $0) }
                addresses = try ScanTarget.addresses(of: targets) { name in
                    let found = try place.addresses(of: name).prefix(1)
                    for address in found { names[address] = name }
                    return Array(found)
                }
            } catch let error as ScanInputError {
                throw CommandFailure(.usage, "\(error)")
            }
            let method = method ?? (place.isOwn || Self.maySend ? .syn : .connect)
            let ports = try ports(for: method)
            let report = ScanReport(
                isJSON: json.isWanted, listsAll: all, portCount: method.hasPorts ? ports.count : 0, names: names)
            let outcome =
                method.isRaw
                ? try probe(addresses, ports, method, report)
                : try connect(addresses, ports, method, report)
            try report.finish(
                hosts: addresses.count, absences: outcome.absences, sent: outcome.sent,
                took: ContinuousClock.now - start)
            if outcome.isSilent { throw CommandFailure(.noAnswer, "") }
        }

        private struct Outcome {
            var absences: [IPAddress: String] = [:]
            var sent: Int?
            var isSilent = false
        }

        private func ports(for method: Method) throws -> [UInt16] {
            if let ports { return try PortList(parsing: ports, service: ServiceName.ports).ports }
            return method == .udp ? PortList.usualUDP : PortList.usualTCP
        }

        /// Whether the process may send packets of its own. packet(7)
        private static var maySend: Bool { (try? PacketSocketLink("lo", options: .sending)) != nil }

        // MARK: Packets of one's own

        private func probe(
            _ addresses: [IPAddress], _ ports: [UInt16], _ method: Method, _ report: ScanReport
        ) throws -> Outcome {
            let signals = try SignalInbox()
            let opened = try place.open()
            let (groups, lost) = try opened.groups(addresses)
            var outcome = Outcome(sent: 0)
            for (address, reason) in lost { outcome.absences[address] = reason }
            for group in groups {
                guard signals.stopCount == 0, let first = group.first else { break }
                var hosts = group
                if !noDiscovery || !method.hasPorts {
                    let discovery = HostDiscovery(
                        group, method: method == .arp ? .neighbors : .all, seed: .random(in: 0 ... .max))
                    discovery.onFinding = { report.add($0) }
                    discovery.onPause = { [unowned discovery] in try report.show(discovery.progress) }
                    outcome.sent? += try run(
                        discovery, opened, to: first, "arp or icmp or icmp6 or tcp", retries: 1, signals)
                    hosts = discovery.found.map(\.address)
                    outcome.absences.merge(discovery.absences) { old, _ in old }
                }
                guard method.hasPorts, let first = hosts.first, signals.stopCount == 0 else { continue }
                let scan = PortScan(
                    hosts, ports: ports, method: method == .udp ? .udp : .syn, seed: .random(in: 0 ... .max))
                scan.onFinding = { report.add($0) }
                scan.onPause = { [unowned scan] in try report.show(scan.progress) }
                let filter = method == .udp ? "udp or icmp or icmp6" : "tcp or icmp or icmp6"
                outcome.sent? += try run(scan, opened, to: first, filter, retries: retry.value, signals)
            }
            outcome.isSilent = !report.hasHeard
            return outcome
        }

        /// - Returns: how many packets were sent.
        private func run(
            _ plan: some ProbePlan, _ opened: ProbingPlace, to first: IPAddress, _ filter: String, retries: Int,
            _ signals: SignalInbox
        ) throws -> Int {
            do {
                var options = AskOptions()
                options.timeout = timeout?.duration ?? .milliseconds(500)
                options.retries = retries
                options.limit = parallel?.value ?? 256
                options.rate = rate.flatMap { AskRate($0) }
                let patience = Patience(time: max(options.timeout * 2, .milliseconds(300)), adapts: timeout == nil)
                let courier = try opened.courier(to: first, asksAnew: true, patience: patience)
                let receiver = try opened.receiver(on: courier.interfaceName, filter)
                let tally = try Prober.run(
                    plan, by: courier, hearing: receiver, options: options, waking: [signals.descriptor],
                    until: { signals.next() == .stop })
                let dropped = try receiver.statistics().dropped
                if dropped > 0 {
                    StandardError.print(
                        "ibuki: \(receiver.name): \(dropped) frames came too fast; --rate slows asking down")
                }
                return tally.sent
            } catch {
                throw CommandFailure.sending(error)
            }
        }

        // MARK: Connections

        private func connect(
            _ addresses: [IPAddress], _ ports: [UInt16], _ method: Method, _ report: ScanReport
        ) throws -> Outcome {
            let session = try DriverSession()
            let voice = place.isOwn ? try place.voice.voice(to: []) : nil
            var scan = ConnectScan(addresses, ports: ports)
            if let timeout { scan.timeout = timeout.duration }
            if case .packets(let rate)? = rate.flatMap({ AskRate($0) }) { scan.rate = rate }
            if method == .banner { scan.greeting = max(scan.timeout, .seconds(2)) }
            scan.limit = min(parallel?.value ?? 128, 512)
            let (whole, discovers) = (scan, addresses.count > 1 && !noDiscovery)
            let door = ReportDoor(report, total: addresses.count * ports.count)
            try session.run {
                try await voice?.begin()
                if let voice {
                    await Self.run(whole, discovers, by: StackConnectionOpener(voice.driver), door)
                } else {
                    await Self.run(whole, discovers, by: HostConnectionOpener(), door)
                }
            }
            if let failure = door.failure { throw failure }
            return Outcome(isSilent: !report.hasHeard)
        }

        private static func run(
            _ scan: ConnectScan, _ discovers: Bool, by opener: some ConnectionOpener, _ door: ReportDoor
        ) async {
            var scan = scan
            if discovers {
                var search = scan
                search.ports = [443, 80]
                search.greeting = nil
                await search.run(by: opener) { door.addSign($0) }
                scan.hosts = scan.hosts.filter { door.isThere($0) }
            }
            await scan.run(by: opener) { door.add($0) }
        }

        /// Hands findings to the report.
        private final class ReportDoor: @unchecked Sendable {
            // Sendable because a scan tells of one finding at a time, and all else is done before and after it.
            private let report: ScanReport
            private let total: Int
            private var there: Set<IPAddress> = []
            private var done = 0
            private(set) var failure: CommandFailure?

            init(_ report: ScanReport, total: Int) {
                self.report = report
                self.total = total
            }

            func isThere(_ address: IPAddress) -> Bool { there.contains(address) }

            /// Whether a host that is looked for gives a sign of life.
            func addSign(_ finding: PortFinding) {
                guard finding.state == .open || finding.state == .closed, there.insert(finding.address).inserted else {
                    return
                }
                report.add(HostFinding(finding.address, isUp: true, reason: finding.reason, delay: finding.delay))
            }

            func add(_ finding: PortFinding) {
                done += 1
                report.add(finding)
                guard failure == nil else { return }
                do throws(CommandFailure) { try report.show((done, total)) } catch { failure = error }
            }
        }
    }

    extension AskRate {
        /// `nil` where nothing holds it.
        init?(_ rate: SendingRate) {
            switch rate {
            case .packets(let rate): self = .packets(perSecond: rate)
            case .bits(let rate): self = .bits(perSecond: rate)
            case .top: return nil
            }
        }
    }
#endif
