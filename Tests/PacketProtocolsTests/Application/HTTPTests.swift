import PacketPresenters
import PacketProtocols
import PacketSamples
import Packets
import Testing

struct HTTPTests {
    static func fields(_ text: String) -> [String] { ApplicationPackets.fields(HTTP.self, Array(text.utf8)) }

    static func isRecognized(_ text: String) -> Bool {
        let octets = Array(text.utf8)
        return HTTP.recognizes(octets.octets)
    }

    @Test("a request line and headers have their fields (RFC 9112 3)")
    func request() {
        let fields = Self.fields("GET /a?x=1&y=2 HTTP/1.1\r\nHost: ex.com\r\ncookie: a=b; c=d\r\n\r\n")
        #expect(fields.contains("http.request.method=GET"))
        #expect(fields.contains("http.request.uri=/a?x=1&y=2"))
        #expect(fields.contains("http.request.uri.path=/a"))
        #expect(fields.filter { $0.hasPrefix("http.request.uri.query.parameter=") }.count == 2)
        #expect(fields.contains("http.request.version=HTTP/1.1"))
        #expect(fields.contains("http.host=ex.com"))
        #expect(fields.contains("http.cookie=a=b; c=d"))
        #expect(fields.contains("http.cookie_pair=c=d"))
        #expect(fields.contains("http.request.line=Host: ex.com\r\n"))
        #expect(fields.contains("http.request.full_uri=http://ex.com/a?x=1&y=2"))
        #expect(fields.contains("http.request=1"))
    }

    @Test("a response has a number, a phrase and a body as long as it says (RFC 9112 4, 6.2)")
    func response() {
        let fields = Self.fields("HTTP/1.1 404 Not Found\r\nContent-Length: 3\r\n\r\nabcdef")
        #expect(fields.contains("http.response.code=404"))
        #expect(fields.contains("http.response.code.desc=Not Found"))
        #expect(fields.contains("http.response.phrase=Not Found"))
        #expect(fields.contains("http.content_length=3"))
        #expect(fields.contains("http.file_data=abc"))
        #expect(!fields.contains { $0.hasPrefix("http.request") })
    }

    @Test("a header line stands once in the tree, and its fields beside the others in JSON, as tshark's")
    func headers() {
        let message = Array("HTTP/1.1 200 OK\r\nServer: a \"b\"\r\nX-Odd: \u{7f}\r\n\r\n".utf8)
        var tree = TextBuffer()
        var json = TextBuffer()
        ApplicationPackets.present(HTTP.self, message) { registry, packet, detail in
            var trees = DetailTree(registry)
            trees.write(&packet, detail, into: &tree)
            var presenter = JSONPresenter(registry)
            presenter.write(&packet, detail, into: &json)
        }
        #expect(
            String(decoding: tree) == #"""
                Hypertext Transfer Protocol
                    Start line: HTTP/1.1 200 OK\r\n
                    Response Version: HTTP/1.1
                    Status Code: OK (200)
                    [Status Code Description: OK]
                    Response Phrase: OK
                    Server: a "b"
                    X-Odd: \177
                    [Response: True]

                """#)
        #expect(
            String(decoding: json).contains(
                #"""
                          "http.response.phrase": "OK",
                          "http.response.line": "Server: a \"b\"\r\n",
                          "http.header.name": "Server",
                          "http.header.value": "a \"b\"",
                          "http.server": "a \"b\"",
                          "http.response.line":
                """#))
    }

    @Test("a control in a chunk's size ends it and nothing else (RFC 9112 7.1)", arguments: 0..<0x20)
    func chunkSizeOfControls(control: UInt8) {
        let head = Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".utf8)
        for size in [[control], [0x31, control]] {
            let fields = ApplicationPackets.fields(HTTP.self, head + size + Array("\r\nabc\r\n".utf8))
            #expect(!fields.contains { $0.hasPrefix("http.chunk_size=") } || control == 0x0a || control == 0x0d)
        }
    }

    @Test("chunks are put together (RFC 9112 7.1)")
    func chunks() {
        let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        let fields = Self.fields(head + "5\r\nhello\r\n3;x=y\r\nabc\r\n0\r\n\r\n")
        #expect(fields.filter { $0.hasPrefix("http.chunk_size=") }.count == 3)
        #expect(fields.contains("http.file_data=helloabc"))
        #expect(!Self.fields(head + "ffffffffff\r\nhello").contains { $0.hasPrefix("http.file_data") })
    }

    @Test("a request behind a request is a layer of its own (RFC 9112 9.3.2)")
    func pipelining() {
        let fields = Self.fields("GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\n")
        #expect(fields.filter { $0.hasPrefix("http.request.uri=") } == ["http.request.uri=/1", "http.request.uri=/2"])
    }

    @Test("a segment that begins no message is the continuation of one: data")
    func continuation() {
        let fields = Self.fields("more of a body")
        #expect(fields.contains("data.len=14"))
        #expect(fields.filter { $0.hasPrefix("http.") } == ["http.file_data=more of a body"])
    }

    @Test("a request is recognized whatever its port, by its method and version")
    func recognition() {
        #expect(Self.isRecognized("GET / HTTP/1.1\r\n"))
        #expect(Self.isRecognized("HTTP/1.0 200 OK\r\n"))
        #expect(!Self.isRecognized("GET / RTSP/1.0\r\n"))
        #expect(!Self.isRecognized("GETAWAY / HTTP/1.1\r\n"))
    }

    @Test("headers without end, zeros and a megabyte in one line are read in one pass")
    func hostile() {
        var long = Array("GET / HTTP/1.1\r\nX: ".utf8)
        long += [UInt8](repeating: 0x61, count: 1 << 20)
        let clock = ContinuousClock()
        let time = clock.measure {
            #expect(ApplicationPackets.values("http.request.method", of: HTTP.self, long) == ["GET"])
        }
        #expect(time < .seconds(5))
        #expect(Self.fields("GET /\0 HTTP/1.1\r\nA:\0\r\n\r\n").contains("http.request.method=GET"))
        #expect(Self.fields("GET / HTTP/1.1\r\n: x\r\nnothing\r\n\r\n").contains("http.request.method=GET"))
        let message = Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n".utf8)
        #expect(ApplicationPackets.cutEverywhere(HTTP.self, message) == message.count + 1)
    }

    @Test("a request that is made has its spaces and line ends")
    func making() throws {
        let header = HTTP.with {
            $0.target = "/x"
            $0.headers = [
                HTTPHeader.with {
                    $0.field = "Host"
                    $0.value = "ex.com"
                }
            ]
        }
        let octets = try Packet(pieces: [.layer(header.any, trailer: [])]).octets()
        #expect(String(decoding: octets, as: UTF8.self) == "GET /x HTTP/1.1\r\nHost: ex.com\r\n\r\n")
    }
}
