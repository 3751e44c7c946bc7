/// Reading a field's value from text, as crafting and editing write it.
enum FieldText {
    /// The number that a text stands for in a field of `type`: decimal, `0x`, `0b`, an address, a value's name.
    static func number(_ text: String, type: (any WireValue.Type)?, kind: ValueKind) throws(ForgeError) -> UInt64 {
        if let raw = type?.parse(text) { return raw }
        switch kind {
        case .ipv4:
            do { return try IPv4Address(parsing: text).raw } catch { throw ForgeError(.value, error.description) }
        case .mac:
            do { return try MACAddress(parsing: text).raw } catch { throw ForgeError(.value, error.description) }
        case .boolean:
            switch text.lowercased() {
            case "1", "true", "yes", "on", "set": return 1
            case "0", "false", "no", "off", "not set": return 0
            default: throw ForgeError(.value, "'\(text)' is neither true nor false")
            }
        default: break
        }
        if let raw = parse(text) { return raw }
        let names = type?.names ?? []
        if let named = names.first(where: { same($0.name, text) }) { return named.raw }
        throw noNumber(text, words: names.map(\.name.description) + (type?.words ?? []))
    }

    /// A text is neither a number nor one of some words: which it may have been meant to be, or the first of them.
    static func noNumber(_ text: String, words: [String]) -> ForgeError {
        guard !words.isEmpty else { return ForgeError(.value, "'\(text)' is not a number") }
        var near = OtherWords.values(for: text).filter { words.contains($0) }
        if near.isEmpty { near = Spelling.suggestions(for: text, among: words) }
        let hint =
            near.isEmpty
            ? "'\(text)' is neither a number nor one of \(some(of: words, 8))"
            : "'\(text)' is neither a number nor a name; did you mean \(near.joined(separator: ", "))?"
        return ForgeError(.value, hint)
    }

    /// The first few of several names, as a list.
    static func some(of names: [String], _ count: Int) -> String {
        names.prefix(count).joined(separator: ", ") + (names.count > count ? ", …" : "")
    }

    /// A number in base 10, 16 (`0x`) or 2 (`0b`); a negative one in two's complement.
    static func parse(_ text: String) -> UInt64? {
        if text.hasPrefix("-") { return parse(String(text.dropFirst())).map { 0 &- $0 } }
        if text.hasPrefix("0x") || text.hasPrefix("0X") { return UInt64(text.dropFirst(2), radix: 16) }
        if text.hasPrefix("0b") || text.hasPrefix("0B") { return UInt64(text.dropFirst(2), radix: 2) }
        return UInt64(text)
    }

    /// Whether a value's name is `text`, with upper and lower case, spaces, `-` and `_` taken as the same.
    static func same(_ name: StaticString, _ text: String) -> Bool { same(name.description, text) }

    static func same(_ name: String, _ text: String) -> Bool { folded(name) == folded(text) }

    private static func folded(_ text: String) -> [UInt8] {
        text.utf8.filter { $0 != 0x20 && $0 != 0x2d && $0 != 0x5f }.map { 0x41...0x5a ~= $0 ? $0 + 32 : $0 }
    }
}

extension AnyHeader {
    /// Sets a declared field from text and pins it.
    mutating func assign(_ declaration: FieldDeclaration, _ text: String) throws(ForgeError) {
        guard case .bits(let part, let place) = declaration.content else {
            let raw = "\(declaration.name)_raw"
            let hint = schema.declarations.contains { $0.name.description == raw } ? "; \(raw) can" : ""
            throw ForgeError(.fieldName, "'\(declaration.name)' is computed and cannot be set\(hint)")
        }
        if declaration.kind.isNumeric {
            guard declaration.kind == .signed || place.width == 64 || !text.hasPrefix("-") else {
                throw ForgeError(.value, "\(declaration.name) is never negative, so not \(text)")
            }
            let number = try number(text, of: declaration)
            try assign(number: number, declaration, part: part, place)
        } else {
            try assign(octets: try Self.encode(text, declaration), declaration, part: part, place)
        }
        if declaration.auto != .none { hold(part: part, bit: place.bit) }
    }

    /// The number that a text stands for in a field: its value, or the names of the flags that it is made of, as in
    /// `flags=DF`.
    private func number(_ text: String, of declaration: FieldDeclaration) throws(ForgeError) -> UInt64 {
        do { return try FieldText.number(text, type: declaration.type, kind: declaration.kind) } catch {
            let flags = schema.flags(in: declaration)
            guard !flags.isEmpty else { throw error }
            var number: UInt64 = 0
            for word in text.split(whereSeparator: { ",|+ ".contains($0) }).map({ String($0) }) {
                guard let flag = flags.first(where: { FieldText.same($0.label, word) || $0.name == word.lowercased() })
                else {
                    // The type's own words say it better.
                    throw declaration.type?.words.isEmpty == false
                        ? error : FieldText.noNumber(word, words: flags.map(\.name))
                }
                number |= flag.value
            }
            return number
        }
    }

    /// Stores a number given in the field's own unit; it must fit.
    mutating func assign(
        number: UInt64, _ declaration: FieldDeclaration, part: Int, _ place: FieldPlace
    ) throws(ForgeError) {
        let scale = UInt64(place.scale)
        guard number % scale == 0 else {
            throw ForgeError(.value, "\(declaration.name) counts in steps of \(scale); \(number) is between two")
        }
        let raw = number / scale
        let largest = place.width >= 64 ? UInt64.max : (1 << UInt64(place.width)) - 1
        let isNegative = declaration.kind == .signed && Int64(bitPattern: raw) < 0
        guard raw <= largest || isNegative else {
            throw ForgeError(
                .value, "\(declaration.name) has \(place.width) bits; \(number) is more than \(largest * scale)")
        }
        if parts.count(part) * 8 < place.bit + place.width {
            if let deciding = declaration.decidingNumbers {
                let (low, high) = (deciding.lowerBound, deciding.upperBound)
                guard deciding.contains(raw) else {
                    throw ForgeError(.value, "\(declaration.name) is \(low) to \(high), not \(number)")
                }
                if takePlace(raw, part: part, place) { return }
            }
            // A number in digits is a word of a text, such as an answer's status, and takes the room that it needs.
            guard place.order == .digits, place.bit == 0 else {
                throw ForgeError(.value, "\(declaration.name) lies in octets that this header does not have")
            }
            replace(part: part, with: [UInt8](repeating: 0, count: place.width / 8))
        }
        set(bit: place.bit, width: place.width, order: place.order, of: part, to: raw)
    }

    /// Stores a number that makes its field take the place of another, as a length does a type's, and keeps it.
    ///
    /// - Returns: whether the header then has the field.
    private mutating func takePlace(_ raw: UInt64, part: Int, _ place: FieldPlace) -> Bool {
        for other in 0..<LayerParts.limit where parts.count(other) * 8 >= place.bit + place.width {
            var header = self
            header.set(bit: place.bit, width: place.width, order: place.order, of: other, to: raw)
            guard
                let measured = header.octets.withSpan({ header.schema.measure($0, from: 0, to: $0.byteCount) }),
                measured.total == octets.count, measured.start(part) == parts.start(other),
                measured.count(part) * 8 >= place.bit + place.width
            else { continue }
            header.parts = measured
            header.hold(part: part, bit: place.bit)
            self = header
            return true
        }
        return false
    }

    private static func encode(_ text: String, _ declaration: FieldDeclaration) throws(ForgeError) -> [UInt8] {
        if declaration.kind == .bytes, text.hasPrefix("hex:") { return try Octets.encode(String(text.dropFirst(4))) }
        guard let type = declaration.type else { return try Octets.encode(text) }
        return try type.encode(text)
    }

    private mutating func assign(
        octets new: [UInt8], _ declaration: FieldDeclaration, part: Int, _ place: FieldPlace
    ) throws(ForgeError) {
        if place.width == 0 { return replace(part: part, with: new) }
        var new = new
        if declaration.type?.isPadded == true, new.count < place.width / 8 {
            new += Array(repeating: 0, count: place.width / 8 - new.count)
        }
        guard new.count * 8 == place.width else {
            throw ForgeError(.value, "\(declaration.name) has \(place.width / 8) octets, not \(new.count)")
        }
        let start = parts.start(part) + place.bit / 8
        guard start + new.count <= octets.count else {
            throw ForgeError(.value, "\(declaration.name) lies in octets that this header does not have")
        }
        octets.replaceSubrange(start..<start + new.count, with: new)
    }
}

extension Schema {
    /// The flags that a number's field is made of: the last part of each one's name, its label, and its value there.
    static func flags(in group: FieldDeclaration) -> [(name: String, label: StaticString, value: UInt64)] {
        let declarations = declarations
        guard case .bits(let part, let place) = group.content, place.width <= 64, place.order == .big,
            let index = declarations.firstIndex(where: { $0.fullName(behind: prefix) == group.fullName(behind: prefix) }
            )
        else { return [] }
        var flags: [(name: String, label: StaticString, value: UInt64)] = []
        for member in declarations[(index + 1)...].prefix(while: { $0.depth > group.depth }) {
            guard case .bits(part, let bit) = member.content, member.kind == .boolean, bit.width == 1,
                place.bit <= bit.bit, bit.bit < place.bit + place.width
            else { continue }
            let name = member.name.description.split(separator: ".").last ?? ""
            flags.append((String(name), member.label, 1 << UInt64(place.bit + place.width - 1 - bit.bit)))
        }
        return flags
    }
}
