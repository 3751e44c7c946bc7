import NetStack
import Packets

/// Two stacks and the cable between them, and octets that say what happens: which frames pass, are changed, cut, doubled or lost,
/// how time goes, what the applications do. Whatever they say, nothing traps, and a deadline never lies in the past.
public enum StackExercise {
    /// What became of it.
    public struct Outcome: Sendable {
        public var delivered = 0
        public var established = 0

        /// Nothing yet.
        public init() {}
    }

    /// The journals of the two.
    public static func journals(of input: [UInt8]) -> [[UInt8]] {
        var exercise = Exercise(input, journalEpoch: 0)
        exercise.run()
        return exercise.journals()
    }

    @discardableResult
    public static func run(_ input: [UInt8]) -> Outcome {
        var exercise = Exercise(input)
        exercise.run()
        return exercise.outcome
    }
}

private struct Exercise: ~Copyable {
    private var input: [UInt8]
    private var at = 0
    var outcome = StackExercise.Outcome()

    private var near: Side
    private var far: Side
    private var now: UInt64 = 1_000_000_000

    init(_ input: [UInt8], journalEpoch: UInt64? = nil) {
        self.input = input
        near = Side(1, journalEpoch)
        far = Side(2, journalEpoch)
        _ = try? near.connect(to: 2, now: now)
    }

    mutating func journals() -> [[UInt8]] { [near.stack.takeJournal(), far.stack.takeJournal()] }

    private mutating func octet() -> Int {
        guard at < input.count else { return 0 }
        defer { at += 1 }
        return Int(input[at])
    }

    mutating func run() {
        while at < input.count {
            let what = octet()
            let isNear = what & 1 == 0
            switch what >> 1 & 15 {
            case 0: now += UInt64(octet()) * 1_000_000
            case 1: now += UInt64(octet()) * 100_000_000_000
            case 2: leap(isNear)
            case 3, 4, 5: pass(isNear, times: 1 + octet() % 4)
            case 6: change(isNear)
            case 7: drop(isNear)
            case 8: double(isNear)
            case 9: raw(isNear)
            case 10: isNear ? near.read() : far.read()
            case 11: write(isNear, count: octet() * 40)
            case 12: end(isNear, octet())
            case 13: option(isNear, octet())
            case 14: _ = try? isNear ? near.connect(to: 2, now: now) : far.connect(to: 1, now: now)
            default: cut(isNear)
            }
            near.settle(now)
            far.settle(now)
        }
        outcome.established = near.established + far.established
    }

    private mutating func leap(_ isNear: Bool) {
        let deadline = isNear ? near.stack.nextDeadline : far.stack.nextDeadline
        if let deadline { now = max(now, deadline) }
    }

    private mutating func take(_ isNear: Bool) -> [UInt8]? {
        isNear ? near.take(now) : far.take(now)
    }

    private mutating func deliver(_ frame: [UInt8], from isNear: Bool, isChecked: Bool) {
        outcome.delivered += 1
        if isNear { far.receive(frame, isChecked, now) } else { near.receive(frame, isChecked, now) }
    }

    private mutating func pass(_ isNear: Bool, times: Int) {
        for _ in 0..<times {
            guard let frame = take(isNear) else { return }
            deliver(frame, from: isNear, isChecked: false)
        }
    }

    private mutating func change(_ isNear: Bool) {
        guard var frame = take(isNear), !frame.isEmpty else { return }
        for _ in 0...(octet() % 4) {
            let place = (octet() << 8 | octet()) % frame.count
            frame[place] = UInt8(octet())
        }
        deliver(frame, from: isNear, isChecked: true)
    }

    private mutating func cut(_ isNear: Bool) {
        guard var frame = take(isNear), !frame.isEmpty else { return }
        frame.removeLast(octet() % frame.count)
        deliver(frame, from: isNear, isChecked: true)
    }

    private mutating func drop(_ isNear: Bool) { _ = take(isNear) }

    private mutating func double(_ isNear: Bool) {
        guard let frame = take(isNear) else { return }
        deliver(frame, from: isNear, isChecked: false)
        deliver(frame, from: isNear, isChecked: false)
    }

    private mutating func raw(_ isNear: Bool) {
        let count = min(octet(), input.count - at)
        let frame = Array(input[at..<at + count])
        at += count
        deliver(frame, from: isNear, isChecked: true)
    }

    private mutating func write(_ isNear: Bool, count: Int) {
        if isNear { near.write(count) } else { far.write(count) }
    }

    private mutating func end(_ isNear: Bool, _ how: Int) {
        if isNear { near.end(how, now) } else { far.end(how, now) }
    }

    private mutating func option(_ isNear: Bool, _ which: Int) {
        if isNear { near.set(which) } else { far.set(which) }
    }
}

/// One of the two: a stack with a listener, sockets and connections of both families.
private struct Side: ~Copyable {
    var stack: Stack
    private let number: UInt8
    private let interface: InterfaceID
    private let listener: ListenerHandle
    private var connections: [ConnectionHandle] = []
    private var queue: [[UInt8]] = []
    var established = 0

    init(_ number: UInt8, _ journalEpoch: UInt64?) {
        self.number = number
        var configuration = StackConfiguration(secrets: StackSecrets(UInt64(number), 2))
        configuration.connectionLimit = 16
        configuration.neighborLimit = 4
        configuration.reassemblyLimit = 4
        configuration.destinationLimit = 4
        configuration.sendLimit = 20_000
        configuration.receiveLimit = 20_000
        configuration.eventLimit = 8
        configuration.journalEpoch = journalEpoch
        configuration.features.insert(.offersCongestionNotification)
        stack = Stack(configuration)
        interface = stack.add(
            Interface(
                hardwareAddress: MACAddress(2, 0, 0, 0, 0, number), mtu: 1400,
                addresses: [
                    .init(.v4(IPv4Address(10, 0, 0, number)), prefixLength: 24),
                    .init(.v6(IPv6Address(high: 0x2001_0db8_0000_0000, low: UInt64(number))), prefixLength: 64),
                ]))
        listener = try! stack.listen(on: 80, backlog: 3)
        _ = try! stack.openSocket(.udp, port: 9)
        _ = try! stack.openSocket(.echo, port: 9)
    }

    mutating func connect(to other: UInt8, now: UInt64) throws {
        let address: IPAddress =
            connections.count % 2 == 0
            ? .v4(IPv4Address(10, 0, 0, other)) : .v6(IPv6Address(high: 0x2001_0db8_0000_0000, low: UInt64(other)))
        connections.append(try stack.connect(to: address, port: 80, now: now))
    }

    /// Takes what is to leave into the queue, which holds no more than a cable would.
    mutating func collect(_ now: UInt64) {
        while queue.count < 64, let frame = stack.next(now: now) {
            var octets: [UInt8] = []
            frame.append(to: &octets)
            queue.append(octets)
        }
    }

    mutating func take(_ now: UInt64) -> [UInt8]? {
        collect(now)
        return queue.isEmpty ? nil : queue.removeFirst()
    }

    mutating func receive(_ frame: [UInt8], _ isChecked: Bool, _ now: UInt64) {
        unsafe frame.span.withUnsafeBytes { octets in
            let bytes = unsafe RawSpan(_unsafeBytes: octets)
            stack.receive(bytes, on: interface, isChecked: isChecked, now: now)
        }
    }

    mutating func read() {
        var buffer = [UInt8](repeating: 0, count: 700)
        for handle in connections {
            var span = buffer.mutableSpan
            var bytes = unsafe span.mutableBytes
            _ = try? stack.read(into: &bytes, from: handle)
        }
    }

    mutating func write(_ count: Int) {
        guard let handle = connections.last else { return }
        let octets = [UInt8](repeating: 0x61, count: count)
        unsafe octets.span.withUnsafeBytes { octets in
            let bytes = unsafe RawSpan(_unsafeBytes: octets)
            _ = try? stack.write(bytes, to: handle)
        }
    }

    mutating func end(_ how: Int, _ now: UInt64) {
        guard !connections.isEmpty else { return }
        let index = how >> 2 % connections.count
        let handle = connections[min(index, connections.count - 1)]
        switch how & 3 {
        case 0: try? stack.finish(handle)
        case 1: stack.close(handle, now: now)
        case 2: stack.abort(handle, now: now)
        default: return
        }
        connections.removeAll { stack.status($0) == nil }
    }

    mutating func set(_ which: Int) {
        guard let handle = connections.last else { return }
        let value = which >> 4
        let option: ConnectionOption =
            switch which & 15 {
            case 0: .noDelay(value & 1 == 0)
            case 1: .cork(value & 1 == 0)
            case 2:
                .keepAlive(value == 0 ? nil : KeepAlive(idle: UInt64(value) * 1_000_000, interval: 1_000_000, count: 2))
            case 3: .userTimeout(value == 0 ? nil : UInt64(value) * 100_000_000)
            case 4: .abortsOnClose(value & 1 == 0)
            case 5: .maximumSegmentSize(UInt16(value * 100))
            case 6: .sendLimit(value * 1000)
            case 7: .receiveLimit(value * 1000)
            case 8: .congestion(.reno)
            case 9: .congestion(.none)
            case 10: .hopLimit(UInt8(value))
            case 11: .differentiatedServices(UInt8(value))
            default: .congestion(.cubic)
            }
        try? stack.set(option, of: handle)
    }

    /// What an application does after each step, and what must hold then.
    mutating func settle(_ now: UInt64) {
        while let handle = stack.accept(listener) {
            established += 1
            connections.append(handle)
        }
        while stack.nextHappening() != nil {}
        _ = stack.takeEvents()
        guard queue.count < 64 else { return }
        collect(now)
        if queue.count < 64, let deadline = stack.nextDeadline {
            precondition(deadline > now, "a deadline lies in the past when nothing is left to send")
        }
    }
}
