public import Packets

/// What a schema declares of each of its fields, for a person who asks for an explanation.
public struct FieldTable: Sendable {
    /// One field.
    public struct Row: Sendable {
        /// The full name: `tcp.srcport`.
        public let name: String
        public let label: String
        /// The bits in the header, `0-15`; behind a part of no fixed length counted from its end, `+0-15`; empty where
        /// there are none.
        public let bits: String
        /// What kind of value it is: `unsigned, 16 bits`.
        public let type: String
        /// How deep it stands among the fields: a member of a group is at 1.
        public let depth: Int
        /// What its values are called.
        public let values: [ValueName]
        /// How many hexadecimal digits its values are shown with; `nil` for decimal.
        public let digits: Int?
        /// How the forge finds it when it is not set; empty when the user must.
        public let auto: String
        /// What a header that was just made holds, where that is not zero.
        public let preset: UInt64?
        /// Computed and never stored in the octets.
        public let isDerived: Bool
        /// A further name for other fields of the table.
        public let isAlias: Bool
        /// Whether it is there only when another field has some value.
        public let isConditional: Bool
        /// The name of what a list's items are; empty when it is no list.
        public let items: String
    }

    public let title: String
    public let name: String
    /// Where the format is defined; empty when it does not say.
    public let reference: String
    public let rows: [Row]

    /// The table of a protocol or of an item, by its name; `nil` when nothing has the name.
    public init?(named name: String, in registry: Registry) {
        guard let number = registry.declarations.schema(named: name) else { return nil }
        self.init(number, in: registry)
    }

    init(_ number: Int, in registry: Registry) {
        let declarations = registry.declarations
        let record = declarations.schemas[number]
        title = record.title
        name = record.name
        reference = number < declarations.protocolCount ? registry.protocols[number].reference : ""
        let isShifting = Self.shiftingParts(of: record)
        var starts = [Int](repeating: 0, count: LayerParts.limit + 1)
        for part in 0..<LayerParts.limit {
            let end = record.rows.filter { $0.content == .bits && Int($0.part) == part && $0.width > 0 }
                .map { Int($0.bit + $0.width) }.max()
            // Octets of parts of fixed length that lie one after the other count on.
            starts[part + 1] = isShifting[part] ? 0 : starts[part] + (end ?? 0)
        }
        rows = record.rows.map { row in
            let info = declarations.fields[Int(row.field.rawValue)]
            return Row(
                name: info.name, label: info.label.description,
                bits: record.type.table == nil
                    ? Self.bits(row, starts[Int(row.part)], isShifting[..<Int(row.part)].contains(true)) : "",
                type: Self.type(row, info), depth: Int(row.depth), values: info.type?.names ?? [],
                digits: info.show == .hex ? info.digits : nil, auto: row.isAlias ? "" : Self.describe(info.auto),
                preset: info.preset == 0 || row.isAlias ? nil : info.preset, isDerived: info.isDerived,
                isAlias: info.aliasOf != nil, isConditional: row.conditionCount > 0,
                items: row.content == .items ? declarations.schemas[Int(row.target)].name : "")
        }
    }

    /// For each part whether it has no fixed length.
    private static func shiftingParts(of record: SchemaRecord) -> [Bool] {
        (0..<LayerParts.limit).map { part in
            record.variantTarget == .part(part)
                || record.rows.contains {
                    Int($0.part) == part && ($0.content == .items || $0.content == .bits && $0.width == 0)
                }
        }
    }

    private static func bits(_ row: Packets.Row, _ start: Int, _ isShifted: Bool) -> String {
        guard row.content == .bits, row.width > 0 else { return "" }
        let first = start + Int(row.bit)
        let last = first + Int(row.width) - 1
        return (isShifted ? "+" : "") + (first == last ? "\(first)" : "\(first)-\(last)")
    }

    private static func type(_ row: Packets.Row, _ info: FieldInfo) -> String {
        if row.content == .items { return "list" }
        let width = row.width == 0 ? "" : row.width == 1 ? ", 1 bit" : ", \(row.width) bits"
        switch info.kind {
        case .none: return ""
        case .boolean: return "boolean" + width
        case .unsigned: return "unsigned" + width
        case .signed: return "signed" + width
        case .ipv4: return "IPv4 address"
        case .ipv6: return "IPv6 address"
        case .mac: return "hardware address"
        case .bytes: return "octets"
        case .text: return "text"
        case .absoluteTime: return "moment"
        case .relativeTime: return "span of time"
        case .frameNumber: return "frame number"
        }
    }

    private static func describe(_ auto: AutoValue) -> String {
        switch auto {
        case .none: return ""
        case .length(let extent, let unit, let plus):
            let units = unit == 1 ? "octets" : "units of \(unit) octets"
            return "length of \(describe(extent)) in \(units)" + (plus == 0 ? "" : ", plus \(plus)")
        case .count(let part): return "number of items in part \(part)"
        case .next(let table):
            let name = DispatchTable.named.first { $0.table == table }?.name ?? "the table"
            return "what the next layer is registered under in \(name)"
        case .checksum(let extent, let pseudoHeader, _):
            return "Internet checksum of \(describe(extent))" + (pseudoHeader ? " and a pseudo header" : "")
        case .variant: return "chosen by what the item holds"
        case .identity: return "a number of its own, where an answer is waited for"
        }
    }

    private static func describe(_ extent: Extent) -> String {
        switch extent {
        case .header: "the header"
        case .everything: "the header and its payload"
        case .payload: "the payload"
        case .part(let part): "part \(part)"
        case .rest: "what follows"
        }
    }
}
