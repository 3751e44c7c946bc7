public import Packets

/// A link through a bad network: frames are lost, late, doubled, crossed, damaged and throttled, the same way for the same seed.
///
/// The time is handed in by the clock, so that a bad day passes in a second. Frames that are late come out when `receive` or
/// `poll` is called after their time; `nextEvent` says when that is.
public final class ImpairedLink: Link {
    private let base: any Link
    private let clock: MemoryLink.Clock
    private var inbound: ImpairedQueue
    private var outbound: ImpairedQueue
    /// The frames that are lent at the moment; their octets must stay where they are.
    private let lending: FrameQueue

    /// Impairs what crosses `base`.
    ///
    /// - Parameters:
    ///   - receiving: what happens to frames that come in.
    ///   - sending: what happens to frames that go out.
    ///   - seed: what all that happens by chance follows from.
    ///   - clock: what time it is.
    public init(
        _ base: any Link, receiving: Impairment = Impairment(), sending: Impairment = Impairment(), seed: UInt64,
        clock: @escaping MemoryLink.Clock
    ) {
        self.base = base
        self.clock = clock
        inbound = ImpairedQueue(receiving, seed: seed)
        outbound = ImpairedQueue(sending, seed: ~seed)
        // Segments that are yet to be cut are longer than the MTU.
        lending = FrameQueue(capacity: 16, frameLimit: max(base.mtu, 1 << 16) + 64)
    }

    public var name: String { base.name }
    public var linkType: LinkType { base.linkType }
    public var mtu: Int { base.mtu }
    public var hardwareAddress: MACAddress? { base.hardwareAddress }
    public var pollDescriptor: Int32? { base.pollDescriptor }

    /// What was done to frames that came in.
    public var receivingCounts: ImpairmentCounts { inbound.counts }
    /// What was done to frames that went out.
    public var sendingCounts: ImpairmentCounts { outbound.counts }

    /// When a frame that is on its way, in or out, is due; `nil` when none is.
    public var nextEvent: Timestamp? {
        guard let arrival = inbound.nextDue else { return outbound.nextDue }
        return outbound.nextDue.map { min($0, arrival) } ?? arrival
    }

    public var nextTimestamp: Timestamp? {
        inbound.nextDue.flatMap { $0 <= clock() ? $0 : nil }
    }

    /// Sends the frames whose time has come.
    ///
    /// - Throws: as `send(_:offload:)` of the link below.
    public func poll() throws(LinkError) {
        let now = clock()
        while let entry = outbound.pop(at: now) { try unsafe base.send(entry.octets.span.bytes) }
    }

    @_lifetime(borrow self)
    public func receive() throws(LinkError) -> ReceivedFrame? {
        try poll()
        let now = clock()
        let (base, lending) = (base, lending)
        while let frame = try base.receive() { inbound.insert(frame.bytes, frame.details, at: now) }
        // While all places are lent, what is due waits.
        if lending.hasRoom, let entry = inbound.pop(at: now) {
            _ = unsafe lending.append(FramePieces(entry.octets.span.bytes), entry.details)
        }
        guard let frame = lending.next() else { return nil }
        return unsafe _overrideLifetime(frame, borrowing: self)
    }

    public func send(_ frame: RawSpan, offload: FrameOffload?) throws(LinkError) {
        guard offload == nil else {
            throw LinkError(.unsupported, linkName: name, message: "an impaired link does no work for its sender")
        }
        let now = clock()
        outbound.insert(
            frame, FrameDetails(timestamp: now, originalLength: frame.byteCount, direction: .outbound), at: now)
        try poll()
    }

    public func statistics() throws(LinkError) -> LinkStatistics { try base.statistics() }
}
