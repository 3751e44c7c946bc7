/// The octets of one layer or item that is being made or changed, with its schema's type forgotten.
public struct AnyHeader: Sendable {
    public let schema: any Schema.Type
    /// The octets as they are; lengths, counts and checksums are filled in when a packet is written.
    @usableFromInline var octets: [UInt8]
    /// Where the parts end. Kept, not measured: while a header is being made its own lengths are not yet true.
    @usableFromInline var parts: LayerParts
    /// Which automatic fields keep the value that they have.
    @usableFromInline var pins: FieldPins
    /// Which of them were set by hand: those no other change moves.
    @usableFromInline var held = FieldPins()
    /// What is wrong with the header's items; the packet is not written.
    var failure: ForgeFailure?
    /// Whether octets of the layer itself were not there where it was read.
    var isBroken = false
    /// How many octets of what it carries were not there, 0 when nobody knows; `nil` when all were.
    var missing: Int?

    /// The octets as they are now: lengths, counts and checksums that nobody set are filled in only when a packet is
    /// written.
    @inlinable public var currentOctets: [UInt8] { octets }

    init(schema: any Schema.Type, octets: [UInt8], parts: LayerParts, pins: FieldPins) {
        self.schema = schema
        self.octets = octets
        self.parts = parts
        self.pins = pins
    }

    /// A new header: zero but for what its declarations preset.
    public init(_ schema: any Schema.Type) {
        let declarations = schema.declarations
        var sizes = [Int](repeating: 0, count: LayerParts.limit)
        var contents: [Int: [UInt8]] = [:]
        for declaration in declarations {
            guard case .bits(let part, let place) = declaration.content, declaration.isUsual else { continue }
            if place.width > 0 {
                sizes[part] = max(sizes[part], (place.bit + place.width + 7) / 8)
            } else if let type = declaration.type, let empty = try? type.encode(""), !empty.isEmpty {
                contents[part] = empty
            }
        }
        var ends: [Int] = []
        var octets: [UInt8] = []
        for part in 0..<LayerParts.limit {
            octets += contents[part] ?? Array(repeating: 0, count: sizes[part])
            ends.append(octets.count)
        }
        self.init(schema: schema, octets: octets, parts: LayerParts(ends: ends), pins: FieldPins())
        for declaration in declarations where declaration.preset != 0 {
            guard case .bits(let part, let place) = declaration.content else { continue }
            set(bit: place.bit, width: place.width, order: place.order, of: part, to: declaration.preset)
        }
    }

    /// Stores a number as it is on the wire.
    @inlinable @inline(__always)
    mutating func set(bit: Int, width: Int, order: ByteOrder, of part: Int, to raw: UInt64) {
        let place = FieldPlace(bit: parts.start(part) &* 8 &+ bit, width: width, order: order)
        var span = octets.mutableSpan
        var bytes = unsafe span.mutableBytes
        place.store(raw, into: &bytes)
    }

    /// Whether not all octets of an extent are there.
    func lacks(_ extent: Extent) -> Bool {
        switch extent {
        case .header, .part: isBroken
        case .everything, .payload, .rest: isBroken || missing != nil
        }
    }

    /// The number that a field holds on the wire; `nil` when the field is not among the octets that there are.
    func number(_ declaration: FieldDeclaration) -> UInt64? {
        guard case .bits(let part, var place) = declaration.content, place.width > 0,
            place.bit + place.width <= parts.count(part) * 8
        else { return nil }
        place.bit += parts.start(part) * 8
        place.scale = 1
        return octets.withSpan { place.load($0) }
    }

    /// Replaces the octets of one part; the parts behind it move.
    mutating func replace(part: Int, with new: [UInt8]) {
        let old = parts.count(part)
        octets.replaceSubrange(parts.start(part)..<parts.end(part), with: new)
        parts.grow(part, by: new.count - old)
    }

    /// Replaces the octets of one part by items, or by what fills it. A part of fixed size holds as many octets as it always
    /// does: zeros are behind them, as in a name's field that holds options instead.
    mutating func replace(part: Int, with items: [AnyHeader]) {
        var octets: [UInt8] = []
        for item in items {
            let item = item.finished()
            octets += item.octets
            failure = failure ?? item.failure
        }
        let missing = (schema.fixedSize(ofPart: part) ?? 0) - octets.count
        if missing > 0 { octets += [UInt8](repeating: 0, count: missing) }
        replace(part: part, with: octets)
    }

    /// Gives the part that a variant fills its octets where nobody set one of them: an ICMP message of which only the type
    /// was said, or not even that.
    mutating func fillVariant() {
        guard let variants = schema.variants, case .part(let part) = variants.target, parts.count(part) == 0 else {
            return
        }
        let kind = value(of: variants)
        guard let chosen = variants.choices.first(where: { $0.raw == kind })?.schema else { return }
        replace(part: part, with: [AnyHeader(chosen)])
    }

    /// The schema of the items in a part; `nil` when it holds none.
    func itemSchema(of part: Int) -> (any Schema.Type)? {
        for declaration in schema.declarations {
            if case .items(part, let item) = declaration.content { return item }
        }
        return nil
    }

    /// The item as it is on the wire: what nobody set is filled in from the item itself.
    func finished() -> AnyHeader {
        var header = self
        header.padToUnit()
        do {
            try header.fillIn(payload: 0)
        } catch {
            header.failure = header.failure ?? ForgeFailure(error)
        }
        // Items whose kind needs fewer parts than there are, such as a TCP no-operation, end where they say.
        let measured = header.octets.withSpan { schema.measure($0, from: 0, to: $0.byteCount) }
        if let measured, measured.total < header.octets.count, measured.total >= header.parts.end(0) {
            header.octets.removeLast(header.octets.count - measured.total)
        }
        return header
    }

    /// Adds octets of zero to a header whose length is counted in larger units.
    mutating func padToUnit() {
        for declaration in schema.declarations {
            guard case .length(.header, let unit, _) = declaration.auto, unit > 1, octets.count % unit != 0 else {
                continue
            }
            let last = (0..<LayerParts.limit).last { parts.count($0) > 0 } ?? 0
            let missing = unit - octets.count % unit
            octets += Array(repeating: 0, count: missing)
            parts.grow(last, by: missing)
        }
    }

    /// Fills in the lengths and counts that are not pinned; `payload` is how many octets the layer carries.
    ///
    /// - Throws: `ForgeError` when one does not fit.
    mutating func fillIn(payload: Int) throws(ForgeError) {
        for declaration in schema.declarations {
            guard case .bits(let part, let place) = declaration.content, declaration.auto != .none,
                !isPinned(part: part, bit: place.bit), place.bit + place.width <= parts.count(part) * 8
            else { continue }
            let value: Int
            switch declaration.auto {
            case .length(let extent, let unit, let plus):
                value = (length(extent, after: part, place, payload: payload) + plus + unit - 1) / unit
            case .count(let counted): value = count(part: counted)
            case .none, .next, .checksum, .variant, .identity: continue
            }
            try declaration.check(computed: value, behind: schema.prefix)
            set(
                bit: place.bit, width: place.width, order: place.order, of: part,
                to: UInt64(truncatingIfNeeded: max(0, value)))
        }
    }

    func length(_ extent: Extent, after part: Int, _ place: FieldPlace, payload: Int) -> Int {
        switch extent {
        case .header: parts.total
        case .everything: parts.total + payload
        case .payload: payload
        case .part(let part): parts.count(part)
        case .rest: parts.total - parts.start(part) - (place.bit + place.width + 7) / 8 + payload
        }
    }

    func count(part: Int) -> Int {
        guard let item = itemSchema(of: part) else { return 0 }
        return octets.withSpan { message in
            var count = 0
            var offset = parts.start(part)
            let end = parts.end(part)
            while offset < end, let parts = item.measure(message, from: offset, to: end), parts.total > 0 {
                offset += parts.total
                count += 1
            }
            return count
        }
    }
}

extension Schema {
    /// The tree's declarations, groups and aliases spread out.
    package static var declarations: [FieldDeclaration] { tree.flatMap(\.declarations) }

    /// How many octets a part always has, by the fields of fixed bits that lie in it; `nil` when there are none.
    static func fixedSize(ofPart part: Int) -> Int? {
        var size: Int?
        for declaration in declarations where declaration.isUsual {
            guard case .bits(part, let place) = declaration.content, place.width > 0 else { continue }
            size = max(size ?? 0, (place.bit + place.width + 7) / 8)
        }
        return size
    }
}

extension [UInt8] {
    /// Lends the octets as a span.
    @inline(__always)
    func withSpan<R>(_ body: (RawSpan) -> R) -> R { unsafe body(span.bytes) }
}
