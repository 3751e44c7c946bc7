import ArgumentParser
import CaptureCompression
import Captures
import Packets

/// `ibuki read`: shows, filters and converts capture files.
struct Read: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Read capture files: show, filter and convert their packets.",
        discussion: """
            Files are pcap or pcapng, plain or compressed with gzip or zstd; - is standard input. Several are merged by time.

              ibuki read web.pcapng                              a line a packet
              ibuki read -Y 'tcp.port == 443 and tls' web.pcapng only some
              ibuki read -V -c1 web.pcapng                       every field of the first
              ibuki read -T fields -e ip.src -e ip.dst web.pcapng
              ibuki read -Y dns -w dns.pcapng web.pcapng         into another file
            """)

    @Argument(help: ArgumentHelp("Captures to read; - is standard input.", valueName: "file"))
    var files: [String] = []

    @Option(
        name: .customShort("r"),
        help: ArgumentHelp("A capture to read, as tcpdump and tshark name it. Repeatable.", valueName: "file"))
    var readFiles: [String] = []

    @Option(
        name: .customShort("w"),
        help: ArgumentHelp("Write the packets to a file; - is standard output.", valueName: "file"))
    var writeFile: String?

    @Option(name: .customShort("F"), help: ArgumentHelp("What -w writes: pcapng or pcap.", valueName: "format"))
    var fileFormat: FileFormat = .pcapng

    @Flag(name: .customLong("follow"), help: "At the file's end, wait for what its writer adds.")
    var follow = false

    @OptionGroup var options: ReadOptions

    enum FileFormat: String, ExpressibleByArgument, CaseIterable { case pcapng, pcap }

    func validate() throws {
        let paths = files + readFiles
        if paths.isEmpty {
            throw ValidationError("name a capture to read, such as 'ibuki read web.pcapng'; - is standard input")
        }
        if follow, paths.count > 1 || paths[0] == "-" { throw ValidationError("--follow follows one file") }
        if paths.filter({ $0 == "-" }).count > 1 { throw ValidationError("standard input can be read once") }
    }

    func run() throws {
        let registry = try options.registry()
        var loop = ReadLoop(registry: registry)
        loop.limit = options.limit
        loop.verifiesChecksums = options.checksums
        loop.progress = ProgressBar()
        if let text = options.filter {
            do {
                loop.filter = try DisplayFilter(text, in: registry, timeZone: System.localTimeZone())
            } catch {
                throw CommandFailure(.usage, error.render(source: text))
            }
        }
        let paths = files + readFiles
        if paths.count == 1 {
            var reader = try openOne(paths[0])
            try dispatch(&reader, &loop, registry)
        } else {
            var merged = try MergedCaptures(paths: paths, compression: CompressionFormat.all)
            try dispatch(&merged, &loop, registry)
        }
    }

    private func openOne(_ path: String) throws -> CaptureReader {
        follow
            ? try CaptureReader(following: path, compression: CompressionFormat.all) { false }
            : try CaptureReader(path: path, compression: CompressionFormat.all)
    }

    /// Chooses what becomes of the packets.
    private func dispatch<Source: PacketSource & ~Copyable>(
        _ source: inout Source, _ loop: inout ReadLoop, _ registry: Registry
    ) throws {
        let zone = System.localTimeZone()
        if let writeFile {
            switch fileFormat {
            case .pcapng:
                var sink = try PcapngSink(path: writeFile)
                return try loop.run(&source, &sink, withBlocks: true)
            case .pcap:
                var sink = PcapSink(path: writeFile)
                return try loop.run(&source, &sink, withBlocks: false)
            }
        }
        if options.count {
            var sink = CountSink()
            return try loop.run(&source, &sink, withBlocks: false)
        }
        let file = (files + readFiles).joined(separator: " ")
        switch options.format {
        case .fields:
            var sink = try FieldsSink(options, registry, zone: zone)
            try loop.run(&source, &sink, withBlocks: false)
        case .json:
            var sink = DetailSink(JSONPresenter(registry, zone: zone), registry, file: file)
            try loop.run(&source, &sink, withBlocks: false)
        case .ek:
            var sink = DetailSink(EKPresenter(registry, zone: zone), registry, file: file)
            try loop.run(&source, &sink, withBlocks: false)
        case .pdml:
            var sink = DetailSink(PDMLPresenter(registry, zone: zone), registry, file: file)
            try loop.run(&source, &sink, withBlocks: false)
        case .text where options.detail || options.only != nil:
            var sink = try TreeSink(options, registry)
            try loop.run(&source, &sink, withBlocks: false)
        case .text:
            var sink = LineSink(options, registry, zone: zone)
            try loop.run(&source, &sink, withBlocks: false)
        }
    }
}
