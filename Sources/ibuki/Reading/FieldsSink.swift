import Capturing
import PacketPresenters
import Packets
import SystemCalls

/// A presenter that writes the values of chosen fields.
protocol SelectionPresenter {
    mutating func begin(at time: Timestamp, file: String, into text: inout TextBuffer)
    mutating func write(_ values: borrowing FieldValues, of packet: inout PacketView, into text: inout TextBuffer)
    mutating func end(into text: inout TextBuffer)
}

extension FieldsPresenter: SelectionPresenter {
    mutating func begin(at time: Timestamp, file: String, into text: inout TextBuffer) { begin(into: &text) }
    mutating func end(into text: inout TextBuffer) {}
}

extension FieldsJSONPresenter: SelectionPresenter {
    mutating func begin(at time: Timestamp, file: String, into text: inout TextBuffer) { begin(into: &text) }
}

extension FieldsPDMLPresenter: SelectionPresenter {
    mutating func begin(at time: Timestamp, file: String, into text: inout TextBuffer) {
        begin(creator: "ibuki/\(Ibuki.version)", at: time, file: file, into: &text)
    }
}

/// `-e`: the values of chosen fields, as `-T fields`, `json`, `ek` or `pdml`.
struct FieldsSink<Presenter: SelectionPresenter>: PresentingSink, ~Copyable {
    private let registry: Registry
    private let selection: FieldSelection
    private let file: String
    private var values: FieldValues
    private var presenter: Presenter
    private var text = TextBuffer()
    private var output = StandardOutput()
    let needsConversations: Bool
    let needsBodies: Bool

    init(_ presenter: Presenter, _ selection: FieldSelection, _ registry: Registry, file: String) {
        self.registry = registry
        self.selection = selection
        self.presenter = presenter
        self.file = file
        values = FieldValues(selection)
        needsConversations = selection.names.contains { registry.mayDependOnFlows(fieldNamed: $0) }
        needsBodies = selection.names.contains { registry.mayLieInBody(fieldNamed: $0) }
    }

    mutating func begin() { presenter.begin(at: System.wallClock(), file: file, into: &text) }

    mutating func heed(_ patience: OutputPatience) { output.patience = patience }

    mutating func packet(_ packet: inout PacketView) throws {
        values.collect(selection, of: &packet, in: registry)
        presenter.write(values, of: &packet, into: &text)
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
