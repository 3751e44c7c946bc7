/// Which of a header's automatic fields keep the value that they have.
///
/// Fields at multiples of four bits among the first 256 of the first part, which nearly all are, have a bit of their own
/// here, so that pinning one is a constant; the others are listed.
@usableFromInline
struct FieldPins: Sendable, Equatable {
    @usableFromInline var near: UInt64 = 0
    /// Whether a field that is not near is pinned unless it is among the exceptions.
    @usableFromInline var pinsFar = false
    /// The fields that are not near and for which the contrary of `pinsFar` holds.
    @usableFromInline var exceptions: [UInt64] = []

    @inlinable init() {}

    /// Every field is pinned.
    static var all: FieldPins {
        var pins = FieldPins()
        pins.near = .max
        pins.pinsFar = true
        return pins
    }

    /// Whether no field is left that could be filled in.
    var isAll: Bool { near == .max && pinsFar && exceptions.isEmpty }

    @inlinable @inline(__always)
    static func isNear(_ part: Int, _ bit: Int) -> Bool { part == 0 && bit & 3 == 0 && bit >= 0 && bit < 256 }

    @inlinable @inline(__always)
    static func nearBit(_ bit: Int) -> UInt64 { 1 &<< UInt64(truncatingIfNeeded: bit &>> 2) }

    @usableFromInline static func key(_ part: Int, _ bit: Int) -> UInt64 {
        UInt64(truncatingIfNeeded: part) << 56 ^ UInt64(truncatingIfNeeded: bit)
    }

    func contains(part: Int, bit: Int) -> Bool {
        if Self.isNear(part, bit) { return near & Self.nearBit(bit) != 0 }
        return exceptions.contains(Self.key(part, bit)) != pinsFar
    }

    @inlinable @inline(__always)
    mutating func insert(part: Int, bit: Int) {
        if Self.isNear(part, bit) { near |= Self.nearBit(bit) } else { setFar(part, bit, isPinned: true) }
    }

    mutating func remove(part: Int, bit: Int) {
        if Self.isNear(part, bit) { near &= ~Self.nearBit(bit) } else { setFar(part, bit, isPinned: false) }
    }

    @usableFromInline
    mutating func setFar(_ part: Int, _ bit: Int, isPinned: Bool) {
        let key = Self.key(part, bit)
        let index = exceptions.firstIndex(of: key)
        if isPinned == pinsFar {
            if let index { exceptions.remove(at: index) }
        } else if index == nil {
            exceptions.append(key)
        }
    }
}

extension AnyHeader {
    /// Whether a field keeps its value.
    func isPinned(part: Int, bit: Int) -> Bool { pins.contains(part: part, bit: bit) }

    /// Whether a field was set by hand.
    func isHeld(part: Int, bit: Int) -> Bool { held.contains(part: part, bit: bit) }

    /// Keeps the value that a field was set to by hand.
    @inlinable @inline(__always)
    mutating func hold(part: Int, bit: Int) {
        pins.insert(part: part, bit: bit)
        held.insert(part: part, bit: bit)
    }

    /// Lets a field be filled in that was not set by hand.
    mutating func unpin(part: Int, bit: Int) {
        if !isHeld(part: part, bit: bit) { pins.remove(part: part, bit: bit) }
    }

    /// The same header with all fields pinned but one.
    func pinnedBut(part: Int, bit: Int) -> AnyHeader {
        var header = self
        header.pins = .all
        header.pins.remove(part: part, bit: bit)
        return header
    }
}
