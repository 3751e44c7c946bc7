import Terminal

extension Action {
    private static let table: Set<Place> = [.conversationList]
    private static let both: Set<Place> = [.conversationList, .ladder]

    static let conversations: [Action] = [
        Action("conversations.next", "next row", in: both, keys: ["j", "Down"], takesCount: true) { model, count in
            model.moveConversations(by: count ?? 1)
        },
        Action("conversations.previous", "previous row", in: both, keys: ["k", "Up"], takesCount: true) {
            model, count in
            model.moveConversations(by: -(count ?? 1))
        },
        Action("conversations.pageDown", "a page down", in: both, keys: ["PgDn", "Ctrl-F"]) { model, _ in
            model.moveConversations(by: max(1, model.body.rows - 3))
        },
        Action("conversations.pageUp", "a page up", in: both, keys: ["PgUp", "Ctrl-B"]) { model, _ in
            model.moveConversations(by: -max(1, model.body.rows - 3))
        },
        Action("conversations.first", "first row", in: both, keys: ["g", "Home"]) { model, _ in
            model.moveConversations(by: -1 << 30)
        },
        Action("conversations.last", "last row", in: both, keys: ["G", "End"]) { model, _ in
            model.moveConversations(by: 1 << 30)
        },
        Action(
            "conversations.open", "the conversation as a ladder; the packet of an arrow", in: both, keys: ["Enter"],
            hint: "open"
        ) { model, _ in
            model.openConversation()
        },
        Action(
            "conversations.listNext", "list another layer, endpoints, protocols, a graph", in: table,
            keys: ["l", "Right"], hint: "what is listed"
        ) {
            model, _ in model.changeListing(by: 1)
        },
        Action("conversations.listPrevious", "list what came before", in: table, keys: ["h", "Left"]) { model, _ in
            model.changeListing(by: -1)
        },
        Action("conversations.sort", "sort by the next column", in: table, keys: ["s"], hint: "sort") { model, _ in
            model.conversations.sortByNext()
        },
        Action("conversations.filter", "its packets alone", in: both, keys: ["a"], hint: "as filter") { model, _ in
            model.filterConversation()
        },
        Action("conversations.leave", "back to the table", in: [.ladder], keys: ["Esc", "h", "Left"]) { model, _ in
            model.leaveLadder()
        },
    ]
}

extension ConversationsView {
    /// Sorts by the column behind the one that it is sorted by: the largest first, and names upwards.
    mutating func sortByNext() {
        let sortable = table.columns.indices.filter { table.columns[$0].isSortable }
        guard !sortable.isEmpty else { return }
        let now = table.order.flatMap { sortable.firstIndex(of: $0.column) } ?? -1
        let next = sortable[(now + 1) % sortable.count]
        var fresh = TableState(
            table.columns, order: .init(column: next, isDescending: table.columns[next].alignment == .right))
        fresh.list = table.list
        table = fresh
        makeRows()
    }
}
