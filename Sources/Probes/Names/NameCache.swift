internal import Packets

/// What servers said of names, as long as it holds. RFC 1035 section 7.4, RFC 2308
struct NameCache {
    /// What is asked for.
    struct Key: Hashable {
        var name: String
        var isOld: Bool
    }
    private struct Entry {
        var addresses: [IPAddress]
        var end: ContinuousClock.Instant
        var order: UInt64
    }

    /// How many names are known at once; when there are more, the oldest goes.
    static let limit = 512
    /// How long an answer counts at most, whatever it says (RFC 8767 section 4), and one that there is nothing (RFC 2308 section 5).
    static let (longest, longestNone) = (Duration.seconds(86_400), Duration.seconds(900))

    private var entries: [Key: Entry] = [:]
    private var order: UInt64 = 0

    var count: Int { entries.count }

    /// What is known; empty where it is known that there is nothing, `nil` where nothing is known.
    mutating func addresses(_ key: Key, at now: ContinuousClock.Instant) -> [IPAddress]? {
        guard let entry = entries[key] else { return nil }
        if entry.end > now { return entry.addresses }
        entries[key] = nil
        return nil
    }

    /// - Parameter time: how long it holds, as the server said.
    mutating func add(_ key: Key, _ addresses: [IPAddress], for time: Duration, at now: ContinuousClock.Instant) {
        let time = min(time, addresses.isEmpty ? Self.longestNone : Self.longest)
        guard time > .zero else { return }
        if entries.count >= Self.limit, entries[key] == nil {
            entries = entries.filter { $0.value.end > now }
            if entries.count >= Self.limit, let oldest = entries.min(by: { $0.value.order < $1.value.order }) {
                entries[oldest.key] = nil
            }
        }
        order += 1
        entries[key] = Entry(addresses: addresses, end: now + time, order: order)
    }
}
