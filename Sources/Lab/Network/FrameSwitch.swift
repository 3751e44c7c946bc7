internal import Links
internal import Synchronization
internal import SystemCalls

/// A switch between cables, with a thread of its own: it learns who is behind which port, and sends what is for others, or for
/// many, to all.
final class FrameSwitch: Sendable {
    private struct State {
        /// Ports that the thread has not seen yet.
        var arriving: [Port] = []
        var isStopped = false
        var waiting: [CheckedContinuation<Void, Never>] = []
        var hasEnded = false
    }

    /// A link on its way to the thread, whose own it is from then on.
    private struct Port: @unchecked Sendable {
        let link: any Link
        var isMirror = false
    }

    private let state = Mutex(State())
    private let alarm: LinkAlarm

    /// - Throws: `LinkError`: `systemFailed`, when the process has no descriptors left.
    init(_ name: String) throws(LinkError) {
        let waiter = Waiter(value: try LinkWaiter())
        alarm = waiter.value.alarm
        System.startThread(named: name) { self.run(waiter.value) }
    }

    /// The thread's alone once it runs.
    private struct Waiter: @unchecked Sendable {
        let value: LinkWaiter
    }

    /// A further port: what comes by the link enters the switch.
    func add(_ link: sending any Link) { take(Port(link: link)) }

    /// A link that gets a copy of whatever enters the switch.
    func addMirror(_ link: sending any Link) { take(Port(link: link, isMirror: true)) }

    private func take(_ port: Port) {
        state.withLock { $0.arriving.append(port) }
        alarm.ring()
    }

    /// Ends the thread, and waits for its end.
    func shutDown() async {
        await withCheckedContinuation { continuation in
            let hasEnded = state.withLock { state in
                state.isStopped = true
                if !state.hasEnded { state.waiting.append(continuation) }
                return state.hasEnded
            }
            if hasEnded { continuation.resume() }
            alarm.ring()
        }
    }

    private func run(_ waiter: LinkWaiter) {
        var core = SwitchCore()
        while takeArriving(into: &core) {
            let now = System.nanoseconds()
            if core.forward(now: now) { continue }
            let left = core.nextDue.map { ContinuousClock.now + .nanoseconds(Int64(clamping: $0 - min($0, now))) }
            // poll(2) fails for want of memory alone; the next round tries again.
            if (try? waiter.wait(for: core.links, until: left)) == nil { System.sleep(.milliseconds(1)) }
        }
        let waiting = state.withLock { state in
            state.hasEnded = true
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    /// - Returns: whether the switch goes on.
    private func takeArriving(into core: inout SwitchCore) -> Bool {
        let (ports, isStopped) = state.withLock { state in
            defer { state.arriving.removeAll() }
            return (state.arriving, state.isStopped)
        }
        for port in ports {
            if port.isMirror { core.addMirror(port.link) } else { core.add(port.link) }
        }
        return !isStopped
    }
}
