extension ScriptParser {
    /// A call, from `...` and its end's time on where it waits.
    mutating func call(_ time: EventTime) throws(ScriptError) -> SystemCall {
        var end: Int64?
        if kind == .ellipsis {
            let place = token.place
            advance()
            switch time {
            case .absolute(let begin), .relative(let begin):
                let time = try instant()
                guard time >= begin else { throw error("the call would be done before it begins", at: place) }
                end = time
            default: throw error("a call that waits begins at one time: a number, not a range or '*'", at: place)
            }
        } else if time == .any {
            throw error("a system call needs a time; '*' is for packets that leave")
        }
        let place = token.place
        let name = try word("a system call")
        try need("(", "behind the name of a system call")
        let arguments = try values(closing: ")")
        try need("=", "and the result, behind a system call")
        let result = try value()
        var failure: String?
        if case .word(let word) = kind, word.first == "E" {
            failure = word
            advance()
        }
        try note()
        return SystemCall(
            place: place, name: name, arguments: arguments, end: end, result: result, failure: failure)
    }

    /// What a person reads: `(Resource temporarily unavailable)`.
    private mutating func note() throws(ScriptError) {
        guard kind == .sign("(") else { return }
        let place = token.place
        while kind != .sign(")") {
            guard kind != .end else { throw error("the note is never closed: ')' is missing", at: place) }
            advance()
        }
        advance()
    }

    private mutating func values(closing: Character) throws(ScriptError) -> [CallValue] {
        var values: [CallValue] = []
        if take(closing) { return values }
        repeat { values.append(try value()) } while take(",")
        try need(closing, "behind the values")
        return values
    }

    mutating func value() throws(ScriptError) -> CallValue {
        guard depth < Self.greatestDepth else {
            throw error("values stand at most \(Self.greatestDepth) deep in one another")
        }
        depth += 1
        defer { depth -= 1 }
        let first = try plainValue()
        guard kind == .sign("|") else { return first }
        var flags = [first]
        while take("|") { flags.append(try plainValue()) }
        return .flags(flags)
    }

    private mutating func plainValue() throws(ScriptError) -> CallValue {
        switch kind {
        case .ellipsis:
            advance()
            return .any
        case .integer(let number):
            advance()
            return .integer(number)
        case .string(let string):
            advance()
            // Only what is before the dots is compared.
            if kind == .ellipsis { advance() }
            return .string(string)
        case .word(let word):
            advance()
            guard take("(") else { return .word(word) }
            return .function(word, try values(closing: ")"))
        case .sign("["):
            advance()
            return .array(try values(closing: "]"))
        case .sign("{"):
            advance()
            return .structure(try members())
        default: throw unexpected("a value: a number, a constant, a string, '...', '[' or '{'")
        }
    }

    private mutating func members() throws(ScriptError) -> [CallValue.Member] {
        var members: [CallValue.Member] = []
        if take("}") { return members }
        repeat {
            var name = ""
            if case .word(let word) = kind {
                if self.kind(ahead: 1) == .sign("=") {
                    name = word
                    advance()
                    advance()
                } else if self.kind(ahead: 1) == .sign("("), isSized {
                    // msg_iov(1)=[…]: how many there are is seen.
                    name = word
                    for _ in 0..<5 { advance() }
                }
            }
            members.append(.init(name: name, value: try value()))
        } while take(",")
        try need("}", "behind the members")
        return members
    }

    /// Whether `name(size)=` stands here.
    private var isSized: Bool { kind(ahead: 3) == .sign(")") && kind(ahead: 4) == .sign("=") }
}
