/// Packet expressions that show how something is written, put together from what is declared.
package enum ForgeExample {
    /// An item as a list takes it: `mss=1`, `{name=example.test}`.
    package static func item(of schema: any Schema.Type, depth: Int = 0) -> String {
        if let example = schema.itemExample { return example }
        if let variants = schema.variants {
            // A kind that says something, where there is one.
            for choice in variants.choices {
                guard let keyword = choice.schema.keywords.first, let value = value(of: choice.schema, depth) else {
                    continue
                }
                return "\(keyword)=\(value)"
            }
            if let keyword = variants.choices.lazy.compactMap({ $0.schema.keywords.first }).first { return keyword }
        }
        guard let (declaration, key) = firstField(of: schema) else { return "{}" }
        return "{\(key)=\(text(of: declaration))}"
    }

    /// What stands behind a word for an item of this kind: its first field's value, or its list.
    private static func value(of schema: any Schema.Type, _ depth: Int) -> String? {
        if let (declaration, _) = firstField(of: schema) { return text(of: declaration) }
        guard depth < 4, let (_, item) = schema.items(named: nil) else { return nil }
        return "[\(self.item(of: item, depth: depth + 1))]"
    }

    /// The first field that one sets by hand, and what the schema calls it.
    private static func firstField(of schema: any Schema.Type) -> (FieldDeclaration, key: String)? {
        for declaration in schema.declarations where declaration.aliasOf == nil && declaration.auto == .none {
            guard case .bits = declaration.content, declaration.isUsual else { continue }
            let key = key(declaration, of: schema)
            if !key.isEmpty { return (declaration, key) }
        }
        return nil
    }

    /// What a schema's own declaration is called there: its name behind the prefix.
    package static func key(_ declaration: FieldDeclaration, of schema: any Schema.Type) -> String {
        let name = declaration.fullName(behind: schema.prefix)
        return name.hasPrefix(schema.prefix + ".") ? String(name.dropFirst(schema.prefix.utf8.count + 1)) : name
    }

    /// What a list is called: by its name, or by what people see.
    package static func listKey(_ declaration: FieldDeclaration) -> String {
        let name = declaration.name.description
        if !name.isEmpty { return name }
        return declaration.label.description.lowercased().split { $0 == " " || $0 == "-" }.joined(separator: "_")
    }

    // MARK: Values

    /// A value that a field takes.
    package static func text(of declaration: FieldDeclaration) -> String {
        guard case .bits(_, let place) = declaration.content else { return "1" }
        switch declaration.kind {
        case .boolean: return "1"
        case .ipv4: return "10.0.0.1"
        case .mac: return "02:00:00:00:00:01"
        case .ipv6: return "2001:db8::1"
        case .unsigned, .signed, .frameNumber, .absoluteTime, .relativeTime, .none:
            return number(declaration, place)
        case .bytes:
            let count = place.width == 0 ? 2 : place.width / 8
            return (0..<count).map { $0 % 16 < 10 ? "0\($0 % 16)" : "0\(["a", "b", "c", "d", "e", "f"][$0 % 16 - 10])" }
                .joined()
        case .text: return text(declaration, place)
        }
    }

    private static func number(_ declaration: FieldDeclaration, _ place: FieldPlace) -> String {
        let scale = UInt64(place.scale)
        let largest = place.width >= 64 ? UInt64.max : (1 << UInt64(place.width)) - 1
        if declaration.preset != 0 { return "\(declaration.preset &* scale)" }
        if let deciding = declaration.decidingNumbers, !deciding.contains(1) {
            return "\(deciding.lowerBound &* scale)"
        }
        let names = declaration.type?.names ?? []
        if let named = names.first(where: { $0.raw != 0 && $0.raw / scale <= largest }) {
            return quoted(named.name.description)
        }
        return "\(scale)"
    }

    private static func text(_ declaration: FieldDeclaration, _ place: FieldPlace) -> String {
        let candidates = ["example.test", "example", "1", "10.0.0.1", "2001:db8::1"]
        for candidate in candidates {
            guard let octets = try? declaration.type?.encode(candidate) else { continue }
            let fits =
                place.width == 0 || octets.count * 8 == place.width
                || (declaration.type?.isPadded == true && octets.count * 8 < place.width)
            if fits { return quoted(candidate) }
        }
        return quoted(String(repeating: "x", count: place.width / 8))
    }

    /// A value in quotes where it needs them.
    package static func quoted(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { octet in
            0x30...0x39 ~= octet || 0x41...0x5a ~= octet || 0x61...0x7a ~= octet || octet == 0x2d || octet == 0x5f
                || octet == 0x2e || octet == 0x3a
        }
        return isPlain && !text.contains("..") ? text : "'\(text.replacing("'", with: "\\'"))'"
    }
}

extension Registry {
    /// An expression for a packet of a protocol, with what carries it; `nil` when nothing that is known does.
    public func example(of type: any PacketProtocol.Type) -> String? {
        if let example = type.example { return example }
        return carriers(of: type).map { $0 + forgeName(of: type) }
    }

    /// What an expression calls a protocol: its name, or where another has that too, an alias.
    func forgeName(of type: any PacketProtocol.Type) -> String {
        ([type.name] + type.aliases).first { name in protocolID(named: name).map { self[$0] == type } ?? false }
            ?? type.name
    }

    /// An expression that puts an item into a list.
    public func example(ofItemsIn list: FieldInfo) -> String? {
        guard list.row >= 0, declarations.schemas[list.schema].rows[list.row].content == .items else { return nil }
        if let example = declaredExample(named: list.name.isEmpty ? list.label.description : list.name) {
            return example.expression.description
        }
        let schema = declarations.schemas[list.schema].type
        let lists = schema.declarations.filter { declaration in
            guard case .items = declaration.content else { return false }
            return declaration.label.description == list.label.description
        }
        guard let declaration = lists.first, case .items(_, let item) = declaration.content, !schema.isObsolete,
            !item.isObsolete
        else { return nil }
        let argument = "\(ForgeExample.listKey(declaration))=[\(ForgeExample.item(of: item))]"
        return first(with: list) { type, carriers in
            guard let path = SchemaPath(to: schema, from: type) else { return nil }
            return "\(carriers)\(forgeName(of: type))(\(path.arguments(argument)))"
        }
    }

    /// An example of a kind of item: as the first of the lists that take it shows it.
    package func example(ofItem schema: Int) -> String? {
        for field in declarations.fields where field.row >= 0 && field.aliasOf == nil {
            let row = declarations.schemas[field.schema].rows[field.row]
            guard row.content == .items, Int(row.target) == schema else { continue }
            if let example = example(ofItemsIn: field) { return example }
        }
        return nil
    }

    /// The first expression that works of those that `example` gives for the protocols that a field may be part of: the one
    /// whose name it has, then those that share its schema.
    func first(
        with field: FieldInfo, _ example: (any PacketProtocol.Type, _ carriers: String) -> String?
    ) -> String? {
        var tried: [any PacketProtocol.Type] = []
        func attempt(_ type: any PacketProtocol.Type) -> String? {
            guard !tried.contains(where: { $0 == type }) else { return nil }
            tried.append(type)
            guard let carriers = carriers(of: type), let example = example(type, carriers), works(example) else {
                return nil
            }
            return example
        }
        var parts = field.name.split(separator: ".")
        while !parts.isEmpty {
            if let id = protocolID(named: parts.joined(separator: ".")), let found = attempt(self[id]) { return found }
            parts.removeLast()
        }
        let schema = declarations.schemas[field.schema].type
        for type in protocols where SchemaPath(to: schema, from: type) != nil {
            if let found = attempt(type) { return found }
        }
        return nil
    }

    /// Whether an expression can be made into a packet.
    private func works(_ expression: String) -> Bool {
        (try? ForgeSequence(ForgeExpression(expression), in: self)) != nil
    }

    /// What stands before a protocol in an expression: `ip/udp/`; empty where an expression may begin with it.
    private func carriers(of type: any PacketProtocol.Type, depth: Int = 0) -> String? {
        guard depth < 4 else { return nil }
        let keys = registrations.keys(of: type)
        if keys.contains(where: { $0.table == .linkType || $0.table == .etherType }) { return "" }
        for key in keys {
            let candidates = registrations.protocols.filter { candidate in
                candidate != type
                    && candidate.declarations.contains { declaration in
                        if case .next(let table) = declaration.auto { table == key.table } else { false }
                    }
            }
            guard let carrier = candidates.first(where: { type.carrier == $0 }) ?? candidates.first else { continue }
            if let outer = carriers(of: carrier, depth: depth + 1) { return outer + forgeName(of: carrier) + "/" }
        }
        return nil
    }
}
