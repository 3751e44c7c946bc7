public import Packets

/// One end of a cable, or a port of a switch, in this process's memory: for the lab and for tests. It needs no privilege, and
/// what time it is comes from outside.
///
///     let (client, server) = MemoryLink.pair("client", "server")
///     try client.send(frame)
///     while let frame = try server.receive() { … }
///
/// Both ends belong to one thread. A frame that finds no room at the other end is dropped there, and counted.
public final class MemoryLink: Link {
    public let name: String
    public let linkType: LinkType
    public let mtu: Int
    public let hardwareAddress: MACAddress?

    /// What time it is; a frame bears the time at which it was sent.
    public typealias Clock = () -> Timestamp

    private let clock: Clock
    private let queue: FrameQueue
    private var counted = LinkStatistics()
    /// Where frames go that are sent.
    private var outlet: Outlet = .nowhere

    private enum Outlet {
        case nowhere
        // Neither keeps the other alive: a cable's ends are held by those who use them.
        case end(Weak)
        case bridge(MemorySwitch, port: Int)
    }

    private struct Weak { weak var link: MemoryLink? }

    /// A link that is not connected to anything yet.
    ///
    /// - Parameters:
    ///   - capacity: how many frames may wait to be received.
    ///   - clock: what time it is; the epoch when there is none.
    public init(
        _ name: String, linkType: LinkType = .ethernet, mtu: Int = 1500, hardwareAddress: MACAddress? = nil,
        capacity: Int = 256, clock: @escaping Clock = { Timestamp(seconds: 0) }
    ) {
        precondition(mtu > 0 && capacity > 0, "a link carries something")
        self.name = name
        self.linkType = linkType
        self.mtu = mtu
        self.hardwareAddress = hardwareAddress
        self.clock = clock
        // Room for Ethernet's header and two tags.
        queue = FrameQueue(capacity: capacity, frameLimit: mtu + 22)
    }

    /// The two ends of a cable.
    public static func pair(
        _ a: String, _ b: String, linkType: LinkType = .ethernet, mtu: Int = 1500, capacity: Int = 256,
        clock: @escaping Clock = { Timestamp(seconds: 0) }
    ) -> (MemoryLink, MemoryLink) {
        let first = MemoryLink(
            a, linkType: linkType, mtu: mtu, hardwareAddress: MACAddress(2, 0, 0, 0, 0, 1), capacity: capacity,
            clock: clock)
        let second = MemoryLink(
            b, linkType: linkType, mtu: mtu, hardwareAddress: MACAddress(2, 0, 0, 0, 0, 2), capacity: capacity,
            clock: clock)
        connect(first, second)
        return (first, second)
    }

    /// Puts a cable between two links; what they were connected to before gets nothing of theirs any more.
    public static func connect(_ a: MemoryLink, _ b: MemoryLink) {
        a.outlet = .end(Weak(link: b))
        b.outlet = .end(Weak(link: a))
    }

    /// Plugs this link into a switch.
    func plug(into bridge: MemorySwitch, port: Int) { outlet = .bridge(bridge, port: port) }

    public var nextTimestamp: Timestamp? { queue.firstTimestamp }

    @_lifetime(borrow self)
    public func receive() throws(LinkError) -> ReceivedFrame? {
        let queue = queue
        guard let frame = queue.next() else { return nil }
        return unsafe _overrideLifetime(frame, borrowing: self)
    }

    public func send(_ frame: RawSpan, offload: FrameOffload?) throws(LinkError) {
        try send(FramePieces(frame), offload: offload)
    }

    public func send(_ frame: borrowing FramePieces, offload: FrameOffload?) throws(LinkError) {
        guard offload == nil else {
            throw LinkError(.unsupported, linkName: name, message: "this link does no work for its sender")
        }
        guard frame.byteCount <= queue.frameLimit else {
            throw LinkError(
                .frameTooLong, linkName: name,
                message:
                    "a frame of \(frame.byteCount) bytes is too long: the MTU is \(mtu), so that frames have at most "
                    + "\(queue.frameLimit)")
        }
        counted.sent += 1
        let details = FrameDetails(timestamp: clock(), originalLength: frame.byteCount, direction: .inbound)
        switch outlet {
        case .nowhere: break
        case .end(let end): end.link?.deliver(frame, details)
        case .bridge(let bridge, let port): bridge.forward(frame, details, from: port)
        }
    }

    /// Takes a frame from the other end.
    func deliver(_ frame: borrowing FramePieces, _ details: FrameDetails) {
        counted.received += 1
        if !queue.append(frame, details) { counted.dropped += 1 }
    }

    public func statistics() throws(LinkError) -> LinkStatistics { counted }
}
