/// The packets that an expression stands for: the product of all its sets, ranges and prefixes, made one at a time.
public struct ForgeSequence: Sendable {
    /// The values that one argument takes in turn.
    enum Choices: Sendable {
        case one(String)
        case list([Choices])
        /// Consecutive numbers, written one way or another.
        case range(from: UInt128, count: Int, as: Notation)
        /// A new number below this bound each time; 0 for 64 bits.
        case random(bits: Int, kind: ValueKind?)

        /// How many values there are; saturates.
        var count: Int {
            switch self {
            case .one, .random: 1
            case .list(let choices):
                choices.reduce(0) { sum, choice in
                    let (total, over) = sum.addingReportingOverflow(choice.count)
                    return over ? .max : total
                }
            case .range(_, let count, _): count
            }
        }

        func text(_ index: Int, _ random: inout some RandomNumberGenerator) -> String {
            switch self {
            case .one(let text): return text
            case .range(let first, _, let notation): return notation.text(first &+ UInt128(index))
            case .random(let bits, let kind):
                let number = UInt64.random(in: 0 ... .max, using: &random)
                if bits == 128 {
                    return IPv6Address(high: number, low: .random(in: 0 ... .max, using: &random)).description
                }
                let value = bits >= 64 ? number : number & ((1 << UInt64(bits)) - 1)
                let notation: Notation = kind == .ipv4 ? .ipv4 : kind == .mac ? .mac : .number
                return notation.text(UInt128(value))
            case .list(let choices):
                var rest = index
                for choice in choices {
                    if rest < choice.count { return choice.text(rest, &random) }
                    rest -= choice.count
                }
                return ""
            }
        }
    }

    /// How the numbers of a range are written.
    enum Notation: CaseIterable, Sendable {
        case number, ipv4, ipv6, mac

        func text(_ number: UInt128) -> String {
            switch self {
            case .number: "\(number)"
            case .ipv4: IPv4Address(rawValue: UInt32(truncatingIfNeeded: number)).description
            case .ipv6: IPv6Address(number: number).description
            case .mac: MACAddress(rawValue: UInt64(truncatingIfNeeded: number)).description
            }
        }

        /// The number that a text stands for; `nil` when it is written another way.
        func number(_ text: Substring) -> UInt128? {
            switch self {
            case .number: FieldText.parse(String(text)).map { UInt128($0) }
            case .ipv4: (try? IPv4Address(parsing: text)).map { UInt128($0.rawValue) }
            case .ipv6: (try? IPv6Address(parsing: text))?.number
            case .mac: (try? MACAddress(parsing: text)).map { UInt128($0.rawValue) }
            }
        }
    }

    /// A field of one layer that is set anew in every packet.
    struct Slot: Sendable {
        var piece: Int
        var name: String
        var choices: Choices
        /// Where its name and its value stand in the expression.
        var range: Range<Int>
        var valueRange: Range<Int>
    }

    /// The packet with all that never changes.
    public internal(set) var base: Packet
    private(set) var slots: [Slot] = []
    /// The keys that the expression gives a value, for each piece.
    var given: [Int: Set<String>] = [:]
    /// How many packets there are; `Int.max` when more than can be counted.
    public private(set) var count = 1

    /// What the first layer is.
    public internal(set) var linkType = LinkType.ethernet

    /// - Parameter link: the link that the packets are for. An expression that starts at what Ethernet carries, such as
    ///   `ip`, gets its Ethernet on an Ethernet link.
    /// - Throws: with the place in the expression when a name or a value is wrong.
    public init(
        _ expression: ForgeExpression, in registry: Registry, link: LinkType = .ethernet
    ) throws(ForgeError) {
        base = Packet(pieces: [])
        if let first = expression.elements.first { try begin(first, registry, link) }
        var ranges: [Int: Range<Int>] = [:]
        for element in expression.elements {
            switch element.content {
            case .payload(let octets): base.pieces.append(.payload(octets))
            case .file(let path):
                throw ForgeError(.value, "the contents of '\(path)' were not supplied", at: element.range)
            case .layer(let name, let arguments):
                guard let id = registry.protocolID(named: name) else {
                    throw Self.unknownProtocol(name, registry, at: element.range)
                }
                var builder = LayerBuilder(registry[id], piece: base.pieces.count)
                for argument in arguments { try builder.apply(argument) }
                given[base.pieces.count] = Set(arguments.map(\.key))
                ranges[base.pieces.count] = element.range
                builder.header.fillVariant()
                base.pieces.append(.layer(builder.header, trailer: []))
                slots += builder.slots
            }
        }
        for slot in slots {
            let (product, over) = count.multipliedReportingOverflow(by: slot.choices.count)
            count = over ? .max : product
        }
        // A value that does not fit is an error now, not at packet 40,000.
        var generator = SystemRandomNumberGenerator()
        var last = base
        for slot in slots { last = try set(slot, slot.choices.count - 1, in: last, &generator) }
        do throws(ForgeError) {
            _ = try PreparedPacket(last, in: registry)
        } catch {
            throw ForgeError(error.code, error.message, at: error.range ?? error.piece.flatMap { ranges[$0] })
        }
    }

    /// Puts the link's own layer first where the expression leaves it out, and finds the packets' link type.
    private mutating func begin(
        _ first: ForgeExpression.Element, _ registry: Registry, _ link: LinkType
    ) throws(ForgeError) {
        linkType = link
        guard case .layer(let name, _) = first.content, let id = registry.protocolID(named: name) else { return }
        let keys = registry.registrations.keys[id] ?? []
        if keys.contains(.linkType(link)) { return }
        let carrier = ProtocolID(rawValue: registry.routes.lookup(.linkType(link)))
        if link == .ethernet, carrier != .data, keys.contains(where: { $0.table == .etherType }) {
            base.pieces.append(.layer(AnyHeader(registry[carrier]), trailer: []))
            return
        }
        if let own = keys.first(where: { $0.table == .linkType }) {
            linkType = LinkType(rawValue: own.value)
            return
        }
        throw ForgeError(
            .syntax, "a packet cannot start at '\(name)': say what carries it, such as ip/\(name)", at: first.range)
    }

    /// Whether every packet is the same.
    public var isConstant: Bool { slots.isEmpty }

    /// Whether the expression itself gives a field of a piece a value, or a part of it: what it leaves out, such as a
    /// source address, may be filled in by who knows the network.
    ///
    /// - Parameter key: the field's name without its layer's: `src`.
    public func gives(_ key: String, ofPiece index: Int) -> Bool {
        (given[index] ?? []).contains { $0 == key || $0.hasPrefix(key + ".") }
    }

    /// Puts an item into the list called `key` that a kind of message holds, where the expression leaves the list out: an
    /// address that only who sends it knows. The piece becomes such a message.
    public mutating func fill<Message: Schema, Item: Schema>(
        _ key: String, of message: Message.Type, inPiece index: Int, with item: Header<Item>
    ) {
        guard !gives(key, ofPiece: index), case .layer(var header, let trailer) = base.pieces[index],
            let (part, schema) = message.items(named: key), schema == Item.self
        else { return }
        var inner = AnyHeader(message)
        if let (held, _, _) = header.variant(holding: key), held.schema == message { inner = held }
        inner.replace(part: part, with: [item.any])
        header.fill(with: inner)
        base.pieces[index] = .layer(header, trailer: trailer)
    }

    /// The packet at a place in the product: the last argument's values turn fastest.
    /// - Parameter random: where `random` values come from; seeded, the same packets come again.
    public func packet(at index: Int, random: inout some RandomNumberGenerator) throws(ForgeError) -> Packet {
        var packet = base
        var rest = index
        var picks = [Int](repeating: 0, count: slots.count)
        for slot in slots.indices.reversed() {
            let count = slots[slot].choices.count
            picks[slot] = rest % count
            rest /= count
        }
        for (slot, pick) in zip(slots, picks) { packet = try set(slot, pick, in: packet, &random) }
        return packet
    }

    private func set(
        _ slot: Slot, _ pick: Int, in packet: Packet, _ random: inout some RandomNumberGenerator
    ) throws(ForgeError) -> Packet {
        var packet = packet
        guard case .layer(var header, let trailer) = packet.pieces[slot.piece] else { return packet }
        try header.make(slot.name, slot.choices.text(pick, &random), at: slot.range, slot.valueRange)
        packet.pieces[slot.piece] = .layer(header, trailer: trailer)
        return packet
    }

    static func unknownProtocol(_ name: String, _ registry: Registry, at range: Range<Int>) -> ForgeError {
        let names = registry.protocols.map { $0.name }.filter { !$0.hasPrefix("_") && $0 != "frame" }
        let near = OtherWords.layers(for: name) ?? Spelling.suggestions(for: name, among: names)
        let hint =
            near.isEmpty ? "'ibuki protocols' lists them" : "did you mean \(near.joined(separator: ", "))?"
        return ForgeError(.protocolName, "no protocol is called '\(name)'; \(hint)", at: range)
    }
}

/// Fills one layer from an expression's arguments.
struct LayerBuilder {
    var header: AnyHeader
    var slots: [ForgeSequence.Slot] = []
    let piece: Int

    init(_ schema: any Schema.Type, piece: Int) {
        header = AnyHeader(schema)
        self.piece = piece
    }

    mutating func apply(_ argument: ForgeExpression.Argument) throws(ForgeError) {
        if let (part, item) = header.schema.items(named: argument.key), case .list(let values, _) = argument.value {
            let items = try Self.items(values, item)
            let count = items.reduce(0) { $0 + $1.finished().octets.count }
            if let room = header.schema.fixedSize(ofPart: part), count > room {
                throw ForgeError(
                    .value, "'\(argument.key)' has room for \(room) octets, and these items take \(count)",
                    at: argument.value.range)
            }
            header.replace(part: part, with: items)
            return
        }
        if case .list(let values, _) = argument.value,
            let (variant, inner, item) = header.variant(holding: argument.key)
        {
            var variant = variant
            variant.replace(part: inner, with: try Self.items(values, item))
            header.fill(with: variant)
            return
        }
        let field = header.field(named: argument.key)
        if field == nil, case .list(let values, _) = argument.value, let list = header.list(named: argument.key) {
            var octets: [UInt8] = []
            for value in values { octets += try Self.item(value, list.item).finished().octets }
            return try header.make(list.path, items: octets, at: argument.range)
        }
        let choices = try Self.choices(argument.value, field?.declaration)
        let name = field?.name ?? "\(header.schema.prefix).\(argument.key)"
        if case .one(let text) = choices {
            return try header.make(name, text, at: argument.range, argument.value.range)
        }
        if field?.path?.passesItems == true {
            // The item is there from now on, so that a packet only has to set its field.
            var random = SplitMix64(seed: 0)
            try header.make(name, choices.text(0, &random), at: argument.range, argument.value.range)
        }
        slots.append(
            .init(piece: piece, name: name, choices: choices, range: argument.range, valueRange: argument.value.range))
    }

    private static func choices(
        _ value: ForgeExpression.Value, _ declaration: FieldDeclaration?
    ) throws(ForgeError) -> ForgeSequence.Choices {
        switch value {
        case .list(let values, _):
            var choices: [ForgeSequence.Choices] = []
            for value in values { choices.append(try self.choices(value, declaration)) }
            guard !choices.isEmpty else { throw ForgeError(.value, "the set is empty", at: value.range) }
            return choices.count == 1 ? choices[0] : .list(choices)
        case .text(let text, let isQuoted, let range):
            if isQuoted { return .one(declaration?.kind == .bytes ? HexText.literal(text) : text) }
            if text == "random", declaration?.kind.isNumeric ?? true || declaration?.kind == .ipv6 {
                return .random(bits: width(of: declaration), kind: declaration?.kind)
            }
            return try spread(text, range)
        case .item, .pair: throw ForgeError(.syntax, "a field's value is expected here, not an item", at: value.range)
        }
    }

    private static func width(of declaration: FieldDeclaration?) -> Int {
        guard let declaration, case .bits(_, let place) = declaration.content else { return 16 }
        return place.width
    }

    /// A range or a prefix, where the text is one.
    private static func spread(_ text: String, _ range: Range<Int>) throws(ForgeError) -> ForgeSequence.Choices {
        if text.contains("/") {
            if let prefix = try? IPv4Prefix(parsing: text) {
                return self.range(UInt128(prefix.address.rawValue), UInt128(prefix.last.rawValue), .ipv4)
            }
            if let prefix = try? IPv6Prefix(parsing: text) {
                return self.range(prefix.address.number, prefix.last.number, .ipv6)
            }
            let address = text.prefix { $0 != "/" }
            for (notation, bits) in [(ForgeSequence.Notation.ipv4, 32), (.ipv6, 128)] {
                guard notation.number(address) != nil else { continue }
                throw ForgeError(.value, "a prefix is \(address)/0 to /\(bits), not '\(text)'", at: range)
            }
        }
        let ends = text.split(separator: "..", omittingEmptySubsequences: false)
        guard ends.count == 2 else {
            let parts = text.split(separator: "-")
            guard parts.count == 2, ForgeSequence.Notation.ipv4.number(parts[0]) != nil else { return .one(text) }
            throw ForgeError(.value, "a range is written with two dots, as 10.0.0.2..10.0.0.9", at: range)
        }
        for notation in ForgeSequence.Notation.allCases {
            guard let low = notation.number(ends[0]) else { continue }
            guard let high = notation.number(ends[1]) else {
                if notation == .number { continue }
                throw ForgeError(
                    .value, "'\(ends[1])' is no address that a range from \(ends[0]) could end with", at: range)
            }
            guard low <= high else { throw ForgeError(.value, "the range '\(text)' runs backwards", at: range) }
            return self.range(low, high, notation)
        }
        try refuseRange(text, range)
        return .one(text)
    }

    private static func range(
        _ low: UInt128, _ high: UInt128, _ notation: ForgeSequence.Notation
    ) -> ForgeSequence.Choices {
        if low == high { return .one(notation.text(low)) }
        return .range(
            from: low, count: Int(exactly: high - low).map { $0 == .max ? .max : $0 + 1 } ?? .max, as: notation)
    }

    /// The items of a list. What does not fit is an error where it stands.
    private static func items(
        _ values: [ForgeExpression.Value], _ schema: any Schema.Type
    ) throws(ForgeError) -> [AnyHeader] {
        var items: [AnyHeader] = []
        for value in values {
            let item = try item(value, schema).finished()
            if let error = item.failure?.error { throw ForgeError(error.code, error.message, at: value.range) }
            items.append(item)
        }
        return items
    }

    /// Refuses what looks like a range and counts nothing: a name that has two dots would else be a text.
    private static func refuseRange(_ text: String, _ range: Range<Int>) throws(ForgeError) {
        let ends = text.split(separator: "..", omittingEmptySubsequences: false)
        guard ends.count == 2, !ends[0].isEmpty, !ends[1].isEmpty else { return }
        throw ForgeError(
            .value,
            "a range goes from a number to a number or from an address to an address, as 1..9, not from '\(ends[0])' to "
                + "'\(ends[1])'; in quotes, '\(text)' is a text", at: range)
    }

    /// One item of a list: `{name=a.test,type=A}`, `mss=1460` or `nop`.
    private static func item(_ value: ForgeExpression.Value, _ schema: any Schema.Type) throws(ForgeError) -> AnyHeader
    {
        var header = AnyHeader(schema)
        switch value {
        case .item(let arguments, _):
            var filled = try self.header(of: schema, arguments)
            filled.fillVariant()
            return filled
        case .pair(let argument) where schema.variants == nil:
            // Items of one kind need no name: the word is one of their fields.
            return try self.header(of: schema, [argument])
        case .pair(let argument):
            var variant = AnyHeader(try self.variant(argument.key, of: schema, at: argument.range))
            switch argument.value {
            case .item(let arguments, _): variant = try self.header(of: variant.schema, arguments)
            case .list(let values, _):
                guard let (part, item) = variant.schema.items(named: nil) else {
                    throw ForgeError(.value, "'\(argument.key)' holds no list", at: argument.value.range)
                }
                variant.replace(part: part, with: try items(values, item))
            case .text(let text, let isQuoted, let range):
                if !isQuoted { try refuseRange(text, range) }
                try variant.setFirst(text, at: range)
            case .pair: throw ForgeError(.syntax, "one '=' is enough", at: argument.range)
            }
            header.fill(with: variant)
            return header
        case .text(let text, let isQuoted, let range):
            if !isQuoted, let variants = schema.variants {
                if let chosen = variants.schema(calledBy: text) {
                    header.fill(with: AnyHeader(chosen))
                    return header
                }
                // A word that is no number was meant to name a kind of item.
                if FieldText.parse(text) == nil { _ = try variant(text, of: schema, at: range) }
            }
            if !isQuoted { try refuseRange(text, range) }
            try header.setFirst(text, at: range)
            return header
        case .list: throw ForgeError(.syntax, "an item is expected here, not a list", at: value.range)
        }
    }

    /// A header of an item, in which each field has one value.
    private static func header(
        of schema: any Schema.Type, _ arguments: [ForgeExpression.Argument]
    ) throws(ForgeError) -> AnyHeader {
        var builder = LayerBuilder(schema, piece: 0)
        for argument in arguments { try builder.apply(argument) }
        if let slot = builder.slots.first {
            throw ForgeError(.value, "an item's field takes one value", at: slot.range)
        }
        return builder.header
    }

    private static func variant(
        _ keyword: String, of schema: any Schema.Type, at range: Range<Int>
    ) throws(ForgeError) -> any Schema.Type {
        if let chosen = schema.variants?.schema(calledBy: keyword) { return chosen }
        guard schema.variants != nil else {
            throw ForgeError(
                .fieldName, "'\(keyword)' names no item: \(schema.title) is written \(ForgeExample.item(of: schema))",
                at: range)
        }
        var known: [String] = []
        for keyword in schema.variants?.choices.flatMap({ $0.schema.keywords }) ?? [] where !known.contains(keyword) {
            known.append(keyword)
        }
        let near = Spelling.suggestions(for: keyword, among: known)
        if !near.isEmpty {
            throw ForgeError(
                .fieldName, "'\(keyword)' is unknown; did you mean \(near.joined(separator: ", "))?", at: range)
        }
        throw ForgeError(.fieldName, "'\(keyword)' is none of \(FieldText.some(of: known, 12))", at: range)
    }
}

extension Variants {
    /// The schema that the forge calls `keyword`; letter case, `_` and `-` aside where nothing is called just so.
    func schema(calledBy keyword: String) -> (any Schema.Type)? {
        let wanted = keyword.lowercased()
        return choices.first { $0.schema.keywords.contains { $0.lowercased() == wanted } }?.schema
            ?? choices.first { $0.schema.keywords.contains { FieldText.same($0, keyword) } }?.schema
    }
}

extension AnyHeader {
    /// The variant that holds a list called `key`: the chosen one as it is so far, or the first that has such a list.
    func variant(holding key: String) -> (variant: AnyHeader, part: Int, item: any Schema.Type)? {
        guard let variants = schema.variants, case .part(let part) = variants.target else { return nil }
        let kind = value(of: variants)
        let chosen = variants.choices.first { $0.raw == kind }?.schema
        if let chosen, let (inner, item) = chosen.items(named: key) {
            let octets = Array(octets[parts.start(part)..<parts.end(part)])
            return (octets.isEmpty ? AnyHeader(chosen) : AnyHeader(opening: octets, as: chosen), inner, item)
        }
        for choice in variants.choices {
            if let (inner, item) = choice.schema.items(named: key) { return (AnyHeader(choice.schema), inner, item) }
        }
        return nil
    }

    /// Sets a field while the header is being made.
    ///
    /// - Parameters:
    ///   - range: where the name stands, for errors.
    ///   - valueRange: where the value does.
    mutating func make(
        _ name: String, _ text: String, at range: Range<Int>, _ valueRange: Range<Int>
    ) throws(ForgeError) {
        var occurrence = 0
        do {
            if try set(name, to: text, occurrence: &occurrence) == .done { return }
            if let path = way(to: name) { return try make(path, text) }
        } catch {
            throw ForgeError(error.code, error.message, at: error.code == .value ? valueRange : range)
        }
        let own = schema.prefix + "."
        throw unknownField(name.hasPrefix(own) ? String(name.dropFirst(own.utf8.count)) : name, at: range)
    }

    /// Sets the first field that can be set, one that has a name where there is one: what `mss=1460` means.
    mutating func setFirst(_ text: String, at range: Range<Int>) throws(ForgeError) {
        let fields = schema.declarations.filter { declaration in
            guard case .bits = declaration.content else { return false }
            return declaration.aliasOf == nil && declaration.auto == .none
        }
        if let field = fields.first(where: { !$0.name.description.isEmpty }) ?? fields.first {
            do { return try assign(field, text) } catch { throw ForgeError(error.code, error.message, at: range) }
        }
        // A list that takes items of one value, such as routers, takes one of them.
        guard let (part, item) = schema.items(named: nil) else {
            throw ForgeError(.value, "\(schema.title) takes no value", at: range)
        }
        var inner = AnyHeader(item)
        try inner.setFirst(text, at: range)
        replace(part: part, with: [inner])
    }
}

extension Schema {
    /// The part of the list called `key`, or of the only list.
    static func items(named key: String?) -> (part: Int, any Schema.Type)? {
        for declaration in declarations {
            guard case .items(let part, let item) = declaration.content else { continue }
            if key == nil || declaration.name.description == key { return (part, item) }
            // A list that has no name for filters is called what people see: `options`.
            if declaration.name.description.isEmpty, let key, FieldText.same(declaration.label, key) {
                return (part, item)
            }
        }
        return nil
    }
}
