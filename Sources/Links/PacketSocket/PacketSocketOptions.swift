/// How a `PacketSocketLink` is opened.
public struct PacketSocketOptions: Sendable {
    /// The most octets of a frame that are kept.
    public var snapLength = 262_144
    /// The octets of memory for frames that were received and not yet asked for; rounded up to whole blocks. When the system
    /// does not have as much, half of it is tried, and so on. A link with 0 only sends.
    public var ringSize = 4 << 20
    /// How long the kernel may gather frames before it hands them over; a full block is handed over at once.
    public var handoverDelay = Duration.milliseconds(20)
    /// Whether each frame is handed over as soon as it comes, for a call and a copy each: for those who answer. Then there is
    /// no ring, and `ringSize` is that of the socket's buffer.
    public var isImmediate = false
    /// Who says when frames cross the interface. A card goes on stamping when the link is closed. Frames that it did not stamp,
    /// such as those that are sent, have the kernel's time all the same. Not with `isImmediate`.
    public var timestampType = TimestampType.host
    /// Whether long segments and pending checksums cross, each frame behind a virtio header (`PACKET_VNET_HDR`). Only for links
    /// that hand each frame over at once (`isImmediate`) or only send; frames then leave one by one.
    public var usesOffloads = false
    /// Whether frames that are for others are received too.
    public var isPromiscuous = false
    /// Which frames are received; both ways when `nil`.
    public var direction: FrameDirection?
    /// An expression that chooses the frames that the kernel keeps. pcap-filter(7)
    public var filter: String?
    /// Which EtherType is received; all when `nil`.
    public var etherType: UInt16?
    /// Shares the interface's frames with other links that name the same group.
    public var fanout: Fanout?
    /// How long a frame that is sent waits for room, where the interface's queue is full; without an end when `nil`.
    public var patience: Duration?
    /// What frames that are sent bear for filters of the kernel's to see. socket(7), `SO_MARK`
    public var mark: UInt32?
    /// Whether frames that are sent go around the interface's queueing discipline.
    public var bypassesQueueing = false
    /// Whether frames that are sent go straight to the driver by an AF_XDP socket, for a sixth less of the processor's time
    /// a frame. Then they also go around netfilter and the taps: who captures on the same interface does not see them. Where
    /// that is not to be had, they go by the packet socket (`PacketSocketLink.obstacleToXDP`), as do frames of more than 4096
    /// octets.
    public var sendsByXDP = false

    /// Everything as the properties say.
    public init() {}

    /// A link that only sends.
    public static var sending: PacketSocketOptions {
        var options = PacketSocketOptions()
        options.ringSize = 0
        return options
    }

    /// How several links share one interface's frames. packet(7), `PACKET_FANOUT`.
    public struct Fanout: Sendable, Hashable {
        /// What is the same for all links of the group, and only for them.
        public var group: UInt16
        /// How a frame's link is chosen.
        public var mode: Mode
        /// Whether fragments of IP packets go where the first one would.
        public var defragments: Bool

        public init(group: UInt16, mode: Mode = .flow, defragments: Bool = false) {
            self.group = group
            self.mode = mode
            self.defragments = defragments
        }

        /// How a frame's link is chosen.
        public enum Mode: UInt16, Sendable {
            /// By the flow, so that a connection's frames stay together.
            case flow = 0
            /// One after the other.
            case roundRobin = 1
            /// By the processor that received the frame.
            case processor = 2
            /// The first link that has room.
            case rollover = 3
            /// At random.
            case random = 4
            /// By the card's receive queue.
            case queue = 5
        }
    }
}
