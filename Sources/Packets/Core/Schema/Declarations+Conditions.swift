/// Under which conditions the rows of a schema are there.
extension Declarations {
    /// What is known of conditions while a schema's rows are walked: rows that stand or fall together are asked for once,
    /// and what neighbors look at is read once.
    struct Conditions {
        /// Those that held last.
        var held = UInt32.max
        /// Where was looked last, and what stood there.
        var look = UInt32.max
        var raw: UInt64 = 0
        /// Which code was asked last, and what it said.
        var asked = UInt16.max
        var answer = false
    }

    /// Passes over the rows whose conditions do not hold.
    @inline(never)
    func skip(
        from first: Int, to end: Int, _ message: RawSpan, _ from: Int, _ parts: LayerParts,
        _ conditions: inout Conditions
    ) -> Int {
        var index = first
        while index < end {
            // Each for itself: a row that is handed on is copied, for each of those that are passed over.
            let count = rows[index].conditionCount
            let condition = rows[index].condition
            guard count > 0, condition != conditions.held else { break }
            // Nearly all are one comparison with what was read for the rows before.
            let holds =
                count == 1 && self.conditions[Int(condition)].look == conditions.look
                ? self.conditions[Int(condition)].condition.holds(conditions.raw)
                : holdsAll(condition, count, message, from, parts, &conditions)
            if holds {
                conditions.held = condition
                break
            }
            index &+= 1 &+ Int(rows[index].alike)
        }
        return index
    }

    package func holdsAll(_ row: Row, _ message: RawSpan, _ from: Int, _ parts: LayerParts) -> Bool {
        var known = Conditions()
        return holdsAll(row.condition, row.conditionCount, message, from, parts, &known)
    }

    @inline(never)
    private func holdsAll(
        _ first: UInt32, _ count: UInt8, _ message: RawSpan, _ from: Int, _ parts: LayerParts, _ known: inout Conditions
    ) -> Bool {
        for index in Int(first)..<Int(first) &+ Int(count) {
            let condition = conditions[index].condition
            if known.look != conditions[index].look {
                var place = condition.place
                place.bit &+= (from &+ parts.start(condition.part)) &* 8
                known.look = conditions[index].look
                known.raw = place.loadAny(message)
            }
            if !condition.holds(known.raw) { return false }
        }
        return true
    }

    /// Whether the code says so that decides if a field is there, for rows that have such code.
    package func isThere(
        _ row: Row, _ message: RawSpan, _ from: Int, _ parts: LayerParts, _ packet: PacketView
    ) -> Bool {
        row.predicate == .max || predicates[Int(row.predicate)].holds(message, from, parts, packet)
    }
}
