#if os(Linux)
    internal import SystemCalls

    /// Keeps an absolute schedule: sleeps until shortly before a moment and spins for the rest, so that no delay adds up and
    /// packets leave within a microsecond of their time. Ctrl-C ends a sleep.
    struct Pacer {
        /// How long before the moment it wakes up: timers are late by up to this.
        private static let margin: UInt64 = 120_000

        /// The moment that offsets count from, in nanoseconds. clock_gettime(2), `CLOCK_MONOTONIC`
        private(set) var start: UInt64
        private let signals: Int32

        /// A schedule that begins now.
        ///
        /// - Parameter signals: a descriptor that becomes readable when waiting should end; none when `nil`.
        init(signals: Int32?) {
            start = System.nanoseconds()
            // poll(2) passes over numbers below 0.
            self.signals = signals ?? -1
        }

        /// Asks to be run before others, so that no moment passes while they are; without the permission things stay as
        /// they are. setpriority(2)
        static func takePrecedence() { _ = setpriority(Int32(PRIO_PROCESS.rawValue), 0, -20) }

        /// Begins the schedule anew, now.
        mutating func restart() { start = System.nanoseconds() }

        /// Nanoseconds since the start.
        var now: UInt64 { System.nanoseconds() &- start }

        /// Waits until `offset` nanoseconds after the start.
        ///
        /// - Returns: how late it is, in nanoseconds; `nil` when a signal came first.
        func wait(until offset: UInt64) -> UInt64? {
            while true {
                let time = now
                if time >= offset { return time - offset }
                let left = offset - time
                guard left > Self.margin else { continue }
                if isInterrupted(within: left - Self.margin) { return nil }
            }
        }

        /// Whether a signal comes within so many nanoseconds. ppoll(2)
        private func isInterrupted(within nanoseconds: UInt64) -> Bool {
            var request = pollfd(fd: signals, events: Int16(POLLIN), revents: 0)
            return unsafe CLinux_poll(&request, 1, Int64(clamping: nanoseconds)) > 0
        }
    }
#endif
