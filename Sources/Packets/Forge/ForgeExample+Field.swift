/// Expressions that give fields their values.
extension Registry {
    /// An expression that gives a field a value; `nil` where none can, as in what is computed, or none is known whose packet
    /// has the field when it is dissected.
    public func example(setting field: FieldInfo) -> String? { shown(field)?.expression }

    /// An expression that gives a field a value, that value, and a filter which the packet passes where one was declared.
    package func shown(_ field: FieldInfo) -> (expression: String, value: String, filter: String?)? {
        guard field.row >= 0, !field.isDerived, field.aliasOf == nil, !field.name.isEmpty else { return nil }
        if let example = declaredExample(named: field.name) {
            let value = declaration(of: field).map { ForgeExample.text(of: $0) } ?? "1"
            return (example.expression.description, value, example.filter?.description)
        }
        var value = ""
        // The field alone where that makes it; else with what its own declaration says must be.
        func alone(_ type: any PacketProtocol.Type, _ carriers: String) -> String? {
            let key = Self.key(field.name, in: type)
            guard let (_, declaration, _) = AnyHeader(type).field(named: key), case .bits = declaration.content else {
                return nil
            }
            value = ForgeExample.text(of: declaration)
            return "\(carriers)\(forgeName(of: type))(\(key)=\(value))"
        }
        func accompanied(_ type: any PacketProtocol.Type, _ carriers: String) -> String? {
            guard let declaration = declaration(of: field) else { return nil }
            let others = declarations.schemas[field.schema].type.companions(of: declaration)
            guard !others.isEmpty else { return nil }
            value = ForgeExample.text(of: declaration)
            let arguments = (others + [(field.name, value)]).map { "\(Self.key($0.name, in: type))=\($0.value)" }
            return "\(carriers)\(forgeName(of: type))(\(arguments.joined(separator: ",")))"
        }
        func shows(_ expression: String?) -> String? { expression.flatMap { has($0, field.name) ? $0 : nil } }
        let expression =
            first(with: field) { shows(alone($0, $1)) } ?? first(with: field) { shows(accompanied($0, $1)) }
        return expression.map { ($0, value, nil) }
    }

    /// What a field is called behind its protocol's name.
    private static func key(_ name: String, in type: any PacketProtocol.Type) -> String {
        let prefix = type.prefix + "."
        return name.hasPrefix(prefix) ? String(name.dropFirst(prefix.utf8.count)) : name
    }

    /// The example that a protocol gives for a field or a list itself.
    func declaredExample(named name: String) -> FieldExample? {
        for type in protocols {
            if let example = type.examples.first(where: { $0.name.description == name }) { return example }
        }
        return nil
    }

    /// The declaration in bits of a field; `nil` of what is computed or a list.
    package func declaration(of field: FieldInfo) -> FieldDeclaration? {
        let schema = declarations.schemas[field.schema].type
        return schema.declarations.first { declaration in
            guard case .bits(field.part, let place) = declaration.content,
                declaration.fullName(behind: schema.prefix) == field.name
            else { return false }
            return field.bits.map { $0.lowerBound == place.bit && $0.count == place.width } ?? (place.width == 0)
        }
    }

    /// Whether the packet that an expression makes has a field of that name when it is dissected.
    private func has(_ expression: String, _ name: String) -> Bool {
        var random = SplitMix64(seed: 1)
        guard let sequence = try? ForgeSequence(ForgeExpression(expression), in: self),
            let octets = try? sequence.packet(at: 0, random: &random).octets(in: self)
        else { return false }
        return octets.withSpan { message in
            var dissection = Dissection()
            dissect(message, as: sequence.linkType, into: &dissection)
            var packet = PacketView(
                bytes: message, layers: dissection.layers,
                frame: FrameInfo(
                    capturedLength: octets.count, originalLength: octets.count, linkType: sequence.linkType))
            var detail = PacketDetail()
            self.detail(of: &packet, into: &detail)
            return detail.nodes.contains { $0.kind == .value && info($0.field).name == name }
        }
    }
}

extension Schema {
    /// Fields that must have another value than in a new header for a field of this schema to be there, each with one by
    /// which it is, as its conditions say.
    static func companions(of declaration: FieldDeclaration) -> [(name: String, value: String)] {
        let fresh = AnyHeader(Self.self)
        var result: [(name: String, value: String)] = []
        for condition in declaration.conditions where !fresh.holds(condition) {
            let other = declarations.first { other in
                guard case .bits(condition.part, let place) = other.content else { return false }
                return place.bit == condition.place.bit && place.width == condition.place.width
                    && other.aliasOf == nil && !other.isLayoutOnly
            }
            guard let other, case .bits(_, let place) = other.content else { continue }
            let raw = condition.isNegated ? condition.high &+ 1 : condition.low
            result.append((other.fullName(behind: prefix), "\(raw &* UInt64(place.scale))"))
        }
        return result
    }
}
