/// Something that is wrong with how a format's fields are declared: what the compiler cannot see, and what a walk, a filter or
/// the forge takes for granted. For the tests of whoever declares one:
///
///     @Test func declarations() throws {
///         #expect(DeclarationFlaw.all(in: MyProtocol.self).isEmpty)
///         let source = try String(contentsOfFile: "Sources/MyModule/MyProtocol.swift", encoding: .utf8)
///         #expect(DeclarationFlaw.fieldsWithoutTree(in: source).isEmpty)
///     }
public struct DeclarationFlaw: Sendable, Hashable, CustomStringConvertible {
    public enum Kind: Sendable, Hashable {
        /// Two fields that are always there lie neither beside nor inside each other.
        case overlap
        /// Bits of a part belong to no field, or the part ends within an octet: a field was left out of the tree, or its bits
        /// are wrong. Rightly so where another schema names them.
        case unnamedBits
        /// Two fields of one part that are always there have the same name.
        case sameName
        /// A field with a name has no label.
        case noLabel
        /// A name has other characters than letters, digits, points, hyphens and low lines.
        case name
    }

    public let kind: Kind
    /// The schema, as Swift calls it.
    public let schema: String
    /// Which fields or bits, in words.
    public let description: String

    /// The flaws of a protocol and of all that it is made of.
    public static func all(in type: any PacketProtocol.Type) -> [DeclarationFlaw] {
        Declarations([type]).schemas.flatMap { flaws(of: $0.type) }
    }

    /// The flaws of all protocols of a registry.
    public static func all(in registry: Registry) -> [DeclarationFlaw] {
        registry.declarations.schemas.flatMap { flaws(of: $0.type) }
    }

    private static func flaws(of schema: any Schema.Type) -> [DeclarationFlaw] {
        let name = "\(schema)"
        let declarations = schema.declarations.filter { $0.aliasOf == nil }
        return (overlaps(declarations) + gaps(declarations) + names(declarations, behind: schema.prefix)).map {
            DeclarationFlaw(kind: $0.0, schema: name, description: "\(name): \($0.1)")
        }
    }

    private typealias Found = [(Kind, String)]

    /// A field with a place in the octets of a part.
    private struct Placed {
        var name: StaticString
        var part: Int
        var bits: Range<Int>

        init?(_ declaration: FieldDeclaration) {
            guard case .bits(let part, let place) = declaration.content else { return nil }
            name = declaration.name
            self.part = part
            bits = place.bit..<place.bit + place.width
        }
    }

    private static func overlaps(_ declarations: [FieldDeclaration]) -> Found {
        let placed = declarations.filter(\.isUsual).compactMap { Placed($0) }
        var found: Found = []
        for (index, a) in placed.enumerated() {
            for b in placed[..<index] where a.part == b.part && a.bits.overlaps(b.bits) {
                let both = a.bits.clamped(to: b.bits)
                if both != a.bits, both != b.bits { found.append((.overlap, "\(a.name) lies across \(b.name)")) }
            }
        }
        return found
    }

    private static func gaps(_ declarations: [FieldDeclaration]) -> Found {
        var found: Found = []
        let parts = Dictionary(grouping: declarations.compactMap { Placed($0) }, by: \.part)
        for (part, fields) in parts.sorted(by: { $0.key < $1.key }) {
            var end = 0
            for bits in fields.map(\.bits).filter({ !$0.isEmpty }).sorted(by: { $0.lowerBound < $1.lowerBound }) {
                if bits.lowerBound > end {
                    found.append((.unnamedBits, "bits \(end)..<\(bits.lowerBound) of part \(part)"))
                }
                end = max(end, bits.upperBound)
            }
            if end % 8 != 0 { found.append((.unnamedBits, "part \(part) ends within an octet")) }
        }
        return found
    }

    private static func names(_ declarations: [FieldDeclaration], behind prefix: String) -> Found {
        var found: Found = []
        var seen: Set<String> = []
        for declaration in declarations where declaration.conditions.isEmpty && declaration.predicate == nil {
            let name = declaration.fullName(behind: prefix)
            if name.isEmpty { continue }
            // In another part the field may stand for it: of two parts one is empty.
            var place = name
            switch declaration.content {
            case .bits(let part, _), .items(let part, _): place += " \(part)"
            case .derived: break
            }
            if !seen.insert(place).inserted { found.append((.sameName, name)) }
            if declaration.label.utf8CodeUnitCount == 0 { found.append((.noLabel, name)) }
            let isPlain = name.utf8.allSatisfy { character in
                switch character {
                case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"): true
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
                case UInt8(ascii: "A")...UInt8(ascii: "Z"): true
                default: false
                }
            }
            if !isPlain { found.append((.name, name)) }
        }
        return found
    }
}
