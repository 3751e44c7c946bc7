package import SystemCalls

/// Waits for a reader of the output that takes nothing for now, and no longer than signals allow.
///
/// A pager that shows its first page, or a reader that hangs, must not keep a capture from ending: signals that are read like
/// a file's octets do not interrupt a write that waits.
package final class OutputPatience {
    private let signals: SignalInbox
    private var isOver = false
    /// Whether the user was told what is waited for.
    private var isTold = false

    /// The most octets that are written without waiting when poll(2) says that there is room: a page of a pipe. pipe(7)
    package static let piece = 4096
    /// How long the reader may take nothing after the first signal to stop, in nanoseconds. A second signal is the end.
    private static let grace: UInt64 = 5_000_000_000

    private let report: () -> Void
    private let whenTried: () -> Void

    /// - Parameters:
    ///   - report: tells the counts, when a signal asks for them while a reader is waited for.
    ///   - whenTried: tells, once, that the reader is waited for after a signal to stop, and that another ends it.
    package init(_ signals: SignalInbox, report: @escaping () -> Void, whenTried: @escaping () -> Void) {
        self.whenTried = whenTried
        self.signals = signals
        self.report = report
    }

    /// Waits until a descriptor takes octets. poll(2)
    ///
    /// - Returns: `false` when its reader is to be given up.
    package func wait(for descriptor: Int32) -> Bool {
        guard !isOver else { return false }
        isOver = !takes(descriptor)
        return !isOver
    }

    private func takes(_ descriptor: Int32) -> Bool {
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        if unsafe poll(&request, 1, 0) != 0 { return true }
        var deadline: UInt64?
        var requests = [request, pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0)]
        while true {
            signals.receive()
            if signals.takeReport() { report() }
            guard signals.stopCount < 2 else { return false }
            let now = System.nanoseconds()
            if signals.stopCount == 1, deadline == nil { deadline = now + Self.grace }
            if let deadline, !isTold, now + Self.grace - 1_000_000_000 >= deadline {
                whenTried()
                isTold = true
            }
            guard deadline.map({ now < $0 }) ?? true else { return false }
            // Until it is told and then given up, by the half second.
            _ = unsafe poll(&requests, 2, deadline == nil ? -1 : 500)
            if requests[0].revents != 0 { return true }
        }
    }
}
