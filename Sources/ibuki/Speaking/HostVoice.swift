#if os(Linux)
    import HostNetwork
    import Links
    import NetStack
    import Packets
    import ResetGuard

    /// An interface of the host's with the addresses that the kernel has there, for a stack of our own to speak from.
    struct HostVoice {
        let link: PacketSocketLink
        let addresses: [Interface.Address]
        let gateways: [IPAddress]
        let resetGuard: ResetGuard

        /// Opens an interface.
        ///
        /// - Parameters:
        ///   - name: the interface; that by which the first of the destinations is reached when `nil`.
        ///   - destinations: whom the stack will speak with; their gateways are the stack's.
        ///   - gateways: where packets for other networks go, where that is not the kernel's way.
        init(_ name: String?, to destinations: [IPAddress], gateways: [IPAddress]) throws {
            var tables = try NetworkTables()
            let interfaces = try tables.interfaces()
            var index = try name.map { try Self.index(of: $0, among: interfaces) }
            var ways = gateways
            for destination in destinations {
                let route = try tables.route(to: destination, interface: index)
                index = index ?? route.interfaceIndex
                if gateways.isEmpty, let gateway = route.gateway, route.interfaceIndex == index { ways.append(gateway) }
            }
            guard let interface = interfaces.first(where: { $0.index == index }) else {
                throw CommandFailure(.usage, "-i is wanted: the interface to speak by")
            }
            guard !interface.isLoopback else {
                throw CommandFailure(
                    .usage,
                    "\(interface.name) leads to this host itself, with which it speaks without a stack of our own")
            }
            link = try PacketSocketLink(ofStack: interface.name, patience: .milliseconds(100), mark: ResetGuard.mark)
            addresses = interface.addresses.map { .init($0.address, prefixLength: $0.prefixLength) }
            guard !addresses.isEmpty else {
                throw CommandFailure(
                    .usage, "\(interface.name) has no address to speak from; give one by --own-address")
            }
            self.gateways = ways
            resetGuard = ResetGuard(onInterface: interface.index)
        }

        private static func index(of name: String, among interfaces: [NetworkInterface]) throws -> UInt32 {
            guard let found = interfaces.first(where: { $0.isCalled(name) }) else {
                throw CommandFailure(.failed, "\(name): there is no such interface")
            }
            return found.index
        }

        /// What keeps the kernel from resetting, in words.
        static func restraint(_ guardian: ResetGuard) -> String {
            switch guardian.method {
            case .program: "\(guardian.resetsDropped) RSTs of the kernel's were held back"
            case .silentSockets(let reason): "the port was taken from the kernel, for there is no program (\(reason))"
            }
        }
    }
#endif
