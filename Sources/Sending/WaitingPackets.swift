internal import Packets

/// Packets of a sequence that cannot leave yet, because a neighbor is being asked for; and those that can now.
struct WaitingPackets {
    /// What makes a packet again just as it was: its place in the sequence, where its `random` values begin, and the number
    /// that it is told apart by.
    struct Place {
        var index: Int
        var random: SplitMix64
        var number: UInt64?
    }

    /// How many may wait.
    static let limit = 1 << 14

    private var waiting: [IPAddress: [Place]] = [:]
    /// Those that can leave, from `head` on.
    private var ready: [Place] = []
    private var head = 0
    /// How many there are of both.
    private(set) var count = 0

    var hasRoom: Bool { count < Self.limit }
    /// Whether some can leave.
    var hasReady: Bool { head < ready.count }

    /// Keeps a packet until its neighbor is known.
    mutating func add(_ place: Place, for neighbor: IPAddress) {
        waiting[neighbor, default: []].append(place)
        count += 1
    }

    /// Says that a neighbor is known, or known to be silent.
    mutating func release(_ neighbor: IPAddress) {
        guard let places = waiting.removeValue(forKey: neighbor) else { return }
        ready += places
    }

    /// The next packet that can leave.
    mutating func next() -> Place? {
        guard hasReady else { return nil }
        defer {
            head += 1
            if head == ready.count {
                ready.removeAll(keepingCapacity: true)
                head = 0
            }
            count -= 1
        }
        return ready[head]
    }
}
