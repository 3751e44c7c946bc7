import PacketProtocols
import Packets
import PacketSamples
import Testing

@Suite("The end of an HTTP message")
struct HTTPEndTests {
    private static let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n"
    private static let behind = "HTTP/1.1 304 Not Modified\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n"

    private static func codes(_ text: String) -> [String] { values("http.response.code", text) }
    private static func values(_ name: String, _ text: String) -> [String] {
        ApplicationPackets.values(name, of: HTTP.self, Array(text.utf8))
    }

    @Test(
        "behind the last chunk stand a trailer and an empty line (RFC 9112 7.1)",
        arguments: [
            "\r\n", "X-T: 1\r\n\r\n", "A: 1\r\nB: 2\r\n\r\n", "\n", "A: 1\n\n",
            // A sender that leaves the empty line out.
            "", "A: 1\r\n",
        ])
    func trailer(lines: String) {
        #expect(Self.codes(Self.chunked + lines + Self.behind) == ["200", "304", "204"])
        #expect(Self.values("http.file_data", Self.chunked + lines + Self.behind) == ["hello"])
    }

    @Test("the lines of a trailer are shown as they stand (RFC 9112 7.1.2)")
    func trailerLines() {
        #expect(Self.values("http.chunked_trailer_part", Self.chunked + "X-T: 1\r\n\r\n") == ["X-T: 1\r\n"])
        #expect(Self.values("http.chunked_trailer_part", Self.chunked + "\r\n") == [])
        // It is no header of the message.
        #expect(Self.values("http.header.name", Self.chunked + "X-T: 1\r\n\r\n") == ["Transfer-Encoding"])
    }

    @Test("a request in a trailer's place is the next message, for all that its target has a colon")
    func requestBehind() {
        let text = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nGET http://a.test/ HTTP/1.1\r\n\r\n"
        #expect(Self.values("http.request.method", text) == ["POST", "GET"])
    }

    @Test("the last coding of all lines decides whether a body is chunked (RFC 9112 6.1, RFC 9110 5.3)")
    func codings() {
        let body = "\r\n\r\n5\r\nhello\r\n0\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n"
        for value in ["chunked", "gzip, chunked", "gzip ,chunked ,", "gzip\r\nTransfer-Encoding: chunked"] {
            #expect(Self.codes("HTTP/1.1 200 OK\r\nTransfer-Encoding: \(value)" + body) == ["200", "204"], "\(value)")
        }
        for value in ["notchunked", "chunked, gzip", "chunked\r\nTransfer-Encoding: gzip"] {
            #expect(Self.codes("HTTP/1.1 200 OK\r\nTransfer-Encoding: \(value)" + body) == ["200"], "\(value)")
        }
    }

    @Test("a length beside a coding means nothing (RFC 9112 6.3)")
    func lengthAndCoding() {
        let text = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: gzip\r\n\r\nabcHTTP/1.1 204 No\r\n\r\n"
        #expect(Self.codes(text) == ["200"])
    }

    @Test("an empty line may go before the next message (RFC 9112 2.2)")
    func emptyLine() {
        let text = "POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc\r\nGET / HTTP/1.1\r\n\r\n"
        #expect(Self.values("http.request.method", text) == ["POST", "GET"])
    }

    @Test("a trailer that is cut anywhere, or never ends, is read in one pass")
    func hostile() {
        let message = Array((Self.chunked + "A: 1\r\nB: 2\r\n\r\n" + Self.behind).utf8)
        #expect(ApplicationPackets.cutEverywhere(HTTP.self, message) == message.count + 1)
        let long = Self.chunked + String(repeating: "A: 1\r\n", count: 2_000)
        let time = ContinuousClock().measure { #expect(Self.codes(long) == ["200"]) }
        #expect(time < .seconds(5))
    }
}
