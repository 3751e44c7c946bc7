import ArgumentParser
import PacketProtocols
import Packets

/// `ibuki protocols`: what is dissected and crafted.
struct Protocols: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "protocols", abstract: "List the protocols that are dissected and crafted.")

    @OptionGroup var json: JSONOutput

    func run() throws {
        var text = TextBuffer()
        let registry = Registry.standard
        let protocols = registry.protocols.filter { !$0.name.hasPrefix("_") }.sorted { $0.name < $1.name }
        for type in protocols {
            let count = registry.fields.count { $0.protocolName == type.name }
            if json.isWanted {
                var object = JSONObject()
                object.add("name", type.name)
                object.add("title", type.title)
                object.add("reference", type.reference)
                object.add("aliases", type.aliases)
                object.add("fields", count)
                object.add("registered", registry.registrations(of: type).map { "\($0.name)==\($0.value)" })
                object.write(into: &text)
            } else {
                let start = text.count
                text.append(type.name)
                text.pad(from: start, to: 18, always: true)
                text.append(type.title)
                text.pad(from: start, to: 62, always: true)
                text.append(type.reference)
                text.append(byte: 0x0a)
            }
        }
        try StandardOutput().write(text.bytes)
    }
}
