#if os(Linux)
    internal import CHostNetwork
    internal import SystemCalls
    public import Packets

    /// The kernel's tables of interfaces, addresses, routes and neighbors, as they are at the moment of asking.
    /// rtnetlink(7)
    ///
    ///     var tables = try NetworkTables()
    ///     let interfaces = try tables.interfaces()
    ///     let route = try tables.route(to: .v4(IPv4Address(192, 0, 2, 1)))
    ///     let neighbor = try tables.neighbor(route.nextHop, on: route.interfaceIndex)
    ///
    /// Asking needs no privilege. One thread owns it; what it gives are values.
    public struct NetworkTables: ~Copyable {
        var socket: NetlinkSocket

        /// Opens a conversation with the kernel about the network namespace of the calling thread.
        /// - Throws: ``HostNetworkError`` when the system has no netlink.
        public init() throws(HostNetworkError) {
            socket = try NetlinkSocket(NETLINK_ROUTE, for: "network tables")
        }

        /// Whether the last table changed during every attempt to read it, so that its entries may not fit together.
        public var isInconsistent: Bool { socket.isInconsistent }

        /// All interfaces, by their numbers.
        /// - Parameters:
        ///   - addresses: whether each gets its ``NetworkInterface/addresses``.
        ///   - drivers: whether each driver is asked too, which takes some microseconds for each.
        /// - Throws: ``HostNetworkError``.
        public mutating func interfaces(
            addresses: Bool = true, drivers: Bool = false
        ) throws(HostNetworkError) -> [NetworkInterface] {
            var request = NetlinkRequest(Int(RTM_GETLINK))
            request.append(octets: [UInt8](repeating: 0, count: 16))
            var interfaces = try socket.dump(request, for: "interfaces") { NetworkInterface($0) }
            interfaces.sort { $0.index < $1.index }
            if addresses {
                let table = Dictionary(grouping: try self.addresses(), by: \.interfaceIndex)
                for index in interfaces.indices {
                    interfaces[index].addresses = table[interfaces[index].index] ?? []
                }
            }
            if drivers {
                let descriptor = Glibc.socket(AF_INET, Int32(SOCK_DGRAM.rawValue) | O_CLOEXEC, 0)
                defer { close(descriptor) }
                for index in interfaces.indices {
                    interfaces[index].driver = InterfaceDriver(of: interfaces[index].name, through: descriptor)
                }
            }
            return interfaces
        }

        /// The interface that a user calls `name`, by its name, a further name or its number; `nil` when there is none.
        /// - Throws: ``HostNetworkError``.
        public mutating func interface(called name: String) throws(HostNetworkError) -> NetworkInterface? {
            let all = try interfaces()
            return all.first { $0.name == name } ?? all.first { $0.isCalled(name) }
        }

        /// All addresses of the host, those of IPv4 first.
        /// - Throws: ``HostNetworkError``.
        public mutating func addresses() throws(HostNetworkError) -> [InterfaceAddress] {
            var addresses: [InterfaceAddress] = []
            for family in IPFamily.allCases {
                var request = NetlinkRequest(Int(RTM_GETADDR))
                request.append(UInt8(family.number))
                request.append(octets: [UInt8](repeating: 0, count: 7))
                addresses += try socket.dump(request, for: "addresses") { InterfaceAddress($0) }
            }
            return addresses
        }

        /// The routes of one protocol or both, of all tables.
        ///
        /// What the kernel learned for single destinations (a path's MTU) is not among them.
        /// - Throws: ``HostNetworkError``.
        public mutating func routes(_ family: IPFamily? = nil) throws(HostNetworkError) -> [Route] {
            var routes: [Route] = []
            for family in IPFamily.allCases(family) {
                var request = NetlinkRequest(Int(RTM_GETROUTE))
                request.append(UInt8(family.number))
                request.append(octets: [UInt8](repeating: 0, count: 11))
                routes += try socket.dump(request, for: "routes") { message in
                    let flags = message.payload.structure(over: rtmsg()).rtm_flags
                    let isCloned = flags & UInt32(RTM_F_CLONED) != 0
                    return isCloned ? nil : Route(message)
                }
            }
            return routes
        }

        /// What the kernel would do with a packet to `destination`. `ip route get`
        /// - Parameters:
        ///   - source: the address that the packet would be from, where that is settled.
        ///   - interface: the interface that it must leave by.
        ///   - mark: the packet's mark, for rules that ask for it.
        /// - Throws: ``HostNetworkError``: ``HostNetworkError/Code/unreachable`` when no route leads there,
        ///   ``HostNetworkError/Code/notFound`` when there is no such interface.
        public mutating func route(
            to destination: IPAddress, from source: IPAddress? = nil, interface: UInt32? = nil, mark: UInt32 = 0
        ) throws(HostNetworkError) -> ResolvedRoute {
            let subject = "route to \(destination)"
            var request = NetlinkRequest(Int(RTM_GETROUTE))
            let octets = destination.octets
            request.append(UInt8(destination.family.number))
            request.append(UInt8(octets.count * 8))
            request.append(UInt8((source?.octets.count ?? 0) * 8))
            request.append(octets: [UInt8](repeating: 0, count: 5))
            // Without it IPv4 says the main table, whichever it was; IPv6 always says and refuses to be told.
            request.append(destination.family == .v4 ? UInt32(RTM_F_LOOKUP_TABLE) : 0)
            request.append(Int(RTA_DST.rawValue), octets: octets)
            if let source { request.append(Int(RTA_SRC.rawValue), octets: source.octets) }
            if let interface { request.append(Int(RTA_OIF.rawValue), interface) }
            if mark != 0 { request.append(Int(RTA_MARK.rawValue), mark) }
            let answer: Route?
            do {
                answer = try socket.get(request, for: subject) { message -> Route? in Route(message) }
            } catch {
                throw error.ofRoute
            }
            guard let answer else {
                throw HostNetworkError(.malformed, subject: subject, message: "the answer holds no route")
            }
            guard let leaving = answer.interfaceIndex, answer.type != .blackhole, answer.type != .unreachable,
                answer.type != .prohibit
            else {
                throw HostNetworkError(
                    .unreachable, subject: subject, message: "the route there is of type \(answer.type)")
            }
            return ResolvedRoute(
                destination: destination, gateway: answer.gateway, interfaceIndex: leaving,
                source: answer.preferredSource ?? source, type: answer.type, table: answer.table,
                mtu: answer.metrics.mtu, encapsulation: answer.nextHops.first?.encapsulation)
        }
    }

    extension IPFamily {
        /// The system's number for it: `AF_INET` or `AF_INET6`.
        var number: Int32 { self == .v4 ? AF_INET : AF_INET6 }

        /// One, or all.
        static func allCases(_ family: IPFamily?) -> [IPFamily] { family.map { [$0] } ?? allCases }
    }

    extension IPAddress {
        var family: IPFamily {
            switch self {
            case .v4: .v4
            case .v6: .v6
            }
        }

        var octets: [UInt8] {
            switch self {
            case .v4(let address): (0..<4).map { address.octet($0) }
            case .v6(let address): (0..<16).map { address.octet($0) }
            }
        }
    }
#endif
