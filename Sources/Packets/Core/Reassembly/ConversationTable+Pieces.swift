extension ConversationTable {
    /// Keeps the pieces of packets that a frame brings, and dissects in it the packets that they complete.
    ///
    /// A piece that was kept is data, until the last one is there; the layers of the whole packet stand in the frame that
    /// brought it. A piece that was not captured as a whole, or that an error message quotes, is left as it is.
    /// - Parameter number: the frame's.
    mutating func reassemble(
        _ bytes: RawSpan, _ dissection: inout Dissection, in registry: Registry, number: Int, at time: Timestamp,
        _ captured: CapturedLength, findingBodies: Bool
    ) -> Reassembly? {
        let isCut = captured.missing > 0
        var octets: [UInt8] = []
        var packets: [ReassembledPacket] = []
        var network = -1
        var index = 0
        while index < dissection.count {
            let span = dissection.spans[index]
            if span.role.contains(.network) { network = index }
            defer { index += 1 }
            guard span.isPiece, !span.isQuoted, !span.isBroken, network >= 0, span.payloadStart < span.end else {
                continue
            }
            let whole =
                octets.isEmpty
                ? piece(bytes, dissection.spans[network], span, at: index, isCut: isCut, number, time)
                : octets.lend { piece($0, dissection.spans[network], span, at: index, isCut: isCut, number, time) }
            guard let whole else { continue }
            guard case .complete(let packet) = whole else {
                leavePiece(at: index, &dissection)
                break
            }
            if octets.isEmpty {
                octets.reserveCapacity(bytes.byteCount + packet.octets.count)
                unsafe bytes.withUnsafeBytes { unsafe octets.append(contentsOf: $0) }
            }
            let start = octets.count
            octets.append(contentsOf: packet.octets)
            if completions != nil {
                for piece in packet.pieces where piece.frame != number { completions?[piece.frame] = number }
            }
            packets.append(.init(layer: index, octets: start..<octets.count, pieces: packet.pieces))
            dissection.spans[index] = span.completed
            octets.lend {
                registry.dissect(
                    $0, behind: index, from: start, under: packet.key, into: &dissection, findingBodies: findingBodies)
            }
        }
        return packets.isEmpty ? nil : Reassembly(octets: octets, packets: packets)
    }

    private enum PieceOutcome {
        case waiting
        case complete(PieceTable.Whole)
    }

    /// - Returns: `nil` when the piece is not kept.
    private mutating func piece(
        _ octets: RawSpan, _ network: LayerSpan, _ span: LayerSpan, at index: Int, isCut: Bool, _ number: Int,
        _ time: Timestamp
    ) -> PieceOutcome? {
        let networkOctets = octets.clamped(network.start, network.end)
        guard let header = network.type.networkHeader(networkOctets),
            let piece = span.type.piece(octets.clamped(span.start, span.end)),
            header.statedEnd == 0 ? !isCut : header.statedEnd <= networkOctets.byteCount
        else { return nil }
        let key = PieceTable.Key(
            source: header.source, destination: header.destination, identification: piece.identification,
            layer: UInt32(span.id.rawValue) &<< 16 | UInt32(index))
        let whole = pieces.add(
            piece, octets.clamped(span.payloadStart, span.end), of: key, frame: number, at: time)
        return whole.map { .complete($0) } ?? .waiting
    }

    /// What the layer carries is data.
    private func leavePiece(at index: Int, _ dissection: inout Dissection) {
        let span = dissection.spans[index]
        dissection.count = min(index + 2, Dissection.maximumDepth)
        guard index + 1 < dissection.count else { return }
        dissection.spans[index + 1] = .data(from: span.payloadStart, to: span.end)
    }
}

extension LayerSpan {
    /// The same layer, which carries no piece that waits for others.
    fileprivate var completed: LayerSpan {
        LayerSpan(
            type: type, id: id, flags: flags & ~Self.piece, start: start, payload: payloadStart, end: end)
    }
}
