#if os(Linux)
    import ArgumentParser
    import CaptureCompression
    import Captures
    import HostNetwork
    import Links
    import PacketFilters
    import PacketProtocols
    import Packets
    import Sending
    import SystemCalls

    /// `ibuki send`: crafts packets, or takes them from a file, and sends them by an interface.
    struct Send: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "send",
            abstract: "Send packets that an expression stands for, or that a file holds.",
            discussion: HelpText.fitted(
                """
                The expression is that of 'ibuki craft'. What it leaves out of the addresses comes from the host's routes
                and neighbors; neighbors that are not known are asked for. Everything that it gives is sent as given.

                  ibuki send "ip(dst=10.0.0.1)/udp(dstport=9)/'hello'" -i eth0
                  ibuki send "ip(dst=10.0.0.0/24)/icmp" -i eth0 --rate 100pps
                  ibuki send "ip(dst=10.0.0.1)/udp(srcport=random,dstport=53)" --count 1000000 --rate 10Mbit
                  ibuki send -r some.pcapng -i eth0 --set ip.dst=10.0.0.1 --interval 10ms

                Ctrl-C ends it and tells what was sent; SIGUSR1 only tells.
                """))

        @Argument(help: ArgumentHelp("The packet or packets.", valueName: "expression")) var expression: String?

        @OptionGroup var options: SendingOptions

        @Option(
            name: .customShort("r"),
            help: ArgumentHelp("Send the packets of this capture file; - is standard input.", valueName: "file"),
            completion: .file())
        var file: String?

        @Option(displayFilter: "With -r, send only packets that a display filter chooses.") var filter: String?

        @Option(count: "Send this many packets, beginning again at the end.") var count: Count?

        @Option(
            help: ArgumentHelp("So many packets or bits a second: 1000pps, 2.5kpps, 10Mbit.", valueName: "rate"))
        var rate: SendingRate?

        @Option(
            help: ArgumentHelp(
                "One packet after each such time: 10ms, 1.5s, 2m; seconds by default.", valueName: "time"))
        var interval: LengthOfTime?

        @Flag(help: "Show the packets and send nothing.") var dryRun = false

        @Option(seed: "Makes 'random' give the same values again.") var seed: UInt64?

        func validate() throws {
            if (expression == nil) == (file == nil) {
                throw ValidationError("send takes an expression, or a file with -r")
            }
            if file != nil, options.interface == nil {
                throw ValidationError("packets of a file do not say where they go; name the interface with -i")
            }
            if file == nil, !options.edits.isEmpty {
                throw ValidationError("--set changes packets of a file; in an expression the value is given")
            }
            if file == nil, filter != nil {
                throw ValidationError("-Y chooses packets of a file; an expression says which packets there are")
            }
            if file == "-", !options.isOnce || count != nil {
                throw ValidationError("standard input cannot be read a second time")
            }
            if count != nil, options.loop != nil { throw ValidationError("--count and --loop exclude each other") }
            if rate != nil, interval != nil { throw ValidationError("--rate and --interval exclude each other") }
        }

        /// How fast the packets go.
        private var pace: SendingRate {
            interval.map { SendingRate(interval: $0.seconds) } ?? rate ?? .top
        }

        func run() throws {
            do {
                if let file {
                    try send(file: file)
                } else {
                    try send(expression ?? "")
                }
            } catch {
                throw CommandFailure.sending(error, expression)
            }
        }

        private func send(_ expression: String) throws {
            let registry = Registry.standard
            let signals = try SignalInbox()
            let host = try ProbingPlace.host(options.interface)
            var packets = try OutgoingPackets(
                expression, by: options.interface, as: host, seed: seed ?? .random(in: 0 ... .max), isRehearsal: dryRun,
                options: options.link, in: registry)
            if dryRun { return try show(&packets, registry) }
            var schedule = SendingSchedule(pace)
            let batchSize = batchSize
            let isConstant = packets.sequence.isConstant
            var left = count?.value ?? options.passes(of: packets.count)
            var transmission = Transmission(packets.link, hearing: signals)
            try transmission.reporting(pace) { (transmission) throws in
                var batch = FrameBatch()
                while left > 0, !transmission.isStopped {
                    // The same packets may be sent again as they are.
                    let isReady = isConstant && batch.count == batchSize && left >= batch.count
                    if !isReady {
                        batch.removeAll()
                        let size = min(batchSize, left)
                        let wanted = isConstant ? 1 : size
                        var taken = 0
                        while taken < wanted {
                            if packets.position == packets.count {
                                packets.rewind()
                                // Nobody answered in a whole pass.
                                if batch.isEmpty, transmission.packets == 0, let obstacle = packets.obstacle {
                                    throw obstacle
                                }
                            }
                            let before = packets.position
                            try packets.take(wanted - taken, into: &batch)
                            taken += packets.position - before
                        }
                        if isConstant {
                            batch.repeatLast(size - batch.count)
                            taken = size
                        }
                        left -= taken
                    } else {
                        left -= batch.count
                    }
                    try schedule.send(batch, by: &transmission)
                }
                if transmission.packets == 0, let obstacle = packets.obstacle { throw obstacle }
            }
            if packets.undeliverable > 0, let obstacle = packets.obstacle.map({ CommandFailure.sending($0) }) {
                StandardError.print(
                    packets.undeliverable == 1
                        ? "ibuki: 1 packet was not sent: \(obstacle.message)"
                        : "ibuki: \(packets.undeliverable) packets were not sent; of the last: \(obstacle.message)")
            }
        }

        private func send(file: String) throws {
            let registry = Registry.standard
            let signals = try SignalInbox()
            let outlet = try ProbingPlace.outlet(options.interface, isRehearsal: dryRun, options.link)
            var packets = try CapturedPackets(
                file, by: outlet, edits: options.edits, filter: try DisplayFilter.option(filter, in: registry),
                compression: CompressionFormat.all, in: registry)
            var batch = FrameBatch()
            if dryRun {
                var exhibit = PacketExhibit(registry)
                var left = count?.value ?? Self.shown
                while left > 0, try packets.take(into: &batch) != nil {
                    try exhibit.show(batch[0], as: outlet.link.linkType)
                    batch.removeAll()
                    left -= 1
                }
                return
            }
            var passes = CapturedPasses(
                packets, count: count == nil ? options.passes(of: 1) : .max, limit: batchSize)
            var offsets: [UInt64] = []
            var schedule = SendingSchedule(pace)
            var left = count?.value ?? .max
            var transmission = Transmission(outlet.link, skipsUnfit: true, hearing: signals)
            passes.packets.hear(signals)
            try transmission.reporting(pace) { (transmission) throws in
                while left > 0, !transmission.isStopped,
                    passes.fill(&batch, &offsets, most: left, hasSent: transmission.packets > 0)
                {
                    left -= batch.count
                    try schedule.send(batch, by: &transmission)
                }
                if let failure = passes.failure { throw failure }
            }
            passes.packets.tellOfCuts()
        }

        /// Shows packets instead of sending them.
        private func show(_ packets: inout OutgoingPackets, _ registry: Registry) throws {
            var exhibit = PacketExhibit(registry)
            var batch = FrameBatch()
            let total = count?.value ?? packets.count
            for _ in 0..<min(total, count?.value ?? Self.shown) {
                if packets.position == packets.count { packets.rewind() }
                try packets.take(1, into: &batch)
                guard !batch.isEmpty else { continue }
                try exhibit.show(batch[0], as: packets.link.linkType)
                batch.removeAll()
            }
            if packets.undeliverable > 0 {
                let which =
                    packets.undeliverable == 1
                    ? "1 packet is not shown: its" : "\(packets.undeliverable) packets are not shown: their"
                StandardError.print(
                    "ibuki: \(which) next hop is not known, and asking for it would send packets; eth.dst names it")
            }
            if count == nil, total > Self.shown {
                let all = total == .max ? "more packets than can be counted" : "\(total) packets"
                StandardError.print(
                    "ibuki: the expression stands for \(all); the first \(Self.shown) are shown (--count shows more)")
            }
        }

        /// How many frames are made ready together; without a rate they go with one call.
        private var batchSize: Int { pace == .top ? 256 : 64 }
        /// How many packets are shown when nothing else is said.
        private static let shown = 16
    }
#endif
