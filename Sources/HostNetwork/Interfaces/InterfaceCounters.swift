/// What passed through an interface since it was made. `rtnl_link_stats64`
public struct InterfaceCounters: Hashable, Sendable {
    /// One direction.
    public struct Direction: Hashable, Sendable {
        public var packets: UInt64 = 0
        /// Octets, link-layer headers and all.
        public var octets: UInt64 = 0
        /// Packets that were broken.
        public var errors: UInt64 = 0
        /// Packets that were whole and were given up all the same, for want of room for instance.
        public var dropped: UInt64 = 0
        /// Packets that a queue of the hardware had no room for.
        public var overruns: UInt64 = 0

        /// Nothing passed.
        public init() {}
    }

    public var received = Direction()
    public var sent = Direction()
    /// Frames to groups that were received.
    public var multicast: UInt64 = 0
    /// Frames that met others on the wire when they were sent.
    public var collisions: UInt64 = 0

    /// Nothing passed.
    public init() {}
}
