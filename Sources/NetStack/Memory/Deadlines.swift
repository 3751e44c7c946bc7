/// One deadline a slot, the earliest first: a heap of which each node has four children.
///
/// A deadline that moves back is not touched: its entry comes up too early and is put in again, so that an acknowledgment,
/// which moves the retransmission back, costs one comparison. Who owns the slots keeps the time that is in here beside each.
struct Deadlines: ~Copyable {
    /// In nanoseconds; the time that never comes.
    static var never: UInt64 { .max }

    private struct Entry { var time: UInt64, slot: Int32 }
    private var entries: [Entry] = []
    /// Where a slot's entry is; -1 when it has none.
    private var places: [Int32]

    init(capacity: Int) { places = Array(repeating: -1, count: capacity) }

    /// The slot whose entry comes up first, and when.
    var first: (slot: Int, time: UInt64)? { entries.first.map { (Int($0.slot), $0.time) } }

    /// Sets a slot's entry, or moves it.
    mutating func schedule(_ slot: Int, at time: UInt64) {
        var at = Int(places[slot])
        if at < 0 {
            at = entries.count
            entries.append(Entry(time: time, slot: Int32(truncatingIfNeeded: slot)))
            places[slot] = Int32(truncatingIfNeeded: at)
        } else {
            entries[at].time = time
        }
        rise(at)
        sink(Int(places[slot]))
    }

    /// Takes out the first slot whose time has come.
    mutating func pop(now: UInt64) -> Int? {
        guard let first = entries.first, first.time <= now else { return nil }
        remove(Int(first.slot))
        return Int(first.slot)
    }

    mutating func remove(_ slot: Int) {
        let at = Int(places[slot])
        guard at >= 0 else { return }
        places[slot] = -1
        let last = entries.removeLast()
        guard at < entries.count else { return }
        entries[at] = last
        places[Int(last.slot)] = Int32(truncatingIfNeeded: at)
        rise(at)
        sink(Int(places[Int(last.slot)]))
    }

    private mutating func rise(_ start: Int) {
        var at = start
        let moving = entries[at]
        while at > 0 {
            let parent = (at &- 1) >> 2
            if entries[parent].time <= moving.time { break }
            put(entries[parent], at)
            at = parent
        }
        put(moving, at)
    }

    private mutating func sink(_ start: Int) {
        var at = start
        let moving = entries[at]
        while true {
            let first = at &* 4 &+ 1
            guard first < entries.count else { break }
            var least = first
            for child in first..<min(first &+ 4, entries.count) where entries[child].time < entries[least].time {
                least = child
            }
            if moving.time <= entries[least].time { break }
            put(entries[least], at)
            at = least
        }
        put(moving, at)
    }

    private mutating func put(_ entry: Entry, _ at: Int) {
        entries[at] = entry
        places[Int(entry.slot)] = Int32(truncatingIfNeeded: at)
    }
}
