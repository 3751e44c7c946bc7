public import Packets

/// Fields chosen by name, for `-T fields` and everything else that wants columns of values.
public struct FieldSelection: Sendable {
    /// The chosen names, in order.
    public let names: [String]
    /// For each name which column of the packet list it is; `nil` for a field.
    let listColumns: [PacketColumn?]
    /// The columns without those whose name was there before: objects hold no key twice.
    let distinct: [Int]
    /// For each field of the registry where its columns start in `columns`; `.max` for a field that nobody wants.
    let starts: [UInt16]
    /// The columns of the fields that are wanted, each run ended by `.max`.
    let columns: [UInt16]
    let wantsFrame: Bool
    /// For each protocol, whether a chosen field may lie in it.
    let wanted: [Bool]

    /// - Throws: the first name that no field has.
    public init(_ names: [String], in registry: Registry) throws(UnknownField) {
        self.names = names
        let declarations = registry.declarations
        var wishes: [UInt32: [UInt16]] = [:]
        var roots = Set<String>()
        var wantsAll = false
        listColumns = names.map { PacketColumn(rawValue: $0) }
        distinct = names.indices.filter { !names[..<$0].contains(names[$0]) }
        for (column, name) in names.enumerated() where listColumns[column] == nil {
            guard let ids = declarations.fieldsByName[name], column < Int(UInt16.max) else {
                throw UnknownField(name: name)
            }
            for id in ids { wishes[id.rawValue, default: []].append(UInt16(column)) }
            roots.insert(String(name.prefix { $0 != "." }))
            if name.hasPrefix("_ws") { wantsAll = true }
        }
        var starts = [UInt16](repeating: .max, count: declarations.fields.count)
        var columns: [UInt16] = []
        for (field, wish) in wishes.sorted(by: { $0.key < $1.key }) where columns.count < Int(UInt16.max) {
            starts[Int(field)] = UInt16(columns.count)
            columns += wish + [.max]
        }
        self.starts = starts
        self.columns = columns
        wantsFrame = wantsAll || roots.contains("frame")
        wanted = declarations.schemas.indices.map { schema in
            wantsAll || declarations.reaches(schema, any: starts)
        }
    }
}

/// A name that no field has.
public struct UnknownField: Error, Sendable {
    public let name: String
}

extension Declarations {
    /// Whether a chosen field lies in a schema or in what it is made of.
    func reaches(_ schema: Int, any starts: [UInt16]) -> Bool {
        var seen = Set<Int>()
        var open = [schema]
        while let number = open.popLast() {
            guard seen.insert(number).inserted else { continue }
            let record = schemas[number]
            if starts[Int(record.field.rawValue)] != .max { return true }
            for row in record.rows {
                if starts[Int(row.field.rawValue)] != .max { return true }
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
    /// One value of one column.
    struct Entry: Sendable, BitwiseCopyable {
        /// The position of its node in the detail.
        var node: UInt32
        /// The next value of the same column; `.max` for none.
        var next: UInt32
    }

    /// All columns' values in the packet's order, chained: one array for a packet and not one for each column.
    private(set) var entries: [Entry] = []
    private(set) var heads: [UInt32]
    private var tails: [UInt32]
    public private(set) var detail = PacketDetail()
    /// The texts of the packet list's columns, and for each column which of them is its own.
    private(set) var listTexts = TextBuffer()
    private(set) var listRanges: [Range<Int>]
    private var list: PacketList?

    public init(_ selection: FieldSelection) {
        heads = Array(repeating: .max, count: selection.names.count)
        tails = heads
        listRanges = Array(repeating: 0..<0, count: selection.names.count)
    }

    /// Finds the values; walks only the layers that can hold them.
    public mutating func collect(_ selection: FieldSelection, of packet: inout PacketView, in registry: Registry) {
        entries.removeAll(keepingCapacity: true)
        for column in heads.indices { heads[column] = .max }
        let layers = packet.layers
        registry.detail(of: &packet, into: &detail) { index in
            index < 0 ? selection.wantsFrame : selection.wanted[Int(layers[index].id.rawValue)]
        }
        for position in detail.nodes.indices {
            var at = Int(selection.starts[Int(detail.nodes[position].field.rawValue)])
            guard at != Int(UInt16.max) else { continue }
            while selection.columns[at] != .max {
                add(position, to: Int(selection.columns[at]))
                at += 1
            }
        }
        guard selection.listColumns.contains(where: { $0 != nil }) else { return }
        collectList(selection, of: &packet, in: registry)
    }

    private mutating func collectList(
        _ selection: FieldSelection, of packet: inout PacketView, in registry: Registry
    ) {
        var list = self.list ?? PacketList(registry)
        listTexts.removeAll()
        for (column, kind) in selection.listColumns.enumerated() {
            guard let kind else { continue }
            let start = listTexts.count
            list.write(kind, of: &packet, into: &listTexts)
            listRanges[column] = start..<listTexts.count
        }
        self.list = list
    }

    private mutating func add(_ position: Int, to column: Int) {
        guard column < heads.count else { return }
        let number = UInt32(entries.count)
        entries.append(Entry(node: UInt32(position), next: .max))
        if heads[column] == .max { heads[column] = number } else { entries[Int(tails[column])].next = number }
        tails[column] = number
    }

    /// How many columns there are.
    public var columnCount: Int { heads.count }

    /// Whether a column has no value in this packet.
    public func isEmpty(_ column: Int) -> Bool { heads[column] == .max && listRanges[column].isEmpty }

    /// Calls `body` with the position in the detail of each of a column's values, in the packet's order.
    @inline(__always)
    public func forEach(in column: Int, _ body: (Int) -> Void) {
        var number = heads[column]
        while number != .max {
            let entry = entries[Int(number)]
            body(Int(entry.node))
            number = entry.next
        }
    }

    /// For each column the nodes that hold its values, in the packet's order. Makes arrays: not for every packet.
    public var columns: [[DetailNode]] {
        heads.indices.map { column in
            var nodes: [DetailNode] = []
            forEach(in: column) { nodes.append(detail.nodes[$0]) }
            return nodes
        }
    }
}
