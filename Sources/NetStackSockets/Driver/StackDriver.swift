internal import Synchronization
internal import SystemCalls
public import Links
public import NetStack
public import Packets

/// A thread that drives a stack: it takes frames from links, tells sockets what happened, sends what is to leave, and sleeps until
/// a link, another thread or a deadline wakes it.
///
///     let driver = try StackDriver(StackConfiguration(secrets: .random()))
///     await driver.add(try TapLink("tap0"), addresses: [.init("10.9.0.2", prefixLength: 24)])
///     let connection = try await driver.connect(to: "10.9.0.1", port: 80)
///
/// It is the executor of its sockets, which run on its thread; `taskExecutor` runs other tasks there too, which saves the way from
/// thread to thread. Whoever keeps that thread busy stops the whole stack: what takes long belongs elsewhere.
public final class StackDriver: SerialExecutor {
    /// Runs tasks on the driver's thread: `withTaskExecutorPreference(driver.taskExecutor) { … }`.
    public var taskExecutor: any TaskExecutor { DriverTaskExecutor(self) }

    let mailbox = DriverMailbox()
    private let alarm: LinkAlarm
    private let onFailure: @Sendable (LinkError) -> Void
    private let onJournal: (@Sendable ([UInt8]) -> Void)?
    /// Whether the thread sleeps, or is about to, and wants to be woken.
    private let isAsleep = Atomic<Bool>(false)
    /// Who runs what belongs to the driver: its thread, and after its end whoever brings something.
    private let thread = Atomic<UInt>(0)
    // Only touched on the driver's thread; `lend` asserts it.
    private nonisolated(unsafe) var core: DriverCore

    /// Starts a driver. Its thread ends with `shutDown`.
    ///
    /// - Parameters:
    ///   - keeper: is asked, on the driver's thread, before a connection is opened or a UDP socket speaks, and told when it is
    ///     gone.
    ///   - onFailure: hears, on the driver's thread, that a link's interface is down or gone. A link that is gone is not used any
    ///     more.
    ///   - onJournal: takes what the stack writes down of its life, piece by piece, on the driver's thread; nothing is written down
    ///     when `nil`. The pieces one behind the other are a capture, which `StackReplay` plays.
    /// - Throws: `LinkError`: `systemFailed`, when the process has no descriptors left.
    public init(
        _ configuration: StackConfiguration, keeper: (any FlowKeeper)? = nil,
        onFailure: @escaping @Sendable (LinkError) -> Void = { _ in },
        onJournal: (@Sendable ([UInt8]) -> Void)? = nil
    ) throws(LinkError) {
        let waiter = try LinkWaiter()
        alarm = waiter.alarm
        var configuration = configuration
        if onJournal != nil { configuration.journalEpoch = Self.epoch }
        unsafe core = DriverCore(Stack(configuration))
        self.onFailure = onFailure
        self.onJournal = onJournal
        if let keeper { unsafe core.kept = KeptFlows(keeper, of: self) }
        // The waiter is the thread's from here on.
        let handedOver = Unshared(waiter)
        System.startThread(named: "stack") { self.run(handedOver.value) }
    }

    /// Adds an interface at a link. From then on the link belongs to the driver's thread.
    ///
    /// - Parameters:
    ///   - addresses: the stack's own, each with the prefix that is reached directly.
    ///   - gateways: where packets go that no other route takes.
    ///   - identifiers: of what the interface makes addresses of its own; none when `nil`.
    ///   - sharesAddresses: whether the host's kernel has the addresses too: `Interface.sharesAddresses`.
    /// - Returns: the stack's interface.
    @discardableResult
    public func add(
        _ link: sending any Link, addresses: [Interface.Address], gateways: [IPAddress] = [],
        identifiers: InterfaceIdentifiers? = nil, sharesAddresses: Bool = false
    ) async -> InterfaceID {
        let link = Unshared(link)
        return await command { core in
            let link = link.value
            var interface = Interface(
                hardwareAddress: link.hardwareAddress, mtu: link.mtu, addresses: addresses, gateways: gateways,
                identifiers: identifiers, offloads: link.offloads.isSuperset(of: [.checksum, .tcpSegmentation]))
            interface.sharesAddresses = sharesAddresses
            let added = core.stack.add(interface)
            core.ports.append(DriverCore.Port(link: link, interface: added))
            return added
        }
    }

    /// Adds the interface by which the stack speaks with itself, by 127.0.0.1, ::1 and each address of its own. Without it its own
    /// addresses are looked for on its links. Called again it adds nothing.
    public func addLoopback() async {
        await command { core in
            guard core.ports.allSatisfy({ $0.link != nil }) else { return }
            let interface = core.stack.add(.loopback)
            core.ports.append(DriverCore.Port(link: nil, interface: interface))
        }
    }

    /// What the stack counted.
    public var counters: StackCounters { get async { await command { core in core.stack.counters } } }

    /// Ends all connections with a RST, sends what is to leave, and ends the thread. Whoever waits gets `SocketError.stopped`, as
    /// does whoever asks for something later.
    public func shutDown() async {
        let isFirst = await command { core in
            defer { core.isStopped = true }
            return !core.isStopped
        }
        guard isFirst else { return }
        await withCheckedContinuation { continuation in
            command { [self] in
                let clients = unsafe core.connections.all + core.listeners.all + core.sockets.all + core.attendants
                for client in clients { client.driverStopped() }
                unsafe core.attendants = []
                unsafe core.isEnding = continuation
            }
        }
    }

    /// Has the driver's thread do something with what it owns.
    func command<Result: Sendable>(_ body: @escaping @Sendable (inout DriverCore) -> Result) async -> Result {
        await withCheckedContinuation { continuation in
            command { [self] in continuation.resume(returning: unsafe body(&core)) }
        }
    }

    /// Has the driver's thread do something, after all that was asked before.
    package func command(_ body: @escaping @Sendable () -> Void) { deliver(.command(body)) }

    /// Lends what the thread owns.
    func lend<Result, E: Error>(_ body: (inout DriverCore) throws(E) -> Result) throws(E) -> Result {
        checkIsolated()
        return unsafe try body(&core)
    }

    // MARK: Executor

    public func enqueue(_ job: UnownedJob) { deliver(.job(job)) }
    public func enqueue(_ job: consuming ExecutorJob) { deliver(.job(UnownedJob(job))) }

    /// A piece of a task that prefers the driver's thread, and is isolated to nothing.
    func enqueue(_ job: UnownedJob, of executor: DriverTaskExecutor) {
        deliver(unsafe .task(job, executor.asUnownedTaskExecutor()))
    }

    public func checkIsolated() {
        precondition(isCurrent, "this belongs on the driver's thread")
    }
    public func isIsolatingCurrentContext() -> Bool? { isCurrent }

    /// Whether the caller is on the driver's thread.
    package var isCurrent: Bool { thread.load(ordering: .relaxed) == System.threadIdentity }

    private func deliver(_ mail: DriverMailbox.Mail) {
        switch mailbox.put(mail, of: self) {
        case .kept: if isAsleep.load(ordering: .sequentiallyConsistent) { alarm.ring() }
        case .runHere: runLate()
        }
    }

    private func run(_ mail: DriverMailbox.Mail) {
        switch mail {
        case .job(let job): unsafe job.runSynchronously(on: asUnownedSerialExecutor())
        case .task(let job, let executor): unsafe job.runSynchronously(on: executor)
        case .command(let body): body()
        }
    }

    // MARK: The thread

    private func run(_ waiter: LinkWaiter) {
        thread.store(System.threadIdentity, ordering: .relaxed)
        System.setTimerSlack(nanoseconds: 1)
        var mail: [DriverMailbox.Mail] = []
        var links: [any Link] = []
        while true {
            let now = System.nanoseconds()
            unsafe core.receive(now: now)
            // Owners hear before anything leaves, so that an answer goes with the acknowledgment.
            tell()
            run(&mail)
            while let client = unsafe core.timers.pop(now: now) {
                if let next = client.deadlineCame(now) { unsafe core.timers.add(client, at: next) }
            }
            // What owners did may have happenings of its own, and what these do is to leave.
            let hasMore = unsafe core.send(now: System.nanoseconds())
            tell()
            writeJournal()
            if let ending = unsafe core.isEnding, !hasMore { return end(ending) }
            if unsafe !hasMore && !core.isBusy { sleep(waiter, &links) }
        }
    }

    private func run(_ mail: inout [DriverMailbox.Mail]) {
        mailbox.take(into: &mail)
        for index in mail.indices { run(mail[index]) }
        mail.removeAll(keepingCapacity: true)
    }

    private func tell() {
        while let (owner, what) = unsafe core.stack.nextHappening() {
            let client =
                switch owner {
                case .connection(let handle): unsafe core.connections[Int(handle.slot)]
                case .listener(let handle): unsafe core.listeners[handle.index]
                case .socket(let handle): unsafe core.sockets[handle.slot]
                }
            client?.happened(what)
        }
        while unsafe !core.failures.isEmpty { unsafe onFailure(core.failures.removeFirst()) }
    }

    private func writeJournal() {
        guard let onJournal else { return }
        let octets = unsafe core.stack.takeJournal()
        if !octets.isEmpty { onJournal(octets) }
    }

    private func sleep(_ waiter: LinkWaiter, _ links: inout [any Link]) {
        isAsleep.store(true, ordering: .sequentiallyConsistent)
        defer { isAsleep.store(false, ordering: .relaxed) }
        // Who brings mail from now on sees that we sleep; what was brought before is seen here.
        guard mailbox.isEmpty else { return }
        links.removeAll(keepingCapacity: true)
        for port in unsafe core.ports where port.isOpen { if let link = port.link { links.append(link) } }
        let deadline = unsafe min(core.stack.nextDeadline ?? .max, core.timers.first ?? .max)
        let now = System.nanoseconds()
        guard deadline > now else { return }
        let end =
            deadline == .max ? nil : ContinuousClock.now + .nanoseconds(Int64(clamping: deadline - now))
        do {
            _ = try waiter.wait(for: links, until: end)
        } catch {
            // poll(2) fails for want of memory alone; the next round tries again.
            System.sleep(.milliseconds(1))
        }
    }

    private func end(_ ending: CheckedContinuation<Void, Never>) {
        unsafe core.ports.removeAll()
        unsafe core.isEnding = nil
        mailbox.close()
        thread.store(0, ordering: .relaxed)
        runLate()
        ending.resume()
    }

    /// Runs what comes after the end, on whichever thread brings it; one at a time.
    private func runLate() {
        var mail: [DriverMailbox.Mail] = []
        while mailbox.takeLate(into: &mail) {
            thread.store(System.threadIdentity, ordering: .relaxed)
            for index in mail.indices { run(mail[index]) }
            mail.removeAll(keepingCapacity: true)
            thread.store(0, ordering: .relaxed)
        }
    }
}

/// Runs tasks on a driver's thread.
final class DriverTaskExecutor: TaskExecutor {
    private let driver: StackDriver

    init(_ driver: StackDriver) { self.driver = driver }

    func enqueue(_ job: consuming ExecutorJob) { driver.enqueue(UnownedJob(job), of: self) }
}

/// Hands something from one thread to another that uses it alone from then on.
struct Unshared<Value>: @unchecked Sendable {
    // Sound because who makes one does not use the value any more.
    let value: Value
    init(_ value: Value) { self.value = value }
}
