/// Checksums of a packet that is changed: computed anew where all that they cover is there, else updated (RFC 1624).
extension Packet {
    /// Lets the checksums follow that cover what was changed in the layer at `changed`, those set by hand aside.
    ///
    /// - Parameters:
    ///   - before: the packet's pieces before the change.
    ///   - lengthsChanged: whether lengths of the layers around that one may have changed too.
    mutating func followChecksums(at changed: Int, from before: [Piece], lengthsChanged: Bool, in registry: Registry)
        throws(ForgeError)
    {
        var updated: [(piece: Int, declaration: FieldDeclaration)] = []
        for index in pieces.indices {
            guard case .layer(var header, let trailer) = pieces[index] else { continue }
            for declaration in header.schema.declarations {
                guard case .checksum(let extent, let hasPseudoHeader, let zeroMeansNone) = declaration.auto,
                    case .bits(let part, let place) = declaration.content,
                    index == changed || index < changed && (extent != .header || lengthsChanged)
                        || hasPseudoHeader && changesAddresses(of: index, from: before),
                    !(zeroMeansNone && header.number(declaration) == 0), !header.isHeld(part: part, bit: place.bit)
                else { continue }
                if header.lacks(extent) {
                    updated.append((index, declaration))
                } else {
                    header.unpin(part: part, bit: place.bit)
                }
            }
            pieces[index] = .layer(header, trailer: trailer)
        }
        if !updated.isEmpty { try update(updated, from: Packet(pieces: before), in: registry) }
    }

    /// Whether the addresses that the checksum of the transport at `index` covers are other than before.
    private func changesAddresses(of index: Int, from before: [Piece]) -> Bool {
        Self.addresses(around: index, in: pieces) != Self.addresses(around: index, in: before)
    }

    /// The source and the destination that a transport's checksum covers, one behind the other: those of the nearest
    /// network layer around it, or the destination that a layer between them names.
    private static func addresses(around index: Int, in pieces: [Piece]) -> [UInt8] {
        var destination: [UInt8]?
        for outer in pieces[..<index].reversed() {
            guard case .layer(let header, _) = outer, let type = header.schema as? any PacketProtocol.Type else {
                continue
            }
            guard let pseudoHeader = type.pseudoHeader else {
                header.octets.withSpan { octets in
                    guard let place = type.finalDestination(octets) else { return }
                    destination = octets.octets(place.lowerBound, place.upperBound)
                }
                continue
            }
            return header.octets.withSpan { octets in
                let source = pseudoHeader.source
                let own = pseudoHeader.destination
                return octets.octets(source.lowerBound, source.upperBound)
                    + (destination ?? octets.octets(own.lowerBound, own.upperBound))
            }
        }
        return []
    }

    /// Updates checksums of which not all is there that they cover: what is missing stays what it was.
    private mutating func update(
        _ checksums: [(piece: Int, declaration: FieldDeclaration)], from before: Packet, in registry: Registry
    ) throws(ForgeError) {
        // The innermost first, since those around it cover it.
        for (index, declaration) in checksums.reversed() {
            guard case .layer(var header, let trailer) = pieces[index], let checksum = header.number(declaration),
                case .checksum(_, let hasPseudoHeader, let zeroMeansNone) = declaration.auto,
                case .bits(let part, let place) = declaration.content, place.width == 16,
                let old = try before.checksum(declaration, of: index, in: registry),
                let new = try self.checksum(declaration, of: index, in: registry)
            else { continue }
            var rest = InternetChecksum.updating(UInt16(truncatingIfNeeded: checksum), from: ~old.value, to: UInt16(0))
            // What is missing and moves by an odd number of octets is added swapped (RFC 1071 2 B), but for their number in
            // the pseudo header.
            if (new.length - old.length) & 1 != 0 {
                let count = hasPseudoHeader ? UInt32(clamping: header.missing ?? 0) : 0
                rest = InternetChecksum.updating(rest, from: count, to: 0).byteSwapped
                rest = InternetChecksum.updating(rest, from: 0, to: count)
            }
            let sum = InternetChecksum.updating(rest, from: UInt16(0), to: ~new.value)
            let raw = zeroMeansNone && sum == 0 ? 0xffff : UInt64(sum)
            header.set(bit: place.bit, width: place.width, order: place.order, of: part, to: raw)
            pieces[index] = .layer(header, trailer: trailer)
        }
    }

    /// The checksum of what there is, as if nothing was missing, and how long the packet is.
    private func checksum(
        _ declaration: FieldDeclaration, of index: Int, in registry: Registry
    ) throws(ForgeError) -> (value: UInt16, length: Int)? {
        guard case .layer(var header, let trailer) = pieces[index],
            case .bits(let part, let place) = declaration.content
        else { return nil }
        header.pins.remove(part: part, bit: place.bit)
        var packet = self
        packet.pieces[index] = .layer(header, trailer: trailer)
        let prepared = try PreparedPacket(packet, in: registry)
        var octets: [UInt8] = []
        prepared.write(into: &octets)
        header.octets = Array(octets[prepared.starts[index]...])
        return header.number(declaration).map { (UInt16(truncatingIfNeeded: $0), octets.count) }
    }
}
