/// One entry of a schema's `tree`: a declaration whose value type is forgotten.
///
/// Read once, when a registry's declarations are first asked for, and turned into rows of plain bits, from which the
/// walker, the filter and the forge work. (As closures, retain and release took 39 % of a walk.)
public struct AnyField: Sendable {
    package let declarations: [FieldDeclaration]

    /// A field.
    public init<V: WireValue>(_ field: Field<V>) {
        declarations = [FieldDeclaration(field)]
    }

    /// A list of items. One without a name, of items without one, is no more than what the items hold.
    public init<Item: Schema>(_ field: Repeated<Item>) {
        let isNameless = field.name.utf8CodeUnitCount == 0 && Item.isBare
        declarations = [
            FieldDeclaration(
                name: field.name, label: field.label, content: .items(part: field.part, Item.self),
                kind: field.heading == .presence ? .boolean : .bytes, isUnlisted: field.heading == .none || isNameless,
                meaning: field.meaning)
        ]
    }

    // What takes a computed field is inlined, so that its code is known where its types are forgotten, and both become one
    // function without a context to count. With trees that are computed it saves 3.5 % of JSON's instructions.

    /// A computed number.
    @_transparent
    public init<P: Schema, V: WireNumber>(_ field: Derived<P, V>) {
        self.init(field, DerivedField(field) { .number($0.raw) })
    }

    /// Computed numbers: as many occurrences of one field.
    @_transparent
    public init<P: Schema, V: WireNumber>(_ field: Derived<P, ValueList<V>>) {
        self.init(field, DerivedField(field) { .numbers($0.values.map(\.raw)) })
    }

    /// A computed text.
    @_transparent
    public init<P: Schema>(_ field: Derived<P, String>) {
        self.init(field, DerivedField(field) { .text($0) })
    }

    /// Computed texts: as many occurrences of one field.
    @_transparent
    public init<P: Schema>(_ field: Derived<P, TextList>) {
        self.init(field, DerivedField(field) { .texts($0.texts) })
    }

    /// A text that lies somewhere in the packet.
    @_transparent
    public init<P: Schema, V: PacketText>(_ field: Derived<P, V>) {
        self.init(field, DerivedField(field) { .textRange($0.start, $0.end) })
    }

    /// Octets that lie somewhere in the packet.
    @_transparent
    public init<P: Schema>(_ field: Derived<P, OctetRange>) {
        self.init(field, DerivedField(field) { .range($0) })
    }

    @usableFromInline init<P: Schema, V: WireValue>(_ field: Derived<P, V>, _ derived: DerivedField) {
        declarations = [FieldDeclaration(field, derived)]
    }

    private init(_ declarations: [FieldDeclaration]) { self.declarations = declarations }

    /// A field that others are parts of: they are shown below it.
    public static func group<V: WireValue>(
        _ field: Field<V>, _ members: [AnyField]
    ) -> AnyField {
        AnyField([FieldDeclaration(field)] + members.flatMap(\.nested))
    }

    /// A computed field that others belong to.
    public static func group<P: Schema>(_ field: Derived<P, OctetRange>, _ members: [AnyField]) -> AnyField {
        AnyField(AnyField(field).declarations + members.flatMap(\.nested))
    }

    /// A computed heading: it is there, with the fields that belong to it, or not.
    public static func group<P: Schema>(_ field: Derived<P, Subtree>, _ members: [AnyField]) -> AnyField {
        let heading = FieldDeclaration(field, DerivedField(field) { _ in .range(OctetRange(0, 0)) })
        return AnyField([heading] + members.flatMap(\.nested))
    }

    /// A further filter name for fields that were declared: `ip.addr` for source and destination.
    public static func alias<V: WireValue>(
        _ name: StaticString, _ label: StaticString, _ first: Field<V>, _ second: Field<V>? = nil,
        means words: StaticString = "", in section: StaticString = ""
    ) -> AnyField {
        alias(
            name, label, Meaning(words, in: section), FieldDeclaration(first), second.map { FieldDeclaration($0) })
    }

    /// A further filter name for computed numbers.
    public static func alias<P: Schema, V: WireNumber>(
        _ name: StaticString, _ label: StaticString, _ first: Derived<P, V>, _ second: Derived<P, V>? = nil,
        means words: StaticString = "", in section: StaticString = ""
    ) -> AnyField {
        alias(
            name, label, Meaning(words, in: section), FieldDeclaration(first, DerivedField(first) { .number($0.raw) }),
            second.map { FieldDeclaration($0, DerivedField($0) { .number($0.raw) }) })
    }

    /// A further filter name for addresses as texts, which names would stand in for: `ip.host` for both ends.
    public static func host<Address: WireValue & TextualValue>(
        _ name: StaticString, _ label: StaticString, _ first: Field<Address>, _ second: Field<Address>? = nil,
        means words: StaticString = "", in section: StaticString = ""
    ) -> AnyField {
        alias(
            name, label, Meaning(words, in: section), FieldDeclaration(first, as: AddressText<Address>.self),
            second.map { FieldDeclaration($0, as: AddressText<Address>.self) })
    }

    // Two and not a list of them: for an array the runtime builds a type, which costs more than all else here.
    private static func alias(
        _ name: StaticString, _ label: StaticString, _ meaning: Meaning, _ first: FieldDeclaration,
        _ second: FieldDeclaration?
    ) -> AnyField {
        AnyField([first.renamed(name, label, meaning)] + (second.map { [$0.renamed(name, label, meaning)] } ?? []))
    }

    /// A computed number that filters know and trees leave out.
    @inlinable @inline(__always)
    public static func hidden<P: Schema, V: WireNumber>(_ field: Derived<P, V>) -> AnyField {
        hidden(field, DerivedField(field) { .number($0.raw) })
    }

    @usableFromInline static func hidden<P: Schema, V: WireNumber>(
        _ field: Derived<P, V>, _ derived: DerivedField
    ) -> AnyField {
        AnyField([FieldDeclaration(field, derived).renamed(field.name, field.label, field.meaning)])
    }

    /// Fields that are there only when another field of the layer has a value: the flags of a DNS response.
    public static func when<V: WireNumber>(
        _ field: Field<V>, is value: V, _ members: [AnyField]
    ) -> AnyField {
        conditional(field, value.raw, value.raw, isNegated: false, members)
    }

    /// Fields that are there only when another field of the layer lies in a range: a length that is no EtherType.
    public static func when<V: WireNumber & Comparable>(
        _ field: Field<V>, in values: ClosedRange<V>, _ members: [AnyField]
    ) -> AnyField {
        conditional(
            field, values.lowerBound.raw, values.upperBound.raw, isNegated: false, members)
    }

    /// Fields that are there only when another field of the layer has another value than this: a DNS record's class, which
    /// EDNS uses for something else. A new header has room for them.
    public static func unless<V: WireNumber>(
        _ field: Field<V>, is value: V, _ members: [AnyField]
    ) -> AnyField {
        conditional(field, value.raw, value.raw, isNegated: true, members)
    }

    /// Fields that are there only when `isThere` says so of a layer of the schema. A new header has no room for them.
    /// - Parameter readsFlow: whether `isThere` may look at what is known of the packet's flow.
    public static func when<P: Schema>(
        _ schema: P.Type, readsFlow: Bool = true,
        _ isThere: @escaping @Sendable (borrowing Layer<P>, borrowing PacketView) -> Bool, _ members: [AnyField]
    ) -> AnyField {
        let predicate = FieldPredicate(readsFlow: readsFlow) { message, start, parts, packet in
            isThere(Layer<P>(message, start: start, parts: parts), packet)
        }
        return AnyField(
            members.flatMap(\.declarations).map { declaration in
                var inner = declaration
                inner.predicate = predicate
                return inner
            })
    }

    /// Fields that are there only when `isThere` says so of the layer's octets alone, for what no field at a fixed place
    /// tells: a name that an option makes a list of options. A new header has no room for them.
    public static func when<P: Schema>(
        octetsOf schema: P.Type, _ isThere: @escaping @Sendable (borrowing Layer<P>) -> Bool, _ members: [AnyField]
    ) -> AnyField {
        depending(isUsual: false, isThere, members)
    }

    /// Fields that are there unless `isElse` says of the layer's octets that something else is. A new header has room for
    /// them.
    public static func unless<P: Schema>(
        octetsOf schema: P.Type, _ isElse: @escaping @Sendable (borrowing Layer<P>) -> Bool, _ members: [AnyField]
    ) -> AnyField {
        depending(isUsual: true, { (layer: borrowing Layer<P>) in !isElse(layer) }, members)
    }

    private static func depending<P: Schema>(
        isUsual: Bool, _ isThere: @escaping @Sendable (borrowing Layer<P>) -> Bool, _ members: [AnyField]
    ) -> AnyField {
        let predicate = FieldPredicate(isUsual: isUsual) { message, start, parts in
            isThere(Layer<P>(message, start: start, parts: parts))
        }
        return AnyField(
            members.flatMap(\.declarations).map { declaration in
                var inner = declaration
                inner.predicate = predicate
                return inner
            })
    }

    /// Fields that are there only when another field of the layer lies outside a range. A new header has room for them.
    public static func unless<V: WireNumber & Comparable>(
        _ field: Field<V>, in values: ClosedRange<V>, _ members: [AnyField]
    ) -> AnyField {
        conditional(field, values.lowerBound.raw, values.upperBound.raw, isNegated: true, members)
    }

    private static func conditional<V: WireNumber>(
        _ field: Field<V>, _ low: UInt64, _ high: UInt64, isNegated: Bool, _ members: [AnyField]
    ) -> AnyField {
        let condition = FieldCondition(
            part: field.part,
            place: FieldPlace(bit: field.bit, width: field.width, scale: field.scale, order: field.order), low: low,
            high: high, isNegated: isNegated)
        return AnyField(
            members.flatMap(\.declarations).map { declaration in
                var inner = declaration
                inner.conditions.append(condition)
                return inner
            })
    }

    private var nested: [FieldDeclaration] {
        declarations.map { declaration in
            var inner = declaration
            inner.depth += 1
            return inner
        }
    }
}

/// When a field is there: another field of the layer has a value from `low` to `high`, or any other.
package struct FieldCondition: Sendable, BitwiseCopyable, Equatable {
    var part: Int
    var place: FieldPlace
    var low: UInt64
    var high: UInt64
    var isNegated: Bool

    /// Whether it holds where this number stands.
    @inline(__always)
    func holds(_ raw: UInt64) -> Bool { (low <= raw && raw <= high) != isNegated }
}

/// The code that says when fields are there, with its types forgotten. A class, so that neighbors are known to share it.
package final class FieldPredicate: Sendable {
    /// Whether it may depend on what is known of the packet's flow.
    package let readsFlow: Bool
    /// Whether the fields are there in a header that was just made.
    package let isUsual: Bool
    let holds: @Sendable (_ message: RawSpan, _ start: Int, _ parts: LayerParts, _ packet: borrowing PacketView) -> Bool
    /// The same for who has the octets alone, such as the forge; `nil` where more has to be known.
    let holdsAlone: (@Sendable (_ message: RawSpan, _ start: Int, _ parts: LayerParts) -> Bool)?

    init(isUsual: Bool, alone: @escaping @Sendable (_ message: RawSpan, _ start: Int, _ parts: LayerParts) -> Bool) {
        readsFlow = false
        self.isUsual = isUsual
        holds = { message, start, parts, _ in alone(message, start, parts) }
        holdsAlone = alone
    }

    init(
        readsFlow: Bool,
        _ holds:
            @escaping @Sendable (
                _ message: RawSpan, _ start: Int, _ parts: LayerParts, _ packet: borrowing PacketView
            ) -> Bool
    ) {
        self.readsFlow = readsFlow
        isUsual = false
        self.holds = holds
        holdsAlone = nil
    }
}

/// A declaration with its types forgotten.
package struct FieldDeclaration: Sendable {
    package enum Content: Sendable {
        case bits(part: Int, FieldPlace)
        case items(part: Int, any Schema.Type)
        case derived(DerivedField)
    }

    package var name: StaticString
    package var label: StaticString
    package var content: Content
    package var kind: ValueKind
    package var type: (any WireValue.Type)? = nil
    package var show = FieldDisplay.decimal
    package var auto = AutoValue.none
    package var preset: UInt64 = 0
    package var depth: UInt8 = 0
    package var aliasOf: StaticString? = nil
    /// The list has no line of its own.
    package var isUnlisted = false
    package var meaning: Meaning
    /// The field is there when all of them hold.
    package var conditions: [FieldCondition] = []
    package var predicate: FieldPredicate?

    /// The name that filters know; empty when there is none. A declared name that begins with a dot stands right behind
    /// the protocol's own: `.srv.service` of a record whose other fields are called `dns.resp.…`.
    package func fullName(behind prefix: String) -> String {
        let name = name.description
        if name.isEmpty { return "" }
        if name.hasPrefix("/") { return String(name.dropFirst()) }
        return name.hasPrefix(".") ? "\(prefix.prefix { $0 != "." })\(name)" : "\(prefix).\(name)"
    }

    /// Whether the field has no name: a new header has room for it, and nobody sees it. A space between two words.
    package var isLayoutOnly: Bool {
        guard case .bits = content else { return false }
        return name.description.isEmpty
    }

    /// Whether a new header has room for the field.
    package var isUsual: Bool { predicate?.isUsual ?? true && conditions.allSatisfy(\.isNegated) }
}

extension FieldDeclaration {
    /// The same field under another filter name.
    func renamed(_ name: StaticString, _ label: StaticString, _ meaning: Meaning) -> FieldDeclaration {
        var other = self
        other.aliasOf = self.name
        other.name = name
        other.label = label
        other.meaning = meaning
        return other
    }

    init<V: WireValue>(_ field: Field<V>) { self.init(field, as: V.self) }

    /// - Parameter type: what its octets are read as.
    init<V: WireValue, T: WireValue>(_ field: Field<V>, as type: T.Type) {
        self.init(
            name: field.name, label: field.label,
            content: .bits(
                part: field.part,
                FieldPlace(bit: field.bit, width: field.width, scale: field.scale, order: field.order)),
            kind: T.kind, type: T.self, show: field.show, auto: field.auto, preset: field.preset,
            meaning: field.meaning)
    }

    init<P: Schema, V: WireValue>(_ field: Derived<P, V>, _ derived: DerivedField) {
        self.init(
            name: field.name, label: field.label, content: .derived(derived), kind: V.kind, type: V.self,
            show: field.show, meaning: field.meaning)
    }
}

/// How a derived field is computed, with its types forgotten.
@usableFromInline package struct DerivedField: Sendable {
    @usableFromInline package enum Value {
        case number(UInt64), numbers([UInt64]), text(String), texts([String]), textRange(Int, Int), range(OctetRange)
    }
    /// Whether the value may depend on what is known of the packet's flow.
    package let readsFlow: Bool
    package let compute:
        @Sendable (_ message: RawSpan, _ start: Int, _ parts: LayerParts, _ packet: borrowing PacketView) -> Value?
    @usableFromInline init(
        readsFlow: Bool,
        _ compute:
            @escaping @Sendable (
                _ message: RawSpan, _ start: Int, _ parts: LayerParts, _ packet: borrowing PacketView
            ) -> Value?
    ) {
        self.readsFlow = readsFlow
        self.compute = compute
    }

    /// Inlined, so that `erase` becomes a part of what is called for each packet.
    @_transparent @usableFromInline
    init<P: Schema, V: WireValue>(_ field: Derived<P, V>, _ erase: @escaping @Sendable (V) -> Value) {
        let compute = field.compute
        self.init(readsFlow: field.readsFlow) { message, start, parts, packet in
            guard let value = compute(Layer<P>(message, start: start, parts: parts), packet) else { return nil }
            return erase(value)
        }
    }
}
