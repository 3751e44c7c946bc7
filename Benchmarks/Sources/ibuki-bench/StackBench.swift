import NetStack
import Packets

/// Two stacks and a cable, on one core: what is written at one end is copied into its ring, into frames, into the other ring
/// and out of it, with every checksum made and verified.
enum StackBench {
    private static func nanoseconds() -> UInt64 { UInt64(IbukiBench.nanoseconds()) }

    /// One way of a cable: frames side by side, as many as were put there.
    private struct Cable: ~Copyable {
        static var slotSize: Int { 2048 }
        private let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 1024 * slotSize, alignment: 64)
        private var lengths = [Int](repeating: 0, count: 1024)
        private(set) var count = 0
        private(set) var frames = 0

        deinit { memory.deallocate() }

        @inline(__always)
        mutating func put(_ frame: borrowing OutgoingFrame) {
            var at = count * Self.slotSize
            let start = at
            func copy(_ span: RawSpan) {
                span.withUnsafeBytes { source in
                    guard let from = source.baseAddress else { return }
                    (memory.baseAddress! + at).copyMemory(from: from, byteCount: source.count)
                }
                at += span.byteCount
            }
            copy(frame.header)
            copy(frame.first)
            if frame.second.byteCount > 0 { copy(frame.second) }
            lengths[count] = at - start
            count += 1
            frames += 1
        }

        @inline(__always)
        mutating func move(to stack: inout Stack, now: UInt64) {
            for index in 0..<count {
                let octets = UnsafeRawBufferPointer(
                    start: memory.baseAddress! + index * Self.slotSize, count: lengths[index])
                stack.receive(RawSpan(_unsafeBytes: octets), on: InterfaceID(rawValue: 0), now: now)
            }
            count = 0
        }
    }

    private struct Pair: ~Copyable {
        var client: Stack
        var server: Stack
        var forth = Cable()
        var back = Cable()

        init(window: Int, connections: Int) {
            var configuration = StackConfiguration(secrets: StackSecrets(1, 2))
            configuration.sendLimit = window
            configuration.receiveLimit = window
            configuration.connectionLimit = connections
            client = Stack(configuration)
            server = Stack(configuration)
            _ = client.add(
                Interface(hardwareAddress: "02:00:00:00:00:01", addresses: [.init("10.0.0.1", prefixLength: 24)]))
            _ = server.add(
                Interface(hardwareAddress: "02:00:00:00:00:02", addresses: [.init("10.0.0.2", prefixLength: 24)]))
        }

        @inline(__always)
        mutating func turn(_ now: UInt64) {
            while let frame = client.next(now: now) { forth.put(frame) }
            forth.move(to: &server, now: now)
            while let frame = server.next(now: now) { back.put(frame) }
            back.move(to: &client, now: now)
        }
    }

    /// Writes blocks at one end and reads them at the other for so many seconds.
    static func pair(seconds: Double, block: Int) throws {
        var pair = Pair(window: 1 << 18, connections: 16)
        let listener = try pair.server.listen(on: 80)
        let near = try pair.client.connect(to: "10.0.0.2", port: 80, now: nanoseconds())
        for _ in 0..<4 { pair.turn(nanoseconds()) }
        guard let far = pair.server.accept(listener) else { fatalError("no connection") }
        let source = [UInt8](repeating: 0x5a, count: block)
        let target = UnsafeMutableRawBufferPointer.allocate(byteCount: block, alignment: 64)
        defer { target.deallocate() }
        var moved = 0
        let start = nanoseconds()
        let end = start + UInt64(seconds * 1e9)
        var now = start
        while now < end {
            now = nanoseconds()
            for _ in 0..<16 {
                _ = try pair.client.write(source.span.bytes, to: near)
                pair.turn(now)
                var room = MutableRawSpan(_unsafeBytes: target)
                moved += try pair.server.read(into: &room, from: far)
            }
        }
        let time = Double(nanoseconds() - start)
        let segments = Double(moved) / 1448
        print(
            "stack-pair", time / segments, "ns a segment of 1448 octets,", Double(moved) * 8 / time, "Gbit/s,",
            Double(pair.forth.frames + pair.back.frames) / segments, "frames each")
    }

    /// Opens and closes connections one after the other.
    static func handshakes(_ count: Int) throws {
        var pair = Pair(window: 1 << 16, connections: 1 << 16)
        let listener = try pair.server.listen(on: 80)
        var now: UInt64 = 1_000_000_000
        // So that both know each other's hardware address.
        _ = try pair.client.connect(to: "10.0.0.2", port: 81, now: now)
        for _ in 0..<3 { pair.turn(now) }
        func one(_ pair: inout Pair) throws {
            let near = try pair.client.connect(to: "10.0.0.2", port: 80, now: now)
            pair.turn(now)
            pair.turn(now)
            guard let far = pair.server.accept(listener) else { fatalError("no connection") }
            pair.client.abort(near, now: now)
            pair.turn(now)
            pair.server.close(far, now: now)
            now += 10_000
        }
        for _ in 0..<1000 { try one(&pair) }
        let start = nanoseconds()
        for _ in 0..<count { try one(&pair) }
        print("stack-handshake", Double(nanoseconds() - start) / Double(count), "ns, opened and reset, both ends")
    }
}
