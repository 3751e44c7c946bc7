public import Packets

/// What a name stands for, for a person who asks: a protocol, an item or a field.
///
/// A protocol or item is drawn as RFCs draw headers, but a row of a table of the host, which is none; its fields, items and kinds are listed, with an expression that makes
/// one. A field is said what it means, drawn where it lies, and shown with its values, an expression and a filter.
public struct Explanation: Sendable {
    let registry: Registry
    let subject: Subject

    enum Subject: Sendable {
        /// The number of a schema.
        case schema(Int)
        /// What declares the name, the one that people mean first.
        case fields([FieldInfo])
    }

    var declarations: Declarations { registry.declarations }

    /// What is called `name`: a protocol, an item, a field, or one kind of an item by the word that crafts it, such as
    /// `tls.handshake.client_hello`. `nil` when nothing is.
    public init?(of name: String, in registry: Registry) {
        self.registry = registry
        let declarations = registry.declarations
        if let schema = declarations.schema(named: name) {
            subject = .schema(schema)
            return
        }
        let fields = registry.fields(named: name).filter { $0.row >= 0 }
        if !fields.isEmpty {
            subject = .fields(declarations.ranked(fields))
            return
        }
        guard let schema = declarations.schema(ofKind: name) else { return nil }
        subject = .schema(schema)
    }

    /// The fields that it is about, each name once, in the order of their declaration.
    public var fields: [FieldInfo] {
        switch subject {
        case .fields(let fields): return fields
        case .schema(let number):
            var seen = Set<String>()
            return declarations.schemas[number].rows.map { declarations.fields[Int($0.field.rawValue)] }
                .filter { !$0.name.isEmpty && seen.insert($0.name).inserted }
        }
    }

    /// Writes it.
    /// - Parameter width: how wide lines are.
    public func write(into text: inout TextBuffer, width: Int = .max) {
        switch subject {
        case .schema(let number): write(schema: number, into: &text, width)
        case .fields(let fields): write(fields, into: &text, width)
        }
    }

    /// Writes what is meant, where something was said of it.
    func write(meaningOf field: FieldInfo, into text: inout TextBuffer, _ width: Int) {
        guard let meaning = field.meaning else { return }
        text.append(character: "\n")
        WrappedText.write(meaning, indent: 0, width: min(width, Self.readable), into: &text)
    }

    /// Writes what a table is whose row is explained, since no header can be drawn of it.
    func write(_ table: HostTable, into text: inout TextBuffer, _ width: Int) {
        text.append(character: "\n")
        let said = "\(table.meaning) 'ibuki \(table.command)' lists it."
        WrappedText.write(said, indent: 0, width: min(width, Self.readable), into: &text)
    }

    /// Lines of prose are no longer, however wide the terminal.
    static let readable = 100
}

extension Declarations {
    /// The number of the schema that filters, the forge or a person call by a name. Where a message and what fills it
    /// have one name, the message; what nobody makes any more comes last.
    func schema(named name: String) -> Int? {
        if let id = protocolsByName[name] { return Int(id.rawValue) }
        let numbers = (fieldsByName[name] ?? []).map { fields[Int($0.rawValue)] }.filter(\.isSchema).map(\.schema)
        let current = numbers.filter { !schemas[$0].type.isObsolete }
        return current.first { schemas[$0].variantTarget != nil } ?? current.first ?? numbers.first
    }

    /// The number of the schema that a name means by its last word, which is what the forge calls a kind of the items
    /// that have the rest of the name, or one that begins with it.
    func schema(ofKind name: String) -> Int? {
        guard let dot = name.lastIndex(of: ".") else { return nil }
        let parent = name[..<dot]
        let word = name[name.index(after: dot)...].lowercased()
        for record in schemas {
            guard record.name == parent || record.prefix == parent || record.name.hasPrefix("\(parent).") else {
                continue
            }
            let choice = record.variants.first { choice in
                schemas[choice.schema].type.keywords.contains { $0.lowercased() == word }
            }
            if let choice { return choice.schema }
        }
        return nil
    }

    /// Fields of one name, the one that people mean first: one that says what it means, and of what is still made.
    func ranked(_ fields: [FieldInfo]) -> [FieldInfo] {
        func rank(_ field: FieldInfo) -> Int {
            (schemas[field.schema].type.isObsolete ? 4 : 0) + (field.aliasOf == nil ? 0 : 2)
                + (field.meaning == nil ? 1 : 0)
        }
        return fields.enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }
            .map(\.element)
    }
}
