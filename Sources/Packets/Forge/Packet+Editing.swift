extension Packet {
    /// Opens a dissected packet: the same layers, ready to be changed. Written without a change it is the same octets,
    /// malformed ones too.
    public init(opening packet: borrowing PacketView, in registry: Registry) {
        pieces = []
        let layers = packet.frameLayers
        let frame = packet.frame
        var missing = frame.isCut ? frame.originalLength - frame.capturedLength : nil
        for index in 0..<layers.count {
            let layer = layers[index]
            let isLast = index == layers.count - 1
            // What lies between two layers stays with the first.
            let headerEnd = isLast ? layer.payloadStart : layers[index + 1].start
            let childEnd = isLast ? layer.end : layers[index + 1].end
            let outerEnd = index == 0 ? packet.bytes.byteCount : layer.end
            let schema: any Schema.Type = registry[layer.id]
            let message = packet.message(index)
            let parts = schema.measure(message, from: 0, to: message.byteCount)
            let octets = packet.bytes.octets(layer.start, headerEnd)
            // What the layer quotes is a layer of its own here: its parts end where it starts.
            let ends = (0..<LayerParts.limit).map { min(parts?.end($0) ?? .max, octets.count) }
            var header = AnyHeader(schema: schema, octets: octets, parts: LayerParts(ends: ends), pins: .all)
            header.isBroken = layer.isBroken || parts == nil
            if let claimed = header.octetsClaimed(beyond: layer.end - layer.start) {
                missing = claimed > 0 ? claimed : nil
            }
            header.missing = missing
            // What a fragment carries goes on elsewhere, unless it has a length of its own.
            if layer.isPiece { missing = 0 }
            pieces.append(.layer(header, trailer: packet.bytes.octets(childEnd, outerEnd)))
            if isLast, headerEnd < layer.end { pieces.append(.payload(packet.bytes.octets(headerEnd, layer.end))) }
        }
    }

    /// Changes one field, by its filter name and in text: `set("ip.ttl", to: "5")`.
    ///
    /// Checksums that cover it are computed anew; where not all is there that they cover (of a fragment, of a packet that
    /// the capture cut) they are updated by the difference, so that a wrong one stays wrong (RFC 1624). Lengths that were
    /// right before are made right again. What was set by hand stays, and so do all other octets; a field set to the value
    /// that it has changes nothing.
    /// - Parameter occurrence: which of several fields of that name, from 0.
    /// - Throws: when no field of the packet has the name, or the value does not fit it, or a length that follows does
    ///   not. The packet is as it was then.
    public mutating func set(
        _ name: String, to text: String, occurrence: Int = 0, in registry: Registry
    ) throws(ForgeError) {
        var left = occurrence
        let packet = pieces
        for index in pieces.indices {
            guard case .layer(var header, let trailer) = pieces[index] else { continue }
            let before = header
            guard try header.edit(name, to: text, occurrence: &left) == .done else { continue }
            guard header.octets != before.octets else {
                pieces[index] = .layer(header, trailer: trailer)
                return
            }
            let sizes = pieces.indices.map { size(after: $0) }
            let grown = header.octets.count - before.octets.count
            if grown != 0 { follow(lengthsOf: &header, as: before, payload: sizes[index]) }
            pieces[index] = .layer(header, trailer: trailer)
            do throws(ForgeError) {
                for outer in 0..<index where grown != 0 {
                    try follow(lengthsOf: outer, payload: sizes[outer], grown: grown)
                }
                try followChecksums(at: index, from: packet, lengthsChanged: grown != 0, in: registry)
            } catch {
                pieces = packet
                throw error
            }
            return
        }
        throw ForgeError(.fieldName, "the packet has no field '\(name)'")
    }

    /// How many octets the piece carries, its own trailer left out.
    private func size(after index: Int) -> Int {
        var size = 0
        for piece in pieces[(index + 1)...] {
            switch piece {
            case .layer(let header, let trailer): size += header.octets.count + trailer.count
            case .payload(let octets): size += octets.count
            }
        }
        return size
    }

    /// Lengths of a header whose own octets grew: those that were right before are filled in again.
    private func follow(lengthsOf header: inout AnyHeader, as before: AnyHeader, payload: Int) {
        for declaration in header.schema.declarations {
            guard case .bits(let part, let place) = declaration.content else { continue }
            switch declaration.auto {
            case .length, .count:
                var right = before.pinnedBut(part: part, bit: place.bit)
                if (try? right.fillIn(payload: payload)) != nil, right.octets == before.octets {
                    header.unpin(part: part, bit: place.bit)
                }
            case .none, .next, .checksum, .variant, .identity: break
            }
        }
    }

    /// Lengths of a layer whose payload grew: those that were right are filled in again; of a packet that the capture
    /// cut short they move by as much.
    private mutating func follow(lengthsOf index: Int, payload: Int, grown: Int) throws(ForgeError) {
        guard case .layer(var header, let trailer) = pieces[index] else { return }
        for declaration in header.schema.declarations {
            guard case .length(let extent, let unit, _) = declaration.auto, extent != .header,
                case .bits(let part, let place) = declaration.content
            else { continue }
            if case .part = extent { continue }
            guard !header.isHeld(part: part, bit: place.bit) else { continue }
            var right = header.pinnedBut(part: part, bit: place.bit)
            if (try? right.fillIn(payload: payload)) != nil, right.octets == header.octets {
                header.unpin(part: part, bit: place.bit)
            } else if let old = header.number(declaration) {
                let length = Int(clamping: old) &+ grown / unit
                try declaration.check(computed: length, behind: header.schema.prefix)
                header.set(
                    bit: place.bit, width: place.width, order: place.order, of: part,
                    to: UInt64(clamping: length))
            }
        }
        pieces[index] = .layer(header, trailer: trailer)
    }
}

extension AnyHeader {
    /// How many octets more than `count` the layer's own length says that it and what it carries are; `nil` when it has no
    /// such length, or one of zero, which leaves it open.
    fileprivate func octetsClaimed(beyond count: Int) -> Int? {
        var answer: Int?
        for declaration in schema.declarations {
            guard case .length(let extent, let unit, let plus) = declaration.auto, declaration.conditions.isEmpty,
                case .bits(let part, let place) = declaration.content, let number = number(declaration), number > 0
            else { continue }
            let length = Int(clamping: number).multipliedReportingOverflow(by: unit).partialValue &- plus
            let start =
                switch extent {
                case .everything: 0
                case .payload: parts.total
                case .rest: parts.start(part) + (place.bit + place.width + 7) / 8
                case .header, .part: Int?.none
                }
            if let start { answer = max(answer ?? 0, length &- (count &- start)) }
        }
        return answer
    }
}
