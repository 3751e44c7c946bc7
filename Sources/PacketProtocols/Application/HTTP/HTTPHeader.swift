public import Packets

/// One header line: a name, a colon, a value. RFC 9112 section 5.
public enum HTTPHeader: Schema {
    public static var name: String { "" }
    public static var prefix: String { "http" }
    public static var title: String { "Header" }
    public static var itemExample: String? { "{header.name=Host,header.value=example.test}" }
    public static var isHeadingOnly: Bool { true }
    public static var isFlat: Bool { true }

    @inlinable public static var field: Field<HTTPValue> {
        .init(
            "header.name", "Name", part: 0,
            means: """
                What a header line is called; letter case does not count. White space before the colon is an error that
                servers must refuse.
                """, in: "RFC 9112 section 5.1")
    }
    /// The colon and the space behind it.
    @inlinable public static var separator: Field<HTTPSeparator> { .init("", "Separator", part: 1) }
    @inlinable public static var value: Field<HTTPValue> {
        .init(
            "header.value", "Value", part: 2, means: "What a header line says, without the white space around it.",
            in: "RFC 9110 section 5.5")
    }
    @inlinable public static var lineEnd: Field<UInt16> {
        .init("", "Line end", bits: 0..<16, of: 3, show: .hex, preset: 0x0d0a)
    }

    public static var requestLine: Derived<HTTPHeader, TextRange> {
        .init(
            "request.line", "Request line", means: "A header line of a request as it stands, with its end.",
            in: "RFC 9112 section 5"
        ) { line, packet in line.isInRequest ? line.text(in: packet) : nil }
    }
    public static var responseLine: Derived<HTTPHeader, TextRange> {
        .init(
            "response.line", "Response line", means: "A header line of a response as it stands.",
            in: "RFC 9112 section 5"
        ) { line, packet in line.isInResponse ? line.text(in: packet) : nil }
    }
    public static var host: Derived<HTTPHeader, TextRange> {
        known(
            "host", "Host", "Host",
            means: "Which of a server's sites is meant. A request of version 1.1 without it is refused.",
            in: "RFC 9110 section 7.2")
    }
    public static var connection: Derived<HTTPHeader, TextRange> {
        known(
            "connection", "Connection", "Connection",
            means: """
                Whether the connection stays (keep-alive) or ends (close), and which headers are for the next hop alone.
                """, in: "RFC 9110 section 7.6.1")
    }
    public static var userAgent: Derived<HTTPHeader, TextRange> {
        known(
            "user_agent", "User-Agent", "User-Agent", means: "Which program asks, or says it does.",
            in: "RFC 9110 section 10.1.5")
    }
    public static var accept: Derived<HTTPHeader, TextRange> {
        known(
            "accept", "Accept", "Accept", means: "Which kinds of content the client takes, best first by q.",
            in: "RFC 9110 section 12.5.1")
    }
    public static var acceptEncoding: Derived<HTTPHeader, TextRange> {
        known(
            "accept_encoding", "Accept Encoding", "Accept-Encoding",
            means: "Which compressions the client understands.", in: "RFC 9110 section 12.5.3")
    }
    public static var acceptLanguage: Derived<HTTPHeader, TextRange> {
        known(
            "accept_language", "Accept-Language", "Accept-Language",
            means: "Which languages the person at the client reads.", in: "RFC 9110 section 12.5.4")
    }
    public static var authorization: Derived<HTTPHeader, TextRange> {
        known(
            "authorization", "Authorization", "Authorization",
            means: """
                Who the client is: a scheme and proof. Basic is the password itself, no more than encoded.
                """, in: "RFC 9110 section 11.6.2")
    }
    public static var proxyAuthorization: Derived<HTTPHeader, TextRange> {
        known(
            "proxy_authorization", "Proxy-Authorization", "Proxy-Authorization",
            means: "Who the client is, for the proxy.", in: "RFC 9110 section 11.7.2")
    }
    public static var authenticate: Derived<HTTPHeader, TextRange> {
        known(
            "www_authenticate", "WWW-Authenticate", "WWW-Authenticate",
            means: "How the client can prove who it is; comes with 401.", in: "RFC 9110 section 11.6.1")
    }
    public static var proxyAuthenticate: Derived<HTTPHeader, TextRange> {
        known(
            "proxy_authenticate", "Proxy-Authenticate", "Proxy-Authenticate",
            means: "How the client can prove itself to the proxy; comes with 407.", in: "RFC 9110 section 11.7.1")
    }
    public static var contentType: Derived<HTTPHeader, TextRange> {
        known(
            "content_type", "Content-Type", "Content-Type",
            means: "What kind of content the body is, and in which character set.", in: "RFC 9110 section 8.3")
    }
    public static var contentLength: Derived<HTTPHeader, TextRange> {
        known(
            "content_length_header", "Content-Length", "Content-Length",
            means: """
                How many octets the body has, as the line says it. Two that differ, or one beside chunks, is an
                attack or a fault.
                """, in: "RFC 9112 section 6.3")
    }
    public static var contentEncoding: Derived<HTTPHeader, TextRange> {
        known(
            "content_encoding", "Content-Encoding", "Content-Encoding",
            means: "How the content is compressed: gzip, br, zstd.", in: "RFC 9110 section 8.4")
    }
    public static var transferEncoding: Derived<HTTPHeader, TextRange> {
        known(
            "transfer_encoding", "Transfer-Encoding", "Transfer-Encoding",
            means: "How the body is wrapped on this hop: chunked, as a rule. It makes a length mean nothing.",
            in: "RFC 9112 section 6.1")
    }
    public static var upgrade: Derived<HTTPHeader, TextRange> {
        known(
            "upgrade", "Upgrade", "Upgrade",
            means: "Another protocol to go on with on this connection, such as websocket; agreed to by 101.",
            in: "RFC 9110 section 7.8")
    }
    public static var cookie: Derived<HTTPHeader, TextRange> {
        known(
            "cookie", "Cookie", "Cookie",
            means: """
                What the server asked the client to remember, sent back: who has it is taken for the client.
                """, in: "RFC 6265 section 5.4")
    }
    public static var setCookie: Derived<HTTPHeader, TextRange> {
        known(
            "set_cookie", "Set-Cookie", "Set-Cookie",
            means: "What the client is to remember, for which paths, how long, and whether over TLS alone.",
            in: "RFC 6265 section 4.1")
    }
    public static var referer: Derived<HTTPHeader, TextRange> {
        known(
            "referer", "Referer", "Referer", means: "The page that led here, misspelt in the standard.",
            in: "RFC 9110 section 10.1.3")
    }
    public static var date: Derived<HTTPHeader, TextRange> {
        known(
            "date", "Date", "Date", means: "When the message was made, by the server's clock.",
            in: "RFC 9110 section 6.6.1")
    }
    public static var cacheControl: Derived<HTTPHeader, TextRange> {
        known(
            "cache_control", "Cache-Control", "Cache-Control",
            means: "Who may keep the content and how long: no-store is nobody.", in: "RFC 9111 section 5.2")
    }
    public static var server: Derived<HTTPHeader, TextRange> {
        known(
            "server", "Server", "Server", means: "Which program answers. It tells attackers what to try.",
            in: "RFC 9110 section 10.2.4")
    }
    public static var location: Derived<HTTPHeader, TextRange> {
        known(
            "location", "Location", "Location", means: "Where to look instead, or where the new thing is.",
            in: "RFC 9110 section 10.2.2")
    }
    public static var lastModified: Derived<HTTPHeader, TextRange> {
        known(
            "last_modified", "Last-Modified", "Last-Modified",
            means: "When the content changed last, so that a client may ask if it has since.",
            in: "RFC 9110 section 8.8.2")
    }
    public static var forwardedFor: Derived<HTTPHeader, TextRange> {
        known(
            "x_forwarded_for", "X-Forwarded-For", "X-Forwarded-For",
            means: """
                For whom a proxy asks, the first client first. Anyone can write it; RFC 7239 standardized it as
                Forwarded.
                """, in: "RFC 7239 section 5.2")
    }
    public static var webSocketAccept: Derived<HTTPHeader, TextRange> {
        known(
            "sec_websocket_accept", "Sec-WebSocket-Accept", "Sec-WebSocket-Accept",
            means: "The server's proof that it understood the key: a digest of it.", in: "RFC 6455 section 11.3.3")
    }
    public static var webSocketExtensions: Derived<HTTPHeader, TextRange> {
        known(
            "sec_websocket_extensions", "Sec-WebSocket-Extensions", "Sec-WebSocket-Extensions",
            means: "Extensions of the web socket that are offered or agreed on, such as compression.",
            in: "RFC 6455 section 11.3.2")
    }
    public static var webSocketKey: Derived<HTTPHeader, TextRange> {
        known(
            "sec_websocket_key", "Sec-WebSocket-Key", "Sec-WebSocket-Key",
            means: "Sixteen random octets in base 64, so that no cache answers in the server's place.",
            in: "RFC 6455 section 11.3.1")
    }
    public static var webSocketProtocol: Derived<HTTPHeader, TextRange> {
        known(
            "sec_websocket_protocol", "Sec-WebSocket-Protocol", "Sec-WebSocket-Protocol",
            means: """
                The protocols within the web socket that the client offers, or the one that the server chose.
                """, in: "RFC 6455 section 11.3.4")
    }
    public static var webSocketVersion: Derived<HTTPHeader, TextRange> {
        known(
            "sec_websocket_version", "Sec-WebSocket-Version", "Sec-WebSocket-Version",
            means: "The version of the protocol: 13.", in: "RFC 6455 section 11.3.5")
    }
    public static var settings: Derived<HTTPHeader, TextRange> {
        known(
            "http2_settings", "HTTP2-Settings", "HTTP2-Settings",
            means: """
                The client's first settings for HTTP/2, where it asked to go on with that; no longer used.
                """, in: "RFC 7540 section 3.2.1")
    }
    /// The number that the content length is, when it is one.
    public static var contentOctets: Derived<HTTPHeader, UInt64> {
        .init(
            "content_length", "Content length",
            means: "The content's length as a number; nothing where the line holds none.", in: "RFC 9110 section 8.6"
        ) { line, _ in
            line.isNamed("Content-Length") ? HTTPText.number(line.octets(of: value)) : nil
        }
    }
    public static var cookiePairs: Derived<HTTPHeader, TextList> {
        .init("cookie_pair", "Cookie pair", means: "One name and value of a cookie line.", in: "RFC 6265 section 4.2.1")
        { line, _ in
            line.isNamed("Cookie") ? TextList(HTTPText.list(line.value.text, separator: ";")) : nil
        }
    }

    /// The first letter's number, whatever its case: five of its eight bits.
    static var initial: Field<UInt8> { .init("", "Initial", bits: 3..<8, of: 0) }

    /// The headers that are known stand by their first letter: a line is compared with a few names and not with all.
    public static var tree: [AnyField] {
        [
            .init(requestLine), .init(responseLine), .init(field), .init(separator), .init(value),
            .when(
                initial, is: letter("A"),
                [.init(accept), .init(acceptEncoding), .init(acceptLanguage), .init(authorization)]),
            .when(
                initial, is: letter("C"),
                [
                    .init(connection), .init(contentType), .init(contentLength), .init(contentEncoding),
                    .init(cookie), .init(cacheControl), .init(contentOctets), .init(cookiePairs),
                ]),
            .when(initial, is: letter("D"), [.init(date)]),
            .when(initial, is: letter("H"), [.init(host), .init(settings)]),
            .when(initial, is: letter("L"), [.init(location), .init(lastModified)]),
            .when(initial, is: letter("P"), [.init(proxyAuthorization), .init(proxyAuthenticate)]),
            .when(initial, is: letter("R"), [.init(referer)]),
            .when(
                initial, is: letter("S"),
                [
                    .init(setCookie), .init(server), .init(webSocketAccept), .init(webSocketExtensions),
                    .init(webSocketKey), .init(webSocketProtocol), .init(webSocketVersion),
                ]),
            .when(initial, is: letter("T"), [.init(transferEncoding)]),
            .when(initial, is: letter("U"), [.init(userAgent), .init(upgrade)]),
            .when(initial, is: letter("W"), [.init(authenticate)]),
            .when(initial, is: letter("X"), [.init(forwardedFor)]),
            .init(lineEnd),
        ]
    }

    private static func letter(_ letter: Unicode.Scalar) -> UInt8 { UInt8(ascii: letter) & 0x1f }

    /// name | colon and white space | value | line end, which may lie in the next segment
    public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
        let end = HTTPText.lineEnd(message, from: from, to: to) ?? (text: to, next: to)
        let colon = message.first(0x3a, from: from, to: end.text)
        guard colon < end.text else { return nil }
        var value = colon + 1
        while value < end.text, message.octet(value) == 0x20 || message.octet(value) == 0x09 { value += 1 }
        return LayerParts(colon - from, value - from, end.text - from, end.next - from)
    }

    /// The line without its end.
    public static func describe(
        _ layer: borrowing Layer<HTTPHeader>, _ packet: borrowing PacketView, into text: inout TextBuffer
    ) {
        text.append(ascii: layer.message.clamped(layer.start, layer.start + layer.parts.end(2)))
    }

    /// The value of the header that is called `header`.
    @inline(__always)
    private static func known(
        _ name: StaticString, _ label: StaticString, _ header: @autoclosure @escaping @Sendable () -> StaticString,
        means words: StaticString, in section: StaticString
    ) -> Derived<HTTPHeader, TextRange> {
        .init(name, label, means: words, in: section) { line, packet in
            line.isNamed(header()) ? line.valueText(in: packet) : nil
        }
    }
}

extension Layer where P == HTTPHeader {
    /// Whether the message that the line belongs to is a response.
    fileprivate var isInResponse: Bool { HTTPText.startsResponse(message, at: 0) }
    fileprivate var isInRequest: Bool { !isInResponse && HTTPText.startsMessage(message) }
    /// The line as it stands, with its end.
    fileprivate func text(in packet: borrowing PacketView) -> TextRange {
        let first = offset(in: packet)
        return TextRange(first, first &+ parts.total)
    }
    fileprivate func valueText(in packet: borrowing PacketView) -> TextRange {
        let first = offset(in: packet)
        return TextRange(first &+ parts.start(2), first &+ parts.end(2))
    }
    /// Whether the name is `header`; letter case is free. RFC 9110 section 5.1.
    @inline(__always)
    func isNamed(_ header: StaticString) -> Bool {
        parts.count(0) == header.utf8CodeUnitCount && HTTPText.same(octets(ofPart: 0), header)
    }
}
