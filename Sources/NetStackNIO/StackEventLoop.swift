internal import Synchronization
internal import SystemCalls
public import Dispatch
public import NIOCore
package import NetStack
public import NetStackSockets

/// A driver's thread as an event loop of SwiftNIO: channels on it speak by the driver's stack.
///
///     let driver = try StackDriver(StackConfiguration(secrets: .random()))
///     await driver.add(try TapLink("tap0"), addresses: [.init("10.9.0.2", prefixLength: 24)])
///     let loop = StackEventLoop(driver)
///     let channel = try await StackClientBootstrap(loop).connect(host: "10.9.0.1", port: 80).get()
///
/// Handlers run on the driver's thread, beside the driver's own sockets. Whoever keeps that thread busy stops the whole stack: its
/// acknowledgments and its timers too.
public final class StackEventLoop: EventLoop {
    /// Whose thread it is. Where it is shut down, so is the loop; and the other way round.
    public let driver: StackDriver
    // Only touched on the driver's thread.
    private nonisolated(unsafe) var timers = LoopTimers()

    /// - Parameter driver: whose thread runs the loop. One loop a driver is enough; two are different loops to NIO.
    public init(_ driver: StackDriver) {
        self.driver = driver
        driver.command { [self] in self.driver.attend(self) }
    }

    // MARK: Where code runs

    public var inEventLoop: Bool { driver.isCurrent }

    public func preconditionInEventLoop(file: StaticString, line: UInt) {
        precondition(inEventLoop, "this belongs on the event loop", file: file, line: line)
    }

    public func preconditionNotInEventLoop(file: StaticString, line: UInt) {
        precondition(!inEventLoop, "this would wait for itself on the event loop", file: file, line: line)
    }

    /// The driver itself, whose thread runs actors of it and the loop's handlers alike.
    public var executor: any SerialExecutor { driver }

    public func enqueue(_ job: consuming ExecutorJob) { driver.enqueue(job) }

    // MARK: Tasks

    /// Runs a task on the loop, after all that was brought before, by whichever thread. Once the driver has ended it runs on the
    /// thread that brings it, so that no promise stays open.
    public func execute(_ task: @escaping @Sendable () -> Void) { driver.command(task) }

    public func submit<Value>(_ task: @escaping @Sendable () throws -> Value) -> EventLoopFuture<Value> {
        let promise = makePromise(of: Value.self)
        execute { promise.assumeIsolated().completeWith(Result { try task() }) }
        return promise.futureResult
    }

    // MARK: Timers

    public func scheduleTask<Value>(
        deadline: NIODeadline, _ task: @escaping @Sendable () throws -> Value
    ) -> Scheduled<Value> {
        let promise = makePromise(of: Value.self)
        let timer = LoopTimer(at: deadline) { error in
            // On the loop; what the task gives need not be Sendable.
            promise.assumeIsolated().completeWith(
                Result {
                    if let error { throw error }
                    return try task()
                })
        }
        if inEventLoop { insert(timer) } else { execute { self.insert(timer) } }
        // `Scheduled` itself fails the promise of one that is cancelled.
        return Scheduled(promise: promise, cancellationTask: { timer.cancel() })
    }

    public func scheduleTask<Value>(
        in delay: TimeAmount, _ task: @escaping @Sendable () throws -> Value
    ) -> Scheduled<Value> {
        scheduleTask(deadline: .now() + delay, task)
    }

    private func insert(_ timer: LoopTimer) {
        guard !driver.isStopped else { return timer.fire(EventLoopError.shutdown) }
        if let deadline = unsafe timers.insert(timer) { driver.call(self, at: Self.driverTime(deadline)) }
    }

    /// NIO's deadlines in the driver's time; both go forward together.
    private static func driverTime(_ deadline: NIODeadline) -> UInt64 {
        System.nanoseconds() &+ UInt64(clamping: (deadline - .now()).nanoseconds)
    }

    // MARK: The end

    /// Shuts the driver down: all channels are closed, and whoever waits gets `EventLoopError.shutdown`.
    public func shutdownGracefully(queue: DispatchQueue, _ callback: @escaping @Sendable ((any Error)?) -> Void) {
        Task {
            await driver.shutDown()
            queue.async { callback(nil) }
        }
    }
}

extension StackEventLoop: DriverClient {
    package func happened(_ what: Happening) {}

    package func deadlineCame(_ now: UInt64) -> UInt64? {
        let time = NIODeadline.now()
        guard unsafe timers.isCalled(at: time) else { return nil }
        let last = unsafe timers.last
        while let timer = unsafe timers.popDue(time, upTo: last) { timer.fire(nil) }
        // What is due already waits for the next round.
        return unsafe timers.next().map { max(Self.driverTime($0), now &+ 1) }
    }

    package func driverStopped() {
        for timer in unsafe timers.removeAll() { timer.fire(EventLoopError.shutdown) }
    }
}
