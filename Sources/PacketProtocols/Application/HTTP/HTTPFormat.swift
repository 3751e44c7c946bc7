public import Packets

/// The message format of HTTP/1.x, which others share. RFC 9112 section 2.1.
///
/// A segment that does not begin with a message is the continuation of one: more header lines, or more of a body. Text up
/// to a line without a colon is taken for header lines, for some servers send each line by itself.
public protocol HTTPFormat: PacketProtocol {}

extension HTTPFormat {
    public static var prefix: String { "http" }

    /// The first five octets; a response begins with `HTTP/`.
    static var marker: Field<UInt64> { .init("", "Start", bits: 0..<40) }
    static var responseMarker: UInt64 { 0x48_54_54_50_2f }

    /// The first line of a message: what is asked for, or what became of it. RFC 9112 section 2.1.
    public static var startLine: Derived<Self, TextRange> {
        .init(
            "start_line", "Start line", readsFlow: false,
            means: "The first line as it stands: what is asked for, or what became of it.",
            in: "RFC 9112 section 2.1"
        ) { http, packet in
            if http.isContinuation { return nil }
            let first = http.offset(in: packet)
            return TextRange(first, first &+ http.parts.end(5))
        }
    }
    @inlinable public static var method: Field<HTTPMethod> {
        .init(
            "request.method", "Request Method", part: 0,
            means: """
                What to do: GET fetches, HEAD fetches the headers alone, POST hands over, PUT stores, DELETE removes,
                CONNECT opens a tunnel.
                """, in: "RFC 9110 section 9")
    }
    @inlinable public static var target: Field<HTTPTarget> {
        .init(
            "request.uri", "Request URI", part: 2,
            means: """
                On what, as the request line has it: a path mostly, a whole address to a proxy, host and port for
                CONNECT.
                """, in: "RFC 9112 section 3.2")
    }
    public static var path: Derived<Self, String> {
        .init(
            "request.uri.path", "Request URI Path", means: "The target up to its question mark.",
            in: "RFC 3986 section 3.3"
        ) { http, _ in http.targetParts?.path }
    }
    public static var query: Derived<Self, String> {
        .init(
            "request.uri.query", "Request URI Query",
            means: """
                The target behind its question mark. It stands in servers' logs, and secrets in it do too.
                """, in: "RFC 3986 section 3.4"
        ) { http, _ in http.targetParts?.query }
    }
    public static var parameters: Derived<Self, TextList> {
        .init(
            "request.uri.query.parameter", "Request URI Query Parameter",
            means: "One part of the query, as forms send it: name=value.", in: "RFC 3986 section 3.4"
        ) { http, _ in
            http.targetParts.map { TextList(HTTPText.list($0.query, separator: "&")) }
        }
    }
    @inlinable public static var version: Field<HTTPVersion> {
        .init(
            "request.version", "Request Version", part: 4,
            means: "The highest version that the client speaks in this format.", in: "RFC 9112 section 2.3")
    }
    @inlinable public static var responseVersion: Field<HTTPVersion> {
        .init(
            "response.version", "Response Version", part: 0,
            means: """
                The version that the server answers in; 1.0 closes the connection unless it says otherwise.
                """, in: "RFC 9112 section 2.3")
    }
    @inlinable public static var status: Field<HTTPStatus> {
        .init(
            "response.code", "Status Code", bits: 0..<24, of: 2, order: .digits,
            means: """
                How it went: 2xx well, 3xx look elsewhere, 4xx the client is at fault, 5xx the server. 1xx comes
                before the answer itself.
                """, in: "RFC 9110 section 15")
    }
    public static var statusText: Derived<Self, String> {
        .init(
            "response.code.desc", "Status Code Description",
            means: "What the number means, whatever the server calls it.", in: "RFC 9110 section 15"
        ) { http, _ in
            guard http.isResponse, http.parts.count(2) >= 3 else { return nil }
            let status = http.status.rawValue
            return HTTPStatus.name(of: UInt64(status))?.description ?? "Unknown (\(status))"
        }
    }
    @inlinable public static var phrase: Field<HTTPValue> {
        .init(
            "response.phrase", "Response Phrase", part: 4,
            means: "The server's words for the status, which nobody interprets.", in: "RFC 9112 section 4")
    }
    /// The spaces and line ends between the others.
    static var firstSpace: Field<UInt8> { .init("", "Space", bits: 0..<8, of: 1, preset: 0x20) }
    static var secondSpace: Field<UInt8> { .init("", "Space", bits: 0..<8, of: 3, preset: 0x20) }
    static var lineEnd: Field<UInt16> { .init("", "Line end", bits: 0..<16, of: 5, preset: 0x0d0a) }
    static var emptyLine: Field<UInt16> { .init("", "Empty line", bits: 0..<16, of: 7, preset: 0x0d0a) }
    public static var headers: Repeated<HTTPHeader> {
        .init(
            "headers", "Headers", part: 6, heading: .none, means: "The lines between first line and body.",
            in: "RFC 9112 section 5")
    }
    public static var fullTarget: Derived<Self, String> {
        .init(
            "request.full_uri", "Full request URI",
            means: "The target with its host: what one would type into a browser.", in: "RFC 9112 section 3.3"
        ) { http, _ in http.isRequest ? http.fullTarget : nil }
    }
    public static var request: Derived<Self, Bool> {
        .init(
            "request", "Request",
            means: """
                The message is a request: its first line has a method. A filter on it shows all that was asked.
                """, in: "RFC 9112 section 3"
        ) { http, _ in
            http.isRequest ? true : nil
        }
    }
    public static var response: Derived<Self, Bool> {
        .init(
            "response", "Response", means: "The message is a response: its first line has a status.",
            in: "RFC 9112 section 4"
        ) { http, _ in
            http.isResponse && !http.isCutInHeaders ? true : nil
        }
    }
    public static var chunkSizes: Derived<Self, ValueList<UInt32>> {
        .init(
            "chunk_size", "Chunk size",
            means: """
                How many octets each chunk of the body has; 0 ends the body. Proxy and server that count differently
                let requests be smuggled in.
                """, in: "RFC 9112 section 7.1"
        ) { http, _ in
            http.mayBeChunked && http.isChunked
                ? ValueList(http.chunks.list.map { UInt32(truncatingIfNeeded: $0.size) }) : nil
        }
    }
    /// What the sender knew of the body only at its end, such as a signature of it. RFC 9112 section 7.1.2.
    public static var trailer: Derived<Self, String> {
        .init(
            "chunked_trailer_part", "Trailer",
            means: """
                Header lines behind the last chunk: what the sender knew only at the end, such as a signature.
                """, in: "RFC 9112 section 7.1.2"
        ) { http, _ in http.trailer }
    }
    /// The body, chunks put together, up to its first zero octet.
    public static var fileData: Derived<Self, String> {
        .init(
            "file_data", "File Data",
            means: "What the message carries, its chunks put together, as far as it is here and is text.",
            in: "RFC 9112 section 6"
        ) { http, packet in
            if packet.flowState(of: HTTP.self)?.isTunnel ?? false { return nil }
            return http.endsWithHeaders(in: packet) ? nil : http.bodyText
        }
    }

    public static var tree: [AnyField] {
        [
            .init(startLine),
            .unless(marker, is: responseMarker, [.init(method), .init(firstSpace), .init(target)]),
            .init(path), .init(query), .init(parameters), .init(secondSpace),
            .unless(marker, is: responseMarker, [.init(version)]), .init(lineEnd),
            .when(marker, is: responseMarker, [.init(responseVersion), .init(status)]), .init(statusText),
            .when(marker, is: responseMarker, [.init(phrase)]), .init(headers), .init(emptyLine),
            .init(fullTarget), .init(request), .init(response), .init(chunkSizes), .init(trailer), .init(fileData),
        ]
    }

    /// word | space | word | space | rest of the line | line end | headers | empty line; a continuation has no words
    public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
        guard HTTPText.startsMessage(message.clamped(from, to)) else {
            guard let text = HTTPText.start(message.clamped(from, to)) else { return LayerParts(0) }
            let lines = lines(message, from: from + text, to: to)
            return LayerParts(0, 0, 0, 0, 0, text, lines.headers - from, lines.end - from)
        }
        let line = HTTPText.lineEnd(message, from: from, to: to) ?? (text: to, next: to)
        let first = HTTPText.word(message, from: from, to: line.text)
        let second = HTTPText.word(message, from: first.next, to: line.text)
        let lines = lines(message, from: line.next, to: to)
        return LayerParts(
            first.text - from, first.next - from, second.text - from, second.next - from, line.text - from,
            line.next - from, lines.headers - from, lines.end - from)
    }

    /// Where the header lines end, and the empty line behind them.
    private static func lines(_ message: RawSpan, from: Int, to: Int) -> (headers: Int, end: Int) {
        var offset = from
        while let header = HTTPHeader.measure(message, from: offset, to: to) { offset += header.total }
        guard let line = HTTPText.lineEnd(message, from: offset, to: to), line.text == offset else {
            return (offset, offset)
        }
        return (offset, line.next)
    }
}
