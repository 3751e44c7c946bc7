import Packets

/// Looking up names.
extension FilterBinder {
    /// All the fields of a name; empty when there is none.
    func identifiers(_ name: String) -> [FieldID] {
        if let ids = declarations.fieldsByName[name] { return ids }
        // Further names of protocols: the forge's `ethernet`.
        guard let id = registry.protocolID(named: name), id != ProtocolID.data else { return [] }
        return [declarations.schemas[Int(id.rawValue)].field]
    }

    func identifiers(of name: FilterFieldName) throws(FilterError) -> [FieldID] {
        let ids = identifiers(name.name)
        if ids.isEmpty { throw unknown(name.name, at: name.nameRange) }
        return ids
    }

    func unknown(_ name: String, at range: Range<Int>) -> FilterError {
        FilterError(
            .unknownField, at: range, "there is no field or protocol \"\(name)\"",
            suggestions: Spelling.suggestions(for: name, among: declarations.fieldsByName.keys))
    }

    /// The type of a name's values: that of its first field.
    func type(_ ids: [FieldID]) -> FilterType {
        var type = FilterType(declarations.info(ids[0]))
        for id in ids.dropFirst() {
            let other = FilterType(declarations.info(id))
            if other.family == type.family {
                type.octets = max(type.octets, other.octets)
                if type.values.map({ $0.names.isEmpty }) ?? true { type.values = other.values }
            }
        }
        return type
    }

    /// How a field is read by the operand or test that names it.
    struct Reading {
        var layers: [FilterSlice] = []
        var asOctets = false
        var isHeaderOnly = false
        /// Only presence is asked for, so that fields of any type count.
        var anyType = false
    }

    /// Adds what is needed to find a name's values; gives its number.
    mutating func field(_ ids: [FieldID], _ reading: Reading) -> Int {
        let type = type(ids)
        var field = FilterField(firstGroup: Int32(program.groups.count), groupCount: 0)
        field.asOctets = reading.asOctets
        field.isHeaderOnly = reading.isHeaderOnly && !ids.contains { includesPayload(declarations.info($0)) }
        field.firstLayerRange = Int32(program.layerRanges.count)
        field.layerRangeCount = Int32(reading.layers.count)
        program.layerRanges += reading.layers
        var rows: [Int: [Row]] = [:]
        var walks: [Int: [FieldID]] = [:]
        for id in ids {
            let info = declarations.info(id)
            guard reading.anyType || FilterType(info).family == type.family else { continue }
            note(info)
            place(id, info, &rows, &walks)
        }
        // A layer that must be gone through anyway gives its own rows on the way.
        for number in walks.keys {
            for row in rows.removeValue(forKey: number) ?? [] { walks[number]?.append(row.field) }
        }
        for (number, rows) in rows.sorted(by: { $0.key < $1.key }) {
            append(.rows, number, first: program.rows.count, count: rows.count)
            program.rows += rows
        }
        if let marks = walks.removeValue(forKey: -1) {
            append(.walk, -1, first: program.sought.count, count: marks.count)
            program.sought += marks
        }
        for number in walks.keys.sorted() { append(.seek, number) }
        if !walks.isEmpty {
            field.firstSeekPlan = Int32(program.seekPlans.count)
            planSearch(for: Set(walks.values.joined()))
        }
        field.groupCount = Int32(program.groups.count) - field.firstGroup
        let frame = ProtocolID.frame.rawValue
        field.hasFrame = program.groups[Int(field.firstGroup)...].contains { $0.id == frame }
        program.fields.append(field)
        return program.fields.count - 1
    }

    private func includesPayload(_ info: FieldInfo) -> Bool {
        info.isSchema && info.schema < declarations.protocolCount && registry.protocols[info.schema].includesPayload
    }

    private mutating func append(_ access: FilterFieldGroup.Access, _ number: Int, first: Int = 0, count: Int = 0) {
        let isAny = number < 0
        program.groups.append(
            FilterFieldGroup(
                access: access, id: isAny ? FilterFieldGroup.anyProtocol : UInt16(number),
                type: declarations.plans[isAny ? 0 : number].type, first: Int32(first), count: Int32(count)))
    }

    /// Finds out in which protocols a field lies and how it is reached there.
    private mutating func place(
        _ id: FieldID, _ info: FieldInfo, _ rows: inout [Int: [Row]], _ walks: inout [Int: [FieldID]]
    ) {
        let marks = [ProtocolID.malformed.rawValue, ProtocolID.short.rawValue]
        guard !marks.contains(UInt16(truncatingIfNeeded: info.schema)) else {
            walks[-1, default: []].append(id)
            return
        }
        for host in hosts(of: info.schema) { walks[host, default: []].append(id) }
        guard info.schema < declarations.protocolCount, walks[info.schema]?.contains(id) != true else { return }
        if info.isSchema {
            append(.layer, info.schema)
            return
        }
        let plan = declarations.plans[info.schema]
        let row = declarations.schemas[info.schema].rows[info.row]
        if row.content == .items || (plan.hasVariants && plan.variantTarget < 0) {
            walks[info.schema, default: []].append(id)
        } else {
            rows[info.schema, default: []].append(row)
        }
    }

    /// Adds the way to fields in items and variants, for every schema.
    private mutating func planSearch(for ids: Set<FieldID>) {
        var plans = [FilterSeekPlan](repeating: FilterSeekPlan(), count: declarations.schemas.count)
        var outer = [[Int]](repeating: [], count: declarations.schemas.count)
        for schema in declarations.schemas.indices {
            for inner in declarations.inner(schema) { outer[inner].append(schema) }
        }
        var open: [Int] = []
        for id in ids {
            let info = declarations.info(id)
            if info.isSchema { plans[info.schema].isSought = true }
            open.append(info.schema)
        }
        while let schema = open.popLast() {
            guard !plans[schema].isOnTheWay else { continue }
            plans[schema].isOnTheWay = true
            open += outer[schema]
        }
        for schema in plans.indices where plans[schema].isOnTheWay {
            let rows = declarations.schemas[schema].rows.filter { row in
                ids.contains(row.field) || (row.content == .items && plans[Int(row.target)].isOnTheWay)
            }
            plans[schema].firstRow = Int32(program.rows.count)
            plans[schema].rowCount = Int32(rows.count)
            program.rows += rows
            // Marks a list that is sought itself, and not for what it holds.
            for index in rows.indices where rows[index].content == .items {
                program.rows[program.rows.count - rows.count + index].isAlias = ids.contains(rows[index].field)
            }
        }
        program.seekPlans += plans
    }

    /// The protocols in whose items or variants a schema may lie.
    private mutating func hosts(of schema: Int) -> [Int] {
        if let hosts { return hosts[schema] }
        var all = [[Int]](repeating: [], count: declarations.schemas.count)
        for root in 0..<declarations.protocolCount {
            var seen = Set<Int>()
            var open = declarations.inner(root)
            while let number = open.popLast() {
                guard seen.insert(number).inserted else { continue }
                all[number].append(root)
                open += declarations.inner(number)
            }
        }
        hosts = all
        return all[schema]
    }

    /// Writes down what the caller must provide for a field to have its value.
    private mutating func note(_ info: FieldInfo) {
        let frame = Int(ProtocolID.frame.rawValue)
        if info.schema == frame {
            if info.kind == .relativeTime, info.name != "frame.time_epoch" { program.needsFrameTimes = true }
            if info.kind == .text, info.name != "frame.protocols" { program.needsNotes = true }
        } else if info.isDerived, declarations.readsFlow(info) {
            program.needsConversations = true
        } else if !info.isSchema, declarations.dependsOnFlow(info) {
            program.needsConversations = true
        }
        if registry.isCarriedByStream(fieldNamed: info.name) { program.needsConversations = true }
        if registry.mayLieInBody(fieldNamed: info.name) { program.needsBodies = true }
    }
}

extension Declarations {
    /// The schemas of which a schema's items and variants are made.
    func inner(_ schema: Int) -> [Int] {
        let record = schemas[schema]
        var numbers = record.variants.map(\.schema)
        if let fallback = record.fallback { numbers.append(fallback) }
        for row in record.rows where row.content == .items { numbers.append(Int(row.target)) }
        return numbers
    }

    /// Whether a field is there or not by what is known of its packet's flow.
    func dependsOnFlow(_ info: FieldInfo) -> Bool {
        let predicate = schemas[info.schema].rows[info.row].predicate
        return predicate != .max && predicates[Int(predicate)].readsFlow
    }

    /// Whether a computed field may depend on its packet's flow. Only transports have what is known of theirs.
    func readsFlow(_ info: FieldInfo) -> Bool {
        let type = schemas[info.schema].type as? any PacketProtocol.Type
        guard type?.role.contains(.transport) ?? false else { return false }
        return derived[Int(schemas[info.schema].rows[info.row].target)].readsFlow
    }
}
