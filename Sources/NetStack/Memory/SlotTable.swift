/// Which slot belongs to a hash: open addressing with linear probing, eight octets an entry. At most half full, so that a look
/// takes a load or two however many connections there are.
struct SlotTable: ~Copyable {
    /// The hash in the high half, the slot and one in the low one; 0 where there is none.
    private var entries: [UInt64]
    private let mask: Int

    init(capacity: Int) {
        var size = 16
        while size < capacity * 2 { size *= 2 }
        entries = Array(repeating: 0, count: size)
        mask = size - 1
    }

    /// The slot with this hash for which `isIt` holds.
    @inline(__always) func find(_ hash: UInt32, _ isIt: (Int) -> Bool) -> Int? {
        var at = Int(hash) & mask
        while true {
            let entry = entries[at]
            if entry == 0 { return nil }
            if UInt32(truncatingIfNeeded: entry >> 32) == hash {
                let slot = Int(truncatingIfNeeded: entry & 0xFFFF_FFFF) &- 1
                if isIt(slot) { return slot }
            }
            at = (at &+ 1) & mask
        }
    }

    mutating func insert(_ hash: UInt32, slot: Int) {
        var at = Int(hash) & mask
        while entries[at] != 0 { at = (at &+ 1) & mask }
        entries[at] = UInt64(hash) << 32 | UInt64(slot + 1)
    }

    /// Takes an entry out, and moves up those that had to give way to it.
    mutating func remove(_ hash: UInt32, slot: Int) {
        let wanted = UInt64(hash) << 32 | UInt64(slot + 1)
        var hole = Int(hash) & mask
        while entries[hole] != wanted {
            guard entries[hole] != 0 else { return }
            hole = (hole &+ 1) & mask
        }
        var at = hole
        while true {
            at = (at &+ 1) & mask
            let entry = entries[at]
            if entry == 0 { break }
            let home = Int(entry >> 32) & mask
            if (at &- home) & mask >= (at &- hole) & mask {
                entries[hole] = entry
                hole = at
            }
        }
        entries[hole] = 0
    }
}
