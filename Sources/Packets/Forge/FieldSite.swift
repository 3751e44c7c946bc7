/// Where a field lies in the octets of a layer that exists, and all that encloses it.
///
/// Fields are found where they lie: a compressed name means something in its whole message alone, so that an item is
/// never cut out of its layer to be read.
struct FieldSite {
    /// A schema around the field: the layer, an item of it, what fills a part of that.
    struct Frame {
        var schema: any Schema.Type
        /// Where it starts in the layer's octets.
        var start: Int
        var parts: LayerParts
    }

    /// The outermost first.
    var frames: [Frame]
    var declaration: FieldDeclaration
    /// The part of the last frame's schema that holds the field.
    var part: Int
    /// The field's place in the layer's octets.
    var place: FieldPlace

    /// The octets that the field lies in.
    var octets: Range<Int> { place.bit / 8..<(place.bit + place.width + 7) / 8 }
}

extension AnyHeader {
    /// How deep items are looked into; the walker that shows them goes no deeper.
    private static var deepest: Int { Declarations.maximumNesting }

    /// Calls `body` with every field that lies in the octets, in the order of the detail, until it returns `false`.
    func forEachSite(_ body: (FieldSite) throws(ForgeError) -> Bool) throws(ForgeError) {
        let top = FieldSite.Frame(schema: schema, start: 0, parts: parts)
        _ = try visit([top], isMeasured: true, nesting: 0, body)
    }

    /// Visits the last frame's own fields and items, then what fills its part; `false` when `body` had enough.
    private func visit(
        _ frames: [FieldSite.Frame], isMeasured: Bool, nesting: Int, _ body: (FieldSite) throws(ForgeError) -> Bool
    ) throws(ForgeError) -> Bool {
        guard let frame = frames.last else { return true }
        let filling = isMeasured ? variant(of: frame) : nil
        if let filling, filling.part == nil {
            guard frames.count <= Self.deepest * 2 else { return true }
            let measured = measure(filling.schema, frame.start, frame.start + frame.parts.total)
            let inner = FieldSite.Frame(
                schema: filling.schema, start: frame.start, parts: measured ?? LayerParts(frame.parts.total))
            return try visit(frames + [inner], isMeasured: measured != nil, nesting: nesting, body)
        }
        guard try visitRows(frames, nesting: nesting, body) else { return false }
        guard let filling, let part = filling.part else { return true }
        let from = frame.start + frame.parts.start(part)
        let to = frame.start + frame.parts.end(part)
        let measured = measure(filling.schema, from, to)
        let inner = FieldSite.Frame(schema: filling.schema, start: from, parts: measured ?? LayerParts(to - from))
        guard frames.count <= Self.deepest * 2 else { return true }
        return try visit(frames + [inner], isMeasured: measured != nil, nesting: nesting, body)
    }

    private func visitRows(
        _ frames: [FieldSite.Frame], nesting: Int, _ body: (FieldSite) throws(ForgeError) -> Bool
    ) throws(ForgeError) -> Bool {
        guard let frame = frames.last else { return true }
        for declaration in frame.schema.declarations where isThere(declaration, in: frame) {
            switch declaration.content {
            case .derived: continue
            case .bits(let part, let relative):
                var place = relative
                place.bit += (frame.start + frame.parts.start(part)) * 8
                if place.width == 0 { place.width = frame.parts.count(part) * 8 }
                let end = (frame.start + frame.parts.end(part)) * 8
                guard place.width > 0, place.bit + place.width <= end else { continue }
                let site = FieldSite(frames: frames, declaration: declaration, part: part, place: place)
                guard try body(site) else { return false }
            case .items(let part, let item):
                guard nesting < Self.deepest else { continue }
                var offset = frame.start + frame.parts.start(part)
                let end = frame.start + frame.parts.end(part)
                while offset < end {
                    let measured = measure(item, offset, end)
                    let inner = FieldSite.Frame(
                        schema: item, start: offset, parts: measured ?? LayerParts(end - offset))
                    guard
                        try visit(frames + [inner], isMeasured: measured != nil, nesting: nesting + 1, body)
                    else { return false }
                    guard let measured, measured.total > 0 else { break }
                    offset += measured.total
                }
            }
        }
        return true
    }

    private func measure(_ schema: any Schema.Type, _ from: Int, _ to: Int) -> LayerParts? {
        octets.withSpan { schema.measure($0, from: from, to: to) }
    }

    /// The schema that a frame's kind chooses, and the part that it fills; no part when it replaces the frame.
    private func variant(of frame: FieldSite.Frame) -> (schema: any Schema.Type, part: Int?)? {
        guard let variants = frame.schema.variants else { return nil }
        var place = variants.place
        place.bit += (frame.start + frame.parts.start(variants.part)) * 8
        let kind = octets.withSpan { place.load($0) }
        guard let schema = variants.choices.first(where: { $0.raw == kind })?.schema ?? variants.fallback else {
            return nil
        }
        if case .part(let part) = variants.target { return (schema, part) }
        return (schema, nil)
    }

    private func isThere(_ declaration: FieldDeclaration, in frame: FieldSite.Frame) -> Bool {
        if let holds = declaration.predicate?.holdsAlone,
            !octets.withSpan({ holds($0, frame.start, frame.parts) })
        {
            return false
        }
        return holds(declaration.conditions, in: frame)
    }

    private func holds(_ conditions: [FieldCondition], in frame: FieldSite.Frame) -> Bool {
        conditions.allSatisfy { condition in
            var place = condition.place
            place.bit += (frame.start + frame.parts.start(condition.part)) * 8
            let raw = octets.withSpan { place.load($0) }
            return (condition.low <= raw && raw <= condition.high) != condition.isNegated
        }
    }
}
