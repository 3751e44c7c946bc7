import SystemCalls

/// How far something long has got, on standard error when that is a terminal.
struct ProgressBar {
    private var started = System.nanoseconds()
    private var last: UInt64 = 0
    private var isShown = false

    /// `nil` where a bar would be in the way.
    ///
    /// - Parameter besideOutput: whether it may stand on the terminal that the output goes to, where it is taken away before.
    init?(besideOutput: Bool = false) {
        guard System.isTerminal(2), besideOutput || !System.isTerminal(1) else { return nil }
    }

    /// Draws the bar, at most ten times a second and not before half a second has gone.
    mutating func show(_ progress: (position: UInt64, total: UInt64?)) {
        let now = System.nanoseconds()
        guard let total = progress.total, total > 0, now - started > 500_000_000, now - last > 100_000_000 else {
            return
        }
        last = now
        isShown = true
        let share = min(1, Double(progress.position) / Double(total))
        let filled = Int(share * 30)
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
        let seconds = Double(now - started) / 1e9
        let left = share > 0.01 ? " \(Int(seconds / share - seconds + 0.5)) s left" : ""
        StandardError.write("\r\(bar) \(Int(share * 100)) %\(left)\u{1b}[K")
    }

    /// Takes the bar away.
    mutating func end() {
        if isShown { StandardError.write("\r\u{1b}[K") }
        isShown = false
    }
}
