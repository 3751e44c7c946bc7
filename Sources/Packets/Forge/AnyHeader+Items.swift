/// Making the items that a field or a list lies in, by its filter name alone: `dns(qry.name=example.test)` makes the
/// first question.
extension AnyHeader {
    /// The way to the field, or the list, that a filter calls `name`: through what fills the header now, if it can.
    func way(to name: String, isList: Bool = false) -> ItemPath? {
        if let variants = schema.variants, case .part = variants.target,
            let chosen = filler(of: variants), let rest = ItemPath(to: name, from: chosen, isList: isList)
        {
            return rest.behind(.variant(chosen))
        }
        return ItemPath(to: name, from: schema, isList: isList)
    }

    /// Whether nothing says yet what fills its part: a record of which only the name was given.
    private var isOfNoKind: Bool {
        guard let variants = schema.variants, case .part(let part) = variants.target else { return false }
        return value(of: variants) == 0 && parts.count(part) == 0 && !variants.choices.contains { $0.raw == 0 }
    }

    private func filler(of variants: Variants) -> (any Schema.Type)? {
        let kind = value(of: variants)
        return variants.choices.first { $0.raw == kind }?.schema ?? variants.fallback
    }

    /// Sets the field at the end of a way. Items on the way that are there and fit are used; others are added.
    mutating func make(_ path: ItemPath, _ text: String) throws(ForgeError) {
        try follow(path.steps[...]) { (inner: inout AnyHeader) throws(ForgeError) in
            guard case .field(let declaration) = path.end else { return }
            inner.makeRoom(for: declaration)
            try inner.assign(declaration, text)
        }
    }

    /// Puts items into the list at the end of a way.
    ///
    /// - Parameter range: where the list's name stands, for errors.
    mutating func make(_ path: ItemPath, items: [UInt8], at range: Range<Int>) throws(ForgeError) {
        do {
            try follow(path.steps[...]) { (inner: inout AnyHeader) throws(ForgeError) in
                guard case .list(let part, _) = path.end else { return }
                inner.replace(part: part, with: items)
            }
        } catch { throw ForgeError(error.code, error.message, at: range) }
    }

    private mutating func follow(
        _ steps: ArraySlice<ItemPath.Step>, _ body: (inout AnyHeader) throws(ForgeError) -> Void
    ) throws(ForgeError) {
        guard let step = steps.first else { return try body(&self) }
        switch step {
        case .variant(let chosen):
            if !isOfNoKind, let variants = schema.variants, let filler = filler(of: variants), filler != chosen,
                isPinned(part: variants.part, bit: variants.place.bit)
            {
                throw ForgeError(
                    .fieldName, "what is asked for is part of \(chosen.title), and this is \(filler.title)")
            }
            var inner = filling(chosen) ?? AnyHeader(chosen)
            try inner.follow(steps.dropFirst(), body)
            fill(with: inner)
        case .item(let part, let schema):
            var octets = Array(octets[parts.start(part)..<parts.end(part)])
            var place = octets.count..<octets.count
            var inner = AnyHeader(schema)
            if let (range, item) = Self.item(schema, fitting: steps.dropFirst(), in: octets) {
                place = range
                inner = item
            }
            try inner.follow(steps.dropFirst(), body)
            let item = inner.finished()
            failure = failure ?? item.failure
            octets.replaceSubrange(place, with: item.octets)
            replace(part: part, with: octets)
        }
    }

    /// What fills a part, where it is `chosen` that does.
    private func filling(_ chosen: any Schema.Type) -> AnyHeader? {
        guard let variants = schema.variants, case .part(let part) = variants.target, parts.count(part) > 0 else {
            return nil
        }
        guard filler(of: variants) == chosen else { return nil }
        return AnyHeader(reopening: Array(octets[parts.start(part)..<parts.end(part)]), as: chosen)
    }

    /// The first item of a list that the rest of a way can go through.
    private static func item(
        _ schema: any Schema.Type, fitting steps: ArraySlice<ItemPath.Step>, in octets: [UInt8]
    ) -> (range: Range<Int>, item: AnyHeader)? {
        var offset = 0
        while offset < octets.count {
            let parts = octets.withSpan { schema.measure($0, from: offset, to: $0.byteCount) }
            guard let count = parts?.total, count > 0, offset + count <= octets.count else { return nil }
            let range = offset..<offset + count
            if let item = AnyHeader(reopening: Array(octets[range]), as: schema) {
                guard case .variant(let chosen) = steps.first else { return (range, item) }
                if item.isOfNoKind || item.filling(chosen) != nil { return (range, item) }
            }
            offset += count
        }
        return nil
    }

    /// An item that is being made, taken up again: lengths and counts that say what is true go on doing so.
    private init?(reopening octets: [UInt8], as schema: any Schema.Type) {
        guard let parts = octets.withSpan({ schema.measure($0, from: 0, to: $0.byteCount) }) else { return nil }
        self.init(opening: octets, as: schema, parts: parts)
        for declaration in schema.declarations {
            guard case .bits(let part, let place) = declaration.content,
                place.bit + place.width <= parts.count(part) * 8
            else { continue }
            var filled = self
            filled.pins.remove(part: part, bit: place.bit)
            switch declaration.auto {
            case .length, .count: break
            case .none, .next, .checksum, .variant, .identity: continue
            }
            do throws(ForgeError) { try filled.fillIn(payload: 0) } catch { continue }
            if filled.octets == octets { pins = filled.pins }
        }
    }
}
