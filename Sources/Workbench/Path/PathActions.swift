import Terminal

extension Action {
    private static let way: Set<Place> = [.path]

    static let path: [Action] = [
        Action("path.host", "the way to another host", in: way, keys: ["/"], hint: "to a host") { model, _ in
            model.askForPath()
        },
        Action("path.scan", "which of its ports are open", in: way, keys: ["p"], hint: "ports") { model, _ in
            model.scanPath()
        },
        Action("path.toggle", "stop, or begin anew", in: way, keys: ["s"], hint: "stop, begin") { model, _ in
            model.togglePath()
        },
        Action("path.method", "send something else", in: way, keys: ["m"], hint: "method") { model, _ in
            model.choosePathMethod()
        },
        Action("path.other", "the way, or the ports", in: way, keys: ["Tab", "Shift-Tab"]) { model, _ in
            model.path.showsPorts.toggle()
        },
        Action("path.open", "the packets of the hop or port", in: way, keys: ["Enter"]) { model, _ in model.openPath()
        },
        Action("path.next", "next line", in: way, keys: ["j", "Down"], takesCount: true) { $0.movePath(by: $1 ?? 1) },
        Action("path.previous", "previous line", in: way, keys: ["k", "Up"], takesCount: true) {
            $0.movePath(by: -($1 ?? 1))
        },
        Action("path.first", "first line", in: way, keys: ["g", "Home"]) { model, _ in model.movePath(by: -1 << 20) },
        Action("path.last", "last line", in: way, keys: ["G", "End"]) { model, _ in model.movePath(by: 1 << 20) },
    ]
}
