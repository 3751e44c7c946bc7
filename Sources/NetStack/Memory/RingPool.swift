/// Memory for rings and packets, by sizes that are powers of two, last in first out: what is taken next is what the cache
/// still holds. Pieces are cut from arenas, so that once warm nothing is allocated.
///
/// The first octets of a free piece say where the next free one is.
@safe struct RingPool: ~Copyable {
    /// The smallest piece, in octets.
    static var smallest: Int { 256 }
    private static var arenaSize: Int { 1 << 20 }

    private var free = unsafe InlineArray<32, UnsafeMutableRawPointer?>(repeating: nil)
    private var arenas: [UnsafeMutableRawPointer] = unsafe []
    /// Where what is not yet cut of the latest arena lies, and how much that is.
    private var arena: UnsafeMutableRawPointer? = nil
    private var left = 0

    /// The size of the piece that holds `count` octets.
    static func size(for count: Int) -> Int {
        count <= smallest ? smallest : 1 << (Int.bitWidth - (count - 1).leadingZeroBitCount)
    }

    /// A piece of `size` octets, which is a power of two; what is in it is whatever was there.
    @inline(__always) @unsafe mutating func take(size: Int) -> UnsafeMutableRawPointer {
        let kind = size.trailingZeroBitCount
        guard let piece = unsafe free[kind] else { return unsafe cut(size) }
        unsafe free[kind] = piece.load(as: UnsafeMutableRawPointer?.self)
        return unsafe piece
    }

    @inline(__always) @unsafe mutating func give(_ piece: UnsafeMutableRawPointer, size: Int) {
        let kind = size.trailingZeroBitCount
        unsafe piece.storeBytes(of: free[kind], as: UnsafeMutableRawPointer?.self)
        unsafe free[kind] = piece
    }

    private mutating func cut(_ size: Int) -> UnsafeMutableRawPointer {
        guard size <= Self.arenaSize / 8 else { return unsafe allocate(size) }
        if left < size {
            unsafe arena = allocate(Self.arenaSize)
            left = Self.arenaSize
        }
        left -= size
        return unsafe arena.unsafelyUnwrapped + left
    }

    private mutating func allocate(_ size: Int) -> UnsafeMutableRawPointer {
        let memory = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 64)
        unsafe arenas.append(memory)
        return unsafe memory
    }

    deinit {
        for index in unsafe arenas.indices { unsafe arenas[index].deallocate() }
    }
}
