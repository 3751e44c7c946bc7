/// Why a text says no misbehavior.
public struct MisbehaviorError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What was found, and what is taken.
    public let description: String
}

extension Misbehavior {
    /// The words that say it, with what each takes and does.
    public static let words: [(name: String, takes: String, does: String)] = [
        ("drop-acks", "[=N]", "leave out each N-th acknowledgment without data; all of them without N"),
        ("delay-acks", "=TIME", "let acknowledgments without data wait"),
        ("hold-syn-ack", "[=TIME]", "answer a SYN so much later; never without a time"),
        ("window", "=SIZE[@N]", "announce no larger window, once N octets have come; 0 closes it"),
        ("bad-checksums", "[=N]", "give each N-th segment a wrong checksum; all of them without N"),
        ("bad-sequence", "[=N]", "give each N-th segment with data a wrong sequence number"),
        ("ignore-fin", "", "take the peer's FIN for nothing"),
        ("reset-at", "=N", "send a RST when N octets have been sent or received"),
    ]

    /// Words with commas in between: `drop-acks=2,window=0@65536`. Times are numbers with `us`, `ms` or `s`.
    ///
    /// - Throws: `MisbehaviorError`, with the word.
    public init(parsing text: String) throws(MisbehaviorError) {
        self.init()
        for word in text.split(separator: ",", omittingEmptySubsequences: false) {
            let halves = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            try take(halves[0], halves.count > 1 ? halves[1] : nil)
        }
    }

    private mutating func take(_ name: Substring, _ value: Substring?) throws(MisbehaviorError) {
        guard let known = Self.words.first(where: { $0.name == name }) else {
            let names = Self.words.map(\.name).joined(separator: ", ")
            throw MisbehaviorError(description: "'\(name)' is no misbehavior; there are \(names)")
        }
        func wrong() -> MisbehaviorError {
            let given = value.map { "\(name)=\($0)" } ?? "\(name)"
            return MisbehaviorError(description: "'\(given)' is wrong: write \(known.name)\(known.takes)")
        }
        func number(_ text: Substring?, from least: UInt32) throws(MisbehaviorError) -> UInt32 {
            guard let number = text.flatMap({ UInt32($0) }), number >= least, number <= 1 << 31 else { throw wrong() }
            return number
        }
        func every() throws(MisbehaviorError) -> UInt32 { value == nil ? 1 : try number(value, from: 1) }
        func time() throws(MisbehaviorError) -> UInt64 {
            guard let value, let time = Self.nanoseconds(value) else { throw wrong() }
            return time
        }
        switch name {
        case "drop-acks": droppedAcknowledgments = try every()
        case "delay-acks": acknowledgmentDelay = try time()
        case "hold-syn-ack": handshake = value == nil ? .forever : .time(try time())
        case "window":
            let parts = (value ?? "").split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
            window = Window(
                size: try number(parts.first, from: 0), after: parts.count > 1 ? try number(parts[1], from: 0) : 0)
        case "bad-checksums": wrongChecksums = try every()
        case "bad-sequence": wrongSequenceNumbers = try every()
        case "reset-at": resetOctet = try number(value, from: 0)
        default:
            guard value == nil else { throw wrong() }
            ignoresFinish = true
        }
    }

    /// A time of up to an hour.
    private static func nanoseconds(_ text: Substring) -> UInt64? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let units: [Substring: UInt64] = ["us": 1000, "ms": 1_000_000, "s": 1_000_000_000]
        guard let number = UInt64(digits), let unit = units[text.dropFirst(digits.count)], number > 0,
            number <= 3_600_000_000_000 / unit
        else { return nil }
        return number * unit
    }
}
