public import Packets

/// A field that is given another value in every packet that has it: `ip.dst=10.0.0.1`.
public struct FieldEdit {
    /// The field's filter name.
    public let name: String
    /// The value as a person writes it.
    public let value: String
    /// In how many packets it was changed.
    public private(set) var count = 0

    /// - Throws: `SendingError` when there is no such field, or none that can be set.
    public init(_ text: String, in registry: Registry) throws(SendingError) {
        guard let equals = text.firstIndex(of: "=") else {
            throw SendingError(.wrongEdit, "an edit is field=value, such as ip.dst=10.0.0.1, not '\(text)'")
        }
        name = String(text[..<equals])
        value = String(text[text.index(after: equals)...])
        let known = registry.fields(named: name)
        if known.isEmpty {
            let near = Spelling.suggestions(for: name, among: registry.fields.map(\.name))
            let hint = near.isEmpty ? "'ibuki fields' lists them" : "did you mean \(near.joined(separator: ", "))?"
            throw SendingError(.wrongEdit, "no field is called '\(name)'; \(hint)")
        }
        guard known.contains(where: { !$0.isDerived && !$0.isSchema && $0.aliasOf == nil }) else {
            throw SendingError(
                .wrongEdit, "'\(name)' stands for other fields or is computed, so that it cannot be set")
        }
    }

    /// Changes the packet, if it has the field.
    ///
    /// - Throws: `SendingError` when the value does not fit the field.
    public mutating func apply(to packet: inout Packet, in registry: Registry) throws(SendingError) {
        do throws(ForgeError) {
            try packet.set(name, to: value, in: registry)
            count += 1
        } catch {
            guard error.code == .fieldName else { throw SendingError(.wrongEdit, "\(name): \(error.message)") }
        }
    }
}
