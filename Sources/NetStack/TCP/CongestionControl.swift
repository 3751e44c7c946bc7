/// Which algorithm says how much may be in flight.
public enum CongestionAlgorithm: Sendable, BitwiseCopyable {
    /// RFC 5681, with RFC 6582 where the peer has no SACK.
    case reno
    /// RFC 9438: Linux's default, and ours.
    case cubic
    /// None: only the peer's window counts. For lines of one's own, where what is lost says nothing about how full they are.
    case none
}

/// How much may be in flight: a value with its algorithm's state inside, so that it costs a branch and no existential. Windows
/// are octets.
struct CongestionControl: BitwiseCopyable {
    enum State: BitwiseCopyable {
        /// Octets that were acknowledged since the window grew.
        case reno(UInt32)
        case cubic(Cubic)
        case none
    }

    var window: UInt32
    /// Below it the window grows by what is acknowledged.
    var threshold: UInt32 = .max
    var state: State
    var start = SlowStart()

    /// The window to begin with: ten segments, as Linux has it, whatever their size (RFC 6928 section 2).
    static func initialWindow(segmentSize: UInt32) -> UInt32 { 10 * segmentSize }

    init(_ algorithm: CongestionAlgorithm, segmentSize: UInt32) {
        window = algorithm == .none ? Self.largest : Self.initialWindow(segmentSize: segmentSize)
        state =
            switch algorithm {
            case .reno: .reno(0)
            case .cubic: .cubic(Cubic())
            case .none: .none
            }
    }

    private static var largest: UInt32 { 1 << 30 }

    /// Goes on by another algorithm, with the windows as they are.
    mutating func choose(_ algorithm: CongestionAlgorithm) {
        switch (algorithm, state) {
        case (.reno, .reno), (.cubic, .cubic): break
        case (.reno, _): state = .reno(0)
        case (.cubic, _): state = .cubic(Cubic())
        case (.none, _):
            state = .none
            window = Self.largest
        }
    }

    /// So many octets arrived, and there was more to send than the window let through.
    @inline(__always)
    mutating func acknowledged(_ octets: UInt32, segmentSize: UInt32, roundTrip: UInt64, now: UInt64) {
        guard window < Self.largest else { return }
        if window < threshold { return grow(octets, segmentSize: segmentSize, now: now) }
        avoid(octets, segmentSize: segmentSize, roundTrip: roundTrip, now: now)
    }

    /// RFC 5681 section 3.1, by octets (RFC 3465), and slower when the round trips grow (RFC 9406).
    @inline(__always)
    private mutating func grow(_ octets: UInt32, segmentSize: UInt32, now: UInt64) {
        window &+= start.isConservative ? octets / 4 : octets
        if start.isOver {
            threshold = window
            start = SlowStart()
        }
    }

    private mutating func avoid(_ octets: UInt32, segmentSize: UInt32, roundTrip: UInt64, now: UInt64) {
        switch state {
        case .reno(var acknowledged):
            acknowledged &+= octets
            if acknowledged >= window {
                acknowledged &-= window
                window &+= segmentSize
            }
            state = .reno(acknowledged)
        case .cubic(var cubic):
            window = min(
                Self.largest,
                cubic.window(
                    after: octets, of: window, segmentSize: Double(segmentSize), roundTrip: roundTrip, now: now))
            state = .cubic(cubic)
        case .none: break
        }
    }

    /// Something was lost, or the network says that it is full: what the window comes down to. RFC 5681 section 3.1, equation 4;
    /// RFC 9438 section 4.6.
    mutating func reduce(inFlight: UInt32, segmentSize: UInt32) {
        switch state {
        case .reno:
            threshold = max(inFlight / 2, 2 * segmentSize)
            state = .reno(0)
        case .cubic(var cubic):
            threshold = max(cubic.reduced(window, segmentSize: Double(segmentSize)), 2 * segmentSize)
            state = .cubic(cubic)
        case .none: threshold = Self.largest
        }
        start = SlowStart()
    }

    /// The retransmission timer ran out.
    mutating func restart(segmentSize: UInt32) {
        if case .none = state { return }
        window = segmentSize
    }

    /// What leaves while something is lost is in proportion to what arrives.
    mutating func hold(_ window: UInt32) {
        if case .none = state { return }
        self.window = window
    }

    /// Nothing was sent for so long: neither the window nor the time in which it would have grown counts. RFC 5681 section 4.1,
    /// RFC 9438 section 5.8.
    mutating func rested(_ time: UInt64, timeout: UInt64, segmentSize: UInt32) {
        if case .cubic(var cubic) = state {
            cubic.rested(time)
            state = .cubic(cubic)
        }
        let least = Self.initialWindow(segmentSize: segmentSize)
        guard window > least else { return }
        threshold = max(threshold == .max ? 0 : threshold, window / 4 * 3)
        var left = time
        while left > timeout, window > least {
            window = max(window / 2, least)
            left -= timeout
        }
    }
}

/// CUBIC's curve: through the window at which something was last lost, flat around it. RFC 9438 section 4; times in seconds,
/// windows in octets.
struct Cubic: BitwiseCopyable {
    private static var scale: Double { 0.4 }
    private static var decrease: Double { 0.7 }

    private var largest = 0.0
    private var previous = 0.0
    private var estimate = 0.0
    private var inflection = 0.0
    private var fraction = 0.0
    /// When the window began to follow the curve; 0 when it does not yet.
    private var epoch: UInt64 = 0

    mutating func reduced(_ window: UInt32, segmentSize: Double) -> UInt32 {
        let now = Double(window)
        // Section 4.7: below the last one, room is left for others.
        largest = now < largest ? now * (1 + Self.decrease) / 2 : now
        previous = now
        epoch = 0
        return UInt32(now * Self.decrease)
    }

    mutating func rested(_ time: UInt64) { if epoch > 0 { epoch &+= time } }

    mutating func window(
        after octets: UInt32, of window: UInt32, segmentSize: Double, roundTrip: UInt64, now: UInt64
    ) -> UInt32 {
        let current = Double(window)
        if epoch == 0 {
            epoch = max(1, now)
            estimate = current
            fraction = 0
            if largest <= current {
                largest = current
                inflection = 0
            } else {
                inflection = Self.cubeRoot((largest - current) / segmentSize / Self.scale)
            }
        }
        let time = Double(now &- epoch) / 1e9
        let acknowledged = Double(octets)
        // What Reno would have reached by now (section 4.3).
        let pace = estimate < previous ? 3 * (1 - Self.decrease) / (1 + Self.decrease) : 1
        estimate += pace * segmentSize * acknowledged / current
        if curve(time, segmentSize) < estimate {
            return UInt32(max(current, min(estimate, 1e9)))
        }
        let target = min(max(curve(time + Double(roundTrip) / 1e9, segmentSize), current), 1.5 * current)
        fraction += (target - current) * min(1, acknowledged / current)
        let whole = fraction.rounded(.down)
        fraction -= whole
        return UInt32(min(current + whole, 1e9))
    }

    private func curve(_ time: Double, _ segmentSize: Double) -> Double {
        let distance = time - inflection
        return Self.scale * distance * distance * distance * segmentSize + largest
    }

    /// By Newton's steps, so that every machine has the same digits.
    private static func cubeRoot(_ value: Double) -> Double {
        guard value > 0 else { return 0 }
        var root = max(1, value / 3)
        for _ in 0..<64 {
            let next = (2 * root + value / (root * root)) / 3
            if abs(next - root) < 1e-9 * root { return next }
            root = next
        }
        return root
    }
}

/// Leaves slow start before anything is lost, when the round trips of a round are longer than those of the one before: HyStart++,
/// RFC 9406. Round trips in microseconds.
struct SlowStart: BitwiseCopyable {
    private static var never: UInt32 { .max }

    /// The sequence number with which a round ends, and whether there is one.
    private var roundEnd: UInt32 = 0
    private var isCounting = false
    private var samples: UInt8 = 0
    /// Rounds in which the window grew by a quarter; 0 while it doubles.
    private var conservativeRounds: UInt8 = 0
    private var last = never
    private var current = never
    private var baseline = never

    /// Whether the window grows by a quarter of what is acknowledged.
    var isConservative: Bool { conservativeRounds > 0 }
    var isOver: Bool { conservativeRounds > 5 }

    /// Takes a round trip in, of an acknowledgment of all before `acknowledged`, when all before `sendNext` is sent.
    @inline(__always)
    mutating func measured(_ roundTrip: UInt64, acknowledged: UInt32, sendNext: UInt32) {
        let time = UInt32(clamping: roundTrip / 1000)
        if !isCounting || !precedes(acknowledged, roundEnd) {
            isCounting = true
            roundEnd = sendNext
            last = current
            current = Self.never
            samples = 0
            if conservativeRounds > 0 { conservativeRounds += 1 }
        }
        current = min(current, time)
        if samples < 8 { samples += 1 }
        guard samples == 8, last != Self.never else { return }
        if conservativeRounds == 0 {
            if current >= last &+ min(16_000, max(4_000, last / 8)) {
                baseline = current
                conservativeRounds = 1
            }
        } else if current < baseline {
            conservativeRounds = 0
        }
    }
}
