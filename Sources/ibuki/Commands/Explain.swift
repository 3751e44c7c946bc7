import ArgumentParser
import CaptureCompression
import Captures
import PacketPresenters
import Packets

/// `ibuki explain`: a protocol's header drawn from its declarations, or what one field is; with the values of a packet.
struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Explain a protocol, an option or a field.",
        discussion: HelpText.fitted(
            """
            A protocol or item is drawn as RFCs draw headers, and its fields are listed with their bits, and what its items
            are called when a packet is crafted. A field is marked where it lies, with its values, a packet that has it and a
            filter on it. With a capture and a frame's number the boxes show that packet's values.

              ibuki explain tcp
              ibuki explain tcp.options.mss
              ibuki explain tcp.flags.syn
              ibuki explain tls.handshake.client_hello
              ibuki explain tcp web.pcapng 12
            """))

    @Argument(help: ArgumentHelp("A protocol, an item or a field.", valueName: "name"), completion: .named) var name:
        String
    @Argument(help: ArgumentHelp("A capture file; - is standard input.", valueName: "file"), completion: .file())
    var file: String?
    @Argument(help: ArgumentHelp("The number of the frame whose values are shown.", valueName: "frame"))
    var frame: Int?
    @OptionGroup var json: JSONOutput

    func validate() throws {
        guard file != nil else { return }
        guard let frame, frame >= 1 else {
            throw ValidationError("behind the file stands the number of a frame, 1 or more")
        }
        if json.isWanted {
            throw ValidationError("--json explains names, not packets; 'ibuki read -T json' shows a packet")
        }
    }

    func run() throws {
        let registry = Registry.knowing(name)
        let name = registry.protocolID(named: name).map { registry[$0].name } ?? name
        guard let explanation = Explanation(of: name, in: registry) else { throw Self.nothing(name, registry) }
        if let file, let frame { return try explain(explanation, in: file, frame, registry) }
        var text = TextBuffer()
        if json.isWanted {
            for field in explanation.fields { FieldDescription(field, in: registry).write(into: &text) }
        } else {
            explanation.write(into: &text, width: Screen().width)
        }
        try StandardOutput().write(text.bytes)
    }

    private func explain(
        _ explanation: Explanation, in file: String, _ frame: Int, _ registry: Registry
    ) throws {
        var reader = try CaptureReader(path: file, compression: CompressionFormat.all)
        var loop = ReadLoop(registry: registry)
        loop.limit = frame
        loop.dissector.verifiesChecksums = true
        var sink = ExplainSink(explanation, frame: frame, registry)
        try loop.run(&reader, &sink, withBlocks: false)
        guard let layers = sink.layers else {
            throw CommandFailure(
                .noAnswer, "\(file): there is no frame \(frame); there \(loop.shown == 1 ? "is" : "are") \(loop.shown)")
        }
        guard sink.isThere else {
            throw CommandFailure(.noAnswer, "\(file): frame \(frame) has no \(name); it is \(layers)")
        }
    }

    private static func nothing(_ name: String, _ registry: Registry) -> CommandFailure {
        let names = registry.fields.map { $0.name }
        let near = Spelling.suggestions(for: name, among: names)
        let hint =
            near.isEmpty
            ? "'ibuki protocols' and 'ibuki fields' list what there is"
            : "did you mean \(near.joined(separator: ", "))?"
        return CommandFailure(.usage, "nothing is called '\(name)'; \(hint)")
    }
}

/// Explains one frame of those that come, with what the frames before it tell of its flow.
private struct ExplainSink: PacketSink, ~Copyable {
    private let explanation: Explanation
    private let registry: Registry
    private let frame: Int
    private var count = 0
    /// Whether what is explained is in the frame.
    private(set) var isThere = false
    /// The names of the frame's layers; `nil` until it came.
    private(set) var layers: String?

    init(_ explanation: Explanation, frame: Int, _ registry: Registry) {
        self.explanation = explanation
        self.frame = frame
        self.registry = registry
    }

    mutating func packet(_ packet: inout PacketView, _ captured: CapturedFrame) throws {
        count += 1
        guard count == frame else { return }
        layers = (0..<packet.layers.count).map { registry[packet.layers[$0].id].name }.joined(separator: "/")
        var text = TextBuffer()
        isThere = explanation.write(valuesIn: &packet, into: &text)
        if isThere { try StandardOutput().write(text.bytes) }
    }
}
