#if os(Linux)
    internal import SystemCalls
    public import Packets

    /// A network interface of Linux, or all of them at once, by a packet socket: frames as they cross the interface, whatever
    /// the host's own stack makes of them. packet(7)
    ///
    /// Frames are received in memory that is shared with the kernel and are lent from there, without a copy. Opening one
    /// needs `CAP_NET_RAW`.
    public final class PacketSocketLink: Link {
        public let name: String
        public let linkType: LinkType
        public let mtu: Int
        public let hardwareAddress: MACAddress?
        /// The interface's index; 0 for `any`.
        public let interfaceIndex: UInt32
        /// Octets of memory for received frames, as the system gave them.
        public let ringSize: Int

        let socket: Descriptor
        let hardware: HardwareKind
        // One of the two, or none for a link that only sends.
        private let ring: PacketRing?
        private let inbox: PacketInbox?
        private var counted = LinkStatistics()
        /// Whether the interface was down once.
        private var wasDown = false
        var sentCount: UInt64 = 0
        var batching = SendingArea()
        /// The faster way out: the one that was asked for, or a ring as soon as there are frames enough.
        var express: (any ExpressSender)?
        /// Whether a faster way was tried, whatever became of it.
        var hasTriedExpress = false
        let options: PacketSocketOptions
        /// Why frames go by the packet socket though they were to go by an AF_XDP socket; `nil` while they do.
        public internal(set) var obstacleToXDP: LinkError?

        /// The name that stands for all interfaces.
        public static let any = "any"

        public var pollDescriptor: Int32? { socket.number }
        public var offloads: LinkOffloads { options.usesOffloads ? [.checksum, .tcpSegmentation] : [] }

        /// Opens an interface.
        ///
        /// - Parameter name: the interface; `any` for all of them, whose frames are then cooked: without the link's own
        ///   header, with one of Linux's (`LinkType.linuxSLL2`).
        /// - Throws: `LinkError`: `notPermitted`, `noSuchInterface`, `interfaceDown`, `badFilter`, `noMemory`,
        ///   `systemFailed`.
        public init(_ name: String, options: PacketSocketOptions = PacketSocketOptions()) throws(LinkError) {
            self.name = name
            let interface = try InterfaceFacts(name)
            interfaceIndex = interface.index
            hardware = interface.hardware
            mtu = interface.mtu
            hardwareAddress = interface.address
            let isCooked = name == Self.any || interface.hardware.rawLinkType == nil
            linkType = isCooked ? .linuxSLL2 : interface.hardware.rawLinkType ?? .linuxSLL2

            // With protocol 0 nothing is received until all is set and bind(2) names one.
            let type = isCooked ? SOCK_DGRAM : SOCK_RAW
            let number = Glibc.socket(
                AF_PACKET, Int32(type.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
            guard number >= 0 else {
                throw .system(errno, name, "open a packet socket", capability: "CAP_NET_RAW")
            }
            socket = Descriptor(number)
            let opening = PacketSocketOpening(descriptor: number, name: name, interface: interface, options: options)
            self.options = options
            if options.usesOffloads { try opening.useOffloads(linkType) }
            if options.sendsByXDP {
                do {
                    express = try Self.makeExpress(name, interface)
                    hasTriedExpress = true
                } catch {
                    obstacleToXDP = error
                }
            }
            guard options.ringSize > 0 else {
                ring = nil
                inbox = nil
                ringSize = 0
                try opening.prepareSending()
                try opening.bind(etherType: 0)
                return
            }
            let snapLength = min(max(1, options.snapLength), 262_144)
            let filter =
                if let expression = options.filter, !expression.isEmpty {
                    try KernelFilter(expression, interface: name, linkType: linkType, snapLength: snapLength)
                } else {
                    KernelFilter(keeping: snapLength)
                }
            try filter.attach(to: number, name)
            var rules = FrameRules()
            rules.isCooked = isCooked
            rules.isEthernet = linkType == .ethernet
            rules.direction = options.direction
            rules.loopbackIndex = Int32(bitPattern: InterfaceNames.index(of: "lo") ?? 0)
            rules.snapLength = snapLength
            if options.isImmediate {
                ring = nil
                inbox = try opening.makeInbox(rules)
                ringSize = options.ringSize
            } else {
                let ring = try opening.makeRing(rules)
                self.ring = ring
                inbox = nil
                ringSize = ring.size
            }
            try opening.setOptions()
            try opening.prepareSending()
            try opening.bind(etherType: options.etherType ?? UInt16(ETH_P_ALL))
            try opening.joinFanout()
        }

        public var nextTimestamp: Timestamp? { ring?.nextTimestamp }

        @_lifetime(borrow self)
        public func receive() throws(LinkError) -> ReceivedFrame? {
            if let ring {
                if let frame = ring.next() { return unsafe _overrideLifetime(frame, borrowing: self) }
            } else if let inbox {
                do {
                    if let frame = try inbox.next() { return unsafe _overrideLifetime(frame, borrowing: self) }
                } catch {
                    try note(error)
                }
            }
            try checkInterface()
            return nil
        }

        /// Whether the interface, or one that took its name, is another than it was.
        var isGone: Bool { name != Self.any && InterfaceNames.index(of: name) != interfaceIndex }

        /// Asks whether something happened to the interface. socket(7), `SO_ERROR`
        private func checkInterface() throws(LinkError) {
            // What vanishes when it is down already is not told of.
            if wasDown, isGone { throw .system(ENODEV, name, "receive") }
            var number: Int32 = 0
            var size = socklen_t(MemoryLayout<Int32>.size)
            guard unsafe getsockopt(socket.number, SOL_SOCKET, SO_ERROR, &number, &size) == 0, number != 0 else {
                return
            }
            try note(.system(number, name, "receive"))
        }

        /// Tells of an error; of an interface that is down because it is gone as of one that is gone.
        private func note(_ error: LinkError) throws(LinkError) {
            if error.code == .interfaceDown {
                wasDown = true
                if isGone { throw .system(ENODEV, name, "receive") }
            }
            throw error
        }

        public func statistics() throws(LinkError) -> LinkStatistics {
            if ring != nil || inbox != nil {
                var news = tpacket_stats_v3()
                var size = socklen_t(MemoryLayout<tpacket_stats_v3>.size)
                // Asking sets the kernel's counts back to zero.
                guard unsafe getsockopt(socket.number, SOL_PACKET, PACKET_STATISTICS, &news, &size) == 0 else {
                    throw .system(errno, name, "ask for statistics")
                }
                counted.received += UInt64(news.tp_packets)
                counted.dropped += UInt64(news.tp_drops)
                counted.frozen += UInt64(news.tp_freeze_q_cnt)
            }
            counted.sent = sentCount
            return counted
        }
    }
#endif
