import Packets

/// What `fields --json` and `explain` say of a field: one object, its keys in a stable order.
struct FieldDescription {
    private var object = JSONObject()

    init(_ field: FieldInfo, in registry: Registry) {
        object.add("name", field.name)
        object.add("protocol", field.protocolName)
        object.add("label", field.label.description)
        object.add("type", Self.type(of: field))
        if let bits = field.bits, registry.declarations.schemas[field.schema].type.table == nil {
            object.add("bits", "\(bits.lowerBound)..<\(bits.upperBound)")
            object.add("part", field.part)
        }
        if field.isDerived { object.add("derived", true) }
        if field.auto != .none { object.add("auto", true) }
        if let names = field.type?.names, !names.isEmpty, field.kind != .boolean {
            var values = JSONObject()
            for name in names { values.add("\(name.raw)", name.name.description) }
            object.add("values", values)
        }
        let items = registry.keywords(ofItemsIn: field)
        if !items.isEmpty { object.add("items", items) }
        if let meaning = field.meaning { object.add("meaning", meaning) }
        if let section = field.section { object.add("section", section) }
    }

    func write(into text: inout TextBuffer) { object.write(into: &text) }

    /// Wireshark's name for the kind of value, in lower case: `uint16`, `ipv4`, `bytes`.
    static func type(of field: FieldInfo) -> String {
        switch field.kind {
        case .none: field.isSchema ? "protocol" : "none"
        case .boolean: "boolean"
        case .unsigned: "uint\(max(8, (field.type?.octets ?? 1) * 8))"
        case .signed: "int\(max(8, (field.type?.octets ?? 1) * 8))"
        case .ipv4: "ipv4"
        case .ipv6: "ipv6"
        case .mac: "ether"
        case .bytes: "bytes"
        case .text: "string"
        case .absoluteTime: "absolute_time"
        case .relativeTime: "relative_time"
        case .frameNumber: "framenum"
        }
    }
}
