import PacketFilters
import PacketProtocols
import Packets
import Terminal

/// All that the workbench knows. Events change it, and it is drawn; neither asks the system for anything but frames' octets.
struct BenchModel {
    /// The protocols; "decode as" changes it.
    var registry: Registry {
        didSet { filter.setRegistry(registry) }
    }
    var commands: CommandTable<Place>
    /// What is watched, as the screen's first line says it.
    var title: String
    var size = Size(rows: 24, columns: 80)
    var view = BenchView.packets
    /// The pane of each view that keys go to.
    var places: [BenchView: Place] = [
        .packets: .packetList, .forge: .forgeFields, .conversations: .conversationList, .path: .path,
        .host: .host, .explain: .explain,
    ]
    var place: Place {
        get { places[view] ?? .packetList }
        set {
            view = newValue.view
            places[newValue.view] = newValue
        }
    }
    /// What is typed into, where something is.
    var entry: Entry?
    var sheet: Sheet?
    /// Text that is selected to be copied.
    var selection: ScreenSelection?
    /// Where the mouse was pressed, until it is let go.
    var pressed: Position?
    var pending = PendingKeys()
    /// What is said in the last line until the next key.
    var note: Note?
    var filter: FilterLine
    var commandLine = TextField()
    var shelf = Shelf()
    var packets = PacketsView()
    var forge = ForgeView()
    var conversations = ConversationsView()
    var path = PathView()
    var host = HostView()
    var explain = ExplainView()
    var effects: [UserEffect<Errand>] = []
    /// When it began, and now; nanoseconds of a clock that only goes forward.
    var beginning: UInt64 = 0
    var now: UInt64 = 0
    var isFromCapture: Bool
    /// The interfaces that are captured on, the lab where there are none, and which frames are.
    var capture = CaptureOrder()
    /// Whether all that was captured is in a file of the user's.
    var isSaved = false
    var hasMouse = true

    /// Where letters go instead of calling commands.
    enum Entry {
        case filter
        case command
        case name
        case prompt(Prompt)
    }

    /// A line of text that is asked for.
    struct Prompt {
        /// What the last line of the screen asks; a view draws the field itself where there is none.
        var title: String?
        var field = TextField()
        /// Called as it is typed.
        var changed: (@Sendable (inout BenchModel, String) -> Void)?
        /// Called when it is meant.
        var entered: @Sendable (inout BenchModel, String) -> Void
    }

    /// Asks for a line of text in the last line.
    mutating func ask(
        _ title: String, _ text: String = "", _ entered: @escaping @Sendable (inout BenchModel, String) -> Void
    ) {
        entry = .prompt(Prompt(title: title, field: TextField(text), entered: entered))
    }

    /// What is said to the user.
    struct Note: Equatable {
        var text: String
        var isWrong = false
    }

    init(_ registry: Registry, title: String, isFromCapture: Bool) {
        self.registry = registry
        self.title = title
        self.isFromCapture = isFromCapture
        commands = CommandTable(Action.all.map(\.command))
        filter = FilterLine(registry)
    }

    /// When it wants to be told the time: each second while something is captured, for the clock.
    var deadline: UInt64? {
        guard shelf.state == .capturing, !packets.isFrozen else { return nil }
        return now + 1_000_000_000 - (now &- beginning) % 1_000_000_000
    }

    mutating func say(_ text: String) { note = Note(text: text) }
    mutating func complain(_ text: String) { note = Note(text: text, isWrong: true) }
}

extension BenchModel {
    /// What an event makes of it, and what is to be done.
    mutating func update(_ event: UserEvent<BenchMessage>) -> [UserEffect<Errand>] {
        effects = []
        switch event {
        case .input(let input): take(input)
        case .message(let message): take(message)
        case .time(let time): now = time
        case .terminate: effects.append(.quit)
        }
        prepare()
        watchHost()
        return effects
    }

    /// Makes what will be drawn.
    private mutating func prepare() {
        switch view {
        case .packets: preparePackets()
        case .forge: prepareForge()
        case .conversations: prepareConversations()
        case .path: preparePath()
        case .host: prepareHost()
        case .explain: prepareExplain()
        }
    }

    private mutating func take(_ message: BenchMessage) {
        switch message {
        case .frames(let news): take(news)
        case .chosen(let news): take(news)
        case .traffic(let tables, let generation): take(tables, generation: generation)
        case .done(let text): say(text)
        case .failed(let text): complain(text)
        case .forge(let news): take(news)
        case .began(let order): begin(order)
        case .host(let news): take(news)
        case .path(let news): take(news)
        case .saved(let path, let count):
            isSaved = isSaved || count == shelf.index.count
            say("\(count) packet\(count == 1 ? "" : "s") written to \(path)")
        }
    }

    private mutating func take(_ input: InputEvent) {
        switch input {
        case .resize(let size): self.size = size
        case .key(let key): take(key)
        case .paste(let text): paste(text)
        case .mouse(let event): take(event)
        case .focus, .answer: break
        }
    }

    private mutating func take(_ key: KeyPress) {
        note = nil
        if sheet != nil { return takeInSheet(key) }
        if selection != nil { return takeInSelection(key) }
        if entry != nil { return takeInEntry(key) }
        let (call, isKnown) = pending.take(key, of: commands, in: place)
        if let call { perform(call.name, call.count) }
        if !isKnown { complain("\(key.description) calls nothing here; ? lists the keys") }
    }

    /// Calls a command by its name.
    mutating func perform(_ name: String, _ count: Int? = nil) {
        guard let action = Action.byName[name] else { return complain("there is no command '\(name)'") }
        guard action.command.contexts.isEmpty || action.command.contexts.contains(place) else {
            let views = Set(action.command.contexts.map(\.view.title)).sorted().joined(separator: ", ")
            return complain("'\(name)' is called in \(views)")
        }
        action.run(&self, count)
    }

    private mutating func paste(_ text: String) {
        switch entry {
        case .filter: filter.insert(text)
        case .command: commandLine.insert(text)
        case .name: explain.field?.insert(text)
        case .prompt(var prompt):
            prompt.field.insert(text)
            entry = .prompt(prompt)
            prompt.changed?(&self, prompt.field.text)
        case nil: break
        }
    }

    private mutating func takeInEntry(_ key: KeyPress) {
        switch entry {
        case .filter: takeInFilter(key)
        case .name: takeInName(key)
        case .command:
            switch commandLine.take(key) {
            case .entered:
                let words = commandLine.text.split(separator: " ")
                commandLine.remember()
                entry = nil
                if let name = words.first { perform(String(name), words.dropFirst().first.flatMap { Int($0) }) }
            case .left: entry = nil
            case .completion: completeCommand()
            default: break
            }
        case .prompt(var prompt):
            switch prompt.field.take(key) {
            case .entered:
                entry = nil
                prompt.entered(&self, prompt.field.text)
            case .left: entry = nil
            case .changed:
                entry = .prompt(prompt)
                prompt.changed?(&self, prompt.field.text)
            default: entry = .prompt(prompt)
            }
        case nil: break
        }
    }

    /// The commands that begin as what was typed.
    var offeredCommands: [Command<Place>] {
        let typed = commandLine.text
        return commands.commands(in: place).filter {
            $0.name.hasPrefix(typed) || !typed.isEmpty && $0.name.contains(typed)
        }
    }

    private mutating func completeCommand() {
        let names = commands.commands(in: place).map(\.name).filter { $0.hasPrefix(commandLine.text) }
        guard var common = names.first else { return }
        for name in names.dropFirst() { common = String(zip(common, name).prefix { $0 == $1 }.map(\.0)) }
        commandLine.text = common
    }
}
