#if os(Linux)
    import ArgumentParser
    import Links
    import PacketFilters
    import PacketProtocols
    import Packets
    import Probes
    import Sending
    import SystemCalls

    /// `ibuki ask`: sends packets and shows what answers them.
    struct Ask: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "ask",
            abstract: "Send packets and show what answers each, and after how long.",
            discussion: HelpText.fitted(
                """
                The packets are written as for 'ibuki craft'. Addresses that are left out follow from the route; what answers
                repeat (source ports, identifiers, sequence numbers) is given to each packet anew unless it is set. It
                listens before it sends, and ends when everything is answered or the time is over.

                  ibuki ask 'eth/arp(dst.proto_ipv4=10.9.0.0/24)' -i eth0         who is on the link
                  ibuki ask 'ip(dst=10.9.0.0/24)/icmp'                            who answers to ping
                  ibuki ask 'ip(dst=10.9.0.7)/tcp(dstport=[1..1024],flags=S)' -Y 'tcp.flags.ack == 1 and tcp.flags.syn == 1'
                  ibuki ask 'ip(dst=192.0.2.1,ttl=[1..30])/udp(dstport=33434)'    the way there
                  ibuki ask 'ip(dst=10.9.0.1)/udp/dns(queries=[{name=example.com,type=AAAA}])'

                It ends with status 1 when no answer came.
                """))

        @Argument(help: ArgumentHelp("The packet or packets.", valueName: "expression")) var expression: String

        @Option(
            interface:
                "Ask by this interface, not by the one that the route says; 'lab' is the network inside this program.")
        var interface: String?

        @Option(
            help: ArgumentHelp(
                "How long each answer is waited for: 1s, 300ms. Without it 500ms; 4s for DHCP, whose servers look around "
                    + "first; less for who is on the link, where others answer at once.",
                valueName: "time"))
        var timeout: LengthOfTime?

        @Option(help: ArgumentHelp("Send again up to this many times what nobody answers.", valueName: "n"))
        var retry: WholeNumber<Retries> = 1

        @Option(
            help: ArgumentHelp("At most so many packets or bits a second: 500, 2kpps, 1Mbit.", valueName: "rate"))
        var rate: SendingRate?

        @Option(count: "Ask everything this many times.") var count: Count = 1

        @Flag(help: "Wait for more answers after the first: from two hosts with one address, say.") var all = false

        @Flag(help: "Show the questions that nobody answered, too.") var unanswered = false

        @Option(displayFilter: "Show only answers that a display filter chooses.") var filter: String?

        @Option(seed: "Makes 'random' and all numbers the same again.") var seed: UInt64?

        @OptionGroup var json: JSONOutput

        /// How often a question may be sent again.
        enum Retries: NumberBounds { static var range: ClosedRange<Int> { 0...1000 } }

        func validate() throws {
            if let timeout, timeout.seconds > 86_400 { throw ValidationError("--timeout takes a day at the most") }
        }

        func run() throws {
            let registry = Registry.standard
            let filter = try DisplayFilter.option(filter, in: registry)
            let start = ContinuousClock.now
            let seed = seed ?? .random(in: 0 ... .max)
            do {
                var options = options
                var sending = PacketSocketOptions.sending
                sending.patience = .seconds(5)
                // Made before a lab's threads, so that signals come here alone.
                let signals = try SignalInbox()
                let place = try ProbingPlace(interface)
                var packets = try OutgoingPackets(
                    expression, by: interface, as: place.station?.host, seed: seed, options: sending,
                    patience: patience(options), in: registry)
                packets.tellApart(from: seed)
                options.adapts = options.adapts && packets.staysOnLink
                if timeout == nil, let usual = packets.sequence.answerTime { options.timeout = usual }
                let sender = packets.link
                let receiver = try place.receiver(on: sender.name, AnswerFilter.expression(for: packets.sequence))

                var reporter = AnswerReporter(registry, linkType: sender.linkType, isJSON: json.isWanted)
                reporter.filter = filter
                reporter.showsUnanswered = unanswered
                var asker = Asker(
                    ForgedQuestions(packets, rounds: count.value), by: sender, hearing: receiver, clock: HostClock(),
                    options: options, in: registry)
                // What came until then is summed up too when the interface goes away.
                let end = Result { () throws in
                    try asker.run(&reporter, waking: [signals.descriptor], until: { signals.next() == .stop })
                }
                try reporter.finish(
                    asker.tally, undeliverable: asker.source.undeliverable, took: ContinuousClock.now - start)
                try end.get()
                let dropped = try receiver.statistics().dropped
                if dropped > 0 {
                    StandardError.print(
                        "ibuki: \(receiver.name): \(dropped) frames came too fast; --rate slows asking down")
                }
                guard asker.tally.answers == 0 else { return }
                throw CommandFailure(.noAnswer, asker.source.obstacle.map { CommandFailure.sending($0).message } ?? "")
            } catch {
                throw CommandFailure.sending(error, expression)
            }
        }

        private var options: AskOptions {
            var options = AskOptions()
            if let timeout {
                options.timeout = timeout.duration
            } else {
                options.adapts = true
            }
            options.retries = retry.value
            options.rate = rate.flatMap { AskRate($0) }
            options.waitsForMore = all
            return options
        }

        /// How long a neighbor may take to answer: as long as who is asked, but long enough for one that sleeps on a
        /// wireless link.
        private func patience(_ options: AskOptions) -> Patience {
            Patience(time: max(options.timeout * (1 + options.retries), .milliseconds(300)), adapts: options.adapts)
        }
    }
#endif
