internal import Synchronization

/// What other threads bring for a driver's thread, in the order in which it came.
final class DriverMailbox: Sendable {
    @safe enum Mail {
        /// A piece of an actor's work: of a socket's.
        case job(UnownedJob)
        /// A piece of a task that prefers the driver's thread; the task keeps the executor that it prefers.
        case task(UnownedJob, UnownedTaskExecutor)
        case command(@Sendable () -> Void)
    }

    private struct State {
        var mail: [Mail] = []
        var isClosed = false
        /// Whether a thread runs what comes after the end.
        var isRunning = false
        /// Whose mailbox it is, while such a thread runs: a job may let go of all else that holds it.
        var owner: (any AnyObject & Sendable)?
    }
    private let state = Mutex(State())

    /// What becomes of mail.
    enum Delivery {
        /// The driver's thread will find it.
        case kept
        /// The driver's thread has gone: who brought it runs it, and what else has come.
        case runHere
    }

    /// - Parameter owner: whose mailbox it is; kept alive as long as a thread runs what comes after the end.
    func put(_ mail: Mail, of owner: some AnyObject & Sendable) -> Delivery {
        state.withLock { state in
            state.mail.append(mail)
            guard state.isClosed, !state.isRunning else { return .kept }
            state.isRunning = true
            state.owner = owner
            return .runHere
        }
    }

    var isEmpty: Bool { state.withLock { $0.mail.isEmpty } }

    /// Takes all that is there into `taken`, which is empty, and leaves that array's memory for what comes.
    func take(into taken: inout [Mail]) {
        state.withLock { state in swap(&state.mail, &taken) }
    }

    /// After the end: takes all that is there; when there is nothing, no thread runs any more.
    func takeLate(into taken: inout [Mail]) -> Bool {
        // Let go outside the lock, which may go with it.
        var owner: (any AnyObject & Sendable)?
        state.withLock { state in
            swap(&state.mail, &taken)
            guard taken.isEmpty else { return }
            state.isRunning = false
            swap(&state.owner, &owner)
        }
        return !taken.isEmpty
    }

    /// From now on who brings mail runs it, when the driver's thread has done with what is there.
    func close() {
        state.withLock { state in
            state.isClosed = true
            state.isRunning = true
        }
    }
}
