extension ConversationTable {
    /// Follows a packet's flows, this packet included, and puts its layers right by what is known of them.
    ///
    /// A packet by itself does not tell whether a segment was seen before, or what a connection on ports that are
    /// nobody's carries in the middle of a message. Layers behind a segment that is left alone are taken away; data of a
    /// flow whose protocol was found by its looks becomes that protocol.
    /// - Parameters:
    ///   - dissection: of the packet, by `registry`.
    ///   - originalLength: how many octets the packet had on the wire; as many as there are when `nil`.
    public mutating func follow(
        _ bytes: RawSpan, _ dissection: inout Dissection, in registry: borrowing Registry, at time: Timestamp,
        originalLength: Int? = nil
    ) -> PacketConversations {
        var result = follow(bytes, dissection.layers, at: time, originalLength: originalLength)
        let layer = result.outer.layer
        guard layer >= 0, dissection.spans[layer].schema == ObjectIdentifier(TCP.self),
            !dissection.spans[layer].isQuoted
        else { return result }
        if result.outer.leavesPayload {
            dissection.count = layer + 1
        } else if layer + 1 < dissection.count {
            recall(bytes, &dissection, behind: layer, in: registry, &result.outer)
            judge(bytes, &dissection, behind: layer, &result.outer)
        }
        return result
    }

    /// Remembers which protocol a flow's looks showed, and takes for it what does not look like anything.
    private mutating func recall(
        _ bytes: RawSpan, _ dissection: inout Dissection, behind layer: Int, in registry: borrowing Registry,
        _ conversation: inout Conversation
    ) {
        let found = dissection.spans[layer + 1].id
        let known = flows[outermost].application
        guard found != known, !registry.names(portsAt: dissection.spans[layer].start, of: bytes) else { return }
        guard known != .none else {
            flows[outermost].application = found
            return
        }
        registry.dissect(bytes, behind: layer, as: known, into: &dissection)
        if dissection.spans[layer + 1].schema == ObjectIdentifier(TLS.self) {
            flows[outermost].tls.follow(bytes.clamped(dissection.spans[layer + 1].start, dissection.spans[layer].end))
            conversation.tls = flows[outermost].tls
        }
    }

    /// Takes HTTP for what it says only once a request was seen, or where header lines stand: who meets a connection in
    /// the middle of a picture knows nothing of it.
    private mutating func judge(
        _ bytes: RawSpan, _ dissection: inout Dissection, behind layer: Int, _ conversation: inout Conversation
    ) {
        let span = dissection.spans[layer + 1]
        guard span.schema == ObjectIdentifier(HTTP.self) else { return }
        let message = bytes.clamped(span.start, span.end)
        conversation.isTunnel = flows[outermost].http.isTunnel
        if HTTPText.startsMessage(message) {
            flows[outermost].http.follow(message)
        } else if !flows[outermost].http.hasRequest, !HTTPText.startsHeaders(message) {
            dissection.count = layer + 1
        }
    }
}

extension Registry {
    /// Whether one of the two ports at `offset` is a protocol's.
    borrowing func names(portsAt offset: Int, of bytes: RawSpan) -> Bool {
        tables.lookup(.tcpPort(bytes.word(offset))) != 0 || tables.lookup(.tcpPort(bytes.word(offset &+ 2))) != 0
    }

    /// Dissects anew what a layer carries.
    borrowing func dissect(
        _ bytes: RawSpan, behind layer: Int, as id: ProtocolID, into dissection: inout Dissection
    ) {
        let from = dissection.spans[layer].payloadStart
        let message = bytes.clamped(from, dissection.spans[layer].end)
        guard let key = tables.keys[id]?.first(where: { tables.lookup($0) == id.rawValue }) else { return }
        var inner = Dissection()
        tables.dissect(message, as: key, into: &inner, findingBodies: true)
        dissection.count = min(layer + 1 + inner.count, Dissection.maximumDepth)
        for index in layer + 1..<dissection.count {
            dissection.spans[index] = inner.spans[index - layer - 1].moved(by: from)
        }
    }
}

extension LayerSpan {
    /// The same layer, `offset` octets further on in the packet.
    func moved(by offset: Int) -> LayerSpan {
        let offset = UInt32(truncatingIfNeeded: offset)
        return LayerSpan(
            type: type, id: id, flags: flags, first: first &+ offset, payload: payload &+ offset, last: last &+ offset)
    }
}
