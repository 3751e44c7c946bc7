import Captures
import Links
import NetStack
import PacketPresenters
import PacketProtocols
import Packets

/// What time it is where nothing takes any.
final class VirtualClock {
    var now: UInt64
    /// What the stacks see of it: nothing finer than so many nanoseconds.
    let step: UInt64
    var seen: UInt64 { now - now % step }

    init(_ now: UInt64 = 1_000_000_000_000, step: UInt64 = 1) {
        self.now = now
        self.step = step
    }

    var timestamp: Timestamp { Timestamp(now) }
}

extension Timestamp {
    init(_ nanoseconds: UInt64) {
        self.init(
            seconds: Int64(nanoseconds / 1_000_000_000), nanoseconds: UInt32(nanoseconds % 1_000_000_000))
    }
    var total: UInt64 { UInt64(seconds) * 1_000_000_000 + UInt64(nanoseconds) }
}

/// Writes what crosses a link to a capture in memory.
final class CaptureRecorder: FrameRecorder {
    private let sink = MemorySink()
    private var writer: PcapngWriter
    var capture: [UInt8] { sink.bytes }

    init() throws {
        writer = PcapngWriter(sink)
        try writer.addInterface(CaptureInterface(linkType: .ethernet))
    }

    func record(_ frame: RawSpan, _ details: FrameDetails) throws(LinkError) {
        do {
            try writer.write(frame, timestamp: details.timestamp)
            try writer.flush()
        } catch {
            fatalError("\(error)")
        }
    }
}

/// The two families, for cases that hold in both.
enum Family: CaseIterable {
    case ipv4, ipv6

    var client: IPAddress { self == .ipv4 ? "10.0.0.1" : "2001:db8::1" }
    var server: IPAddress { self == .ipv4 ? "10.0.0.2" : "2001:db8::2" }
    /// An address on their link that nobody has.
    var nobody: IPAddress { self == .ipv4 ? "10.0.0.77" : "2001:db8::77" }
    var prefixLength: Int { self == .ipv4 ? 24 : 64 }
    var headerLength: Int { self == .ipv4 ? 20 : 40 }
}

/// Two stacks and the cable between them, in virtual time. What leaves and reaches the client is recorded.
struct TwoHosts: ~Copyable {
    static let clientAddress: IPAddress = "10.0.0.1"
    static let serverAddress: IPAddress = "10.0.0.2"

    let clock: VirtualClock
    let family: Family
    var client: Stack
    var server: Stack
    private let recorder: CaptureRecorder
    private let near: any Link
    private let far: ImpairedLink

    init(
        mtu: Int = 1500, _ impairment: Impairment = Impairment(), seed: UInt64 = 1, family: Family = .ipv4,
        isRecorded: Bool = true, clock: VirtualClock = VirtualClock(),
        _ change: (inout StackConfiguration) -> Void = { _ in }
    ) throws {
        self.clock = clock
        self.family = family
        let (near, far) = MemoryLink.pair("client", "server", mtu: mtu, capacity: 4096) { clock.timestamp }
        recorder = try CaptureRecorder()
        self.near = isRecorded ? RecordingLink(near, recorder: recorder) { clock.timestamp } : near
        self.far = ImpairedLink(far, receiving: impairment, sending: impairment, seed: seed) { clock.timestamp }
        var configuration = StackConfiguration(secrets: StackSecrets(seed, 2))
        change(&configuration)
        client = Stack(configuration)
        configuration.secrets = StackSecrets(seed, 3)
        server = Stack(configuration)
        _ = client.add(
            Interface(
                hardwareAddress: near.hardwareAddress, mtu: mtu,
                addresses: [.init(family.client, prefixLength: family.prefixLength)]))
        _ = server.add(
            Interface(
                hardwareAddress: far.hardwareAddress, mtu: mtu,
                addresses: [.init(family.server, prefixLength: family.prefixLength)]))
    }

    /// Whether this is a build in which there is time for more.
    static let isOptimized: Bool = {
        var result = true
        // Evaluated in builds without optimisation alone.
        assert(
            {
                result = false
                return true
            }())
        return result
    }()

    /// Whether nothing reaches the other side.
    var isCut = false
    /// How many of the client's next frames that bear data are lost.
    var dropping = 0

    /// Moves the frames that can move now, and says whether there was any.
    mutating func exchange() throws -> Bool {
        var none = 0
        let sent = try Self.send(&client, to: isCut ? nil : near, clock.seen, dropping: &dropping)
        let answered = try Self.send(&server, to: isCut ? nil : far, clock.seen, dropping: &none)
        try far.poll()
        let there = try Self.receive(&server, from: far, clock.seen)
        let here = try Self.receive(&client, from: near, clock.seen)
        return sent || answered || there || here
    }

    private static func send(
        _ stack: inout Stack, to link: (any Link)?, _ now: UInt64, dropping: inout Int
    ) throws -> Bool {
        var octets: [UInt8] = []
        var isAny = false
        while let frame = stack.next(now: now) {
            isAny = true
            if dropping > 0, frame.byteCount > 500 {
                dropping -= 1
                continue
            }
            octets.removeAll(keepingCapacity: true)
            frame.append(to: &octets)
            try link?.send(octets.rawBytes)
        }
        return isAny
    }

    private static func receive(_ stack: inout Stack, from link: any Link, _ now: UInt64) throws -> Bool {
        var isAny = false
        while let frame = try link.receive() {
            isAny = true
            stack.receive(frame.bytes, on: InterfaceID(rawValue: 0), now: now)
        }
        return isAny
    }

    /// When something happens next by itself.
    var nextEvent: UInt64? {
        mutating get {
            // A coarse clock shows a deadline at its next step.
            let own = [client.nextDeadline, server.nextDeadline].compactMap { $0 }.min()
            let shown = own.map { ($0 + clock.step - 1) / clock.step * clock.step }
            return [shown, far.nextEvent?.total].compactMap { $0 }.min()
        }
    }

    /// Lets time go on until `isDone`, nothing is left to happen, or so many seconds have gone; says whether it is done.
    @discardableResult
    mutating func run(seconds: Double = 600, until isDone: (inout TwoHosts) throws -> Bool) throws -> Bool {
        let end = clock.now + UInt64(seconds * 1e9)
        while true {
            let hasMoved = try exchange()
            if try isDone(&self) { return true }
            // What was asked may have set something going.
            if try exchange() || hasMoved { continue }
            guard let next = nextEvent, next <= end else {
                clock.now = end
                return false
            }
            clock.now = max(clock.now, next)
        }
    }

    /// Lets all happen that happens within so many seconds.
    mutating func run(seconds: Double) throws { _ = try run(seconds: seconds) { _ in false } }

    /// A connection of the client's to the server, both ends.
    mutating func connect(port: UInt16 = 80) throws -> (client: ConnectionHandle, server: ConnectionHandle) {
        let listener = try server.listen(on: port)
        let near = try client.connect(to: family.server, port: port, now: clock.now)
        var far: ConnectionHandle?
        try run { hosts in
            far = far ?? hosts.server.accept(listener)
            return far != nil && hosts.client.status(near)?.state == .established
        }
        guard let far else { throw NotThere() }
        return (near, far)
    }

    struct NotThere: Error {}

    /// Hands the server a packet as if it came from the client: an expression of the forge, from IP's header on.
    mutating func inject(_ expression: String) throws {
        var random = SplitMix64(seed: 1)
        let type = expression.hasPrefix("arp") ? ",dst=ff:ff:ff:ff:ff:ff" : ",dst=02:00:00:00:00:02"
        let forged = try ForgeSequence(ForgeExpression("eth(src=02:00:00:00:00:01\(type))/\(expression)"))
        let octets = try forged.packet(at: 0, random: &random).octets()
        server.receive(octets.rawBytes, on: InterfaceID(rawValue: 0), now: clock.now)
    }

    /// What the server answers to a packet that it is handed, as lines of the capture.
    mutating func answers(to expression: String) throws -> [String] {
        let before = try lines().count
        try inject(expression)
        try run(seconds: 0.1)
        return try Array(lines()[before...])
    }

    /// The octets of the capture.
    var capture: [UInt8] { recorder.capture }

    /// The frames of the capture.
    func frames() throws -> [[UInt8]] {
        var reader = try CaptureReader(MemorySource(capture))
        var frames: [[UInt8]] = []
        while let frame = try reader.next() { frames.append(frame.bytes.octets(0, frame.bytes.byteCount)) }
        return frames
    }

    /// What the capture says, a line a packet without its time; a packet that is broken or has a wrong checksum says so.
    func lines() throws -> [String] {
        var options = LineOptions()
        options.showsNumbers = true
        var reader = try PacketReader(CaptureReader(MemorySource(capture)))
        reader.dissector.verifiesChecksums = true
        var presenter = LinePresenter(options: options, zone: .utc)
        var lines: [String] = []
        while var packet = try reader.next() {
            let fault = packet.fault
            presenter.removeAll()
            presenter.appendSummary(of: &packet)
            lines.append(String(decoding: presenter.text) + (fault == nil ? "" : " BROKEN"))
        }
        return lines
    }
}

extension [UInt8] {
    /// The octets, lent.
    var rawBytes: RawSpan {
        @_lifetime(borrow self) get { unsafe span.bytes }
    }
}

extension Stack {
    /// All that can be read now.
    mutating func readAll(_ handle: ConnectionHandle, limit: Int = .max) throws -> [UInt8] {
        var all: [UInt8] = []
        while all.count < limit {
            var buffer = [UInt8](repeating: 0, count: min(8192, limit - all.count))
            var span = buffer.mutableSpan
            var bytes = unsafe span.mutableBytes
            let taken = try read(into: &bytes, from: handle)
            if taken == 0 { break }
            all += buffer[..<taken]
        }
        return all
    }

    /// The datagram that came first.
    mutating func receive(_ handle: DatagramHandle) throws -> (note: ReceivedDatagram, octets: [UInt8])? {
        var buffer = [UInt8](repeating: 0, count: 2048)
        var span = buffer.mutableSpan
        var bytes = unsafe span.mutableBytes
        guard let note = try receive(into: &bytes, from: handle) else { return nil }
        return (note, Array(buffer[..<min(note.length, 2048)]))
    }
}
