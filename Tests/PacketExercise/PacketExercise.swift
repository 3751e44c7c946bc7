import PacketPresenters
public import PacketProtocols
public import Packets

/// Puts packets through everything that reads them: what must hold for hostile octets is tried with it, by the tests
/// and by the fuzz targets.
///
/// Keep one and use it again for each packet.
public struct PacketExercise: Sendable {
    /// What a packet was made into.
    public struct Outcome: Sendable {
        public var layers = 0
        /// Lines of detail.
        public var nodes = 0
        /// Octets of text that were written.
        public var text = 0
        /// The packet opened for editing and written again.
        public var written: [UInt8] = []
    }

    /// A field is looked for in a packet and found: `-T fields` for these is asked of each.
    static let columns = ["frame.number", "frame.time", "eth.src", "ip.addr", "tcp.options.mss_val", "dns.qry.name"]

    private let registry: Registry
    private var conversations = ConversationTable(limit: 1024)
    private var detail = Detail()
    private var lines: LinePresenter
    private var tree: DetailTree
    private var json: JSONPresenter
    private var ek: EKPresenter
    private var pdml: PDMLPresenter
    private let dump: HexDump
    private let selection: FieldSelection?
    private var values: FieldValues?
    private var text = TextBuffer()
    private var number = 0

    public init(_ registry: Registry = .standard) {
        self.registry = registry
        lines = LinePresenter()
        tree = DetailTree(registry)
        json = JSONPresenter(registry)
        ek = EKPresenter(registry)
        pdml = PDMLPresenter(registry)
        dump = HexDump(.hexAndText, includesLinkHeader: true, in: registry)
        do {
            let selection = try FieldSelection(Self.columns, in: registry)
            values = FieldValues(selection)
            self.selection = selection
        } catch {
            selection = nil
        }
    }

    /// Dissects the octets and shows them in every way.
    /// - Parameter original: how many octets the frame had on the wire.
    public mutating func run(
        _ octets: RawSpan, as linkType: LinkType, original: Int? = nil, at time: Timestamp = Timestamp(seconds: 0),
        verifiesChecksums: Bool = false
    ) -> Outcome {
        number += 1
        var dissection = Dissection()
        var outcome = Outcome()
        registry.dissect(octets, as: linkType, into: &dissection)
        let flows = conversations.follow(
            octets, &dissection, in: registry, at: time, originalLength: original)
        let frame = FrameInfo(
            number: number, timestamp: time, capturedLength: octets.byteCount,
            originalLength: max(original ?? 0, octets.byteCount), linkType: linkType)
        var packet = PacketView(
            bytes: octets, layers: dissection.layers, frame: frame, conversations: flows,
            verifiesChecksums: verifiesChecksums)
        outcome.layers = packet.layers.count
        registry.detail(of: &packet, into: &detail)
        outcome.nodes = detail.nodes.count
        show(&packet)
        outcome.text = text.count + lines.text.count
        text.removeAll()
        lines.removeAll()
        outcome.written = (try? Packet(opening: packet, in: registry).octets(in: registry)) ?? []
        return outcome
    }

    /// Opens the packet, sets a few of its fields to values that their octets choose, and writes it.
    public mutating func edit(_ octets: RawSpan, as linkType: LinkType) {
        var dissection = Dissection()
        registry.dissect(octets, as: linkType, into: &dissection)
        var packet = PacketView(
            bytes: octets, layers: dissection.layers,
            frame: FrameInfo(capturedLength: octets.byteCount, originalLength: octets.byteCount, linkType: linkType))
        registry.detail(of: &packet, into: &detail, where: { $0 >= 0 })
        let nodes = detail.nodes.filter { $0.kind == .value && !$0.isDerived && $0.length > 0 }
        guard !nodes.isEmpty else { return }
        let seed = octets.octets(0, octets.byteCount).reduce(UInt64(octets.byteCount)) { $0 &* 31 &+ UInt64($1) }
        var random = SplitMix64(seed: seed)
        var opened = Packet(opening: packet, in: registry)
        for _ in 0..<4 {
            let node = nodes[Int.random(in: 0..<nodes.count, using: &random)]
            let texts = ["0", "1", "\(random.next())", "10.0.0.1", "a.test", "hex:00", "0a0b0c0d", "::1", ""]
            let text = texts[Int.random(in: 0..<texts.count, using: &random)]
            do throws(ForgeError) {
                try opened.set(registry.info(node.field).name, to: text, occurrence: .random(in: 0..<3, using: &random))
            } catch {
                precondition(!error.message.isEmpty)
            }
        }
        do throws(ForgeError) {
            _ = try opened.octets(in: registry)
        } catch {
            precondition(!error.message.isEmpty)
        }
    }

    private mutating func show(_ packet: inout PacketView) {
        lines.append(&packet)
        tree.write(&packet, detail, into: &text)
        json.begin(into: &text)
        json.write(&packet, detail, into: &text)
        json.end(into: &text)
        ek.write(&packet, detail, into: &text)
        pdml.write(&packet, detail, into: &text)
        dump.write(packet, into: &text)
        for node in detail.nodes { registry.write(node, of: packet, detail, into: &text) }
        guard let selection else { return }
        values?.collect(selection, of: &packet, in: registry)
    }
}
