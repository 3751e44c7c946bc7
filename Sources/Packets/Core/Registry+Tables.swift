extension Registry {
    /// What a registry holds: arrays of plain values. A struct, not a class: the hot path's reads of a class's
    /// variables would each ask for exclusive access (40 ns a packet in all).
    struct Tables: Sendable {
        struct ProtocolEntry {
            var type: any PacketProtocol.Type
            var isRegistered: Bool
        }

        /// Indexed by `ProtocolID`; schemas that are not protocols have an entry that is never looked at.
        var protocols: [ProtocolEntry]
        var schemas: [SchemaRecord]
        var schemaNumbers: [ObjectIdentifier: Int]
        var fields: [FieldInfo]
        var derived: [DerivedField]
        var fieldsByName: [String: [FieldID]]
        var protocolsByName: [String: ProtocolID]
        /// The rows of all schemas, and for each schema what the walker needs, in plain bits.
        var rows: [Row]
        var choices: [Choice]
        var conditions: [RowCondition]
        var predicates: [FieldPredicate]
        var formats: [FieldFormat]
        var names: [UInt8]
        var plans: [Plan]
        /// What `Routes` says of them.
        var pages: [UInt16]
        var entries: [UInt16]
        var sparse: [DispatchKey: UInt16]
        var heuristics: [[ProtocolID]]
        /// The tables above, as dissection asks them.
        var routes: Routes
        /// Under which keys a protocol was registered, the first first: what the forge writes into the layer below.
        var keys: [ProtocolID: [DispatchKey]]

        init() {
            protocols = []
            schemaNumbers = [:]
            fields = []
            derived = []
            rows = []
            choices = []
            conditions = []
            predicates = []
            formats = []
            names = []
            plans = []
            fieldsByName = [:]
            protocolsByName = [:]
            let total = (Int(DispatchTable.named.map(\.table.rawValue).max() ?? 0) + 1) << 16
            pages = Array(repeating: 0, count: total / Self.pageSize)
            entries = Array(repeating: 0, count: Self.pageSize)
            schemas = []
            sparse = [:]
            heuristics = Array(repeating: [], count: 16)
            routes = .none
            keys = [:]
            change { tables in
                _ = tables.add(protocol: OpaqueData.self)
                _ = tables.add(protocol: Frame.self)
                _ = tables.add(protocol: Malformed.self)
                _ = tables.add(protocol: Short.self)
            }
        }

        /// Every change to what dissection asks.
        mutating func change(_ body: (inout Self) -> Void) {
            routes = .none
            body(&self)
            routes = Routes(self)
        }

        static var pageSize: Int { 256 }

        /// The number of plain data, which is registered first.
        static let data = ProtocolID(rawValue: 0)
        /// The number of the frame, which is registered second.
        static let frame = ProtocolID(rawValue: 1)
        static let malformed = ProtocolID(rawValue: 2)
        static let short = ProtocolID(rawValue: 3)

        mutating func add<P: PacketProtocol>(protocol type: P.Type) -> ProtocolID {
            let number = add(schema: type)
            let id = ProtocolID(rawValue: UInt16(number))
            protocols[number] = ProtocolEntry(type: type, isRegistered: true)
            for name in [type.name] + type.aliases where protocolsByName[name] == nil { protocolsByName[name] = id }
            return id
        }

        mutating func bind(_ key: DispatchKey, to id: ProtocolID) {
            let index = key.index
            if !key.isSparse, index / Self.pageSize < pages.count {
                if pages[index / Self.pageSize] == 0 {
                    pages[index / Self.pageSize] = UInt16(entries.count / Self.pageSize)
                    entries += Array(repeating: 0, count: Self.pageSize)
                }
                entries[Int(pages[index / Self.pageSize]) * Self.pageSize + index % Self.pageSize] = id.rawValue
            } else {
                sparse[key] = id.rawValue
            }
            if id != Self.data { keys[id, default: []].append(key) }
        }

        /// Adds a schema with all that its items and variants are made of.
        mutating func add<S: Schema>(schema type: S.Type) -> Int {
            if let number = schemaNumbers[ObjectIdentifier(type)] { return number }
            let number = schemas.count
            precondition(number < Int(UInt16.max), "more than 65,534 schemas")
            schemaNumbers[ObjectIdentifier(type)] = number
            protocols.append(
                ProtocolEntry(type: OpaqueData.self, isRegistered: false))
            var record = SchemaRecord(type: type, name: type.name, prefix: type.prefix, title: type.title)
            schemas.append(record)
            plans.append(Plan(type: type, field: FieldID(rawValue: 0)))
            record.field = addField(
                FieldInfo(
                    name: type.name, label: "", kind: type.isPresenceOnly ? .boolean : .none, type: nil, show: .decimal,
                    auto: .none, preset: 0,
                    schema: number, row: -1, aliasOf: nil, isSchema: true, isDerived: false, depth: 0, part: 0,
                    bits: nil))
            var fixedBits = 0
            for declaration in type.tree.flatMap(\.declarations) where !declaration.isLayoutOnly {
                let row = row(of: declaration, in: number, prefix: type.prefix, at: record.rows.count)
                if case .bits(part: 0, let place) = declaration.content, place.width > 0 {
                    fixedBits = max(fixedBits, place.bit + place.width)
                }
                if declaration.auto != .none { record.autos.append((record.rows.count, declaration.auto)) }
                record.rows.append(row)
            }
            record.fixedLength = (fixedBits + 7) / 8
            record.countNeighbours()
            if let variants = type.variants {
                record.variantTarget = variants.target
                record.variantPart = variants.part
                record.variantPlace = variants.place
                for choice in variants.choices { record.variants.append((choice.raw, add(schema: choice.schema))) }
                if let fallback = variants.fallback { record.fallback = add(schema: fallback) }
            }
            schemas[number] = record
            plans[number] = plan(of: record)
            return number
        }

        private mutating func plan(of record: SchemaRecord) -> Plan {
            var plan = Plan(type: record.type, field: record.field)
            plan.firstRow = UInt32(rows.count)
            plan.rowCount = UInt32(record.rows.count)
            plan.isHeadingOnly = record.type.isHeadingOnly
            plan.isBare = record.type.isBare
            plan.isFlat = record.type.isFlat
            rows += record.rows
            guard let target = record.variantTarget else { return plan }
            plan.hasVariants = true
            if case .part(let part) = target { plan.variantTarget = Int8(part) }
            plan.variantPart = UInt8(record.variantPart)
            plan.variantPlace = record.variantPlace
            plan.firstChoice = UInt32(choices.count)
            plan.choiceCount = UInt32(record.variants.count)
            plan.fallback = record.fallback.map(UInt32.init) ?? .max
            choices += record.variants.map { Choice(raw: $0.raw, schema: UInt32($0.schema)) }
            return plan
        }

        private mutating func addField(_ info: FieldInfo) -> FieldID {
            let id = FieldID(rawValue: UInt32(fields.count))
            fields.append(info)
            formats.append(
                FieldFormat(
                    kind: info.kind, show: info.show, digits: UInt8(info.digits), type: info.type,
                    nameStart: UInt32(names.count), nameLength: UInt32(info.name.utf8.count)))
            names += Array(info.name.utf8)
            if !info.name.isEmpty { fieldsByName[info.name, default: []].append(id) }
            return id
        }

        private mutating func add(_ condition: FieldCondition) {
            var look = UInt32(conditions.count)
            if let last = conditions.last, last.condition.part == condition.part,
                last.condition.place == condition.place
            {
                look = last.look
            }
            conditions.append(RowCondition(condition: condition, look: look))
        }

        private mutating func row(of declaration: FieldDeclaration, in schema: Int, prefix: String, at index: Int)
            -> Row
        {
            let full = declaration.fullName(behind: prefix)
            let target = declaration.aliasOf.flatMap { fieldsByName["\(prefix).\($0)"]?.last }
            var isDerived = false
            var part = 0
            var bits: Range<Int>?
            switch declaration.content {
            case .derived: isDerived = true
            case .items(let inPart, _): part = inPart
            case .bits(let inPart, let place):
                part = inPart
                if place.width > 0 { bits = place.bit..<place.bit + place.width }
            }
            let field = addField(
                FieldInfo(
                    name: full, label: declaration.label, kind: declaration.kind, type: declaration.type,
                    show: declaration.show, auto: declaration.auto, preset: declaration.preset, schema: schema,
                    row: index, aliasOf: target, isSchema: false, isDerived: isDerived,
                    depth: Int(declaration.depth), part: part, bits: bits))
            var row = Row(
                content: .bits, kind: declaration.kind, depth: declaration.depth, part: 0, order: .big,
                isAlias: declaration.aliasOf != nil || declaration.isUnlisted, bit: 0, width: 0, scale: 1, field: field,
                target: 0)
            row.isShownEmpty = declaration.show == .orMissing || declaration.show == .orNone
            // Neighbours that share their conditions share them here too: the walker looks at them once.
            let shared = conditions.count - declaration.conditions.count
            if shared < 0 || !conditions[shared...].lazy.map(\.condition).elementsEqual(declaration.conditions) {
                for condition in declaration.conditions { add(condition) }
            }
            row.condition = UInt32(conditions.count - declaration.conditions.count)
            row.conditionCount = UInt8(declaration.conditions.count)
            if let predicate = declaration.predicate, predicates.count < Int(UInt16.max) {
                row.predicate = UInt16(predicates.count)
                predicates.append(predicate)
            }
            switch declaration.content {
            case .bits(let part, let place):
                row.part = UInt8(part)
                row.bit = UInt32(place.bit)
                row.width = UInt32(place.width)
                row.scale = UInt32(place.scale)
                row.order = place.order
                row.isPlain =
                    row.kind.isNumeric && row.kind != .signed && place.order == .big && place.scale == 1
                    && 1...64 ~= place.width
            case .items(let part, let item):
                row.content = .items
                row.part = UInt8(part)
                row.target = UInt32(add(schema: item))
            case .derived(let field):
                row.content = .derived
                row.target = UInt32(derived.count)
                derived.append(field)
            }
            return row
        }
    }
}
