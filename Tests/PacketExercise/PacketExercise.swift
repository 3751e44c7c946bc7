import PacketPresenters
public import PacketProtocols
public import Packets

/// Puts packets through everything that reads them: what must hold for hostile octets is tried with it, by the tests
/// and by the fuzz targets.
///
/// Keep one and use it again for each packet.
public struct PacketExercise: ~Copyable {
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

    private var dissector: PacketDissector
    private var shows: Shows

    public init(_ registry: Registry = .standard) {
        dissector = PacketDissector(registry, flowLimit: 1024)
        shows = Shows(registry)
    }

    /// Dissects the octets and shows them in every way.
    /// - Parameter original: how many octets the frame had on the wire.
    public mutating func run(
        _ octets: RawSpan, as linkType: LinkType, original: Int? = nil, at time: Timestamp = Timestamp(seconds: 0),
        verifiesChecksums: Bool = false
    ) -> Outcome {
        var outcome = Outcome()
        let registry = dissector.registry
        dissector.verifiesChecksums = verifiesChecksums
        var packet = dissector.packet(
            octets, at: time, as: linkType, originalLength: max(original ?? 0, octets.byteCount))
        outcome.layers = packet.layers.count
        (outcome.nodes, outcome.text) = shows.show(&packet)
        outcome.written = (try? Packet(opening: packet, in: registry).octets(in: registry)) ?? []
        return outcome
    }

    /// Opens the packet, sets a few of its fields to values that their octets choose, and writes it.
    public mutating func edit(_ octets: RawSpan, as linkType: LinkType) {
        let registry = dissector.registry
        var dissection = Dissection()
        registry.dissect(octets, as: linkType, into: &dissection)
        var packet = PacketView(
            bytes: octets, layers: dissection.layers,
            frame: FrameInfo(capturedLength: octets.byteCount, originalLength: octets.byteCount, linkType: linkType))
        var detail = PacketDetail()
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
}

/// Every way of showing a packet, kept from one to the next.
private struct Shows {
    private let registry: Registry
    private var detail = PacketDetail()
    private var lines = LinePresenter()
    private var tree: DetailTree
    private var json: JSONPresenter
    private var ek: EKPresenter
    private var pdml: PDMLPresenter
    private let dump: HexDump
    private let selection: FieldSelection?
    private var values: FieldValues?
    private var text = TextBuffer()

    init(_ registry: Registry) {
        self.registry = registry
        tree = DetailTree(registry)
        json = JSONPresenter(registry)
        ek = EKPresenter(registry)
        pdml = PDMLPresenter(registry)
        dump = HexDump(.hexAndText, includesLinkHeader: true, in: registry)
        do {
            let selection = try FieldSelection(PacketExercise.columns, in: registry)
            values = FieldValues(selection)
            self.selection = selection
        } catch {
            selection = nil
        }
    }

    /// Shows a packet in every way: how many lines of detail it has, and how many octets of text were written.
    mutating func show(_ packet: inout PacketView) -> (nodes: Int, text: Int) {
        registry.detail(of: &packet, into: &detail)
        lines.append(&packet)
        tree.write(&packet, detail, into: &text)
        json.begin(into: &text)
        json.write(&packet, detail, into: &text)
        json.end(into: &text)
        ek.write(&packet, detail, into: &text)
        pdml.write(&packet, detail, into: &text)
        dump.write(packet, into: &text)
        for node in detail.nodes { registry.write(node, of: packet, detail, into: &text) }
        if let selection { values?.collect(selection, of: &packet, in: registry) }
        defer {
            text.removeAll()
            lines.removeAll()
        }
        return (detail.nodes.count, text.count + lines.text.count)
    }
}
