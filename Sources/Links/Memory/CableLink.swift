public import Packets
internal import Synchronization

/// One end of a cable in this process's memory whose ends belong to two threads: it joins two drivers, or hosts of a lab that
/// have a thread each. Links of one thread, and times that come from outside, are `MemoryLink`'s.
///
///     let (near, far) = try CableLink.pair("near", "far")
///
/// A frame that finds no room at the other end is dropped there, and counted. One thread receives at an end, and one sends.
public final class CableLink: Link, Sendable {
    public let name: String
    public let linkType = LinkType.ethernet
    public let mtu: Int
    public let hardwareAddress: MACAddress?
    public let offloads: LinkOffloads
    private let incoming: CableQueue
    private let outgoing: CableQueue

    private init(
        _ name: String, mtu: Int, hardwareAddress: MACAddress, offloads: LinkOffloads, incoming: CableQueue,
        outgoing: CableQueue
    ) {
        self.name = name
        self.mtu = mtu
        self.hardwareAddress = hardwareAddress
        self.offloads = offloads
        self.incoming = incoming
        self.outgoing = outgoing
    }

    /// The two ends of a cable.
    ///
    /// - Parameters:
    ///   - hardwareAddresses: those of the two ends.
    ///   - capacity: how many frames may wait at each end.
    ///   - usesOffloads: whether long segments and pending checksums cross.
    /// - Throws: `LinkError`: `systemFailed`, when the process has no descriptors left.
    public static func pair(
        _ a: String, _ b: String,
        hardwareAddresses: (MACAddress, MACAddress) = (MACAddress(2, 0, 0, 0, 0, 1), MACAddress(2, 0, 0, 0, 0, 2)),
        mtu: Int = 1500, capacity: Int = 256, usesOffloads: Bool = false
    ) throws(LinkError) -> (CableLink, CableLink) {
        precondition(mtu > 0 && capacity > 0, "a link carries something")
        // Room for Ethernet's header and two tags; of a long segment for what IP's length can say.
        let limit = (usesOffloads ? max(mtu, 1 << 16) : mtu) + 22
        let (first, second) = (
            try CableQueue(capacity: capacity, frameLimit: limit), try CableQueue(capacity: capacity, frameLimit: limit)
        )
        let offloads: LinkOffloads = usesOffloads ? [.checksum, .tcpSegmentation] : []
        return (
            CableLink(
                a, mtu: mtu, hardwareAddress: hardwareAddresses.0, offloads: offloads, incoming: first,
                outgoing: second),
            CableLink(
                b, mtu: mtu, hardwareAddress: hardwareAddresses.1, offloads: offloads, incoming: second,
                outgoing: first)
        )
    }

    public var pollDescriptor: Int32? { incoming.alarm.readEnd }

    @_lifetime(borrow self)
    public func receive() throws(LinkError) -> ReceivedFrame? {
        let incoming = incoming
        guard let frame = incoming.next() else { return nil }
        return unsafe _overrideLifetime(frame, borrowing: self)
    }

    public func send(_ frame: RawSpan, offload: FrameOffload?) throws(LinkError) {
        try send(FramePieces(frame), offload: offload)
    }

    public func send(_ frame: borrowing FramePieces, offload: FrameOffload?) throws(LinkError) {
        guard offload == nil || !offloads.isEmpty else {
            throw LinkError(.unsupported, linkName: name, message: "this link does no work for its sender")
        }
        let isSegmented = offload.map { $0.segmentation != .none } ?? false
        let limit = isSegmented ? outgoing.frameLimit : mtu + 22
        guard frame.byteCount <= limit else {
            throw LinkError(
                .frameTooLong, linkName: name,
                message: "a frame of \(frame.byteCount) bytes is too long: at most \(limit) with an MTU of \(mtu)")
        }
        var details = FrameDetails(timestamp: .now, originalLength: frame.byteCount, direction: .inbound)
        details.isChecksumPending = offload?.checksum != nil
        details.offload = offload
        outgoing.append(frame, details)
    }

    public func statistics() throws(LinkError) -> LinkStatistics {
        var statistics = incoming.statistics
        statistics.sent = outgoing.statistics.received
        return statistics
    }
}

/// Frames on their way from one thread to another.
private final class CableQueue: FrameOwner, @unchecked Sendable {
    // Sendable because all that changes is touched under the lock, and a lent slot by nobody until it is given back.
    let alarm: LinkAlarm
    let frameLimit: Int
    private let queue: FrameQueue
    private let state = Mutex(State())

    private struct State {
        var counted = LinkStatistics()
        /// Whether the receiver has found nothing, and may sleep.
        var isWaitedFor = true
    }

    init(capacity: Int, frameLimit: Int) throws(LinkError) {
        alarm = try LinkAlarm()
        self.frameLimit = frameLimit
        queue = FrameQueue(capacity: capacity, frameLimit: frameLimit)
    }

    var statistics: LinkStatistics { state.withLock { $0.counted } }

    /// Puts a frame at the end, or drops it where there is no room.
    func append(_ frame: borrowing FramePieces, _ details: FrameDetails) {
        let shouldRing = state.withLock { state in
            state.counted.received += 1
            guard queue.append(frame, details) else {
                state.counted.dropped += 1
                return false
            }
            defer { state.isWaitedFor = false }
            return state.isWaitedFor
        }
        if shouldRing { alarm.ring() }
    }

    /// Lends the first frame.
    @_lifetime(borrow self)
    func next() -> ReceivedFrame? {
        let place = unsafe state.withLock { state in
            let place = unsafe queue.take()
            if unsafe place == nil {
                state.isWaitedFor = true
                alarm.silence()
            }
            return unsafe place
        }
        guard let place = unsafe place else { return nil }
        return unsafe ReceivedFrame(
            bytes: _overrideLifetime(RawSpan(_unsafeBytes: place.octets), borrowing: self), details: place.details,
            owner: self, slot: place.slot)
    }

    func giveBack(_ slot: Int) { state.withLock { _ in queue.giveBack(slot) } }
}
