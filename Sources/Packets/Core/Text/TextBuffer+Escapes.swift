extension TextBuffer {
    /// Appends bytes as the inside of a JSON string (RFC 8259 7): quotes, backslashes and controls escaped, UTF-8 kept,
    /// U+FFFD for each part that is not UTF-8. The quotes around it are the caller's.
    public mutating func append(jsonEscaping span: RawSpan) {
        escape(
            span, isPlain: { $0 != 0x22 && $0 != 0x5C },
            invalid: { buffer, _ in buffer.append("\u{FFFD}") }
        ) {
            buffer, byte in
            switch byte {
            case 0x22: buffer.append("\\\"")
            case 0x5C: buffer.append("\\\\")
            case 0x08...0x0A, 0x0C, 0x0D: buffer.append(letterOf: byte)
            default:
                buffer.append("\\u00")
                buffer.append(hexDigitsOf: byte)
            }
        }
    }

    /// Appends a string as the inside of a JSON string; see ``append(jsonEscaping:)-(RawSpan)``.
    public mutating func append(jsonEscaping text: String) {
        let text = text.utf8
        unsafe append(jsonEscaping: text.span.bytes)
    }

    /// Appends bytes as the text or an attribute of an XML document: `&`, `<`, `>` and both quotes as entities, UTF-8 kept;
    /// what XML 1.0 cannot hold (2.2: controls, bytes that are not UTF-8) as `\x00`.
    public mutating func append(xmlEscaping span: RawSpan) {
        escape(
            span, isPlain: { $0 != 0x26 && $0 != 0x3C && $0 != 0x3E && $0 != 0x22 && $0 != 0x27 },
            invalid: { buffer, byte in buffer.append(xmlControl: byte) },
            special: { buffer, byte in
                switch byte {
                case 0x26: buffer.append("&amp;")
                case 0x3C: buffer.append("&lt;")
                case 0x3E: buffer.append("&gt;")
                case 0x22: buffer.append("&quot;")
                case 0x27: buffer.append("&#x27;")
                default: buffer.append(xmlControl: byte)
                }
            })
    }

    /// Appends a string as the text or an attribute of an XML document; see ``append(xmlEscaping:)-(RawSpan)``.
    public mutating func append(xmlEscaping text: String) {
        let text = text.utf8
        unsafe append(xmlEscaping: text.span.bytes)
    }

    /// Appends bytes so that no terminal acts on them: UTF-8 kept; `\a \b \t \n \v \f \r` so, and any other control,
    /// invisible direction mark or byte that is not UTF-8 as `\ooo`, three octal digits a byte.
    public mutating func append(textEscaping span: RawSpan) {
        escape(
            span, isPlain: { $0 != 0x7F }, keepsMarks: false,
            invalid: { buffer, byte in buffer.append(octal: byte) },
            special: { buffer, byte in
                if 0x07...0x0D ~= byte { buffer.append(letterOf: byte) } else { buffer.append(octal: byte) }
            })
    }

    /// Appends octets of a packet as text: UTF-8 kept, controls too, U+FFFD for each part that is not UTF-8.
    public mutating func append(utf8 span: RawSpan) {
        if span.isPlainASCII { return append(contentsOf: span) }
        escape(
            span, isPlain: { _ in true }, invalid: { buffer, _ in buffer.append("\u{FFFD}") },
            special: { buffer, byte in buffer.append(byte: byte) })
    }

    /// Appends the text of another buffer as the inside of a JSON string; see ``append(jsonEscaping:)-(RawSpan)``.
    public mutating func append(jsonEscaping other: borrowing TextBuffer) {
        unsafe append(jsonEscaping: other.storage.span.bytes)
    }

    /// Appends the text of another buffer as XML; see ``append(xmlEscaping:)-(RawSpan)``.
    public mutating func append(xmlEscaping other: borrowing TextBuffer) {
        unsafe append(xmlEscaping: other.storage.span.bytes)
    }

    /// Appends the text of another buffer so that no terminal acts on it; see ``append(textEscaping:)-(RawSpan)``.
    public mutating func append(textEscaping other: borrowing TextBuffer) {
        unsafe append(textEscaping: other.storage.span.bytes)
    }

    /// Copies runs of plain text whole and hands every other byte to `special` (ASCII) or `invalid`: there once for each
    /// maximal part of a sequence that is not UTF-8 (Unicode 3.9, U+FFFD substitution), or for each byte of a mark.
    @inline(__always)
    private mutating func escape(
        _ span: RawSpan, isPlain: (UInt8) -> Bool, keepsMarks: Bool = true,
        invalid: (inout TextBuffer, UInt8) -> Void, special: (inout TextBuffer, UInt8) -> Void
    ) {
        unsafe span.withUnsafeBytes { source in
            let count = source.count
            var start = 0
            var index = 0
            while index < count {
                // Eight bytes at a time while all of them are letters and the like.
                while index &+ 8 <= count,
                    unsafe OctetWord.isPlainText(source.loadUnaligned(fromByteOffset: index, as: UInt64.self))
                {
                    index &+= 8
                }
                guard index < count else { break }
                let byte = unsafe source[index]
                if byte < 0x80 {
                    if byte >= 0x20, isPlain(byte) {
                        index += 1
                        continue
                    }
                } else {
                    let sequence = unsafe UTF8Sequence(in: source, at: index)
                    if sequence.isValid, keepsMarks || !sequence.isControl {
                        index += sequence.length
                        continue
                    }
                    unsafe append(contentsOf: RawSpan(_unsafeBytes: source[start..<index]))
                    if keepsMarks, !sequence.isValid {
                        invalid(&self, byte)
                    } else {
                        for offset in 0..<sequence.length { invalid(&self, unsafe source[index + offset]) }
                    }
                    index += sequence.length
                    start = index
                    continue
                }
                if index > start { unsafe append(contentsOf: RawSpan(_unsafeBytes: source[start..<index])) }
                special(&self, byte)
                index += 1
                start = index
            }
            if count > start { unsafe append(contentsOf: RawSpan(_unsafeBytes: source[start..<count])) }
        }
    }

    /// A control character from 7 to 13 by its letter, as C writes it: `\a \b \t \n \v \f \r`.
    package mutating func append(letterOf byte: UInt8) {
        let letters: StaticString = "abtnvfr"
        append(character: "\\")
        append(byte: unsafe letters.utf8Start[Int(byte &- 7) % letters.utf8CodeUnitCount])
    }

    fileprivate mutating func append(hexDigitsOf byte: UInt8) { append(hex: byte, digits: 2) }

    fileprivate mutating func append(xmlControl byte: UInt8) {
        if byte == 0x09 || byte == 0x0A || byte == 0x0D { return append(byte: byte) }
        append("\\x")
        append(hexDigitsOf: byte)
    }

    fileprivate mutating func append(octal byte: UInt8) {
        append(character: "\\")
        for shift: UInt8 in [6, 3, 0] { append(byte: UInt8(ascii: "0") + byte >> shift & 7) }
    }
}

/// One UTF-8 sequence that begins with a byte of 0x80 or more (RFC 3629 4).
struct UTF8Sequence {
    private(set) var isValid = false
    /// How many bytes it takes; where it is not valid, the longest part that begins a valid one, or one byte.
    private(set) var length = 1
    private var scalar: UInt32 = 0

    @unsafe init(in source: UnsafeRawBufferPointer, at index: Int) {
        let first = unsafe source[index]
        let needed: Int
        var lowest: UInt8 = 0x80
        var highest: UInt8 = 0xBF
        switch first {
        case 0xC2...0xDF: needed = 1
        case 0xE0...0xEF:
            needed = 2
            if first == 0xE0 { lowest = 0xA0 }
            if first == 0xED { highest = 0x9F }
        case 0xF0...0xF4:
            needed = 3
            if first == 0xF0 { lowest = 0x90 }
            if first == 0xF4 { highest = 0x8F }
        default: return
        }
        scalar = UInt32(first) & (0x3F >> UInt32(needed))
        while length <= needed {
            guard index + length < source.count else { return }
            let byte = unsafe source[index + length]
            guard byte >= lowest, byte <= highest else { return }
            scalar = scalar << 6 | UInt32(byte & 0x3F)
            (lowest, highest) = (0x80, 0xBF)
            length += 1
        }
        isValid = true
    }

    /// A C1 control, a line separator or an invisible mark: what makes a terminal or a reader see another text.
    var isControl: Bool {
        switch scalar {
        case 0x80...0x9F, 0xAD, 0x61C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB: true
        default: false
        }
    }
}
