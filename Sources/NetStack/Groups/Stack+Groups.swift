public import Packets

extension Stack {
    /// Listens to a group on an interface, and says so to the routers. Datagram sockets take what is for their port.
    ///
    /// - Throws: `StackError`: `noRoute` when it is no group; `noRoom`.
    public mutating func join(_ group: IPAddress, on interface: InterfaceID, now: UInt64) throws(StackError) {
        precondition(
            interfaces.indices.contains(interface.rawValue), "groups are joined on an interface that was added")
        journal?.note(.join, [UInt64(interface.rawValue)] + group.journaled + [now])
        let mapped = IPv6Address(group)
        guard mapped.isGroup else { throw StackError(.noRoute, "\(group) is one host's address, not a group's") }
        guard enter(mapped, on: interface, now: now) else {
            throw StackError(.noRoom, "there are \(configuration.groupLimit) groups, which is the limit")
        }
    }

    /// Listens no more to a group, once as often as it was joined.
    public mutating func leave(_ group: IPAddress, on interface: InterfaceID, now: UInt64) {
        journal?.note(.leave, [UInt64(clamping: interface.rawValue)] + group.journaled + [now])
        exit(IPv6Address(group), on: interface, now: now)
    }

    /// Counts one less who listens.
    mutating func exit(_ group: IPv6Address, on interface: InterfaceID, now: UInt64) {
        guard let index = groups.firstIndex(where: { $0.interface == interface && $0.group == group }),
            groups[index].users > 0
        else { return }
        groups[index].users -= 1
        guard groups[index].users == 0 else { return }
        groups[index].changes = 2
        groups[index].changeAt = now
        internetDeadline = min(internetDeadline, now)
    }

    /// Counts one more who listens; `false` when there is no room.
    mutating func enter(_ group: IPv6Address, on interface: InterfaceID, now: UInt64) -> Bool {
        internetDeadline = min(internetDeadline, now)
        if let index = groups.firstIndex(where: { $0.interface == interface && $0.group == group }) {
            if groups[index].users == 0 {
                groups[index].changes = 2
                groups[index].changeAt = now
            }
            groups[index].users += 1
            return true
        }
        guard groups.count < configuration.groupLimit else { return false }
        groups.append(GroupMembership(interface: interface, group: group, changeAt: now))
        return true
    }

    /// Whether a group was joined on an interface.
    func isJoined(_ group: IPv6Address, on interface: InterfaceID) -> Bool {
        groups.contains { $0.group == group && $0.interface == interface && $0.users > 0 }
    }

    // MARK: Questions

    /// RFC 3376 section 5.2; RFC 2236 and RFC 1112 for older routers.
    mutating func receiveIGMP(_ frame: RawSpan, _ arrival: Arrival, now: UInt64) {
        var sum = InternetChecksum()
        sum.add(frame, from: arrival.start, to: arrival.end)
        guard let message = Layer<IGMPMessage>(frame, from: arrival.start, to: arrival.end), sum.finish() == 0,
            arrival.hopLimit == 1
        else { return counters.malformed &+= 1 }
        guard message.kind == IGMPMessage.query else { return }
        let count = arrival.end - arrival.start
        if count < 12 { states[arrival.interface.rawValue].olderIGMPUntil = now &+ Self.olderQuerierTime }
        // Version 1 says no time: ten seconds.
        let time =
            message.responseCode == 0 && count < 12 ? 10_000_000_000 : IGMPMessage.responseTime(message.responseCode)
        answer(IPv6Address(mapping: message.group), within: time, on: arrival.interface, isIPv4: true, now: now)
    }

    /// RFC 3810 section 6.2; RFC 2710 for older routers.
    mutating func receiveListenerQuery(_ frame: RawSpan, _ arrival: Arrival, now: UInt64) {
        guard arrival.hopLimit == 1, arrival.source.isLinkLocal, arrival.end &- arrival.start >= 24 else {
            return counters.malformed &+= 1
        }
        if arrival.end - arrival.start < 28 {
            states[arrival.interface.rawValue].olderMLDUntil = now &+ Self.olderQuerierTime
        }
        let time = ICMPv6.ListenerQuery.responseTime(frame.word(arrival.start &+ 4))
        answer(IPv6Address(frame, at: arrival.start &+ 8), within: time, on: arrival.interface, isIPv4: false, now: now)
    }

    /// How long a router of an older version is reckoned with: RFC 3376 section 8.12, with its default values.
    private static var olderQuerierTime: UInt64 { 260_000_000_000 }

    /// Answers a question by and by, of all groups of a family when the group is nobody.
    private mutating func answer(
        _ group: IPv6Address, within time: UInt64, on interface: InterfaceID, isIPv4: Bool, now: UInt64
    ) {
        for index in groups.indices
        where groups[index].interface == interface && groups[index].group.isIPv4 == isIPv4
            && (group.isNobody || groups[index].group == group)
        {
            // Spread, so that not all hosts answer at once; those of one host for a general question together.
            let ends = FlowEnds(
                local: group, localPort: 0, remote: .unspecified, remotePort: UInt16(interface.rawValue & 0xFFFF))
            let at = now &+ (time == 0 ? 0 : configuration.secrets.sequenceHash(ends) % time)
            groups[index].answerAt = min(groups[index].answerAt, at)
        }
        updateInternetDeadline()
    }

    // MARK: Time

    /// Says what is to be said of groups now.
    mutating func runGroups(_ now: UInt64) {
        for index in groups.indices where groups[index].changeAt <= now {
            let one = groups[index]
            report([one.group], one.users > 0 ? .toExclude : .toInclude, on: one.interface, now: now)
            groups[index].changes -= 1
            let spread = configuration.secrets.sequenceHash(FlowEnds()) % 1_000_000_000
            groups[index].changeAt = groups[index].changes > 0 ? now &+ spread &+ 1 : Deadlines.never
        }
        groups.removeAll { $0.users == 0 && $0.changes == 0 }
        for interface in interfaces.indices {
            for isIPv4 in [true, false] {
                var due: [IPv6Address] = []
                for index in groups.indices
                where groups[index].answerAt <= now && groups[index].interface.rawValue == interface
                    && groups[index].group.isIPv4 == isIPv4
                {
                    groups[index].answerAt = Deadlines.never
                    if groups[index].users > 0 { due.append(groups[index].group) }
                }
                if !due.isEmpty { report(due, .isExclude, on: InterfaceID(rawValue: interface), now: now) }
            }
        }
    }

    var groupDeadline: UInt64 { groups.lazy.map { min($0.changeAt, $0.answerAt) }.min() ?? Deadlines.never }
}
