/// The way from one schema to another that it is made of, as an expression writes it.
struct SchemaPath {
    fileprivate enum Step {
        /// What fills a part when the number that chooses has this value.
        case variant(any Schema.Type, key: String, raw: UInt64)
        /// An item of a list.
        case item(list: String, any Schema.Type)
    }

    private var steps: [Step] = []

    /// The shortest way; `nil` when there is none.
    init?(to target: any Schema.Type, from start: any Schema.Type) {
        var open: [(schema: any Schema.Type, path: SchemaPath)] = [(start, SchemaPath())]
        var seen: Set<ObjectIdentifier> = [ObjectIdentifier(start)]
        var next = 0
        while next < open.count {
            let (schema, path) = open[next]
            next += 1
            if schema == target {
                self = path
                return
            }
            for (step, inner) in Self.steps(from: schema) where seen.insert(ObjectIdentifier(inner)).inserted {
                var longer = path
                longer.steps.append(step)
                open.append((inner, longer))
            }
        }
        return nil
    }

    private init() {}

    private static func steps(from schema: any Schema.Type) -> [(Step, any Schema.Type)] {
        var steps: [(Step, any Schema.Type)] = []
        if let variants = schema.variants {
            let declaration = schema.declarations.first { declaration in
                guard case .bits(variants.part, variants.place) = declaration.content else { return false }
                return declaration.aliasOf == nil
            }
            let key = declaration.map { ForgeExample.key($0, of: schema) } ?? ""
            for choice in variants.choices {
                steps.append((.variant(choice.schema, key: key, raw: choice.raw), choice.schema))
            }
        }
        for declaration in schema.declarations {
            guard case .items(_, let item) = declaration.content else { continue }
            steps.append((.item(list: ForgeExample.listKey(declaration), item), item))
        }
        return steps
    }

    /// The arguments of the first schema that give the last one's `argument`.
    func arguments(_ argument: String) -> String { Self.arguments(steps[...], argument) }

    private static func arguments(_ steps: ArraySlice<Step>, _ argument: String) -> String {
        switch steps.first {
        case nil: argument
        case .item(let list, _): "\(list)=[\(item(steps.dropFirst(), argument))]"
        case .variant(_, let key, let raw):
            (key.isEmpty ? "" : "\(key)=\(raw),") + arguments(steps.dropFirst(), argument)
        }
    }

    private static func item(_ steps: ArraySlice<Step>, _ argument: String) -> String {
        guard case .variant(let schema, _, _) = steps.first, let keyword = schema.keywords.first else {
            return "{\(arguments(steps, argument))}"
        }
        let inner = arguments(steps.dropFirst(), argument)
        // The list of an item that has but one needs no name.
        if let declaration = schema.declarations.first(where: { if case .items = $0.content { true } else { false } }),
            case let list = ForgeExample.listKey(declaration) + "=[", inner.hasPrefix(list), inner.hasSuffix("]"),
            steps.count == 1 || steps.dropFirst().first?.isItem == true
        {
            return "\(keyword)=\(inner.dropFirst(list.utf8.count - 1))"
        }
        return "\(keyword)={\(inner)}"
    }
}

extension SchemaPath.Step {
    fileprivate var isItem: Bool { if case .item = self { true } else { false } }
}
