/// Reads Perl's syntax of regular expressions, as far as it can be matched in linear time.
struct RegexParser {
    struct Options {
        /// `i`
        var ignoresCase = true
        /// `s`
        var dotMatchesLineFeed = false
        /// `m`
        var isMultiline = false
        /// `x`
        var isExtended = false
    }

    let pattern: [UInt8]
    var place = 0
    var options = Options()
    private var depth = 0
    /// Between `\Q` and `\E`.
    private var isQuoting = false

    /// As many groups as there can be.
    let groups: Int

    init(_ pattern: [UInt8]) {
        self.pattern = pattern
        groups = pattern.count { $0 == UInt8(ascii: "(") }
    }

    static func parse(_ pattern: [UInt8]) throws(ByteRegexError) -> RegexNode {
        var parser = RegexParser(pattern)
        let node = try parser.choice()
        guard parser.isAtEnd else {
            throw ByteRegexError(.unbalanced, at: parser.here, "\")\" closes a group that was never opened")
        }
        return node
    }

    var isAtEnd: Bool { place >= pattern.count }

    /// The octet `ahead` of the place, `nil` beyond the end.
    func peek(_ ahead: Int = 0) -> UInt8? {
        place + ahead < pattern.count ? pattern[place + ahead] : nil
    }

    mutating func take(_ octet: Character) -> Bool {
        guard let value = octet.asciiValue, peek() == value else { return false }
        place += 1
        return true
    }

    /// The octet at the place; empty at the end.
    var here: Range<Int> { place..<min(place + 1, pattern.count) }

    private mutating func choice() throws(ByteRegexError) -> RegexNode {
        var branches = [try sequence()]
        while take("|") { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private mutating func sequence() throws(ByteRegexError) -> RegexNode {
        var nodes: [RegexNode] = []
        while let octet = peek() {
            if isQuoting {
                guard !(octet == UInt8(ascii: "\\") && peek(1) == UInt8(ascii: "E")) else {
                    isQuoting = false
                    place += 2
                    continue
                }
                place += 1
                // A quantifier after \E belongs to the last quoted octet.
                if peek() == UInt8(ascii: "\\"), peek(1) == UInt8(ascii: "E") {
                    isQuoting = false
                    place += 2
                    nodes.append(try quantified(literal(octet)))
                } else {
                    nodes.append(literal(octet))
                }
                continue
            }
            if octet == UInt8(ascii: "|") || octet == UInt8(ascii: ")") { break }
            if skipExtended() { continue }
            guard let (node, isRepeatable) = try atom() else { continue }
            nodes.append(isRepeatable ? try quantified(node) : node)
        }
        switch nodes.count {
        case 0: return .empty
        case 1: return nodes[0]
        default: return .sequence(nodes)
        }
    }

    /// With the `x` option: skips one blank or a comment to the line's end.
    private mutating func skipExtended() -> Bool {
        guard options.isExtended, let octet = peek() else { return false }
        if ByteSet.space.contains(octet) {
            place += 1
            return true
        }
        guard octet == UInt8(ascii: "#") else { return false }
        place = pattern[place...].firstIndex(of: 0x0A).map { $0 + 1 } ?? pattern.count
        return true
    }

    /// Skips what may stand between an item and its quantifier and means nothing: `\E` and `(?#…)`.
    private mutating func skipNothing() -> Bool {
        if pattern[place...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "E")]) {
            place += 2
            return true
        }
        guard pattern[place...].starts(with: Array("(?#".utf8)),
            let end = pattern[place...].firstIndex(of: UInt8(ascii: ")"))
        else { return false }
        place = end + 1
        return true
    }

    func literal(_ octet: UInt8) -> RegexNode {
        let set = ByteSet(octet)
        return .set(options.ignoresCase ? set.caseFolded : set)
    }

    /// The next item, or `nil` when it stands for nothing (an option, a comment).
    private mutating func atom() throws(ByteRegexError) -> (node: RegexNode, isRepeatable: Bool)? {
        let start = place
        guard let octet = peek() else { return nil }
        place += 1
        switch octet {
        case UInt8(ascii: "."):
            return (.set(options.dotMatchesLineFeed ? .all : ByteSet.lineFeed.inverted), true)
        case UInt8(ascii: "^"):
            return (.assertion(options.isMultiline ? .lineStart : .inputStart), false)
        case UInt8(ascii: "$"):
            return (.assertion(options.isMultiline ? .lineEnd : .inputEndOrFinalLineFeed), false)
        case UInt8(ascii: "["): return (.set(try characterClass(from: start)), true)
        case UInt8(ascii: "("): return try group(from: start)
        case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"):
            throw ByteRegexError(.invalidQuantifier, at: start..<place, "there is nothing here to repeat")
        case UInt8(ascii: "{"):
            place = start
            if try counts() != nil {
                throw ByteRegexError(.invalidQuantifier, at: start..<place, "there is nothing here to repeat")
            }
            place = start + 1
            return (literal(octet), true)
        case UInt8(ascii: "\\"):
            if take("Q") {
                isQuoting = true
                return nil
            }
            if take("E") { return nil }
            if let assertion = assertion() { return (.assertion(assertion), false) }
            let set = try escape(from: start, inClass: false)
            return (.set(options.ignoresCase ? set.caseFolded : set), true)
        default:
            return (literal(octet), true)
        }
    }

    private mutating func assertion() -> RegexAssertion? {
        let assertion: RegexAssertion
        switch peek() {
        case UInt8(ascii: "A"): assertion = .inputStart
        case UInt8(ascii: "Z"): assertion = .inputEndOrFinalLineFeed
        case UInt8(ascii: "z"): assertion = .inputEnd
        case UInt8(ascii: "b"): assertion = .wordBoundary
        case UInt8(ascii: "B"): assertion = .notWordBoundary
        default: return nil
        }
        place += 1
        return assertion
    }

    // MARK: Quantifiers

    private mutating func quantified(_ node: RegexNode) throws(ByteRegexError) -> RegexNode {
        while skipExtended() || skipNothing() {}
        let start = place
        let bounds: (minimum: Int, maximum: Int?)
        if take("*") {
            bounds = (0, nil)
        } else if take("+") {
            bounds = (1, nil)
        } else if take("?") {
            bounds = (0, 1)
        } else if let counts = try counts() {
            bounds = counts
        } else {
            return node
        }
        // Lazy or greedy: whether there is a match does not depend on it.
        if !take("?"), peek() == UInt8(ascii: "+") {
            throw ByteRegexError(
                .unsupported, at: start..<place + 1,
                "possessive quantifiers are not supported; without the last \"+\" nothing gets slower here")
        }
        return .repetition(node, minimum: bounds.minimum, maximum: bounds.maximum)
    }

    /// `{n}`, `{n,}` or `{n,m}`; `nil`, and the place unmoved, when the brace is only a character.
    private mutating func counts() throws(ByteRegexError) -> (minimum: Int, maximum: Int?)? {
        let start = place
        guard take("{") else { return nil }
        guard let minimum = number() else {
            place = start
            return nil
        }
        var maximum: Int? = minimum
        if take(",") { maximum = number() }
        guard take("}") else {
            place = start
            return nil
        }
        guard minimum <= 65_535, maximum ?? 0 <= 65_535 else {
            throw ByteRegexError(.invalidQuantifier, at: start..<place, "a count must not exceed 65535")
        }
        guard maximum.map({ $0 >= minimum }) ?? true else {
            throw ByteRegexError(.invalidQuantifier, at: start..<place, "the counts are in the wrong order")
        }
        return (minimum, maximum)
    }

    /// A decimal number, at most 100,000 however many digits it has.
    private mutating func number() -> Int? {
        let start = place
        var value = 0
        while let octet = peek(), ByteSet.digits.contains(octet) {
            value = min(value * 10 + Int(octet - 0x30), 100_000)
            place += 1
        }
        return place > start ? value : nil
    }

    // MARK: Groups

    private mutating func group(from start: Int) throws(ByteRegexError) -> (node: RegexNode, isRepeatable: Bool)? {
        let outer = options
        if peek() == UInt8(ascii: "*") {
            throw ByteRegexError(.unsupported, at: start..<place + 1, "verbs such as (*FAIL) are not supported")
        }
        if take("?"), try !groupKind(from: start) { return nil }
        guard depth < ByteRegex.maximumDepth else {
            throw ByteRegexError(
                .tooLarge, at: start..<place, "groups nest more than \(ByteRegex.maximumDepth) levels deep")
        }
        depth += 1
        let node = try choice()
        depth -= 1
        guard take(")") else {
            throw ByteRegexError(.unbalanced, at: start..<start + 1, "the group is not closed")
        }
        options = outer
        return (node, true)
    }

    /// Reads what follows `(?` and says whether a group's content comes next (and not just an option or a comment).
    private mutating func groupKind(from start: Int) throws(ByteRegexError) -> Bool {
        switch peek() {
        case UInt8(ascii: ":"), UInt8(ascii: "|"):
            place += 1
            return true
        case UInt8(ascii: "#"):
            guard let end = pattern[place...].firstIndex(of: UInt8(ascii: ")")) else {
                throw ByteRegexError(.unbalanced, at: start..<pattern.count, "the comment is not closed")
            }
            place = end + 1
            return false
        case UInt8(ascii: "="), UInt8(ascii: "!"):
            throw lookAround(start..<place + 1, "ahead")
        case UInt8(ascii: "<") where peek(1) == UInt8(ascii: "=") || peek(1) == UInt8(ascii: "!"):
            throw lookAround(start..<place + 2, "behind")
        case UInt8(ascii: "<"): return try name(from: start, 1, end: ">")
        case UInt8(ascii: "'"): return try name(from: start, 1, end: "'")
        case UInt8(ascii: "P") where peek(1) == UInt8(ascii: "<"): return try name(from: start, 2, end: ">")
        case UInt8(ascii: ">"):
            throw ByteRegexError(.unsupported, at: start..<place + 1, "atomic groups are not supported; use (?:…)")
        case UInt8(ascii: "("), UInt8(ascii: "R"), UInt8(ascii: "&"), UInt8(ascii: "P"), UInt8(ascii: "+"),
            .some(UInt8(ascii: "0")...UInt8(ascii: "9")):
            throw ByteRegexError(
                .notLinear, at: start..<place + 1,
                "conditions, recursion and back references cannot be matched in time linear in the input")
        default: return try optionLetters(from: start)
        }
    }

    private func lookAround(_ range: Range<Int>, _ direction: String) -> ByteRegexError {
        ByteRegexError(
            .notLinear, at: range,
            "look-\(direction) cannot be matched in time linear in the input; "
                + "combine two filters with \"and\" or \"not\"")
    }

    private mutating func name(from start: Int, _ skipped: Int, end: Character) throws(ByteRegexError) -> Bool {
        place += skipped
        let first = place
        while let octet = peek(), ByteSet.word.contains(octet) { place += 1 }
        guard place > first, take(end) else {
            throw ByteRegexError(.invalidGroup, at: start..<place, "the group's name is empty or not closed")
        }
        return true
    }

    private mutating func optionLetters(from start: Int) throws(ByteRegexError) -> Bool {
        var isOn = true
        if take("^") {
            options = Options()
            options.ignoresCase = false
        }
        while let octet = peek() {
            place += 1
            switch octet {
            case UInt8(ascii: "i"): options.ignoresCase = isOn
            case UInt8(ascii: "s"): options.dotMatchesLineFeed = isOn
            case UInt8(ascii: "m"): options.isMultiline = isOn
            case UInt8(ascii: "x"): options.isExtended = isOn
            // Names, greed and captures make no difference to whether there is a match.
            case UInt8(ascii: "J"), UInt8(ascii: "U"), UInt8(ascii: "n"): break
            case UInt8(ascii: "-") where isOn: isOn = false
            case UInt8(ascii: ":"): return true
            case UInt8(ascii: ")"): return false
            default:
                throw ByteRegexError(.invalidGroup, at: start..<place, "no group or option begins like this")
            }
        }
        throw ByteRegexError(.unbalanced, at: start..<place, "the group is not closed")
    }
}
