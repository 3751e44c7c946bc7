#if os(Linux)
    public import Packets

    /// A point-to-point interface whose other end is this program: IP packets without a link header. Making one needs
    /// `CAP_NET_ADMIN`. Documentation/networking/tuntap.rst
    public final class TunLink: Link {
        private let device: TunnelDevice

        /// Makes a device, or opens one that stays when its program is gone (`ip tuntap add`).
        ///
        /// - Parameter name: the device's; the kernel chooses one when it is empty or ends in `%d`.
        /// - Throws: `LinkError`: `notPermitted`, `systemFailed`.
        public init(_ name: String = "", options: TunnelOptions = TunnelOptions()) throws(LinkError) {
            device = try TunnelDevice(name, isTap: false, options: options)
        }

        public var name: String { device.name }
        public var linkType: LinkType { .raw }
        public var mtu: Int { device.mtu }
        public var hardwareAddress: MACAddress? { nil }
        /// The index of the kernel's end.
        public var interfaceIndex: UInt32 { device.interfaceIndex }
        public var offloads: LinkOffloads { device.usesOffloads ? [.checksum, .tcpSegmentation] : [] }
        public var pollDescriptor: Int32? { device.descriptor }

        @_lifetime(borrow self)
        public func receive() throws(LinkError) -> ReceivedFrame? {
            let device = device
            guard let frame = try device.receive() else { return nil }
            return unsafe _overrideLifetime(frame, borrowing: self)
        }

        public func send(_ frame: RawSpan, offload: FrameOffload?) throws(LinkError) {
            try device.send(FramePieces(frame), offload: offload)
        }

        public func send(_ frame: borrowing FramePieces, offload: FrameOffload?) throws(LinkError) {
            try device.send(frame, offload: offload)
        }

        public func statistics() throws(LinkError) -> LinkStatistics { device.statistics() }
    }
#endif
