/// Deadlines of a driver's clients: a heap.
///
/// A client that wants to be called later than its entry says leaves that alone and sets a new one when it is called: who arms a
/// timer for each of a million reads has one entry.
struct DriverTimers {
    private struct Entry {
        var time: UInt64
        weak var client: (any DriverClient)?
    }
    private var entries: [Entry] = []

    /// When the first deadline comes, in nanoseconds.
    var first: UInt64? { entries.first?.time }

    mutating func add(_ client: any DriverClient, at time: UInt64) {
        entries.append(Entry(time: time, client: client))
        var at = entries.count - 1
        while at > 0, entries[at].time < entries[(at - 1) / 2].time {
            entries.swapAt(at, (at - 1) / 2)
            at = (at - 1) / 2
        }
    }

    /// Takes out the first client whose deadline has come; such as are gone are passed over.
    mutating func pop(now: UInt64) -> (any DriverClient)? {
        while let first = entries.first, first.time <= now {
            entries.swapAt(0, entries.count - 1)
            entries.removeLast()
            var at = 0
            while true {
                let (left, right) = (2 * at + 1, 2 * at + 2)
                var least = at
                if left < entries.count, entries[left].time < entries[least].time { least = left }
                if right < entries.count, entries[right].time < entries[least].time { least = right }
                if least == at { break }
                entries.swapAt(at, least)
                at = least
            }
            if let client = first.client { return client }
        }
        return nil
    }
}
