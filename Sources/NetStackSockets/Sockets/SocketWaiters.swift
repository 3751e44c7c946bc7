/// Which way somebody waits.
enum SocketDirection: Int, CaseIterable {
    /// For what comes: octets, a datagram, a connection.
    case receiving
    /// For room.
    case sending
    /// For the connection to be established.
    case connecting
}

/// Why a wait has ended.
enum WaitEnding {
    case happened, timedOut, cancelled, closed, stopped
    /// Somebody else waits that way already.
    case busy
}

/// Who waits for a socket: one task a direction at most, each of which is resumed exactly once.
struct SocketWaiters {
    private struct Waiter {
        var continuation: CheckedContinuation<WaitEnding, Never>?
        /// Which wait this is: one that has ended is not cancelled any more.
        var number: UInt64 = 0
        var deadline = UInt64.max
        /// How often something has happened that way.
        var happenings: UInt64 = 0
    }
    private var waiters = [3 of Waiter](repeating: Waiter())
    private var count: UInt64 = 0
    /// When the driver's timers call; `.max` when they do not.
    private var scheduled = UInt64.max

    /// How often something has happened in a direction: who looked before it happened again need not wait.
    func happenings(_ direction: SocketDirection) -> UInt64 { waiters[direction.rawValue].happenings }

    /// Something happened in a direction.
    mutating func happened(_ direction: SocketDirection) {
        waiters[direction.rawValue].happenings &+= 1
        end(direction, .happened)
    }

    /// Numbers a wait that is to begin.
    mutating func nextNumber() -> UInt64 {
        count += 1
        return count
    }

    /// Begins a wait, unless something has happened since `seen`, or another task waits that way.
    ///
    /// - Returns: when the driver's timers should call; `nil` when they call early enough.
    mutating func begin(
        _ direction: SocketDirection, _ number: UInt64, since seen: UInt64, until deadline: UInt64,
        _ continuation: CheckedContinuation<WaitEnding, Never>
    ) -> UInt64? {
        let waiter = waiters[direction.rawValue]
        guard waiter.happenings == seen else {
            continuation.resume(returning: .happened)
            return nil
        }
        guard waiter.continuation == nil else {
            continuation.resume(returning: .busy)
            return nil
        }
        waiters[direction.rawValue] = Waiter(
            continuation: continuation, number: number, deadline: deadline, happenings: seen)
        guard deadline < scheduled else { return nil }
        scheduled = deadline
        return deadline
    }

    /// Ends a wait, if there is one; of a certain number when one is given.
    mutating func end(_ direction: SocketDirection, _ ending: WaitEnding, number: UInt64? = nil) {
        let waiter = waiters[direction.rawValue]
        guard let continuation = waiter.continuation, number == nil || number == waiter.number else { return }
        waiters[direction.rawValue] = Waiter(happenings: waiter.happenings)
        continuation.resume(returning: ending)
    }

    /// Ends all waits. Who has looked and is about to wait looks again.
    mutating func endAll(_ ending: WaitEnding) {
        for direction in SocketDirection.allCases {
            waiters[direction.rawValue].happenings &+= 1
            end(direction, ending)
        }
    }

    /// The timers call: ends the waits that have been too long.
    ///
    /// - Returns: when the timers should call again.
    mutating func deadlineCame(_ now: UInt64) -> UInt64? {
        // Of an earlier deadline that was set later there was a call already.
        guard scheduled <= now else { return nil }
        scheduled = .max
        for direction in SocketDirection.allCases {
            let deadline = waiters[direction.rawValue].deadline
            if deadline <= now {
                end(direction, .timedOut)
            } else {
                scheduled = min(scheduled, deadline)
            }
        }
        return scheduled == .max ? nil : scheduled
    }
}
