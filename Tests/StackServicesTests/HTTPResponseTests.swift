import Testing

@testable import StackServices

@Suite("The small web client's reading")
struct HTTPResponseTests {
    /// What a text is taken for, in pieces of one size: the status, the body, and whether it was whole.
    private func answer(
        _ text: String, isHead: Bool = false, pieces: Int
    ) throws -> (status: Int?, body: String, isWhole: Bool) {
        var reader = HTTPResponseReader(isHead: isHead)
        var rest = Array(text.utf8)[...]
        var status: Int?
        var body: [UInt8] = []
        while !rest.isEmpty {
            var piece = rest.prefix(pieces)
            rest = rest.dropFirst(piece.count)
            while let event = try reader.next(&piece) {
                switch event {
                case .head(let head): status = head.status
                case .body(let octets): body += octets
                case .end: return (status, String(decoding: body, as: UTF8.self), true)
                }
            }
        }
        return (status, String(decoding: body, as: UTF8.self), reader.closed())
    }

    @Test("a body ends by its length, by its chunks, or with the connection (RFC 9112 6.3)", arguments: [1, 3, 1000])
    func bodies(size: Int) throws {
        let cases: [(text: String, isHead: Bool, status: Int, body: String, isWhole: Bool)] = [
            ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", false, 200, "hello", true),
            ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell", false, 200, "hell", false),
            ("HTTP/1.1 200 OK\r\nContent-Length: 5, 5\r\n\r\nhello", false, 200, "hello", true),
            ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", true, 200, "", true),
            ("HTTP/1.1 204 No Content\r\n\r\n", false, 204, "", true),
            ("HTTP/1.0 200 OK\r\n\r\nuntil the end", false, 200, "until the end", true),
            ("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 404\r\nContent-Length: 0\r\n\r\n", false, 404, "", true),
            (
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 9\r\n\r\n3\r\nabc\r\nA;x\r\n0123456789\r\n"
                    + "0\r\nT: v\r\n\r\n", false, 200, "abc0123456789", true
            ),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", false, 200, "abc", false),
            ("HTTP/1.1 200 OK\r\n", false, 0, "", false),
        ]
        for expected in cases {
            let found = try answer(expected.text, isHead: expected.isHead, pieces: size)
            #expect(found.status ?? 0 == expected.status && found.body == expected.body, "\(expected.text)")
            #expect(found.isWhole == expected.isWhole, "\(expected.text)")
        }
    }

    @Test(
        "what is no answer is said to be none",
        arguments: [
            "220 mail.example ESMTP\r\n\r\n", "HTTP/2 200\r\n\r\n", "HTTP/1.1 2000\r\n\r\n", "\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
            "HTTP/1.1 200 OK\r\nno colon\r\n\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        ])
    func none(text: String) {
        #expect(throws: HTTPRefusal.self) { try answer(text, pieces: 7) }
        #expect(throws: HTTPRefusal.self) { try answer(String(repeating: "a", count: 300_000), pieces: 1000) }
    }
}
