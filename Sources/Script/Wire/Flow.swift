import NetStack
import Packets

/// A conversation of a script's: its two ends, and how the script's numbers become those on the wire.
struct Flow: Sendable {
    /// Where one number of the script lies on the wire.
    struct Origin: Sendable {
        var script: UInt32
        var live: UInt32
        var shift: UInt32 { live &- script }
    }

    var local: Endpoint
    var remote: Endpoint
    /// The first sequence numbers of the stack and of its peer; `nil` until a SYN says it.
    var localStart: Origin?
    var remoteStart: Origin?
    /// The stack's first time stamp: that of the script's first with one. What left before has set none.
    var timestamp: Origin?

    /// What the peer begins at: near the end of the numbers, so that scripts of more than a kilobyte go over it.
    static var remoteInitial: UInt32 { 0xFFFF_FC00 }

    /// A segment that is to come, with the numbers of the wire.
    func live(_ segment: SegmentPattern) -> SegmentPattern {
        var live = segment
        live.first = segment.first &+ (remoteStart?.shift ?? 0)
        let own = localStart?.shift ?? 0
        live.acknowledgment = segment.acknowledgment.map { $0 &+ own }
        live.options = segment.options.map { options in
            options.map { option in
                switch option {
                case .selective(let blocks):
                    .selective(blocks.map { .init(first: $0.first &+ own, end: $0.end &+ own) })
                case .timestamps(let value, let echo):
                    .timestamps(value: value, echo: echo == 0 ? 0 : echo &+ (timestamp?.shift ?? 0))
                default: option
                }
            }
        }
        return live
    }

    /// A segment that left, with the numbers of the script.
    func script(_ segment: SegmentPattern) -> SegmentPattern {
        var script = segment
        script.first = segment.first &- (localStart?.shift ?? 0)
        let other = remoteStart?.shift ?? 0
        script.acknowledgment = segment.acknowledgment.map { $0 &- other }
        script.options = segment.options.map { options in
            options.map { option in
                switch option {
                case .selective(let blocks):
                    .selective(blocks.map { .init(first: $0.first &- other, end: $0.end &- other) })
                case .timestamps(let value, let echo):
                    .timestamps(value: value &- (timestamp?.shift ?? 0), echo: echo)
                default: option
                }
            }
        }
        return script
    }

    /// A segment left: of a SYN the number is taken for 0 until a line says another.
    mutating func note(_ live: SegmentPattern) {
        if localStart == nil, live.has(.synchronize) { localStart = Origin(script: 0, live: live.first) }
    }

    /// Takes from the first segment that is compared what the script's numbers mean.
    mutating func learn(_ expected: SegmentPattern, from live: SegmentPattern) {
        if live.has(.synchronize) { localStart = Origin(script: expected.first, live: live.first) }
        if timestamp == nil, let script = expected.timestamps, let actual = live.timestamps {
            timestamp = Origin(script: script.value, live: actual.value)
        }
    }
}

extension SegmentPattern {
    /// The time stamps among the options.
    var timestamps: (value: UInt32, echo: UInt32)? {
        for case .timestamps(let value, let echo) in options ?? [] { return (value, echo) }
        return nil
    }
}
