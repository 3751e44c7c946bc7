import Packets

/// A bound filter: tests with the places where to go on, and the flat tables that they point into.
///
/// Nothing in it needs memory of its own or a closure while it runs.
struct FilterProgram: Sendable {
    /// The packet passes.
    static let accept: Int32 = -1
    /// The packet does not pass.
    static let reject: Int32 = -2

    var instructions: [FilterInstruction] = []
    /// Where to start.
    var entry = FilterProgram.accept
    var fields: [FilterField] = []
    var groups: [FilterFieldGroup] = []
    var rows: [Row] = []
    /// The marks that are sought by walking whole layers.
    var sought: [FieldID] = []
    /// What is sought in items and variants: for each field that needs it, one for each schema of the declarations.
    var seekPlans: [FilterSeekPlan] = []
    var layerRanges: [FilterSlice] = []
    var operands: [FilterOperation] = []
    /// The arguments of `min` and `max`: numbers of operands.
    var arguments: [Int32] = []
    var slices: [FilterSlice] = []
    /// Sorted ranges of numbers, both ends included, in the order in which the fast test compares.
    var ranges: [FilterRange<UInt64>] = []
    /// The same for every other test.
    var wideRanges: [FilterRange<Int128>] = []
    var relations: [FilterRelation] = []
    /// The octets of all literals.
    var octets: [UInt8] = []
    /// Where literals lie in `octets`; the sets' are sorted.
    var literals: [FilterLiteralOctets] = []
    var regexes: [ByteRegex] = []
    /// How many counters `xor` needs.
    var toggles = 0
    /// Whether a test writes to the memory that is cleared for each packet.
    var usesMemory = false
    var needsConversations = false
    var needsBodies = false
    var needsFrameTimes = false
    var needsNotes = false
}

/// One test, and where to go on.
struct FilterInstruction: Sendable, BitwiseCopyable {
    enum Operation: UInt8, Sendable, BitwiseCopyable {
        /// A layer of protocol `first`.
        case hasProtocol
        /// A value of field `first`, none of whose groups needs a walk.
        case hasField
        /// A value of field `first` lies between `lower` and `lower + span`, or outside.
        case inRange
        /// A value of field `first` lies in one of `count` ranges from `second` on, or outside.
        case inRanges
        /// Relation `first`.
        case relation
        /// Sets counter `first` to false; always true.
        case clear
        /// Turns counter `first` over; always true.
        case toggle
        /// Counter `first`.
        case counter
    }

    var operation: Operation
    /// All values must lie there, not just one.
    var needsAll = false
    /// Values must lie inside, not outside.
    var inside = true
    var onTrue = FilterProgram.accept
    var onFalse = FilterProgram.reject
    var first: Int32
    var second: Int32 = 0
    var count: Int32 = 0
    /// What a raw number is combined with so that its order is that of unsigned numbers.
    var bias: UInt64 = 0
    var lower: UInt64 = 0
    var span: UInt64 = 0

    init(_ operation: Operation, _ first: Int) {
        self.operation = operation
        self.first = Int32(truncatingIfNeeded: first)
    }
}

/// A field or protocol as one test or operand asks for it.
struct FilterField: Sendable, BitwiseCopyable {
    var firstGroup: Int32
    var groupCount: Int32
    var firstLayerRange: Int32 = 0
    var layerRangeCount: Int32 = 0
    /// The values' octets are wanted, not their numbers.
    var asOctets = false
    /// The first of its seek plans.
    var firstSeekPlan: Int32 = 0
    /// Of a layer only its own octets are wanted, without what it carries.
    var isHeaderOnly = false
    /// Whether a group has the frame's own fields.
    var hasFrame = false
}

/// Where the values of a name lie in the layers of one protocol.
struct FilterFieldGroup: Sendable, BitwiseCopyable {
    enum Access: UInt8, Sendable, BitwiseCopyable {
        /// The octets of the layer itself.
        case layer
        /// Rows of the protocol's own.
        case rows
        /// Inside items or variants, which are gone through.
        case seek
        /// Marks of faults: the whole layer is walked.
        case walk
    }

    /// Every protocol; only with `walk`.
    static let anyProtocol = UInt16.max

    var access: Access
    var id: UInt16
    var type: any Schema.Type
    /// Among the program's rows or, to walk, among the fields sought.
    var first: Int32 = 0
    var count: Int32 = 0
}

/// What is sought in one schema on the way to a field's values.
struct FilterSeekPlan: Sendable, BitwiseCopyable {
    /// Whether anything sought lies in the schema or in what it is made of.
    var isOnTheWay = false
    /// Whether items of the schema are values themselves.
    var isSought = false
    /// The rows that are sought or lead on, among the program's.
    var firstRow: Int32 = 0
    var rowCount: Int32 = 0
}

/// One step of a value's computation; operands are numbered.
struct FilterOperation: Sendable, BitwiseCopyable {
    enum Code: UInt8, Sendable, BitwiseCopyable {
        /// Field `first`.
        case field
        /// No value at all.
        case nothing
        /// The number `number`.
        case number
        /// Literal `first`.
        case octets
        /// `count` slices from `second` on of operand `first`.
        case slice
        case length, count, upper, lower, absolute, negate
        /// A number of kind `kind` as text.
        case string
        /// `count` arguments from `first` on.
        case minimum, maximum
        /// Operands `first` and `second`.
        case add, subtract, multiply, divide, remainder, bitwiseAnd
    }

    var code: Code
    var kind: ValueKind = .none
    /// Of a field that `string` writes: its format's number.
    var format: UInt32 = .max
    var first: Int32 = 0
    var second: Int32 = 0
    var count: Int32 = 0
    var number: Int128 = 0
}

/// Both ends belong to it.
struct FilterRange<Bound: Comparable & BitwiseCopyable & Sendable>: Sendable, BitwiseCopyable {
    var lower: Bound
    var upper: Bound
}

/// Where a literal lies among the program's octets.
struct FilterLiteralOctets: Sendable, BitwiseCopyable {
    var start: Int32
    var count: Int32
}

/// A test of values that the fast instructions do not cover.
struct FilterRelation: Sendable, BitwiseCopyable {
    enum Code: UInt8, Sendable, BitwiseCopyable {
        /// There is a value.
        case exists
        /// There are octets: a slice that its field is long enough for.
        case hasOctets
        /// There are octets that are not all zero.
        case isNotZero
        case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
        case contains
        /// Regular expression `right`.
        case matches
        /// In one of `count` wide ranges from `right` on.
        case inRanges
        /// Not in any of them.
        case outsideRanges
        /// One of `count` sorted literals from `right` on.
        case inLiterals
        /// One of `count` pairs of operands from `right` on among the arguments; the second is -1 for a single value.
        case inOperands
    }

    var code: Code
    var needsAll = false
    var isOctets = false
    var left: Int32
    var right: Int32 = 0
    var count: Int32 = 0
}
