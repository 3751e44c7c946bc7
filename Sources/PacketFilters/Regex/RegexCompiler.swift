/// Turns the tree of a regular expression into instructions, counting what it writes: `a{1000}{1000}` must fail early.
struct RegexCompiler {
    private(set) var instructions: [RegexProgram.Instruction] = []
    private(set) var sets: [ByteSet] = []
    private var setIndices: [ByteSet: Int32] = [:]
    /// Nodes visited; a repetition of nothing writes no instruction but would take its time.
    private var visits = 0

    mutating func emit(_ instruction: RegexProgram.Instruction) throws(ByteRegexError) {
        guard instructions.count < ByteRegex.maximumProgram else { throw Self.tooLarge }
        instructions.append(instruction)
    }

    mutating func compile(_ node: RegexNode) throws(ByteRegexError) {
        visits += 1
        guard visits <= ByteRegex.maximumProgram * 4 else { throw Self.tooLarge }
        switch node {
        case .empty: break
        case .set(let set): try emit(.set(index(of: set)))
        case .assertion(let assertion): try emit(.assertion(assertion))
        case .sequence(let nodes):
            for node in nodes { try compile(node) }
        case .choice(let nodes): try compileChoice(nodes)
        case .repetition(let node, let minimum, let maximum):
            try compileRepetition(node, minimum: minimum, maximum: maximum)
        }
    }

    private mutating func compileChoice(_ nodes: [RegexNode]) throws(ByteRegexError) {
        var exits: [Int] = []
        for (number, node) in nodes.enumerated() {
            guard number < nodes.count - 1 else {
                try compile(node)
                break
            }
            let split = instructions.count
            try emit(.split(0, 0))
            try compile(node)
            exits.append(instructions.count)
            try emit(.jump(0))
            instructions[split] = .split(Int32(split + 1), Int32(instructions.count))
        }
        for exit in exits { instructions[exit] = .jump(Int32(instructions.count)) }
    }

    private mutating func compileRepetition(
        _ node: RegexNode, minimum: Int, maximum: Int?
    ) throws(ByteRegexError) {
        for _ in 0..<minimum {
            let before = instructions.count
            try compile(node)
            // What writes nothing matches only the empty string, however often.
            if instructions.count == before { return }
        }
        guard let maximum else {
            let split = instructions.count
            try emit(.split(0, 0))
            try compile(node)
            try emit(.jump(Int32(split)))
            instructions[split] = .split(Int32(split + 1), Int32(instructions.count))
            return
        }
        var splits: [Int] = []
        for _ in minimum..<max(minimum, maximum) {
            splits.append(instructions.count)
            try emit(.split(0, 0))
            try compile(node)
        }
        for split in splits { instructions[split] = .split(Int32(split + 1), Int32(instructions.count)) }
    }

    private mutating func index(of set: ByteSet) -> Int32 {
        if let index = setIndices[set] { return index }
        let index = Int32(sets.count)
        sets.append(set)
        setIndices[set] = index
        return index
    }

    private static var tooLarge: ByteRegexError {
        ByteRegexError(
            .tooLarge, at: 0..<0,
            "the pattern needs more than \(ByteRegex.maximumProgram) steps once its counts are written out; "
                + "use smaller counts")
    }
}
