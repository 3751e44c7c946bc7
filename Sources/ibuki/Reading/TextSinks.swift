import Capturing
import PacketPresenters
import Packets
import SystemCalls

/// A line for each packet, and its bytes when they are asked for.
struct LineSink: PresentingSink, ~Copyable {
    private var lines: LinePresenter
    private var output = StandardOutput()
    private let dump: HexDump?
    private let isLive: Bool
    /// A line says which message a segment begins with.
    var needsBodies: Bool { false }

    init(
        _ options: ReadOptions, _ registry: Registry, zone: TimeZoneTable, isLive: Bool = System.isTerminal(1),
        showsInterface: Bool = false
    ) {
        lines = LinePresenter(options: options.lineOptions(showsInterface: showsInterface), zone: zone)
        dump = options.dump(registry)
        self.isLive = isLive
    }

    mutating func heed(_ patience: OutputPatience) { output.patience = patience }

    mutating func packet(_ packet: inout PacketView) throws {
        lines.append(&packet)
        if let dump { lines.append(dump, packet) }
        if isLive || lines.text.count >= StandardOutput.threshold { try flush() }
    }

    mutating func flush() throws {
        try output.write(lines.text.bytes)
        lines.removeAll()
    }

    mutating func end() throws { try flush() }
}

/// The detail tree of each packet.
struct TreeSink: PresentingSink, ~Copyable {
    private let registry: Registry
    private var tree: DetailTree
    private var detail = PacketDetail()
    private var text = TextBuffer()
    private var output = StandardOutput()
    private let dump: HexDump?

    init(_ options: ReadOptions, _ registry: Registry) throws {
        self.registry = registry
        dump = options.dump(registry)
        tree = DetailTree(registry, style: TextStyle(System.colorDepth(of: 1)))
        if let only = options.only { try tree.show(only: only.split(separator: ",").map(String.init)) }
    }

    mutating func heed(_ patience: OutputPatience) { output.patience = patience }

    mutating func packet(_ packet: inout PacketView) throws {
        registry.detail(of: &packet, into: &detail)
        tree.write(&packet, detail, into: &text)
        dump?.write(packet, into: &text)
        text.append(byte: 0x0a)
        if try output.drain(text) { text.removeAll() }
    }

    mutating func flush() throws {
        try output.write(text.bytes)
        text.removeAll()
    }

    mutating func end() throws { try flush() }
}
