#if os(Linux)
    import Foundation
    import PrivateNetwork
    import Testing

    /// The built program where it cannot serve.
    @Suite("Serving: the program", .blocking, .enabled(if: BuiltProgram.isPossible, "\(BuiltProgram.reason)"))
    struct ServeTests {
        @Test("what is no address of a host is a usage error")
        func noAddress() throws {
            let (output, status) = try BuiltProgram.outcome(
                "unshare -rn \(BuiltProgram.path ?? "") serve http --address nope.invalid")
            #expect(status == 2)
            #expect(output == "ibuki: --address takes an address of this host, not 'nope.invalid'\n")
        }

        @Test("a port for which a capability is missing is refused with its name")
        func lowPort() throws {
            let (output, status) = try BuiltProgram.outcome(
                "unshare -rn sh -ec 'ip link set lo up; exec setpriv --bounding-set=-net_bind_service "
                    + "\(BuiltProgram.path ?? "") serve http --port 80'")
            #expect(status == 3)
            #expect(output.hasPrefix("ibuki: cannot listen at 127.0.0.1, port 80: Permission denied"))
            #expect(output.contains("cap_net_bind_service+ep"))
        }

        /// What a server answers to what is sent to it as it is.
        private static func answer(to request: String) throws -> String {
            let server = try RunningProgram(BuiltProgram.path ?? "", ["serve", "http", "--port", "0", "--quiet"])
            try server.waitFor("Ctrl-C ends it")
            let port = server.complaints.components(separatedBy: "port ").last?.prefix { $0.isNumber } ?? ""
            let (answer, _) = try BuiltProgram.outcome(
                "exec bash -c \"exec 3<>/dev/tcp/127.0.0.1/\(port); printf '\(request)' >&3; timeout 1 cat <&3\"")
            server.signal(SIGTERM)
            _ = server.wait()
            return answer
        }

        @Test("a client that waits to be told to send its request's body is told to (RFC 9110 10.1.1)")
        func expectation() throws {
            let head = "Host: x\\r\\nExpect: 100-Continue\\r\\nContent-Length: 3\\r\\n\\r\\n"
            let waiting = try Self.answer(to: "POST / HTTP/1.1\\r\\n" + head)
            #expect(waiting == "HTTP/1.1 100 Continue\r\n\r\n")
            let whole = try Self.answer(to: "POST / HTTP/1.1\\r\\n" + head + "abc")
            #expect(whole.hasPrefix("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 405 Method Not Allowed\r\n"))
            let old = try Self.answer(to: "POST / HTTP/1.0\\r\\n" + head + "abc")
            #expect(old.hasPrefix("HTTP/1.0 405 "))
        }

        @Test("a request of HTTP/1.1 that names no host, or two, is a bad one (RFC 9112 3.2)")
        func host() throws {
            #expect(try Self.answer(to: "GET / HTTP/1.1\\r\\n\\r\\n").hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
            #expect(
                try Self.answer(to: "GET / HTTP/1.1\\r\\nHost: a\\r\\nHost: b\\r\\n\\r\\n").hasPrefix("HTTP/1.1 400 "))
            #expect(try Self.answer(to: "GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n").hasPrefix("HTTP/1.1 200 OK"))
            #expect(try Self.answer(to: "GET / HTTP/1.0\\r\\n\\r\\n").hasPrefix("HTTP/1.0 200 OK"))
        }
    }
#endif
