import Packets

/// Finding the values of a field in a packet.
extension FilterMemory {
    /// Adds the values of field `number`.
    mutating func collect(
        _ number: Int, _ program: borrowing FilterProgram, _ declarations: Declarations, _ packet: inout PacketView
    ) {
        let field = program.fields[number]
        let start = values.count
        let isIndexed = field.layerRangeCount > 0
        if isIndexed { ordinals.removeAll(keepingCapacity: true) }
        for layer in (field.hasFrame ? -1 : 0)..<packet.layers.count {
            let id = layer < 0 ? ProtocolID.frame.rawValue : packet.layers[layer].id.rawValue
            for index in Int(field.firstGroup)..<Int(field.firstGroup + field.groupCount) {
                let group = program.groups[index]
                guard group.id == id || (group.id == FilterFieldGroup.anyProtocol && layer >= 0) else { continue }
                switch group.access {
                case .layer: collectLayer(layer, group, field, packet)
                case .rows: collectRows(layer, group, field, program, declarations, &packet)
                case .seek: search(layer, field, program, declarations, &packet)
                case .walk: collectWalked(layer, group, field, program, declarations, &packet)
                }
            }
            guard isIndexed else { continue }
            let ordinal = Self.ordinal(of: layer, packet)
            while ordinals.count < values.count - start { ordinals.append(Int32(truncatingIfNeeded: ordinal)) }
        }
        if isIndexed { keepLayers(field, program, from: start) }
    }

    /// How many layers of its protocol there are up to a layer.
    private static func ordinal(of layer: Int, _ packet: PacketView) -> Int {
        guard layer >= 0 else { return 1 }
        let id = packet.layers[layer].id
        return (0...layer).reduce(0) { packet.layers[$1].id == id ? $0 + 1 : $0 }
    }

    /// Throws away values of layers that are not asked for.
    private mutating func keepLayers(_ field: FilterField, _ program: borrowing FilterProgram, from start: Int) {
        let last = Int(ordinals.last ?? 0)
        var kept = start
        for (index, ordinal) in ordinals.enumerated() {
            let first = Int(field.firstLayerRange)
            for range in first..<first + Int(field.layerRangeCount)
            where program.layerRanges[range].containsLayer(Int(ordinal), of: last) {
                values[kept] = values[start + index]
                kept += 1
                break
            }
        }
        values.removeLast(values.count - kept)
    }

    private mutating func collectLayer(
        _ layer: Int, _ group: FilterFieldGroup, _ field: FilterField, _ packet: borrowing PacketView
    ) {
        guard layer >= 0 else {
            values.append(FilterValue(.packet, 0, packet.bytes.byteCount))
            return
        }
        let span = packet.layers[layer]
        var end = span.end
        if field.isHeaderOnly {
            end = span.payloadStart
            if end == span.end {
                let message = packet.message(layer)
                end =
                    span.start
                    + (group.type.measure(message, from: 0, to: message.byteCount)?.total ?? message.byteCount)
            }
        }
        values.append(FilterValue(.packet, span.start, Swift.max(0, end - span.start)))
    }

    private mutating func collectRows(
        _ layer: Int, _ group: FilterFieldGroup, _ field: FilterField, _ program: borrowing FilterProgram,
        _ declarations: Declarations, _ packet: inout PacketView
    ) {
        let base = layer < 0 ? 0 : packet.layers[layer].start
        let message = layer < 0 ? packet.bytes : packet.message(layer)
        let measured = group.type.measure(message, from: 0, to: message.byteCount)
        let parts = measured ?? group.type.measureCut(message, from: 0, to: message.byteCount)
        packet.index = layer
        for index in Int(group.first)..<Int(group.first + group.count) {
            let row = program.rows[index]
            if measured == nil, row.content != .bits || row.width == 0 { continue }
            guard hasRoom, declarations.holds(row, message, parts, packet) else { continue }
            if row.content == .derived {
                guard let value = declarations.derived[Int(row.target)].compute(message, 0, parts, packet) else {
                    continue
                }
                push(value, row, declarations, packet)
            } else {
                let place = row.place(from: 0, parts)
                guard place.width > 0, place.bit &+ place.width <= parts.end(Int(row.part)) &* 8 else { continue }
                push(place, row, field, message, base, declarations)
            }
        }
    }

    mutating func push(
        _ value: DerivedField.Value, _ row: Row, _ declarations: Declarations, _ packet: borrowing PacketView
    ) {
        switch value {
        case .number(let raw): values.append(FilterValue(FilterValue.number(raw, row.kind)))
        case .numbers(let list):
            for raw in list where hasRoom { values.append(FilterValue(FilterValue.number(raw, row.kind))) }
        case .text(let text): push(text: text)
        case .texts(let list): for text in list where hasRoom { push(text: text) }
        case .textRange(let start, let end):
            declarations.formats[Int(row.field.rawValue)].type?.describe(
                packet.octets, from: start, to: end, into: &text)
            pushText()
        case .range(let range): values.append(FilterValue(.packet, range.start, Swift.max(0, range.end - range.start)))
        }
    }

    mutating func push(
        _ place: FieldPlace, _ row: Row, _ field: FilterField, _ message: RawSpan, _ base: Int,
        _ declarations: Declarations
    ) {
        let start = place.bit >> 3
        let count = ((place.bit & 7) + place.width + 7) >> 3
        if row.kind == .text {
            if let type = declarations.formats[Int(row.field.rawValue)].type {
                type.describe(message, from: start, to: start + count, into: &text)
            }
            pushText()
        } else if field.asOctets || row.kind == .bytes || row.kind == .none {
            values.append(FilterValue(.packet, base + start, count))
        } else if row.kind == .ipv6 {
            let address = IPv6Address(message, at: start)
            values.append(.ipv6(address.high, address.low))
        } else {
            values.append(FilterValue(FilterValue.number(Declarations.load(place, row.kind, message), row.kind)))
        }
    }

    /// Walks the layer unless that was done for this packet.
    private mutating func walk(_ layer: Int, _ declarations: Declarations, _ packet: inout PacketView) -> Range<Int> {
        let slot = layer < 0 ? Dissection.maximumDepth : layer
        if walked & 1 << UInt32(slot) == 0 {
            walked |= 1 << UInt32(slot)
            let start = detail.nodes.count
            packet.index = layer
            if layer < 0 {
                declarations.walkFrame(packet, into: &detail)
            } else {
                declarations.walk(layer: layer, of: packet, into: &detail)
            }
            segments[slot] = start..<detail.nodes.count
        }
        return segments[slot]
    }

    private mutating func collectWalked(
        _ layer: Int, _ group: FilterFieldGroup, _ field: FilterField, _ program: borrowing FilterProgram,
        _ declarations: Declarations, _ packet: inout PacketView
    ) {
        for index in walk(layer, declarations, &packet) {
            let node = detail.nodes[index]
            for sought in Int(group.first)..<Int(group.first + group.count)
            where program.sought[sought] == node.field {
                guard hasRoom else { return }
                values.append(FilterValue(.packet, Int(node.start), Int(node.length)))
                break
            }
        }
    }
}

extension Declarations {
    /// Whether a row of the layer that `packet` is asked about is there.
    @inline(__always)
    func holds(_ row: Row, _ message: RawSpan, _ parts: LayerParts, _ packet: PacketView) -> Bool {
        if row.conditionCount > 0, !holdsAll(row, message, 0, parts) { return false }
        return row.predicate == .max || isThere(row, message, 0, parts, packet)
    }
}
