/// Header prediction, after Van Jacobson: most packets are TCP or UDP over Ethernet and IP, without IP options and not in
/// pieces. Two comparisons say so, and their first three layers are written down from a template; every other packet takes
/// the long way (115 instructions a layer). There are templates only while these protocols are registered where they
/// belong, and what a packet is made of is the same either way.
extension Spine {
    /// Which template is which.
    enum Kind {
        static var tcpOverIPv4: Int { 0 }
        static var udpOverIPv4: Int { 1 }
        static var tcpOverIPv6: Int { 2 }
        static var udpOverIPv6: Int { 3 }
        static var count: Int { 4 }
    }

    /// One a kind; none where one of these protocols is not what `registrations` lead to.
    static func all(_ registrations: Registrations) -> [Spine] {
        func span<P: PacketProtocol>(_ type: P.Type, _ key: DispatchKey, at start: Int) -> LayerSpan? {
            let id = registrations.tables.lookup(key)
            guard registrations.protocols[Int(id)] == type else { return nil }
            return LayerSpan(
                type: type, id: ProtocolID(rawValue: id), flags: LayerSpan.flags(of: type.role), start: start,
                payload: start, end: start)
        }
        guard let link = span(Ethernet.self, .linkType(.ethernet), at: 0),
            let ipv4 = span(IPv4.self, .etherType(0x0800), at: 14),
            let ipv6 = span(IPv6.self, .etherType(0x86dd), at: 14)
        else { return [] }
        var spines: [Spine] = []
        for (network, start) in [(ipv4, 34), (ipv6, 54)] {
            guard let tcp = span(TCP.self, .ipProtocol(6), at: start),
                let udp = span(UDP.self, .ipProtocol(17), at: start)
            else { return [] }
            spines.append(Spine(link: link, network: network, transport: tcp))
            spines.append(Spine(link: link, network: network, transport: udp))
        }
        return spines
    }
}

extension DispatchRoutes {
    /// What every packet goes through.
    ///
    /// Plain loads and not the fields' declarations: so many of them in one function are more than the compiler inlines (it
    /// stops at 400 blocks), and what is left over took twice as long as the tables. 175 instructions for a segment with
    /// its payload; with the numbers of the protocols in place of templates, and one way for all four kinds, 270.
    @inline(__always)
    func dissect(
        _ bytes: RawSpan, as linkType: LinkType, into dissection: inout Dissection, findingBodies: Bool
    ) {
        bytes.prefetchNextPacket()
        dissection.hasPiece = false
        if linkType == .ethernet, bytes.byteCount >= 54, spines.count == Spine.Kind.count {
            // Type, version and header length, service, total length, identification. Then in version 4: fragment offset,
            // time to live, protocol, checksum, source; in version 6: payload length, next header, hop limit, source.
            let frame = Layer<Ethernet>(bytes, start: 0, parts: LayerParts(54))
            let front = frame.load(Field<UInt64>("", "The type and what follows it", bits: 96..<160))
            let rest = frame.load(Field<UInt64>("", "What follows that", bits: 160..<224))
            if front &>> 40 == 0x0800_45 {
                let end = 14 &+ Int(front &>> 16 & 0xffff)
                switch rest & 0x3fff_00ff_0000_0000 {
                case 0x0006_0000_0000:
                    if let payload = tcp(bytes, at: 34, to: end) {
                        write(Spine.Kind.tcpOverIPv4, bytes, 34, payload, end, &dissection.spans)
                        return carry(bytes, .tcpPort, 34, payload, end, &dissection, findingBodies)
                    }
                case 0x0011_0000_0000:
                    if let payload = udp(bytes, at: 34, to: end) {
                        write(Spine.Kind.udpOverIPv4, bytes, 34, payload, end, &dissection.spans)
                        return carry(bytes, .udpPort, 34, payload, end, &dissection, findingBodies)
                    }
                default: break
                }
            } else if front &>> 44 == 0x86dd_6 {
                let end = 54 &+ Int(front & 0xffff)
                switch rest &>> 56 {
                case 6:
                    if let payload = tcp(bytes, at: 54, to: end) {
                        write(Spine.Kind.tcpOverIPv6, bytes, 54, payload, end, &dissection.spans)
                        return carry(bytes, .tcpPort, 54, payload, end, &dissection, findingBodies)
                    }
                case 17:
                    if let payload = udp(bytes, at: 54, to: end) {
                        write(Spine.Kind.udpOverIPv6, bytes, 54, payload, end, &dissection.spans)
                        return carry(bytes, .udpPort, 54, payload, end, &dissection, findingBodies)
                    }
                default: break
                }
            }
        }
        walk(
            bytes, from: 0, to: bytes.byteCount, as: lookup(.linkType(linkType)), at: 0, into: &dissection,
            findingBodies: findingBodies)
    }

    /// Where a segment's payload starts; `nil` when the octets do not hold the header.
    @inline(__always)
    private func tcp(_ bytes: RawSpan, at start: Int, to end: Int) -> Int? {
        let payload = start &+ Int(Layer<TCP>(bytes, start: start, parts: LayerParts(20)).headerLength)
        return payload >= start &+ 20 && payload <= end && end <= bytes.byteCount ? payload : nil
    }

    /// Where a datagram's payload starts; `nil` when it is not as long as the packet says.
    @inline(__always)
    private func udp(_ bytes: RawSpan, at start: Int, to end: Int) -> Int? {
        let length = end &- start
        let stated = Layer<UDP>(bytes, start: start, parts: LayerParts(8)).length
        return length >= 8 && Int(stated) == length && end <= bytes.byteCount ? start &+ 8 : nil
    }

    @inline(__always)
    private func write(
        _ kind: Int, _ bytes: RawSpan, _ start: Int, _ payload: Int, _ end: Int,
        _ spans: inout InlineArray<24, LayerSpan>
    ) {
        let spine = spines[kind]
        spans[0] = spine.link
        spans[1] = spine.network
        spans[2] = spine.transport
        spans[0].setEnds(payload: 14, end: bytes.byteCount)
        spans[1].setEnds(payload: start, end: end)
        spans[2].setEnds(payload: payload, end: end)
    }

    /// What the transport at `start` carries in `from..<to`. Nearly always that is the last layer, and whole.
    @inline(__always)
    private func carry(
        _ bytes: RawSpan, _ table: DispatchTable, _ start: Int, _ from: Int, _ to: Int, _ dissection: inout Dissection,
        _ findingBodies: Bool
    ) {
        dissection.count = 3
        guard from < to else { return }
        let ports = bytes.long(start)
        var id = lookup(DispatchKey(table, min(ports &>> 16, ports & 0xffff)))
        if id == 0 { id = find(DispatchKey(table, max(ports &>> 16, ports & 0xffff)), bytes, from, to) }
        let type = type(id)
        let message = unsafe bytes.extracting(unchecked: Range(uncheckedBounds: (from, to)))
        let next = type.next(message)
        guard next.isPlainEnd, !findingBodies || !next.has(NextLayer.postponed) else {
            return walk(bytes, from: from, to: to, as: id, at: 3, into: &dissection, findingBodies: findingBodies)
        }
        dissection.spans[3] = LayerSpan(
            type: type, id: ProtocolID(rawValue: id), flags: flags(id), start: from, payload: to, end: to)
        dissection.count = 4
    }
}
