import PacketPresenters
import Packets

/// `-T fields`: the values of chosen fields, a line a packet.
struct FieldsSink: PresentingSink, ~Copyable {
    private let registry: Registry
    private let selection: FieldSelection
    private var values: FieldValues
    private var presenter: FieldsPresenter
    private var text = TextBuffer()
    private var output = StandardOutput()
    let needsConversations: Bool
    let needsBodies: Bool

    init(_ options: ReadOptions, _ registry: Registry, zone: TimeZoneTable) throws {
        let format = try Self.format(options.fieldOptions)
        let selection = try FieldSelection(options.fields, in: registry)
        self.registry = registry
        self.selection = selection
        values = FieldValues(selection)
        presenter = FieldsPresenter(selection, in: registry, format: format, zone: zone)
        needsConversations = options.fields.contains { registry.mayDependOnFlows(fieldNamed: $0) }
        needsBodies = options.fields.contains { registry.mayLieInBody(fieldNamed: $0) }
    }

    private static func format(_ options: [String]) throws -> FieldsFormat {
        var format = FieldsFormat()
        for option in options {
            do {
                try format.set(option)
            } catch {
                throw CommandFailure(.usage, "-E \(error.description)")
            }
        }
        return format
    }

    mutating func begin() { presenter.begin(into: &text) }

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

    mutating func end() throws { try flush() }
}
