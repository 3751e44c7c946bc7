/// What can be set in a header, and what a word that names nothing there was meant to be.
extension AnyHeader {
    /// A field by the name that an expression gives it: the name behind the header's own prefix, behind the protocol's
    /// (an item's `qry.name`), or all of it.
    ///
    /// - Returns: its full name, and the way to it where it lies in an item or in what fills a part.
    func field(named key: String) -> (name: String, declaration: FieldDeclaration, path: ItemPath?)? {
        for name in names(for: key) {
            let own = schema.declarations.first { $0.fullName(behind: schema.prefix) == name }
            if let own { return (name, own, nil) }
            if let path = way(to: name), case .field(let declaration) = path.end { return (name, declaration, path) }
        }
        return nil
    }

    /// A list by the name that an expression gives it, and the schema of its items.
    func list(named key: String) -> (path: ItemPath, item: any Schema.Type)? {
        for name in names(for: key) {
            if let path = way(to: name, isList: true), case .list(_, let item) = path.end { return (path, item) }
        }
        return nil
    }

    private func names(for key: String) -> [String] {
        var names = ["\(schema.prefix).\(key)"]
        let root = schema.prefix.prefix { $0 != "." }
        if root.utf8.count < schema.prefix.utf8.count { names.append("\(root).\(key)") }
        if key.contains(".") { names.append(key) }
        return names
    }

    /// No field has this name: what there is instead.
    func unknownField(_ key: String, at range: Range<Int>) -> ForgeError {
        let known = schema.keys
        var near: [String] = []
        func add(_ names: some Sequence<String>) {
            for name in names where near.count < 3 && !near.contains(name) { near.append(name) }
        }
        add(OtherWords.fields(for: key).filter { known.all.contains($0) })
        // A part of a name, and what people see.
        if near.isEmpty {
            add(known.all.filter { $0.hasSuffix(".\(key)") || $0.hasSuffix("_\(key)") || $0.hasPrefix("\(key).") })
        }
        if near.isEmpty { add(known.labels.filter { FieldText.same($0.label, key) }.map(\.key)) }
        if near.isEmpty { add(Spelling.suggestions(for: key, among: known.all)) }
        let own = known.own.isEmpty ? known.all : known.own
        let hint =
            near.isEmpty
            ? own.isEmpty ? "" : "; there are \(FieldText.some(of: own, 12))"
            : "; did you mean \(near.joined(separator: ", "))?"
        let subject = schema.name.isEmpty ? schema.title : schema.name
        return ForgeError(.fieldName, "\(subject) has no field '\(key)' that can be set\(hint)", at: range)
    }
}

/// The keys that an expression may set in a schema, each once.
struct SettableKeys {
    /// The schema's own, and those of what fills its parts.
    private(set) var own: [String] = []
    /// Those and what lies in items, by the names that the schema's protocol gives them.
    private(set) var all: [String] = []
    private(set) var labels: [(label: StaticString, key: String)] = []
    private var seen: Set<ObjectIdentifier> = []
    private var names: Set<String> = []
    private let prefix: String

    fileprivate init(_ schema: any Schema.Type) {
        prefix = schema.prefix
        add(schema)
        for choice in schema.variants?.choices ?? [] { add(choice.schema) }
        own = all
        addItems(of: schema)
    }

    private mutating func add(_ schema: any Schema.Type) {
        guard seen.insert(ObjectIdentifier(schema)).inserted else { return }
        for declaration in schema.declarations where declaration.aliasOf == nil {
            if case .derived = declaration.content { continue }
            let key = key(declaration, of: schema)
            guard !key.isEmpty, names.insert(key).inserted else { continue }
            all.append(key)
            labels.append((declaration.label, key))
        }
    }

    /// The items' too, the shallowest first.
    private mutating func addItems(of schema: any Schema.Type) {
        var open = [schema]
        var visited: Set<ObjectIdentifier> = []
        while let next = open.first {
            open.removeFirst()
            guard visited.insert(ObjectIdentifier(next)).inserted else { continue }
            add(next)
            for case .items(_, let item) in next.declarations.map(\.content) where !item.isObsolete {
                open.append(item)
            }
            if let variants = next.variants {
                open += variants.choices.map(\.schema)
                if let fallback = variants.fallback { open.append(fallback) }
            }
        }
    }

    private func key(_ declaration: FieldDeclaration, of schema: any Schema.Type) -> String {
        let name = declaration.fullName(behind: schema.prefix)
        if name.hasPrefix(prefix + ".") { return String(name.dropFirst(prefix.utf8.count + 1)) }
        let root = prefix.prefix { $0 != "." }
        return name.hasPrefix(root + ".") ? String(name.dropFirst(root.utf8.count + 1)) : name
    }
}

extension Schema {
    /// What an expression may set in it.
    static var keys: SettableKeys { SettableKeys(Self.self) }
}
