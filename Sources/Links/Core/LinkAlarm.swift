internal import SystemCalls

/// Wakes a `LinkWaiter` from another thread. Ringing twice before the waiter wakes is like ringing once.
public final class LinkAlarm: Sendable {
    /// The end that poll(2) finds readable after a ring. On Linux both ends are one eventfd(2), elsewhere a pipe(2).
    package let readEnd: Int32
    private let writeEnd: Int32

    /// An alarm that has not rung.
    ///
    /// - Throws: `LinkError`: `systemFailed`, when the process has no descriptors left.
    public init() throws(LinkError) {
        #if os(Linux)
            readEnd = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))
            writeEnd = readEnd
            guard readEnd >= 0 else { throw .system(errno, "alarm", "make an event descriptor") }
        #else
            var ends: (Int32, Int32) = (-1, -1)
            let result = unsafe withUnsafeMutableBytes(of: &ends) { memory in
                unsafe pipe(memory.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: Int32.self))
            }
            (readEnd, writeEnd) = ends
            guard result == 0 else { throw .system(errno, "alarm", "make a pipe") }
            for end in [readEnd, writeEnd] {
                _ = fcntl(end, F_SETFD, FD_CLOEXEC)
                _ = fcntl(end, F_SETFL, O_NONBLOCK)
            }
        #endif
    }

    deinit {
        close(readEnd)
        if writeEnd != readEnd { close(writeEnd) }
    }

    /// Wakes the waiter, or keeps it from falling asleep. May be called from any thread.
    public func ring() {
        var one: UInt64 = 1
        _ = unsafe write(writeEnd, &one, 8)
    }

    /// Takes the ring back.
    ///
    /// - Returns: whether it had rung.
    @discardableResult
    func silence() -> Bool {
        var count: UInt64 = 0
        var hasRung = false
        while unsafe read(readEnd, &count, 8) > 0 { hasRung = true }
        return hasRung
    }
}
