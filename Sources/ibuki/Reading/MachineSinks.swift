import Captures
import Packets

/// `-T json`: an array of packets, in tshark's shape.
struct JSONSink: PacketSink, ~Copyable {
    private let registry: Registry
    private var presenter: JSONPresenter
    private var detail = Detail()
    private var text = TextBuffer()
    private let output = StandardOutput()

    init(_ registry: Registry, zone: TimeZoneTable) {
        self.registry = registry
        presenter = JSONPresenter(registry, zone: zone)
    }

    mutating func begin() { presenter.begin(into: &text) }

    mutating func packet(_ packet: inout PacketView, _ frame: CapturedFrame) throws {
        registry.detail(of: &packet, into: &detail)
        presenter.write(&packet, detail, into: &text)
        if try output.drain(text) { text.removeAll() }
    }

    mutating func end() throws {
        presenter.end(into: &text)
        try output.write(text.bytes)
        text.removeAll()
    }
}
