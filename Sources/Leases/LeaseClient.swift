internal import PacketProtocols
public import Packets

/// A DHCP client: a state machine without a clock. Messages and the time go in, and what is to be done comes out. RFC 2131
/// section 4.4
///
///     var client = LeaseClient(options, seed: 1, now: 0)
///     while let action = client.next(now: now) { … }        // until client.nextDeadline, or a message comes
///     client.receive(octets, now: now)
///
/// Times are nanoseconds of a clock that only goes forward.
public struct LeaseClient: Sendable {
    /// What a client is to be like.
    public struct Options: Sendable {
        /// The card that the lease is for.
        public var hardwareAddress: MACAddress
        /// What it calls itself; nothing when `nil`. RFC 2132 section 3.14
        public var hostName: String?
        /// An address that it had before: it asks whether it may have it still (INIT-REBOOT).
        public var previous: IPv4Address?
        /// Whether it takes an offer; if not, it only listens to what is offered.
        public var takesOffers = true
        /// What it asks servers to tell, by the options' codes.
        public var wanted: [UInt8] = [1, 3, 6, 15, 26, 28, 42, 51, 58, 59, 119, 121]

        public init(hardwareAddress: MACAddress) { self.hardwareAddress = hardwareAddress }
    }

    /// RFC 2131 figure 5.
    public enum State: Sendable, Hashable {
        /// Waits before it begins anew.
        case initial
        case selecting, requesting
        case rebooting
        /// Has an address that somebody else may have: nobody knows as yet.
        case checking
        case bound, renewing, rebinding
        /// Has given its address back, or never wants one again.
        case released
    }

    /// What is to be done.
    public enum Action: Sendable, Hashable {
        /// Send a message to port 67 of a server, or of everybody, from port 68 of an address of ours, or of none.
        case send(LeaseMessage, to: IPv4Address, from: IPv4Address)
        /// Somebody offers an address.
        case offered(Lease)
        /// Ask the link whether somebody has the address, and call `checked` (RFC 2131 section 4.4.1).
        case check(Lease)
        /// The address is ours, or is so for longer.
        case bound(Lease)
        case renewed(Lease)
        /// A server refuses what was asked for.
        case refused(LeaseMessage)
        /// The address is not ours any more.
        case lost(Lease, Loss)
    }

    /// Why an address is not ours any more.
    public enum Loss: String, Sendable { case expired, refused, conflict, released }

    public private(set) var state = State.initial
    /// What it has, or is about to have.
    public private(set) var lease: Lease?
    /// When `next` must be called at the latest, in nanoseconds.
    public private(set) var nextDeadline: UInt64

    private let options: Options
    private var random: SplitMix64
    private var actions: [Action] = []
    private var identifier: UInt32 = 0
    /// When it began to ask, and how often it has asked the same.
    private var began: UInt64
    private var tries = 0
    /// When the lease's times are counted from: as it was asked for.
    private var leasedAt: UInt64 = 0
    /// What its messages say of how long it has been asking, in seconds.
    private var seconds: UInt16 = 0
    /// When the latest request for a longer lease left.
    private var askedAt: UInt64 = 0
    /// Whether the address that it had before is still to be asked for.
    private var asksForPrevious: Bool

    private static let second: UInt64 = 1_000_000_000
    private static let everybody = IPv4Address(rawValue: .max)

    public init(_ options: Options, seed: UInt64, now: UInt64) {
        self.options = options
        random = SplitMix64(seed: seed)
        began = now
        nextDeadline = now
        asksForPrevious = options.previous != nil
    }

    // MARK: What comes out

    /// What is to be done next; `nil` when there is nothing before `nextDeadline`, or a message.
    public mutating func next(now: UInt64) -> Action? {
        if actions.isEmpty, nextDeadline <= now { deadlineCame(now) }
        return actions.isEmpty ? nil : actions.removeFirst()
    }

    private mutating func deadlineCame(_ now: UInt64) {
        switch state {
        case .initial: begin(now)
        case .selecting: discover(now)
        case .requesting:
            // RFC 2131 section 3.1, 5: four times, about a minute.
            if tries < 4 { request(now) } else { restart(at: now, now) }
        case .rebooting:
            if tries < 2 { reboot(now) } else { discoverAnew(now) }
        case .bound: renew(now)
        case .renewing:
            if now >= time(lease?.rebinding) { rebind(now) } else { renew(now) }
        case .rebinding:
            if now >= time(lease?.duration) { lose(.expired, now) } else { rebind(now) }
        case .checking, .released: nextDeadline = .max
        }
    }

    // MARK: What goes in

    /// Takes a datagram that came to port 68.
    public mutating func receive(_ octets: [UInt8], now: UInt64) {
        guard let message = LeaseMessage(octets), message.isReply, message.identifier == identifier,
            message.hardwareAddress == options.hardwareAddress
        else { return }
        switch (message.kind, state) {
        case (.offer, .selecting):
            guard let offer = Lease(message), actions.count < 64 else { return }
            actions.append(.offered(offer))
            guard options.takesOffers, lease == nil else { return }
            lease = offer
            enter(.requesting)
            request(now)
        case (.acknowledgment, .requesting) where message.server == lease?.server,
            (.acknowledgment, .rebooting):
            guard let new = Lease(message), state == .rebooting || new.address == lease?.address else { return }
            lease = new
            enter(.checking)
            nextDeadline = .max
            actions.append(.check(new))
        case (.acknowledgment, .renewing), (.acknowledgment, .rebinding):
            guard let new = Lease(message), new.address == lease?.address else { return }
            lease = new
            bind(new)
            actions.append(.renewed(new))
        // A server that was not asked has nothing to refuse.
        case (.refusal, .requesting) where message.server == lease?.server:
            actions.append(.refused(message))
            restart(at: now &+ Self.second, now)
        case (.refusal, .rebooting):
            actions.append(.refused(message))
            discoverAnew(now)
        case (.refusal, .renewing), (.refusal, .rebinding):
            actions.append(.refused(message))
            lose(.refused, now)
        default: break
        }
    }

    /// The link has said whether somebody else has the address that was to be checked.
    public mutating func checked(isTaken: Bool, now: UInt64) {
        guard state == .checking, let lease else { return }
        guard isTaken else {
            bind(lease)
            return actions.append(.bound(lease))
        }
        var decline = message(.decline)
        decline.options += [.init(50, [lease.address]), .init(54, [lease.server])]
        actions.append(.send(decline, to: Self.everybody, from: .unspecified))
        actions.append(.lost(lease, .conflict))
        // RFC 2131 section 3.1, 5: ten seconds at least, so that nobody loops.
        restart(at: now &+ 10 * Self.second, now)
    }

    /// Gives the address back, if there is one, and never asks again.
    public mutating func release(now: UInt64) {
        defer { end() }
        guard let lease, [.bound, .renewing, .rebinding].contains(state) else { return }
        var release = message(.release)
        release.clientAddress = lease.address
        release.options.append(.init(54, [lease.server]))
        actions.append(.send(release, to: lease.server, from: lease.address))
        actions.append(.lost(lease, .released))
    }

    private mutating func end() {
        state = .released
        lease = nil
        nextDeadline = .max
    }

    // MARK: Steps

    private mutating func enter(_ next: State) {
        state = next
        tries = 0
    }

    private mutating func begin(_ now: UInt64) {
        began = now
        identifier = UInt32(truncatingIfNeeded: random.next())
        seconds = 0
        guard asksForPrevious else { return discoverAnew(now) }
        asksForPrevious = false
        enter(.rebooting)
        reboot(now)
    }

    private mutating func discoverAnew(_ now: UInt64) {
        identifier = UInt32(truncatingIfNeeded: random.next())
        enter(.selecting)
        discover(now)
    }

    private mutating func discover(_ now: UInt64) {
        // RFC 2131 section 3.1, 3: the request that follows says the same.
        seconds = UInt16(clamping: (now &- began) / Self.second)
        var discover = question(.discover)
        if let previous = options.previous { discover.options.append(.init(50, [previous])) }
        send(discover, to: Self.everybody, from: .unspecified, now)
    }

    private mutating func request(_ now: UInt64) {
        guard let lease else { return restart(at: now, now) }
        if tries == 0 { leasedAt = now }
        var request = question(.request)
        request.options += [.init(50, [lease.address]), .init(54, [lease.server])]
        send(request, to: Self.everybody, from: .unspecified, now)
    }

    private mutating func reboot(_ now: UInt64) {
        if tries == 0 { leasedAt = now }
        var request = question(.request)
        request.options.append(.init(50, [options.previous ?? .unspecified]))
        send(request, to: Self.everybody, from: .unspecified, now)
    }

    private mutating func renew(_ now: UInt64) {
        guard let lease else { return }
        extend(as: .renewing, until: time(lease.rebinding), by: lease.server, now)
    }

    private mutating func rebind(_ now: UInt64) {
        extend(as: .rebinding, until: time(lease?.duration), by: Self.everybody, now)
    }

    /// Asks that the lease may last longer: again when half of the time that is left is over, but not within a minute (RFC 2131
    /// section 4.4.5).
    private mutating func extend(as next: State, until end: UInt64, by server: IPv4Address, _ now: UInt64) {
        guard let lease else { return }
        if state != next {
            if state == .bound {
                seconds = 0
                identifier = UInt32(truncatingIfNeeded: random.next())
            }
            enter(next)
        }
        askedAt = now
        var request = question(.request)
        request.clientAddress = lease.address
        request.wantsBroadcast = false
        actions.append(.send(request, to: server, from: lease.address))
        let left = end > now ? end - now : 0
        nextDeadline = min(end, now &+ max(left / 2, 60 * Self.second))
    }

    private mutating func bind(_ lease: Lease) {
        if state == .renewing || state == .rebinding { leasedAt = askedAt }
        enter(.bound)
        nextDeadline = lease.duration == nil ? .max : time(lease.renewal)
    }

    private mutating func lose(_ loss: Loss, _ now: UInt64) {
        if let lease { actions.append(.lost(lease, loss)) }
        restart(at: now &+ (loss == .refused ? Self.second : 0), now)
    }

    private mutating func restart(at time: UInt64, _ now: UInt64) {
        lease = nil
        enter(.initial)
        nextDeadline = max(time, now)
    }

    /// The moment so many seconds after the lease began; never when `nil`.
    private func time(_ seconds: UInt32?) -> UInt64 {
        seconds.map { leasedAt &+ UInt64($0) * Self.second } ?? .max
    }

    /// Sends, and waits for an answer: four seconds, and twice as long each time, up to 64, more or less one (RFC 2131 section
    /// 4.1).
    private mutating func send(
        _ message: LeaseMessage, to destination: IPv4Address, from source: IPv4Address, _ now: UInt64
    ) {
        actions.append(.send(message, to: destination, from: source))
        let delay = UInt64(min(64, 4 << min(tries, 4))) * Self.second
        tries += 1
        nextDeadline = now &+ delay &- Self.second &+ random.next() % (2 * Self.second)
    }

    private func message(_ kind: DHCP.MessageType) -> LeaseMessage {
        let hardware = options.hardwareAddress
        var message = LeaseMessage(kind, identifier: identifier, hardwareAddress: hardware)
        let octets = (0..<6).map { UInt8(truncatingIfNeeded: hardware.rawValue >> (40 - 8 * $0)) }
        // RFC 2132 section 9.14: what it is known by; 1 for Ethernet.
        message.options = [.init(61, [1] + octets)]
        return message
    }

    /// A message that wants an answer.
    private func question(_ kind: DHCP.MessageType) -> LeaseMessage {
        var message = message(kind)
        message.seconds = seconds
        message.wantsBroadcast = true
        // The longest message that it takes, 1472 octets: what an Ethernet frame holds.
        message.options += [.init(55, options.wanted), .init(57, [5, 192])]
        if let name = options.hostName, !name.isEmpty { message.options.append(.init(12, name)) }
        return message
    }
}
