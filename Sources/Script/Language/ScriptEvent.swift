import Packets

/// When something is to happen, in nanoseconds.
enum EventTime: Sendable, Equatable {
    /// From the script's beginning.
    case absolute(Int64)
    /// From the event before.
    case relative(Int64)
    case absoluteRange(Int64, Int64)
    case relativeRange(Int64, Int64)
    /// `*`: whenever.
    case any

    /// Whether it counts from the event before.
    var isRelative: Bool {
        switch self {
        case .relative, .relativeRange: true
        default: false
        }
    }
}

/// A line of a script: a time and what happens then.
struct ScriptEvent: Sendable {
    enum Action: Sendable {
        case packet(PacketPattern)
        case call(SystemCall)
        case command(String)
        case code(CodeBlock)
    }

    var place: ScriptPlace
    var time: EventTime
    var action: Action
}

/// A call of the application's, and what it is to give.
struct SystemCall: Sendable {
    var place: ScriptPlace
    var name: String
    var arguments: [CallValue]
    /// When a call that waits is to be done, by the same count as the event's time; `nil` when it must not wait.
    var end: Int64?
    var result: CallValue
    /// `EAGAIN`, where the call is to fail.
    var failure: String?
}

/// An argument or a result.
indirect enum CallValue: Sendable, Equatable {
    /// `...`: whatever.
    case any
    case integer(Int64)
    /// A constant.
    case word(String)
    case string(String)
    /// Several flags: `A|B`.
    case flags([CallValue])
    case array([CallValue])
    /// `{onoff=1, linger=0}`; a member's own size, `msg_iov(1)=`, is left out. A member without a name has the empty one.
    case structure([Member])
    /// `htons(8080)`, `inet_addr("192.0.2.1")`.
    case function(String, [CallValue])

    struct Member: Sendable, Equatable {
        var name: String
        var value: CallValue
    }

    /// A structure's member.
    subscript(_ name: String) -> CallValue? {
        guard case .structure(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// The value as the language writes it.
    var text: String {
        switch self {
        case .any: "..."
        case .integer(let number): "\(number)"
        case .word(let word): word
        case .string(let string): "\"\(string)\""
        case .flags(let values): values.map(\.text).joined(separator: "|")
        case .array(let values): "[\(values.map(\.text).joined(separator: ", "))]"
        case .structure(let members):
            "{\(members.map { $0.name.isEmpty ? $0.value.text : "\($0.name)=\($0.value.text)" }.joined(separator: ", "))}"
        case .function(let name, let values): "\(name)(\(values.map(\.text).joined(separator: ", ")))"
        }
    }
}
