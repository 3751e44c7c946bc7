import Terminal
import Testing

@Suite("Terminal: commands and their keys")
struct CommandTests {
    private enum Place: Hashable { case list, form }

    private static let table = CommandTable<Place>([
        Command("quit", "leave", keys: ["q", "Ctrl-C"]), Command("view.second", "the second view", keys: ["2"]),
        Command("list.next", "next row", in: [.list], keys: ["j", "Down"], takesCount: true),
        Command("list.go", "go to a row", in: [.list], keys: ["G"], takesCount: true),
        Command("list.copy-line", "copy the line", in: [.list], keys: ["y y"]),
        Command("list.copy-field", "copy the field", in: [.list], keys: ["y f"]),
        Command("form.quote", "write a q", in: [.form], keys: ["q"]),
    ])

    /// What keys call, one after another.
    private static func called(_ keys: String, in place: Place) -> [String] {
        var pending = PendingKeys()
        return keys.split(separator: " ").compactMap { word in
            guard let key = KeyPress(String(word)) else { return "\(word)?" }
            let (call, isKnown) = pending.take(key, of: table, in: place)
            if let call { return call.name + (call.count.map { " \($0)" } ?? "") }
            return isKnown ? nil : "-"
        }
    }

    @Test("keys call commands where they stand; what belongs to a place comes before what can be called everywhere")
    func calls() {
        #expect(Self.called("j Down q", in: .list) == ["list.next", "list.next", "quit"])
        #expect(Self.called("j q Ctrl-C", in: .form) == ["-", "form.quote", "quit"])
        #expect(
            Self.called("y f y y y x y Esc j", in: .list) == ["list.copy-field", "list.copy-line", "-", "list.next"])
    }

    @Test("a number before the keys is handed over, where it is no command itself")
    func counts() {
        #expect(Self.called("1 0 j G", in: .list) == ["list.next 10", "list.go"])
        #expect(Self.called("2 3 G", in: .list) == ["view.second", "list.go 3"])
        #expect(Self.called("3 q 0 j", in: .list) == ["quit", "-", "list.next"])
        #expect(Self.called("9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 G", in: .list) == ["list.go \(1 << 40)"])
    }

    @Test("two commands for the same keys in one place are found, and keys that could never be typed")
    func clashes() {
        #expect(Self.table.clashes(in: [.list, .form]).isEmpty)
        var table = Self.table
        #expect(table.bind("list.next", to: ["y"]) && table.bind("quit", to: ["2"]) && !table.bind("nothing", to: []))
        #expect(
            table.clashes(in: [.list, .form]).map(\.description) == [
                "y: list.next and list.copy-line", "y: list.next and list.copy-field", "2: quit and view.second",
            ])
    }

    @Test("sequences of keys are read as they are written")
    func sequences() {
        #expect(KeySequence("Ctrl-X  y" as String)?.description == "Ctrl-X y")
        #expect(KeySequence("" as String) == nil && KeySequence("y Hyper-x" as String) == nil)
    }
}
