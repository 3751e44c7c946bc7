/// The states of a pattern's deterministic automaton that were met so far, with the transitions between them.
///
/// A state is a set of instructions at which the nondeterministic automaton waits, before assertions are looked at,
/// and what the octet before the place was as far as an assertion asks. A transition sees the octet after the place
/// as well, so it can decide every assertion; that the pattern has matched is therefore seen one symbol late, at the
/// latest at the symbol that stands for the input's end.
struct RegexStates: Sendable {
    static let unknown: Int32 = -1
    static let accepting: Int32 = -2
    /// From here nothing can match any more.
    static let dead: Int32 = -3

    /// The most transitions and the most waiting instructions that are kept, four octets each.
    static let capacity = 1 << 18

    /// What the octet before a place was.
    private enum Previous: Int32 {
        case other, word, lineFeed, start
    }

    /// For each state, its number of symbols many next states; a state is named by the index of its first.
    private(set) var transitions: [Int32] = []
    /// For each state: its `Previous`, then its instructions, ascending.
    private var members: [Int32] = []
    /// Where each state's members begin, and after the last one the end.
    private var bounds: [Int32] = [0]
    /// An open hash table of state numbers plus 1.
    private var table: [Int32]
    /// The start state's name, when it is there.
    private var startState: Int?

    // Scratch space.
    private var pending: [Int32] = []
    private var waiting: [Int32] = []
    private var seen: [UInt32]
    private var kept: [UInt32]
    private var generation: UInt32 = 0

    init(_ program: RegexProgram) {
        let count = program.literal == nil ? program.instructions.count + 1 : 0
        seen = [UInt32](repeating: 0, count: count)
        kept = [UInt32](repeating: 0, count: count)
        table = [Int32](repeating: 0, count: program.literal == nil ? 64 : 0)
    }

    /// The state before the first octet.
    mutating func start(_ program: RegexProgram, steps: inout Int) -> Int {
        if let startState { return startState }
        waiting.removeAll(keepingCapacity: true)
        waiting.append(0)
        let state = intern(program, program.distinguishesStart ? .start : .other, steps: &steps)
        startState = state
        return state
    }

    /// Makes the transition from `state` over `symbol` and gives the next state's name, `accepting` or `dead`. When the
    /// states are too many, all but the next one are forgotten, `state` too.
    mutating func step(_ program: RegexProgram, _ state: Int, _ symbol: Int, steps: inout Int) -> Int32 {
        let number = state / program.symbols
        let first = Int(bounds[number])
        let previous = Previous(rawValue: members[first]) ?? .other
        nextGeneration()
        waiting.removeAll(keepingCapacity: true)
        pending.removeAll(keepingCapacity: true)
        for index in first + 1..<Int(bounds[number + 1]) { push(members[index]) }
        while let place = pending.popLast() {
            steps &+= 1
            switch program.instructions[Int(place)] {
            case .match:
                transitions[state + symbol] = Self.accepting
                return Self.accepting
            case .jump(let target): push(target)
            case .split(let one, let other):
                push(one)
                push(other)
            case .assertion(let assertion):
                if holds(assertion, program, previous, symbol) { push(place + 1) }
            case .set(let index):
                guard symbol != program.end, program.sets[Int(index)].contains(octet(program, symbol)) else { continue }
                keep(place + 1)
            }
        }
        guard symbol != program.end else {
            transitions[state + symbol] = Self.dead
            return Self.dead
        }
        if !program.isAnchored { keep(0) }
        guard !waiting.isEmpty else {
            transitions[state + symbol] = Self.dead
            return Self.dead
        }
        waiting.sort()
        steps &+= waiting.count
        if isFull(program) {
            // The old state need not come back: only its successor is wanted.
            forget()
            return Int32(intern(program, self.previous(program, symbol), steps: &steps))
        }
        let next = Int32(intern(program, self.previous(program, symbol), steps: &steps))
        transitions[state + symbol] = next
        return next
    }

    private func octet(_ program: RegexProgram, _ symbol: Int) -> UInt8 {
        symbol < program.representatives.count ? program.representatives[symbol] : 0x0A
    }

    private func previous(_ program: RegexProgram, _ symbol: Int) -> Previous {
        let octet = octet(program, symbol)
        if program.distinguishesWords, ByteSet.word.contains(octet) { return .word }
        if program.distinguishesLines, octet == 0x0A { return .lineFeed }
        return .other
    }

    private func holds(
        _ assertion: RegexAssertion, _ program: RegexProgram, _ previous: Previous, _ symbol: Int
    ) -> Bool {
        let isEnd = symbol == program.end
        switch assertion {
        case .inputStart: return previous == .start
        case .lineStart: return previous == .start || (previous == .lineFeed && !isEnd)
        case .inputEnd: return isEnd
        case .inputEndOrFinalLineFeed: return isEnd || symbol == program.finalLineFeed
        case .lineEnd: return isEnd || octet(program, symbol) == 0x0A
        case .wordBoundary, .notWordBoundary:
            let isWord = !isEnd && ByteSet.word.contains(octet(program, symbol))
            return (isWord != (previous == .word)) == (assertion == .wordBoundary)
        }
    }

    // MARK: Sets of instructions

    private mutating func nextGeneration() {
        if generation == .max {
            for index in seen.indices {
                seen[index] = 0
                kept[index] = 0
            }
            generation = 0
        }
        generation += 1
    }

    private mutating func push(_ place: Int32) {
        guard seen[Int(place)] != generation else { return }
        seen[Int(place)] = generation
        pending.append(place)
    }

    private mutating func keep(_ place: Int32) {
        guard kept[Int(place)] != generation else { return }
        kept[Int(place)] = generation
        waiting.append(place)
    }

    // MARK: Interning

    private func isFull(_ program: RegexProgram) -> Bool {
        transitions.count + program.symbols > Self.capacity || members.count + waiting.count + 1 > Self.capacity
    }

    private mutating func forget() {
        transitions.removeAll(keepingCapacity: true)
        members.removeAll(keepingCapacity: true)
        bounds.removeAll(keepingCapacity: true)
        bounds.append(0)
        for index in table.indices { table[index] = 0 }
        startState = nil
    }

    /// The state of `waiting`, which is sorted; made when it is not there.
    private mutating func intern(_ program: RegexProgram, _ previous: Previous, steps: inout Int) -> Int {
        var hash = UInt64(truncatingIfNeeded: previous.rawValue) &+ 0x9E37_79B9_7F4A_7C15
        for place in waiting { hash = (hash ^ UInt64(truncatingIfNeeded: place)) &* 0x0000_0100_0000_01B3 }
        hash ^= hash &>> 29
        var slot = Int(truncatingIfNeeded: hash & UInt64(table.count - 1))
        while table[slot] != 0 {
            let number = Int(table[slot]) - 1
            if isSame(number, previous) { return number * program.symbols }
            steps &+= 1
            slot = (slot + 1) & (table.count - 1)
        }
        let number = bounds.count - 1
        members.append(previous.rawValue)
        members.append(contentsOf: waiting)
        bounds.append(Int32(members.count))
        transitions.append(contentsOf: repeatElement(Self.unknown, count: program.symbols))
        table[slot] = Int32(number + 1)
        if (number + 1) * 2 > table.count { growTable() }
        return number * program.symbols
    }

    private func isSame(_ number: Int, _ previous: Previous) -> Bool {
        let first = Int(bounds[number])
        guard Int(bounds[number + 1]) - first - 1 == waiting.count, members[first] == previous.rawValue else {
            return false
        }
        for index in waiting.indices where members[first + 1 + index] != waiting[index] { return false }
        return true
    }

    private mutating func growTable() {
        table = [Int32](repeating: 0, count: table.count * 2)
        for number in 0..<bounds.count - 1 {
            var hash = UInt64(truncatingIfNeeded: members[Int(bounds[number])]) &+ 0x9E37_79B9_7F4A_7C15
            for index in Int(bounds[number]) + 1..<Int(bounds[number + 1]) {
                hash = (hash ^ UInt64(truncatingIfNeeded: members[index])) &* 0x0000_0100_0000_01B3
            }
            hash ^= hash &>> 29
            var slot = Int(truncatingIfNeeded: hash & UInt64(table.count - 1))
            while table[slot] != 0 { slot = (slot + 1) & (table.count - 1) }
            table[slot] = Int32(number + 1)
        }
    }
}
