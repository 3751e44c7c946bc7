import Packets

extension ByteRegex {
    /// Matches a pattern against one input after the other.
    ///
    /// It runs the automaton's deterministic form and makes its states only when an input leads there. They are kept,
    /// within a fixed bound, so that after some inputs a match allocates nothing and costs one look-up an octet. When
    /// they are too many, all are forgotten and made anew: making one takes time linear in the pattern, so the whole
    /// stays linear.
    public struct Matcher: Sendable {
        private let program: RegexProgram
        private var states: RegexStates
        /// Octets looked up and instructions visited since the matcher was made: a measure of work that is no clock.
        package private(set) var steps = 0

        /// How many transitions are kept at present: a measure of memory, four octets each.
        var keptTransitions: Int { states.transitions.count }

        init(_ program: RegexProgram) {
            self.program = program
            states = RegexStates(program)
        }

        /// Whether the pattern is found anywhere in `input`.
        public mutating func matches(_ input: RawSpan) -> Bool {
            if let literal = program.literal { return literal.occurs(in: input, steps: &steps) }
            let count = input.byteCount
            let last = count &- 1
            let classTable = program.classes
            var state = states.start(program, steps: &steps)
            var place = 0
            while place < count {
                // The fast path: as long as the next state is known.
                var symbol = 0
                var next = RegexStates.unknown
                let first = place
                let endsInLineFeed = input.octet(last) == UInt8(ascii: "\n")
                let plain = endsInLineFeed ? last : count
                do {
                    let classes = classTable.span
                    let transitions = states.transitions.span
                    while place < plain {
                        symbol = Int(classes[Int(input.octet(place))])
                        next = transitions[state &+ symbol]
                        if next < 0 { break }
                        state = Int(next)
                        place &+= 1
                    }
                }
                steps &+= place &- first
                if place == count { break }
                if place == plain {
                    symbol = program.finalLineFeed
                    next = states.transitions[state &+ symbol]
                }
                if next == RegexStates.unknown { next = states.step(program, state, symbol, steps: &steps) }
                if next == RegexStates.accepting { return true }
                if next == RegexStates.dead { return false }
                state = Int(next)
                place &+= 1
                steps &+= 1
            }
            var next = states.transitions[state &+ program.end]
            if next == RegexStates.unknown { next = states.step(program, state, program.end, steps: &steps) }
            return next == RegexStates.accepting
        }

        /// Whether the pattern is found anywhere in `input`.
        public mutating func matches(_ input: [UInt8]) -> Bool {
            unsafe matches(input.span.bytes)
        }
    }
}
