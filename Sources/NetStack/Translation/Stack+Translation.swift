public import Packets

/// Network address and port translation between IPv4 networks: what leaves by an outside interface comes from its address.
/// RFC 3022, RFC 4787, RFC 5382, RFC 5508. A stack translates only what it passes on (`StackConfiguration.forwards`).
extension Stack {
    /// Lets what is passed on by an interface come from that interface's own address.
    public mutating func translate(on outside: InterfaceID) {
        precondition(
            interfaces.indices.contains(outside.rawValue), "what is translated leaves by an interface that was added")
        journal?.note(.translate, [UInt64(outside.rawValue)])
        translateFrom(outside)
    }

    private mutating func translateFrom(_ outside: InterfaceID) {
        states[outside.rawValue].isOutside = true
        // The tables come with the first.
        guard !isTranslating else { return }
        isTranslating = true
        translations = TranslationTable(limit: configuration.translationLimit, secrets: configuration.secrets)
    }

    /// Passes on what comes for a port of an outside interface.
    ///
    /// - Parameters:
    ///   - port: that outside hosts send to.
    ///   - address: of the inside host that takes it, an IPv4 one, at `insidePort`.
    /// - Throws: `StackError`: `portInUse`, `noRoom`; `noRoute` for an address of IPv6.
    public mutating func forwardPort(
        _ port: UInt16, of transport: TranslatedTransport, on outside: InterfaceID, to address: IPAddress,
        port insidePort: UInt16, now: UInt64
    ) throws(StackError) {
        precondition(
            interfaces.indices.contains(outside.rawValue), "what is translated leaves by an interface that was added")
        journal?.note(
            .forwardPort,
            [UInt64(outside.rawValue), UInt64(port), transport == .udp ? 1 : 0] + address.journaled
                + [UInt64(insidePort), now])
        guard case .v4(let inside) = address else {
            throw StackError(.noRoute, "only IPv4 is translated, not to \(address)")
        }
        translateFrom(outside)
        let translated: TranslatedProtocol = transport == .udp ? .udp : .tcp
        guard translations.find(translated, outside: port, on: outside) == nil else {
            throw StackError(.portInUse, "port \(port) is translated already; choose another one")
        }
        let entry = TranslationEntry(
            isFixed: true, kind: translated, inside: inside, insidePort: insidePort, interface: outside,
            outsidePort: port)
        guard translations.insert(entry, now: now) != nil else {
            throw StackError(.noRoom, "there are \(configuration.translationLimit) translations, which is the limit")
        }
    }

    // MARK: Out

    /// What a packet that leaves by an interface is to be changed to; `.some(nil)` when it leaves as it is, `nil` when it must not
    /// leave.
    mutating func outboundRewriter(
        _ frame: RawSpan, _ ip: InternetHeader, _ arrival: Arrival, by route: NextHop, now: UInt64
    ) -> PacketRewriter?? {
        guard isTranslating, states[route.interface.rawValue].isOutside, arrival.source.isIPv4,
            arrival.interface != route.interface
        else { return .some(nil) }
        guard let outside = interfaces[route.interface.rawValue].addresses.first(where: { $0.mapped.isIPv4 })?.mapped,
            let (kind, port) = translatedPort(frame, ip.protocolNumber, arrival.start, arrival.end, isSource: true),
            let slot = translation(of: kind, arrival.source.ipv4, port, by: route, now: now)
        else { return nil }
        if kind == .tcp { noteSegment(frame, arrival, slot, isOutbound: true) }
        translations.refresh(slot, now: now)
        return .some(
            PacketRewriter(
                kind: kind, isSource: true, address: outside.ipv4, port: translations[slot].outsidePort))
    }

    /// The protocol and the port that are translated; of ICMP those of echoes alone.
    private func translatedPort(
        _ frame: RawSpan, _ number: UInt8, _ start: Int, _ end: Int, isSource: Bool
    ) -> (TranslatedProtocol, UInt16)? {
        guard let kind = TranslatedProtocol(rawValue: number), start &+ 8 <= end else { return nil }
        switch kind {
        case .tcp, .udp: return (kind, frame.word(isSource ? start : start &+ 2))
        case .icmp:
            // A request goes out and its reply comes in, or the other way round for a host that is pinged from inside.
            guard frame.octet(start) == 8 || frame.octet(start) == 0 else { return nil }
            return (kind, frame.word(start &+ 4))
        }
    }

    private mutating func translation(
        of kind: TranslatedProtocol, _ inside: IPv4Address, _ port: UInt16, by route: NextHop, now: UInt64
    ) -> Int? {
        if let slot = translations.find(kind, inside: inside, port, on: route.interface) { return slot }
        translations.expire(now)
        let ends = FlowEnds(
            local: IPv6Address(mapping: inside), localPort: port, remote: .unspecified,
            remotePort: UInt16(kind.rawValue))
        let base = Int(configuration.secrets.sequenceHash(ends) % UInt64(Self.translatedPorts.count))
        for offset in 0..<256 {
            let index = (base + offset) % Self.translatedPorts.count
            let outside = Self.translatedPorts.lowerBound + UInt16(index)
            guard translations.find(kind, outside: outside, on: route.interface) == nil, !isUsed(outside, by: kind)
            else { continue }
            let entry = TranslationEntry(
                kind: kind, inside: inside, insidePort: port, interface: route.interface, outsidePort: outside)
            guard let slot = translations.insert(entry, now: now) else { break }
            internetDeadline = min(internetDeadline, translations.deadline)
            return slot
        }
        counters.overflows &+= 1
        return nil
    }

    /// Ports that stand for others: none of those that this stack takes for itself.
    static var translatedPorts: Range<UInt16> { 2048..<32768 }

    private mutating func isUsed(_ port: UInt16, by kind: TranslatedProtocol) -> Bool {
        switch kind {
        case .tcp: listeners.contains { $0.isOpen && $0.port == port }
        case .udp: socket(.udp, port: port) != nil
        case .icmp: socket(.echo, port: port) != nil
        }
    }

    private mutating func noteSegment(_ frame: RawSpan, _ arrival: Arrival, _ slot: Int, isOutbound: Bool) {
        guard let tcp = Layer<TCP>(frame, from: arrival.start, to: arrival.end) else { return }
        let flags = tcp.flags.rawValue
        if flags & TCP.Flags.synchronize.rawValue != 0 {
            translations[slot].insideFinished = false
            translations[slot].outsideFinished = false
        }
        if !isOutbound, flags & TCP.Flags.reset.rawValue == 0 { translations[slot].isEstablished = true }
        if flags & TCP.Flags.reset.rawValue != 0 {
            translations[slot].insideFinished = true
            translations[slot].outsideFinished = true
        } else if flags & TCP.Flags.finish.rawValue != 0 {
            if isOutbound {
                translations[slot].insideFinished = true
            } else {
                translations[slot].outsideFinished = true
            }
        }
    }

    // MARK: In

    /// Takes a packet for an outside address of ours which stands for an inside one.
    /// - Returns: whether it was one.
    mutating func translateInbound(_ frame: RawSpan, _ ip: InternetHeader, _ arrival: Arrival, now: UInt64) -> Bool {
        guard states[arrival.interface.rawValue].isOutside, arrival.source.isIPv4, !arrival.isForMany else {
            return false
        }
        if ip.protocolNumber == 1, arrival.start &+ 8 <= arrival.end, [3, 11, 12].contains(frame.octet(arrival.start)) {
            return translateError(frame, ip, arrival, now: now)
        }
        guard let (kind, port) = translatedPort(frame, ip.protocolNumber, arrival.start, arrival.end, isSource: false),
            let slot = translations.find(kind, outside: port, on: arrival.interface)
        else { return false }
        if kind == .tcp {
            noteSegment(frame, arrival, slot, isOutbound: false)
            translations.refresh(slot, now: now)
        }
        let rewriter = PacketRewriter(
            kind: kind, isSource: false, address: translations[slot].inside, port: translations[slot].insidePort)
        forwardRewritten(frame, ip, arrival, to: rewriter.address, now: now) { bytes, start, transport, end in
            rewriter.rewrite(&bytes, at: start, transport: transport, end: end)
        }
        return true
    }

    /// An error about a packet that was translated on its way out: what it quotes is translated back. RFC 5508 section 4.
    private mutating func translateError(
        _ frame: RawSpan, _ ip: InternetHeader, _ arrival: Arrival, now: UInt64
    ) -> Bool {
        let quote = arrival.start &+ 8
        guard let quoted = CarriedProtocol(frame, from: quote, to: arrival.end), !quoted.isLaterPiece,
            quoted.source == arrival.destination,
            let (kind, port) = translatedPort(frame, quoted.number, quoted.start, arrival.end, isSource: true),
            let slot = translations.find(kind, outside: port, on: arrival.interface)
        else { return false }
        let inside = translations[slot].inside
        let inner = PacketRewriter(kind: kind, isSource: true, address: inside, port: translations[slot].insidePort)
        forwardRewritten(frame, ip, arrival, to: inside, now: now) { bytes, start, transport, end in
            let shift = start - arrival.network
            inner.rewrite(&bytes, at: quote + shift, transport: quoted.start + shift, end: end)
            var header = MutableLayer<IPv4>(&bytes, at: start)
            header.checksum = InternetChecksum.updating(
                header.checksum, from: header.destination.rawValue, to: inside.rawValue)
            header.destination = inside
            let kind = ICMPKind(bytes.bytes.octet(transport), code: bytes.bytes.octet(transport + 1))
            ICMPWriter.finish(
                &bytes, kind, at: transport, count: end - transport, from: arrival.source,
                to: IPv6Address(mapping: inside))
        }
        return true
    }

    /// Passes on a packet with another destination. What is wrong with it is said of the packet that came.
    private mutating func forwardRewritten(
        _ frame: RawSpan, _ ip: InternetHeader, _ arrival: Arrival, to inside: IPv4Address, now: UInt64,
        _ rewrite: (inout MutableRawSpan, Int, Int, Int) -> Void
    ) {
        let destination = IPv6Address(mapping: inside)
        guard ip.hopLimit > 1 else { return sendError(.timeExceeded(code: 0), about: frame, arrival, now: now) }
        guard let route = route(to: destination) else { return sendError(.noRoute, about: frame, arrival, now: now) }
        let mtu = linkMTU(to: destination, on: route.interface)
        if arrival.segmentSize == 0, arrival.end - arrival.network > mtu, !ip.mayBeCut {
            return sendError(.tooBig(mtu: mtu), about: frame, arrival, now: now)
        }
        let packet = StoredPacket(count: arrival.end - arrival.network, on: arrival.interface, &pool)
        packet.write { bytes in
            let start = StoredPacket.linkRoom
            bytes.copy(frame.clamped(arrival.network, arrival.end), to: start)
            let shift = start - arrival.network
            rewrite(&bytes, start, arrival.start + shift, arrival.end + shift)
        }
        var moved = arrival
        moved.destination = destination
        moved.network = 0
        moved.start = arrival.start - arrival.network
        moved.end = arrival.end - arrival.network
        var header = ip
        header.destination = destination
        header.start = moved.start
        header.end = moved.end
        unsafe forward(packet.span(), header, moved, now: now)
        packet.release(&pool)
    }
}
