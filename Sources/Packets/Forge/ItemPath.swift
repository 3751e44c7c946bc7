/// The way from a schema to a field or a list that it does not declare itself: through what fills its parts and through
/// the items of its lists.
struct ItemPath {
    enum Step {
        /// Into what fills a part of the schema before.
        case variant(any Schema.Type)
        /// Into an item of the list in a part.
        case item(part: Int, any Schema.Type)
    }

    enum End {
        case field(FieldDeclaration)
        case list(part: Int, any Schema.Type)
    }

    var steps: [Step] = []
    var end: End

    /// How many lists lie in each other at most: deeper ones are made of their items, written out.
    private static let deepest = 6

    /// The shortest way to what a filter calls `name`; `nil` when no item that is made nowadays has it.
    ///
    /// - Parameter isList: whether a list is looked for, and not a field.
    init?(to name: String, from schema: any Schema.Type, isList: Bool = false) {
        var search = Search(name: name, isList: isList)
        for lists in 0...Self.deepest {
            search.visited = [:]
            guard let path = search.path(from: schema, lists: lists) else { continue }
            self = path
            return
        }
        return nil
    }

    fileprivate init(end: End) { self.end = end }

    private struct Search {
        let name: String
        let isList: Bool
        /// With how many lists to go each schema was looked through in vain.
        var visited: [ObjectIdentifier: Int] = [:]

        /// The way that passes through `lists` lists at most.
        mutating func path(from schema: any Schema.Type, lists: Int) -> ItemPath? {
            let id = ObjectIdentifier(schema)
            guard visited[id] ?? -1 < lists else { return nil }
            visited[id] = lists
            let declarations = schema.declarations
            let named = declarations.filter { $0.fullName(behind: schema.prefix) == name }
            // A further name of one field means that; of several, none of them.
            let isAmbiguous = named.count { $0.aliasOf != nil } > 1
            for declaration in named {
                switch declaration.content {
                case .bits where !isList && (declaration.aliasOf == nil || !isAmbiguous):
                    return ItemPath(end: .field(declaration))
                case .items(let part, let item) where isList: return ItemPath(end: .list(part: part, item))
                default: continue
                }
            }
            if let variants = schema.variants, case .part = variants.target {
                var choices = variants.choices.map(\.schema)
                if let fallback = variants.fallback { choices.append(fallback) }
                for choice in choices {
                    guard let rest = path(from: choice, lists: lists) else { continue }
                    return rest.behind(.variant(choice))
                }
            }
            guard lists > 0 else { return nil }
            for case .items(let part, let item) in declarations.map(\.content) where !item.isObsolete {
                guard let rest = path(from: item, lists: lists - 1) else { continue }
                return rest.behind(.item(part: part, item))
            }
            return nil
        }
    }

    func behind(_ step: Step) -> ItemPath {
        var path = self
        path.steps.insert(step, at: 0)
        return path
    }

    /// Whether an item stands on the way.
    var passesItems: Bool {
        steps.contains { step in if case .item = step { true } else { false } }
    }
}
