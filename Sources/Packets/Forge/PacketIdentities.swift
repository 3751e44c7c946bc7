/// Where the packets of a sequence hold what they are told apart by (`AutoValue.identity`), as far as the expression leaves it
/// out.
public struct PacketIdentities: Sendable {
    private struct Site: Sendable {
        var piece: Int
        /// In the layer.
        var bit: Int
        var width: Int
        /// The first number and how many there are.
        var first: UInt64
        var count: UInt64
    }

    private var sites: [Site] = []

    /// Finds them.
    public init(_ sequence: ForgeSequence) {
        for (piece, content) in sequence.base.pieces.enumerated() {
            guard case .layer(let header, _) = content else { continue }
            // Found in the octets that are there, a layer's fields cannot fail to be.
            var fields: [FieldSite] = []
            try? header.forEachSite { (site) throws(ForgeError) in
                fields.append(site)
                return true
            }
            for field in fields {
                guard case .identity(let from) = field.declaration.auto, field.place.order == .big,
                    1...32 ~= field.place.width, !Self.isGiven(field, fields, piece, sequence)
                else { continue }
                sites.append(
                    Site(
                        piece: piece, bit: field.place.bit, width: field.place.width, first: UInt64(from),
                        count: (1 << UInt64(field.place.width)) - UInt64(from)))
            }
        }
    }

    /// Whether the expression gives the field a value, under any of its names.
    private static func isGiven(
        _ field: FieldSite, _ fields: [FieldSite], _ piece: Int, _ sequence: ForgeSequence
    ) -> Bool {
        fields.contains { other in
            other.place.bit == field.place.bit && other.place.width == field.place.width
                && sequence.gives(other.declaration.name.description, ofPiece: piece)
        }
    }

    /// Whether the expression leaves nothing out.
    public var isEmpty: Bool { sites.isEmpty }

    /// Writes a packet's own number where the expression leaves it out. Numbers that follow each other tell as many
    /// packets apart as the widest of the fields can count.
    ///
    /// - Parameters:
    ///   - octets: the packet.
    ///   - starts: where its pieces start.
    public func write(_ number: UInt64, _ octets: inout MutableRawSpan, starts: [Int]) {
        for site in sites {
            octets.setBits(starts[site.piece] * 8 + site.bit, site.width, site.first + number % site.count)
        }
    }
}
