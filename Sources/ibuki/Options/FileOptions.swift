import ArgumentParser

/// What `-w` writes.
enum FileFormat: String, ExpressibleByArgument, CaseIterable { case pcapng, pcap }

/// Where packets are written to, and how.
struct FileOptions: ParsableArguments {
    @Option(output: "Write the packets to a file") var path: String?

    @Option(name: .customShort("F"), help: ArgumentHelp("What -w writes: pcapng or pcap.", valueName: "format"))
    var format: FileFormat = .pcapng

    @Flag(name: .customShort("U"), help: "Hand each packet to the file at once.") var flushesEachPacket = false
}
