#if os(Linux)
    import Links
    import NetStackSockets
    import Synchronization
    import SystemCalls

    /// Async work of a command that is not async itself: it runs until it is done, or a signal ends it.
    final class DriverSession {
        private let signals: SignalInbox
        private let waiter: LinkWaiter

        /// Made before any thread is, so that signals come here alone.
        init() throws {
            signals = try SignalInbox()
            waiter = try LinkWaiter()
        }

        /// Runs `work` to its end.
        ///
        /// - Parameter stop: what ends the work when a signal to stop comes; it is cancelled where there is nothing else.
        func run<Value: Sendable>(
            _ work: @escaping @Sendable () async throws -> Value, stop: (@Sendable () async -> Void)? = nil
        ) throws -> Value {
            let outcome = Outcome<Value>()
            let alarm = waiter.alarm
            let task = Task {
                do {
                    let value = try await work()
                    outcome.result.withLock { $0 = .success(value) }
                } catch {
                    outcome.result.withLock { $0 = .failure(error) }
                }
                alarm.ring()
            }
            while true {
                if let result = outcome.result.withLock({ $0 }) { return try result.get() }
                _ = try waiter.wait(for: [], or: [signals.descriptor])
                guard signals.next() == .stop else { continue }
                if let stop { Task { await stop() } } else { task.cancel() }
            }
        }

        /// How the work has ended.
        private final class Outcome<Value: Sendable>: Sendable {
            let result = Mutex<Result<Value, any Error>?>(nil)
        }
    }
#endif
