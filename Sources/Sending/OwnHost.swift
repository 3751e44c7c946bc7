#if os(Linux)
    public import HostNetwork
    public import Links
    public import Packets

    /// A host of the program's own at a link, as senders see it: whose addresses packets come from, and which ways it knows. Nothing of
    /// it is the kernel's. Somebody has to answer neighbors that ask for its addresses.
    public struct OwnHost {
        /// By what frames leave.
        public let link: any Link
        /// The link as an interface of the host, with the host's addresses.
        public let interface: NetworkInterface
        /// Where packets for other networks go.
        public let gateways: [IPAddress]
        /// Gives a further link that hears what comes, and sends by the same way.
        let hear: () throws(LinkError) -> any Link

        /// - Parameters:
        ///   - addresses: the host's own, each with the length of the prefix that is reached directly.
        ///   - hear: gives a further link that hears all that comes; what it sends leaves by `link`.
        public init(
            _ link: any Link, addresses: [(address: IPAddress, prefixLength: Int)], gateways: [IPAddress],
            hear: @escaping () throws(LinkError) -> any Link
        ) {
            var interface = NetworkInterface(index: 0, name: link.name)
            interface.hardware = .ethernet
            interface.flags = [.up, .running]
            interface.mtu = UInt32(clamping: link.mtu)
            interface.address = link.hardwareAddress.map { mac in LinkLayerAddress((0..<6).map { mac.octet($0) }) }
            interface.addresses = addresses.map {
                InterfaceAddress($0.address, prefixLength: $0.prefixLength, interfaceIndex: 0)
            }
            self.link = link
            self.interface = interface
            self.gateways = gateways
            self.hear = hear
        }

        /// The first gateway of a destination's family.
        func gateway(for destination: IPAddress) -> IPAddress? {
            gateways.first { gateway in
                switch (gateway, destination) {
                case (.v4, .v4), (.v6, .v6): true
                default: false
                }
            }
        }
    }
#endif
