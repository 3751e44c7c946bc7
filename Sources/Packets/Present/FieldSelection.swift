/// Fields chosen by name, for `-T fields` and everything else that wants columns of values.
public struct FieldSelection: Sendable {
    /// The chosen names, in order.
    public let names: [String]
    /// For each field of the registry, the positions of the columns that want it; a field is wanted by few.
    let columns: [[Int]]
    let wantsFrame: Bool
    /// For each protocol, whether a chosen field may lie in it.
    let wanted: [Bool]

    /// - Throws: the first name that no field has.
    public init(_ names: [String], in registry: Registry) throws(UnknownField) {
        self.names = names
        var columns = [[Int]](repeating: [], count: registry.tables.fields.count)
        var roots = Set<String>()
        var wantsAll = false
        for (column, name) in names.enumerated() {
            guard let ids = registry.tables.fieldsByName[name] else { throw UnknownField(name: name) }
            for id in ids { columns[Int(id.rawValue)].append(column) }
            roots.insert(String(name.prefix { $0 != "." }))
            if name.hasPrefix("_ws") { wantsAll = true }
        }
        self.columns = columns
        wantsFrame = wantsAll || roots.contains("frame")
        wanted = registry.tables.schemas.indices.map { schema in
            wantsAll || registry.tables.reaches(schema, any: columns)
        }
    }
}

/// A name that no field has.
public struct UnknownField: Error, Sendable {
    public let name: String
}

extension Registry.Tables {
    /// Whether a chosen field lies in a schema or in what it is made of.
    func reaches(_ schema: Int, any columns: [[Int]]) -> Bool {
        var seen = Set<Int>()
        var open = [schema]
        while let number = open.popLast() {
            guard seen.insert(number).inserted else { continue }
            let record = schemas[number]
            if !columns[Int(record.field.rawValue)].isEmpty { return true }
            for row in record.rows {
                if !columns[Int(row.field.rawValue)].isEmpty { return true }
                if row.content == .items { open.append(Int(row.target)) }
            }
            open += record.variants.map(\.schema)
            if let fallback = record.fallback { open.append(fallback) }
        }
        return false
    }
}

/// The values of a selection's fields in one packet. Keep one and use it again for each packet.
public struct FieldValues: Sendable {
    /// For each column the nodes that hold its values, in the packet's order.
    public private(set) var columns: [[Node]]
    public private(set) var detail = Detail()

    public init(_ selection: FieldSelection) {
        columns = Array(repeating: [], count: selection.names.count)
    }

    /// Finds the values; walks only the layers that can hold them.
    public mutating func collect(_ selection: FieldSelection, of packet: inout PacketView, in registry: Registry) {
        for column in columns.indices where !columns[column].isEmpty { columns[column].removeAll(keepingCapacity: true) }
        let layers = packet.layers
        registry.detail(of: &packet, into: &detail) { index in
            index < 0 ? selection.wantsFrame : selection.wanted[Int(layers[index].id.rawValue)]
        }
        for node in detail.nodes {
            for column in selection.columns[Int(node.field.rawValue)] { columns[column].append(node) }
        }
    }
}
