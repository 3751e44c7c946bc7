public import Packets

/// A frame that a link lends: its octets, and what the link says of it. When its life ends, its place in the link's ring or
/// buffer is given back.
@safe public struct ReceivedFrame: ~Copyable, ~Escapable {
    /// The frame from its first layer's first octet on; at most the link's snap length.
    public let bytes: RawSpan
    /// What the link says of the frame.
    public let details: FrameDetails

    private unowned(unsafe) let owner: (any FrameOwner)?
    private let slot: Int

    /// Lends octets.
    ///
    /// - Parameters:
    ///   - owner: who hears of the frame's end; it must live as long as what `bytes` depends on.
    ///   - slot: what `owner` knows the octets' place by.
    @inline(__always) @_lifetime(copy bytes)
    package init(bytes: RawSpan, details: FrameDetails, owner: (any FrameOwner)?, slot: Int = 0) {
        self.bytes = bytes
        self.details = details
        unsafe self.owner = owner
        self.slot = slot
    }

    deinit { unsafe owner?.giveBack(slot) }

    /// When it crossed the link.
    public var timestamp: Timestamp { details.timestamp }
    /// Its length in octets before it was cut.
    public var originalLength: Int { details.originalLength }
}

/// Who lends frames' octets and hears when they are no longer used.
package protocol FrameOwner: AnyObject {
    func giveBack(_ slot: Int)
}
