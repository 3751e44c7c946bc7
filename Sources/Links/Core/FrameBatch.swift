/// Frames that are sent together: their octets one after another in one piece of memory, which is kept when the batch is
/// emptied, so that a batch that is used again allocates nothing.
@safe public struct FrameBatch: ~Copyable {
    private var memory: UnsafeMutableRawBufferPointer
    /// Where each frame ends in `memory`; it starts where the one before ends.
    private var ends: [Int] = []

    /// An empty batch.
    ///
    /// - Parameter capacity: the octets that there is room for before more memory is taken.
    public init(capacity: Int = 1 << 16) {
        unsafe memory = .allocate(byteCount: max(64, capacity), alignment: 16)
    }

    deinit { unsafe memory.deallocate() }

    /// How many frames there are.
    public var count: Int { ends.count }
    /// The octets of all frames.
    public var byteCount: Int { ends.last ?? 0 }
    public var isEmpty: Bool { ends.isEmpty }

    /// The octets of the frame at `index`.
    public subscript(index: Int) -> RawSpan {
        @_lifetime(borrow self)
        get {
            let octets = unsafe UnsafeRawBufferPointer(rebasing: memory[range(of: index)])
            return unsafe _overrideLifetime(RawSpan(_unsafeBytes: octets), borrowing: self)
        }
    }

    /// Adds a frame with these octets.
    public mutating func append(_ frame: RawSpan) {
        let start = byteCount
        grow(to: start + frame.byteCount)
        unsafe frame.withUnsafeBytes { source in
            guard let from = source.baseAddress else { return }
            unsafe memory.baseAddress.unsafelyUnwrapped.advanced(by: start)
                .copyMemory(from: from, byteCount: source.count)
        }
        ends.append(start + frame.byteCount)
    }

    /// Adds a frame of `count` zero octets and lets `body` write into it.
    public mutating func append<E: Error>(
        count: Int, _ body: (inout MutableRawSpan) throws(E) -> Void
    ) throws(E) {
        precondition(count >= 0, "a frame has no negative length")
        let start = byteCount
        grow(to: start + count)
        let octets = unsafe UnsafeMutableRawBufferPointer(rebasing: memory[start..<start + count])
        unsafe octets.initializeMemory(as: UInt8.self, repeating: 0)
        var span = unsafe MutableRawSpan(_unsafeBytes: octets)
        try body(&span)
        ends.append(start + count)
    }

    /// Takes all frames out and keeps the memory.
    public mutating func removeAll() { ends.removeAll(keepingCapacity: true) }

    /// Lends the memory that the frame at `index` lies in, for system calls.
    @unsafe func pointer(to index: Int) -> (start: UnsafeMutableRawPointer, count: Int) {
        let range = range(of: index)
        return unsafe (memory.baseAddress.unsafelyUnwrapped + range.lowerBound, range.count)
    }

    private func range(of index: Int) -> Range<Int> { (index == 0 ? 0 : ends[index - 1])..<ends[index] }

    private mutating func grow(to count: Int) {
        guard unsafe count > memory.count else { return }
        let larger = unsafe UnsafeMutableRawBufferPointer.allocate(
            byteCount: max(count, memory.count * 2), alignment: 16)
        unsafe larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: memory[..<byteCount]))
        unsafe memory.deallocate()
        unsafe memory = larger
    }
}
