import Testing

@testable import StackServices

@Suite("The small web server's reading and answering")
struct HTTPTests {
    /// What a text is taken for, handed over in pieces of one size: requests, and how it ends.
    private func requests(_ text: String, pieces: Int = .max) -> (requests: [HTTPRequest], refusal: HTTPRefusal?) {
        var reader = HTTPRequestReader()
        var rest = Array(text.utf8)[...]
        var requests: [HTTPRequest] = []
        while !rest.isEmpty {
            var piece = rest.prefix(pieces)
            rest = rest.dropFirst(piece.count)
            while !piece.isEmpty {
                do {
                    if let request = try reader.next(&piece) { requests.append(request) }
                } catch {
                    return (requests, error)
                }
            }
        }
        return (requests, nil)
    }

    @Test("requests are told apart, whatever pieces they come in", arguments: [1, 2, 7, 1000])
    func pieces(size: Int) {
        let text =
            "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"
            + "POST /x HTTP/1.1\r\nhost:a\r\nContent-Length: 5\r\nConnection: x, Close\r\n\r\nGET /"
            + "PUT /y HTTP/1.1\nHost: a\nTransfer-Encoding: Chunked\n\n5;a=b\r\n12345\r\n0\r\nT: v\r\n\r\n"
            + "HEAD /z HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"
        let (found, refusal) = requests(text, pieces: size)
        #expect(refusal == nil)
        #expect(
            found == [
                HTTPRequest(method: "GET", target: "/", isModern: true, keepsAlive: true),
                HTTPRequest(method: "POST", target: "/x", isModern: true, body: .counted(5), keepsAlive: false),
                HTTPRequest(method: "PUT", target: "/y", isModern: true, body: .chunked, keepsAlive: true),
                HTTPRequest(method: "HEAD", target: "/z", isModern: false, keepsAlive: true),
            ])
    }

    @Test(
        "what could be read in two ways, or is too much, is refused",
        arguments: [
            ("GET /\r\n\r\n", 400), ("GET / HTTP/2.0\r\n\r\n", 505), ("GET / HTTPS\r\n\r\n", 400),
            ("G@T / HTTP/1.1\r\nHost: a\r\n\r\n", 400), ("GET /\u{1} HTTP/1.1\r\nHost: a\r\n\r\n", 400),
            ("GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400), ("GET / HTTP/1.1\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400), ("GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n", 400), ("GET / HTTP/1.1\r\nHost: a\rX: b\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: +5\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5, 5\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 2000000\r\n\r\n", 413),
            ("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
            ("GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 501),
            ("GET / HTTP/1.1\r\nHost: a\r\nExpect: cake\r\n\r\n", 417),
            ("GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n", 400),
            ("GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n", 400),
            ("GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nfffffff\r\n", 413),
        ])
    func refused(text: String, status: Int) {
        for size in [1, 1000] { #expect(requests(text, pieces: size).refusal?.status == status) }
    }

    @Test("a head without an end is refused when it is too long")
    func endless() {
        let line = String(repeating: "a", count: 20_000)
        #expect(requests(line, pieces: 100).refusal?.status == 431)
        let head = "GET / HTTP/1.1\r\nHost: a\r\n" + String(repeating: "X: y\r\n", count: 5000)
        #expect(requests(head, pieces: 100).refusal?.status == 431)
    }

    @Test("answers have their length, their date, and say whether the connection goes on")
    func answers() {
        let service = WebService(greeting: "hello\n")
        let time = CalendarTime(seconds: 784_111_777)
        func answer(_ text: String) -> (HTTPAnswer, [String]) {
            let answer = service.answer(to: requests(text).requests[0])
            let head = String(decoding: answer.head(time), as: UTF8.self)
            return (answer, head.split(separator: "\r\n").map(String.init))
        }
        let (page, lines) = answer("GET /?a=b HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(page.body == .text("hello\n") && !page.isHeadOnly && page.keepsAlive)
        // RFC 9110 section 5.6.7's example.
        #expect(
            lines == [
                "HTTP/1.1 200 OK", "Date: Sun, 06 Nov 1994 08:49:37 GMT", "Server: ibuki",
                "Content-Type: text/plain; charset=utf-8", "Content-Length: 6",
            ])
        let (big, _) = answer("HEAD /big/123456 HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n")
        #expect(big.body == .filler(123_456) && big.isHeadOnly && big.keepsAlive)
        #expect(answer("GET /big/-1 HTTP/1.1\r\nHost: a\r\n\r\n").0.status == 404)
        #expect(answer("GET /big/99999999999 HTTP/1.1\r\nHost: a\r\n\r\n").0.status == 404)
        let (refused, words) = answer("DELETE / HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(refused.status == 405 && words.contains("Allow: GET, HEAD"))
        #expect(answer("GET / HTTP/1.0\r\n\r\n").1.last == "Connection: close")
    }

    @Test("dates of leap years, of years that are none, and before 1970")
    func dates() {
        #expect(CalendarTime(seconds: 951_782_400).text == "Tue, 29 Feb 2000 00:00:00 GMT")
        #expect(CalendarTime(seconds: 4_107_542_399).text == "Sun, 28 Feb 2100 23:59:59 GMT")
        #expect(CalendarTime(seconds: 4_107_542_400).text == "Mon, 01 Mar 2100 00:00:00 GMT")
        #expect(CalendarTime(seconds: 0).text == "Thu, 01 Jan 1970 00:00:00 GMT")
    }

    @Test("nothing that is sent makes the reader trap")
    func noise() {
        var generator = SystemRandomNumberGenerator()
        let words = [
            "GET ", "/ ", "HTTP/1.1", "\r\n", "\n", "Host: a", "Transfer-Encoding: chunked", "5\r\n", ":", "\r",
        ]
        for _ in 0..<3000 {
            var text = ""
            for _ in 0..<Int.random(in: 1...20, using: &generator) { text += words.randomElement(using: &generator)! }
            _ = requests(text, pieces: Int.random(in: 1...10, using: &generator))
        }
    }
}
