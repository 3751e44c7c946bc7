/// A compiled regular expression: a nondeterministic automaton, and what the matcher wants to know of it beforehand.
final class RegexProgram: Sendable {
    enum Instruction: Sendable {
        /// Take one octet of this set and go on with the next instruction.
        case set(Int32)
        /// Go on at both.
        case split(Int32, Int32)
        case jump(Int32)
        case assertion(RegexAssertion)
        case match
    }

    let instructions: [Instruction]
    let sets: [ByteSet]
    /// Whether every match begins at the input's start.
    let isAnchored: Bool
    /// The literal that the whole pattern is, if it is one.
    let literal: LiteralFinder?
    /// For each octet its class: octets of one class are alike to every instruction.
    let classes: [UInt8]
    /// One octet of each class.
    let representatives: [UInt8]
    /// Which octets before a place make a difference to an assertion after it.
    let distinguishesStart: Bool
    let distinguishesLines: Bool
    let distinguishesWords: Bool

    /// The symbol of a line feed that is the last octet.
    var finalLineFeed: Int { representatives.count }
    /// The symbol of the input's end.
    var end: Int { representatives.count + 1 }
    /// The number of symbols: classes, and the two above.
    var symbols: Int { representatives.count + 2 }

    init(_ root: RegexNode) throws(ByteRegexError) {
        var compiler = RegexCompiler()
        try compiler.compile(root)
        try compiler.emit(.match)
        instructions = compiler.instructions
        sets = compiler.sets
        isAnchored = root.isAnchored
        literal = LiteralFinder(root)

        var assertions: Set<RegexAssertion> = []
        for case .assertion(let assertion) in compiler.instructions { assertions.insert(assertion) }
        distinguishesLines = assertions.contains(.lineStart)
        distinguishesStart = assertions.contains(.inputStart) || distinguishesLines
        distinguishesWords = assertions.contains(.wordBoundary) || assertions.contains(.notWordBoundary)
        var separating = compiler.sets
        if distinguishesWords { separating.append(.word) }
        if assertions.contains(.lineEnd) || distinguishesLines { separating.append(.lineFeed) }
        (classes, representatives) = Self.classes(separatedBy: separating)
    }

    /// Splits the octets into classes that no set tells apart.
    private static func classes(separatedBy sets: [ByteSet]) -> (classes: [UInt8], representatives: [UInt8]) {
        var classes = [Int](repeating: 0, count: 256)
        var count = 1
        for set in sets {
            // Every class that the set cuts in two gets a new number for the part inside.
            var inside = [Int?](repeating: nil, count: 256)
            var hasOutside = [Bool](repeating: false, count: 256)
            for octet in 0..<256 where !set.contains(UInt8(octet)) { hasOutside[classes[octet]] = true }
            for octet in 0..<256 where set.contains(UInt8(octet)) && hasOutside[classes[octet]] {
                let old = classes[octet]
                if let new = inside[old] {
                    classes[octet] = new
                } else {
                    inside[old] = count
                    classes[octet] = count
                    count += 1
                }
            }
        }
        var representatives = [UInt8](repeating: 0, count: count)
        for octet in (0..<256).reversed() { representatives[classes[octet]] = UInt8(octet) }
        return (classes.map { UInt8($0) }, representatives)
    }
}
