import Packets

/// Finding fields inside items and variants, going only where they can be.
extension FilterMemory {
    /// What stays the same while one layer is searched.
    struct Search: BitwiseCopyable {
        var field: FilterField
        /// Where the layer's message starts in the packet.
        var base: Int
        var nesting = 0
    }

    mutating func search(
        _ layer: Int, _ field: FilterField, _ program: borrowing FilterProgram, _ declarations: Declarations,
        _ packet: inout PacketView
    ) {
        guard layer >= 0 else { return }
        packet.index = layer
        let span = packet.layers[layer]
        let message = packet.message(layer)
        let number = Int(span.id.rawValue)
        let measured = declarations.plans[number].type.measure(message, from: 0, to: message.byteCount)
        seek(
            number, message, 0, message.byteCount, measured, Search(field: field, base: span.start), program,
            declarations,
            packet)
    }

    /// Searches the item that lies in `from..<to`, and its variant.
    private mutating func seek(
        _ number: Int, _ message: RawSpan, _ from: Int, _ to: Int, _ measured: LayerParts?, _ search: Search,
        _ program: borrowing FilterProgram, _ declarations: Declarations, _ packet: borrowing PacketView
    ) {
        let seekPlan = program.seekPlans[Int(search.field.firstSeekPlan) &+ number]
        guard seekPlan.isOnTheWay else { return }
        let plan = declarations.plans[number]
        let parts = measured ?? plan.type.measureCut(message, from: from, to: to)
        var fill = number
        if plan.hasVariants, measured != nil,
            let variant = declarations.variant(of: plan, message, from, parts)
        {
            if plan.variantTarget < 0 {
                let measured = declarations.plans[variant].type.measure(message, from: from, to: to)
                return seek(variant, message, from, to, measured, search, program, declarations, packet)
            }
            fill = variant
        }
        for index in Int(seekPlan.firstRow)..<Int(seekPlan.firstRow &+ seekPlan.rowCount) {
            let row = program.rows[index]
            guard hasRoom else { return }
            if measured == nil, row.content != .bits || row.width == 0 { continue }
            if row.conditionCount > 0, !declarations.holdsAll(row, message, from, parts) { continue }
            if row.predicate != .max, !declarations.isThere(row, message, from, parts, packet) { continue }
            switch row.content {
            case .bits:
                let place = row.place(from: from, parts)
                let end = (from &+ parts.end(Int(row.part))) &* 8
                guard place.width > 0 || row.isShownEmpty, place.bit &+ place.width <= end else { continue }
                push(place, row, search.field, message, search.base, declarations)
            case .derived:
                if let value = declarations.derived[Int(row.target)].compute(message, from, parts, packet) {
                    push(value, row, declarations, packet)
                }
            case .items: seekItems(row, message, from, parts, search, program, declarations, packet)
            }
        }
        guard fill != number else { return }
        let part = Int(plan.variantTarget)
        let start = from + parts.start(part)
        let end = from + parts.end(part)
        guard program.seekPlans[Int(search.field.firstSeekPlan) &+ fill].isOnTheWay else { return }
        let inner = declarations.plans[fill].type.measure(message, from: start, to: end)
        seek(fill, message, start, end, inner, search, program, declarations, packet)
    }

    private mutating func seekItems(
        _ row: Row, _ message: RawSpan, _ from: Int, _ parts: LayerParts, _ search: Search,
        _ program: borrowing FilterProgram, _ declarations: Declarations, _ packet: borrowing PacketView
    ) {
        var at = from + parts.start(Int(row.part))
        let end = Swift.min(from + parts.end(Int(row.part)), message.byteCount)
        guard at < end, search.nesting < Declarations.maximumNesting else { return }
        // The list itself is sought.
        if row.isAlias { values.append(FilterValue(.packet, search.base + at, end - at)) }
        let number = Int(row.target)
        let plan = declarations.plans[number]
        var inner = search
        inner.nesting += 1
        while at < end, hasRoom {
            let parts = plan.type.measure(message, from: at, to: end)
            var heading = number
            if let parts, plan.hasVariants {
                heading = declarations.variant(of: plan, message, at, parts) ?? number
            }
            let length = parts?.total ?? end - at
            guard length > 0 else { break }
            let headingPlan = program.seekPlans[Int(search.field.firstSeekPlan) &+ heading]
            if headingPlan.isSought { values.append(FilterValue(.packet, search.base + at, length)) }
            // An item whose kind leads nowhere is passed over, unless its own fields are sought.
            if headingPlan.isOnTheWay
                || program.seekPlans[Int(search.field.firstSeekPlan) &+ number].rowCount > 0
            {
                seek(number, message, at, end, parts, inner, program, declarations, packet)
            }
            guard parts != nil else { break }
            at += length
        }
    }
}
