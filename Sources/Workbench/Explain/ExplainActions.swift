import Terminal

extension Action {
    private static let here: Set<Place> = [.explain]

    static let explain: [Action] = [
        Action(
            "explain.here", "explain the field that one is at",
            in: [.packetList, .packetDetail, .packetOctets, .explain], keys: ["x"], hint: "explain"
        ) { model, _ in model.explainHere() },
        Action("explain.name", "explain what has a name", in: here, keys: ["/"], hint: "a name") { model, _ in
            model.askForName()
        },
        Action(
            "explain.nextField", "explain the next line of the packet", in: here, keys: ["]", "n"], hint: "next field"
        ) {
            model, _ in
            model.explain.wanted = nil
            model.changeTree { $0.list.move(by: 1) }
        },
        Action("explain.previousField", "explain the line before", in: here, keys: ["[", "N"]) { model, _ in
            model.explain.wanted = nil
            model.changeTree { $0.list.move(by: -1) }
        },
        Action("explain.back", "back to the packets", in: here, keys: ["Esc"], hint: "packets") { model, _ in
            model.view = .packets
        },
        Action("explain.down", "a line down", in: here, keys: ["j", "Down"], takesCount: true) {
            $0.scrollExplanation(by: $1 ?? 1)
        },
        Action("explain.up", "a line up", in: here, keys: ["k", "Up"], takesCount: true) {
            $0.scrollExplanation(by: -($1 ?? 1))
        },
        Action("explain.pageDown", "a page down", in: here, keys: ["PgDn", "Space", "Ctrl-F"]) { model, _ in
            model.pageExplanation(1)
        },
        Action("explain.pageUp", "a page up", in: here, keys: ["PgUp", "Ctrl-B"]) { model, _ in
            model.pageExplanation(-1)
        },
        Action("explain.first", "to its beginning", in: here, keys: ["g", "Home"]) { model, _ in
            model.scrollExplanation(by: -1 << 20)
        },
        Action("explain.last", "to its end", in: here, keys: ["G", "End"]) { model, _ in
            model.scrollExplanation(by: 1 << 20)
        },
        Action("explain.right", "to the right", in: here, keys: ["l", "Right"]) { model, _ in
            model.shiftExplanation(by: 8)
        },
        Action("explain.left", "to the left", in: here, keys: ["h", "Left"]) { model, _ in
            model.shiftExplanation(by: -8)
        },
    ]
}
