public import Packets

/// One way in and out for frames: a network interface, a TAP device, a cable in memory.
///
/// A link is owned by one thread. It neither waits nor starts threads by itself: `receive` takes what is there, and a
/// `LinkWaiter` sleeps until there is more.
///
///     while let frame = try link.receive() {
///         print(frame.timestamp, frame.bytes.byteCount)
///     }
public protocol Link: AnyObject {
    /// What people call it: `eth0`, `any`, `tap0`.
    var name: String { get }
    /// What the first layer of this link's frames is.
    var linkType: LinkType { get }
    /// The longest packet that a frame carries, in octets, without the link's own header.
    var mtu: Int { get }
    /// The address of this end of the link, where it has one.
    var hardwareAddress: MACAddress? { get }
    /// What the link does for its sender.
    var offloads: LinkOffloads { get }
    /// A descriptor that poll(2) calls readable when frames may be there; `nil` for links that nobody can wait for.
    var pollDescriptor: Int32? { get }

    /// When the frame crossed that `receive` would give; `nil` when there is none, or the link cannot tell beforehand.
    /// By it the frames of several links are put in order.
    var nextTimestamp: Timestamp? { get }

    /// The next frame, if one is there. Its octets are lent: where they lie is used anew when the frame's life ends, so
    /// that frames should not be kept. A frame may be sent while another is held.
    ///
    /// - Throws: `LinkError`: `interfaceDown` once when the interface goes down (frames may come again when it is up),
    ///   `interfaceGone` when it vanished, `systemFailed`.
    @_lifetime(borrow self)
    func receive() throws(LinkError) -> ReceivedFrame?

    /// Sends one frame, waiting while the link has no room.
    ///
    /// - Parameter offload: what the link shall still do to the frame; only what `offloads` says.
    /// - Throws: `LinkError`: `frameTooLong`, `frameTooShort` and `unsupported` when the frame cannot be sent by this link,
    ///   `noRoom` where waiting has an end, `interfaceDown`, `interfaceGone`, `systemFailed`.
    func send(_ frame: RawSpan, offload: FrameOffload?) throws(LinkError)

    /// Sends one frame whose parts lie apart, waiting while the link has no room. A long segment that the system does not cut
    /// is cut here.
    ///
    /// - Parameter offload: what the link shall still do to the frame; only what `offloads` says.
    /// - Throws: as `send(_:offload:)` of a frame in one piece.
    func send(_ frame: borrowing FramePieces, offload: FrameOffload?) throws(LinkError)

    /// Sends frames of a batch from the one at `first` on, waiting until at least one was taken.
    ///
    /// - Returns: how many were taken, in their order; 0 when there is none from `first` on.
    /// - Throws: as `send(_:offload:)`, when not one was taken.
    func send(_ batch: borrowing FrameBatch, from first: Int) throws(LinkError) -> Int

    /// What was counted since the link was opened.
    ///
    /// - Throws: `LinkError`: `systemFailed`.
    func statistics() throws(LinkError) -> LinkStatistics
}

extension Link {
    public var offloads: LinkOffloads { [] }
    public var pollDescriptor: Int32? { nil }
    public var nextTimestamp: Timestamp? { nil }

    /// Sends one frame as it is, waiting while the link has no room.
    ///
    /// - Throws: as `send(_:offload:)`.
    public func send(_ frame: RawSpan) throws(LinkError) { try send(frame, offload: nil) }

    /// Puts the parts together and sends the frame: for links that have no better way.
    public func send(_ frame: borrowing FramePieces, offload: FrameOffload?) throws(LinkError) {
        guard frame.first.isEmpty, frame.second.isEmpty else {
            return try unsafe send(frame.joined().span.bytes, offload: offload)
        }
        try send(frame.header, offload: offload)
    }

    /// Sends every frame of a batch.
    ///
    /// - Throws: as `send(_:offload:)`; frames before the one at fault were sent.
    public func send(_ batch: borrowing FrameBatch) throws(LinkError) {
        var sent = 0
        while sent < batch.count { sent += try send(batch, from: sent) }
    }

    /// Sends a batch's frames one by one: for links that have no better way.
    public func send(_ batch: borrowing FrameBatch, from first: Int) throws(LinkError) -> Int {
        var index = first
        while index < batch.count {
            do {
                try send(batch[index], offload: nil)
            } catch {
                if index == first { throw error }
                return index - first
            }
            index += 1
        }
        return max(0, index - first)
    }
}
