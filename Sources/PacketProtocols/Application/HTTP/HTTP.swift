public import Packets

/// Hypertext Transfer Protocol, versions 0.9 to 1.1, as far as one segment holds it. RFC 9112.
public enum HTTP: HTTPFormat, StatefulProtocol {
    public static var name: String { "http" }
    public static var title: String { "Hypertext Transfer Protocol" }
    public static var meaning: Meaning {
        .init(
            """
            Asks for things by their address and gets them: pages, pictures, answers of programs. Plain, everybody
            on the way reads it.
            """, in: "RFC 9110 section 1")
    }
    public static var reference: String { "RFC 9112" }
    public static var example: String? {
        "ip(dst=10.0.0.1)/tcp(flags=PA)/http(request.method=GET,request.uri='/',request.version='HTTP/1.1',"
            + "headers=[{header.name=Host,header.value=example.test}])"
    }

    public static var examples: [FieldExample] {
        [
            .init(
                "http.request.method",
                "ip/tcp/http(request.method=POST)",
                filter: "http.request.method == \"POST\""),
            .init(
                "http.response.version",
                "ip/tcp/http(response.version='HTTP/1.1',response.code=404,response.phrase='Not Found')",
                filter: "http.response.version == \"HTTP/1.1\""),
            .init(
                "http.response.code",
                "ip/tcp/http(response.version='HTTP/1.1',response.code=404,response.phrase='Not Found')",
                filter: "http.response.code == 404"),
            .init(
                "http.response.phrase",
                "ip/tcp/http(response.version='HTTP/1.1',response.code=404,response.phrase='Not Found')",
                filter: "http.response.phrase == \"Not Found\""),
        ]
    }
    public static func next(_ message: RawSpan) -> NextLayer {
        HTTPText.start(message) == nil ? .data(from: 0, to: message.byteCount) : .later
    }

    /// A message behind this one, or the body as data, where no header says what it is.
    public static func body(_ message: RawSpan) -> NextLayer {
        guard let http = Layer<HTTP>(message) else { return .malformed }
        guard http.hasBody else { return .stop }
        let framing = http.framing
        let body = http.body(framing)
        if body.end < message.byteCount {
            // An empty line may go before a message (RFC 9112 section 2.2).
            let rest = message.clamped(body.end, message.byteCount)
            let next = body.end + (HTTPText.start(rest) ?? 0)
            if recognizes(message.clamped(next, message.byteCount)) {
                return .layer(.tcpPort(80), from: next, to: message.byteCount)
            }
        }
        guard body.start < body.end, !framing.isChunked else { return .stop }
        if let type = framing.type {
            // Parameters may follow (RFC 9110 section 8.3.1).
            var end = type.lowerBound
            while end < type.upperBound, message.octet(end) != 0x3b, message.octet(end) != 0x20 { end += 1 }
            if !message.clamped(type.lowerBound, end).isText("application/octet-stream") { return .stop }
        }
        return .data(from: body.start, to: body.end)
    }

    public static func recognizes(_ message: RawSpan) -> Bool {
        guard HTTPText.startsMessage(message),
            let line = HTTPText.lineEnd(message, from: 0, to: min(message.byteCount, 8192))
        else { return false }
        return message.has("HTTP/1.", at: 0) || message.has("HTTP/1.", at: line.text - 8)
    }
}

/// Simple Service Discovery Protocol: the messages of HTTP in datagrams. UPnP Device Architecture 2.0 section 1.
public enum SSDP: HTTPFormat {
    public static var name: String { "ssdp" }
    public static var title: String { "Simple Service Discovery Protocol" }
    public static var meaning: Meaning {
        .init(
            "HTTP's messages in multicast datagrams, by which UPnP devices find each other.",
            in: "UPnP Device Architecture 2.0 section 1")
    }
    public static var reference: String { "UPnP Device Architecture 2.0" }
}
