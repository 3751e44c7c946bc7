/// Setting fields by name, through items and variants as deep as they lie.
extension AnyHeader {
    /// What was done with a name.
    enum Outcome { case notFound, done }

    /// The header of octets that exist; their lengths and checksums stay as they are unless unpinned.
    init(opening octets: [UInt8], as schema: any Schema.Type, parts: LayerParts? = nil) {
        let measured = parts ?? octets.withSpan { schema.measure($0, from: 0, to: $0.byteCount) }
        self.init(schema: schema, octets: octets, parts: measured ?? LayerParts(octets.count), pins: .all)
    }

    /// Sets the field that a filter calls `name` (`tcp.options.mss_val`) in a header that is being made: in the header,
    /// in what fills a part of it, or in the items it holds, where `occurrence` counts the fields of that name from 0.
    mutating func set(_ name: String, to text: String, occurrence: inout Int) throws(ForgeError) -> Outcome {
        for declaration in schema.declarations where declaration.fullName(behind: schema.prefix) == name {
            if let target = declaration.aliasOf {
                throw ForgeError(
                    .fieldName, "\(name) stands for several fields; name one, such as \(schema.prefix).\(target)")
            }
            if occurrence > 0 {
                occurrence -= 1
                continue
            }
            makeRoom(for: declaration)
            try assign(declaration, text)
            return .done
        }
        if try setInVariant(name, to: text, occurrence: &occurrence) == .done { return .done }
        return try edit(name, to: text, occurrence: &occurrence)
    }

    /// Gives an empty part its octets when what was set before asks for them: an organization in an LLC header whose
    /// access point is SNAP's.
    mutating func makeRoom(for declaration: FieldDeclaration) {
        guard case .bits(let part, let place) = declaration.content, place.width > 0, parts.count(part) == 0 else {
            return
        }
        let others = declaration.conditions.filter { $0.part != part }
        guard !others.isEmpty, others.allSatisfy({ holds($0) }) else { return }
        var size = 0
        for case .bits(part, let place) in schema.declarations.map(\.content) {
            size = max(size, (place.bit + place.width + 7) / 8)
        }
        replace(part: part, with: Array(repeating: 0, count: size))
    }

    func holds(_ condition: FieldCondition) -> Bool {
        octets.withSpan { message in
            var place = condition.place
            place.bit += parts.start(condition.part) * 8
            let raw = place.load(message)
            return (condition.low <= raw && raw <= condition.high) != condition.isNegated
        }
    }

    private mutating func setInVariant(
        _ name: String, to text: String, occurrence: inout Int
    ) throws(ForgeError) -> Outcome {
        guard let variants = schema.variants, case .part(let part) = variants.target else { return .notFound }
        // The key `a` of a record named `dns.resp.a` may be its variant's `dns.a`.
        func setEither(_ inner: inout AnyHeader, _ occurrence: inout Int) throws(ForgeError) -> Bool {
            if try inner.set(name, to: text, occurrence: &occurrence) == .done { return true }
            guard inner.schema.prefix != schema.prefix, name.hasPrefix(schema.prefix + ".") else { return false }
            let own = inner.schema.prefix + name.dropFirst(schema.prefix.utf8.count)
            return try inner.set(own, to: text, occurrence: &occurrence) == .done
        }
        let kind = value(of: variants)
        let chosen = variants.choices.first { $0.raw == kind }?.schema ?? variants.fallback
        if let chosen {
            var inner =
                parts.count(part) == 0
                ? AnyHeader(chosen) : AnyHeader(opening: Array(octets[parts.start(part)..<parts.end(part)]), as: chosen)
            if try setEither(&inner, &occurrence) {
                replace(part: part, with: [inner])
                return .done
            }
        }
        // A field of another variant chooses that variant.
        guard !isPinned(part: variants.part, bit: variants.place.bit) else { return .notFound }
        for choice in variants.choices {
            var inner = AnyHeader(choice.schema)
            guard try setEither(&inner, &occurrence) else { continue }
            fill(with: inner)
            return .done
        }
        return .notFound
    }

    /// The number that chooses among variants.
    func value(of variants: Variants) -> UInt64 {
        octets.withSpan { message in
            var place = variants.place
            place.bit += parts.start(variants.part) * 8
            return place.load(message)
        }
    }
}
