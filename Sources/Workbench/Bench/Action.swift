import Terminal

/// Where keys go.
enum Place: String, Hashable, Sendable, CaseIterable {
    case packetList, packetDetail, packetOctets
    case forgeLayers, forgeFields, forgeOctets, forgeAnswers
    case conversationList, ladder
    case path, host, explain

    var view: BenchView {
        switch self {
        case .packetList, .packetDetail, .packetOctets: .packets
        case .forgeLayers, .forgeFields, .forgeOctets, .forgeAnswers: .forge
        case .conversationList, .ladder: .conversations
        case .path: .path
        case .host: .host
        case .explain: .explain
        }
    }
}

/// What is seen at a time.
enum BenchView: Int, CaseIterable, Sendable {
    case packets = 1
    case forge, conversations, path, host, explain

    var title: String {
        switch self {
        case .packets: "Packets"
        case .forge: "Forge"
        case .conversations: "Conversations"
        case .path: "Path"
        case .host: "Host"
        case .explain: "Explain"
        }
    }
}

/// A command of the workbench and what it does: the one line from which keys, the `:` line, help and tests follow.
struct Action: Sendable {
    let command: Command<Place>
    /// What the last line of the screen calls it; `nil` where it is not shown there.
    let hint: String?
    let run: @Sendable (inout BenchModel, Int?) -> Void

    /// - Parameter places: where it can be called; everywhere where there is none.
    init(
        _ name: String, _ title: String, in places: Set<Place> = [], keys: [KeySequence] = [], takesCount: Bool = false,
        hint: String? = nil, _ run: @escaping @Sendable (inout BenchModel, Int?) -> Void
    ) {
        command = Command(name, title, in: places, keys: keys, takesCount: takesCount)
        self.hint = hint
        self.run = run
    }

    /// All of them.
    static let all: [Action] = general + packets + forge + conversations + path + host + explain
    static let byName: [String: Action] = Dictionary(uniqueKeysWithValues: all.map { ($0.command.name, $0) })
}
