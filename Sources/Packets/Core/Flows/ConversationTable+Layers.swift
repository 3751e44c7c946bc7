extension ConversationTable {
    /// Follows a packet's flows, this packet included, and puts its layers right by what is known of them.
    ///
    /// A packet by itself does not tell whether a segment was seen before, or what a connection on ports that are
    /// nobody's carries in the middle of a message. Layers behind a segment that is left alone are taken away; data of a
    /// flow whose protocol was found by its looks becomes that protocol.
    /// - Parameters:
    ///   - dissection: of the packet, by `registry`.
    ///   - originalLength: how many octets the packet had on the wire; as many as there are when `nil`.
    ///   - findingBodies: as the packet was dissected.
    public mutating func follow(
        _ bytes: RawSpan, _ dissection: inout Dissection, in registry: Registry, at time: Timestamp,
        originalLength: Int? = nil, findingBodies: Bool = true
    ) -> PacketConversations {
        var result = PacketConversations()
        follow(
            bytes, &dissection, in: registry, at: time, originalLength: originalLength, findingBodies: findingBodies,
            into: &result)
        return result
    }

    /// The same, filled in where it lies: a result that is handed on is copied in pieces, for a fifth of the work.
    public mutating func follow(
        _ bytes: RawSpan, _ dissection: inout Dissection, in registry: Registry, at time: Timestamp,
        originalLength: Int? = nil, findingBodies: Bool = true, into result: inout PacketConversations
    ) {
        dissection.takeOffTime(bytes, near: time)
        outermost = nil
        follow(bytes, dissection.layers, at: time, originalLength: originalLength, into: &result)
        let layer = result.outer.layer
        guard let position = outermost, !dissection.spans[layer].isQuoted else { return }
        if result.outer.leavesPayload {
            dissection.count = layer + 1
        } else if layer + 1 < dissection.count {
            recall(
                bytes, &dissection, behind: layer, in: registry, &result.outer, position.flow,
                findingBodies: findingBodies)
            goOn(bytes, &dissection, behind: layer, in: registry, wireLength: result.outer.wireLength, position)
            judge(bytes, &dissection, behind: layer, &result.outer, position.flow)
        }
    }

    /// Remembers which protocol a flow's looks showed, and takes for it what does not look like anything.
    private mutating func recall(
        _ bytes: RawSpan, _ dissection: inout Dissection, behind layer: Int, in registry: Registry,
        _ conversation: inout Conversation, _ flow: Int, findingBodies: Bool
    ) {
        let found = dissection.spans[layer + 1].id
        let known = flows[flow].application
        guard found != known, !registry.names(portsAt: dissection.spans[layer].start, of: bytes) else { return }
        guard known != .data else {
            flows[flow].application = found
            return
        }
        registry.dissect(
            bytes, behind: layer, from: dissection.spans[layer].payloadStart, as: known, into: &dissection,
            findingBodies: findingBodies)
        if dissection.spans[layer + 1].schema == ObjectIdentifier(TLS.self) {
            flows[flow].tls.follow(bytes.clamped(dissection.spans[layer + 1].start, dissection.spans[layer].end))
            conversation.tls = flows[flow].tls
        }
    }

    /// Leaves alone what only goes on with a message of DNS that began in a segment before, and dissects what is behind.
    private mutating func goOn(
        _ bytes: RawSpan, _ dissection: inout Dissection, behind layer: Int, in registry: Registry,
        wireLength: UInt32, _ position: Position
    ) {
        let id = dissection.spans[layer + 1].id
        guard dissection.spans[layer + 1].schema == ObjectIdentifier(DNSOverTCP.self) else { return }
        let first = bytes.long(dissection.spans[layer].start &+ 4)
        let payload = dissection.spans[layer].payloadStart
        let unfinished = flows[position.flow].ends[position.sender].unfinished
        if let unfinished, first &- unfinished.from > 0, first &- unfinished.from < unfinished.to &- unfinished.from {
            let left = unfinished.to &- first
            guard left < wireLength, payload + Int(left) < dissection.spans[layer].end else {
                dissection.count = layer + 1
                return
            }
            registry.dissect(bytes, behind: layer, from: payload + Int(left), as: id, into: &dissection)
        }
        let last = dissection.spans[dissection.count - 1]
        guard last.schema == ObjectIdentifier(DNSOverTCP.self), last.end &- last.start >= 2 else { return }
        let end = last.start &+ 2 &+ Int(bytes.word(last.start))
        guard end > last.end else { return }
        let message = (from: first, to: first &+ UInt32(truncatingIfNeeded: end &- payload))
        flows[position.flow].ends[position.sender].unfinished = message
    }

    /// Takes HTTP for what it says only once a request was seen, or where header lines stand: who meets a connection in
    /// the middle of a picture knows nothing of it.
    private mutating func judge(
        _ bytes: RawSpan, _ dissection: inout Dissection, behind layer: Int, _ conversation: inout Conversation,
        _ flow: Int
    ) {
        guard layer + 1 < dissection.count else { return }
        let span = dissection.spans[layer + 1]
        guard span.schema == ObjectIdentifier(HTTP.self) else { return }
        let message = bytes.clamped(span.start, span.end)
        conversation.isTunnel = flows[flow].http.isTunnel
        if HTTPText.startsMessage(message) {
            flows[flow].http.follow(message)
        } else if !flows[flow].http.hasRequest, !HTTPText.startsHeaders(message) {
            dissection.count = layer + 1
        }
    }
}

extension Registry {
    /// Whether one of the two ports at `offset` is a protocol's.
    func names(portsAt offset: Int, of bytes: RawSpan) -> Bool {
        routes.lookup(.tcpPort(bytes.word(offset))) != 0
            || routes.lookup(.tcpPort(bytes.word(offset &+ 2))) != 0
    }

    /// Dissects anew what a layer carries, as far as it starts at `from`.
    func dissect(
        _ bytes: RawSpan, behind layer: Int, from: Int, as id: ProtocolID, into dissection: inout Dissection,
        findingBodies: Bool = true
    ) {
        let message = bytes.clamped(from, dissection.spans[layer].end)
        let isReachable = registrations.keys[id]?.contains { routes.lookup($0) == id.rawValue } ?? false
        guard isReachable else { return }
        var inner = Dissection()
        routes.walk(
            message, from: 0, to: message.byteCount, as: id.rawValue, at: 0, into: &inner, findingBodies: findingBodies)
        dissection.count = min(layer + 1 + inner.count, Dissection.maximumDepth)
        for index in layer + 1..<dissection.count {
            dissection.spans[index] = inner.spans[index - layer - 1].moved(by: from)
        }
    }
}

extension Dissection {
    /// Takes the time that an echo was sent off its data, where it looks like one. That takes knowing when the packet
    /// came, which its octets do not say.
    mutating func takeOffTime(_ bytes: RawSpan, near moment: Timestamp) {
        guard count >= 2, spans[count - 2].schema == ObjectIdentifier(ICMP.self), spans[count - 1].id == .data else {
            return
        }
        let icmp = spans[count - 2]
        let data = spans[count - 1]
        // An echo's reply and its request.
        guard bytes.octet(icmp.start) == 0 || bytes.octet(icmp.start) == 8,
            ICMP.Echo.sent(bytes.clamped(icmp.start, icmp.end), near: moment) != nil
        else { return }
        let start = data.start + ICMP.Echo.timeLength
        if start < data.end {
            spans[count - 1] = LayerSpan(
                type: data.type, id: data.id, flags: data.flags, start: start, payload: data.payloadStart, end: data.end
            )
        } else {
            count -= 1
        }
    }
}

extension LayerSpan {
    /// The same layer, `offset` octets further on in the packet.
    func moved(by offset: Int) -> LayerSpan {
        LayerSpan(
            type: type, id: id, flags: flags, start: start &+ offset, payload: payloadStart &+ offset,
            end: end &+ offset)
    }
}
