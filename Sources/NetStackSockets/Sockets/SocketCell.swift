internal import NetStack
internal import SystemCalls

/// What belongs to a socket on the driver's thread, where all of it runs: an actor whose executor is the driver.
///
/// The driver's table holds it until it is closed; the socket that a program has is another object, so that one that is forgotten
/// is closed.
protocol SocketCell: Actor, DriverClient {
    nonisolated var driver: StackDriver { get }
    var waiters: SocketWaiters { get set }

    /// Something happened to what it owns.
    func note(_ what: Happening)
    /// Lets go of what it owns in the stack.
    func letGo(_ core: inout DriverCore)
}

extension SocketCell {
    package nonisolated func happened(_ what: Happening) { assumeIsolated { $0.note(what) } }

    package nonisolated func deadlineCame(_ now: UInt64) -> UInt64? {
        assumeIsolated { $0.waiters.deadlineCame(now) }
    }

    package nonisolated func driverStopped() { assumeIsolated { $0.close(.stopped) } }

    /// Closes it; who waits hears why.
    func close(_ ending: WaitEnding = .closed) {
        driver.lend { core in letGo(&core) }
        waiters.endAll(ending)
    }

    /// Closes it when the driver's thread gets to it: for a socket that nobody has any more.
    nonisolated func abandon() {
        driver.command { [self] in assumeIsolated { $0.close() } }
    }

    /// Waits until something happens in one direction.
    ///
    /// - Parameters:
    ///   - seen: how often something had happened when the caller looked: between a look and a wait others may have run.
    ///   - deadline: in nanoseconds of the driver's clock.
    /// - Throws: `SocketError`: `timedOut`, `cancelled`, `closed`, `stopped`, `busy`.
    func wait(
        _ direction: SocketDirection, since seen: UInt64, until deadline: UInt64
    ) async throws(SocketError) {
        switch await ending(direction, since: seen, until: deadline) {
        case .happened: return
        case .timedOut: throw .timedOut
        case .cancelled: throw .cancelled
        case .closed: throw .closed
        case .stopped: throw .stopped
        case .busy: throw SocketError(.busy, "another task waits for the same; one may at a time")
        }
    }

    private func ending(
        _ direction: SocketDirection, since seen: UInt64, until deadline: UInt64
    ) async -> WaitEnding {
        let number = waiters.nextNumber()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                // Cancelled before, the handler has run and found nobody; cancelled from now on, it comes to the driver's
                // thread behind us.
                guard !Task.isCancelled else { return continuation.resume(returning: .cancelled) }
                if let time = waiters.begin(direction, number, since: seen, until: deadline, continuation) {
                    driver.lend { core in core.timers.add(self, at: time) }
                }
            }
        } onCancel: {
            driver.command { [self] in assumeIsolated { $0.waiters.end(direction, .cancelled, number: number) } }
        }
    }

    /// The moment so long from now, in nanoseconds of the driver's clock.
    static func deadline(_ limit: Duration?) -> UInt64 {
        guard let limit else { return .max }
        let (seconds, attoseconds) = limit.components
        guard seconds < 1 << 32 else { return .max }
        let left = seconds < 0 ? 0 : UInt64(seconds) * 1_000_000_000 + UInt64(max(0, attoseconds) / 1_000_000_000)
        return System.nanoseconds() &+ left
    }
}
