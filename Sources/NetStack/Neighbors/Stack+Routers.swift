import Packets

/// Routers: they are asked for and heard, and say who is a better first hop. RFC 4861 sections 6.3 and 8.
extension Stack {
    /// RFC 4861 sections 6.1.2 and 6.3.4.
    mutating func receiveRouterAdvertisement(_ frame: RawSpan, _ arrival: Arrival, now: UInt64) {
        let index = arrival.interface.rawValue
        guard arrival.source.isLinkLocal, arrival.end &- arrival.start >= 16,
            let message = Layer<ICMPv6.RouterAdvertisement>(frame, from: arrival.start &+ 4, to: arrival.end)
        else { return counters.malformed &+= 1 }
        let options = NeighborOptions(frame, from: arrival.start &+ 16, to: arrival.end)
        guard options.isWhole else { return counters.malformed &+= 1 }
        guard interfaces[index].identifiers != nil, !interfaces[index].has(arrival.source) else { return }
        states[index].solicitations = 0
        states[index].solicitAt = Deadlines.never
        if message.hopLimit > 0 { states[index].hopLimit = message.hopLimit }
        // An hour at most, as section 6.2.1 has it.
        if (1...3_600_000).contains(message.reachableTime) {
            states[index].reachableTime = UInt64(message.reachableTime) &* 1_000_000
        }
        if (1...3_600_000).contains(message.retransmission) {
            states[index].questionInterval = max(100_000_000, UInt64(message.retransmission) &* 1_000_000)
        }
        if let mtu = options.mtu, mtu >= 1280, mtu <= UInt32(clamping: interfaces[index].mtu) {
            states[index].mtu = Int(mtu)
        }
        noteRouter(
            arrival.source, seconds: message.lifetime, preference: message.preference.rawValue, on: arrival.interface,
            now: now)
        if let hardware = options.source {
            noteUnasked(arrival.source, hardware, on: arrival.interface, isRouter: true, now: now)
        }
        for place in 0..<options.prefixCount {
            takePrefix(frame, options.prefixes[place], on: arrival.interface, now: now)
        }
        updateInternetDeadline()
    }

    private mutating func noteRouter(
        _ router: IPv6Address, seconds: UInt16, preference: UInt8, on interface: InterfaceID, now: UInt64
    ) {
        var entry = RouteTable.Entry(
            prefix: IPv6Prefix(.unspecified, length: 0), gateway: router, interface: interface, origin: .router)
        // Who is configured is not told otherwise.
        guard !routes.entries.contains(where: { $0.isSame(as: entry) && $0.origin == .configured }) else { return }
        guard seconds > 0 else {
            if routes.remove(where: { $0.isSame(as: entry) }) { neighbors.forgetReferences() }
            return
        }
        entry.expiresAt = now &+ UInt64(seconds) &* 1_000_000_000
        // RFC 4191 section 2.2: what is reserved counts as medium. The configured ones come first.
        entry.preference = preference == 1 ? 0 : preference == 3 ? -2 : -1
        // One that is heard again keeps its place, behind those that answer if it did not.
        if routes.refresh(entry) { return }
        if routes.insert(entry) { neighbors.forgetReferences() }
    }

    /// RFC 4861 section 6.3.4: whether a prefix is on the link, and whether addresses are made of it.
    private mutating func takePrefix(
        _ frame: RawSpan, _ place: (start: Int, end: Int), on interface: InterfaceID, now: UInt64
    ) {
        guard let option = Layer<NeighborOption.PrefixInformation>(frame, from: place.start, to: place.end),
            option.load(NeighborOption.PrefixInformation.length) <= 128
        else { return }
        let length = Int(option.load(NeighborOption.PrefixInformation.length))
        let prefix = IPv6Prefix(option.address, length: length)
        guard !prefix.address.isLinkLocal, !prefix.address.isMulticast, !prefix.address.isIPv4 else { return }
        func until(_ seconds: UInt32) -> UInt64 {
            seconds == .max ? Deadlines.never : now &+ UInt64(seconds) &* 1_000_000_000
        }
        if option.isOnLink, length > 0 {
            let entry = RouteTable.Entry(
                prefix: prefix, gateway: nil, interface: interface, origin: .router, preference: 0,
                expiresAt: until(option.validLifetime))
            let isConfigured = routes.entries.contains { $0.isSame(as: entry) && $0.origin == .configured }
            if !isConfigured, !routes.refresh(entry), option.validLifetime > 0 { _ = routes.insert(entry) }
        }
        guard option.isAutonomous, option.preferredLifetime <= option.validLifetime else { return }
        configure(
            prefix, preferredUntil: until(option.preferredLifetime), validUntil: until(option.validLifetime),
            on: interface, now: now)
    }

    /// RFC 4861 sections 8.1 and 8.3: only the router that packets go by now has a say.
    mutating func receiveRedirect(_ frame: RawSpan, _ arrival: Arrival, now: UInt64) {
        guard arrival.source.isLinkLocal, arrival.end &- arrival.start >= 40,
            let message = Layer<ICMPv6.Redirect>(frame, from: arrival.start &+ 4, to: arrival.end)
        else { return counters.malformed &+= 1 }
        let options = NeighborOptions(frame, from: arrival.start &+ 40, to: arrival.end)
        let (target, destination) = (message.target, message.destination)
        guard options.isWhole, !destination.isMulticast, target.isLinkLocal || target == destination,
            !destination.isIPv4, !target.isMulticast
        else { return counters.malformed &+= 1 }
        redirect(
            destination, to: target, by: arrival.source, hardware: options.target, on: arrival.interface,
            isRouter: target != destination, now: now)
    }

    /// Takes a better first hop for a destination, where the one that says so is the first hop now.
    mutating func redirect(
        _ destination: IPv6Address, to target: IPv6Address, by router: IPv6Address, hardware: MACAddress?,
        on interface: InterfaceID, isRouter: Bool, now: UInt64
    ) {
        guard let route = route(to: destination, on: interface), route.address == router, route.interface == interface,
            !interfaces[interface.rawValue].has(target)
        else { return }
        destinations.change(destination) { entry in
            entry.gateway = target
            entry.interface = interface
        }
        if let hardware { noteUnasked(target, hardware, on: interface, isRouter: isRouter, now: now) }
        neighbors.forgetReferences()
    }

    /// Asks for routers. RFC 4861 section 6.3.7: three times, four seconds apart.
    mutating func runSolicitations(_ now: UInt64) {
        for index in states.indices where states[index].solicitAt <= now {
            states[index].solicitations -= 1
            states[index].solicitAt = states[index].solicitations > 0 ? now &+ 4_000_000_000 : Deadlines.never
            guard let hardware = interfaces[index].hardwareAddress,
                let source = interfaces[index].addresses.first(where: { $0.mapped.isLinkLocal })?.mapped
            else { continue }
            let interface = InterfaceID(rawValue: index)
            sendPacket(
                protocolNumber: 58, from: source, to: .allRouters, on: interface, hopLimit: 255, count: 16, now: now
            ) { bytes, start in
                NeighborMessage.writeOption(1, hardware, into: &bytes, at: start + 8)
                ICMPWriter.finish(&bytes, ICMPKind(133), at: start, count: 16, from: source, to: .allRouters)
            }
        }
    }

    // MARK: Time

    /// Does what the internet layer does by itself, and looks when there is more.
    mutating func runInternet(_ now: UInt64) {
        guard internetDeadline <= now else { return }
        internetDeadline = Deadlines.never
        runAddresses(now)
        runSolicitations(now)
        runGroups(now)
        translations.expire(now)
        runFragments(now)
        destinations.expire(now)
        if routes.remove(where: { $0.expiresAt <= now }) { neighbors.forgetReferences() }
        updateInternetDeadline()
    }

    mutating func updateInternetDeadline() {
        var next = min(addressDeadline, min(routes.deadline, fragments.deadline))
        next = min(next, min(min(destinations.deadline, groupDeadline), translations.deadline))
        for state in states { next = min(next, state.solicitAt) }
        internetDeadline = next
    }
}
