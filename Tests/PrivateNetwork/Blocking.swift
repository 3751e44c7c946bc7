public import Testing
import Foundation

/// Tests that wait, for a program, the kernel or another thread: each runs on a thread of its own.
///
/// On the concurrency runtime's threads, of which there are as many as processors, two of them would hold up all others, and
/// the sockets and timers of tests that do not wait would not be served for minutes.
public struct Blocking: TestTrait, SuiteTrait, TestScoping {
    /// Threads of which one is made for each job.
    private final class Threads: TaskExecutor {
        static let shared = Threads()

        func enqueue(_ job: consuming ExecutorJob) {
            let job = UnownedJob(job)
            let thread = Thread { unsafe job.runSynchronously(on: self.asUnownedTaskExecutor()) }
            thread.stackSize = 8 << 20
            thread.start()
        }
    }

    public var isRecursive: Bool { true }

    public func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        try await withTaskExecutorPreference(Threads.shared) { try await function() }
    }
}

extension Trait where Self == Blocking {
    /// Runs each test on a thread of its own, since it waits for a program, the kernel or another thread.
    public static var blocking: Blocking { Blocking() }
}
