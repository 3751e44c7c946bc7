import Synchronization

/// What the protocols of a registry declare, laid flat for those who walk packets.
///
/// A class of constants: one pointer leads to it all, and no read asks for exclusive access.
@usableFromInline package final class Declarations: Sendable {
    /// First the protocols, each under its number in the registry; then what they are made of.
    package let schemas: [SchemaRecord]
    /// How many of the schemas are protocols.
    package let protocolCount: Int
    package let fields: [FieldInfo]
    private let fieldNames = AtomicLazyReference<FieldNames>()
    package let protocolsByName: [String: ProtocolID]
    package let derived: [DerivedField]
    let conditions: [RowCondition]
    package let predicates: [FieldPredicate]
    /// The rows of all schemas, and for each schema what the walker needs, in plain bits.
    let rows: [Row]
    let choices: [Choice]
    @usableFromInline package let plans: [Plan]
    package let formats: [FieldFormat]
    /// The full names of all fields, one behind the other.
    package let names: [UInt8]

    init(_ protocols: [any PacketProtocol.Type]) {
        let read = DeclarationReader(protocols)
        schemas = read.schemas
        protocolCount = protocols.count
        fields = read.fields
        derived = read.derived
        conditions = read.conditions
        predicates = read.predicates
        var byName: [String: ProtocolID] = [:]
        for (number, type) in protocols.enumerated() {
            for name in [type.name] + type.aliases where byName[name] == nil {
                byName[name] = ProtocolID(rawValue: UInt16(number))
            }
        }
        protocolsByName = byName
        var rows: [Row] = []
        var choices: [Choice] = []
        var plans: [Plan] = []
        for record in read.schemas {
            plans.append(Plan(record, firstRow: rows.count, firstChoice: choices.count))
            rows += record.rows
            choices += record.variants.map { Choice(raw: $0.raw, schema: UInt32($0.schema)) }
        }
        self.rows = rows
        self.choices = choices
        self.plans = plans
        var formats: [FieldFormat] = []
        var names: [UInt8] = []
        for info in read.fields {
            formats.append(
                FieldFormat(
                    kind: info.kind, show: info.show, digits: UInt8(info.digits), type: info.type,
                    nameStart: UInt32(names.count), nameLength: UInt32(info.name.utf8.count)))
            names += info.name.utf8
        }
        self.formats = formats
        self.names = names
    }

    /// The fields of each name, several when several schemas declare it. Put together when it is first asked for, by a
    /// filter or a column: it is a third of what laying out declarations takes.
    package var fieldsByName: [String: [FieldID]] {
        (fieldNames.load() ?? fieldNames.storeIfNil(FieldNames(fields))).fields
    }

    private final class FieldNames: Sendable {
        let fields: [String: [FieldID]]

        init(_ infos: [FieldInfo]) {
            var fields: [String: [FieldID]] = [:]
            for (number, info) in infos.enumerated() where !info.name.isEmpty {
                fields[info.name, default: []].append(FieldID(rawValue: UInt32(number)))
            }
            self.fields = fields
        }
    }
}

extension Plan {
    init(_ record: SchemaRecord, firstRow: Int, firstChoice: Int) {
        self.init(type: record.type, field: record.field)
        self.firstRow = UInt32(firstRow)
        rowCount = UInt32(record.rows.count)
        isHeadingOnly = record.type.isHeadingOnly
        isBare = record.type.isBare
        isFlat = record.type.isFlat
        isPlain =
            record.variantTarget == nil
            && record.rows.allSatisfy { $0.content == .derived || $0.content == .bits && $0.predicate == .max }
        guard let target = record.variantTarget else { return }
        hasVariants = true
        if case .part(let part) = target { variantTarget = Int8(part) }
        variantPart = UInt8(record.variantPart)
        variantPlace = record.variantPlace
        self.firstChoice = UInt32(firstChoice)
        choiceCount = UInt32(record.variants.count)
        fallback = record.fallback.map(UInt32.init) ?? .max
    }
}
