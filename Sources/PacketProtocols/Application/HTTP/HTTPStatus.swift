public import Packets

/// What a status code means. https://www.iana.org/assignments/http-status-codes
public struct HTTPStatus: NamedNumber {
    public var rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }
    public static let names: [ValueName] = [
        .init(100, "Continue"), .init(101, "Switching Protocols"), .init(102, "Processing"), .init(103, "Early Hints"),
        .init(199, "Informational - Others"), .init(200, "OK"), .init(201, "Created"), .init(202, "Accepted"),
        .init(203, "Non-authoritative Information"), .init(204, "No Content"), .init(205, "Reset Content"),
        .init(206, "Partial Content"), .init(207, "Multi-Status"), .init(208, "Already Reported"),
        .init(226, "IM Used"), .init(299, "Success - Others"), .init(300, "Multiple Choices"),
        .init(301, "Moved Permanently"), .init(302, "Found"), .init(303, "See Other"), .init(304, "Not Modified"),
        .init(305, "Use Proxy"), .init(307, "Temporary Redirect"), .init(308, "Permanent Redirect"),
        .init(399, "Redirection - Others"), .init(400, "Bad Request"), .init(401, "Unauthorized"),
        .init(402, "Payment Required"), .init(403, "Forbidden"), .init(404, "Not Found"),
        .init(405, "Method Not Allowed"), .init(406, "Not Acceptable"), .init(407, "Proxy Authentication Required"),
        .init(408, "Request Time-out"), .init(409, "Conflict"), .init(410, "Gone"), .init(411, "Length Required"),
        .init(412, "Precondition Failed"), .init(413, "Request Entity Too Large"), .init(414, "Request-URI Too Long"),
        .init(415, "Unsupported Media Type"), .init(416, "Requested Range Not Satisfiable"),
        .init(417, "Expectation Failed"), .init(418, "I'm a teapot"), .init(421, "Misdirected Request"),
        .init(422, "Unprocessable Entity"), .init(423, "Locked"), .init(424, "Failed Dependency"),
        .init(425, "Too Early"), .init(426, "Upgrade Required"), .init(428, "Precondition Required"),
        .init(429, "Too Many Requests"), .init(431, "Request Header Fields Too Large"),
        .init(451, "Unavailable For Legal Reasons"), .init(499, "Client Error - Others"),
        .init(500, "Internal Server Error"), .init(501, "Not Implemented"), .init(502, "Bad Gateway"),
        .init(503, "Service Unavailable"), .init(504, "Gateway Time-out"), .init(505, "HTTP Version not supported"),
        .init(506, "Variant Also Negotiates"), .init(507, "Insufficient Storage"), .init(508, "Loop Detected"),
        .init(510, "Not Extended"), .init(511, "Network Authentication Required"), .init(599, "Server Error - Others"),
    ]
}
