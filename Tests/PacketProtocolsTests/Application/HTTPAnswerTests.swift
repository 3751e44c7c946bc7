import PacketSamples
import Testing

@testable import PacketProtocols
@testable import Packets

/// Where an answer ends depends on what was asked (RFC 9112 section 6.3).
@Suite("HTTP: answers whose length the request decides")
struct HTTPAnswerTests {
    private static let head = "HEAD / HTTP/1.1\r\nHost: a.test\r\n\r\n"
    private static let get = "GET / HTTP/1.1\r\nHost: a.test\r\n\r\n"
    /// Says of itself that `missing` is its body.
    private static let long = "HTTP/1.1 200 OK\r\nContent-Length: \(missing.utf8.count)\r\n\r\n"
    private static let short = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"
    private static let missing = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"

    /// What a server answers, in one segment, to what it was sent in one.
    private static func answer(to requests: String, _ text: String) -> Connection.Seen {
        var connection = HTTPConnectionTests.asked(requests)
        return connection.send(.server, 1, 1, text: text)
    }
    private static func codes(_ requests: String, _ text: String) -> String? {
        answer(to: requests, text)["http.response.code"]
    }

    @Test("an answer to HEAD has no body, whatever its headers say")
    func head() {
        for first in [Self.long, Self.short, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"] {
            let seen = Self.answer(to: Self.head + Self.get, first + Self.missing)
            #expect(seen["http.response.code"] == "200,404")
            #expect(seen.layers == ["ip", "tcp", "http", "http"])
            #expect(seen["http.file_data"] == nil)
        }
        #expect(Self.codes(Self.head + Self.head + Self.get, Self.long + Self.short + Self.missing) == "200,200,404")
    }

    @Test("an answer to GET has the body that it says it has")
    func get() {
        let seen = Self.answer(to: Self.get + Self.head, Self.long + Self.missing)
        #expect(seen["http.response.code"] == "200")
        #expect(seen["http.file_data"] == Self.missing)
        #expect(Self.codes(Self.get + Self.head, Self.short + "hello" + Self.long + Self.missing) == "200,200,404")
    }

    @Test("an answer whose request was not seen is taken by its headers")
    func unseen() {
        var connection = Connection()
        connection.open()
        #expect(connection.send(.server, 1, 1, text: Self.long + Self.missing)["http.response.code"] == "200")
    }

    @Test("what comes before an answer does not answer (RFC 9110 15.2)")
    func interim() {
        let hints = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
        #expect(Self.codes(Self.head, hints + Self.long + Self.missing) == "103,200,404")
    }

    @Test("what stands behind an answer to HEAD and is no message stays what it was")
    func odd() {
        let seen = Self.answer(to: Self.head, Self.short + "hello")
        #expect(seen["http.file_data"] == "hello")
    }

    @Test("what is remembered lies in the flow itself, without an allocation")
    func room() {
        #expect(FlowSlot<2>.holds(HTTP.Session.self))
    }

    @Test("more requests than are remembered make no answer shorter than it is")
    func many() {
        let count = HTTPQuestions.limit + 8
        var connection = HTTPConnectionTests.asked()
        var next: UInt32 = 41
        for _ in 0..<count {
            _ = connection.send(.client, next, 1, text: Self.head)
            next += UInt32(Self.head.utf8.count)
        }
        var sequence: UInt32 = 1
        var ends: [String?] = []
        for _ in 0...count {
            let text = Self.long + Self.missing
            ends.append(connection.send(.server, sequence, next, text: text)["http.response.code"])
            sequence += UInt32(text.utf8.count)
        }
        // The first answers the GET; from then on each segment answers two.
        #expect(ends.first == "200")
        #expect(ends.contains("200,404"))
        #expect(ends.last == "200")
    }
}
