extension Registry.Tables {
    /// Header prediction, after Van Jacobson: most packets are TCP or UDP over Ethernet and IP, without IP options and
    /// not in pieces. A few comparisons say so, and their first three layers are written down without asking the tables
    /// (130 instructions); every other packet takes the long way (115 instructions a layer). There is a trunk only while
    /// these protocols are registered where they belong, and what a packet is made of is the same either way.
    struct Trunk {
        let ethernet, ipv4, ipv6, tcp, udp: UInt16

        init?(_ tables: Registry.Tables) {
            func number<P: PacketProtocol>(_ type: P.Type, _ key: DispatchKey) -> UInt16? {
                let id = tables.lookup(key)
                return tables.protocols[Int(id)].type == type ? id : nil
            }
            guard let ethernet = number(Ethernet.self, .linkType(.ethernet)),
                let ipv4 = number(IPv4.self, .etherType(0x0800)), let ipv6 = number(IPv6.self, .etherType(0x86dd)),
                let tcp = number(TCP.self, .ipProtocol(6)), let udp = number(UDP.self, .ipProtocol(17))
            else { return nil }
            self.ethernet = ethernet
            self.ipv4 = ipv4
            self.ipv6 = ipv6
            self.tcp = tcp
            self.udp = udp
        }

        /// What the transport carries, once the three layers are written down; `nil` when the packet is not as most are.
        ///
        /// Plain loads and not the fields' declarations: so many of them in one function are more than the compiler
        /// inlines (it stops at 400 blocks), and what is left over took twice as long as the tables.
        @inline(__always)
        func follow(_ bytes: RawSpan, _ spans: inout InlineArray<24, LayerSpan>) -> Next? {
            let count = bytes.byteCount
            guard count >= 54 else { return nil }
            let isVersion4: Bool
            let transport: Int
            let end: Int
            let number: UInt8
            switch bytes.word(12) {
            case 0x0800:
                // Version 4 with a header of 20 octets, and a fragment offset of zero.
                guard bytes.octet(14) == 0x45, bytes.word(20) & 0x1fff == 0 else { return nil }
                isVersion4 = true
                transport = 34
                end = 14 &+ Int(bytes.word(16))
                number = bytes.octet(23)
            case 0x86dd:
                guard bytes.octet(14) &>> 4 == 6 else { return nil }
                isVersion4 = false
                transport = 54
                end = 54 &+ Int(bytes.word(18))
                number = bytes.octet(20)
            default: return nil
            }
            guard end <= count else { return nil }
            let header: Int
            if number == 6 {
                guard end &- transport >= 20 else { return nil }
                header = Int(bytes.octet(transport &+ 12) &>> 4) &* 4
                guard header >= 20, transport &+ header <= end else { return nil }
            } else {
                // A datagram as long as the packet says.
                guard number == 17, end &- transport >= 8, Int(bytes.word(transport &+ 4)) == end &- transport else {
                    return nil
                }
                header = 8
            }
            let payload = transport &+ header
            spans[0] = LayerSpan(
                type: Ethernet.self, id: ProtocolID(rawValue: ethernet), flags: 0, first: 0, payload: 14,
                last: UInt32(truncatingIfNeeded: count))
            spans[1] = LayerSpan(
                type: isVersion4 ? IPv4.self : IPv6.self, id: ProtocolID(rawValue: isVersion4 ? ipv4 : ipv6), flags: 0,
                first: 14, payload: UInt32(truncatingIfNeeded: transport), last: UInt32(truncatingIfNeeded: end))
            spans[2] = LayerSpan(
                type: number == 6 ? TCP.self : UDP.self, id: ProtocolID(rawValue: number == 6 ? tcp : udp), flags: 0,
                first: UInt32(truncatingIfNeeded: transport), payload: UInt32(truncatingIfNeeded: payload),
                last: UInt32(truncatingIfNeeded: end))
            let source = bytes.word(transport)
            let destination = bytes.word(transport &+ 2)
            let low = source < destination ? source : destination
            let high = source < destination ? destination : source
            let table: DispatchTable = number == 6 ? .tcpPort : .udpPort
            return .layer(
                DispatchKey(table, UInt32(low)), or: DispatchKey(table, UInt32(high)), from: payload, to: end)
        }
    }

    /// What every packet goes through.
    @inline(__always)
    func dissect(
        _ bytes: RawSpan, as key: DispatchKey, into dissection: inout Dissection, findingBodies: Bool
    ) {
        var id: UInt16
        var from = 0
        var to = bytes.byteCount
        var flags: UInt16 = 0
        var count = 0
        if let trunk, key == .linkType(.ethernet), let carried = trunk.follow(bytes, &dissection.spans) {
            count = 3
            dissection.count = 3
            from = carried.from
            to = carried.to
            guard from < to else { return }
            id = find(carried.key, carried.otherKey, bytes, from, to)
        } else {
            id = lookup(key)
        }
        while true {
            let entry = protocols[Int(id)]
            // `from <= to <= byteCount` holds throughout: both are brought inside below.
            let message = unsafe bytes.extracting(unchecked: Range(uncheckedBounds: (from, to)))
            var next = entry.type.next(message)
            if findingBodies, next.has(Next.postponed) { next = entry.type.body(message) }
            if next.has(Next.last) {
                if next.has(Next.declined), id != 0 {
                    id = 0
                    continue
                }
                if next.has(Next.broken) { flags |= LayerSpan.broken }
                dissection.spans[count] = LayerSpan(
                    type: entry.type, id: ProtocolID(rawValue: id), flags: flags,
                    first: UInt32(truncatingIfNeeded: from), payload: UInt32(truncatingIfNeeded: to),
                    last: UInt32(truncatingIfNeeded: to))
                count &+= 1
                break
            }
            let payload = min(from &+ next.from, to)
            let end = max(payload, min(from &+ next.to, to))
            dissection.spans[count] = LayerSpan(
                type: entry.type, id: ProtocolID(rawValue: id), flags: flags,
                first: UInt32(truncatingIfNeeded: from), payload: UInt32(truncatingIfNeeded: payload),
                last: UInt32(truncatingIfNeeded: next.has(Next.trailer) ? to : end))
            count &+= 1
            from = payload
            to = end
            guard from < to, count < Dissection.maximumDepth else { break }
            if next.has(Next.quoted) { flags |= LayerSpan.quoted }
            // The deepest layer that is kept is data, whatever it is.
            id = count < Dissection.maximumDepth &- 1 ? find(next.key, next.otherKey, bytes, from, to) : 0
        }
        dissection.count = count
    }

    /// The protocol that takes what is left: by its first number, by its second, by its looks.
    @inline(__always)
    private func find(_ key: DispatchKey, _ other: DispatchKey, _ bytes: RawSpan, _ from: Int, _ to: Int) -> UInt16 {
        var id = lookup(key)
        if id != 0 { return id }
        id = lookup(other)
        if id != 0 { return id }
        let table = key.table.rawValue & 15
        guard heuristicTables &>> UInt16(table) & 1 != 0 else { return 0 }
        let message = unsafe bytes.extracting(unchecked: Range(uncheckedBounds: (from, to)))
        return Self.recognize(message, heuristics[Int(table)], protocols)
    }

    @inline(never)
    private static func recognize(_ message: RawSpan, _ ids: [ProtocolID], _ protocols: [ProtocolEntry]) -> UInt16 {
        for id in ids where protocols[Int(id.rawValue)].type.recognizes(message) { return id.rawValue }
        return 0
    }

    /// The protocol under a key; data when there is none.
    ///
    /// What is out of line takes arrays, not `self`: else the tables are copied to the stack for every packet.
    @inline(__always)
    func lookup(_ key: DispatchKey) -> UInt16 {
        let index = key.index
        guard !key.isSparse, index &>> 8 < pages.count else { return Self.lookup(key, sparse: sparse) }
        return entries[Int(pages[index &>> 8]) &<< 8 | index & 255]
    }

    @inline(never)
    private static func lookup(_ key: DispatchKey, sparse: [DispatchKey: UInt16]) -> UInt16 { sparse[key] ?? 0 }
}
