/// Writing a packet as the expression that makes it.
extension Packet {
    /// An expression for the packet; what no expression says stands as octets.
    ///
    /// - Parameters:
    ///   - given: the keys that were set by hand, for each piece: they are written though they say nothing new.
    ///   - octets: the packet's own, to hold the expression to.
    func expression(given: [Set<String>], octets: [UInt8], in registry: Registry) -> String {
        var elements: [(name: String, arguments: [String])] = []
        var rest: [UInt8]?
        let starts = starts
        for (index, piece) in pieces.enumerated() {
            switch piece {
            case .payload(let payload) where index == pieces.count - 1 && isWithoutTrailers:
                elements.append((HexText.payload(payload), []))
            case .payload: rest = Array(octets[starts[index]...])
            case .layer(let header, _):
                guard let type = header.schema as? any PacketProtocol.Type,
                    let arguments = header.arguments(given: given[index], as: registry.forgeName(of: type))
                else {
                    rest = Array(octets[starts[index]...])
                    break
                }
                elements.append((registry.forgeName(of: type), arguments))
            }
            if rest != nil { break }
        }
        if rest == nil, !isWithoutTrailers, let length = pieces.reduce(into: Int?(0), Self.add) {
            rest = Array(octets[length...])
        }
        if let rest, !rest.isEmpty { elements.append((HexText.payload(rest, alwaysDigits: true), [])) }
        // What would follow by itself and be otherwise is said too.
        if let made = Self.made(Self.text(elements), in: registry) {
            for (index, piece) in made.packet.pieces.enumerated() where elements.indices.contains(index) {
                // An expression may begin behind the link's own layer.
                guard made.packet.pieces.count == elements.count, case .layer(let theirs, _) = piece,
                    pieces.indices.contains(index), case .layer(let ours, _) = pieces[index]
                else { continue }
                for (declaration, _, _) in ours.computedFields where declaration.aliasOf == nil {
                    let name = declaration.fullName(behind: ours.schema.prefix)
                    guard !name.isEmpty, let number = ours.number(declaration), theirs.number(declaration) != number,
                        let argument = ours.argument(declaration), !elements[index].arguments.contains(argument)
                    else { continue }
                    elements[index].arguments.append(argument)
                }
            }
            let text = Self.text(elements)
            if Self.made(text, in: registry)?.octets == octets { return text }
        }
        return HexText.payload(octets, alwaysDigits: true)
    }

    private var isWithoutTrailers: Bool {
        pieces.allSatisfy { if case .layer(_, let trailer) = $0 { trailer.isEmpty } else { true } }
    }

    private static func add(_ sum: inout Int?, _ piece: Piece) {
        switch piece {
        case .layer(let header, _): sum = sum.map { $0 + header.octets.count }
        case .payload(let octets): sum = sum.map { $0 + octets.count }
        }
    }

    private static func text(_ elements: [(name: String, arguments: [String])]) -> String {
        elements.map { $0.arguments.isEmpty ? $0.name : "\($0.name)(\($0.arguments.joined(separator: ",")))" }
            .joined(separator: "/")
    }

    private static func made(_ text: String, in registry: Registry) -> (packet: Packet, octets: [UInt8])? {
        var random = SplitMix64(seed: 0)
        guard let sequence = try? ForgeSequence(ForgeExpression(text), in: registry),
            var packet = try? sequence.packet(at: 0, random: &random), let octets = try? packet.settle(in: registry)
        else { return nil }
        return (packet, octets)
    }
}

extension AnyHeader {
    /// What an expression says of the layer; `nil` where it cannot be made by one.
    fileprivate func arguments(given: Set<String>, as name: String) -> [String]? {
        var own = own(given: given)
        for attempt in 0..<2 {
            let text = own.isEmpty ? name : "\(name)(\(own.joined(separator: ",")))"
            if let made = Self.made(text, of: schema), isMade(by: made) { return own }
            // The kind that chooses what fills a part follows from what is set there, or not.
            guard attempt == 0 else { break }
            own = self.own(given: given, saysVariant: false)
        }
        return nil
    }

    private static func made(_ text: String, of schema: any Schema.Type) -> AnyHeader? {
        guard let expression = try? ForgeExpression(text),
            case .layer(_, let arguments) = expression.elements.first?.content
        else { return nil }
        var builder = LayerBuilder(schema, piece: 0)
        for argument in arguments { guard (try? builder.apply(argument)) != nil else { return nil } }
        guard builder.slots.isEmpty, builder.header.failure == nil else { return nil }
        builder.header.fillVariant()
        builder.header.padToUnit()
        return builder.header
    }

    /// Whether a header that was made is this one, but for what follows by itself.
    private func isMade(by other: AnyHeader) -> Bool {
        guard other.octets.count == octets.count else { return false }
        var other = other
        for (declaration, part, bit) in computedFields where !other.isPinned(part: part, bit: bit) {
            guard case .bits(_, let place) = declaration.content, let number = number(declaration) else { continue }
            other.set(bit: place.bit, width: place.width, order: place.order, of: part, to: number)
        }
        return other.octets == octets
    }

    /// The header's own fields, lists and what fills its part, where they are other than in a new header.
    fileprivate func own(given: Set<String>, saysVariant: Bool = true, depth: Int = 0) -> [String] {
        guard depth < 6 else { return [] }
        let fresh = AnyHeader(schema)
        var arguments: [String] = []
        var covered: [(part: Int, bits: Range<Int>)] = []
        for declaration in schema.declarations where declaration.aliasOf == nil {
            let name = declaration.fullName(behind: schema.prefix)
            switch declaration.content {
            case .derived: continue
            case .items(let part, let item):
                let items = items(inPart: part, of: item, depth: depth)
                if !items.isEmpty {
                    arguments.append("\(ForgeExample.listKey(declaration))=[\(items.joined(separator: ","))]")
                }
            case .bits(let part, let place):
                guard !name.isEmpty else { continue }
                let bits = place.bit..<place.bit + place.width
                let isCovered = covered.contains {
                    $0.part == part && $0.bits.lowerBound <= bits.lowerBound && bits.upperBound <= $0.bits.upperBound
                }
                guard !isCovered, parts.count(part) * 8 >= place.bit + max(1, place.width) else { continue }
                if place.width > 0 { covered.append((part, bits)) }
                if declaration.isComputed {
                    guard isPinned(part: part, bit: place.bit), given.contains(key(of: name)) else { continue }
                } else {
                    if declaration.auto == .variant || isVariantKind(part, place), !saysVariant { continue }
                    let isNew = fresh.value(part, place) == value(part, place)
                    guard given.contains(key(of: name)) || !isNew else { continue }
                    guard !isNew || value(part, place).contains(where: { $0 != 0 }) || given.contains(key(of: name))
                    else { continue }
                }
                if let argument = argument(declaration) { arguments.append(argument) }
            }
        }
        if let variants = schema.variants, case .part(let part) = variants.target, parts.count(part) > 0,
            let chosen = variants.choices.first(where: { $0.raw == value(of: variants) })?.schema ?? variants.fallback
        {
            let inner = AnyHeader(opening: Array(octets[parts.start(part)..<parts.end(part)]), as: chosen)
            arguments += inner.own(given: [], depth: depth + 1)
        }
        return arguments
    }

    private func isVariantKind(_ part: Int, _ place: FieldPlace) -> Bool {
        schema.variants.map { $0.part == part && $0.place.bit == place.bit } ?? false
    }

    /// The octets around a field's bits, the other bits in them zero; all of a part that has no fixed bits.
    private func value(_ part: Int, _ place: FieldPlace) -> [UInt8] {
        guard place.width > 0, place.width <= 64 else {
            let end = place.width == 0 ? parts.end(part) : parts.start(part) + (place.bit + place.width) / 8
            let start = parts.start(part) + place.bit / 8
            return start <= end && end <= octets.count ? Array(octets[start..<end]) : []
        }
        guard place.bit + place.width <= parts.count(part) * 8 else { return [] }
        var here = place
        here.bit += parts.start(part) * 8
        here.scale = 1
        let number = octets.withSpan { here.load($0) }
        return (0..<8).map { UInt8(truncatingIfNeeded: number >> UInt64(8 * $0)) }
    }

    /// One field as an expression sets it.
    fileprivate func argument(_ declaration: FieldDeclaration) -> String? {
        guard case .bits(let part, let place) = declaration.content else { return nil }
        let key = key(of: declaration.fullName(behind: schema.prefix))
        guard declaration.kind.isNumeric else {
            var there = place
            there.bit += parts.start(part) * 8
            if there.width == 0 { there.width = parts.count(part) * 8 }
            let text = text(
                of: FieldSite(
                    frames: [.init(schema: schema, start: 0, parts: parts)], declaration: declaration, part: part,
                    place: there))
            if declaration.kind == .bytes || declaration.kind == .ipv6 { return "\(key)=\(text)" }
            return "\(key)=\(HexText.quoted(text))"
        }
        guard let number = number(declaration) else { return nil }
        let flags = schema.flags(in: declaration)
        let set = flags.filter { number & $0.value != 0 }
        if !set.isEmpty, set.reduce(0, { $0 | $1.value }) == number, !set.contains(where: { $0.name.isEmpty }) {
            return "\(key)=\(set.map(\.name).joined(separator: "|"))"
        }
        return "\(key)=\(declaration.text(ofNumber: number, width: place.width, scale: place.scale))"
    }

    private func items(inPart part: Int, of item: any Schema.Type, depth: Int) -> [String] {
        var result: [String] = []
        var offset = parts.start(part)
        let end = parts.end(part)
        while offset < end, result.count < 256 {
            let count = octets.withSpan { item.measure($0, from: offset, to: end)?.total ?? 0 }
            guard count > 0, offset + count <= end else { break }
            result.append(AnyHeader(opening: Array(octets[offset..<offset + count]), as: item).itemText(depth: depth))
            offset += count
        }
        return result
    }

    /// An item as a list takes it.
    private func itemText(depth: Int) -> String {
        if let variants = schema.variants,
            let chosen = variants.choices.first(where: { $0.raw == value(of: variants) })?.schema,
            let word = chosen.keywords.first, !word.isEmpty, schema.name.isEmpty || !schema.hasOwnFields
        {
            var octets = octets
            if case .part(let part) = variants.target { octets = Array(octets[parts.start(part)..<parts.end(part)]) }
            let own = AnyHeader(opening: octets, as: chosen).own(given: [], depth: depth + 1)
                .filter { argument in !isKindOrLength(argument, of: chosen) }
            if own.isEmpty { return word }
            if own.count == 1, let place = own[0].firstIndex(of: "=") { return "\(word)\(own[0][place...])" }
            return "\(word)={\(own.joined(separator: ","))}"
        }
        return "{\(own(given: [], depth: depth + 1).joined(separator: ","))}"
    }

    /// Whether an argument says what the item's word says already.
    private func isKindOrLength(_ argument: String, of chosen: any Schema.Type) -> Bool {
        let key = argument.prefix { $0 != "=" }
        return chosen.declarations.contains { declaration in
            guard declaration.auto != .none else { return false }
            return self.key(of: declaration.fullName(behind: chosen.prefix)) == key
        }
    }
}

extension Schema {
    /// Whether an item has a field of its own besides its kind, its length and what fills it.
    fileprivate static var hasOwnFields: Bool {
        declarations.contains { declaration in
            guard case .bits(_, let place) = declaration.content, declaration.aliasOf == nil, declaration.auto == .none,
                !declaration.name.description.isEmpty
            else { return false }
            return variants.map { $0.place.bit != place.bit } ?? true
        }
    }
}

extension HexText {
    /// Octets as an expression's payload: a text in quotes where they are one.
    static func payload(_ octets: [UInt8], alwaysDigits: Bool = false) -> String {
        let isText = octets.allSatisfy { 0x20...0x7e ~= $0 || $0 == 0x0a || $0 == 0x0d || $0 == 0x09 }
        if isText, !octets.isEmpty, !alwaysDigits { return quoted(String(decoding: octets, as: UTF8.self)) }
        var text = TextBuffer()
        text.append("hex:")
        octets.withSpan { text.append(hexOf: $0) }
        return String(decoding: text)
    }

    static func quoted(_ text: String) -> String {
        var result = "'"
        for octet in text.utf8 {
            switch octet {
            case 0x0a: result += "\\n"
            case 0x0d: result += "\\r"
            case 0x09: result += "\\t"
            case 0x27: result += "\\'"
            case 0x5c: result += "\\\\"
            case 0x20...0x7e: result.unicodeScalars.append(Unicode.Scalar(octet))
            default:
                let digits = String(octet, radix: 16)
                result += "\\x\(digits.count < 2 ? "0" : "")\(digits)"
            }
        }
        return result + "'"
    }
}
