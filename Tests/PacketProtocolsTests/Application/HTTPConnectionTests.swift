import PacketSamples
import Testing

@testable import PacketProtocols
@testable import Packets

@Suite("HTTP: what a connection's segments go on with")
struct HTTPConnectionTests {
    /// A connection on which a request was seen.
    static func asked(port: UInt16 = 80, _ request: String = "GET / HTTP/1.1\r\nHost: a.test\r\n\r\n") -> Connection {
        var connection = Connection(serverPort: port)
        connection.open()
        _ = connection.send(.client, 1, 1, text: request)
        return connection
    }

    @Test(
        "without reassembly, header lines that come by themselves are header lines, and what is behind them is a body")
    func headersAlone() {
        var connection = Self.asked()
        connection.table.reassembles = false
        _ = connection.send(.server, 1, 41, text: "HTTP/1.0 200 OK\r\n")
        let line = connection.send(.server, 18, 41, text: "Server: a\r\n")
        #expect(line["http.server"] == "a")
        #expect(line.layers == ["ip", "tcp", "http"])
        #expect(line["http.request.line"] == nil)
        #expect(line["http.response.line"] == nil)
        let rest = connection.send(.server, 29, 41, text: "Content-Length: 3\r\n\r\nabcdef")
        #expect(rest["http.content_length"] == "3")
        #expect(rest["http.file_data"] == "abc")
        #expect(rest.layers == ["ip", "tcp", "http", "data"])
    }

    @Test("a body goes on as data, and as text where it is some")
    func body() {
        var connection = Self.asked()
        let text = connection.send(.server, 1, 41, text: "<p>one\n<p>two")
        #expect(text["http.file_data"] == "<p>one\n<p>two")
        #expect(text["data.len"] == "13")
        let binary = connection.send(.server, 14, 41, [0x1f, 0x8b, 0x08, 0x3a, 0x0a])
        #expect(binary["http.file_data"] == nil)
        #expect(binary.layers == ["ip", "tcp", "http", "data"])
    }

    @Test("a connection that is met in the middle of a body is no more than TCP until a request comes")
    func unknown() {
        var connection = Connection()
        #expect(connection.send(.server, 1, 1, [0x1f, 0x8b, 0x08]).layers == ["ip", "tcp"])
        #expect(connection.send(.server, 4, 1, text: "just words\n").layers == ["ip", "tcp"])
        #expect(connection.send(.server, 15, 1, text: "Server: a\r\n").layers == ["ip", "tcp", "http"])
        #expect(connection.send(.client, 1, 26, text: "GET / HTTP/1.1\r\n\r\n").layers == ["ip", "tcp", "http"])
        #expect(connection.send(.server, 26, 19, [0x1f, 0x8b, 0x08]).layers == ["ip", "tcp", "http", "data"])
    }

    @Test("on a port that is nobody's a connection stays what its first message showed")
    func recalled() {
        var connection = Self.asked(port: 9000)
        #expect(connection.send(.server, 1, 41, [0x1f, 0x8b, 0x08]).layers == ["ip", "tcp", "http", "data"])
        // This looks like a TLS alert.
        let alert = connection.send(.server, 4, 41, [21, 3, 3, 0, 2, 1, 0])
        #expect(alert.layers == ["ip", "tcp", "http", "data"])
        var other = Connection(clientPort: 40001, serverPort: 9000)
        other.open()
        #expect(other.send(.client, 1, 1, [0x1f, 0x8b, 0x08]).layers == ["ip", "tcp", "data"])
    }

    @Test("behind a change of protocol nothing is HTTP (RFC 9110 7.8, 9.3.6)")
    func tunnels() {
        var upgraded = Self.asked()
        let answer = upgraded.send(.server, 1, 41, text: "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n")
        #expect(answer["http.response.code"] == "101")
        #expect(upgraded.send(.server, 50, 41, text: "words").layers == ["ip", "tcp", "data"])
        let hidden = upgraded.send(.client, 41, 55, text: "GET / HTTP/1.1\r\n\r\nbody")
        #expect(hidden.layers == ["ip", "tcp", "data"])
        #expect(hidden["data.len"] == "22")
        var proxy = Self.asked(port: 3128, "CONNECT a.test:25 HTTP/1.1\r\n\r\n")
        let head = "HTTP/1.1 200 OK\r\n\r\n"
        let opened = proxy.send(.server, 1, 31, text: head + "220 a.test\r\n")
        #expect(opened["http.response.code"] == "200")
        #expect(opened["http.file_data"] == nil)
        #expect(proxy.send(.server, 32, 31, text: "250 a.test\r\n").layers == ["ip", "tcp", "data"])
        var refused = Self.asked(port: 3128, "CONNECT a.test:25 HTTP/1.1\r\n\r\n")
        _ = refused.send(.server, 1, 31, text: "HTTP/1.1 403 No\r\n\r\n")
        #expect(refused.send(.server, 20, 31, text: "words")["http.file_data"] == "words")
    }

    @Test("a line may end with CR alone, and a header whose line has no end is one (RFC 9112 2.2)")
    func lenience() {
        #expect(HTTPTests.fields("GET / HTTP/1.0\rHost: a\r\r").contains("http.host=a"))
        let cut = HTTPTests.fields("GET / HTTP/1.0\r\nHost: a.te")
        #expect(cut.contains("http.host=a.te"))
        #expect(cut.contains("http.request=1"))
        #expect(!HTTPTests.fields("GET / HTTP/1.0\r\nHost: a\r\nAcc").contains("http.request=1"))
        // A line that is no header line ends the headers.
        let odd = HTTPTests.fields("GET / HTTP/1.0\r\nHost: a\r\nodd\r\nB: c\r\n\r\n")
        #expect(odd.contains("http.file_data=odd\r\nB: c\r\n\r\n"))
        let plain = HTTPTests.fields("GET / HTTP/1.0\r\nHost: a\r\n\r\nodd\r\n")
        #expect(!plain.contains { $0.hasPrefix("http.file_data") })
    }

    @Test("octets of no special type are data, whatever the type's parameters (RFC 9110 8.3.1)")
    func types() {
        let head = "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream"
        #expect(HTTPTests.fields(head + "\r\n\r\nabc").contains("data.len=3"))
        #expect(HTTPTests.fields(head + "; a=b\r\n\r\nabc").contains("data.len=3"))
        #expect(!HTTPTests.fields(head + "s\r\n\r\nabc").contains("data.len=3"))
    }
}
