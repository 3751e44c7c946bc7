public import Packets

/// Where a packet goes first: the interface, the next hop on it, and the address that it leaves from.
struct NextHop: BitwiseCopyable {
    var interface: InterfaceID
    var address: IPv6Address
    var source: IPv6Address
}

extension Stack {
    // MARK: What is configured

    /// Adds a route, in place of the same one.
    ///
    /// - Parameters:
    ///   - destination: an address of the prefix.
    ///   - prefixLength: 0 to 32 bits of IPv4, to 128 of IPv6; 0 makes a default route.
    ///   - gateway: who passes packets on, on the link; `nil` where the destinations are on the link themselves.
    /// - Throws: `StackError`: `noRoom`; `noRoute` when the gateway is of the other family.
    public mutating func addRoute(
        to destination: IPAddress, prefixLength: Int, via gateway: IPAddress? = nil, on interface: InterfaceID
    ) throws(StackError) {
        precondition(interfaces.indices.contains(interface.rawValue), "a route leads by an interface that was added")
        journal?.note(.addRoute, Self.journaled(destination, prefixLength, gateway, interface))
        let entry = Self.entry(destination, prefixLength, gateway, interface)
        if let gateway = entry.gateway, gateway.isIPv4 != entry.prefix.address.isIPv4 {
            throw StackError(.noRoute, "the gateway \(gateway.ipAddress) is not of the family of \(destination)")
        }
        guard routes.insert(entry) else {
            throw StackError(.noRoom, "there are \(RouteTable.limit(.configured)) routes, which is the limit")
        }
        neighbors.forgetReferences()
    }

    /// Takes out a route.
    /// - Returns: whether there was one.
    @discardableResult
    public mutating func removeRoute(
        to destination: IPAddress, prefixLength: Int, via gateway: IPAddress? = nil, on interface: InterfaceID
    ) -> Bool {
        journal?.note(.removeRoute, Self.journaled(destination, prefixLength, gateway, interface))
        let entry = Self.entry(destination, prefixLength, gateway, interface)
        neighbors.forgetReferences()
        return routes.remove { $0.isSame(as: entry) }
    }

    /// All routes, in the order in which they are looked at.
    public var allRoutes: [Route] {
        routes.entries.map { entry in
            Route(
                destination: entry.prefix.address.ipAddress,
                prefixLength: Int(entry.prefix.length) - (entry.prefix.address.isIPv4 ? 96 : 0),
                gateway: entry.gateway?.ipAddress, interface: entry.interface)
        }
    }

    private static func entry(
        _ destination: IPAddress, _ prefixLength: Int, _ gateway: IPAddress?, _ interface: InterfaceID
    ) -> RouteTable.Entry {
        let prefix = Interface.Address(destination, prefixLength: prefixLength).prefix
        return RouteTable.Entry(prefix: prefix, gateway: gateway.map { IPv6Address($0) }, interface: interface)
    }

    private static func journaled(
        _ destination: IPAddress, _ prefixLength: Int, _ gateway: IPAddress?, _ interface: InterfaceID
    ) -> [UInt64] {
        [UInt64(clamping: interface.rawValue)] + destination.journaled
            + [UInt64(clamping: prefixLength), gateway == nil ? 0 : 1] + (gateway ?? .any).journaled
    }

    /// Adds an address to an interface, and the route to its prefix.
    public mutating func add(_ address: Interface.Address, to interface: InterfaceID) {
        journal?.note(.addAddress, [UInt64(clamping: interface.rawValue)] + address.journaled)
        insert(address, on: interface)
    }

    /// Adds an address that was not asked for, or not alone.
    mutating func insert(_ address: Interface.Address, on interface: InterfaceID) {
        interfaces[interface.rawValue].addresses.removeAll { $0.mapped == address.mapped }
        interfaces[interface.rawValue].addresses.append(address)
        if address.isOnLink { _ = routes.insert(.init(prefix: address.prefix, gateway: nil, interface: interface)) }
    }

    /// Takes an address from an interface, and the route to its prefix if no other has it. Connections from it end when they
    /// find that nobody answers.
    public mutating func remove(_ address: IPAddress, from interface: InterfaceID) {
        journal?.note(.removeAddress, [UInt64(clamping: interface.rawValue)] + address.journaled)
        withdraw(address, from: interface)
    }

    /// Takes away an address without having been asked.
    mutating func withdraw(_ address: IPAddress, from interface: InterfaceID) {
        let mapped = IPv6Address(address)
        let index = interface.rawValue
        tentative.removeAll { $0.interface == interface && $0.address.mapped == mapped }
        guard let place = interfaces[index].addresses.firstIndex(where: { $0.mapped == mapped }) else { return }
        let removed = interfaces[index].addresses.remove(at: place)
        guard removed.isOnLink, !interfaces[index].addresses.contains(where: { $0.prefix == removed.prefix }) else {
            return
        }
        routes.remove {
            $0.isSame(as: .init(prefix: removed.prefix, gateway: nil, interface: interface)) && $0.origin == .configured
        }
    }

    /// The routes that an interface brings with it.
    mutating func addRoutes(of interface: InterfaceID) {
        let new = interfaces[interface.rawValue]
        for address in new.addresses { insert(address, on: interface) }
        for gateway in new.gateways {
            let gateway = IPv6Address(gateway)
            _ = routes.insert(.init(prefix: Self.all(as: gateway), gateway: gateway, interface: interface))
        }
        if new.isLoopback {
            loopback = interface
            return
        }
        // Without link headers there is one neighbor, to whom all goes.
        guard new.hardwareAddress == nil, new.gateways.isEmpty else { return }
        for address in new.addresses {
            _ = routes.insert(.init(prefix: Self.all(as: address.mapped), gateway: nil, interface: interface))
        }
    }

    /// The prefix of all addresses of a family.
    static func all(as address: IPv6Address) -> IPv6Prefix { IPv6Prefix(address, length: address.isIPv4 ? 96 : 0) }

    // MARK: What is looked up

    /// Where a packet goes first; `nil` when nothing leads there.
    /// - Parameter preferred: the only interface by which it may leave.
    func route(to destination: IPv6Address, on preferred: InterfaceID? = nil) -> NextHop? {
        if let loopback, isOwn(destination) {
            return NextHop(interface: loopback, address: destination, source: destination)
        }
        if destination.isGroup || destination == .everybody { return routeToGroup(destination, on: preferred) }
        if let known = destinations[destination], let gateway = known.gateway,
            preferred ?? known.interface == known.interface,
            let source = source(for: destination, nextHop: gateway, on: known.interface)
        {
            return NextHop(interface: known.interface, address: gateway, source: source)
        }
        guard let entry = routes.find(destination, on: preferred) else { return nil }
        let nextHop = entry.gateway ?? destination
        guard let source = source(for: destination, nextHop: nextHop, on: entry.interface) else { return nil }
        return NextHop(interface: entry.interface, address: nextHop, source: source)
    }

    /// Whether an address is one of this stack's.
    func isOwn(_ address: IPv6Address) -> Bool { interfaces.contains { $0.has(address) } }

    /// A group is on every link: the first with an address, unless one is named.
    private func routeToGroup(_ group: IPv6Address, on preferred: InterfaceID?) -> NextHop? {
        for index in interfaces.indices where preferred.map({ $0.rawValue == index }) ?? !interfaces[index].isLoopback {
            let interface = InterfaceID(rawValue: index)
            if let source = source(for: group, nextHop: group, on: interface) {
                return NextHop(interface: interface, address: group, source: source)
            }
        }
        return nil
    }

    /// The address that a packet leaves from: of IPv4 one of the next hop's prefix, of IPv6 the best by RFC 6724 section 5. An
    /// interface without one lends from the others.
    func source(for destination: IPv6Address, nextHop: IPv6Address, on interface: InterfaceID) -> IPv6Address? {
        let own = interfaces[interface.rawValue].addresses
        if destination.isIPv4 {
            let source =
                own.first { $0.mapped == destination } ?? own.first { $0.mapped.isIPv4 && $0.prefix.contains(nextHop) }
                ?? own.first { $0.mapped.isIPv4 }
            if let source { return source.mapped }
        } else if let source = SourceChoice.best(of: own, for: destination) {
            return source
        }
        for other in interfaces where !other.isLoopback {
            let lent = other.addresses.first { $0.mapped.isIPv4 == destination.isIPv4 && !$0.mapped.isOnOneLink }
            if let lent { return lent.mapped }
        }
        return nil
    }
}
