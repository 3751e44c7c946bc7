/// Frames that are sent together: their octets one after another in one piece of memory, which is kept when the batch is
/// emptied, so that a batch that is used again allocates nothing. A frame that is sent many times lies there once.
@safe public struct FrameBatch: ~Copyable {
    private var memory: UnsafeMutableRawBufferPointer
    /// Where each frame lies in `memory`.
    private var places: [Range<Int>] = []
    /// How much of `memory` is taken.
    private var end = 0

    /// An empty batch.
    ///
    /// - Parameter capacity: the octets that there is room for before more memory is taken.
    public init(capacity: Int = 1 << 16) {
        unsafe memory = .allocate(byteCount: max(64, capacity), alignment: 16)
    }

    deinit { unsafe memory.deallocate() }

    /// How many frames there are.
    public var count: Int { places.count }
    /// The octets of all frames.
    public var byteCount: Int { places.reduce(0) { $0 + $1.count } }
    /// The octets of some of the frames.
    public func byteCount(of frames: Range<Int>) -> Int { places[frames].reduce(0) { $0 + $1.count } }
    public var isEmpty: Bool { places.isEmpty }

    /// The octets of the frame at `index`.
    public subscript(index: Int) -> RawSpan {
        @_lifetime(borrow self)
        get {
            let octets = unsafe UnsafeRawBufferPointer(rebasing: memory[places[index]])
            return unsafe _overrideLifetime(RawSpan(_unsafeBytes: octets), borrowing: self)
        }
    }

    /// Adds a frame with these octets.
    public mutating func append(_ frame: RawSpan) {
        let start = end
        grow(to: start + frame.byteCount)
        unsafe frame.withUnsafeBytes { source in
            guard let from = source.baseAddress else { return }
            unsafe memory.baseAddress.unsafelyUnwrapped.advanced(by: start)
                .copyMemory(from: from, byteCount: source.count)
        }
        take(start..<start + frame.byteCount)
    }

    /// Adds the last frame again, so many times, without a copy of its octets.
    public mutating func repeatLast(_ count: Int) {
        precondition(count >= 0, "a frame is not sent a negative number of times")
        guard let last = places.last else { return }
        for _ in 0..<count { places.append(last) }
    }

    /// Adds a frame of `count` zero octets and lets `body` write into it.
    public mutating func append<E: Error>(
        count: Int, _ body: (inout MutableRawSpan) throws(E) -> Void
    ) throws(E) {
        precondition(count >= 0, "a frame has no negative length")
        let start = end
        grow(to: start + count)
        let octets = unsafe UnsafeMutableRawBufferPointer(rebasing: memory[start..<start + count])
        unsafe octets.initializeMemory(as: UInt8.self, repeating: 0)
        var span = unsafe MutableRawSpan(_unsafeBytes: octets)
        try body(&span)
        take(start..<start + count)
    }

    /// Takes all frames out and keeps the memory.
    public mutating func removeAll() {
        places.removeAll(keepingCapacity: true)
        end = 0
    }

    /// Lends the memory that the frame at `index` lies in, for system calls.
    @unsafe func pointer(to index: Int) -> (start: UnsafeMutableRawPointer, count: Int) {
        let range = places[index]
        return unsafe (memory.baseAddress.unsafelyUnwrapped + range.lowerBound, range.count)
    }

    private mutating func take(_ place: Range<Int>) {
        places.append(place)
        end = place.upperBound
    }

    private mutating func grow(to count: Int) {
        guard unsafe count > memory.count else { return }
        let larger = unsafe UnsafeMutableRawBufferPointer.allocate(
            byteCount: max(count, memory.count * 2), alignment: 16)
        unsafe larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: memory[..<end]))
        unsafe memory.deallocate()
        unsafe memory = larger
    }
}
