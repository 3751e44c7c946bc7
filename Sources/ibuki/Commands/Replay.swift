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

    /// `ibuki replay`: sends a capture's packets again, as they were timed or at another rate.
    struct Replay: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "replay",
            abstract: "Send the packets of a capture file again, with their timing.",
            discussion: HelpText.fitted(
                """
                  ibuki replay web.pcapng -i eth0                    as they were captured
                  ibuki replay web.pcapng -i eth0 --speed 2x         twice as fast
                  ibuki replay web.pcapng -i eth0 --pps 1000 --loop 10
                  ibuki replay web.pcapng -i eth0 --set eth.dst=02:00:00:00:00:01 --set ip.dst=10.0.0.1

                Ctrl-C ends it and tells what was sent; SIGUSR1 only tells.
                """))

        @Argument(help: ArgumentHelp("The capture file; - is standard input.", valueName: "file"), completion: .file())
        var file: String

        @OptionGroup var options: SendingOptions

        @Option(help: ArgumentHelp("So many times as fast as captured: 2x, 0.5.", valueName: "factor"))
        var speed: SpeedFactor?

        @Option(help: ArgumentHelp("So many packets a second.", valueName: "number")) var pps: PositiveNumber?

        @Option(help: ArgumentHelp("So many megabits a second.", valueName: "number")) var mbps: PositiveNumber?

        @Flag(help: "As fast as the interface takes them.") var topspeed = false

        @Option(displayFilter: "Send only packets that a display filter chooses.") var filter: String?

        @Option(count: "Stop after this many packets.") var count: Count?

        func validate() throws {
            if options.interface == nil { throw ValidationError("name the interface to send by with -i") }
            let chosen = [speed != nil, pps != nil, mbps != nil, topspeed].count { $0 }
            if chosen > 1 { throw ValidationError("--speed, --pps, --mbps and --topspeed exclude each other") }
            if file == "-", !options.isOnce { throw ValidationError("standard input cannot be read a second time") }
        }

        /// The rate that takes the place of the file's timing; `nil` to keep that.
        private var rate: SendingRate? {
            if topspeed { return .top }
            if let pps { return .packets(perSecond: pps.value) }
            if let mbps { return .bits(perSecond: mbps.value * 1e6) }
            return nil
        }

        func run() throws {
            do {
                try replay()
            } catch {
                throw CommandFailure.sending(error)
            }
        }

        private func replay() throws {
            let registry = Registry.standard
            // Made before a lab's threads, so that signals come here alone.
            let signals = try SignalInbox()
            let outlet = try ProbingPlace.outlet(options.interface, options.link)
            let packets = try CapturedPackets(
                file, by: outlet, edits: options.edits, filter: try DisplayFilter.option(filter, in: registry),
                compression: CompressionFormat.all, in: registry)
            var passes = CapturedPasses(
                packets, count: options.passes(of: 1), factor: speed?.value ?? 1, limit: Self.batchSize)
            var batch = FrameBatch()
            var offsets: [UInt64] = []
            var left = count?.value ?? .max
            var schedule = SendingSchedule(rate ?? .top)
            var transmission = Transmission(outlet.link, skipsUnfit: true, hearing: signals)
            passes.packets.hear(signals)
            try transmission.reporting(rate ?? .top) { (transmission) throws in
                while left > 0, !transmission.isStopped,
                    passes.fill(&batch, &offsets, most: left, hasSent: transmission.packets > 0)
                {
                    left -= batch.count
                    if rate == nil {
                        try transmission.send(batch, at: offsets)
                    } else {
                        try schedule.send(batch, by: &transmission)
                    }
                }
                if let failure = passes.failure { throw failure }
            }
            let lateness = transmission.lateness
            if lateness.count > 1, rate != .top {
                StandardError.print(
                    "ibuki: timing error: mean \(Decimal.text(Double(lateness.mean) / 1000, digits: 1)) us, "
                        + "max \(Decimal.text(Double(lateness.largest) / 1000, digits: 1)) us")
            }
            passes.packets.tellOfCuts()
        }

        /// How many packets are read ahead.
        private static let batchSize = 64
    }

    /// How many times as fast as captured: `2x`, `0.5`.
    struct SpeedFactor: OptionValue {
        let value: Double

        init?(argument: String) {
            guard
                let number = PositiveNumber(
                    argument: String(argument.hasSuffix("x") ? argument.dropLast() : argument[...]))
            else { return nil }
            value = number.value
        }

        static var taken: String { "a factor such as 2x or 0.5" }
    }
#endif
