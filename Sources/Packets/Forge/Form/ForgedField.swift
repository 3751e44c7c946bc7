/// A field of a packet that is being made, as a form shows it.
package struct ForgedField: Sendable, Equatable {
    /// Where its value comes from.
    package enum State: Sendable, Equatable {
        /// It is what it was, or what a new header has.
        case plain
        /// It follows by itself: from the rest of the packet, or from the way that the packet takes.
        case automatic
        case byHand
        /// It does not follow, and would be this if it did.
        case wrong(String)
    }

    /// How it is edited.
    package enum Editor: Sendable, Equatable {
        case text
        /// A number in any base, with what it may be called.
        case number(names: [String])
        case flag
        /// Several flags, each with its bit and whether it is set.
        case flags([Flag])
    }

    package struct Flag: Sendable, Equatable {
        package var name: String
        package var bit: UInt64
        package var isSet: Bool
    }

    /// Which of the packet's pieces it is part of.
    package var piece: Int
    /// Its name in filters; empty where it has none, and then it cannot be set.
    package var name: String
    /// Which of the fields of that name in the packet, from 0.
    package var occurrence: Int
    package var label: String
    /// How deep it lies in items and groups.
    package var depth: Int
    /// Its value, as it may be set.
    package var text: String
    /// What the value is called; empty where it has no name.
    package var meaning: String
    /// The number on the wire, of a field that is one.
    package var number: UInt64
    /// The octets of the packet that it lies in.
    package var octets: Range<Int>
    package var state: State
    package var editor: Editor

    /// Whether it is the heading of an item.
    package var isHeading: Bool { name.isEmpty && text.isEmpty }
}

extension AnyHeader {
    /// What a field is called in an expression: its name behind the layer's.
    func key(of name: String) -> String {
        for prefix in [schema.prefix, String(schema.prefix.prefix { $0 != "." })] where name.hasPrefix(prefix + ".") {
            return String(name.dropFirst(prefix.utf8.count + 1))
        }
        return name
    }

    /// The fields of the layer that follow from the rest of a packet.
    var computedFields: [(declaration: FieldDeclaration, part: Int, bit: Int)] {
        schema.declarations.compactMap { declaration in
            guard case .bits(let part, let place) = declaration.content, declaration.isComputed,
                number(declaration) != nil
            else { return nil }
            return (declaration, part, place.bit)
        }
    }
}

extension FieldDeclaration {
    /// Whether its value follows from the rest of the packet.
    var isComputed: Bool {
        switch auto {
        case .length, .count, .next, .checksum: true
        case .none, .variant, .identity: false
        }
    }

    /// A number on the wire as text that sets it.
    func text(ofNumber raw: UInt64, width: Int, scale: Int) -> String {
        switch kind {
        case .ipv4: return IPv4Address(rawValue: UInt32(truncatingIfNeeded: raw)).description
        case .mac: return MACAddress(rawValue: raw).description
        case .signed:
            let shift = UInt64(max(0, 64 - width))
            return "\((Int64(bitPattern: raw << shift) >> shift) &* Int64(scale))"
        default:
            let number = raw &* UInt64(scale)
            guard show == .hex else { return "\(number)" }
            let digits = String(number, radix: 16)
            return "0x" + String(repeating: "0", count: max(0, (width + 3) / 4 - digits.count)) + digits
        }
    }
}
