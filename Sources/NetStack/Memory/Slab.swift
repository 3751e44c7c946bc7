/// Elements in one piece of memory, each at a slot that stays its own: where connections lie.
///
/// The memory is asked for once; the system gives only what is written to. As objects the same connections took 2.4 times as
/// long a small segment, for each access to an object is checked while the program runs; a slot is checked by one comparison.
@safe struct Slab<Element: ~Copyable>: ~Copyable {
    private let base: UnsafeMutablePointer<Element>
    private let capacity: Int
    /// How many slots were ever used.
    private(set) var count = 0

    init(capacity: Int) {
        unsafe base = .allocate(capacity: max(capacity, 1))
        self.capacity = capacity
    }

    deinit {
        unsafe base.deinitialize(count: count)
        unsafe base.deallocate()
    }

    /// Puts an element into the next slot; `nil` when there is no more room.
    mutating func append(_ element: consuming Element) -> Int? {
        guard count < capacity else { return nil }
        unsafe (base + count).initialize(to: element)
        count += 1
        return count - 1
    }

    subscript(slot: Int) -> Element {
        @inline(__always) unsafeAddress {
            precondition(UInt(bitPattern: slot) < UInt(bitPattern: count), "there is no such slot")
            return unsafe UnsafePointer(base + slot)
        }
        @inline(__always) unsafeMutableAddress {
            precondition(UInt(bitPattern: slot) < UInt(bitPattern: count), "there is no such slot")
            return unsafe base + slot
        }
    }
}
