/// A packet's fields one by one, and those that follow by themselves.
extension Packet {
    /// Fills in what follows by itself, so that each header holds what is written.
    ///
    /// - Returns: the packet's octets.
    mutating func settle(in registry: Registry) throws(ForgeError) -> [UInt8] {
        for index in pieces.indices {
            guard case .layer(var header, let trailer) = pieces[index] else { continue }
            if !header.pins.isAll { header.padToUnit() }
            try PreparedPacket.name(after: pieces, at: index, &header, registry)
            pieces[index] = .layer(header, trailer: trailer)
        }
        let prepared = try PreparedPacket(self, in: registry)
        var octets: [UInt8] = []
        prepared.write(into: &octets)
        for index in pieces.indices {
            guard case .layer(var header, let trailer) = pieces[index] else { continue }
            let start = prepared.starts[index]
            header.octets = Array(octets[start..<start + header.octets.count])
            pieces[index] = .layer(header, trailer: trailer)
        }
        return octets
    }

    /// Where each piece begins.
    var starts: [Int] {
        var start = 0
        return pieces.map { piece in
            defer {
                switch piece {
                case .layer(let header, _): start += header.octets.count
                case .payload(let octets): start += octets.count
                }
            }
            return start
        }
    }

    /// The packet with one computed field that follows by itself.
    func releasing(_ part: Int, _ bit: Int, ofPiece index: Int) -> Packet {
        var packet = self
        guard case .layer(var header, let trailer) = pieces[index] else { return packet }
        header.held.remove(part: part, bit: bit)
        header.pins.remove(part: part, bit: bit)
        packet.pieces[index] = .layer(header, trailer: trailer)
        return packet
    }

    /// Has the computed fields of an opened packet follow by themselves that are what they should be; the others are held
    /// as if they had been set by hand.
    mutating func releaseWhatFollows(_ octets: [UInt8], in registry: Registry) {
        let opened = self
        for index in pieces.indices {
            guard case .layer(let header, _) = pieces[index] else { continue }
            for (_, part, bit) in header.computedFields {
                let isRight = (try? opened.releasing(part, bit, ofPiece: index).octets(in: registry)) == octets
                guard case .layer(var header, let trailer) = pieces[index] else { continue }
                if isRight { header.pins.remove(part: part, bit: bit) } else { header.hold(part: part, bit: bit) }
                pieces[index] = .layer(header, trailer: trailer)
            }
        }
        if (try? self.octets(in: registry)) != octets { self = opened }
    }
}

extension Packet {
    /// The fields of all pieces in the order of the detail, each item with a heading.
    ///
    /// - Parameters:
    ///   - given: the keys that have a value, for each piece.
    ///   - edited: those of them that were set by hand.
    ///   - filled: the names of fields that who sends the packet fills in where they are not set by hand.
    func formFields(
        given: [Set<String>], edited: [Set<String>], filled: Set<String>, in registry: Registry
    ) -> [ForgedField] {
        var fields: [ForgedField] = []
        var counts: [String: Int] = [:]
        let starts = starts
        for (index, piece) in pieces.enumerated() {
            switch piece {
            case .payload(let octets):
                fields.append(
                    ForgedField(
                        piece: index, name: "data", occurrence: 0, label: "Data", depth: 0,
                        text: HexText.payload(octets), meaning: "\(octets.count) octets", number: 0,
                        octets: starts[index]..<starts[index] + octets.count, state: .plain, editor: .text))
            case .layer(let header, _):
                var heading: (start: Int, schema: ObjectIdentifier)?
                try? header.forEachSite { site in
                    guard site.declaration.aliasOf == nil, let frame = site.frames.last else { return true }
                    let item = (frame.start, ObjectIdentifier(frame.schema))
                    if site.frames.count > 1, heading.map({ $0 != item }) ?? true {
                        heading = item
                        fields.append(
                            header.heading(frame, depth: site.frames.count - 1, piece: index, at: starts[index]))
                    }
                    let name = site.declaration.fullName(behind: frame.schema.prefix)
                    let occurrence = counts[name, default: 0]
                    counts[name] = occurrence + 1
                    var field = header.formField(site, name, occurrence, piece: index, at: starts[index])
                    let key = header.key(of: name)
                    let isGiven = given[index].contains(key)
                    field.state = edited[index].contains(key) ? .byHand : .plain
                    if !isGiven, filled.contains(name) { field.state = .automatic }
                    if case .identity = site.declaration.auto, !isGiven { field.state = .automatic }
                    if site.frames.count == 1, site.declaration.isComputed,
                        case .bits(let part, let place) = site.declaration.content
                    {
                        field.state =
                            header.isPinned(part: part, bit: place.bit)
                            ? self.state(ofPinned: site.declaration, part, place, piece: index, in: registry)
                            : .automatic
                    }
                    fields.append(field)
                    return true
                }
            }
        }
        return fields
    }

    private func state(
        ofPinned declaration: FieldDeclaration, _ part: Int, _ place: FieldPlace, piece: Int, in registry: Registry
    ) -> ForgedField.State {
        var packet = releasing(part, place.bit, ofPiece: piece)
        guard (try? packet.settle(in: registry)) != nil, case .layer(let right, _) = packet.pieces[piece],
            case .layer(let header, _) = pieces[piece], let number = right.number(declaration),
            number != header.number(declaration)
        else { return .byHand }
        return .wrong(declaration.text(ofNumber: number, width: place.width, scale: place.scale))
    }
}

extension AnyHeader {
    fileprivate func heading(_ frame: FieldSite.Frame, depth: Int, piece: Int, at start: Int) -> ForgedField {
        ForgedField(
            piece: piece, name: "", occurrence: 0, label: frame.schema.title, depth: depth, text: "", meaning: "",
            number: 0, octets: start + frame.start..<start + frame.start + frame.parts.total, state: .plain,
            editor: .text)
    }

    fileprivate func formField(
        _ site: FieldSite, _ name: String, _ occurrence: Int, piece: Int, at start: Int
    ) -> ForgedField {
        let declaration = site.declaration
        var field = ForgedField(
            piece: piece, name: name, occurrence: occurrence, label: declaration.label.description,
            depth: Int(declaration.depth) + site.frames.count - 1, text: "", meaning: "", number: 0,
            octets: start + site.octets.lowerBound..<start + site.octets.upperBound, state: .plain, editor: .text)
        guard declaration.kind.isNumeric, site.place.width <= 64 else {
            field.text = text(of: site)
            return field
        }
        var place = site.place
        place.scale = 1
        field.number = octets.withSpan { place.load($0) }
        field.text = declaration.text(ofNumber: field.number, width: place.width, scale: site.place.scale)
        field.meaning = declaration.type?.name(of: field.number &* UInt64(site.place.scale))?.description ?? ""
        let flags = site.frames.last?.schema.flags(in: declaration) ?? []
        if declaration.kind == .boolean {
            field.editor = .flag
        } else if !flags.isEmpty {
            field.editor = .flags(
                flags.map { .init(name: $0.name, bit: $0.value, isSet: field.number & $0.value != 0) })
        } else {
            field.editor = .number(names: declaration.type?.names.map(\.name.description) ?? [])
        }
        return field
    }

    func text(of site: FieldSite) -> String {
        guard let type = site.declaration.type else { return "" }
        var text = TextBuffer()
        octets.withSpan { type.describe($0, from: site.octets.lowerBound, to: site.octets.upperBound, into: &text) }
        return String(decoding: text)
    }
}
