public import Terminal

/// Every widget on three pages, with text that would act on the terminal in each; tests drive it in tmux, and with octets of any kind.
public struct ExerciseModel {
    static let hostile = "\u{1b}]52;c;aG9zdGlsZQ==\u{7}\u{1b}]0;hostile\u{7}\u{1b}[2J\u{9b}2J\u{202e}\t\r\nend"

    private var size = Size(rows: 24, columns: 80)
    private var tabs = Tabs(["Panes", "Form", "Plots"])
    private var message = MessageLine()
    private var panes = SplitLayout<String>(
        .rows([
            .pane("table", rows: 3),
            .columns([
                .pane("tree", isTitled: true, rows: 2, columns: 16),
                .pane("octets", isTitled: true, rows: 2, columns: 16),
            ]),
        ]), focus: "table")
    private var table = TableState(
        [
            TableColumn("No.", .right, width: 7),
            TableColumn("Text", width: 20, minimum: 8, stretches: true, priority: 1),
        ],
        count: 1_000_000)
    private var tree: TreeState<Int>
    private var hex = HexView(count: 64)
    private var form: Form
    private var ladder = LadderDiagram(["client", hostile], count: 20)
    private var menu: Menu?
    private var selection: ScreenSelection?
    private var border: SplitLayout<String>.Border?
    private var hasMouse = true

    /// Whether a key traps.
    private let canTrap: Bool

    public init(canTrap: Bool = false) {
        self.canTrap = canTrap
        tree = TreeState([
            TreeRow(0, isExpandable: true, ["root"]), TreeRow(1, depth: 1, [StyledText(Self.hostile, .bold)]),
        ])
        form = Form([
            FormField("Name", .text(Self.hostile), note: Self.hostile, isWrong: true),
            FormField(Self.hostile, .number("64")),
            FormField("Flags", .checks([.init("SYN", true), .init(Self.hostile)])),
            FormField("Type", .choice([Self.hostile, "A"], 0)),
        ])
    }

    /// Answers an event.
    public mutating func update(_ event: UserEvent<Never>) -> [UserEffect<Never>] {
        switch event {
        case .terminate: return [.quit]
        case .input(.resize(let size)): self.size = size
        case .input(.paste(let text)): message.say("pasted \(text)", at: 0)
        case .input(.key(let key)):
            message.say("key \(key)", at: 0)
            return take(key)
        case .input(.mouse(let mouse)): return take(mouse)
        default: break
        }
        return []
    }

    private mutating func take(_ key: KeyPress) -> [UserEffect<Never>] {
        if var open = menu {
            let outcome = open.take(key)
            menu = open
            if outcome == .left { menu = nil }
            if outcome != .nothing { return [] }
        } else if var selected = selection {
            let outcome = selected.take(key)
            selection = outcome == .moved ? selected : nil
            return outcome == .copied ? [.copy(selected.text(of: screen))] : []
        } else if tabs.selection == 1, form.take(key) != .nothing {
            return []
        }
        switch (key.key, key.modifiers) {
        case (.character("Q"), []), (.character("c"), .control): return [.quit]
        case (.character("z"), .control): return [.suspend]
        case (.character("o"), .control):
            hasMouse.toggle()
            return [.mouse(hasMouse)]
        case (.character("!"), []) where canTrap: fatalError("a trap")
        case (.character("m"), []): menu = Menu([.init(Self.hostile), .init("other")])
        case (.character("+"), []): panes.resize(by: 1, in: body)
        case (.character("-"), []): panes.resize(by: -1, in: body)
        case (.character("1"), []): tabs.select(0)
        case (.character("2"), []): tabs.select(1)
        case (.character("3"), []): tabs.select(2)
        case (.tab, []): panes.moveFocus(by: 1)
        case (.enter, []): tree.toggle()
        case (.up, []): table.list.move(by: -1)
        case (.down, []): table.list.move(by: 1)
        default: _ = hex.take(key, in: panes.part(of: "octets", in: body) ?? body)
        }
        return []
    }

    private mutating func take(_ mouse: MouseEvent) -> [UserEffect<Never>] {
        switch mouse.action {
        case .press:
            border = panes.border(at: mouse.position, in: body)
            let part = panes.pane(at: mouse.position, in: body).flatMap { panes.part(of: $0, in: body) }
            selection = part.map { ScreenSelection(at: mouse.position, in: $0) }
        case .drag:
            if let border { panes.move(border, to: mouse.position, in: body) }
            selection?.extend(to: mouse.position)
        default: break
        }
        return []
    }

    private var body: Rectangle {
        var rest = Rectangle(size)
        _ = (rest.takeTop(1), rest.takeBottom(2))
        return rest
    }

    private var screen: Screen {
        var screen = Screen(size)
        draw(on: &screen)
        return screen
    }

    /// Draws one page of it.
    public func draw(on screen: inout Screen) {
        var rest = screen.bounds
        tabs.draw(in: rest.takeTop(1), on: &screen)
        StatusBar([.init("Q", "quit"), .init("m", "menu")], last: .init("size", "\(size.columns)x\(size.rows)"))
            .draw(in: rest.takeBottom(1), on: &screen)
        message.draw(in: rest.takeBottom(1), on: &screen)
        switch tabs.selection {
        case 0: drawPanes(in: rest, on: &screen)
        case 1:
            ProgressBar(0.5, Self.hostile).draw(in: rest.takeTop(1), on: &screen)
            form.draw(in: rest, on: &screen, isActive: true)
        default:
            let points = (0..<50).map { LinePlot.Point(Double($0), Double($0 * $0)) }
            LinePlot([.init(Self.hostile, points)]).draw(in: rest.takeTop(rest.rows / 2), on: &screen)
            Sparkline((0..<50).map(Double.init)).draw(in: rest.takeTop(1), on: &screen)
            ladder.draw(in: rest, on: &screen, isActive: true) {
                LadderDiagram.Arrow("\($0)", from: $0 % 2, to: 1 - $0 % 2, Self.hostile, remark: Self.hostile)
            }
        }
        selection?.draw(on: &screen)
        if let menu {
            menu.draw(in: Popup(Self.hostile, menu.size).draw(in: screen.bounds, on: &screen), on: &screen)
        }
    }

    private func drawPanes(in part: Rectangle, on screen: inout Screen) {
        panes.draw(in: part, on: &screen) { $0 + Self.hostile }
        if let part = panes.part(of: "table", in: part) {
            table.draw(in: part, on: &screen, isActive: panes.focus == "table") {
                StyledText($1 == 0 ? "\($0)" : "row \($0) " + Self.hostile)
            }
        }
        if let part = panes.part(of: "tree", in: part) {
            tree.draw(in: part, on: &screen, isActive: panes.focus == "tree")
        }
        if let part = panes.part(of: "octets", in: part) {
            let octets = [UInt8](0x00..<0x40)
            unsafe hex.draw(octets.span.bytes, in: part, on: &screen, isActive: panes.focus == "octets")
        }
    }
}
