import Packets

/// Reading lines and words of text protocols; everything is linear in the octets that are read.
enum HTTPText {
    /// A carriage return and a line feed.
    private static var lineFeed: UInt16 { 0x0d0a }
    /// `HTTP`.
    private static var http: UInt32 { 0x4854_5450 }
    /// `GET` and a space.
    private static var get: UInt32 { 0x4745_5420 }

    /// Where the line's text ends and where the next line starts; `nil` when the line has no end. A line ends with CR LF
    /// or, from lenient senders, with one of the two alone (RFC 9112 section 2.2).
    static func lineEnd(_ message: RawSpan, from: Int, to: Int) -> (text: Int, next: Int)? {
        let to = min(to, message.byteCount)
        let end = message.lineEnd(from: from, to: to)
        guard end < to else { return nil }
        let hasTwo = end &+ 1 < to && message.word(end) == lineFeed
        return (end, end &+ (hasTwo ? 2 : 1))
    }

    /// Where the word that starts at `from` ends, and where the next one starts.
    static func word(_ message: RawSpan, from: Int, to: Int) -> (text: Int, next: Int) {
        let end = max(from, message.first(0x20, from: from, to: to))
        return (end, min(end + 1, to))
    }

    /// Whether the octets begin with `HTTP/` or a method that is known.
    static func startsMessage(_ message: RawSpan) -> Bool {
        // Most begin with one of these two: a load and a comparison each.
        let start = 0
        switch message.long(start) {
        case http where startsResponse(message, at: start): return true
        case get: return true
        default: break
        }
        guard message.octet(start) &- UInt8(ascii: "A") < 26 else { return false }
        return methods.contains { message.has($0, at: 0) && isEnd(message, $0.utf8CodeUnitCount) }
    }

    /// Whether `HTTP/` stands at `offset`.
    @inline(__always)
    static func startsResponse(_ message: RawSpan, at offset: Int) -> Bool {
        message.long(offset) == http && message.octet(offset + 4) == UInt8(ascii: "/")
    }

    /// Where text starts: behind the empty line that may go before a message (RFC 9112 section 2.2); `nil` where the
    /// octets begin with something that is not printed.
    static func start(_ message: RawSpan) -> Int? {
        var start = 0
        if message.byteCount > 3, message.word(start) == lineFeed { start = 2 }
        return 0x20...0x7e ~= message.octet(start) ? start : nil
    }

    /// Whether the octets begin with a header line.
    static func startsHeaders(_ message: RawSpan) -> Bool {
        guard let start = start(message) else { return false }
        return HTTPHeader.measure(message, from: start, to: message.byteCount) != nil
    }

    private static func isEnd(_ message: RawSpan, _ offset: Int) -> Bool {
        let octet = message.octet(offset)
        return offset == message.byteCount || octet == 0x20 || octet == 0x0d || octet == 0x0a
    }

    /// https://www.iana.org/assignments/http-methods, and those of UPnP and of Microsoft's WebDAV.
    static let methods: [StaticString] = [
        "GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "CONNECT", "TRACE", "PATCH", "PROPFIND", "PROPPATCH",
        "MKCOL",
        "COPY", "MOVE", "LOCK", "UNLOCK", "REPORT", "SEARCH", "NOTIFY", "M-SEARCH", "SUBSCRIBE", "UNSUBSCRIBE", "POLL",
        "BCOPY", "BMOVE", "BDELETE", "BPROPFIND", "BPROPPATCH", "MKACTIVITY", "MKWORKSPACE", "CHECKOUT", "CHECKIN",
        "UNCHECKOUT", "MERGE", "UPDATE", "LABEL", "VERSION-CONTROL", "BASELINE-CONTROL", "ACL", "RPC_IN_DATA",
        "RPC_OUT_DATA", "RPC_CONNECT", "CCM_POST", "SMS_POST",
    ]

    /// Whether the octets are `name`, letter case aside.
    @inline(__always)
    static func same(_ octets: RawSpan, _ name: StaticString) -> Bool {
        octets.byteCount == name.utf8CodeUnitCount && hasLetters(of: octets, name)
    }

    @inline(never)
    private static func hasLetters(of octets: RawSpan, _ name: StaticString) -> Bool {
        let expected = unsafe UnsafeRawBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
        for index in 0..<octets.byteCount {
            let a = octets.octet(index)
            let b = unsafe expected[index]
            guard a == b || (a | 0x20 == b | 0x20 && (a | 0x20) &- 0x61 < 26) else { return false }
        }
        return true
    }

    /// A decimal number and nothing else.
    static func number(_ octets: RawSpan) -> UInt64? {
        var number: UInt64 = 0
        for offset in 0..<octets.byteCount {
            let digit = octets.octet(offset) &- 0x30
            guard digit < 10 else { return nil }
            let (tens, isTooLarge) = number.multipliedReportingOverflow(by: 10)
            let (sum, isTooMuch) = tens.addingReportingOverflow(UInt64(digit))
            guard !isTooLarge, !isTooMuch else { return nil }
            number = sum
        }
        return octets.byteCount > 0 ? number : nil
    }

    /// A chunk's size: hexadecimal digits up to a semicolon, a space or the line's end. RFC 9112 section 7.1.
    static func hexadecimal(_ message: RawSpan, from: Int, to: Int) -> Int? {
        var size = 0
        var offset = from
        while offset < to {
            let octet = message.octet(offset)
            guard let digit = HexText.digit(octet) else {
                return offset > from && (octet == 0x3b || octet == 0x20) ? size : nil
            }
            guard size < 1 << 32 else { return nil }
            size = size << 4 | Int(digit)
            offset += 1
        }
        return offset > from ? size : nil
    }

    /// The last member of a list between commas, without white space around it. RFC 9110 section 5.6.1.
    @_lifetime(copy list)
    static func lastMember(of list: RawSpan) -> RawSpan {
        func isComma(_ offset: Int) -> Bool { list.octet(offset) == UInt8(ascii: ",") }
        func isSpace(_ offset: Int) -> Bool {
            list.octet(offset) == UInt8(ascii: " ") || list.octet(offset) == UInt8(ascii: "\t")
        }
        var last = list.byteCount - 1
        while last >= 0, isSpace(last) || isComma(last) { last -= 1 }
        var comma = last
        while comma >= 0, !isComma(comma) { comma -= 1 }
        var start = comma + 1
        while start <= last, isSpace(start) { start += 1 }
        return list.clamped(start, last + 1)
    }

    /// The pieces between separators, without white space around them and without empty ones.
    static func list(_ text: String, separator: Character) -> [String] {
        text.split(separator: separator).map { piece in
            var piece = piece.drop { $0 == " " || $0 == "\t" }
            while let last = piece.last, last == " " || last == "\t" { piece.removeLast() }
            return String(piece)
        }
    }

    /// Octets as text, up to the first zero. What is not ASCII has no meaning (RFC 9110 section 5.5) and is shown as
    /// U+FFFD, one for each octet.
    static func text(_ octets: [UInt8]) -> String {
        // Nearly all is ASCII; scalar by scalar it takes ten times as long.
        if octets.allSatisfy({ $0 &- 1 < 0x7f }) { return String(decoding: octets, as: UTF8.self) }
        var scalars = String.UnicodeScalarView()
        for octet in octets.prefix(while: { $0 != 0 }) {
            scalars.append(octet < 0x80 ? Unicode.Scalar(octet) : "\u{fffd}")
        }
        return String(scalars)
    }
}
