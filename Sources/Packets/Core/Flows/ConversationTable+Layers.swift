extension ConversationTable {
    /// Puts together what the packet brings the last piece of, follows the packet's flows, this packet included, and puts its
    /// layers right by what is known of them.
    ///
    /// A packet by itself does not tell whether a segment was seen before, or what a connection on ports that are
    /// nobody's carries in the middle of a message. Layers behind a segment that is left alone are taken away; data of a
    /// flow whose protocol was found by its looks becomes that protocol.
    /// - Parameters:
    ///   - dissection: of the packet, by `registry`.
    ///   - number: the frame's, by which packets that are put together know their pieces.
    ///   - originalLength: how many octets the packet had on the wire; as many as there are when `nil`.
    ///   - findingBodies: as the packet was dissected.
    public mutating func follow(
        _ bytes: RawSpan, _ dissection: inout Dissection, in registry: Registry, number: Int = 0, at time: Timestamp,
        originalLength: Int? = nil, findingBodies: Bool = true
    ) -> PacketConversations {
        var result = PacketConversations()
        follow(
            bytes, &dissection, in: registry, number: number, at: time, originalLength: originalLength,
            findingBodies: findingBodies, into: &result)
        return result
    }

    /// The same, filled in where it lies: a result that is handed on is copied in pieces, for a fifth of the work.
    public mutating func follow(
        _ bytes: RawSpan, _ dissection: inout Dissection, in registry: Registry, number: Int = 0, at time: Timestamp,
        originalLength: Int? = nil, findingBodies: Bool = true, into result: inout PacketConversations
    ) {
        let captured = CapturedLength(bytes, of: originalLength)
        result.flows.begin()
        if let completions { result.flows.completedIn = completions[number] ?? 0 }
        guard dissection.hasPiece, reassembles,
            let whole = reassemble(
                bytes, &dissection, in: registry, number: number, at: time, captured, findingBodies: findingBodies)
        else {
            return follow(
                bytes, captured, &dissection, in: registry, number: number, at: time, findingBodies: findingBodies,
                into: &result.flows)
        }
        result.flows.reassembly = whole
        follow(
            whole.octets, captured, &dissection, in: registry, number: number, at: time, findingBodies: findingBodies,
            into: &result.flows)
    }

    /// Puts together what the packet brings the last piece of, and follows no flow.
    public mutating func reassemble(
        _ bytes: RawSpan, _ dissection: inout Dissection, in registry: Registry, number: Int, at time: Timestamp,
        originalLength: Int? = nil, findingBodies: Bool = true, into result: inout PacketConversations
    ) {
        result.flows.begin()
        guard dissection.hasPiece, reassembles else { return }
        if let completions { result.flows.completedIn = completions[number] ?? 0 }
        result.flows.reassembly = reassemble(
            bytes, &dissection, in: registry, number: number, at: time, CapturedLength(bytes, of: originalLength),
            findingBodies: findingBodies)
    }

    private mutating func follow(
        _ bytes: RawSpan, _ captured: CapturedLength, _ dissection: inout Dissection, in registry: Registry,
        number: Int, at time: Timestamp, findingBodies: Bool, into result: inout PacketFlows
    ) {
        dissection.claimTimedPayload(bytes, near: time)
        outermost = nil
        innermost = nil
        follow(bytes, dissection.layers, at: time, captured, into: &result)
        if let position = innermost, !result.inner.leavesPayload {
            remember(
                bytes, &dissection, behind: result.inner.layer, in: registry, isOwn: false, position, at: time,
                findingBodies: findingBodies, &result.states)
        }
        let layer = result.outer.layer
        guard let position = outermost else { return }
        let transport = dissection.spans[layer]
        let isOwn = transport.role.contains(.stream) && !transport.isQuoted
        guard layer + 1 < dissection.count else { return }
        if isOwn {
            if !result.outer.leavesPayload {
                takeForKnown(
                    bytes, &dissection, behind: layer, in: registry, position.flow, findingBodies: findingBodies)
            }
            if let whole = followStream(
                bytes, &dissection, behind: layer, in: registry, number: number, position, findingBodies: findingBodies,
                into: &result)
            {
                result.reassembly = whole
                return remember(
                    whole.octets, &dissection, behind: layer, in: registry, isOwn: isOwn, position, at: time,
                    findingBodies: findingBodies, &result.states)
            }
        }
        if result.outer.leavesPayload {
            if isOwn { dissection.count = layer + 1 }
            return
        }
        remember(
            bytes, &dissection, behind: layer, in: registry, isOwn: isOwn, position, at: time,
            findingBodies: findingBodies, &result.states)
    }

    /// Remembers which protocol a flow's looks showed, and takes for it what does not look like anything.
    private mutating func takeForKnown(
        _ bytes: RawSpan, _ dissection: inout Dissection, behind layer: Int, in registry: Registry, _ flow: Int,
        findingBodies: Bool
    ) {
        let found = dissection.spans[layer + 1].id
        let known = flows[flow].application
        guard found != known, flows[flow].hasNamedPort != true else { return }
        if flows[flow].hasNamedPort == nil {
            let isNamed = registry.names(portsOf: dissection.spans[layer], in: bytes)
            flows[flow].hasNamedPort = isNamed
            if isNamed { return }
        }
        guard known != .data else {
            flows[flow].application = found
            return
        }
        registry.dissect(
            bytes, behind: layer, from: dissection.spans[layer].payloadStart, as: known, into: &dissection,
            findingBodies: findingBodies)
    }

    /// Takes what a transport carries into what the flow's protocols remember, as far as they do not leave it alone.
    private mutating func remember(
        _ bytes: RawSpan, _ dissection: inout Dissection, behind layer: Int, in registry: Registry, isOwn: Bool,
        _ position: Position, at time: Timestamp, findingBodies: Bool, _ states: inout FlowStates
    ) {
        var index = layer + 1
        while index < dissection.count, !dissection.spans[index].role.contains(.network) {
            let span = dissection.spans[index]
            index += 1
            guard span.role.contains(.stateful), !span.isBroken else { continue }
            let message = bytes.clamped(span.start, span.end)
            switch flows[position.flow].take(
                message, of: span.type, from: position.sender, isOwn: isOwn, at: time, into: &states)
            {
            case .keep: break
            case .leaveAlone: dissection.count = index - 1
            case .data:
                dissection.spans[index - 1] = .data(from: span.start, to: dissection.granted(to: index - 1))
                dissection.count = index
            case .end(let count):
                if findingBodies { registry.end(bytes, layer: index - 1, behind: count, in: &dissection) }
            }
        }
    }
}

extension ConversationTable.Flow {
    /// Takes in a message of a protocol with state, in place: a flow is too large to be copied a packet.
    /// - Parameter known: what is remembered then, this message included.
    fileprivate mutating func take(
        _ message: RawSpan, of type: any PacketProtocol.Type, from sender: Int, isOwn: Bool, at time: Timestamp,
        into known: inout FlowStates
    ) -> FlowVerdict {
        let passage = FlowPassage(sender: sender, isFromOpener: sender == opener, isOwn: isOwn, time: time)
        let verdict = type.follow(message, passage, in: &states)
        known = states
        return verdict
    }
}

extension Registry {
    /// Whether one of a transport layer's two ports is a protocol's.
    func names(portsOf transport: LayerSpan, in bytes: RawSpan) -> Bool {
        let ports = transport.type.ports(bytes.clamped(transport.start, transport.end))
        let table = transport.type.payloadTable
        return routes.lookup(DispatchKey(table, UInt32(ports.source))) != 0
            || routes.lookup(DispatchKey(table, UInt32(ports.destination))) != 0
    }

    /// Dissects anew what a layer carries, as far as it starts at `from`.
    func dissect(
        _ bytes: RawSpan, behind layer: Int, from: Int, as id: ProtocolID, into dissection: inout Dissection,
        findingBodies: Bool = true
    ) {
        let isReachable = registrations.keys[id]?.contains { routes.lookup($0) == id.rawValue } ?? false
        guard isReachable else { return }
        dissect(
            bytes.clamped(from, dissection.spans[layer].end), at: from, as: id.rawValue, behind: layer,
            into: &dissection,
            findingBodies: findingBodies)
    }

    /// Dissects a stretch of a stream behind the layers that are there.
    func dissect(
        _ bytes: RawSpan, in range: Range<Int>, as id: ProtocolID, into dissection: inout Dissection,
        findingBodies: Bool
    ) {
        guard !range.isEmpty, dissection.count < Dissection.maximumDepth else { return }
        dissect(
            bytes.clamped(range.lowerBound, range.upperBound), at: range.lowerBound, as: id.rawValue,
            behind: dissection.count - 1, into: &dissection, findingBodies: findingBodies)
    }

    /// Ends a layer behind `count` octets where another message of its protocol begins there, and dissects that.
    func end(_ bytes: RawSpan, layer: Int, behind count: Int, in dissection: inout Dissection) {
        let span = dissection.spans[layer]
        let end = dissection.granted(to: layer)
        let next = span.start + count
        guard next < end, span.type.recognizes(bytes.clamped(next, end)) else { return }
        dissection.spans[layer].setEnds(payload: next, end: end)
        dissect(bytes, behind: layer, from: next, as: span.id, into: &dissection)
    }

    /// Dissects what a layer carries and does not hold itself, as what `key` is registered to.
    func dissect(
        _ bytes: RawSpan, behind layer: Int, from: Int, under key: DispatchKey, into dissection: inout Dissection,
        findingBodies: Bool
    ) {
        let id = routes.find(key, bytes, from, bytes.byteCount)
        dissect(
            bytes.clamped(from, bytes.byteCount), at: from, as: id, behind: layer, into: &dissection,
            findingBodies: findingBodies)
    }

    /// Puts the layers of a message that lies at `from` behind a layer, in place of those that are there.
    private func dissect(
        _ message: RawSpan, at from: Int, as id: UInt16, behind layer: Int, into dissection: inout Dissection,
        findingBodies: Bool
    ) {
        var inner = Dissection()
        routes.walk(
            message, from: 0, to: message.byteCount, as: id, at: 0, into: &inner, findingBodies: findingBodies)
        dissection.count = min(layer + 1 + inner.count, Dissection.maximumDepth)
        for index in layer + 1..<dissection.count {
            dissection.spans[index] = inner.spans[index - layer - 1].moved(by: from)
        }
    }
}

extension Dissection {
    /// Where what the layer below grants a layer ends; the layer itself may have taken less. A layer in another buffer than the
    /// one below has what it took.
    fileprivate func granted(to layer: Int) -> Int {
        let below = spans[layer - 1]
        return below.start <= spans[layer].start && spans[layer].start < below.end ? below.end : spans[layer].end
    }

    /// Takes off the data at the end what belongs to the layer before it, going by when the packet came: the time that an
    /// echo was sent.
    mutating func claimTimedPayload(_ bytes: RawSpan, near moment: Timestamp) {
        guard count >= 2, spans[count - 2].role.contains(.timed), spans[count - 1].id == .data else { return }
        let layer = spans[count - 2]
        let data = spans[count - 1]
        let claimed = layer.type.claimedLength(bytes.clamped(layer.start, layer.end), near: moment)
        guard claimed > 0 else { return }
        let start = data.start + claimed
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
    /// Octets of which no protocol is known.
    static func data(from start: Int, to end: Int) -> LayerSpan {
        LayerSpan(type: OpaqueData.self, id: .data, flags: 0, start: start, payload: end, end: end)
    }

    /// The same layer, `offset` octets further on in the packet.
    func moved(by offset: Int) -> LayerSpan {
        LayerSpan(
            type: type, id: id, flags: flags, start: start &+ offset, payload: payloadStart &+ offset,
            end: end &+ offset)
    }
}
