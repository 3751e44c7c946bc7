import ArgumentParser
import CaptureCompression
import Captures
import PacketFilters
import Packets

/// `ibuki read`: shows, filters and converts capture files.
struct Read: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "read",
        abstract: "Read capture files: show, filter and convert their packets.",
        discussion: HelpText.fitted(
            """
            Files are pcap or pcapng, plain or compressed with gzip or zstd; - is standard input. Several are merged by time.

              ibuki read web.pcapng                              a line a packet
              ibuki read -Y 'tcp.port == 443 and tls' web.pcapng  only some
              ibuki read -V -c1 web.pcapng                       every field of the first
              ibuki read -T fields -e ip.src -e ip.dst web.pcapng
              ibuki read -Y dns -w dns.pcapng web.pcapng         into another file
              ibuki read -q -z conv,tcp -z io,phs web.pcapng     only what is counted over all

            Ctrl-C, SIGTERM and SIGHUP end it once what was read is shown, and what -w writes is whole.
            """))

    @Argument(help: ArgumentHelp("Captures to read; - is standard input.", valueName: "file"), completion: .file())
    var files: [String] = []

    @Option(
        name: .customShort("r"),
        help: ArgumentHelp("A capture to read, as tcpdump and tshark name it. Repeatable.", valueName: "file"),
        completion: .file())
    var readFiles: [String] = []

    @OptionGroup var output: FileOptions

    @Flag(name: .customLong("follow"), help: "At the file's end, wait for what its writer adds.")
    var follow = false

    @Flag(
        name: .customShort("2"),
        help: "Go over the files twice: pieces then know in which frame their packet is whole (ip.reassembled_in).")
    var twice = false

    @Option(captureFilter: "Take only packets that a capture filter (BPF) chooses.") var captureFilter: String?

    @OptionGroup var statistics: StatisticsOptions

    @OptionGroup var options: ReadOptions

    func validate() throws {
        let paths = files + readFiles
        if follow, paths.count > 1 || paths.first == "-" { throw ValidationError("--follow follows one file") }
        if twice, follow || paths.contains("-") {
            throw ValidationError(
                "-2 goes over its files twice; what is followed, or comes from standard input, is there once")
        }
        if paths.filter({ $0 == "-" }).count > 1 { throw ValidationError("standard input can be read once") }
    }

    func run() throws {
        // Not in `validate`, which speaks before a wrong option is named.
        if files.isEmpty, readFiles.isEmpty {
            throw CommandFailure(.usage, "name a capture to read, such as 'ibuki read web.pcapng'; - is standard input")
        }
        let registry = try options.registry()
        var loop = ReadLoop(registry: registry)
        loop.limit = options.limit?.value
        loop.dissector.verifiesChecksums = options.checksums
        loop.dissector.reassembles = !options.leavesPieces
        loop.progress = ProgressBar()
        loop.filter = try DisplayFilter.option(options.filter, in: registry, captureOption: "-f")
        loop.statistics = try statistics.statistics(in: registry, filter: options.filter)
        loop.captureFilter = captureFilter.map { CaptureFilters($0) }
        loop.flushesEachPacket = output.path == nil ? options.flushesLines : output.flushesEachPacket
        Interruption.listen()
        let inputs = try open { () throws(CaptureError) in try CaptureInputs(files + readFiles, follows: follow) }
        guard let inputs else { return }
        loop.inputs = inputs
        if twice {
            guard inputs.live.isEmpty else {
                throw CommandFailure(
                    .usage, "-2 goes over its files twice, and one of these is a pipe, which can be read once")
            }
            loop.dissector.completions = completions(registry)
        }
        let sources = inputs.sources
        if sources.count == 1 {
            let reader = try open { () throws(CaptureError) in
                try CaptureReader(sources[0], compression: CompressionFormat.all)
            }
            if let reader { try dispatch(reader, loop, registry) }
        } else {
            let merged = try open { () throws(CaptureError) in
                try MergedCaptures(sources, compression: CompressionFormat.all)
            }
            if let merged { try dispatch(merged, loop, registry) }
        }
        // A signal is how the reading of what others still write ends; but a file was not read to its end.
        if inputs.live.isEmpty { Interruption.passOn() }
    }

    /// In which frames packets are whole that came in pieces, as far as the files can be read: the pass that shows them tells
    /// what is wrong with them.
    private func completions(_ registry: Registry) -> [Int: Int]? {
        var loop = ReadLoop(registry: registry)
        loop.captureFilter = captureFilter.map { CaptureFilters($0) }
        loop.dissector.completions = [:]
        var sink = FirstPass()
        do {
            let sources = try CaptureInputs(files + readFiles, follows: false).sources
            if sources.count == 1 {
                var reader = try CaptureReader(sources[0], compression: CompressionFormat.all)
                try loop.run(&reader, &sink, withBlocks: false)
            } else {
                var merged = try MergedCaptures(sources, compression: CompressionFormat.all)
                try loop.run(&merged, &sink, withBlocks: false)
            }
        } catch {}
        return loop.dissector.completions
    }

    /// Opens what is read; `nil` when a signal came before its beginning was there.
    private func open<Source: ~Copyable>(_ body: () throws(CaptureError) -> Source) throws(CaptureError) -> Source? {
        do {
            return try body()
        } catch {
            guard Interruption.isAsked else { throw error }
            return nil
        }
    }

    /// Chooses what becomes of the packets.
    private func dispatch<Source: PacketSource & ~Copyable>(
        _ source: consuming Source, _ loop: consuming ReadLoop, _ registry: Registry
    ) throws {
        var reading = Reading(source: source, loop: loop)
        guard let path = output.path else {
            if !statistics.requests.isEmpty, options.quiet {
                var sink = UnshownPackets()
                return try reading.run(&sink)
            }
            return try options.present(&reading, registry, file: (files + readFiles).joined(separator: " "))
        }
        switch output.format {
        case .pcapng:
            var sink = try PcapngSink(path: path)
            try reading.run(&sink, withBlocks: true)
        case .pcap:
            var sink = PcapSink(path: path)
            try reading.run(&sink, withBlocks: false)
        }
    }
}

/// Looks at nothing: what the dissector remembers is wanted.
private struct FirstPass: PacketSink, ~Copyable {
    var needsConversations: Bool { false }
    var needsBodies: Bool { false }
    mutating func packet(_ packet: inout PacketView, _ frame: CapturedFrame) {}
}

/// A loop over a source, for whichever sink.
private struct Reading<Source: PacketSource & ~Copyable>: PresentingWork, ~Copyable {
    var source: Source
    var loop: ReadLoop

    mutating func run<Sink: PresentingSink & ~Copyable>(_ sink: inout Sink) throws {
        try run(&sink, withBlocks: false)
    }

    mutating func run<Sink: PacketSink & ~Copyable>(_ sink: inout Sink, withBlocks: Bool) throws {
        try loop.run(&source, &sink, withBlocks: withBlocks)
    }
}
