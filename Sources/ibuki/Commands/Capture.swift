#if os(Linux)
    import ArgumentParser
    import Captures
    import Capturing
    import HostNetwork
    import Lab
    import Links
    import PacketFilters
    import Packets
    import SystemCalls

    /// `ibuki capture`: packets as they cross an interface, shown or written to files.
    struct Capture: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "capture",
            abstract: "Capture packets as they cross an interface: show, filter and write them.",
            discussion: HelpText.fitted(
                """
                The words after the options are a capture filter, which the kernel runs: see pcap-filter(7).

                  ibuki capture                                   the first interface, a line a packet
                  ibuki capture -i eth0 -c 10 tcp port 443        ten packets
                  ibuki capture -i eth0 -w web.pcapng port 80     into a file, until Ctrl-C
                  ibuki capture -i any -Y 'dns.qry.name contains "example"'
                  ibuki capture -i eth0 -w day-%H.pcapng -G 3600 -W 24
                  ibuki capture -i eth0 --process                 whose packets they are
                  ibuki capture -i eth0 -q -z conv,tcp --every 5s  who speaks with whom
                  ibuki capture -i lab                            what is said in the network inside this program
                  ibuki capture -i eth0 -w - | ssh host 'cat > web.pcapng'

                Ctrl-C, SIGTERM and SIGHUP finish the file and tell how many packets there were; SIGUSR1 only tells.
                """))

        @OptionGroup var sources: CaptureSources

        @OptionGroup var writing: CaptureWriting

        @Flag(
            name: .customLong("process"),
            help: "Name the processes that packets are from and for; a pcapng file has them as comments.")
        var namesProcesses = false

        @OptionGroup var statistics: StatisticsOptions

        @Option(
            name: .customLong("every"),
            help: ArgumentHelp("Show what -z counts also during the capture, each time.", valueName: "time"))
        var every: LengthOfTime?

        @OptionGroup var options: ReadOptions

        func validate() throws {
            if writing.prints, writing.path == nil {
                throw ValidationError("--print shows what -w writes; without -w packets are shown anyway")
            }
            if every != nil, statistics.requests.isEmpty {
                throw ValidationError("--every is for what -z counts; add such as -z conv,tcp")
            }
            if writing.path == "-", writing.prints || !statistics.requests.isEmpty {
                throw ValidationError("-w - wants standard output, and so does \(writing.prints ? "--print" : "-z")")
            }
        }

        func run() throws {
            if sources.listsInterfaces { return try InterfaceTable.print() }
            let registry = try options.registry()
            let filter = try DisplayFilter.option(options.filter, in: registry, captureOption: "-f")
            let counted = try statistics.statistics(in: registry, filter: options.filter)
            let owner = try CommandFailure.naming("--user") { try ProcessIdentity(user: writing.user) }
            let names = try sources.names()
            if sources.listsTimestampTypes { return try InterfaceTable.printTimestampTypes(of: names) }
            // Everything that the command line can be wrong in is known before the first frame is taken.
            let place = try writing.path.map { path in try CommandFailure.naming("-w") { try FilePlace(path: path) } }
            let links = try sources.open(names)
            if sources.listsLinkTypes { return try InterfaceTable.printLinkTypes(of: links) }
            let losses = names.map { InterfaceLosses($0) }
            var file: CaptureFile?
            if let place { file = try makeFile(place, of: links, owner) }
            // From here on: a named pipe that nobody reads waits in vain to be opened, and is to be left by Ctrl-C.
            let signals = try SignalInbox()

            var loop = try CaptureLoop(links: links, losses: losses, signals: signals, registry: registry)
            loop.filter = filter
            loop.limit = options.limit?.value
            loop.end = writing.duration.map { .now + $0.duration }
            loop.dissector.verifiesChecksums = options.checksums
            loop.dissector.reassembles = !options.leavesPieces
            loop.flushesEachPacket = options.flushesLines
            // The kernel's timer is a little late.
            loop.handoverDelay = sources.handoverDelay * 2
            loop.holdBack = links.count > 1 && !sources.isImmediate ? sources.handoverDelay * 2 : .zero
            loop.tell = { StandardError.print($0.line) }
            let isOnlyCounted = counted != nil && options.quiet
            loop.presents = (writing.path == nil || writing.prints) && !isOnlyCounted
            loop.watcher = counted.map { LiveStatistics($0, every: every?.duration) }
            if let command = writing.command, let place {
                file?.finishedFiles = try CommandFailure.starting("what runs --after-rotation") {
                    () throws(ErrorNumber) in
                    try FinishedFiles(command: command, folder: place.path, user: writing.user) {
                        StandardError.print("ibuki: --after-rotation: what runs the command is gone")
                    }
                }
            }
            let writable = file?.directory
            loop.file = consume file
            // It keeps the privileges that this process gives up.
            if namesProcesses {
                loop.owners = try CommandFailure.starting("the finder of processes") { () throws(ErrorNumber) in
                    try OwnerClient()
                }
            }
            try owner.assume()
            // Nobody gives the lab a privilege, and libdispatch, by which it runs, ends a process where it cannot read /proc.
            if !links.contains(where: { $0 is LabWatch }) { Sandbox.enter(writable: writable) }
            if sources.interfaces.isEmpty { StandardError.print("ibuki: \(try sources.explainChoice())") }
            tellWhatIsCaptured(links)
            for case let lab as LabWatch in links { lab.begin(isVisited: true) }
            do {
                if loop.presents {
                    var options = options
                    if namesProcesses { options.comments = true }
                    try options.present(
                        &loop, registry, file: names.joined(separator: " "), isLive: false,
                        showsInterface: sources.hasSeveral(names))
                } else {
                    var sink = SilentSink()
                    try loop.run(&sink)
                }
            } catch {
                tell(loop.counts, signals)
                throw error
            }
            tell(loop.counts, signals)
        }

        /// Makes the file that is written to, or the first of them.
        private func makeFile(_ place: FilePlace, of links: [any Link], _ owner: ProcessIdentity) throws -> CaptureFile
        {
            let rotation = writing.rotation
            if rotation.isRotating, let directory = place.directory, !owner.mayWrite(in: directory) {
                throw CommandFailure(
                    .notPermitted,
                    "\(place.path(of: ".").withVisibleControls): the files after the first are made by "
                        + "\(owner.explanation), who may not write there; name another directory, or --user root")
            }
            var file = try CommandFailure.naming("-F \(writing.file.format.rawValue)") {
                try CaptureFile(
                    place, format: writing.file.format == .pcap ? .pcap : .pcapng, rotation: rotation, owner: owner,
                    interfaces: links.map { sources.interface(of: $0) }, application: "ibuki \(Ibuki.version)")
            }
            file.flushesEachPacket = writing.file.flushesEachPacket
            return file
        }

        /// Tells the counts, behind the `^C` that the terminal shows on a line of its own.
        private func tell(_ counts: CaptureCounts, _ signals: SignalInbox) {
            StandardError.print((signals.wasInterrupted && System.isTerminal(2) ? "\n" : "") + counts.lines)
        }

        /// As tcpdump says it, on standard error.
        private func tellWhatIsCaptured(_ links: [any Link]) {
            for link in links {
                StandardError.print(
                    "ibuki: listening on \(link.name), link type \(link.linkType), snap length \(sources.effectiveSnapLength) bytes"
                )
            }
        }
    }
#endif
