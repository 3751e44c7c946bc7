/// Which protocols there are, what they are registered under, and all their fields by name.
///
/// A value: `Registry.standard` holds the protocols that come with the package, and a copy takes more.
///
///     var registry = Registry.standard
///     registry.register(MyProtocol.self, under: .udpPort(9999))
public struct Registry: Sendable {
    var routes = Routes.basic

    /// Without any protocol but plain data.
    public init() {}

    var registrations: Registrations { routes.registrations }

    /// What its protocols declare. Who works through packets keeps it: each time it is asked for costs two atomic operations.
    var declarations: Declarations { routes.declarations.value }

    /// Adds a protocol. A key that another protocol had goes to this one, which is how "decode as" works.
    public mutating func register<P: PacketProtocol>(_ type: P.Type, under keys: DispatchKey...) {
        register(type, under: keys)
    }

    public mutating func register<P: PacketProtocol>(_ type: P.Type, under keys: [DispatchKey]) {
        change { registrations in
            let id = registrations.add(type)
            for key in keys { registrations.bind(key, to: id) }
        }
    }

    /// Adds a protocol that is tried on octets that no number names, in the order of registration.
    public mutating func register<P: PacketProtocol>(_ type: P.Type, heuristicUnder table: DispatchTable) {
        change { $0.add(heuristic: $0.add(type), under: table) }
    }

    /// Dissects as `name` what is found under `key`; `none` takes the key from whoever has it.
    public mutating func decode(_ key: DispatchKey, as id: ProtocolID) {
        change { $0.bind(key, to: id) }
    }

    /// Meanwhile the registry is another, so that what is registered belongs to nobody else and is not copied.
    private mutating func change(_ body: (inout Registrations) -> Void) {
        var registrations = routes.registrations
        let declarations = routes.declarations
        routes = .basic
        let count = registrations.protocols.count
        body(&registrations)
        routes = Routes(registrations, registrations.protocols.count == count ? declarations : nil)
    }

    /// Splits a frame into its layers. What cannot be dissected is data or a broken last layer.
    ///
    /// - Parameter findingBodies: whether what a text protocol carries (the body behind HTTP's headers) is a layer too.
    ///   Without it nothing is allocated and no header line is read, for those who look at addresses and ports alone.
    @inline(__always)
    public func dissect(
        _ bytes: RawSpan, as linkType: LinkType, into dissection: inout Dissection, findingBodies: Bool = true
    ) {
        routes.dissect(bytes, as: linkType, into: &dissection, findingBodies: findingBodies)
    }

    /// All protocols, in the order of registration.
    public var protocols: [any PacketProtocol.Type] { registrations.protocols }

    /// All fields, in the order of declaration.
    public var fields: [FieldInfo] { declarations.fields.filter { !$0.name.isEmpty } }

    /// The fields of a name: several when several schemas declare it.
    public func fields(named name: String) -> [FieldInfo] {
        let declarations = declarations
        return (declarations.fieldsByName[name] ?? []).map { declarations.fields[Int($0.rawValue)] }
    }

    /// What a protocol or item is called by the field that stands for it.
    public func title(of field: FieldInfo) -> String { declarations.schemas[field.schema].title }

    /// What the forge calls the items of a list: `mss` in `options=[mss=1460]`. Empty for what is no list, and for a list
    /// whose items have no names.
    public func keywords(ofItemsIn field: FieldInfo) -> [String] {
        guard field.row >= 0 else { return [] }
        let schemas = declarations.schemas
        let row = schemas[field.schema].rows[field.row]
        guard row.content == .items, let variants = schemas[Int(row.target)].type.variants else { return [] }
        var keywords: [String] = []
        for choice in variants.choices {
            // The others of a schema are further spellings.
            guard let keyword = choice.schema.keywords.first, !keywords.contains(keyword) else { continue }
            keywords.append(keyword)
        }
        return keywords
    }

    /// Under which numbers a protocol is registered, the first first.
    public func registrations(of type: any PacketProtocol.Type) -> [(name: String, value: UInt32)] {
        registrations.keys(of: type).compactMap { key in
            DispatchTable.named.first { $0.table == key.table }.map { ($0.name, key.value) }
        }
    }

    /// The protocol that a filter or the forge calls `name`, by its own name or an alias.
    public func protocolID(named name: String) -> ProtocolID? { declarations.protocolsByName[name] }

    public subscript(id: ProtocolID) -> any PacketProtocol.Type { registrations.protocols[Int(id.rawValue)] }
}

/// A number for a field, valid in one registry.
public struct FieldID: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
    public var rawValue: UInt32
    @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }
}

/// What is known of a field at run time; all of it comes from its declaration.
public struct FieldInfo: Sendable {
    /// The full name: `tcp.srcport`.
    public let name: String
    public let label: StaticString
    public let kind: ValueKind
    public let type: (any WireValue.Type)?
    public let show: Show
    public let auto: Auto
    public let preset: UInt64
    /// The position of its schema among the registry's.
    let schema: Int
    /// The position of its row in its schema.
    let row: Int
    /// The field whose value this one repeats under another name.
    public let aliasOf: FieldID?
    /// Whether this is the name of a protocol or an item itself.
    public let isSchema: Bool
    /// Computed, never stored in the octets.
    public let isDerived: Bool
    /// How deep it stands among the fields of its schema.
    public let depth: Int
    /// Which part of its schema it lies in, and which bits of the part; `nil` when it has no fixed bits.
    public let part: Int
    public let bits: Range<Int>?

    /// The part of the name before the first dot: the protocol's own.
    public var protocolName: String { String(name.prefix { $0 != "." }) }

    /// Hexadecimal digits that its value's type has.
    var digits: Int { max(1, (type?.octets ?? 1) * 2) }
    public func name(of raw: UInt64) -> StaticString? { type?.name(of: raw) }
}

/// A field as the walker, the filter and the forge see it: plain bits.
struct Row: Sendable, BitwiseCopyable {
    enum Content: UInt8, Sendable, BitwiseCopyable { case bits, items, derived }
    var content: Content
    var kind: ValueKind
    var depth: UInt8
    var part: UInt8
    var order: ByteOrder
    var isAlias: Bool
    /// The field is there also when it has no octets.
    var isShownEmpty = false
    /// The value is the number that its bits are, as they stand in the octets.
    var isPlain = false
    /// How many rows from this one on are such numbers of the same part, there whatever else is.
    var plainRun: UInt8 = 0
    var bit: UInt32
    /// In bits; 0 means the whole part.
    var width: UInt32
    var scale: UInt32
    var field: FieldID
    /// The item's schema, or the derived field's number.
    var target: UInt32
    /// The number of the first condition under which the field is there, and how many there are.
    var condition: UInt32 = 0
    var conditionCount: UInt8 = 0
    /// How many rows right behind this one are there under the very same conditions.
    var alike: UInt8 = 0
    /// The number of the code that says whether the field is there; `.max` for none.
    var predicate: UInt16 = .max

    @inline(__always)
    func place(from start: Int, _ parts: Parts) -> Place {
        let part = Int(part)
        return Place(
            bit: (start &+ parts.start(part)) &* 8 &+ Int(bit),
            width: width == 0 ? parts.count(part) &* 8 : Int(width), scale: Int(scale), order: order)
    }
}

/// A schema as the registry keeps it.
struct SchemaRecord: Sendable {
    let type: any Schema.Type
    let name: String
    let prefix: String
    let title: String
    /// Whether what follows was read from its declarations.
    var isRead = false
    /// The field that stands for the schema itself.
    var field = FieldID(rawValue: 0)
    var rows: [Row] = []
    /// Fields that the forge fills in, with their rows.
    var autos: [(row: Int, auto: Auto)] = []
    var variants: [(raw: UInt64, schema: Int)] = []
    var fallback: Int?
    var variantTarget: Variants.Target?
    var variantPart = 0
    var variantPlace = Place(bit: 0, width: 0)
    /// Octets of the first part, as the declarations say.
    var fixedLength = 0

    /// Counts, for each row, those right behind it that can be walked with it.
    mutating func countNeighbours() {
        for index in rows.indices.reversed() {
            let next = index + 1 < rows.count ? rows[index + 1] : nil
            if rows[index].conditionCount > 0 {
                guard let next, next.conditionCount > 0, next.condition == rows[index].condition else { continue }
                if next.alike < .max { rows[index].alike = next.alike + 1 }
            } else if rows[index].isPlain, rows[index].predicate == .max {
                let behind = next?.part == rows[index].part ? next?.plainRun ?? 0 : 0
                rows[index].plainRun = min(behind, .max - 1) + 1
            }
        }
    }
}

/// A condition, and the first one before it that looks at the same place.
struct RowCondition: Sendable, BitwiseCopyable {
    var condition: FieldCondition
    var look: UInt32
}

/// One variant of a schema.
struct Choice: Sendable, BitwiseCopyable {
    var raw: UInt64
    var schema: UInt32
}

/// What is needed to print a field's value, in plain bits.
struct FieldFormat: Sendable, BitwiseCopyable {
    var kind: ValueKind
    var show: Show
    /// Hexadecimal digits.
    var digits: UInt8
    var type: (any WireValue.Type)?
    /// The full name's octets among the registry's names.
    var nameStart: UInt32
    var nameLength: UInt32
}

/// What the walker needs of a schema, in plain bits.
struct Plan: Sendable, BitwiseCopyable {
    var type: any Schema.Type
    var field: FieldID
    var firstRow: UInt32 = 0
    var rowCount: UInt32 = 0
    var hasVariants = false
    /// Its octets alone say which fields there are and what they are, but for those that are computed.
    var isPlain = false
    /// Its items have headings, and no name where values have names.
    var isHeadingOnly = false
    /// Its items have no line of their own.
    var isBare = false
    /// Its items have headings in trees only.
    var isFlat = false
    /// The part that the variant describes; -1 when it replaces the whole item.
    var variantTarget: Int8 = -1
    var variantPart: UInt8 = 0
    var variantPlace = Place(bit: 0, width: 0)
    var firstChoice: UInt32 = 0
    var choiceCount: UInt32 = 0
    /// The schema when no choice fits; `.max` for none.
    var fallback: UInt32 = .max
}
