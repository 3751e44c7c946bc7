import ArgumentParser
import HostNetwork
import PacketProtocols
import Packets

/// `ibuki fields`: the names that filters, `-e` and crafting know.
struct Fields: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fields",
        abstract: "List the fields that filters, -e and crafting know.",
        discussion: HelpText.fitted(
            """
              ibuki fields                         all of them
              ibuki fields dns                     those of a protocol
              ibuki fields dns.qry                 those whose names begin so
              ibuki fields sock                    those of sockets, which 'ibuki sockets' knows
            """))

    @Argument(
        help: ArgumentHelp(
            "Only the fields of this protocol, or those whose names begin so.", valueName: "protocol|prefix"),
        completion: .named)
    var name: String?
    @OptionGroup var json: JSONOutput

    func run() throws {
        let registry = Registry.knowing(name ?? "")
        let fields = try name.map { try Self.fields($0, registry) } ?? registry.fields
        var text = TextBuffer()
        var seen = Set<String>()
        for field in fields {
            guard seen.insert(field.name).inserted else { continue }
            if json.isWanted {
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

    /// The fields of a protocol, or else those whose names begin with a text: with whole parts of it where there are some.
    private static func fields(_ name: String, _ registry: Registry) throws(CommandFailure) -> [FieldInfo] {
        if let id = registry.protocolID(named: name) {
            return registry.fields.filter { $0.protocolName == registry[id].name }
        }
        let parts = registry.fields.filter { $0.name == name || $0.name.hasPrefix(name + ".") }
        if !parts.isEmpty { return parts }
        let beginnings = registry.fields.filter { $0.name.hasPrefix(name) }
        if !beginnings.isEmpty { return beginnings }
        guard name.contains(".") else { throw CommandFailure.noProtocol(name, registry) }
        let near = Spelling.suggestions(for: name, among: registry.fields.map { $0.name })
        let hint = near.isEmpty ? "'ibuki fields' lists all" : "did you mean \(near.joined(separator: ", "))?"
        throw CommandFailure(.usage, "no field's name begins with '\(name)'; \(hint)")
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
