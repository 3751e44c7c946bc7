/// UTF-8 text that grows at its end: what every presenter writes into, with no `String` made on the way.
///
/// Once its capacity is there, nothing it appends allocates. Reuse one buffer: write it out, then ``removeAll()``.
public struct TextBuffer: Sendable {
    /// The text so far. It is valid UTF-8 unless a caller appended bytes that are not.
    public private(set) var bytes: [UInt8]

    public init(capacity: Int = 0) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    /// How many bytes were written.
    @inlinable public var count: Int { bytes.count }
    @inlinable public var isEmpty: Bool { bytes.isEmpty }

    /// Makes room for `capacity` bytes in all.
    public mutating func reserve(_ capacity: Int) { bytes.reserveCapacity(capacity) }

    /// Empties the buffer; it keeps its memory unless told otherwise.
    public mutating func removeAll(keepingCapacity: Bool = true) { bytes.removeAll(keepingCapacity: keepingCapacity) }

    /// Drops what was written after the first `count` bytes, so that a line can be taken back.
    public mutating func truncate(to count: Int) {
        if count < bytes.count { bytes.removeLast(bytes.count - Swift.max(count, 0)) }
    }

    /// Hands `body` room for `room` bytes; it says how many of them, from the first, it wrote.
    ///
    /// All other appends stand on this one. `body` must not write past `room` nor return more than it wrote.
    @inline(__always)
    mutating func write(upTo room: Int, _ body: (UnsafeMutableRawPointer) -> Int) {
        bytes.append(addingCapacity: room) { span in
            unsafe span.withUnsafeMutableBufferPointer { target, count in
                guard let base = target.baseAddress else { return }
                let written = unsafe body(UnsafeMutableRawPointer(base))
                assert(written <= room, "a piece of text was longer than the room asked for")
                count = written
            }
        }
    }
}

extension TextBuffer {
    /// Appends one byte.
    public mutating func append(byte: UInt8) { bytes.append(byte) }

    /// Appends a literal, with no `String` in between.
    public mutating func append(_ text: StaticString) {
        guard text.hasPointerRepresentation else {
            append(String(text.unicodeScalar))
            return
        }
        unsafe append(start: UnsafeRawPointer(text.utf8Start), count: text.utf8CodeUnitCount)
    }

    /// Appends a string.
    @_disfavoredOverload
    public mutating func append(_ text: String) {
        let text = text.utf8
        unsafe append(contentsOf: text.span.bytes)
    }

    /// Appends bytes as they are; what is not UTF-8 stays what it is.
    public mutating func append(contentsOf span: RawSpan) {
        unsafe span.withUnsafeBytes { source in
            guard let start = source.baseAddress else { return }
            unsafe append(start: start, count: source.count)
        }
    }

    /// Appends the text of another buffer.
    public mutating func append(contentsOf other: borrowing TextBuffer) { bytes.append(contentsOf: other.bytes) }

    /// Appends the same byte `count` times.
    public mutating func append(byte: UInt8, repeated count: Int) {
        guard count > 0 else { return }
        unsafe write(upTo: count) { target in
            unsafe target.initializeMemory(as: UInt8.self, repeating: byte, count: count)
            return count
        }
    }

    /// Appends spaces until the text from `start` on (a former ``count``) is `width` bytes; one at least if `always`.
    public mutating func pad(from start: Int, to width: Int, always: Bool = false) {
        append(byte: 0x20, repeated: Swift.max(start + width - count, always ? 1 : 0))
    }

    /// Appends the canonical text of a value.
    @inlinable public mutating func append(_ value: some TextualValue) { value.appendText(to: &self) }

    private mutating func append(start: UnsafeRawPointer, count: Int) {
        unsafe write(upTo: count) { target in
            unsafe target.copyMemory(from: start, byteCount: count)
            return count
        }
    }
}

extension String {
    /// The text of a buffer; what is not UTF-8 becomes U+FFFD.
    public init(decoding buffer: TextBuffer) { self.init(decoding: buffer.bytes, as: UTF8.self) }
}
