#if os(Linux)
    internal import HostNetwork
    public import Links
    internal import PacketProtocols
    public import Packets

    /// Packets that are made one by one, on their way by one interface: it knows where each comes from, and which frame its next
    /// hop takes. What an expression stands for is `OutgoingPackets`'.
    ///
    ///     var courier = try Courier(to: destination, by: nil)
    ///     let source = try courier.source(to: destination)
    ///     if case .known = try courier.way(to: destination) { frames.append(try courier.frame(of: packet, to: destination)) }
    public struct Courier: ~Copyable {
        /// What frames are sent by.
        public let link: any Link
        private let own: MACAddress?
        private var hops: NextHops

        /// What is known of the way to a destination.
        public enum Way {
            /// Its frames can leave: to itself where it is on the link, and its neighbor was asked for.
            case known(isNeighbor: Bool)
            /// This neighbor is being asked for; `settle` says when there is an answer.
            case asking(IPAddress)
            /// Its neighbor is to be asked for, when others have been.
            case later
            /// There is none, and why.
            case none(any Error)
        }

        /// Sends from the host's own addresses.
        ///
        /// - Parameters:
        ///   - destination: whose route says the interface, where none is named.
        ///   - asksAnew: whether neighbors are asked for though the kernel knows them.
        ///   - patience: how long neighbors may take to answer.
        /// - Throws: `HostNetworkError` when there is no route, `LinkError`, `SendingError`.
        public init(
            to destination: IPAddress, by name: String?, asksAnew: Bool = false, patience: Patience = Patience()
        ) throws {
            var tables = try NetworkTables()
            let chosen: String
            if let name {
                chosen = name
            } else {
                chosen = try OutgoingPackets.name(of: try tables.route(to: destination), &tables)
            }
            var outlet = try Outlet(chosen, .sending, &tables)
            if outlet.interface.isLoopback, case .v4 = destination { try outlet.useHostStack() }
            guard outlet.link.linkType == .ethernet || outlet.carries(.raw) else {
                throw SendingError(.wrongKind, outlet.what)
            }
            link = outlet.link
            own = outlet.interface.mac
            hops = NextHops(
                outlet.interface, tables: tables, followsRoutes: name == nil, tags: [], asksAnew: asksAnew,
                patience: patience)
        }

        /// Sends as a host of the program's own.
        public init(as host: OwnHost, patience: Patience = Patience()) {
            link = host.link
            own = host.interface.mac
            hops = NextHops(host, tags: [], patience: patience)
        }

        /// The interface's name.
        public var interfaceName: String { hops.interface.name }

        /// The address that packets to a destination come from; `nil` where the host has none that fits.
        ///
        /// - Throws: `HostNetworkError` when the kernel cannot be asked.
        public mutating func source(to destination: IPAddress) throws -> IPAddress? {
            try hops.hop(to: destination).source
        }

        /// Finds out how to reach a destination, and begins to ask for its neighbor where nobody knows that.
        ///
        /// - Throws: `HostNetworkError` when the kernel cannot be asked, `LinkError`.
        public mutating func way(to destination: IPAddress) throws -> Way {
            guard link.linkType == .ethernet else { return .known(isNeighbor: false) }
            let hop = try hops.hop(to: destination)
            switch hop.link {
            case .address: return .known(isNeighbor: hop.neighbor == destination)
            case .ask(let neighbor):
                return try hops.begin(asking: neighbor, for: destination) ? .asking(neighbor) : .later
            case .nowhere(let error): return .none(error)
            case .silent(let neighbor):
                return .none(
                    SendingError(.silentNeighbor, "\(hops.interface.name): \(neighbor) does not answer"))
            case .host:
                return .none(
                    SendingError(
                        .ownAddress, "the host's own addresses are not reached by \(hops.interface.name)"))
            }
        }

        /// A neighbor that was asked for.
        public struct Neighbor: Sendable {
            public var address: IPAddress
            /// `nil` where it did not answer.
            public var hardwareAddress: MACAddress?
            /// How long its answer took.
            public var delay: Duration
        }

        /// Takes what came of asking for neighbors.
        ///
        /// - Throws: `LinkError`.
        public mutating func settle() throws -> [Neighbor] {
            try hops.settle().map {
                Neighbor(address: $0.neighbor, hardwareAddress: $0.address, delay: $0.delay)
            }
        }

        /// Where answers about neighbors come, and when there is something to do though none came; `nil` when nobody is asked for.
        public var asking: (link: any Link, deadline: ContinuousClock.Instant)? { hops.asking }

        /// What asking for neighbors has taken.
        public var sentBesides: (frames: Int, octets: Int) { hops.sent }

        /// The frame of a packet of IP that its next hop takes; where that is not known, it is for nobody.
        ///
        /// - Throws: `HostNetworkError` when the kernel cannot be asked.
        public mutating func frame(of packet: [UInt8], to destination: IPAddress) throws -> [UInt8] {
            guard link.linkType == .ethernet else { return packet }
            var hardware = MACAddress.unspecified
            if case .address(let address) = try hops.hop(to: destination).link { hardware = address }
            let own = own ?? .unspecified
            let header = Ethernet.with {
                $0.destination = hardware
                $0.source = own
                if case .v4 = destination { $0.type = 0x0800 } else { $0.type = 0x86dd }
            }
            return try Packet { header }.octets() + packet
        }
    }
#endif
