import ArgumentParser
import Captures
import PacketProtocols
import Packets
import Sending
import SystemCalls

/// `ibuki craft`: shows the packets that an expression stands for, or writes them to a file.
struct Craft: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "craft",
        abstract: "Build packets from an expression: show them, or write them to a file.",
        discussion: HelpText.fitted(
            """
            Layers stand from the outermost in, between slashes; names and keys are the filter's. Lengths, checksums and
            the numbers that name the next layer are filled in unless set.

              ibuki craft "ip(dst=10.0.0.1)/tcp(dstport=80,flags=S,options=[mss=1460,sackOK,nop,wscale=7])"
              ibuki craft "ip(dst=10.0.0.0/30)/udp(dstport=[53,1000..1010])/'hello'" -w packets.pcapng
              ibuki craft "ip(dst=10.0.0.1)/udp/dns(queries=[{name=example.com,type=AAAA}])"
            """))

    @Argument(help: ArgumentHelp("The packet or packets.", valueName: "expression")) var expression: String

    @Option(output: "Write the packets to a pcapng file") var writeFile: String?

    @Option(limit: "At most this many packets; 16 unless -w is given.") var limit: Count?

    @Option(seed: "Makes 'random' give the same values again.") var seed: UInt64?

    @Flag(help: "Print the packet's octets in hexadecimal and nothing else.") var hex = false

    /// Packets beyond this are not written: an expression can stand for more than a disk holds.
    static let largestFile = 10_000_000

    func run() throws {
        let registry = Registry.standard
        let sequence: ForgeSequence
        let linkType: LinkType
        do {
            var parsed = try ForgeExpression(expression)
            try parsed.supplyFiles()
            sequence = try ForgeSequence(parsed, in: registry, link: .ethernet)
            linkType = sequence.linkType
        } catch let error as ForgeError {
            throw CommandFailure(error, in: expression)
        }
        var random = SplitMix64(seed: seed ?? .random(in: 0 ... .max))
        if let writeFile { return try write(sequence, linkType, to: writeFile, registry, &random) }
        try show(sequence, linkType, registry, &random)
    }

    private func write(
        _ sequence: ForgeSequence, _ linkType: LinkType, to path: String, _ registry: Registry,
        _ random: inout SplitMix64
    ) throws {
        let count = min(sequence.count, limit?.value ?? .max)
        guard count <= Self.largestFile else {
            throw CommandFailure(
                .usage,
                "the expression stands for \(count == .max ? "too many" : "\(count)") packets; -c says how many to write"
            )
        }
        var writer = PcapngWriter(try FileSink(path: path))
        _ = try writer.addInterface(CaptureInterface(linkType: linkType, snapLength: 262_144, name: nil))
        var octets: [UInt8] = []
        let now = System.wallClock()
        for index in 0..<count {
            try PreparedPacket(sequence.packet(at: index, random: &random), in: registry).write(into: &octets)
            try octets.lend { (span) throws(CaptureError) in try writer.write(span, timestamp: now) }
        }
        try writer.close()
    }

    private func show(
        _ sequence: ForgeSequence, _ linkType: LinkType, _ registry: Registry, _ random: inout SplitMix64
    ) throws {
        var exhibit = PacketExhibit(registry, onlyHexadecimal: hex)
        var octets: [UInt8] = []
        let count = min(sequence.count, limit?.value ?? 16)
        for index in 0..<count {
            try PreparedPacket(sequence.packet(at: index, random: &random), in: registry).write(into: &octets)
            try octets.lend { (span) throws(CommandFailure) in try exhibit.show(span, as: linkType) }
        }
        if sequence.count > count {
            let total = sequence.count == .max ? "more packets than can be counted" : "\(sequence.count) packets"
            StandardError.print(
                "ibuki: the expression stands for \(total); the first \(count) are shown (-c shows more)")
        }
    }
}
