/// Setting fields by name, through items and variants as deep as they lie.
extension AnyHeader {
    /// What was done with a name.
    enum Outcome { case notFound, done }

    /// The header of octets that exist; their lengths and checksums stay as they are unless unpinned.
    init(opening octets: [UInt8], as schema: any Schema.Type, parts: Parts? = nil) {
        let measured = parts ?? octets.withSpan { schema.measure($0, from: 0, to: $0.byteCount) }
        self.init(schema: schema, octets: octets, parts: measured ?? Parts(octets.count), pins: .max)
    }

    /// Sets the field that a filter calls `name` (`tcp.options.mss_val`): in the header, in its variants, or in the
    /// items it holds, where `occurrence` counts the fields of that name from 0.
    mutating func set(
        _ name: String, to text: String, occurrence: inout Int, making: Bool
    ) throws(ForgeError) -> Outcome {
        for declaration in schema.declarations where declaration.fullName(behind: schema.prefix) == name {
            if let target = declaration.aliasOf {
                throw ForgeError(
                    .fieldName, "\(name) stands for several fields; name one, such as \(schema.prefix).\(target)")
            }
            if !making, !holds(declaration) { continue }
            if occurrence > 0 {
                occurrence -= 1
                continue
            }
            if making { makeRoom(for: declaration) }
            try assign(declaration, text)
            return .done
        }
        if try setInVariant(name, to: text, occurrence: &occurrence, making: making) == .done { return .done }
        return try setInItems(name, to: text, occurrence: &occurrence)
    }

    /// Whether the octets are there in which a field lies: a TCP no-operation has no length.
    private func holds(_ declaration: FieldDeclaration) -> Bool {
        guard case .bits(let part, let place) = declaration.content else { return true }
        return place.bit + place.width <= parts.count(part) * 8
    }

    /// Gives an empty part its octets when what was set before asks for them: an organization in an LLC header whose
    /// access point is SNAP's.
    private mutating func makeRoom(for declaration: FieldDeclaration) {
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

    private func holds(_ condition: FieldCondition) -> Bool {
        octets.withSpan { message in
            var place = condition.place
            place.bit += parts.start(condition.part) * 8
            let raw = place.load(message)
            return (condition.low <= raw && raw <= condition.high) != condition.isNegated
        }
    }

    private mutating func setInVariant(
        _ name: String, to text: String, occurrence: inout Int, making: Bool
    ) throws(ForgeError) -> Outcome {
        guard let variants = schema.variants, case .part(let part) = variants.target else { return .notFound }
        // While a header is being made, the key `a` of a record named `dns.resp.a` may be its variant's `dns.a`.
        func setEither(_ inner: inout AnyHeader, _ occurrence: inout Int) throws(ForgeError) -> Bool {
            if try inner.set(name, to: text, occurrence: &occurrence, making: making) == .done { return true }
            guard making, inner.schema.prefix != schema.prefix, name.hasPrefix(schema.prefix + ".") else {
                return false
            }
            let own = inner.schema.prefix + name.dropFirst(schema.prefix.utf8.count)
            return try inner.set(own, to: text, occurrence: &occurrence, making: true) == .done
        }
        let kind = value(of: variants)
        let chosen = variants.choices.first { $0.raw == kind }?.schema ?? variants.fallback
        if let chosen {
            var inner =
                parts.count(part) == 0 && making
                ? AnyHeader(chosen) : AnyHeader(opening: Array(octets[parts.start(part)..<parts.end(part)]), as: chosen)
            if try setEither(&inner, &occurrence) {
                replace(part: part, with: making ? inner.finished() : inner.refilled(from: self, part))
                return .done
            }
        }
        // While a header is being made, a field of another variant chooses that variant.
        guard making, pins & Self.pinBit(part: variants.part, bit: variants.place.bit) == 0 else { return .notFound }
        for choice in variants.choices {
            var inner = AnyHeader(choice.schema)
            guard try setEither(&inner, &occurrence) else { continue }
            fill(with: inner)
            return .done
        }
        return .notFound
    }

    private mutating func setInItems(
        _ name: String, to text: String, occurrence: inout Int
    ) throws(ForgeError) -> Outcome {
        for declaration in schema.declarations {
            guard case .items(let part, let item) = declaration.content else { continue }
            var offset = parts.start(part)
            while offset < parts.end(part) {
                let end = parts.end(part)
                guard let measured = octets.withSpan({ item.measure($0, from: offset, to: end) }), measured.total > 0
                else { break }
                var inner = AnyHeader(
                    opening: Array(octets[offset..<offset + measured.total]), as: item, parts: measured)
                let before = inner.octets.count
                if try inner.set(name, to: text, occurrence: &occurrence, making: false) == .done {
                    if inner.octets.count != before { inner.refill() }
                    octets.replaceSubrange(offset..<offset + before, with: inner.octets)
                    parts.grow(part, by: inner.octets.count - before)
                    return .done
                }
                offset += measured.total
            }
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

    /// The octets, with lengths and counts made true when the size changed.
    private func refilled(from outer: AnyHeader, _ part: Int) -> [UInt8] {
        var header = self
        if octets.count != outer.parts.count(part) { header.refill() }
        return header.octets
    }

    /// Makes the lengths and counts true again after the size changed, but for those that were set by hand.
    mutating func refill() {
        let kept = pins
        pins = held
        fillIn(payload: 0)
        pins = kept
    }
}
