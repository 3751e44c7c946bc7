import Terminal

extension Action {
    private static let tables: Set<Place> = [.host]

    static let host: [Action] = [
        Action(
            "host.open", "capture on the interface, or the packets of this line", in: tables, keys: ["Enter"],
            hint: "its packets"
        ) {
            model, _ in
            model.openHostRow()
        },
        Action("host.nextTable", "next table", in: tables, keys: ["Tab", "l", "Right"], hint: "next table") {
            model, _ in
            model.moveHostTable(by: 1)
        },
        Action("host.previousTable", "previous table", in: tables, keys: ["Shift-Tab", "h", "Left"]) { model, _ in
            model.moveHostTable(by: -1)
        },
        Action("host.filter", "only lines with these words", in: tables, keys: ["/"], hint: "words") { model, _ in
            model.filterHost()
        },
        Action("host.all", "all lines", in: tables, keys: ["Esc"]) { model, _ in model.host.wanted = "" },
        Action("host.sort", "sort", in: tables, keys: ["s"], hint: "sort") { model, _ in model.chooseHostOrder() },
        Action("host.reverse", "sort the other way round", in: tables, keys: ["S"]) { model, _ in
            guard let order = model.host.state.order else { return model.chooseHostOrder() }
            model.host.state.sort(by: order.column)
        },
        Action("host.next", "next line", in: tables, keys: ["j", "Down"], takesCount: true) {
            $0.moveHost(by: $1 ?? 1)
        },
        Action("host.previous", "previous line", in: tables, keys: ["k", "Up"], takesCount: true) {
            $0.moveHost(by: -($1 ?? 1))
        },
        Action("host.pageDown", "a page down", in: tables, keys: ["PgDn", "Space", "Ctrl-F"]) { model, _ in
            model.pageHost(1)
        },
        Action("host.pageUp", "a page up", in: tables, keys: ["PgUp", "Ctrl-B"]) { model, _ in model.pageHost(-1) },
        Action("host.first", "first line", in: tables, keys: ["g", "Home"]) { model, _ in model.moveHost(by: -1 << 20)
        },
        Action("host.last", "last line", in: tables, keys: ["G", "End"]) { model, _ in model.moveHost(by: 1 << 20) },
        Action("host.copy", "copy the line", in: tables, keys: ["y y"]) { model, _ in
            model.copy(model.host.row.map { $0.cells.map(\.text).filter { !$0.isEmpty }.joined(separator: "  ") })
        },
    ]
}
