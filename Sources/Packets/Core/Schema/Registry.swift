/// Which protocols there are, what they are registered under, and all their fields by name.
///
/// A value: `Registry.internet` holds the protocols of this module, `Registry.standard` of `PacketProtocols` all that
/// come with the package, and a copy takes more.
///
///     var registry = Registry.standard
///     registry.register(MyProtocol.self, under: .udpPort(9999))
public struct Registry: Sendable {
    var routes = DispatchRoutes.basic

    /// Without any protocol but plain data.
    public init() {}

    var registrations: Registrations { routes.registrations }

    /// What its protocols declare. Who works through packets keeps it: each time it is asked for costs two atomic operations.
    @usableFromInline package var declarations: Declarations { routes.declarations.value }

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
        routes = DispatchRoutes(registrations, registrations.protocols.count == count ? declarations : nil)
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
            registrations.tableNames.first { $0.table == key.table }.map { ($0.name, key.value) }
        }
    }

    /// Says how "decode as" and the lists of protocols call a table of numbers.
    public mutating func name(_ table: DispatchTable, _ name: String) { change { $0.name(table, name) } }

    /// The table that "decode as" calls `name`: `tcp.port`.
    public func table(named name: String) -> DispatchTable? {
        registrations.tableNames.first { $0.name == name }?.table
    }

    /// The names of all tables.
    public var tableNames: [String] { registrations.tableNames.map(\.name) }

    /// The protocol that a filter or the forge calls `name`, by its own name or an alias.
    public func protocolID(named name: String) -> ProtocolID? { declarations.protocolsByName[name] }

    public subscript(id: ProtocolID) -> any PacketProtocol.Type { registrations.protocols[Int(id.rawValue)] }
}
