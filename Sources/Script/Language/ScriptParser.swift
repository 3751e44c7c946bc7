/// Makes a script of its words. What reads packets, and what reads calls, stands beside it.
struct ScriptParser {
    let file: String
    private let tokens: [Token]
    private var at = 0
    /// How deep values stand in values.
    var depth = 0

    /// No script has more lines, and no value is deeper.
    static var mostEvents: Int { 20_000 }
    static var greatestDepth: Int { 16 }
    /// No time is later: a hundred days and more, in nanoseconds.
    static var longestTime: Int64 { 10_000_000 * Seconds.nanoseconds }

    /// - Precondition: `tokens` ends with `end`.
    init(_ tokens: [Token], file: String) {
        self.file = file
        self.tokens = tokens
    }

    // MARK: Words

    var token: Token { tokens[min(at, tokens.count - 1)] }
    var kind: Token.Kind { token.kind }

    /// The kind of a word that comes later.
    func kind(ahead count: Int) -> Token.Kind { tokens[min(at + count, tokens.count - 1)].kind }

    mutating func advance() { at += 1 }

    mutating func take(_ sign: Character) -> Bool {
        guard kind == .sign(sign) else { return false }
        advance()
        return true
    }

    mutating func take(word: String) -> Bool {
        guard kind == .word(word) else { return false }
        advance()
        return true
    }

    mutating func need(_ sign: Character, _ purpose: String) throws(ScriptError) {
        guard take(sign) else { throw unexpected("'\(sign)' \(purpose)") }
    }

    mutating func word(_ expected: String) throws(ScriptError) -> String {
        guard case .word(let word) = kind else { throw unexpected(expected) }
        advance()
        return word
    }

    mutating func integer(_ range: ClosedRange<Int64>, _ expected: String) throws(ScriptError) -> Int64 {
        guard case .integer(let number) = kind else { throw unexpected(expected) }
        guard range.contains(number) else {
            throw error("\(expected) is from \(range.lowerBound) to \(range.upperBound), not \(number)")
        }
        advance()
        return number
    }

    func error(_ message: String, at place: ScriptPlace? = nil) -> ScriptError {
        ScriptError(.syntax, file, place ?? token.place, message)
    }

    func unexpected(_ expected: String) -> ScriptError { error("expected \(expected), found \(token.text)") }

    // MARK: Lines

    mutating func script(_ given: ScriptOptions) throws(ScriptError) -> (ScriptOptions, [ScriptEvent]) {
        var options = given
        let first = token.place
        while case .option(let name, let value) = kind {
            try options.set(name, value, file, token.place)
            advance()
        }
        try options.check(file, first)
        var events: [ScriptEvent] = []
        while kind != .end {
            guard events.count < Self.mostEvents else {
                throw error("a script has at most \(Self.mostEvents) lines; cut it in several")
            }
            if case .option = kind { throw error("options stand before everything else; move \(token.text) up") }
            events.append(try event())
        }
        return (options, events)
    }

    private mutating func event() throws(ScriptError) -> ScriptEvent {
        let place = token.place
        // What sets the host up needs no time.
        if case .command(let text) = kind {
            advance()
            return ScriptEvent(place: place, time: .relative(0), action: .command(text))
        }
        if case .code(let text) = kind {
            advance()
            return ScriptEvent(place: place, time: .relative(0), action: .code(try CodeBlock(text, file, place)))
        }
        let time = try time()
        switch kind {
        case .command(let text):
            advance()
            return ScriptEvent(place: place, time: time, action: .command(text))
        case .code(let text):
            let start = token.place
            advance()
            return ScriptEvent(place: place, time: time, action: .code(try CodeBlock(text, file, start)))
        case .sign("<"), .sign(">"):
            return ScriptEvent(place: place, time: time, action: .packet(try packet(time)))
        case .word, .ellipsis:
            return ScriptEvent(place: place, time: time, action: .call(try call(time)))
        default: throw unexpected("a packet ('<' or '>'), a system call, a command or code")
        }
    }

    private mutating func time() throws(ScriptError) -> EventTime {
        if take("*") { return .any }
        let isRelative = take("+")
        let first = try instant()
        guard take("~") else { return isRelative ? .relative(first) : .absolute(first) }
        let place = token.place
        let isEndRelative = take("+")
        guard isRelative == isEndRelative else {
            throw error("both ends of a range of times begin with '+', or neither does", at: place)
        }
        let end = try instant()
        guard end >= first else { throw error("a range of times ends before it begins", at: place) }
        return isRelative ? .relativeRange(first, end) : .absoluteRange(first, end)
    }

    /// A time in seconds.
    mutating func instant() throws(ScriptError) -> Int64 {
        let time: Int64
        switch kind {
        case .integer(let seconds):
            guard seconds >= 0, seconds <= Self.longestTime / Seconds.nanoseconds else {
                throw error("a time is from 0 to \(Self.longestTime / Seconds.nanoseconds) seconds, not \(seconds)")
            }
            time = seconds * Seconds.nanoseconds
        case .fraction(let nanoseconds):
            guard nanoseconds >= 0, nanoseconds <= Self.longestTime else {
                throw error("a time is from 0 to \(Self.longestTime / Seconds.nanoseconds) seconds")
            }
            time = nanoseconds
        default: throw unexpected("a time, such as 0.1, +.05, +.1~+.2 or *")
        }
        advance()
        return time
    }
}
