import Packets

/// What a filter remembers while it looks at one packet; it is used again for each, so that it allocates only until it
/// has seen the largest.
struct FilterMemory: Sendable {
    /// The most values that one test looks at; what a packet holds beyond is left out.
    static let maximumValues = 1 << 16
    /// The most octets of computed texts that one test looks at.
    static let maximumOctets = 1 << 22

    /// The values of the operands, those of an operand side by side.
    var values: [FilterValue] = []
    /// Which of its protocol's layers each value comes from; used for layer indices only.
    var ordinals: [Int32] = []
    /// The program's literals, and after them octets that were computed.
    var scratch: [UInt8]
    let literalCount: Int
    var text = TextBuffer()
    /// The fields of the layers that were walked.
    var detail = PacketDetail()
    /// A bit for each walked layer; bit 24 is the frame.
    var walked: UInt32 = 0
    /// Where in the detail each layer's nodes lie.
    var segments: [Range<Int>]
    var counters: [Bool]
    var matchers: [ByteRegex.Matcher]
    /// For a search whose needle is known only now.
    var failures: [Int32] = []

    init(_ program: borrowing FilterProgram) {
        scratch = program.octets
        literalCount = program.octets.count
        segments = Array(repeating: 0..<0, count: Dissection.maximumDepth + 1)
        counters = Array(repeating: false, count: program.toggles)
        matchers = program.regexes.map { $0.makeMatcher() }
        values.reserveCapacity(64)
    }

    /// Forgets the packet before this one.
    @inline(__always)
    mutating func begin() {
        guard walked != 0 else { return }
        walked = 0
        detail.clear()
    }

    /// The octets of a value.
    @inline(__always) @_lifetime(borrow self, copy packet)
    func octets(_ value: FilterValue, _ packet: borrowing PacketView) -> RawSpan {
        let from = value.start
        let to = from &+ value.count
        if value.source == .packet { return packet.octets.clamped(from, to) }
        return unsafe scratch.span.bytes.clamped(from, to)
    }

    /// Whether there is room for one more value.
    @inline(__always)
    var hasRoom: Bool { values.count < Self.maximumValues && scratch.count < Self.maximumOctets }

    /// Keeps the octets that were written since `start` as a value.
    mutating func pushScratch(from start: Int) {
        values.append(FilterValue(.scratch, start, scratch.count - start))
    }

    mutating func push(text: String) {
        let start = scratch.count
        scratch.append(contentsOf: text.utf8)
        pushScratch(from: start)
    }

    /// Keeps what stands in `text` as a value.
    mutating func pushText() {
        let start = scratch.count
        scratch.append(contentsOf: text.bytes)
        text.removeAll()
        pushScratch(from: start)
    }
}
