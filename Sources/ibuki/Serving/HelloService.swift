import NIOHTTP1

/// A web service that greets: what it answers, with no word of how requests come to it, so that whatever speaks NIO's
/// HTTP can serve it.
struct HelloService: Sendable {
    /// What it says to everyone.
    var greeting: String

    /// An answer to one request.
    struct Answer: Sendable {
        var head: HTTPResponseHead
        /// What the client is sent; empty for HEAD, whose answer tells only how long the body would be.
        var body: String
    }

    /// Whether a request is of HTTP/1.1 or later.
    private static func isModern(_ request: HTTPRequestHead) -> Bool {
        (request.version.major, request.version.minor) >= (1, 1)
    }

    /// Whether a client waits to be told that it may send the request's body (RFC 9110 section 10.1.1).
    func isAwaited(by request: HTTPRequestHead) -> Bool {
        Self.isModern(request)
            && request.headers[canonicalForm: "expect"].contains { $0.lowercased() == "100-continue" }
    }

    /// Whether it names its host once, as it has to since HTTP/1.1 (RFC 9112 section 3.2).
    private func namesHost(_ request: HTTPRequestHead) -> Bool {
        let count = request.headers["host"].count
        return count == 1 || count == 0 && !Self.isModern(request)
    }

    /// Answers a request. Any path is greeted; methods other than GET and HEAD are refused (RFC 9110 section 15.5.6).
    func answer(to request: HTTPRequestHead) -> Answer {
        var status = HTTPResponseStatus.ok
        var text = greeting
        var headers = HTTPHeaders([("content-type", "text/plain; charset=utf-8"), ("server", "ibuki/\(Ibuki.version)")])
        if !namesHost(request) {
            status = .badRequest
            text = "A request names its host, once.\n"
        } else if request.method != .GET, request.method != .HEAD {
            status = .methodNotAllowed
            text = "Only GET and HEAD are answered here.\n"
            headers.add(name: "allow", value: "GET, HEAD")
        }
        headers.add(name: "content-length", value: "\(text.utf8.count)")
        return Answer(
            head: HTTPResponseHead(version: request.version, status: status, headers: headers),
            body: request.method == .HEAD ? "" : text)
    }
}
