#if os(Linux)
    public import Packets

    /// A network card whose other end is this program: what the kernel sends by it is received here as Ethernet frames, and what is
    /// sent here the kernel receives. Making one needs `CAP_NET_ADMIN`. Documentation/networking/tuntap.rst
    ///
    ///     var options = TunnelOptions()
    ///     options.ipv4 = ("10.9.0.1", 24)
    ///     let link = try TapLink("tap0", options: options)
    public final class TapLink: Link {
        private let device: TunnelDevice

        /// Makes a device, or opens one that stays when its program is gone (`ip tuntap add`).
        ///
        /// - Parameter name: the device's; the kernel chooses one when it is empty or ends in `%d`.
        /// - Throws: `LinkError`: `notPermitted`, `systemFailed`.
        public init(_ name: String = "", options: TunnelOptions = TunnelOptions()) throws(LinkError) {
            device = try TunnelDevice(name, isTap: true, options: options)
        }

        public var name: String { device.name }
        public var linkType: LinkType { .ethernet }
        public var mtu: Int { device.mtu }
        /// The address of the program's end: the kernel's end's with the last bit turned.
        public var hardwareAddress: MACAddress? { device.kernelAddress.map { MACAddress(rawValue: $0.rawValue ^ 1) } }
        /// The address of the kernel's end.
        public var kernelAddress: MACAddress? { device.kernelAddress }
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
