public import Packets

/// What the headers of a message say of its body. RFC 9112 section 6.
struct HTTPFraming {
    /// Where the media type stands in the message.
    var type: Range<Int>?
    /// Whether there is a Content-Length, and the number that it is.
    var hasLength = false
    var length: UInt64?
    /// Whether there is a Transfer-Encoding, which makes a length mean nothing, and whether its last coding is chunked.
    var isEncoded = false
    var isChunked = false
}

/// What a message carries, and what is computed from its parts.
extension Layer where P: HTTPFormat {
    public var isResponse: Bool { HTTPText.startsResponse(message, at: start) }
    /// Whether the segment goes on with a message that began in one before it.
    public var isContinuation: Bool { parts.count(0) == 0 }
    /// Whether a request is here, as far as its empty line or the segment's end.
    public var isRequest: Bool { !isContinuation && !isResponse && !isCutInHeaders }
    /// Whether the segment begins with something that can be read, and is not part of a picture or an archive.
    private var isText: Bool { HTTPText.start(message.clamped(start, message.byteCount)) != nil }
    /// Whether the segment ends within the name of a header.
    public var isCutInHeaders: Bool {
        let rest = start + parts.total
        if parts.count(7) > 0 || parts.count(6) == 0 && isContinuation || rest >= message.byteCount { return false }
        return HTTPText.lineEnd(message, from: rest, to: message.byteCount) == nil
    }

    /// Whether the empty line is here that ends the headers.
    var hasEmptyLine: Bool { parts.count(7) > 0 }

    /// Whether the next message begins where the headers end, whatever they say of a body.
    func endsWithHeaders(in packet: borrowing PacketView) -> Bool {
        let next = packet.index + 1
        guard next < packet.layers.count, packet.layers[next].id == packet.layers[packet.index].id else { return false }
        return packet.layers[next].start == offset(in: packet) + parts.total
    }

    /// Whether anything stands behind the headers.
    var hasBody: Bool { start + parts.total < message.byteCount }

    /// Whether what stands behind the headers begins as the size of a chunk does.
    var mayBeChunked: Bool { HexText.digit(message.octet(start + parts.total)) != nil }

    /// The value of the first header of a name; `nil` when there is none. RFC 9110 section 5.1.
    public func header(_ name: StaticString) -> String? {
        value(of: name).map { HTTPText.text(message.octets($0.lowerBound, $0.upperBound)) }
    }

    /// Where the value of the first header of a name stands in the message.
    private func value(of name: StaticString) -> Range<Int>? {
        let initial = unsafe name.utf8Start.pointee & 0x1f
        var value: Range<Int>?
        readHeaders(where: { value == nil && $0 == initial }) { line in
            if line.isNamed(name) { value = line.start + line.parts.end(1)..<line.start + line.parts.end(2) }
        }
        return value
    }

    /// Reads the header lines whose initial's number `isWanted`; of the others only their ends are looked for.
    @inline(__always)
    private func readHeaders(where isWanted: (UInt8) -> Bool, _ body: (borrowing Layer<HTTPHeader>) -> Void) {
        var offset = start &+ parts.start(6)
        let end = start &+ parts.end(6)
        while offset < end {
            if isWanted(message.octet(offset) & 0x1f) {
                guard let line = Layer<HTTPHeader>(message, from: offset, to: end) else { return }
                body(line)
                offset = offset &+ line.parts.total
            } else {
                guard let line = HTTPText.lineEnd(message, from: offset, to: end) else { return }
                offset = line.next
            }
        }
    }

    /// RFC 9112 section 7.1.
    public var isChunked: Bool { framing.isChunked }

    /// Where the body lies in the message, as far as it is here. RFC 9112 section 6.3.
    public var body: (start: Int, end: Int) { body(framing) }

    /// What the headers say of the body, found in one pass over them.
    var framing: HTTPFraming {
        var framing = HTTPFraming()
        let c: UInt8 = 3
        let t: UInt8 = 20
        readHeaders(where: { $0 == c || $0 == t }) { line in
            if framing.type == nil, line.isNamed("Content-Type") {
                framing.type = line.start + line.parts.end(1)..<line.start + line.parts.end(2)
            } else if !framing.hasLength, line.isNamed("Content-Length") {
                framing.hasLength = true
                framing.length = HTTPText.number(line.octets(of: HTTPHeader.value))
            } else if line.isNamed("Transfer-Encoding") {
                // Several lines are one list, whose last member counts (RFC 9110 section 5.3).
                framing.isEncoded = true
                framing.isChunked = HTTPText.same(HTTPText.lastMember(of: line.octets(of: HTTPHeader.value)), "chunked")
            }
        }
        return framing
    }

    func body(_ framing: HTTPFraming) -> (start: Int, end: Int) {
        let from = start + parts.total
        if isCutInHeaders { return (from, from) }
        let code = isResponse ? self.status.rawValue : 0
        if code == 204 || code == 304 || code / 100 == 1 { return (from, from) }
        if framing.isChunked { return (from, chunks.end) }
        if !framing.isEncoded, let length = framing.length, length < UInt64(message.byteCount - from) {
            return (from, from + Int(length))
        }
        // Behind a line that is no header line the message is not what it seemed.
        let isOpen = isContinuation || isResponse || parts.count(7) == 0 || framing.hasLength || framing.isEncoded
        return (from, isOpen ? message.byteCount : from)
    }

    /// Whether a line ends with the last octet that is here, and with half of what ends lines.
    func endsInCarriageReturn(at end: Int) -> Bool {
        end == message.byteCount && message.octet(end - 1) == UInt8(ascii: "\r")
    }

    /// How long a message is whose headers are here. RFC 9112 section 6.3.
    var bodyLength: MessageLength {
        let from = start + parts.total
        let code = isResponse ? self.status.rawValue : 0
        if code == 204 || code == 304 || code / 100 == 1 { return .complete(from) }
        let framing = framing
        if framing.isChunked { return chunkedLength }
        if framing.isEncoded { return .complete(message.byteCount) }
        guard let length = framing.length else {
            return .complete(isResponse || framing.hasLength ? message.byteCount : from)
        }
        let end = from + Int(min(length, UInt64(Int32.max)))
        return end > message.byteCount ? .needs(end) : .complete(end)
    }

    /// How long a message with a chunked body is: up to its last chunk and the lines behind that. RFC 9112 section 7.1.
    private var chunkedLength: MessageLength {
        var offset = start + parts.total
        // A body of more chunks is not waited for: each segment of it asks for all of them.
        for _ in 0..<4096 {
            guard let line = HTTPText.lineEnd(message, from: offset, to: message.byteCount) else { return .more }
            guard let size = HTTPText.hexadecimal(message, from: offset, to: line.text) else { return .refuse }
            guard size > 0 else {
                let end = trailerEnd(from: line.next)
                return end.next > end.fields && !endsInCarriageReturn(at: end.next) ? .complete(end.next) : .more
            }
            guard size <= Int(Int32.max) else { return .refuse }
            offset = line.next + size + 2
            if offset > message.byteCount { return .needs(offset) }
        }
        return .refuse
    }

    /// The chunks of the body that are whole, the trailer behind them, and where it all ends. RFC 9112 section 7.1.
    var chunks: (list: [(from: Int, size: Int)], trailer: Range<Int>, end: Int, isComplete: Bool) {
        var list: [(from: Int, size: Int)] = []
        var offset = start + parts.total
        while let line = HTTPText.lineEnd(message, from: offset, to: message.byteCount) {
            guard let size = HTTPText.hexadecimal(message, from: offset, to: line.text) else { break }
            guard size <= message.byteCount - line.next else { break }
            list.append((line.next, size))
            offset = line.next + size
            if size == 0 {
                let end = trailerEnd(from: offset)
                return (list, offset..<end.fields, end.next, true)
            }
            if let end = HTTPText.lineEnd(message, from: offset, to: message.byteCount), end.text == offset {
                offset = end.next
            }
        }
        return (list, message.byteCount..<message.byteCount, message.byteCount, false)
    }

    /// Where the header lines of a trailer end, and the empty line behind them. RFC 9112 section 7.1.2.
    private func trailerEnd(from start: Int) -> (fields: Int, next: Int) {
        var offset = start
        // A sender that left the empty line out begins its next message here.
        while offset < message.byteCount, !HTTPText.startsMessage(message.clamped(offset, message.byteCount)),
            let line = HTTPHeader.measure(message, from: offset, to: message.byteCount)
        {
            offset += line.total
        }
        guard let line = HTTPText.lineEnd(message, from: offset, to: message.byteCount), line.text == offset else {
            return (offset, offset)
        }
        return (offset, line.next)
    }

    /// The lines of a chunked body's trailer as they stand, where there are any.
    var trailer: String? {
        guard hasBody, mayBeChunked, framing.isChunked else { return nil }
        let trailer = chunks.trailer
        return trailer.isEmpty ? nil : HTTPText.text(message.octets(trailer.lowerBound, trailer.upperBound))
    }

    /// The body as text, up to its first zero octet.
    var bodyText: String? {
        guard hasBody, isText else { return nil }
        let framing = framing
        guard framing.isChunked else {
            let body = body(framing)
            return body.start < body.end ? HTTPText.text(message.octets(body.start, body.end)) : nil
        }
        let chunks = chunks
        guard chunks.isComplete else { return nil }
        let octets = chunks.list.flatMap { message.octets($0.from, $0.from + $0.size) }
        return octets.isEmpty ? nil : HTTPText.text(octets)
    }

    private var hasQuery: Bool {
        let target = octets(ofPart: 2)
        return target.first(0x3f, from: 0, to: target.byteCount) < target.byteCount
    }

    /// The target's path and query, when it has a query.
    var targetParts: (path: String, query: String)? {
        guard !isContinuation, !isResponse, hasQuery else { return nil }
        let text = self.target.text
        guard let mark = text.utf8.firstIndex(of: 0x3f) else { return nil }
        return (String(text[..<mark]), String(text[text.utf8.index(after: mark)...]))
    }

    /// The target with the host's name before it. RFC 9112 section 3.3.
    var fullTarget: String? {
        guard let host = value(of: "Host") else { return nil }
        let target = octets(ofPart: 2)
        var text = TextBuffer(capacity: 7 + host.count + target.byteCount)
        if !target.isAbsolute, !octets(ofPart: 0).isText("CONNECT") {
            text.append("http://")
            text.append(ascii: message.clamped(host.lowerBound, host.upperBound))
        }
        text.append(ascii: target)
        return String(decoding: text)
    }
}

extension RawSpan {
    /// Whether a target begins with a scheme, before any zero, which ends a text. RFC 9112 section 3.2.2.
    fileprivate var isAbsolute: Bool {
        var colon = first(0x3a, from: 0, to: byteCount)
        while colon < byteCount, !has("://", at: colon) { colon = first(0x3a, from: colon + 1, to: byteCount) }
        guard colon < byteCount else { return false }
        for offset in 0..<colon where octet(offset) == 0 { return false }
        return true
    }
}
