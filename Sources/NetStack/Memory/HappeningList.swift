/// What happened to those at each slot and was not yet told: one entry a slot, in the order of what happened first.
struct HappeningList: ~Copyable {
    private struct Entry {
        var untold: Happening = []
        /// Whether its owner wants to hear when there is room.
        var awaitsRoom = false
        /// Whether it stands in the list, which it may with nothing left to tell.
        var isListed = false
        var next: Int32 = -1
    }

    private var entries: [Entry] = []
    private var first: Int32 = -1
    private var last: Int32 = -1

    init() {}

    var isEmpty: Bool { first < 0 }

    mutating func note(_ what: Happening, at slot: Int) {
        grow(to: slot)
        entries[slot].untold.formUnion(what)
        guard !entries[slot].isListed else { return }
        entries[slot].isListed = true
        entries[slot].next = -1
        if last >= 0 { entries[Int(last)].next = Int32(truncatingIfNeeded: slot) }
        if first < 0 { first = Int32(truncatingIfNeeded: slot) }
        last = Int32(truncatingIfNeeded: slot)
    }

    /// Takes out what is to be told first.
    mutating func pop() -> (slot: Int, what: Happening)? {
        while first >= 0 {
            let slot = Int(first)
            first = entries[slot].next
            if first < 0 { last = -1 }
            entries[slot].isListed = false
            let untold = entries[slot].untold
            entries[slot].untold = []
            if !untold.isEmpty { return (slot, untold) }
        }
        return nil
    }

    /// Who is at the slot is gone: what happened to it concerns nobody.
    mutating func forget(_ slot: Int) {
        guard slot < entries.count else { return }
        entries[slot].untold = []
        entries[slot].awaitsRoom = false
    }

    /// Whether the slot's owner wants to hear when there is room.
    @inline(__always) func awaitsRoom(_ slot: Int) -> Bool { slot < entries.count && entries[slot].awaitsRoom }

    mutating func setAwaitsRoom(_ awaits: Bool, at slot: Int) {
        guard awaits || slot < entries.count else { return }
        grow(to: slot)
        entries[slot].awaitsRoom = awaits
    }

    private mutating func grow(to slot: Int) {
        while entries.count <= slot { entries.append(Entry()) }
    }
}
