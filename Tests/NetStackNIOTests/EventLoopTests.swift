import Foundation
import NIOCore
import NetStackNIO
import NetStackSockets
import SystemCalls
import Synchronization
import Testing

@Suite("The driver's thread as an event loop", .timeLimit(.minutes(5)))
struct EventLoopTests {
    @Test("tasks of many threads run in each thread's order")
    func order() async throws {
        try await with(StackTransport(threads: 1)) { net in
            let loop = net.server
            let seen = Mutex([[Int]](repeating: [], count: 8))
            let group = DispatchGroup()
            for number in 0..<8 {
                Thread.detachNewThread(in: group) {
                    for task in 0..<2000 { loop.execute { seen.withLock { $0[number].append(task) } } }
                }
            }
            await withCheckedContinuation { done in group.notify(queue: .global()) { done.resume() } }
            try await loop.submit {}.get()
            #expect(seen.withLock { $0.allSatisfy { $0 == Array(0..<2000) } })
        }
    }

    @Test("a task from outside that came first runs before one that the loop brings later")
    func outside() async throws {
        try await with(StackTransport(threads: 1)) { net in
            let loop = net.server
            let order = Mutex<[String]>([])
            @Sendable func note(_ word: String) { order.withLock { $0.append(word) } }
            try await loop.submit {
                let sent = DispatchSemaphore(value: 0)
                Thread.detachNewThread {
                    loop.execute { note("outside") }
                    sent.signal()
                }
                sent.wait()
                loop.execute { note("inside") }
                loop.assumeIsolated().execute { note("isolated") }
                note("now")
            }.get()
            try await loop.submit {}.get()
            #expect(order.withLock { $0 } == ["now", "outside", "inside", "isolated"])
        }
    }

    @Test("timers fire in the order of their deadlines, then as they were set, and never early")
    func timers() async throws {
        try await with(StackTransport(threads: 1)) { net in
            let loop = net.server
            let isEarly = Atomic(false)
            let order = Mutex<[Int]>([])
            // Set on the loop, so that all are there before one of them fires.
            let all = try await loop.submit {
                let start = NIODeadline.now() + .milliseconds(10)
                return (0..<200).shuffled().map { number in
                    let deadline = start + .microseconds(Int64(number) * 100)
                    return loop.scheduleTask(deadline: deadline) {
                        if NIODeadline.now() < deadline { isEarly.store(true, ordering: .relaxed) }
                        order.withLock { $0.append(number) }
                    }
                }
                    + (200..<300).map { number in
                        loop.scheduleTask(deadline: start + .milliseconds(30)) { order.withLock { $0.append(number) } }
                    }
            }.get()
            for timer in all { try await timer.futureResult.get() }
            #expect(order.withLock { $0 } == Array(0..<300) && !isEarly.load(ordering: .relaxed))
        }
    }

    @Test("timers that are cancelled do not run, wherever they were set, and let go of what they held")
    func cancelled() async throws {
        try await with(StackTransport(threads: 1)) { net in
            let loop = net.server
            let ran = Mutex(0)
            weak var held: Recorder?
            do {
                let holder = Recorder()
                held = holder
                loop.scheduleTask(in: .hours(1)) { holder.note("late") }.cancel()
            }
            #expect(held == nil)
            @Sendable func set() {
                for _ in 0..<20_000 { loop.scheduleTask(in: .hours(1)) { ran.withLock { $0 += 1 } }.cancel() }
            }
            set()
            try await loop.submit { set() }.get()
            let soon = loop.scheduleTask(in: .seconds(3600)) { ran.withLock { $0 += 1 } }
            soon.cancel()
            await #expect(throws: EventLoopError.cancelled) { try await soon.futureResult.get() }
            loop.scheduleRepeatedTask(initialDelay: .milliseconds(1), delay: .milliseconds(1)) { task in
                if ran.withLock({
                    $0 += 1
                    return $0
                }) == 5 {
                    task.cancel()
                }
            }
            try await eventually("five times") { ran.withLock { $0 } == 5 }
            try await loop.scheduleTask(in: .milliseconds(5)) {}.futureResult.get()
            #expect(ran.withLock { $0 } == 5)
        }
    }

    @Test("the end completes all that waits, and what comes later runs or is refused")
    func end() async throws {
        let net = try await StackTransport()
        let server = Recorder()
        let listener = try await net.listen { child in
            try child.syncOptions!.setOption(.autoRead, value: false)
            try child.pipeline.syncOperations.addHandler(server)
        }
        let channel = try await net.connect(to: listener.localAddress!.port!)
        let write: EventLoopFuture<Void> = channel.writeAndFlush(ByteBuffer(repeating: 1, count: 20_000_000))
        let timer = net.client.scheduleTask(in: .hours(1)) {}
        try await net.settle()
        // Nobody has the address, which is found out after seconds.
        let connecting = StackClientBootstrap(net.client).connect(host: "10.0.0.99", port: 9)
        try await net.client.shutdownGracefully()
        await #expect(throws: EventLoopError.shutdown) { try await write.get() }
        await #expect(throws: EventLoopError.shutdown) { _ = try await connecting.get() }
        await #expect(throws: EventLoopError.shutdown) { try await timer.futureResult.get() }
        try await channel.closeFuture.get()
        #expect(try await net.client.submit { 7 }.get() == 7)
        await #expect(throws: EventLoopError.shutdown) {
            try await net.client.scheduleTask(in: .nanoseconds(1)) {}.futureResult.get()
        }
        await #expect(throws: EventLoopError.shutdown) {
            _ = try await StackClientBootstrap(net.client).connect(host: "10.0.0.2", port: 9).get()
        }
        // The peer was told by a RST, although it does not read.
        try await server.channel!.closeFuture.get()
        #expect(server.lines.contains("errno \(ECONNRESET)"))
        try await net.shutDown()
    }

    @Test("actors of the loop and tasks that prefer it run on it")
    func executors() async throws {
        actor OnLoop {
            let loop: StackEventLoop
            nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe loop.executor.asUnownedSerialExecutor() }
            init(_ loop: StackEventLoop) { self.loop = loop }
            func isOnLoop() async -> Bool {
                loop.preconditionInEventLoop()
                await Task.yield()
                return loop.inEventLoop
            }
        }
        try await with(StackTransport(threads: 1)) { net in
            let loop = net.server
            let actor = OnLoop(loop)
            #expect(await actor.isOnLoop())
            try await loop.submit { actor.assumeIsolated { $0.loop.preconditionInEventLoop() } }.get()
            @concurrent func isOnLoop() async -> Bool { loop.inEventLoop }
            #expect(await withTaskExecutorPreference(loop.driver.taskExecutor) { await isOnLoop() })
            #expect(!loop.inEventLoop)
        }
    }
}

extension Thread {
    fileprivate static func detachNewThread(in group: DispatchGroup, _ body: @escaping @Sendable () -> Void) {
        group.enter()
        detachNewThread {
            body()
            group.leave()
        }
    }
}
