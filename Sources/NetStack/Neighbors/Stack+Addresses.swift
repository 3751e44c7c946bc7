package import Packets

extension Stack {
    /// Conflicts of the addresses of this stack with others', the first 64 of them.
    public var addressConflicts: [AddressConflict] { conflicts }

    /// Begins with what an interface makes or asks for by itself.
    mutating func beginAddresses(of interface: InterfaceID) {
        let index = interface.rawValue
        guard let hardware = interfaces[index].hardwareAddress else { return }
        if interfaces[index].probesAddresses {
            let asked = interfaces[index].addresses
            for address in asked { withdraw(address.address, from: interface) }
            for address in asked { begin(TentativeAddress(interface: interface, address: address)) }
        }
        guard let kind = interfaces[index].identifiers else { return }
        let prefix: UInt64 = 0xFE80 << 48
        begin(tentative(prefix, kind, hardware, on: interface, attempt: 0))
    }

    /// An address of a prefix of 64 bits.
    private func tentative(
        _ prefix: UInt64, _ kind: InterfaceIdentifiers, _ hardware: MACAddress, on interface: InterfaceID,
        attempt: UInt8
    ) -> TentativeAddress {
        let secrets = configuration.identifierSecrets ?? configuration.secrets
        let low =
            kind == .hardware
            ? IPv6Address.modifiedEUI64(of: hardware)
            : secrets.identifier(of: prefix, hardware: hardware, attempt: attempt)
        var address = Interface.Address(.v6(IPv6Address(high: prefix, low: low)), prefixLength: 64)
        address.isAutomatic = true
        // What a router's prefix gives says nothing of who is on the link (RFC 5942 section 4).
        address.isOnLink = prefix == 0xFE80 << 48
        return TentativeAddress(interface: interface, address: address, attempt: attempt)
    }

    /// Takes a router's prefix for one that addresses are made of. RFC 4862 section 5.5.3.
    mutating func configure(
        _ prefix: IPv6Prefix, preferredUntil: UInt64, validUntil: UInt64, on interface: InterfaceID, now: UInt64
    ) {
        let index = interface.rawValue
        guard let hardware = interfaces[index].hardwareAddress, let kind = interfaces[index].identifiers,
            prefix.length == 64, !prefix.address.isLinkLocal
        else { return }
        let isOf: (Interface.Address) -> Bool = { $0.isAutomatic && $0.prefix == prefix }
        if let place = interfaces[index].addresses.firstIndex(where: isOf) {
            let old = interfaces[index].addresses[place].validUntil
            // Nobody can end an address at once: two hours are left to it (section 5.5.3, e).
            let twoHours = now &+ 7_200_000_000_000
            if validUntil > min(old, twoHours) {
                interfaces[index].addresses[place].validUntil = validUntil
            } else if old > twoHours {
                interfaces[index].addresses[place].validUntil = twoHours
            }
            interfaces[index].addresses[place].preferredUntil = preferredUntil
            interfaces[index].addresses[place].isDeprecated = preferredUntil <= now
            return
        }
        guard validUntil > now, !tentative.contains(where: { $0.interface == interface && isOf($0.address) }),
            interfaces[index].addresses.count(where: \.isAutomatic) < Self.automaticLimit
        else { return }
        var new = tentative(prefix.address.high, kind, hardware, on: interface, attempt: 0)
        new.address.preferredUntil = preferredUntil
        new.address.validUntil = validUntil
        new.address.isDeprecated = preferredUntil <= now
        new.at = now
        begin(new)
    }

    /// Addresses that an interface makes by itself at most: a router may tell of as many prefixes as it likes.
    static var automaticLimit: Int { 16 }

    /// Adds an address that a server has lent (RFC 2131 section 4.4.1): it is asked for once, and is ours two seconds later unless
    /// somebody has it.
    package mutating func addLent(_ address: Interface.Address, to interface: InterfaceID, now: UInt64) {
        journal?.note(.addLent, [UInt64(clamping: interface.rawValue)] + address.journaled + [now])
        begin(TentativeAddress(interface: interface, address: address, at: now, isLent: true))
    }

    /// Whether an address is ours, `false` as long as nobody knows; `nil` where it is not, and will not be.
    package func isOurs(_ address: IPAddress, on interface: InterfaceID) -> Bool? {
        let mapped = IPv6Address(address)
        if interfaces[interface.rawValue].has(mapped) { return true }
        return tentativeIndex(mapped, on: interface) == nil ? nil : false
    }

    /// Whether a neighbor's hardware address is known, so that what is sent to it leaves at once.
    package func knowsNeighbor(_ address: IPAddress, on interface: InterfaceID) -> Bool {
        neighbors.find(IPv6Address(address), on: interface).map { neighbors[$0].isKnown } ?? false
    }

    private mutating func begin(_ new: TentativeAddress) {
        guard tentative.count < TentativeAddress.limit else { return }
        tentative.append(new)
        internetDeadline = min(internetDeadline, new.at)
    }

    /// Whether an address is asked for on an interface as one that will be ours.
    func tentativeIndex(_ address: IPv6Address, on interface: InterfaceID) -> Int? {
        tentative.firstIndex { $0.interface == interface && $0.address.mapped == address }
    }

    /// Somebody has an address that was to be ours. RFC 4862 section 5.4.5, RFC 5227 section 2.1.1, RFC 7217 section 6.
    mutating func onDuplicate(_ index: Int, now: UInt64) {
        let old = tentative.remove(at: index)
        let group = old.address.mapped.solicitedNodeMulticast
        if !old.address.mapped.isIPv4 { exit(group, on: old.interface, now: now) }
        note(AddressConflict(interface: old.interface, address: old.address.address, isDefended: false))
        guard old.address.isAutomatic, old.attempt < TentativeAddress.attemptLimit,
            interfaces[old.interface.rawValue].identifiers == .opaque,
            let hardware = interfaces[old.interface.rawValue].hardwareAddress
        else { return }
        var next = tentative(
            old.address.prefix.address.high, .opaque, hardware, on: old.interface, attempt: old.attempt + 1)
        next.address.preferredUntil = old.address.preferredUntil
        next.address.validUntil = old.address.validUntil
        next.at = now
        begin(next)
    }

    mutating func note(_ conflict: AddressConflict) {
        counters.addressConflicts &+= 1
        if conflicts.count < 64 { conflicts.append(conflict) }
    }

    // MARK: Time

    /// Takes the next step with those addresses whose time has come.
    mutating func runAddresses(_ now: UInt64) {
        var index = 0
        while index < tentative.count {
            guard tentative[index].at <= now else {
                index += 1
                continue
            }
            let one = tentative[index]
            guard one.sent < one.questions else {
                tentative.remove(at: index)
                assign(one, now: now)
                continue
            }
            tentative[index].sent += 1
            let isIPv4 = one.address.mapped.isIPv4
            // RFC 4862 section 5.4.2: the group is joined before anything is asked there.
            if !isIPv4, one.sent == 0 {
                _ = enter(one.address.mapped.solicitedNodeMulticast, on: one.interface, now: now)
            }
            if isIPv4 {
                // PROBE_MIN to PROBE_MAX between the questions, and ANNOUNCE_WAIT behind the last.
                let isLast = one.sent + 1 == one.questions
                let spread = UInt64(configuration.secrets.sequenceHash(FlowEnds()) % 1_000_000_000)
                tentative[index].at = now &+ (isLast ? 2_000_000_000 : 1_000_000_000 + spread)
                sendARP(
                    operation: 1, on: one.interface, from: .unspecified, to: .broadcast,
                    target: one.address.mapped.ipv4, targetHardware: MACAddress(rawValue: 0))
            } else {
                tentative[index].at = now &+ states[one.interface.rawValue].questionInterval
                sendNeighborMessage(
                    NeighborMessage(kind: ICMPKind(135), target: one.address.mapped), from: .unspecified,
                    to: one.address.mapped.solicitedNodeMulticast, on: one.interface, now: now)
            }
            index += 1
        }
        runAnnouncements(now)
        endAddresses(now)
    }

    /// Nobody has said a word: the address is ours.
    private mutating func assign(_ one: TentativeAddress, now: UInt64) {
        insert(one.address, on: one.interface)
        neighbors.forgetReferences()
        if one.address.mapped.isIPv4 {
            announcements.append(Announcement(interface: one.interface, address: one.address.mapped, at: now))
        } else if one.address.mapped.isLinkLocal, interfaces[one.interface.rawValue].identifiers != nil {
            states[one.interface.rawValue].solicitations = 3
            states[one.interface.rawValue].solicitAt = now
        }
    }

    private mutating func runAnnouncements(_ now: UInt64) {
        for index in announcements.indices where announcements[index].at <= now {
            let one = announcements[index]
            announcements[index].left -= 1
            announcements[index].at = now &+ 2_000_000_000
            announce(one.address, on: one.interface)
        }
        announcements.removeAll { $0.left == 0 }
    }

    /// Says to all on the link that an IPv4 address is ours. RFC 5227 section 2.3.
    mutating func announce(_ address: IPv6Address, on interface: InterfaceID) {
        sendARP(
            operation: 1, on: interface, from: address.ipv4, to: .broadcast, target: address.ipv4,
            targetHardware: MACAddress(rawValue: 0))
    }

    /// Lets addresses grow old. RFC 4862 section 5.5.4.
    private mutating func endAddresses(_ now: UInt64) {
        for index in interfaces.indices {
            var ended: [IPAddress] = []
            for place in interfaces[index].addresses.indices where interfaces[index].addresses[place].isAutomatic {
                if interfaces[index].addresses[place].preferredUntil <= now {
                    interfaces[index].addresses[place].isDeprecated = true
                }
                let address = interfaces[index].addresses[place]
                if address.validUntil <= now { ended.append(address.address) }
            }
            for address in ended {
                let interface = InterfaceID(rawValue: index)
                withdraw(address, from: interface)
                exit(IPv6Address(address).solicitedNodeMulticast, on: interface, now: now)
            }
        }
    }

    /// When something of that comes next.
    var addressDeadline: UInt64 {
        var next = Deadlines.never
        for one in tentative { next = min(next, one.at) }
        for one in announcements { next = min(next, one.at) }
        for interface in interfaces {
            for address in interface.addresses where address.isAutomatic {
                if !address.isDeprecated { next = min(next, address.preferredUntil) }
                next = min(next, address.validUntil)
            }
        }
        return next
    }
}
