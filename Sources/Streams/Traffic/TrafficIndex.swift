import Packets

/// Which row belongs to whom.
///
/// What was found of late is found again without a hash; the others by one that no sender can aim at. Nothing is allocated for
/// who is known.
struct TrafficIndex<Key: TrafficKey>: Sendable {
    private var rows: [Key: Int] = [:]
    private var recent: [(key: Key, row: Int)] = []
    private static var recentCount: Int { 1024 }

    @inline(__always)
    mutating func row(of key: Key) -> Int? {
        let place = Int(truncatingIfNeeded: key.mixed &>> 32) & (Self.recentCount &- 1)
        if place < recent.count, recent[place].key == key { return recent[place].row }
        return find(key, place)
    }

    @inline(never)
    private mutating func find(_ key: Key, _ place: Int) -> Int? {
        guard let row = rows[key] else { return nil }
        recent[place] = (key, row)
        return row
    }

    mutating func add(_ key: Key, row: Int) {
        if recent.isEmpty { recent = Array(repeating: (key, row), count: Self.recentCount) }
        rows[key] = row
    }
}

/// What rows are told apart by.
protocol TrafficKey: Hashable, Sendable, BitwiseCopyable {
    /// A number that depends on all of it.
    var mixed: UInt64 { get }
}

extension TrafficEnd: TrafficKey {
    @inline(__always)
    var mixed: UInt64 {
        let sum = UInt64(truncatingIfNeeded: number) ^ UInt64(truncatingIfNeeded: number &>> 64) &+ UInt64(port ?? 0)
        return sum &* 0x9e37_79b9_7f4a_7c15
    }
}

/// The two ends of a conversation in an order that does not depend on who sent the packet, and the flow's number.
struct ConversationKey: TrafficKey {
    var low: UInt128, high: UInt128
    /// The ports in the order of the ends, and the number.
    var rest: UInt64
    var kind: UInt8

    /// The key, and whether the packet goes from the lower end to the higher.
    @inline(__always)
    init(_ passage: TrafficPassage, isForward: inout Bool) {
        let (source, destination) = (passage.source, passage.destination)
        let from = UInt64(source.port ?? 0), to = UInt64(destination.port ?? 0)
        isForward = source.number != destination.number ? source.number < destination.number : from <= to
        low = isForward ? source.number : destination.number
        high = isForward ? destination.number : source.number
        rest = (isForward ? from &<< 16 | to : to &<< 16 | from) &<< 32 | UInt64(passage.stream)
        kind = source.kind.rawValue
    }

    @inline(__always)
    var mixed: UInt64 {
        let ends =
            UInt64(truncatingIfNeeded: low) ^ UInt64(truncatingIfNeeded: low &>> 64)
            &+ UInt64(truncatingIfNeeded: high) ^ UInt64(truncatingIfNeeded: high &>> 64)
        return (ends &* 0x9e37_79b9_7f4a_7c15 ^ rest) &* 0x9e37_79b9_7f4a_7c15
    }
}
