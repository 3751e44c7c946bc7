#if os(Linux)
    internal import HostNetwork
    internal import Links
    internal import Packets

    /// Finds out how to reach destinations by one interface: the kernel's routes and neighbors first, then by asking on the
    /// link itself. What was found is kept.
    struct NextHops: ~Copyable {
        /// The interface that everything leaves by.
        let interface: NetworkInterface
        /// Whether the interface was chosen by a route, so that each destination's own route must lead there too.
        private let followsRoutes: Bool
        /// The octets of VLAN tags that frames carry. The kernel's neighbors are not asked for then: those are of the link
        /// without tags.
        private let tags: [UInt8]
        /// Whether neighbors are asked for though the kernel knows them: for who wants to know whether they are there.
        private let asksAnew: Bool
        /// Whether questions may be sent; who is not known does not answer otherwise.
        private let mayAsk: Bool
        /// What the kernel knows; `nil` for a host of our own.
        private var tables: NetworkTables?
        private let host: OwnHost?
        /// The destination that was looked for last: most packets go where the one before went.
        private var latest: (destination: IPAddress, hop: Delivery)?
        private var known: [IPAddress: Delivery] = [:]
        private var neighbors: [IPAddress: MACAddress?] = [:]
        /// Who asks for neighbors, once one had to be asked for.
        private var asker: NeighborAsker?
        private let patience: Patience
        /// The neighbors that are being asked for, and the destinations behind each.
        private var asked: [IPAddress: [IPAddress]] = [:]

        /// How many destinations are remembered.
        static let limit = 1 << 16

        init(
            _ interface: NetworkInterface, tables: consuming NetworkTables, followsRoutes: Bool, tags: [UInt8],
            mayAsk: Bool = true, asksAnew: Bool = false, patience: Patience
        ) {
            self.mayAsk = mayAsk
            self.asksAnew = asksAnew
            self.patience = patience
            self.interface = interface
            self.followsRoutes = followsRoutes
            self.tags = tags
            self.tables = consume tables
            host = nil
        }

        /// The ways of a host of our own, which knows its addresses and gateways.
        init(_ host: OwnHost, tags: [UInt8], mayAsk: Bool = true, patience: Patience) {
            self.mayAsk = mayAsk
            asksAnew = true
            self.patience = patience
            interface = host.interface
            followsRoutes = false
            self.tags = tags
            tables = nil
            self.host = host
        }

        /// What is known of a destination.
        ///
        /// - Throws: `HostNetworkError` when the kernel cannot be asked; that no route leads there is no error.
        mutating func hop(to destination: IPAddress) throws(HostNetworkError) -> Delivery {
            if let latest, latest.destination == destination { return latest.hop }
            let hop = if let hop = known[destination] { hop } else { try lookUp(destination) }
            if known.count >= Self.limit { known.removeAll(keepingCapacity: true) }
            known[destination] = hop
            latest = (destination, hop)
            return hop
        }

        /// Asks on the link for neighbors, waits for them, and keeps who answered and who did not.
        ///
        /// - Throws: `LinkError`.
        mutating func ask(_ wanted: Set<IPAddress>) throws(LinkError) {
            let waiter = try LinkWaiter()
            var rest = wanted.sorted()[...]
            while true {
                while let neighbor = rest.first, try begin(asking: neighbor, for: neighbor) { rest.removeFirst() }
                try settle()
                guard let link = asker?.link, let deadline = asker?.deadline else { return }
                _ = try waiter.wait(for: [link], until: deadline)
            }
        }

        /// Asks on the link for a neighbor, unless it is being asked for; `settle` tells what came of it.
        ///
        /// - Parameter destination: what lies behind the neighbor, or the neighbor itself.
        /// - Returns: whether it is being asked for: there is no room for any number of questions, and in a rehearsal
        ///   none may be sent.
        /// - Throws: `LinkError`.
        mutating func begin(asking neighbor: IPAddress, for destination: IPAddress) throws(LinkError) -> Bool {
            if let destinations = asked[neighbor] {
                if destinations.last != destination { asked[neighbor]?.append(destination) }
                return true
            }
            guard mayAsk, let mac = interface.mac else { return false }
            if asker == nil {
                let link: any Link
                if let host {
                    link = try host.hear()
                } else {
                    link = try NeighborAsker.open(interface.name, tags: tags)
                }
                asker = NeighborAsker(link, own: mac, tags: tags, patience: patience)
            }
            guard let asker, asker.room > 0 else { return false }
            let source = (try? hop(to: neighbor))?.source ?? own(for: neighbor)
            try asker.ask(.init(address: neighbor, source: source))
            asked[neighbor] = [destination]
            return true
        }

        /// Takes what came of asking for neighbors.
        ///
        /// - Returns: those of which it is known now whether they answer.
        /// - Throws: `LinkError`.
        @discardableResult
        mutating func settle() throws(LinkError) -> [NeighborAsker.Settled] {
            guard let asker, !asked.isEmpty else { return [] }
            let settled = try asker.settle()
            for answer in settled {
                if neighbors.count >= Self.limit { neighbors.removeAll(keepingCapacity: true) }
                neighbors[answer.neighbor] = .some(answer.address)
                latest = nil
                for destination in (asked.removeValue(forKey: answer.neighbor) ?? []) + [answer.neighbor] {
                    guard case .ask(answer.neighbor) = known[destination]?.link else { continue }
                    known[destination]?.link = answer.address.map { .address($0) } ?? .silent(answer.neighbor)
                }
            }
            return settled
        }

        /// Where answers about neighbors come, and when there is something to do though none came.
        var asking: (link: any Link, deadline: ContinuousClock.Instant)? {
            guard let asker, let deadline = asker.deadline else { return nil }
            return (asker.link, deadline)
        }

        /// Whether one more neighbor may be asked for.
        var canAsk: Bool { (asker?.room ?? 1) > 0 }

        /// What asking for neighbors has taken.
        var sent: (frames: Int, octets: Int) { (asker?.sentFrames ?? 0, asker?.sentOctets ?? 0) }

        private mutating func lookUp(_ destination: IPAddress) throws(HostNetworkError) -> Delivery {
            if let host { return lookUp(destination, host) }
            let route: ResolvedRoute?
            do throws(HostNetworkError) {
                route = try tables?.route(to: destination, interface: followsRoutes ? nil : interface.index)
            } catch {
                guard error.code == .unreachable else { throw error }
                // Groups and the link's own addresses need no route.
                let link = groupAddress(of: destination).map { .address($0) } ?? Delivery.LinkDestination.nowhere(error)
                return Delivery(source: own(for: destination), link: link)
            }
            guard let route else { return Delivery(source: nil, link: .host) }
            if followsRoutes, route.interfaceIndex != interface.index, route.type != .local {
                let error = HostNetworkError(
                    .unreachable, subject: "route to \(destination)",
                    message: "it leaves by another interface than \(interface.name); name one to send by")
                return Delivery(source: own(for: destination), link: .nowhere(error))
            }
            let source = route.source ?? own(for: destination)
            var delivery = Delivery(source: source, link: try link(for: destination, route))
            if resolves(route) { delivery.neighbor = route.nextHop }
            return delivery
        }

        private func lookUp(_ destination: IPAddress, _ host: OwnHost) -> Delivery {
            let near = interface.addresses.first { $0.subnet?.contains(destination) ?? false }
            let source = near?.address ?? own(for: destination)
            if let group = groupAddress(of: destination) { return Delivery(source: source, link: .address(group)) }
            if interface.addresses.contains(where: { $0.address == destination }) {
                return Delivery(source: source, link: .host)
            }
            if case .v4(let address) = destination, case .v4(let prefix)? = near?.subnet, prefix.broadcast == address {
                return Delivery(source: source, link: .address(.broadcast))
            }
            guard let neighbor = near == nil ? host.gateway(for: destination) : destination else {
                let error = HostNetworkError(
                    .unreachable, subject: "route to \(destination)", message: "no gateway is named for it")
                return Delivery(source: source, link: .nowhere(error))
            }
            return Delivery(source: source, neighbor: neighbor, link: known(neighbor) ?? .ask(neighbor))
        }

        /// What came of asking for a neighbor; `nil` when nobody has.
        private func known(_ neighbor: IPAddress) -> Delivery.LinkDestination? {
            neighbors[neighbor].map { answer in answer.map { .address($0) } ?? .silent(neighbor) }
        }

        private mutating func link(
            for destination: IPAddress, _ route: ResolvedRoute
        ) throws(HostNetworkError) -> Delivery.LinkDestination {
            if let group = groupAddress(of: destination) { return .address(group) }
            if route.type == .broadcast { return .address(.broadcast) }
            // Without address resolution the kernel writes the device's own address: loopback's zeros, a dummy's.
            if !resolves(route) {
                return route.type == .local && !isBare ? .host : .address(interface.mac ?? .unspecified)
            }
            let neighbor = route.nextHop
            if let known = known(neighbor) { return known }
            if tags.isEmpty, !asksAnew, let entry = try tables?.neighbor(neighbor, on: interface.index), entry.isUsable,
                let address = entry.mac
            {
                return .address(address)
            }
            return .ask(neighbor)
        }

        /// Whether the link knows no neighbors' addresses.
        private var isBare: Bool { interface.isLoopback || interface.flags.contains(.noARP) }

        /// Whether a neighbor takes what follows a route to one host.
        private func resolves(_ route: ResolvedRoute) -> Bool { !isBare && route.type != .local }

        /// The MAC address that a group's packets go to. RFC 1112 section 6.4, RFC 2464 section 7.
        private func groupAddress(of destination: IPAddress) -> MACAddress? {
            switch destination {
            case .v4(let address): address.isBroadcast ? .broadcast : address.multicastMACAddress
            case .v6(let address): address.multicastMACAddress
            }
        }

        /// An address of the interface, for where no route says which: for what stays on the link one of the link's.
        private func own(for destination: IPAddress) -> IPAddress? {
            let fitting = interface.addresses.map(\.address).filter { address in
                switch (address, destination) {
                case (.v4, .v4), (.v6, .v6): true
                default: false
                }
            }
            let wantsLocal = destination.isLinkLocal || destination.isMulticast
            return fitting.first { $0.isLinkLocal == wantsLocal } ?? fitting.first
        }
    }
#endif
