/// Room at the end of a text buffer, written to with one comparison a piece.
///
/// An append to a `TextBuffer` asks each time whether the memory is shared and large enough, which costs more than to
/// write a short number. A line of a packet is thirty such pieces, so that they are written through a cursor, which
/// stays in registers: a third of the time. What does not fit any more is left out, and never written past the end.
@safe
@usableFromInline package struct TextCursor: ~Copyable, ~Escapable {
    @usableFromInline var at: UnsafeMutableRawPointer
    /// The last place where a piece of at most `slack` bytes may begin.
    @usableFromInline let limit: UnsafeMutableRawPointer

    /// How many bytes of a piece are written without a further comparison.
    @inlinable static var slack: Int { 64 }

    @inlinable @inline(__always) @_lifetime(immortal)
    init(unsafeFrom start: UnsafeMutableRawPointer, room: Int) {
        unsafe at = start
        unsafe limit = start + room
    }

    @inlinable var position: UnsafeMutableRawPointer { @inline(__always) get { unsafe at } }

    @inlinable @inline(__always)
    var hasRoom: Bool { unsafe at <= limit }

    @inlinable @inline(__always) @_lifetime(self: copy self)
    package mutating func append(byte: UInt8) {
        guard hasRoom else { return }
        unsafe at.storeBytes(of: byte, as: UInt8.self)
        unsafe at += 1
    }

    /// One character of ASCII. Of a literal the compiler leaves no more than its byte.
    @inlinable @inline(__always) @_lifetime(self: copy self)
    package mutating func append(character: Unicode.Scalar) { append(byte: UInt8(truncatingIfNeeded: character.value)) }

    /// A literal of at most `slack` bytes; a longer one is left out.
    @inlinable @inline(__always) @_lifetime(self: copy self)
    package mutating func append(_ literal: StaticString) {
        let count = literal.utf8CodeUnitCount
        guard hasRoom, count <= Self.slack else { return }
        unsafe at.copyMemory(from: literal.utf8Start, byteCount: count)
        unsafe at += count
    }

    @inlinable @inline(__always) @_lifetime(self: copy self)
    package mutating func append(decimal value: some UnsignedInteger & FixedWidthInteger) {
        guard hasRoom else { return }
        let value = UInt64(truncatingIfNeeded: value)
        if value < 10 {
            unsafe at.storeBytes(of: 0x30 | UInt8(truncatingIfNeeded: value), as: UInt8.self)
            unsafe at += 1
        } else {
            let count = unsafe Decimal.write(value, to: at)
            unsafe at += count
        }
    }

    @inlinable @inline(__always) @_lifetime(self: copy self)
    package mutating func append(decimal value: Int) {
        if value < 0 { append(character: "-") }
        append(decimal: value.magnitude)
    }

    @inlinable @inline(__always) @_lifetime(self: copy self)
    @_disfavoredOverload
    package mutating func append(_ address: IPv4Address) {
        guard hasRoom else { return }
        let count = unsafe TextBuffer.write(address.rawValue, to: at)
        unsafe at += count
    }

    @inlinable @inline(__always) @_lifetime(self: copy self)
    @_disfavoredOverload
    package mutating func append(_ address: IPv6Address) {
        guard hasRoom else { return }
        let count = unsafe TextBuffer.write(address, to: at)
        unsafe at += count
    }

    /// `.` and the first `digits` (0 to 9) of nine decimals.
    @inlinable @inline(__always) @_lifetime(self: copy self)
    package mutating func append(fraction nanoseconds: UInt32, digits: Int) {
        guard hasRoom, digits > 0 else { return }
        unsafe Decimal.write(fraction: nanoseconds, to: at)
        unsafe at += 1 + Swift.min(digits, 9)
    }

    /// Two hexadecimal digits.
    @inlinable @inline(__always) @_lifetime(self: copy self)
    package mutating func append(hex octet: UInt8) {
        guard hasRoom else { return }
        unsafe at.storeBytes(of: Hexadecimal.pair(octet), as: UInt16.self)
        unsafe at += 2
    }

    @inlinable @inline(__always) @_lifetime(self: copy self)
    package mutating func append(_ text: ShortText) {
        guard hasRoom else { return }
        unsafe at.storeBytes(of: text.words, as: InlineArray<4, UInt64>.self)
        unsafe at += text.count
    }

    /// Begins a coloured piece.
    @inlinable @inline(__always) @_lifetime(self: copy self)
    package mutating func start(_ role: TextRole, _ style: TextStyle) {
        if style.isColored { append(style.start(role)) }
    }

    @inlinable @inline(__always) @_lifetime(self: copy self)
    package mutating func end(_ style: TextStyle) {
        if style.isColored { append(style.end) }
    }
}

/// Up to 32 bytes of text, held in place.
@usableFromInline package struct ShortText: Sendable, BitwiseCopyable {
    @usableFromInline var words = InlineArray<4, UInt64>(repeating: 0)
    @usableFromInline private(set) var count = 0

    package init() {}

    /// Keeps the first 32 bytes.
    package init(_ text: borrowing TextBuffer) {
        let bytes = unsafe text.storage.span.bytes
        count = min(bytes.byteCount, 32)
        for offset in 0..<count {
            words[offset / 8] |= UInt64(bytes.octet(offset)) << UInt64(offset % 8 * 8)
        }
        for index in 0..<4 { words[index] = words[index].littleEndian }
    }
}

extension TextBuffer {
    /// Hands `body` a cursor over room for `room` bytes and keeps what it wrote.
    @inlinable @inline(__always)
    package mutating func compose(upTo room: Int, _ body: (inout TextCursor) -> Void) {
        unsafe write(upTo: room &+ TextCursor.slack) { target in
            var cursor = unsafe TextCursor(unsafeFrom: target, room: room)
            body(&cursor)
            return unsafe cursor.position - target
        }
    }
}
