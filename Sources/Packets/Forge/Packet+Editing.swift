extension Packet {
    /// Opens a dissected packet: the same layers, ready to be changed. Written without a change it is the same octets,
    /// malformed ones too.
    public init(opening packet: borrowing PacketView, in registry: Registry) {
        pieces = []
        let layers = packet.layers
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
            let ends = (0..<Parts.limit).map { min(parts?.end($0) ?? .max, octets.count) }
            pieces.append(
                .layer(
                    AnyHeader(schema: schema, octets: octets, parts: Parts(ends: ends), pins: .max),
                    trailer: packet.bytes.octets(childEnd, outerEnd)))
            if isLast, headerEnd < layer.end { pieces.append(.payload(packet.bytes.octets(headerEnd, layer.end))) }
        }
    }

    /// Changes one field, by its filter name and in text: `set("ip.ttl", to: "5")`.
    ///
    /// Checksums that cover it are computed anew, and lengths that were right before are made right again, unless they
    /// were set by hand; all other octets stay as they were. A field set to the value that it has changes nothing.
    /// - Parameter occurrence: which of several fields of that name, from 0.
    /// - Throws: when no field of the packet has the name, or the value does not fit it.
    public mutating func set(_ name: String, to text: String, occurrence: Int = 0) throws(ForgeError) {
        var left = occurrence
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
            for outer in 0..<index where grown != 0 { follow(lengthsOf: outer, payload: sizes[outer], grown: grown) }
            followChecksums(at: index, from: before, lengthsChanged: grown != 0)
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
            let pin = AnyHeader.pinBit(part: part, bit: place.bit)
            switch declaration.auto {
            case .length, .count:
                var right = before
                right.pins = ~pin
                right.fillIn(payload: payload)
                if right.octets == before.octets { header.pins &= ~(pin & ~header.held) }
            case .none, .next, .checksum, .variant, .identity: break
            }
        }
    }

    /// Lengths of a layer whose payload grew: those that were right are filled in again; of a packet that the capture
    /// cut short they move by as much.
    private mutating func follow(lengthsOf index: Int, payload: Int, grown: Int) {
        guard case .layer(var header, let trailer) = pieces[index] else { return }
        for declaration in header.schema.declarations {
            guard case .length(let extent, let unit, _) = declaration.auto, extent != .header,
                case .bits(let part, let place) = declaration.content
            else { continue }
            if case .part = extent { continue }
            let pin = AnyHeader.pinBit(part: part, bit: place.bit)
            guard header.held & pin == 0 else { continue }
            var right = header
            right.pins = ~pin
            right.fillIn(payload: payload)
            if right.octets == header.octets {
                header.pins &= ~pin
            } else {
                let old = header.octets.withSpan { message in
                    Place(bit: header.parts.start(part) * 8 + place.bit, width: place.width, order: place.order)
                        .load(message)
                }
                header.set(
                    bit: place.bit, width: place.width, order: place.order, of: part,
                    to: old &+ UInt64(truncatingIfNeeded: grown / unit))
            }
        }
        pieces[index] = .layer(header, trailer: trailer)
    }

    /// Checksums that cover what was changed in the layer at `changed` are computed again.
    private mutating func followChecksums(at changed: Int, from before: AnyHeader, lengthsChanged: Bool) {
        var network = -1
        for index in pieces.indices {
            guard case .layer(var header, let trailer) = pieces[index] else { continue }
            let addressesChanged = network == changed && changesAddresses(at: changed, from: before)
            for declaration in header.schema.declarations {
                guard case .checksum(let extent, let hasPseudoHeader) = declaration.auto,
                    case .bits(let part, let place) = declaration.content
                else { continue }
                let covers = index == changed || (index < changed && (extent != .header || lengthsChanged))
                guard covers || (hasPseudoHeader && addressesChanged) else { continue }
                // A UDP checksum of zero says that there is none (RFC 768).
                let start = header.parts.start(part) * 8 + place.bit
                let isAbsent = header.schema == UDP.self && header.octets.withSpan { $0.bits(start, place.width) } == 0
                let pin = AnyHeader.pinBit(part: part, bit: place.bit)
                if !isAbsent { header.pins &= ~(pin & ~header.held) }
            }
            if PseudoHeader(of: header.schema) != .none { network = index }
            pieces[index] = .layer(header, trailer: trailer)
        }
    }

    /// Whether the addresses that a transport's checksum covers are other than before.
    private func changesAddresses(at index: Int, from before: AnyHeader) -> Bool {
        guard case .layer(let header, _) = pieces[index] else { return false }
        let addresses = PseudoHeader(of: header.schema).addresses
        func octets(_ header: AnyHeader) -> [UInt8] {
            header.octets.withSpan { $0.octets(addresses.lowerBound, addresses.upperBound) }
        }
        return octets(header) != octets(before)
    }
}
