// Messages that span segments. A segment that nothing waits for, of a protocol whose messages say no length, is asked two
// things: whether a message waits, and what role its layer has.
extension ConversationTable {
    /// Puts together the messages of a stream that span segments, and dissects what of them ends with this one.
    ///
    /// What goes on in another segment is taken from the layers, and stands whole in the frame that completes it. Segments
    /// out of order wait for what lies before them; when that was acknowledged it was lost to the capture, and what waited for
    /// it is given up. Of octets that come twice the first stay, and those that differ are marked.
    /// - Returns: the octets of the frame and of the message that ends here, when one does.
    mutating func followStream(
        _ bytes: RawSpan, _ dissection: inout Dissection, behind layer: Int, in registry: Registry, number: Int,
        _ position: Position, findingBodies: Bool, into result: inout PacketFlows
    ) -> Reassembly? {
        let waiting = flows[position.flow].messages[position.sender]
        let isFramed = dissection.spans[layer + 1].role.contains(.framed)
        guard waiting != 0 || isFramed && !result.outer.leavesPayload, result.outer.wireLength > 0 else { return nil }
        let span = dissection.spans[layer]
        var segment = StreamSegment(
            payload: span.payloadStart..<span.end, position: result.outer.streamPosition,
            acknowledged: result.outer.acknowledgedPosition, number: number,
            isWhole: span.end - span.payloadStart == Int(result.outer.wireLength), place: position)
        if waiting != 0 {
            flows[position.flow].messages[position.sender] = 0
            if let message = unfinished.take(waiting) {
                return goOn(
                    message, with: &segment, bytes, &dissection, behind: layer, in: registry,
                    findingBodies: findingBodies, into: &result)
            }
        }
        guard isFramed, !result.outer.leavesPayload else { return nil }
        let id = dissection.spans[layer + 1].id
        let end = begin(segment, bytes, segment.payload, as: id, in: registry, into: &result)
        if end < span.end {
            dissection.count = layer + 1
            registry.dissect(
                bytes, in: segment.payload.lowerBound..<end, as: id, into: &dissection, findingBodies: findingBodies)
        }
        return nil
    }

    /// Goes on with a message that waits, or was passed over, by a segment.
    private mutating func goOn(
        _ known: StreamTable.Message, with segment: inout StreamSegment, _ bytes: RawSpan,
        _ dissection: inout Dissection, behind layer: Int, in registry: Registry, findingBodies: Bool,
        into result: inout PacketFlows
    ) -> Reassembly? {
        var message = known
        let payload = segment.payload
        let first = Int(Int32(bitPattern: segment.position &- message.from))
        let end = first + Int(result.outer.wireLength)
        guard end > 0 else {
            keep(message, of: segment)
            return nil
        }
        if message.pieces != nil, isLost(message, before: first, segment) || !segment.isWhole {
            message.pieces = nil
            unfinished.noteForgotten()
        }
        guard message.pieces != nil else {
            return passOver(
                message, first, segment, bytes, &dissection, behind: layer, in: registry, findingBodies: findingBodies,
                into: &result)
        }
        let from = max(first, 0)
        let octets = bytes.clamped(payload.lowerBound + from - first, payload.upperBound)
        dissection.count = layer + 1
        guard message.pieces?.holds(octets, at: from..<end) != true else {
            result.notePiece(1, payload.lowerBound, payload.upperBound)
            keep(message, of: segment)
            return nil
        }
        message.add(octets, at: from, frame: segment.number)
        let states = flows[segment.place.flow].states
        guard let length = message.completeLength(registry[message.application], states) else {
            if message.isTooLong { message.pieces = nil }
            result.notePiece(1, payload.lowerBound, payload.upperBound)
            keep(message, of: segment)
            return nil
        }
        return complete(
            message, length, at: first, segment, bytes, &dissection, behind: layer, in: registry,
            findingBodies: findingBodies, into: &result)
    }

    /// Dissects a message that is whole, and what lies behind it.
    /// - Parameter first: where the segment begins in the message.
    private mutating func complete(
        _ message: StreamTable.Message, _ length: Int, at first: Int, _ segment: StreamSegment, _ bytes: RawSpan,
        _ dissection: inout Dissection, behind layer: Int, in registry: Registry, findingBodies: Bool,
        into result: inout PacketFlows
    ) -> Reassembly? {
        guard var pieces = message.pieces else { return nil }
        let joined = pieces.join(length, isStream: true)
        let payload = segment.payload
        let split = min(max(payload.lowerBound, payload.lowerBound + length - first), payload.upperBound)
        result.notePiece(0, payload.lowerBound, split)
        for piece in joined.pieces where completions != nil && piece.frame != segment.number {
            completions?[piece.frame] = segment.number
        }
        pieces.removeFirst(length)
        // Behind the message comes what is left of the segment, or, where that filled a gap, what waited behind it.
        let isGap = pieces.front > payload.upperBound - split
        var octets: [UInt8] = []
        octets.reserveCapacity(bytes.byteCount + length + (isGap ? pieces.front : 0))
        unsafe bytes.withUnsafeBytes { unsafe octets.append(contentsOf: $0) }
        let start = octets.count
        octets += joined.octets
        if isGap { octets += pieces.join(pieces.front, isStream: true).octets }
        let known = result.reassembly?.packets ?? []
        let whole = Reassembly(
            octets: octets,
            packets: known + [.init(layer: layer, octets: start..<start + length, pieces: joined.pieces)])
        registry.dissect(
            whole.octets, in: start..<start + length, as: message.application, into: &dissection,
            findingBodies: findingBodies)
        var next = segment
        next.position = message.from &+ UInt32(truncatingIfNeeded: length)
        let rest = isGap ? start + length..<octets.count : split..<payload.upperBound
        let end = begin(
            next, whole.octets, rest, as: message.application, in: registry, behind: isGap ? pieces : nil, into: &result
        )
        registry.dissect(
            whole.octets, in: rest.lowerBound..<end, as: message.application, into: &dissection,
            findingBodies: findingBodies)
        return whole
    }

    /// Leaves alone what goes on with a message of which the capture lacks something, and dissects what is behind it.
    private mutating func passOver(
        _ message: StreamTable.Message, _ first: Int, _ segment: StreamSegment, _ bytes: RawSpan,
        _ dissection: inout Dissection, behind layer: Int, in registry: Registry, findingBodies: Bool,
        into result: inout PacketFlows
    ) -> Reassembly? {
        if result.outer.leavesPayload {
            keep(message, of: segment)
            return nil
        }
        var next = segment
        var rest = segment.payload
        if first > 0, first < message.count {
            let left = message.count - first
            dissection.count = layer + 1
            guard left < rest.count else {
                if left > Int(result.outer.wireLength) { keep(message, of: segment) }
                return nil
            }
            rest = rest.lowerBound + left..<rest.upperBound
            next.position = message.to
        } else if !dissection.spans[layer + 1].role.contains(.framed) {
            return nil
        }
        let id = first > 0 && first < message.count ? message.application : dissection.spans[layer + 1].id
        let end = begin(next, bytes, rest, as: id, in: registry, into: &result)
        if dissection.count == layer + 1 || end < rest.upperBound {
            dissection.count = layer + 1
            registry.dissect(bytes, in: rest.lowerBound..<end, as: id, into: &dissection, findingBodies: findingBodies)
        }
        return nil
    }

    /// Looks for the message that does not end with a stretch of the stream, and waits for the rest of it.
    /// - Parameter pieces: what there is from the stretch on, where that is more than the segment brings.
    /// - Returns: where it begins; the stretch's end when there is none.
    private mutating func begin(
        _ segment: StreamSegment, _ bytes: RawSpan, _ range: Range<Int>, as id: ProtocolID, in registry: Registry,
        behind pieces: PieceList? = nil, into result: inout PacketFlows
    ) -> Int {
        let type = registry[id]
        guard reassembles && segment.isWhole || !type.role.contains(.continued) else { return range.upperBound }
        var at = range.lowerBound
        var message: StreamTable.Message?
        search: while at < range.upperBound {
            switch type.messageLength(bytes.clamped(at, range.upperBound), in: flows[segment.place.flow].states) {
            case .complete(let count): at += max(count, 1)
            case .refuse: return range.upperBound
            case .needs(let count):
                message = .init(application: id, from: 0, count: count, takesSegment: false)
                break search
            case .more:
                message = .init(application: id, from: 0, count: range.upperBound - at + 1, takesSegment: true)
                break search
            }
        }
        at = min(at, range.upperBound)
        let isBehindGap = pieces.map { $0.end > range.count } ?? false
        if message == nil, isBehindGap { message = .init(application: id, from: 0, count: 1, takesSegment: true) }
        guard var message else { return range.upperBound }
        message.from = segment.position &+ UInt32(truncatingIfNeeded: at - range.lowerBound)
        guard reassembles, segment.isWhole, message.count <= StreamTable.messageLimit else {
            if !type.role.contains(.continued) { keep(message, of: segment) }
            return range.upperBound
        }
        if var pieces {
            pieces.removeFirst(at - range.lowerBound)
            message.pieces = pieces
        } else {
            message.pieces = PieceList()
            message.add(bytes.clamped(at, range.upperBound), at: 0, frame: segment.number)
        }
        keep(message, of: segment)
        if pieces == nil { result.notePiece(1, at, range.upperBound) }
        return at
    }

    /// Whether what lies between the octets that are there and `first` will not come.
    private func isLost(_ message: StreamTable.Message, before first: Int, _ segment: StreamSegment) -> Bool {
        guard let pieces = message.pieces, first > pieces.front else { return false }
        let acknowledged = segment.acknowledged.map { Int(Int32(bitPattern: $0 &- message.from)) } ?? 0
        return acknowledged > pieces.front
            || first - pieces.front > StreamTable.gapLimit || pieces.end - pieces.front > StreamTable.gapLimit
    }

    private mutating func keep(_ message: StreamTable.Message, of segment: StreamSegment) {
        flows[segment.place.flow].messages[segment.place.sender] = unfinished.keep(message)
    }
}

/// A segment of a stream, and where it belongs.
private struct StreamSegment {
    /// Where its payload lies in the packet.
    var payload: Range<Int>
    /// Where in its stream that begins, and up to where the other end has acknowledged it.
    var position: UInt32
    var acknowledged: UInt32?
    /// The frame's.
    var number: Int
    /// Whether all of the payload was captured.
    var isWhole: Bool
    var place: ConversationTable.Position
}

extension StreamTable.Message {
    /// Whether it will not be waited for any longer.
    fileprivate var isTooLong: Bool {
        guard let pieces else { return false }
        return count > StreamTable.messageLimit || pieces.count > StreamTable.pieceLimit
    }

    /// Adds octets; where it is known where the message ends, those behind that are a piece of their own.
    fileprivate mutating func add(_ octets: RawSpan, at start: Int, frame: Int) {
        let end = start + octets.byteCount
        let middle = takesSegment ? end : min(max(count, start), end)
        if start < middle { pieces?.add(octets.clamped(0, middle - start), at: start..<middle, frame: frame) }
        if middle < end {
            pieces?.add(octets.clamped(middle - start, octets.byteCount), at: middle..<end, frame: frame)
        }
    }

    /// How long the message is, once all of it is there; else it learns how much it lacks.
    fileprivate mutating func completeLength(_ type: any PacketProtocol.Type, _ states: borrowing FlowStates) -> Int? {
        guard let pieces else { return nil }
        let front = pieces.front
        while count <= front, count <= StreamTable.messageLimit {
            let length = takesSegment ? front : count
            switch pieces.lendFront({ type.messageLength($0.clamped(0, length), in: states) }) {
            case .complete, .refuse: return length
            case .needs(let more):
                guard more > length else { return length }
                count = more
                takesSegment = false
            case .more:
                count = length + 1
                takesSegment = true
            }
        }
        return nil
    }
}
