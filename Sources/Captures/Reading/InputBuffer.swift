/// The octets that were read and not yet consumed: the one place in this module that owns raw memory for reading.
///
/// What is in the buffer stays where it is until the next `fill`, so spans over it hold until then.
@safe struct InputBuffer: ~Copyable {
    /// Large enough that the system call is cheap, small enough to stay in a second-level cache.
    static let defaultCapacity = 512 << 10

    let source: any ByteSource
    private var memory: UnsafeMutableRawBufferPointer
    private(set) var capacity: Int
    /// Where the octets that are not consumed start and end, from the start of `memory`.
    private(set) var start = 0
    private(set) var end = 0
    /// The offset in the source of the first octet of `memory`.
    private var memoryOffset: UInt64 = 0
    private var reachedEnd = false

    init(_ source: any ByteSource, capacity: Int = Self.defaultCapacity) {
        self.source = source
        self.capacity = max(64, capacity)
        unsafe memory = .allocate(byteCount: self.capacity, alignment: 4096)
    }

    deinit { unsafe memory.deallocate() }

    /// Octets that can be looked at without reading more.
    var available: Int {
        @inline(__always) get { end &- start }
    }

    /// The offset in the source of the first octet that is not consumed.
    var offset: UInt64 { memoryOffset + UInt64(start) }

    /// The offset in the source of a position in the buffer.
    @inline(__always) func sourceOffset(of position: Int) -> UInt64 { memoryOffset &+ UInt64(position) }

    /// All octets that are not consumed.
    var bytes: RawSpan {
        @_lifetime(borrow self)
        get {
            unsafe _overrideLifetime(
                RawSpan(_unsafeBytes: UnsafeRawBufferPointer(rebasing: memory[start..<end])), borrowing: self)
        }
    }

    /// `count` octets from a position in the buffer, consumed or not.
    @inline(__always) @_lifetime(borrow self)
    func bytes(at position: Int, count: Int) -> RawSpan {
        precondition(position >= 0 && count >= 0 && count <= end &- position, "a span outside the buffer")
        let start = unsafe UnsafeRawPointer(memory.baseAddress.unsafelyUnwrapped + position)
        return unsafe _overrideLifetime(RawSpan(_unsafeStart: start, byteCount: count), borrowing: self)
    }

    /// The 32-bit number, `offset` octets after the first that is not consumed, in the host's or the other byte order.
    @inline(__always) func uint32(at offset: Int, swapped: Bool) -> UInt32 {
        precondition(offset >= 0 && offset &+ 4 <= available, "a load outside the buffer")
        let value = unsafe memory.baseAddress.unsafelyUnwrapped.loadUnaligned(
            fromByteOffset: start &+ offset, as: UInt32.self)
        return swapped ? value.byteSwapped : value
    }

    /// The 16-bit number, `offset` octets after the first that is not consumed, in the host's or the other byte order.
    @inline(__always) func uint16(at offset: Int, swapped: Bool) -> UInt16 {
        bytes(at: start &+ offset, count: 2).uint16(at: 0, swapped: swapped)
    }

    /// Consumes `count` octets.
    @inline(__always) mutating func consume(_ count: Int) {
        precondition(count >= 0 && count <= available, "consuming more than there is")
        start &+= count
    }

    /// Reads until at least `count` octets are available.
    ///
    /// The memory grows only when it is full of octets that the source did hold, so a length that lies costs nothing.
    /// - Returns: `false` when the source ends before, or has nothing more for now.
    mutating func fill(_ count: Int) throws(CaptureError) -> Bool {
        while available < count {
            if reachedEnd { return false }
            if start == end || capacity - start < count || end == capacity { compact() }
            if end == capacity { grow() }
            let room = unsafe UnsafeMutableRawBufferPointer(rebasing: memory[end...])
            let roomCount = capacity - end
            var span = unsafe MutableRawSpan(_unsafeBytes: room)
            let got = try source.read(into: &span)
            precondition(got >= 0 && got <= roomCount, "a source said that it read more than it was given room for")
            if got == 0 {
                guard !source.isIdle else { return false }
                reachedEnd = true
            }
            end += got
        }
        return true
    }

    /// Moves what is not consumed to the front.
    private mutating func compact() {
        guard start > 0 else { return }
        unsafe memory.copyMemory(from: UnsafeRawBufferPointer(rebasing: memory[start..<end]))
        memoryOffset += UInt64(start)
        end -= start
        start = 0
    }

    private mutating func grow() {
        let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity * 2, alignment: 4096)
        unsafe larger.copyMemory(from: UnsafeRawBufferPointer(memory))
        unsafe memory.deallocate()
        unsafe memory = larger
        capacity *= 2
    }
}
