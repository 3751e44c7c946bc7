/// Makes events of a terminal's octets, however they are cut. (xterm's control sequences; kitty's keyboard protocol)
///
/// Time is handed in, in nanoseconds: an escape that nothing follows is the key only after a while, for it begins what
/// other keys send.
public struct InputParser: Sendable {
    /// How long an escape may wait for what belongs to it.
    public static let escapeTime: UInt64 = 60_000_000
    /// More of a paste is not kept.
    public static let mostPasted = 1 << 20
    /// A sequence that is longer is none that is known.
    private static let longestSequence = 256

    private var waiting: [UInt8] = []
    private var since: UInt64 = 0
    /// What was pasted so far, while it is.
    private var pasted: [UInt8]?

    public init() {}

    /// When ``expire(at:)`` has to be asked, where an escape waits.
    public var deadline: UInt64? { waiting.isEmpty || pasted != nil ? nil : since + Self.escapeTime }

    /// Takes octets that came at a time.
    public mutating func take(_ octets: some Sequence<UInt8>, at now: UInt64) -> [InputEvent] {
        waiting += octets
        since = now
        return parse(isComplete: false)
    }

    /// What waited too long is what it is.
    public mutating func expire(at now: UInt64) -> [InputEvent] {
        guard let deadline, deadline <= now else { return [] }
        return parse(isComplete: true)
    }

    private mutating func parse(isComplete: Bool) -> [InputEvent] {
        var events: [InputEvent] = []
        var rest = waiting[...]
        while !rest.isEmpty {
            if pasted != nil {
                guard takePaste(from: &rest, into: &events) else { break }
                continue
            }
            switch InputSequence.first(of: rest) {
            case .sequence(let sequence, let length):
                rest.removeFirst(length)
                if sequence.isPasteStart {
                    pasted = []
                } else if let event = sequence.event {
                    events.append(event)
                }
            case .incomplete where isComplete || rest.count > Self.longestSequence:
                if rest.first == 0x1b {
                    if rest.count == 1 { events.append(.key(KeyPress(.escape))) }
                    // What began like a sequence and is none: Alt and the key behind it, or nothing.
                    if rest.count == 2, let key = KeyPress(octet: rest[rest.startIndex + 1], with: .alt) {
                        events.append(.key(key))
                    }
                }
                rest = []
            case .incomplete:
                waiting = Array(rest)
                return events
            }
        }
        waiting = Array(rest)
        return events
    }

    private static let pasteEnd = Array("\u{1b}[201~".utf8)

    /// Takes what was pasted; `false` where the end may be about to come.
    private mutating func takePaste(from rest: inout ArraySlice<UInt8>, into events: inout [InputEvent]) -> Bool {
        while let escape = rest.firstIndex(of: 0x1b) {
            keep(rest[..<escape])
            rest = rest[escape...]
            let end = Self.pasteEnd
            if rest.starts(with: end) {
                rest.removeFirst(end.count)
                let octets = pasted ?? []
                pasted = nil
                events.append(
                    .paste(
                        String(decoding: octets, as: UTF8.self).replacing("\r\n", with: "\n").replacing(
                            "\r", with: "\n")))
                return true
            }
            if rest.count < end.count, end.starts(with: rest) { return false }
            keep(rest.prefix(1))
            rest.removeFirst()
        }
        keep(rest)
        rest = []
        return false
    }

    private mutating func keep(_ octets: ArraySlice<UInt8>) {
        let room = Self.mostPasted - (pasted?.count ?? 0)
        pasted? += octets.prefix(max(0, room))
    }
}
