/// Room for one value of a type that only the protocol it belongs to knows, in plain octets.
///
/// So a flow keeps what TCP knows of it without Core knowing TCP, in the flow's own memory: a box for each would be an
/// allocation a flow and a reference to count a packet.
public struct FlowSlot<let wordCount: Int>: Sendable, BitwiseCopyable {
    /// The type that the words are a value of; none before one was put in.
    @usableFromInline var type: ObjectIdentifier?
    @usableFromInline var words: InlineArray<wordCount, UInt64>

    @inline(__always)
    init() {
        type = nil
        words = InlineArray(repeating: 0)
    }

    /// Whether a value of the type may lie in a slot: it fits, and is no more than its octets.
    @inlinable @inline(__always)
    static func holds<Value>(_: Value.Type) -> Bool {
        MemoryLayout<Value>.size <= wordCount &* 8 && MemoryLayout<Value>.alignment <= 8 && _isPOD(Value.self)
    }

    @inlinable var isEmpty: Bool { type == nil }

    /// Whether a value of the type is in it.
    @inlinable @inline(__always)
    func has<Value>(_: Value.Type) -> Bool { type == ObjectIdentifier(Value.self) }

    /// The value, when there is one of this type.
    @inlinable @inline(__always)
    func value<Value>(_: Value.Type = Value.self) -> Value? {
        guard has(Value.self) else { return nil }
        // A value of just this type was put there by `set`, which checked that it fits.
        return unsafe withUnsafePointer(to: words) { words in
            unsafe UnsafeRawPointer(words).assumingMemoryBound(to: Value.self).pointee
        }
    }

    /// Puts a value in place of what was there.
    @inlinable @inline(__always)
    mutating func set<Value>(_ value: Value) {
        precondition(Self.holds(Value.self), "larger than a slot, or more than its octets")
        type = ObjectIdentifier(Value.self)
        unsafe withUnsafeMutablePointer(to: &words) { words in
            unsafe UnsafeMutableRawPointer(words).assumingMemoryBound(to: Value.self).initialize(to: value)
        }
    }

    /// Changes the value where it lies; it starts as `initial`.
    @inlinable @inline(__always)
    mutating func update<Value, Result>(
        startingWith initial: @autoclosure () -> Value, _ body: (inout Value) -> Result
    ) -> Result {
        if !has(Value.self) { set(initial()) }
        // As in `value`.
        return unsafe withUnsafeMutablePointer(to: &words) { words in
            unsafe body(&UnsafeMutableRawPointer(words).assumingMemoryBound(to: Value.self).pointee)
        }
    }
}
