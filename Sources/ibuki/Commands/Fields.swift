import ArgumentParser
import HostNetwork
import PacketProtocols
import Packets

/// `ibuki fields`: the names that filters, `-e` and crafting know.
struct Fields: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fields",
        abstract: "List the fields that filters, -e and crafting know.",
        discussion: "'ibuki fields sock' lists those of sockets, which 'ibuki sockets' knows.")

    @Argument(help: ArgumentHelp("Only the fields of this protocol.", valueName: "protocol")) var name: String?
    @Flag(help: "One JSON object a line.") var json = false

    func run() throws {
        let registry = Registry.knowing(name ?? "")
        var wanted: String?
        if let name {
            guard let id = registry.protocolID(named: name) else { throw CommandFailure.noProtocol(name, registry) }
            wanted = registry[id].name
        }
        var text = TextBuffer()
        var seen = Set<String>()
        for field in registry.fields where wanted == nil || field.protocolName == wanted {
            guard seen.insert(field.name).inserted else { continue }
            if json {
                FieldDescription(field, in: registry).write(into: &text)
            } else {
                let start = text.count
                text.append(field.name)
                text.pad(from: start, to: 40, always: true)
                text.append(FieldDescription.type(of: field))
                text.pad(from: start, to: 54, always: true)
                text.append(field.isSchema ? registry.title(of: field) : field.label.description)
                text.append(byte: 0x0a)
            }
        }
        try StandardOutput().write(text.bytes)
    }
}

extension Registry {
    /// The registry in which a name is looked up: the sockets' have one of their own.
    static func knowing(_ name: String) -> Registry {
        name == HostSocket.name || name.hasPrefix(HostSocket.name + ".") ? .sockets : .standard
    }
}

extension CommandFailure {
    static func noProtocol(_ name: String, _ registry: Registry) -> CommandFailure {
        let names = registry.protocols.map { $0.name }.filter { !$0.hasPrefix("_") }
        let near = Spelling.suggestions(for: name, among: names)
        let hint = near.isEmpty ? "'ibuki protocols' lists them" : "did you mean \(near.joined(separator: ", "))?"
        return CommandFailure(.usage, "no protocol is called '\(name)'; \(hint)")
    }
}
