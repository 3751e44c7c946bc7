#if os(Linux)
    internal import SystemCalls
    internal import Packets

    /// What an interface says of itself. netdevice(7)
    struct InterfaceFacts {
        var index: UInt32 = 0
        var hardware = HardwareKind.ethernet
        var mtu = 65535
        var address: MACAddress?
        var isUp = true

        /// Asks the interface; for `any` there is nothing to ask.
        init(_ name: String, mustBeUp: Bool = true) throws(LinkError) {
            guard name != PacketSocketLink.any else { return }
            guard name.utf8.count < Int(IFNAMSIZ), let index = InterfaceNames.index(of: name) else {
                throw .noSuchInterface(name)
            }
            self.index = index
            let number = socket(AF_INET, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
            guard number >= 0 else { throw .system(errno, name, "ask for the interface") }
            let asking = Descriptor(number)
            var octets = (0 as UInt8, 0 as UInt8, 0 as UInt8, 0 as UInt8, 0 as UInt8, 0 as UInt8)
            let kind = unsafe withUnsafeMutableBytes(of: &octets) { octets in
                unsafe CLinux_interface_hardware(
                    asking.number, name, octets.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self))
            }
            let flags = unsafe CLinux_interface_flags(asking.number, name)
            let mtu = unsafe CLinux_interface_mtu(asking.number, name)
            for answer in [kind, flags, mtu] where answer < 0 { throw .system(-answer, name, "ask for the interface") }
            hardware = HardwareKind(rawValue: UInt16(truncatingIfNeeded: kind))
            self.mtu = Int(mtu)
            if hardware.hasMACAddress {
                address = MACAddress(octets.0, octets.1, octets.2, octets.3, octets.4, octets.5)
            }
            isUp = flags & Int32(IFF_UP) != 0
            if mustBeUp, !isUp {
                throw LinkError(
                    .interfaceDown, linkName: name,
                    message: "the interface is down; bring it up with 'ip link set \(name) up'")
            }
        }
    }
#endif
