import Terminal

extension Action {
    /// What can be called everywhere.
    static let general: [Action] =
        BenchView.allCases.map { view in
            Action(
                "view.\(view.title.lowercased())", "go to \(view.title)",
                keys: [KeySequence([KeyPress(Character("\(view.rawValue)"))])]
            ) { model, _ in model.view = view }
        } + [
            Action("pane.next", "next pane", keys: ["Tab"]) { model, _ in model.movePane(by: 1) },
            Action("pane.previous", "previous pane", keys: ["Shift-Tab"]) { model, _ in model.movePane(by: -1) },
            Action("filter.edit", "type a display filter", keys: ["/"], hint: "filter") { model, _ in
                model.view = .packets
                model.entry = .filter
            },
            Action("command.line", "call a command by its name", keys: [":"]) { model, _ in
                model.commandLine.text = ""
                model.entry = .command
            },
            Action("help", "the keys of where you are", keys: ["?"]) { model, _ in
                let count = model.commands.commands(in: model.place).count
                model.sheet = Sheet(title: "keys", kind: .help, list: ListState(count: count))
            },
            Action("screen.redraw", "draw everything anew", keys: ["Ctrl-L"]) { model, _ in
                model.effects.append(.redraw)
            },
            Action("screen.suspend", "suspend", keys: ["Ctrl-Z"]) { model, _ in model.effects.append(.suspend) },
            Action("mouse.release", "give the mouse to the terminal, or take it back", keys: ["Ctrl-O"]) { model, _ in
                model.hasMouse.toggle()
                model.effects.append(.mouse(model.hasMouse))
                model.say(model.hasMouse ? "the mouse is the workbench's" : "the mouse is the terminal's")
            },
            Action("text.select", "select text of this pane, which y copies", keys: ["v"]) { model, _ in
                let part = model.paneUnderKeys
                model.selection = ScreenSelection(at: part.origin, in: part)
                model.say("select: arrows or h j k l, v from here, Ctrl-V columns, y copies, Esc leaves")
            },
            Action("quit", "leave", keys: ["q", "Ctrl-C"], hint: "leave") { model, _ in model.leave() },
        ]
}

extension BenchModel {
    private static let order: [BenchView: [Place]] = [
        .packets: [.packetList, .packetDetail, .packetOctets],
        .forge: [.forgeLayers, .forgeFields, .forgeOctets, .forgeAnswers],
        .conversations: [.conversationList, .ladder],
    ]

    mutating func movePane(by step: Int) {
        guard let order = Self.order[view], let now = order.firstIndex(of: place) else { return }
        place = order[(now + step + order.count) % order.count]
    }

    /// Leaves; where packets were captured that are in no file of the user's, it asks before.
    mutating func leave() { discard("leave") { $0.effects.append(.quit) } }

    /// Does what loses the packets that are there; asks before, as said.
    mutating func discard(_ verb: String, _ go: @escaping @Sendable (inout BenchModel) -> Void) {
        guard !isFromCapture, shelf.index.count > 0, !isSaved, !capture.isLab else { return go(&self) }
        choose(
            "\(shelf.index.count) packets are not saved",
            [
                .init(key: KeyPress("s"), title: "save them") { $0.perform("packets.save") },
                .init(key: KeyPress("d"), title: "discard them and \(verb)", run: go),
                .init(key: KeyPress("c"), title: "stay") { _ in },
            ])
    }
}
