import Terminal

/// What lies over the panes until it is answered or left.
struct Sheet {
    enum Kind {
        /// The keys of where one is.
        case help
        /// Something to choose, each with a key: what is called with it.
        case menu([Item])
        /// A text to read.
        case text([String])
    }

    struct Item {
        var key: KeyPress
        var title: String
        var run: @Sendable (inout BenchModel) -> Void
    }

    var title: String
    var kind: Kind
    var list = ListState()
}

extension BenchModel {
    mutating func takeInSheet(_ key: KeyPress) {
        guard var sheet else { return }
        if case .menu(let items) = sheet.kind {
            if let item = items.first(where: { $0.key == key }) {
                self.sheet = nil
                return item.run(&self)
            }
            if key.key == .enter, let row = sheet.list.selection, items.indices.contains(row) {
                self.sheet = nil
                return items[row].run(&self)
            }
        }
        switch (key.key, key.modifiers) {
        case (.escape, []), (.character("q"), []), (.character("?"), []), (.enter, []), (.character("c"), .control):
            self.sheet = nil
            return
        case (.down, []), (.character("j"), []): sheet.list.move(by: 1)
        case (.up, []), (.character("k"), []): sheet.list.move(by: -1)
        case (.pageDown, []), (.character(" "), []): sheet.list.move(byPages: 1, of: max(1, size.rows - 6))
        case (.pageUp, []): sheet.list.move(byPages: -1, of: max(1, size.rows - 6))
        case (.home, []), (.character("g"), []): sheet.list.select(0)
        case (.end, []), (.character("G"), []): sheet.list.select(.max)
        default: break
        }
        self.sheet = sheet
    }

    /// Opens a menu.
    mutating func choose(_ title: String, _ items: [Sheet.Item]) {
        sheet = Sheet(title: title, kind: .menu(items), list: ListState(count: items.count))
    }

    mutating func read(_ title: String, _ lines: [String]) {
        sheet = Sheet(title: title, kind: .text(lines), list: ListState(count: lines.count))
    }
}
