/// What of a connection's data is under way: stretches of sequence numbers, one behind the other, each sent at one time. They
/// cover all from the first that is not acknowledged to the next that is to be sent.
///
/// Segments that leave at the same time are one stretch, which is cut where the peer has a part of it: a batch costs one
/// record of sixteen octets, and what is lost is sent again in segments of whatever size is right then. RFC 6675, RFC 8985.
@safe struct Scoreboard: ~Copyable {
    struct Marks: OptionSet, BitwiseCopyable {
        var rawValue: UInt8
        /// The peer has it.
        static let sacked = Marks(rawValue: 1)
        /// It is taken for lost, and not sent again yet.
        static let lost = Marks(rawValue: 2)
        /// It was sent again.
        static let repeated = Marks(rawValue: 4)
    }

    struct Stretch: BitwiseCopyable {
        /// Behind its last octet.
        var end: UInt32
        var marks: Marks
        /// In nanoseconds.
        var sentAt: UInt64
    }

    /// More are not kept: what would need another is taken for what lies beside it.
    static var limit: Int { 4096 }

    private var memory: UnsafeMutablePointer<Stretch>? = nil
    private var capacity: UInt32 = 0
    private var head: UInt32 = 0
    private(set) var count: UInt32 = 0
    /// The first that is not acknowledged.
    private(set) var first: UInt32 = 0
    /// Octets that the peer has, and such as are lost and not sent again.
    private(set) var sacked: UInt32 = 0
    private(set) var lost: UInt32 = 0
    /// How many stretches were sent again.
    private var repeated: UInt32 = 0

    init() {}

    /// Whether nothing is known of it but that it was sent.
    @inline(__always) var isPlain: Bool { sacked | lost | repeated == 0 }
    @inline(__always) var end: UInt32 { count == 0 ? first : self[Int(count) &- 1].end }

    subscript(index: Int) -> Stretch {
        @inline(__always) get {
            precondition(UInt(bitPattern: index) < UInt(count), "there is no such stretch")
            return unsafe memory.unsafelyUnwrapped[Int(head) &+ index]
        }
        @inline(__always) set {
            precondition(UInt(bitPattern: index) < UInt(count), "there is no such stretch")
            unsafe memory.unsafelyUnwrapped[Int(head) &+ index] = newValue
        }
    }

    @inline(__always) func start(of index: Int) -> UInt32 { index == 0 ? first : self[index &- 1].end }

    // MARK: Sending

    /// Begins at a sequence number, with nothing under way.
    mutating func begin(at sequence: UInt32) { first = sequence }

    /// All up to `end` was sent, at `now`.
    @inline(__always)
    mutating func append(to end: UInt32, now: UInt64, _ pool: inout RingPool) {
        if count > 0 {
            let last = self[Int(count) &- 1]
            if last.sentAt == now && last.marks.isEmpty || Int(count) >= Self.limit && !last.marks.contains(.sacked) {
                self[Int(count) &- 1].end = end
                if last.marks.contains(.lost) { lost &+= end &- last.end }
                return
            }
        }
        insert(Stretch(end: end, marks: [], sentAt: now), at: Int(count), &pool)
    }

    /// The stretch that was lost first.
    func firstLost() -> Int? {
        guard lost > 0 else { return nil }
        return (0..<Int(count)).first { self[$0].marks.contains(.lost) }
    }

    /// The octets of a stretch before `end` are sent again.
    mutating func `repeat`(_ index: Int, to end: UInt32, now: UInt64, _ pool: inout RingPool) {
        if precedes(end, self[index].end) { cut(index, at: end, &pool) }
        let stretch = self[index]
        if stretch.marks.contains(.lost) { lost &-= stretch.end &- start(of: index) }
        if !stretch.marks.contains(.repeated) { repeated &+= 1 }
        self[index].marks = .repeated
        self[index].sentAt = now
    }

    /// Cuts the last stretch so that its last octets are one of their own, and says which that is.
    mutating func cutLast(_ octets: UInt32, _ pool: inout RingPool) -> Int {
        let index = Int(count) &- 1
        let begin = self[index].end &- octets
        if precedes(start(of: index), begin), cut(index, at: begin, &pool) { return index &+ 1 }
        return index
    }

    // MARK: Hearing

    /// Takes out all before `acknowledged`.
    @inline(__always)
    mutating func acknowledge(_ acknowledged: UInt32, _ delivery: inout Delivery) {
        while count > 0 {
            let stretch = self[0]
            let isWhole = !precedes(acknowledged, stretch.end)
            let end = isWhole ? stretch.end : acknowledged
            let octets = end &- first
            guard Int32(bitPattern: octets) > 0 else { return }
            if stretch.marks.isEmpty {
                delivery.add(octets, stretch, end: end)
            } else {
                forget(octets, of: stretch, end: end, isWhole: isWhole, &delivery)
            }
            first = end
            guard isWhole else { return }
            head &+= 1
            count &-= 1
        }
        head = 0
        first = acknowledged
    }

    private mutating func forget(
        _ octets: UInt32, of stretch: Stretch, end: UInt32, isWhole: Bool, _ delivery: inout Delivery
    ) {
        if stretch.marks.contains(.sacked) {
            sacked &-= octets
        } else {
            if stretch.marks.contains(.lost) { lost &-= octets }
            delivery.add(octets, stretch, end: end)
        }
        if isWhole, stretch.marks.contains(.repeated) { repeated &-= 1 }
    }

    /// The peer has what lies in `from..<to`, which is within what is under way.
    mutating func sack(from: UInt32, to: UInt32, _ delivery: inout Delivery, _ pool: inout RingPool) {
        var index = self.index(of: from)
        while index < Int(count), precedes(start(of: index), to) {
            defer { index &+= 1 }
            guard !self[index].marks.contains(.sacked) else { continue }
            if precedes(start(of: index), from) {
                guard cut(index, at: from, &pool) else { continue }
                index &+= 1
            }
            if precedes(to, self[index].end), !cut(index, at: to, &pool) { continue }
            let stretch = self[index]
            let octets = stretch.end &- start(of: index)
            if stretch.marks.contains(.lost) { lost &-= octets }
            sacked &+= octets
            self[index].marks.insert(.sacked)
            self[index].marks.remove(.lost)
            delivery.isSelective = true
            delivery.add(octets, stretch, end: stretch.end)
        }
    }

    /// Takes a stretch for lost.
    mutating func lose(_ index: Int) {
        let stretch = self[index]
        guard stretch.marks.isDisjoint(with: [.sacked, .lost]) else { return }
        self[index].marks.insert(.lost)
        lost &+= stretch.end &- start(of: index)
    }

    /// Takes the first octets for lost.
    mutating func loseFirst(_ octets: UInt32, _ pool: inout RingPool) {
        guard count > 0, self[0].marks.isDisjoint(with: [.sacked, .lost]) else { return }
        if octets < self[0].end &- first { cut(0, at: first &+ octets, &pool) }
        lose(0)
    }

    /// Nothing was lost after all.
    mutating func clearLosses() {
        for index in 0..<Int(count) where self[index].marks.contains(.lost) { self[index].marks.remove(.lost) }
        lost = 0
    }

    /// The peer has thrown away what it had out of order, which it may (RFC 2018 section 8).
    mutating func clearSacks() {
        for index in 0..<Int(count) where self[index].marks.contains(.sacked) { self[index].marks.remove(.sacked) }
        sacked = 0
    }

    /// Forgets all, and gives its memory back.
    mutating func removeAll(_ pool: inout RingPool) {
        if let memory = unsafe memory {
            unsafe pool.give(UnsafeMutableRawPointer(memory), size: Int(capacity) &* MemoryLayout<Stretch>.stride)
        }
        self = Scoreboard()
    }

    /// Gives its memory back while nothing is under way.
    @inline(__always)
    mutating func rest(_ pool: inout RingPool) {
        guard count == 0, let piece = unsafe memory else { return }
        unsafe pool.give(UnsafeMutableRawPointer(piece), size: Int(capacity) &* MemoryLayout<Stretch>.stride)
        unsafe memory = nil
        capacity = 0
        head = 0
    }

    // MARK: Memory

    /// The stretch that holds a sequence number which is under way.
    private func index(of sequence: UInt32) -> Int {
        var low = 0
        var high = Int(count)
        while low < high {
            let middle = (low &+ high) / 2
            if precedes(sequence, self[middle].end) { high = middle } else { low = middle &+ 1 }
        }
        return low
    }

    /// Makes two of a stretch; `false` when there are too many already.
    @discardableResult
    private mutating func cut(_ index: Int, at sequence: UInt32, _ pool: inout RingPool) -> Bool {
        guard Int(count) < Self.limit else { return false }
        var front = self[index]
        front.end = sequence
        if front.marks.contains(.repeated) { repeated &+= 1 }
        insert(front, at: index, &pool)
        return true
    }

    private mutating func insert(_ stretch: Stretch, at index: Int, _ pool: inout RingPool) {
        if head &+ count == capacity { makeRoom(&pool) }
        let base = unsafe memory.unsafelyUnwrapped + Int(head)
        let behind = Int(count) &- index
        if behind > 0 { unsafe (base + index + 1).update(from: base + index, count: behind) }
        unsafe base[index] = stretch
        count &+= 1
    }

    private mutating func makeRoom(_ pool: inout RingPool) {
        if head > 0, let memory = unsafe memory, head >= capacity / 2 || Int(count) >= Self.limit {
            unsafe memory.update(from: memory + Int(head), count: Int(count))
            head = 0
            return
        }
        let stride = MemoryLayout<Stretch>.stride
        let size = max(RingPool.smallest, RingPool.size(for: Int(capacity) &* 2 &* stride))
        let target = unsafe pool.take(size: size).bindMemory(to: Stretch.self, capacity: size / stride)
        if let old = unsafe memory {
            unsafe target.update(from: old + Int(head), count: Int(count))
            unsafe pool.give(UnsafeMutableRawPointer(old), size: Int(capacity) &* stride)
        }
        unsafe memory = target
        capacity = UInt32(size / stride)
        head = 0
    }
}

/// What an acknowledgment says has arrived.
struct Delivery: BitwiseCopyable {
    var octets: UInt32 = 0
    /// Of what was sent once: when the last and the first of it was sent; 0 when there is none. Karn's rule: the round trip of
    /// what was sent twice says nothing (RFC 6298 section 3).
    var lastSentAt: UInt64 = 0
    var firstSentAt: UInt64 = 0
    /// Of all of it, what was sent last: when, up to where, and whether it was sent again.
    var newest: (sentAt: UInt64, end: UInt32, isRepeated: Bool) = (0, 0, false)
    /// What was sent once and lies furthest back.
    var lowest: UInt32? = nil
    /// Whether the peer has some of it out of order.
    var isSelective = false

    @inline(__always)
    mutating func add(_ octets: UInt32, _ stretch: Scoreboard.Stretch, end: UInt32) {
        self.octets &+= octets
        let isRepeated = stretch.marks.contains(.repeated)
        if !isRepeated {
            if stretch.sentAt >= lastSentAt { lastSentAt = stretch.sentAt }
            if firstSentAt == 0 || stretch.sentAt < firstSentAt { firstSentAt = stretch.sentAt }
            if lowest.map({ precedes(end, $0) }) ?? true { lowest = end }
        }
        if newest.sentAt < stretch.sentAt || newest.sentAt == stretch.sentAt && precedes(newest.end, end) {
            newest = (stretch.sentAt, end, isRepeated)
        }
    }
}
