import Packets

extension Stack {
    /// Reports groups of one family, none of which is that of all nodes (RFC 3376 section 6, RFC 3810 section 6).
    mutating func report(_ groups: [IPv6Address], _ kind: GroupRecordKind, on interface: InterfaceID, now: UInt64) {
        let told = groups.filter {
            $0.isIPv4 ? $0.ipv4.rawValue != 0xE000_0001 : $0 != .allNodes && ($0.multicastScope ?? 0) > 1
        }
        guard let first = told.first, interfaces[interface.rawValue].hardwareAddress != nil else { return }
        let state = states[interface.rawValue]
        if first.isIPv4 {
            guard state.olderIGMPUntil <= now else { return reportOlder(told, kind, on: interface, now: now) }
            reportIGMP(told, kind, on: interface, now: now)
        } else {
            guard state.olderMLDUntil <= now else { return reportOlder(told, kind, on: interface, now: now) }
            reportMLD(told, kind, on: interface, now: now)
        }
    }

    /// RFC 3376 section 4.2.
    private mutating func reportIGMP(
        _ groups: [IPv6Address], _ kind: GroupRecordKind, on interface: InterfaceID, now: UInt64
    ) {
        let count = 8 + 8 * groups.count
        sendWithAlert(count, to: IPv6Address(mapping: "224.0.0.22"), on: interface, now: now) { bytes, start, _ in
            for (index, group) in groups.enumerated() {
                var record = MutableLayer<IGMPMessage.Record>(&bytes, at: start + 8 + 8 * index)
                record.store(kind.rawValue, IGMPMessage.Record.kind)
                record.store(group.ipv4, IGMPMessage.Record.group)
            }
            var message = MutableLayer<IGMPMessage>(&bytes, at: start)
            message.store(UInt16(truncatingIfNeeded: groups.count), IGMPMessage.recordCount)
            Self.finishIGMP(&bytes, IGMPMessage.reportVersion3, at: start, count: count)
        }
    }

    /// RFC 3810 section 5.2.
    private mutating func reportMLD(
        _ groups: [IPv6Address], _ kind: GroupRecordKind, on interface: InterfaceID, now: UInt64
    ) {
        let count = 8 + 20 * groups.count
        let all: IPv6Address = "ff02::16"
        sendWithAlert(count, to: all, on: interface, now: now) { bytes, start, source in
            for (index, group) in groups.enumerated() {
                var record = MutableLayer<ICMPv6.AddressRecord>(&bytes, at: start + 8 + 20 * index)
                record.type = ICMPv6.AddressRecord.RecordType(rawValue: kind.rawValue)
                record.address = group
            }
            var message = MutableLayer<ICMPv6.ListenerReport>(&bytes, at: start + 4)
            message.count = UInt16(truncatingIfNeeded: groups.count)
            ICMPWriter.finish(&bytes, ICMPKind(143), at: start, count: count, from: source, to: all)
        }
    }

    /// What routers of an older version understand: a message a group. RFC 2236 section 3, RFC 2710 section 4.
    private mutating func reportOlder(
        _ groups: [IPv6Address], _ kind: GroupRecordKind, on interface: InterfaceID, now: UInt64
    ) {
        let isLeaving = kind == .toInclude
        for group in groups where group.isIPv4 {
            let to = isLeaving ? IPv6Address(mapping: "224.0.0.2") : group
            sendWithAlert(8, to: to, on: interface, now: now) { bytes, start, _ in
                var message = MutableLayer<IGMPMessage>(&bytes, at: start)
                message.store(group.ipv4, IGMPMessage.group)
                let kind = isLeaving ? IGMPMessage.leave : IGMPMessage.reportVersion2
                Self.finishIGMP(&bytes, kind, at: start, count: 8)
            }
        }
        for group in groups where !group.isIPv4 {
            let to = isLeaving ? IPv6Address.allRouters : group
            sendWithAlert(24, to: to, on: interface, now: now) { bytes, start, source in
                bytes.storeBytes(of: group.high.bigEndian, toByteOffset: start + 8, as: UInt64.self)
                bytes.storeBytes(of: group.low.bigEndian, toByteOffset: start + 16, as: UInt64.self)
                ICMPWriter.finish(&bytes, ICMPKind(isLeaving ? 132 : 131), at: start, count: 24, from: source, to: to)
            }
        }
    }

    private static func finishIGMP(_ bytes: inout MutableRawSpan, _ kind: UInt8, at start: Int, count: Int) {
        var message = MutableLayer<IGMPMessage>(&bytes, at: start)
        message.store(kind, IGMPMessage.kind)
        var sum = InternetChecksum()
        sum.add(bytes.bytes, from: start, to: start + count)
        var finished = MutableLayer<IGMPMessage>(&bytes, at: start)
        finished.store(sum.finish(), IGMPMessage.checksum)
    }

    /// Sends a packet to a group, one hop far, that each router looks at: with the alert of RFC 2113 or RFC 2711. IPv6's comes
    /// from the link's address, or from nobody before there is one (RFC 3810 section 5.2.13).
    private mutating func sendWithAlert(
        _ count: Int, to group: IPv6Address, on interface: InterfaceID, now: UInt64,
        _ write: (inout MutableRawSpan, Int, IPv6Address) -> Void
    ) {
        let addresses = interfaces[interface.rawValue].addresses
        let isIPv4 = group.isIPv4
        let source =
            isIPv4
            ? addresses.first { $0.mapped.isIPv4 }?.mapped ?? IPv6Address(mapping: .unspecified)
            : addresses.first { $0.mapped.isLinkLocal }?.mapped ?? .unspecified
        let (header, alert) = isIPv4 ? (20, 4) : (40, 8)
        let packet = StoredPacket(count: header + alert + count, on: interface, &pool)
        identification &+= 1
        let identification = identification
        packet.write { bytes in
            let start = StoredPacket.linkRoom
            bytes.clear(start..<start + header + alert + count)
            InternetWriter.write(
                into: &bytes, at: start, count: alert + count, identification: identification, hopLimit: 1,
                protocolNumber: isIPv4 ? 2 : 0, from: source, to: group)
            if isIPv4 {
                bytes.storeBytes(of: (0x9404_0000 as UInt32).bigEndian, toByteOffset: start + 20, as: UInt32.self)
                var ip = MutableLayer<IPv4>(&bytes, at: start)
                ip.headerLength = 24
                IPv4Writer.change(
                    &bytes, at: start, headerLength: 24, length: 24 + count, flags: 2, offset: 0)
            } else {
                // ICMPv6 follows; the alert of a listener's report, and two octets of nothing.
                bytes.storeBytes(
                    of: (0x3A00_0502_0000_0100 as UInt64).bigEndian, toByteOffset: start + 40, as: UInt64.self)
            }
            write(&bytes, start + header + alert, source)
        }
        send(packet, to: group, now: now)
    }
}
