import Packets
import Synchronization

/// A TCP/IP stack as a state machine: frames and the time go in, frames come out. There is no clock in it, no randomness, no
/// input or output: with the same configuration, frames, times and calls it sends the same octets again.
///
///     var stack = Stack(StackConfiguration(secrets: StackSecrets(1, 2)))
///     let lan = stack.add(Interface(
///         hardwareAddress: "02:00:00:00:00:01", addresses: [.init("10.0.0.1", prefixLength: 24)]))
///     let connection = try stack.connect(to: "10.0.0.2", port: 80, now: now)
///     while let frame = stack.next(now: now) { send(frame) }
///     stack.receive(bytes, on: lan, now: now)
///
/// Times are nanoseconds of a clock that nothing sets. Call `next` until it is `nil` after each change, and at `nextDeadline`
/// at the latest.
@safe public struct Stack: ~Copyable {
    // What has an atomic in it lies at one address, and lending it lends that. Without it the compiler copies all 1,384 octets of a
    // stack whenever a method that changes it calls one that does not.
    private let anchor = Atomic<UInt8>(0)

    let configuration: StackConfiguration
    let settings: ConnectionSettings
    public internal(set) var counters = StackCounters()
    public internal(set) var interfaces: [Interface] = []

    /// The interface by which the stack speaks with itself, if there is one.
    var loopback: InterfaceID?
    var routes = RouteTable()
    var destinations: DestinationCache
    var fragments: FragmentTable
    /// How many packets were cut.
    var fragmentsSent: UInt64 = 0
    /// By interface.
    var states: [LinkState] = []
    var tentative: [TentativeAddress] = []
    var announcements: [Announcement] = []
    var groups: [GroupMembership] = []
    var translations: TranslationTable
    /// Whether there is an outside interface.
    var isTranslating = false
    var conflicts: [AddressConflict] = []
    /// When the internet layer has something to do by itself.
    var internetDeadline = Deadlines.never
    var pool = RingPool()
    var neighbors: NeighborTable
    var neighborDeadlines: Deadlines

    var connections: Slab<Connection>
    var reassemblies: Slab<Reassembly>
    var recoveries: Slab<Recovery>
    /// By the slots of those that do something wrong on purpose.
    var misbehaviors: [Int: MisbehaviorState] = [:]
    var events: EventLog
    /// What is written down of all that comes from outside.
    var journal: Journal?
    var table: SlotTable
    /// Those that only wait.
    var smalls: SmallConnections
    var deadlines: Deadlines
    var listeners: [Listener] = []
    var sockets: Slab<DatagramSocket>
    /// How many of these are raw.
    var rawSockets = 0
    /// What is to be told to those who hold them.
    var connectionHappenings = HappeningList()
    var listenerHappenings = HappeningList()
    var socketHappenings = HappeningList()
    /// Those with something to send, in their turn.
    var firstActive: Int32 = -1
    var lastActive: Int32 = -1
    var firstFree: Int32 = -1

    /// What is to leave and belongs to no connection.
    var queue = PacketQueue(limit: 1024)
    /// The packet that is lent; its memory goes back with the next call.
    private var lent: StoredPacket?
    private let header: StoredPacket
    var identification: UInt16 = 0
    var portOffset: UInt32 = 0
    /// How many ICMP errors may leave now, and when that was so: Linux's limit of 1,000 a second, 50 at once.
    var errorCredit = (count: 50, at: UInt64(0))

    public init(_ configuration: StackConfiguration) {
        self.configuration = configuration
        settings = ConnectionSettings(configuration)
        neighbors = NeighborTable(limit: configuration.neighborLimit, secrets: configuration.secrets)
        destinations = DestinationCache(limit: configuration.destinationLimit, secrets: configuration.secrets)
        translations = TranslationTable(limit: 0, secrets: configuration.secrets)
        fragments = FragmentTable(limit: configuration.reassemblyLimit)
        neighborDeadlines = Deadlines(capacity: configuration.neighborLimit)
        connections = Slab(capacity: configuration.connectionLimit)
        reassemblies = Slab(capacity: configuration.connectionLimit)
        recoveries = Slab(capacity: configuration.connectionLimit)
        events = EventLog(limit: configuration.eventLimit)
        journal = configuration.journalEpoch.map { Journal(configuration, epoch: $0) }
        table = SlotTable(capacity: configuration.connectionLimit)
        smalls = SmallConnections(limit: configuration.smallConnectionLimit)
        deadlines = Deadlines(capacity: configuration.connectionLimit)
        sockets = Slab(capacity: configuration.socketLimit)
        header = StoredPacket(count: 160, on: InterfaceID(rawValue: 0), &pool)
    }

    /// Adds an interface.
    public mutating func add(_ interface: Interface) -> InterfaceID {
        journal?.note(interface)
        interfaces.append(interface)
        let added = InterfaceID(rawValue: interfaces.count - 1)
        states.append(LinkState())
        addRoutes(of: added)
        beginAddresses(of: added)
        return added
    }

    // MARK: Time

    /// When `next` must be called at the latest; `nil` when nothing is waited for.
    public var nextDeadline: UInt64? {
        mutating get {
            journal?.note(.deadline)
            // An entry that comes up too early, for its deadline moved back, is put right first.
            while let first = deadlines.first, connections[first.slot].deadline > first.time {
                let deadline = connections[first.slot].deadline
                connections[first.slot].scheduled = deadline
                if deadline == Deadlines.never {
                    deadlines.remove(first.slot)
                } else {
                    deadlines.schedule(first.slot, at: deadline)
                }
            }
            let others = min(internetDeadline, smalls.deadline, neighborDeadlines.first?.time ?? Deadlines.never)
            let next = min(others, deadlines.first?.time ?? Deadlines.never)
            return next == Deadlines.never ? nil : next
        }
    }

    /// Takes out what connections did and why, the first first; `StackConfiguration.eventLimit` says how much is kept.
    public mutating func takeEvents() -> [StackEvent] { events.take() }

    /// Takes out what was written down since the last time (`StackConfiguration.journalEpoch`): whole blocks of a pcapng file,
    /// which `StackReplay` plays.
    public mutating func takeJournal() -> [UInt8] { journal?.take() ?? [] }

    private mutating func runDeadlines(_ now: UInt64) {
        while let slot = deadlines.pop(now: now) {
            connections[slot].scheduled = Connection.never
            guard connections[slot].deadline <= now else {
                reschedule(slot)
                continue
            }
            let effects = connections[slot].onTimer(&recoveries[slot], settings, &events, now: now)
            if effects.contains(.reset) { sendReset(of: slot, now: now) }
            if connections[slot].backoff == 3 { suspectNeighbor(of: slot, now: now) }
            apply(effects, to: slot)
        }
        if smalls.count > 0 { runSmallConnections(now) }
        runInternet(now)
        while let slot = neighborDeadlines.pop(now: now) { onNeighborTimer(slot, now: now) }
    }

    // MARK: Out

    /// The next frame that is to leave now; `nil` when there is none.
    @_lifetime(&self)
    public mutating func next(now: UInt64) -> OutgoingFrame? {
        if let lent {
            lent.release(&pool)
            self.lent = nil
        }
        runDeadlines(now)
        guard let place = produce(now: now) else {
            if journal != nil { note(nil, now: now) }
            return nil
        }
        counters.framesSent &+= 1
        if journal != nil { note(place, now: now) }
        return unsafe _overrideLifetime(place.frame(), mutating: &self)
    }

    /// Writes down what left; apart, so that who keeps no journal pays a comparison.
    @inline(never)
    private mutating func note(_ place: FramePlace?, now: UInt64) {
        if let place { journal?.note(place, now: now) } else { journal?.note(.nothing, [now]) }
    }

    private mutating func produce(now: UInt64) -> FramePlace? {
        while true {
            // Each time: a connection whose neighbor is not known has put a question there.
            if let packet = queue.popFirst() {
                if packet.interface == loopback {
                    takeBack(packet, now: now)
                    continue
                }
                lent = packet
                var place = FramePlace()
                place.header = packet.place
                place.offload = packet.offload
                // Behind the link's header, where there is one.
                if packet.offload.checksumStart > 0, packet.start == 0 {
                    place.offload.checksumStart &+= UInt16(StoredPacket.linkRoom)
                }
                place.interface = packet.interface
                return place
            }
            guard firstActive >= 0 else { return nil }
            let slot = Int(firstActive)
            let place =
                connections[slot].flags.contains(.misbehaves)
                ? produceWrong(slot, now: now) : produce(slot, misbehaves: false, now: now)
            if let place { return place }
        }
    }

    @inline(never)
    private mutating func produceWrong(_ slot: Int, now: UInt64) -> FramePlace? {
        resetAtOctet(slot, now: now) ? nil : produce(slot, misbehaves: true, now: now)
    }

    /// The next segment of the first connection with something to send; `nil` when it has none any more, or it went elsewhere.
    @inline(__always)
    private mutating func produce(_ slot: Int, misbehaves: Bool, now: UInt64) -> FramePlace? {
        guard let hardware = hardwareAddress(of: slot, now: now) else { return nil }
        var interface = interfaces[Int(connections[slot].interface)].outlet
        if misbehaves { interface.offloads = false }
        let gapCount = connections[slot].gapCount(&reassemblies[slot], &recoveries[slot])
        let size = connections[slot].dataSize(gapCount)
        // With the longest headers.
        let limit = interface.offloads ? 65535 - 120 : size
        let plan = connections[slot].nextSegment(
            limit: limit, size: size, &recoveries[slot], &pool, settings, &events, now: now)
        reschedule(slot)
        guard var plan else {
            deactivateFirst()
            return nil
        }
        let misdeed = misbehaves ? misbehave(&plan, at: slot, now: now) : .none
        if misdeed == .kept { return nil }
        if plan.isRetransmission { counters.retransmissions &+= 1 }
        let gaps =
            gapCount == 0
            ? SelectiveBlocks()
            : connections[slot].takeGaps(gapCount, &reassemblies[slot], &recoveries[slot])
        let place = write(plan, gaps, of: slot, interface, hardware, now: now)
        if misdeed == .spoiled { spoilChecksum(of: slot, interface) }
        guard place.interface == loopback else { return place }
        takeBack(place, now: now)
        return nil
    }

    private mutating func write(
        _ plan: SegmentPlan, _ gaps: SelectiveBlocks, of slot: Int, _ interface: Interface.Outlet,
        _ hardware: MACAddress, now: UInt64
    ) -> FramePlace {
        identification &+= 1
        let start = interface.headerLength
        var place = FramePlace()
        let identification = identification
        let timeToLive = configuration.timeToLive
        header.write { bytes in
            if let source = interface.hardwareAddress {
                EthernetWriter.write(
                    into: &bytes, from: source, to: hardware, type: connections[slot].ends.remote.etherType)
            }
            let written = connections[slot].write(
                plan, gaps, into: &bytes, at: start, identification: identification,
                timeToLive: timeToLive, offloads: interface.offloads, now: now)
            place.payload = written.payload
            place.offload = written.offload
            place.header = unsafe RawPlace(start: header.base, count: written.length)
        }
        place.interface = InterfaceID(rawValue: Int(connections[slot].interface))
        return place
    }

    /// Makes the checksum of the segment in `header` a wrong one.
    private func spoilChecksum(of slot: Int, _ interface: Interface.Outlet) {
        header.write { bytes in
            var tcp = MutableLayer<TCP>(&bytes, at: interface.headerLength + connections[slot].ends.remote.headerLength)
            tcp.checksum ^= 0x5555
        }
    }
}

/// Writes Ethernet's header at the start of a frame.
enum EthernetWriter {
    @inline(__always)
    static func write(
        into bytes: inout MutableRawSpan, from source: MACAddress, to destination: MACAddress, type: UInt16
    ) {
        // By its place: whether these octets are a type or a length, they say themselves.
        bytes.storeBytes(of: type.bigEndian, toByteOffset: 12, as: UInt16.self)
        var ethernet = MutableLayer<Ethernet>(&bytes)
        ethernet.destination = destination
        ethernet.source = source
    }
}
