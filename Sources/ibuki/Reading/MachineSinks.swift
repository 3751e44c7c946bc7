import Capturing
import PacketPresenters
import Packets
import SystemCalls

/// A presenter that writes a whole packet from its detail.
protocol DetailPresenter {
    mutating func begin(at time: Timestamp, file: String, into text: inout TextBuffer)
    mutating func write(_ packet: inout PacketView, _ detail: borrowing PacketDetail, into text: inout TextBuffer)
    mutating func end(into text: inout TextBuffer)
}

extension JSONPresenter: DetailPresenter {
    mutating func begin(at time: Timestamp, file: String, into text: inout TextBuffer) { begin(into: &text) }
}

extension MergedJSONPresenter: DetailPresenter {
    mutating func begin(at time: Timestamp, file: String, into text: inout TextBuffer) { begin(into: &text) }
}

extension EKPresenter: DetailPresenter {
    mutating func begin(at time: Timestamp, file: String, into text: inout TextBuffer) {}
    mutating func end(into text: inout TextBuffer) {}
}

extension PDMLPresenter: DetailPresenter {
    mutating func begin(at time: Timestamp, file: String, into text: inout TextBuffer) {
        begin(creator: "ibuki/\(Ibuki.version)", at: time, file: file, into: &text)
    }
}

/// `-T json`, `-T ek` and `-T pdml`: every field of every packet, in tshark's shapes.
struct DetailSink<Presenter: DetailPresenter>: PresentingSink, ~Copyable {
    private let registry: Registry
    private var presenter: Presenter
    private let file: String
    private var detail = PacketDetail()
    private var text = TextBuffer()
    private var output = StandardOutput()

    init(_ presenter: Presenter, _ registry: Registry, file: String) {
        self.registry = registry
        self.presenter = presenter
        self.file = file
    }

    mutating func begin() { presenter.begin(at: System.wallClock(), file: file, into: &text) }

    mutating func heed(_ patience: OutputPatience) { output.patience = patience }

    mutating func packet(_ packet: inout PacketView) throws {
        registry.detail(of: &packet, into: &detail)
        presenter.write(&packet, detail, into: &text)
        if try output.drain(text) { text.removeAll() }
    }

    mutating func flush() throws {
        try output.write(text.bytes)
        text.removeAll()
    }

    mutating func end() throws {
        presenter.end(into: &text)
        try flush()
    }
}
