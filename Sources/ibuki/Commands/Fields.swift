import ArgumentParser
import Packets

struct Fields: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the fields that filters and -e know.")

    @Argument(help: "Only the fields of this protocol.") var name: String?
    @Flag(help: "One JSON object a line.") var json = false

    func run() {
        for field in Registry.standard.fields where name == nil || field.protocolName == name {
            print("{\"name\":\"\(field.name)\",\"protocol\":\"\(field.protocolName)\"}")
        }
    }
}
