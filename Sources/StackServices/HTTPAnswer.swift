/// An answer to a request, before it is written.
struct HTTPAnswer: Equatable {
    enum Body: Equatable {
        case text(String)
        /// So many letters.
        case filler(Int)

        var count: Int {
            switch self {
            case .text(let text): text.utf8.count
            case .filler(let count): count
            }
        }
    }

    var status = 200
    var body: Body
    /// Whether the answer is to HEAD, and so ends with its head (RFC 9110 section 9.3.2).
    var isHeadOnly = false
    /// Whether another request is answered on this connection.
    var keepsAlive: Bool
    private var isModern = true

    init(_ body: Body, _ request: HTTPRequest) {
        self.body = body
        isHeadOnly = request.method == "HEAD"
        // Who waits to be told that it may send a body is not told: what it sends next cannot be known.
        keepsAlive = request.keepsAlive && !(request.awaitsGo && request.body != .none)
        isModern = request.isModern
    }

    /// - Parameter request: what is refused, when it was understood.
    init(refusing refusal: HTTPRefusal, _ request: HTTPRequest? = nil) {
        // What was not understood ends the connection.
        let unknown = HTTPRequest(method: "", target: "", isModern: true, keepsAlive: false)
        self.init(.text(refusal.reason + "\n"), request ?? unknown)
        status = refusal.status
    }

    /// The status line, the headers and the empty line.
    func head(_ time: CalendarTime) -> [UInt8] {
        var lines = ["HTTP/1.1 \(status) \(Self.phrases[status] ?? "Unknown")", "Date: \(time.text)", "Server: ibuki"]
        lines.append("Content-Type: text/plain; charset=utf-8")
        lines.append("Content-Length: \(body.count)")
        // RFC 9110 section 15.5.6.
        if status == 405 { lines.append("Allow: GET, HEAD") }
        if !keepsAlive {
            lines.append("Connection: close")
        } else if !isModern {
            lines.append("Connection: keep-alive")
        }
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    }

    private static let phrases = [
        200: "OK", 400: "Bad Request", 404: "Not Found", 405: "Method Not Allowed", 413: "Content Too Large",
        417: "Expectation Failed", 431: "Request Header Fields Too Large", 501: "Not Implemented",
        505: "HTTP Version Not Supported",
    ]
}
