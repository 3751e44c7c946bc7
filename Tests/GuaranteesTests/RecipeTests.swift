import Captures
import Foundation
import PacketProtocols
import Packets
import PrivateNetwork
import Testing

/// The packet expressions of the documentation: what follows a command in its blocks, in quotes.
struct DocumentedExpression: CustomTestStringConvertible {
    var document: String
    var text: String
    var testDescription: String { "\(document): \(text)" }

    static let documents = ["README.md", "Documentation/sending.md", "Documentation/asking.md"]

    /// A document that cannot be read has none, which a test tells.
    static let all: [DocumentedExpression] =
        documents.flatMap { name in
            let text = try? String(contentsOfFile: CapturedPackets.root + "/" + name, encoding: .utf8)
            return expressions(in: text ?? "").map { DocumentedExpression(document: name, text: $0) }
        }

    /// What stands between quotes behind `ibuki craft`, `send` or `ask` in the blocks of code.
    private static func expressions(in document: String) -> [String] {
        var expressions: [String] = []
        for (index, block) in document.split(separator: "```", omittingEmptySubsequences: false).enumerated() {
            guard index % 2 == 1 else { continue }
            var rest = block[...]
            while let command = rest.firstRange(of: /ibuki (craft|send|ask) [^"'\n]*["']/) {
                let quote = rest[rest.index(before: command.upperBound)]
                guard let end = rest[command.upperBound...].firstIndex(of: quote) else { break }
                expressions.append(String(rest[command.upperBound..<end]))
                rest = rest[rest.index(after: end)...]
            }
        }
        return expressions
    }

    /// The first of its packets.
    func octets() throws -> (octets: [UInt8], linkType: LinkType) {
        var random = SplitMix64(seed: 1)
        let sequence = try ForgeSequence(ForgeExpression(text))
        return (try sequence.packet(at: 0, random: &random).octets(), sequence.linkType)
    }
}

@Suite("The documentation's packet expressions", .blocking)
struct RecipeTests {
    private static let tshark = "/usr/bin/tshark"

    @Test("there are some", arguments: DocumentedExpression.documents)
    func areFound(in document: String) {
        let least = document == "Documentation/sending.md" ? 12 : 1
        #expect(DocumentedExpression.all.count { $0.document == document } >= least)
    }

    @Test("each makes a packet in which nothing is broken", arguments: DocumentedExpression.all)
    func works(_ expression: DocumentedExpression) throws {
        let (octets, linkType) = try expression.octets()
        let packet = CapturedPacket(
            octets: octets, originalLength: octets.count, linkType: linkType, timestamp: Timestamp(seconds: 0),
            file: expression.document, number: 1)
        packet.dissected { packet in
            var detail = PacketDetail()
            Registry.standard.detail(of: &packet, into: &detail)
            // The README's many packets carry a word to ports where other protocols are spoken.
            #expect(expression.document == "README.md" || !detail.nodes.contains { $0.kind == .fault })
        }
    }

    @Test(
        "tshark finds nothing malformed and nothing to warn of in the recipes",
        .enabled(if: FileManager.default.isExecutableFile(atPath: tshark), "tshark is not installed"))
    func pleasesTshark() throws {
        let path = NSTemporaryDirectory() + "ibuki-recipes-\(ProcessInfo.processInfo.processIdentifier).pcapng"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let recipes = DocumentedExpression.all.filter { $0.document == "Documentation/sending.md" }
        var writer = PcapngWriter(try FileSink(path: path))
        _ = try writer.addInterface(CaptureInterface(linkType: .ethernet, snapLength: 262_144, name: nil))
        for (index, recipe) in recipes.enumerated() {
            let packet = try recipe.octets()
            #expect(packet.linkType == .ethernet)
            try unsafe writer.write(packet.octets.span.bytes, timestamp: Timestamp(seconds: Int64(index)))
        }
        try writer.close()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Self.tshark)
        // The recipes' segments are of several connections between the same ends: what tshark says of the order of those is
        // nothing that a packet alone has.
        process.arguments = [
            "-r", path, "-o", "ip.check_checksum:TRUE", "-o", "tcp.check_checksum:TRUE", "-o",
            "udp.check_checksum:TRUE", "-o", "tcp.analyze_sequence_numbers:FALSE", "-Y",
            "_ws.malformed or _ws.expert.severity >= 0x00400000", "-T", "fields", "-e", "frame.number", "-e",
            "_ws.expert.message",
        ]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        let complaints = output.split(separator: "\n").map { line -> String in
            let number = line.prefix { $0.isNumber }
            let recipe = Int(number).map { recipes[$0 - 1].text } ?? ""
            return "\(line): \(recipe)"
        }
        #expect(complaints.isEmpty, "\(complaints.joined(separator: "\n"))")
    }
}
