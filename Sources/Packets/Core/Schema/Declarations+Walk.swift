extension Declarations {
    package static let maximumNesting = 12

    @usableFromInline
    package func walkFrame(_ packet: borrowing PacketView, into detail: inout PacketDetail) {
        let number = Int(ProtocolID.frame.rawValue)
        detail.nodes.append(
            DetailNode(
                field: plans[number].field, kind: .layer, value: .none, depth: 0, isHidden: false, layer: -1, start: 0,
                length: UInt32(truncatingIfNeeded: packet.bytes.byteCount), raw: 0, schema: UInt16(number),
                isDerived: false))
        let walk = Walk(layer: -1, base: 0)
        walkRows(number, packet.bytes, 0, LayerParts(0), depth: 1, walk, packet, &detail)
    }

    @usableFromInline
    package func walk(layer index: Int, of packet: borrowing PacketView, into detail: inout PacketDetail) {
        let span = packet.layers[index]
        let number = Int(span.id.rawValue)
        let message = packet.message(index)
        let heading = detail.nodes.count
        detail.nodes.append(
            DetailNode(
                field: plans[number].field, kind: .layer, value: .none, depth: 0, isHidden: false,
                layer: Int8(truncatingIfNeeded: index), start: UInt32(truncatingIfNeeded: span.start),
                length: UInt32(truncatingIfNeeded: span.payloadStart &- span.start), raw: 0, schema: span.id.rawValue,
                isDerived: false))
        let walk = Walk(layer: index, base: span.start)
        let end = walkSchema(number, message, 0, message.byteCount, depth: 1, walk, packet, &detail)
        if span.payloadStart == span.end { detail.nodes[heading].length = UInt32(truncatingIfNeeded: end) }
    }

    /// What stays the same while one layer is walked.
    struct Walk: BitwiseCopyable {
        var layer: Int
        /// Where the layer's message starts in the packet.
        var base: Int
        var nesting = 0
    }

    /// Lists the fields of the item that lies in `from..<to`, and its variant's; gives its length.
    @discardableResult
    private func walkSchema(
        _ number: Int, _ message: RawSpan, _ from: Int, _ to: Int, depth: Int, _ walk: Walk,
        _ packet: borrowing PacketView, _ detail: inout PacketDetail
    ) -> Int {
        walkSchema(
            number, message, from, to, plans[number].type.measure(message, from: from, to: to), depth: depth, walk,
            packet, &detail)
    }

    /// - Parameter measured: where the parts end of the item, `nil` when the octets do not hold it.
    private func walkSchema(
        _ number: Int, _ message: RawSpan, _ from: Int, _ to: Int, _ measured: LayerParts?, depth: Int, _ walk: Walk,
        _ packet: borrowing PacketView, _ detail: inout PacketDetail
    ) -> Int {
        let plan = plans[number]
        let parts = measured ?? plan.type.measureCut(message, from: from, to: to)
        var fill = number
        if plan.hasVariants, measured != nil, let variant = variant(of: plan, message, from, parts) {
            if plan.variantTarget < 0 {
                return walkSchema(variant, message, from, to, depth: depth, walk, packet, &detail)
            }
            fill = variant
        }
        walkRows(
            number, message, from, parts, isWhole: measured != nil, depth: depth, walk, packet, &detail)
        guard measured != nil else {
            fault(number, at: from, length: parts.total, depth: depth, walk, packet, &detail)
            return parts.total
        }
        if fill != number {
            let part = Int(plan.variantTarget)
            let start = from + parts.start(part)
            walkSchema(fill, message, start, from + parts.end(part), depth: depth, walk, packet, &detail)
        }
        return parts.total
    }

    /// The schema that the item's kind chooses.
    package func variant(of plan: Plan, _ message: RawSpan, _ from: Int, _ parts: LayerParts) -> Int? {
        var place = plan.variantPlace
        place.bit += (from + parts.start(Int(plan.variantPart))) * 8
        let raw = place.loadAny(message)
        for index in Int(plan.firstChoice)..<Int(plan.firstChoice + plan.choiceCount) where choices[index].raw == raw {
            return Int(choices[index].schema)
        }
        return plan.fallback == .max ? nil : Int(plan.fallback)
    }

    /// - Parameter isWhole: whether the octets hold the item; of one that they do not, the fixed fields are listed that fit.
    private func walkRows(
        _ number: Int, _ message: RawSpan, _ from: Int, _ parts: LayerParts, isWhole: Bool = true, depth: Int,
        _ walk: Walk,
        _ packet: borrowing PacketView, _ detail: inout PacketDetail
    ) {
        var index = Int(plans[number].firstRow)
        let end = index &+ Int(plans[number].rowCount)
        var conditions = Conditions()
        while index < end {
            let run = Int(rows[index].plainRun)
            if run > 0 {
                walkNumbers(index, count: run, message, from, parts, depth: depth, walk, &detail)
                index &+= run
                continue
            }
            if rows[index].conditionCount > 0, rows[index].condition != conditions.held {
                index = skip(from: index, to: end, message, from, parts, &conditions)
                guard index < end else { return }
            }
            let row = rows[index]
            index &+= 1
            if !isWhole, row.content != .bits || row.width == 0 { continue }
            if row.predicate != .max {
                if row.predicate != conditions.asked {
                    conditions.asked = row.predicate
                    conditions.answer = isThere(row, message, from, parts, packet)
                }
                guard conditions.answer else {
                    if row.conditionCount == 0 { index &+= Int(row.alike) }
                    continue
                }
            }
            switch row.content {
            case .bits:
                let place = row.place(from: from, parts)
                let end = (from &+ parts.end(Int(row.part))) &* 8
                guard place.bit &+ place.width <= end, place.width > 0 || row.isShownEmpty else { continue }
                var node = node(of: row, from, depth: depth, walk)
                node.start = UInt32(truncatingIfNeeded: walk.base &+ place.bit &>> 3)
                node.length = UInt32(truncatingIfNeeded: ((place.bit & 7) &+ place.width &+ 7) &>> 3)
                node.isDerived = false
                if row.kind.isNumeric { node.raw = Self.load(place, row.kind, message) }
                detail.nodes.append(node)
            case .derived:
                guard let value = derived[Int(row.target)].compute(message, from, parts, packet) else { continue }
                list(value, node(of: row, from, depth: depth, walk), &detail)
            case .items:
                walkItems(row, message, from, parts, depth: depth, walk, packet, &detail)
            }
        }
    }

    /// Lists numbers of one part that are there whatever else is. Out of line, so that little is kept in mind meanwhile:
    /// that is most of what a packet's detail is made of, and among all else each took three times as long.
    @inline(never)
    private func walkNumbers(
        _ first: Int, count: Int, _ message: RawSpan, _ from: Int, _ parts: LayerParts, depth: Int, _ walk: Walk,
        _ detail: inout PacketDetail
    ) {
        let part = Int(rows[first].part)
        let start = (from &+ parts.start(part)) &* 8
        let end = (from &+ parts.end(part)) &* 8
        for index in first..<first &+ count {
            let row = rows[index]
            let bit = start &+ Int(row.bit)
            guard bit &+ Int(row.width) <= end else { continue }
            var node = node(of: row, bit &>> 3, depth: depth, walk)
            node.length = ((row.bit & 7) &+ row.width &+ 7) &>> 3
            node.raw = message.anyBits(bit, Int(row.width))
            node.isDerived = false
            detail.nodes.append(node)
        }
    }

    /// The node of a computed value, which has no octets.
    @inline(__always)
    private func node(of row: Row, _ from: Int, depth: Int, _ walk: Walk) -> DetailNode {
        DetailNode(
            field: row.field, kind: .value, value: row.kind, depth: UInt8(truncatingIfNeeded: depth) &+ row.depth,
            isHidden: row.isAlias, layer: Int8(truncatingIfNeeded: walk.layer),
            start: UInt32(truncatingIfNeeded: walk.base &+ from), length: 0, raw: 0, schema: 0, isDerived: true)
    }

    /// Lists a computed value: one node, or as many as there are values.
    @inline(__always)
    private func list(_ value: consuming DerivedField.Value, _ model: DetailNode, _ detail: inout PacketDetail) {
        var node = model
        switch consume value {
        case .number(let raw): node.raw = raw
        case .range(let range): node.lie(from: range.start, to: range.end)
        case .textRange(let start, let end): node.lie(from: start, to: end)
        case .numbers(let list):
            for raw in list {
                node.raw = raw
                detail.nodes.append(node)
            }
            return
        case .text(let text): return detail.append(text, node)
        case .texts(let list):
            for text in list { detail.append(text, node) }
            return
        }
        detail.nodes.append(node)
    }

    @inlinable @inline(__always)
    package static func load(_ place: FieldPlace, _ kind: ValueKind, _ message: RawSpan) -> UInt64 {
        let raw = place.loadAny(message)
        guard kind == .signed, place.width < 64, place.width > 0 else { return raw }
        let spare = UInt64(64 - place.width)
        return UInt64(bitPattern: Int64(bitPattern: raw << spare) >> Int64(spare))
    }

    private func walkItems(
        _ row: Row, _ message: RawSpan, _ from: Int, _ parts: LayerParts, depth: Int, _ walk: Walk,
        _ packet: borrowing PacketView, _ detail: inout PacketDetail
    ) {
        var at = from + parts.start(Int(row.part))
        let end = min(from + parts.end(Int(row.part)), message.byteCount)
        guard at < end, walk.nesting < Self.maximumNesting else { return }
        let layer = Int8(truncatingIfNeeded: walk.layer)
        let depth = depth + Int(row.depth)
        let number = Int(row.target)
        let plan = plans[number]
        if !row.isAlias || formats[Int(row.field.rawValue)].nameLength > 0 {
            detail.nodes.append(
                DetailNode(
                    field: row.field, kind: .list, value: .bytes, depth: UInt8(depth), isHidden: row.isAlias,
                    layer: layer, start: UInt32(truncatingIfNeeded: walk.base + at),
                    length: UInt32(truncatingIfNeeded: end - at), raw: UInt64(number), schema: 0, isDerived: false))
        }
        var inner = walk
        inner.nesting += 1
        let itemDepth = row.isAlias ? depth : depth + 1
        while at < end {
            let parts = plan.type.measure(message, from: at, to: end)
            let heading = parts.flatMap { plan.hasVariants ? variant(of: plan, message, at, $0) : nil } ?? number
            let length = parts?.total ?? end - at
            guard length > 0 else { break }
            if !plan.isBare {
                detail.nodes.append(
                    DetailNode(
                        field: plans[heading].field, kind: .item, value: .bytes, depth: UInt8(itemDepth),
                        isHidden: false, layer: layer, start: UInt32(truncatingIfNeeded: walk.base + at),
                        length: UInt32(truncatingIfNeeded: length), raw: UInt64(number), schema: UInt16(heading),
                        isDerived: false))
            }
            _ = walkSchema(
                number, message, at, end, parts, depth: plan.isBare ? itemDepth : itemDepth + 1, inner, packet, &detail)
            guard parts != nil else { break }
            at += length
        }
    }

    private func fault(
        _ number: Int, at from: Int, length: Int, depth: Int, _ walk: Walk, _ packet: PacketView,
        _ detail: inout PacketDetail
    ) {
        // An error message quotes only a packet's beginning: that a quoted layer is cut is no fault.
        if walk.layer >= 0, packet.layers[walk.layer].isQuoted { return }
        let offset = walk.base + from
        let cut = packet.isCutShort(at: offset + length)
        let what = schemas[number].title
        detail.nodes.append(
            DetailNode(
                field: plans[Int((cut ? ProtocolID.short : .malformed).rawValue)].field, kind: .fault,
                value: .none,
                depth: UInt8(depth), isHidden: false, layer: Int8(truncatingIfNeeded: walk.layer),
                start: UInt32(truncatingIfNeeded: offset), length: UInt32(truncatingIfNeeded: length),
                raw: UInt64(detail.texts.count), schema: 0, isDerived: true))
        detail.texts.append(
            cut
                ? "\(what) at offset \(packet.offset(ofOctet: offset)): the capture kept only \(length) octets of it"
                : "\(what) at offset \(packet.offset(ofOctet: offset)) does not fit in the \(length) octets that are there"
        )
    }
}
