/// Changing a field of a layer that exists, where it lies.
extension AnyHeader {
    /// Sets the field that a filter calls `name` (`tcp.options.mss_val`) in the layer, its items and what fills them;
    /// `occurrence` counts the fields of that name from 0. Lengths and counts of the items around it that were right
    /// stay right, and names that point behind it still point at what they did.
    mutating func edit(_ name: String, to text: String, occurrence: inout Int) throws(ForgeError) -> Outcome {
        var left = occurrence
        var found: FieldSite?
        try forEachSite { (site) throws(ForgeError) in
            let prefix = site.frames.last?.schema.prefix ?? ""
            guard site.declaration.fullName(behind: prefix) == name else { return true }
            if let target = site.declaration.aliasOf {
                throw ForgeError(.fieldName, "\(name) stands for several fields; name one, such as \(prefix).\(target)")
            }
            if left == 0 { found = site }
            left -= 1
            return found == nil
        }
        guard let found else {
            occurrence = left
            return .notFound
        }
        try set(found, to: text)
        return .done
    }

    private mutating func set(_ site: FieldSite, to text: String) throws(ForgeError) {
        guard let frame = site.frames.last, case .bits(let part, let place) = site.declaration.content else { return }
        if site.frames.count == 1, site.declaration.auto != .none { hold(part: part, bit: place.bit) }
        // A compressed name that is to be what it is stays compressed.
        if !site.declaration.kind.isNumeric, describe(site) == text { return }
        let old = frame.start..<frame.start + frame.parts.total
        guard old.upperBound <= octets.count else {
            throw ForgeError(.value, "\(site.declaration.name) lies in octets that are not there")
        }
        var inner = AnyHeader(schema: frame.schema, octets: Array(octets[old]), parts: frame.parts, pins: .all)
        try inner.assign(site.declaration, text)
        let growth = inner.octets.count - old.count
        if growth != 0, let field = fieldOfFixedSize(around: site) { return try refit(site, inner.octets, in: field) }
        let moved = growth == 0 ? [] : try pointers(behind: site.octets)
        let lengths = growth == 0 ? [] : rightLengths(around: site)
        octets.replaceSubrange(old, with: inner.octets)
        guard growth != 0 else { return }
        for index in site.frames.indices {
            var frame = site.frames[index]
            let isInnermost = index == site.frames.count - 1
            let grown = isInnermost ? part : frame.part(at: site.frames[index + 1].start)
            frame.parts.grow(grown, by: growth)
            if index == 0 { parts = frame.parts }
            for length in lengths where length.frame == index { try store(length, in: frame) }
        }
        for pointer in moved {
            let start = pointer.start(after: growth, of: site.octets)
            pointer.type.move(in: &octets, from: start, by: growth, behind: site.octets)
        }
    }

    /// The octets of a part around an item that stays as long as it is, whatever becomes of the item.
    private func fieldOfFixedSize(around site: FieldSite) -> Range<Int>? {
        guard site.frames.count > 1 else { return nil }
        let part = site.frames[0].part(at: site.frames[1].start)
        guard schema.fixedSize(ofPart: part) == parts.count(part) else { return nil }
        return parts.start(part)..<parts.end(part)
    }

    /// Changes an item within such a part: what is behind it moves, and the zeros at the part's end are more or fewer.
    private mutating func refit(_ site: FieldSite, _ new: [UInt8], in field: Range<Int>) throws(ForgeError) {
        guard let frame = site.frames.last else { return }
        let old = frame.start..<frame.start + frame.parts.total
        var changed = AnyHeader(schema: schema, octets: octets, parts: parts, pins: pins)
        let lengths = rightLengths(around: site)
        let growth = new.count - old.count
        changed.octets.replaceSubrange(old, with: new)
        let zeros = [UInt8](repeating: 0, count: max(0, -growth))
        changed.octets.insert(contentsOf: zeros, at: field.upperBound - max(0, -growth))
        let spare = field.upperBound..<field.upperBound + max(0, growth)
        let isFree = changed.octets[spare].allSatisfy { $0 == 0 }
        changed.octets.removeSubrange(spare)
        for index in site.frames.indices.dropFirst() {
            var frame = site.frames[index]
            let isInnermost = index == site.frames.count - 1
            frame.parts.grow(isInnermost ? site.part : frame.part(at: site.frames[index + 1].start), by: growth)
            for length in lengths where length.frame == index { try changed.store(length, in: frame) }
        }
        let part = site.frames[0].part(at: site.frames[1].start)
        guard isFree, changed.holdsItems(inPart: part) || !holdsItems(inPart: part) else {
            throw ForgeError(
                .value, "\(site.declaration.name) cannot grow: the \(field.count) octets that it lies in are taken")
        }
        self = changed
    }

    /// Whether a part holds items up to its end.
    private func holdsItems(inPart part: Int) -> Bool {
        guard let item = itemSchema(of: part) else { return false }
        return octets.withSpan { message in
            var offset = parts.start(part)
            let end = parts.end(part)
            while offset < end, let item = item.measure(message, from: offset, to: end), item.total > 0 {
                offset += item.total
            }
            return offset == end
        }
    }

    private func describe(_ site: FieldSite) -> String? {
        guard let type = site.declaration.type else { return nil }
        var text = TextBuffer()
        octets.withSpan { type.describe($0, from: site.octets.lowerBound, to: site.octets.upperBound, into: &text) }
        return String(decoding: text)
    }

    /// A length or count of an item that says what is true.
    private struct RightLength {
        var frame: Int
        var declaration: FieldDeclaration
    }

    private func rightLengths(around site: FieldSite) -> [RightLength] {
        var result: [RightLength] = []
        // The layer's own are its packet's to follow.
        for index in site.frames.indices.dropFirst() {
            let frame = site.frames[index]
            for declaration in frame.schema.declarations {
                guard case .bits(let part, let place) = declaration.content,
                    let value = length(of: declaration, in: frame),
                    place.bit + place.width <= frame.parts.count(part) * 8
                else { continue }
                var there = place
                there.bit += (frame.start + frame.parts.start(part)) * 8
                there.scale = 1
                if octets.withSpan({ there.load($0) }) == UInt64(truncatingIfNeeded: value) {
                    result.append(RightLength(frame: index, declaration: declaration))
                }
            }
        }
        return result
    }

    /// What an automatic length or count of an item should be.
    private func length(of declaration: FieldDeclaration, in frame: FieldSite.Frame) -> Int? {
        guard case .bits(let part, let place) = declaration.content else { return nil }
        let end = min(frame.start + frame.parts.total, octets.count)
        let own = AnyHeader(
            schema: frame.schema, octets: Array(octets[min(frame.start, end)..<end]), parts: frame.parts, pins: .all)
        switch declaration.auto {
        case .length(let extent, let unit, let plus):
            return max(0, own.length(extent, after: part, place, payload: 0) + plus + unit - 1) / unit
        case .count(let counted): return own.count(part: counted)
        case .none, .next, .checksum, .variant, .identity: return nil
        }
    }

    private mutating func store(_ length: RightLength, in frame: FieldSite.Frame) throws(ForgeError) {
        guard case .bits(let part, let place) = length.declaration.content,
            let value = self.length(of: length.declaration, in: frame)
        else { return }
        try length.declaration.check(computed: value, behind: frame.schema.prefix)
        var own = AnyHeader(schema: frame.schema, octets: octets, parts: LayerParts(octets.count), pins: .all)
        own.set(
            bit: (frame.start + frame.parts.start(part)) * 8 + place.bit, width: place.width, order: place.order, of: 0,
            to: UInt64(truncatingIfNeeded: value))
        octets = own.octets
    }

    /// A value that may point into the layer's octets.
    private struct Pointer {
        var type: any WireValue.Type
        var start: Int

        /// Where it lies after the octets of `changed` grew.
        func start(after growth: Int, of changed: Range<Int>) -> Int {
            start < changed.upperBound ? start : start + growth
        }
    }

    /// The values outside `changed` that may point behind its start.
    private func pointers(behind changed: Range<Int>) throws(ForgeError) -> [Pointer] {
        var result: [Pointer] = []
        try forEachSite { (site) throws(ForgeError) in
            if let type = site.declaration.type, type.pointsIntoMessage, !changed.overlaps(site.octets) {
                result.append(Pointer(type: type, start: site.octets.lowerBound))
            }
            return true
        }
        return result
    }
}

extension FieldSite.Frame {
    /// The part that holds the octet at `offset`.
    func part(at offset: Int) -> Int {
        (0..<LayerParts.limit).first { start + parts.start($0) <= offset && offset < start + parts.end($0) }
            ?? LayerParts.limit
            - 1
    }
}
