/// Under which conditions the rows of a schema are there.
extension Declarations {
    /// What is known of conditions while a schema's rows are walked: rows that stand or fall together are asked for once,
    /// and what neighbours look at is read once.
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
        from first: Int, to end: Int, _ message: RawSpan, _ from: Int, _ parts: Parts, _ conditions: inout Conditions
    ) -> Int {
        var index = first
        while index < end {
            let row = rows[index]
            guard row.conditionCount > 0, row.condition != conditions.held else { break }
            let condition = self.conditions[Int(row.condition)]
            // Nearly all are one comparison with what was read for the rows before.
            let holds =
                row.conditionCount == 1 && condition.look == conditions.look
                ? condition.condition.holds(conditions.raw) : holdsAll(row, message, from, parts, &conditions)
            if holds {
                conditions.held = row.condition
                break
            }
            index &+= 1 &+ Int(row.alike)
        }
        return index
    }

    func holdsAll(_ row: Row, _ message: RawSpan, _ from: Int, _ parts: Parts) -> Bool {
        var known = Conditions()
        return holdsAll(row, message, from, parts, &known)
    }

    @inline(never)
    private func holdsAll(
        _ row: Row, _ message: RawSpan, _ from: Int, _ parts: Parts, _ known: inout Conditions
    ) -> Bool {
        for index in Int(row.condition)..<Int(row.condition) &+ Int(row.conditionCount) {
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
    func isThere(
        _ row: Row, _ message: RawSpan, _ from: Int, _ parts: Parts, _ packet: PacketView
    ) -> Bool {
        row.predicate == .max || predicates[Int(row.predicate)].holds(message, from, parts, packet)
    }
}
