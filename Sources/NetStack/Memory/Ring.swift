/// Octets in turn: what an application wrote and the peer has not acknowledged, or what came and was not read.
///
/// Its memory comes from the pool with the first octet, doubles up to what the owner allows, and goes back whenever the ring is
/// empty, so that a connection which is idle has none. `count` octets are there; behind them others may already stand in
/// places of their own: data that came out of order. The memory is the pool's, so that a ring needs no `deinit`; who ends
/// its owner calls `removeAll`.
@safe struct Ring: ~Copyable {
    private var memory: UnsafeMutableRawPointer? = nil
    private var size: UInt32 = 0
    private var head: UInt32 = 0
    private(set) var count: UInt32 = 0

    init() {}

    private var capacity: Int { Int(size) }

    /// Writes octets so many behind the last that counts; they count only when `advance` says so.
    mutating func write(_ octets: RawSpan, behind offset: Int, _ pool: inout RingPool) {
        guard octets.byteCount > 0 else { return }
        let start = Int(count) + offset
        if start + octets.byteCount > capacity { grow(to: start + octets.byteCount, &pool) }
        let at = (Int(head) &+ start) & (capacity &- 1)
        let first = min(octets.byteCount, capacity &- at)
        unsafe octets.withUnsafeBytes { source in
            let target = unsafe memory.unsafelyUnwrapped
            let from = unsafe source.baseAddress.unsafelyUnwrapped
            unsafe (target + at).copyMemory(from: from, byteCount: first)
            if first < source.count { unsafe target.copyMemory(from: from + first, byteCount: source.count &- first) }
        }
    }

    /// So many octets more count.
    @inline(__always) mutating func advance(_ octets: Int) { count &+= UInt32(truncatingIfNeeded: octets) }

    /// Takes out the first octets.
    /// - Parameter isAlone: whether nothing stands behind those that count.
    @inline(__always) mutating func drop(_ octets: Int, isAlone: Bool = true, _ pool: inout RingPool) {
        precondition(octets <= Int(count), "a ring holds what is taken out")
        count &-= UInt32(truncatingIfNeeded: octets)
        // A ring that goes back to its start must have nothing behind it.
        if count == 0, isAlone { return rest(&pool) }
        if size > 0 { head = (head &+ UInt32(truncatingIfNeeded: octets)) & (size &- 1) }
    }

    /// Moves the first octets to `target`, and says how many.
    @_lifetime(target: copy target)
    mutating func read(into target: inout MutableRawSpan, isAlone: Bool, _ pool: inout RingPool) -> Int {
        let taken = min(Int(count), target.byteCount)
        guard taken > 0 else { return 0 }
        let first = min(taken, capacity &- Int(head))
        unsafe target.withUnsafeMutableBytes { target in
            let source = unsafe memory.unsafelyUnwrapped
            let to = unsafe target.baseAddress.unsafelyUnwrapped
            unsafe to.copyMemory(from: source + Int(head), byteCount: first)
            if first < taken { unsafe (to + first).copyMemory(from: source, byteCount: taken &- first) }
        }
        drop(taken, isAlone: isAlone, &pool)
        return taken
    }

    /// The octets `offset..<offset + length` where they lie, in two pieces at most.
    ///
    /// They stay there until the ring grows or ends: who lends them on sees to it that neither happens meanwhile.
    @unsafe @inline(__always) func place(_ offset: Int, _ length: Int) -> (first: RawPlace, second: RawPlace) {
        guard length > 0 else { return (RawPlace(), RawPlace()) }
        precondition(offset &+ length <= Int(count), "a ring holds what is lent")
        let base = unsafe UnsafeRawPointer(memory.unsafelyUnwrapped)
        let at = (Int(head) &+ offset) & (capacity &- 1)
        let first = min(length, capacity &- at)
        return unsafe (RawPlace(start: base + at, count: first), RawPlace(start: base, count: length &- first))
    }

    /// Forgets all.
    mutating func removeAll(_ pool: inout RingPool) {
        count = 0
        rest(&pool)
    }

    @inline(__always) private mutating func rest(_ pool: inout RingPool) {
        head = 0
        guard let piece = unsafe memory else { return }
        unsafe pool.give(piece, size: capacity)
        unsafe memory = nil
        size = 0
    }

    private mutating func grow(to wanted: Int, _ pool: inout RingPool) {
        let larger = max(4096, RingPool.size(for: wanted))
        let target = unsafe pool.take(size: larger)
        if let piece = unsafe memory {
            let first = capacity &- Int(head)
            unsafe target.copyMemory(from: piece + Int(head), byteCount: first)
            unsafe (target + first).copyMemory(from: piece, byteCount: Int(head))
            unsafe pool.give(piece, size: capacity)
        }
        unsafe memory = target
        size = UInt32(larger)
        head = 0
    }
}

/// Octets in memory that somebody else owns.
@safe struct RawPlace: BitwiseCopyable {
    var start: UnsafeRawPointer? = nil
    var count = 0

    init() {}

    @unsafe init(start: UnsafeRawPointer, count: Int) {
        unsafe self.start = start
        self.count = count
    }

    /// The octets, for as long as the caller says.
    @unsafe @inline(__always) @_lifetime(immortal)
    func span() -> RawSpan {
        let octets = unsafe UnsafeRawBufferPointer(start: start, count: count)
        return unsafe _overrideLifetime(RawSpan(_unsafeBytes: octets), copying: ())
    }
}
