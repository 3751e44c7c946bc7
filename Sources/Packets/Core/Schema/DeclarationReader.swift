/// Reads the declarations of protocols and of all that they are made of.
struct DeclarationReader {
    private(set) var schemas: [SchemaRecord] = []
    private(set) var fields: [FieldInfo] = []
    private(set) var derived: [DerivedField] = []
    private(set) var conditions: [RowCondition] = []
    private(set) var predicates: [FieldPredicate] = []
    private var numbers: [ObjectIdentifier: Int] = [:]

    /// The protocols' numbers are theirs before anything is read: what one is made of comes behind them all.
    init(_ protocols: [any PacketProtocol.Type]) {
        // More than there are today: growing by doubling copied what is large four times.
        schemas.reserveCapacity(protocols.count * 16)
        fields.reserveCapacity(protocols.count * 64)
        for type in protocols { _ = number(of: type) }
        for number in protocols.indices { read(number) }
    }

    /// The number of a schema, which is read now unless it was.
    private mutating func add(_ type: any Schema.Type) -> Int {
        let number = number(of: type)
        read(number)
        return number
    }

    private mutating func number(of type: any Schema.Type) -> Int {
        if let number = numbers[ObjectIdentifier(type)] { return number }
        let number = schemas.count
        precondition(number < Int(UInt16.max), "more than 65,534 schemas")
        numbers[ObjectIdentifier(type)] = number
        schemas.append(SchemaRecord(type: type, name: type.name, prefix: type.prefix, title: type.title))
        return number
    }

    private mutating func read(_ number: Int) {
        guard !schemas[number].isRead else { return }
        schemas[number].isRead = true
        var record = schemas[number]
        let type = record.type
        record.field = addField(
            FieldInfo(
                name: record.name, label: "", kind: type.isPresenceOnly ? .boolean : .none, type: nil, show: .decimal,
                auto: .none, preset: 0, schema: number, row: -1, aliasOf: nil, isSchema: true, isDerived: false,
                depth: 0, part: 0, bits: nil, words: type.meaning))
        var fixedBits = 0
        for declaration in type.tree.flatMap(\.declarations) where !declaration.isLayoutOnly {
            let row = row(of: declaration, in: number, prefix: record.prefix, at: record.rows.count)
            if case .bits(part: 0, let place) = declaration.content, place.width > 0 {
                fixedBits = max(fixedBits, place.bit + place.width)
            }
            if declaration.auto != .none { record.autos.append((record.rows.count, declaration.auto)) }
            record.rows.append(row)
        }
        record.fixedLength = (fixedBits + 7) / 8
        record.countNeighbors()
        if let variants = type.variants {
            record.variantTarget = variants.target
            record.variantPart = variants.part
            record.variantPlace = variants.place
            for choice in variants.choices { record.variants.append((choice.raw, add(choice.schema))) }
            if let fallback = variants.fallback { record.fallback = add(fallback) }
        }
        schemas[number] = record
    }

    private mutating func addField(_ info: FieldInfo) -> FieldID {
        let id = FieldID(rawValue: UInt32(fields.count))
        fields.append(info)
        return id
    }

    /// Nearly always one of the few that were added last.
    private func lastField(named name: String) -> FieldID? {
        fields.lastIndex { $0.name == name }.map { FieldID(rawValue: UInt32($0)) }
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
        let target = declaration.aliasOf.flatMap { lastField(named: "\(prefix).\($0)") }
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
                depth: Int(declaration.depth), part: part, bits: bits, words: declaration.meaning))
        var row = Row(
            content: .bits, kind: declaration.kind, depth: declaration.depth, part: 0, order: .big,
            isAlias: declaration.aliasOf != nil || declaration.isUnlisted, bit: 0, width: 0, scale: 1, field: field,
            target: 0)
        row.isShownEmpty = declaration.show == .orMissing || declaration.show == .orNone
        // Neighbors that share their conditions share them here too: the walker looks at them once.
        let shared = conditions.count - declaration.conditions.count
        if shared < 0 || !conditions[shared...].lazy.map(\.condition).elementsEqual(declaration.conditions) {
            for condition in declaration.conditions { add(condition) }
        }
        row.condition = UInt32(conditions.count - declaration.conditions.count)
        row.conditionCount = UInt8(declaration.conditions.count)
        if let predicate = declaration.predicate, predicates.count < Int(UInt16.max) {
            if predicates.last !== predicate { predicates.append(predicate) }
            row.predicate = UInt16(predicates.count - 1)
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
            row.target = UInt32(add(item))
        case .derived(let field):
            row.content = .derived
            row.target = UInt32(derived.count)
            derived.append(field)
        }
        return row
    }
}
