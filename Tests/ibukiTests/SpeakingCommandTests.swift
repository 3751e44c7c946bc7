#if os(Linux)
    import Foundation
    import PrivateNetwork
    import Testing

    /// The built program that speaks by an interface, from an address that the kernel has not.
    @Suite(
        "ibuki ping, connect and http: the program", .blocking, .serialized,
        .enabled(if: BuiltProgram.isPossible && PrivateNetwork.isAvailable, "no built program, or no namespaces"))
    struct SpeakingCommandTests {
        private static let who = ["-i", "a0", "--own-address", "10.9.0.77/24", "--own-address", "fd00::77/64"]

        @Test("a host in another namespace answers to ping, by both families; a silent address gives status 1")
        func ping() throws {
            try PrivateNetwork.run { network in
                let far = try network.addFarEnd()
                defer { far.leave() }
                for address in ["10.9.0.2", "fd00::2"] {
                    let ping = try network.start(
                        BuiltProgram.path ?? "", ["ping", address, "-c", "3", "--interval", "10ms"] + Self.who)
                    let text = try ping.finish()
                    #expect(text.contains("3 sent, 3 received, 0.0 % lost"), "\(text) \(ping.complaints)")
                    #expect(text.hasPrefix("\(address)  1  56 octets in "))
                }
                let silent = try network.start(
                    BuiltProgram.path ?? "",
                    ["ping", "10.9.0.99", "-c", "1", "--timeout", "50ms", "--json"] + Self.who)
                let text = try silent.finish(expecting: 1)
                #expect(
                    text.hasPrefix(
                        "{\"sequence\":1,\"address\":\"10.9.0.99\",\"seconds\":null}\n{\"sent\":1,\"received\":0,"))
                // Until a signal comes.
                let endless = try network.start(BuiltProgram.path ?? "", ["ping", "10.9.0.2"] + Self.who)
                try endless.waitFor("octets in")
                endless.signal(SIGINT)
                #expect(try endless.finish().contains("1 sent, 1 received"))
            }
        }

        @Test(
            "a connection to a server of the kernel's: what is typed goes there, what comes is printed, both ends are finished"
        )
        func connect() throws {
            try PrivateNetwork.run { network in
                let far = try network.addFarEnd()
                defer { far.leave() }
                let server = try far.start(
                    "python3",
                    [
                        "-uc",
                        """
                        import socket
                        s = socket.create_server(("10.9.0.2", 99)); print("ready")
                        c, who = s.accept(); data = b""
                        while piece := c.recv(65536): data += piece
                        c.sendall(b"%d octets from %s\\n" % (len(data), who[0].encode())); c.close(); print("done")
                        """,
                    ])
                try server.waitFor("ready")
                let program = try network.start(
                    "bash",
                    [
                        "-c", "head -c 3000000 /dev/zero | \"$0\" \"$@\"", BuiltProgram.path ?? "", "connect",
                        "10.9.0.2", "99",
                    ]
                        + Self.who)
                #expect(try program.finish() == "3000000 octets from 10.9.0.77\n", "\(program.complaints)")
                #expect(try server.finish() == "ready\ndone\n")
                let refused = try network.start(
                    BuiltProgram.path ?? "", ["connect", "10.9.0.2", "98"] + Self.who)
                #expect(refused.wait() == 1)
                #expect(refused.complaints.hasPrefix("ibuki: 10.9.0.2, port 98: connection refused"))
            }
        }

        private static func fetch(_ network: borrowing PrivateNetwork, _ arguments: [String]) throws -> String {
            try network.start(BuiltProgram.path ?? "", ["http"] + arguments + who).finish()
        }

        @Test("pages of a web server of the kernel's: whole, long, missing, by both families, and posted")
        func http() throws {
            try PrivateNetwork.run { network in
                let far = try network.addFarEnd()
                defer { far.leave() }
                let folder = try Folder()
                let server = try far.start(
                    "python3",
                    [
                        "-uc",
                        """
                        import http.server, socket
                        class Handler(http.server.BaseHTTPRequestHandler):
                            protocol_version = "HTTP/1.1"
                            def reply(self, status, body):
                                self.send_response(status); self.send_header("Content-Length", len(body)); self.end_headers()
                                if self.command != "HEAD": self.wfile.write(body)
                            def do_GET(self):
                                if self.path == "/chunks":
                                    self.send_response(200); self.send_header("Transfer-Encoding", "chunked"); self.end_headers()
                                    for part in (b"one ", b"two"): self.wfile.write(b"%x\\r\\n%s\\r\\n" % (len(part), part))
                                    return self.wfile.write(b"0\\r\\n\\r\\n")
                                self.reply(200, b"x" * 5000000) if self.path == "/long" else self.reply(404, b"none")
                            do_HEAD = do_GET
                            def do_POST(self): self.reply(200, self.rfile.read(int(self.headers["Content-Length"])))
                        class Server(http.server.ThreadingHTTPServer): address_family = socket.AF_INET6
                        s = Server(("::", 80), Handler); print("ready"); s.serve_forever()
                        """,
                    ])
                try server.waitFor("ready")
                #expect(try Self.fetch(network, ["http://10.9.0.2/none"]) == "none")
                #expect(try Self.fetch(network, ["http://[fd00::2]:80/chunks"]) == "one two")
                #expect(try Self.fetch(network, ["http://10.9.0.2/x", "-d", "a=b", "-H", "X: y"]) == "a=b")
                #expect(try Self.fetch(network, ["http://10.9.0.2/long", "-I"]).contains("Content-Length: 5000000"))
                #expect(try Self.fetch(network, ["http://10.9.0.2/long", "-o", folder.file("long")]).isEmpty)
                let long = try Data(contentsOf: URL(filePath: folder.file("long")))
                #expect(long == Data(repeating: UInt8(ascii: "x"), count: 5_000_000))
                server.signal(SIGKILL)
                _ = server.wait()
                let refused = try network.start(BuiltProgram.path ?? "", ["http", "http://10.9.0.2/"] + Self.who)
                #expect(refused.wait() == 1 && refused.complaints.hasPrefix("ibuki: 10.9.0.2: connection refused"))
            }
        }

        @Test(
            "what is no page's place is refused",
            arguments: [
                "ftp://10.9.0.1/", "10.9.0.1", "http://na_me/", "http://10.9.0.1:0/", "'http://10.9.0.1/a b'",
            ])
        func place(url: String) throws {
            let (output, status) = try BuiltProgram.outcome("\(BuiltProgram.path ?? "") http \(url) -i a0")
            #expect(status == 2 && !output.isEmpty)
        }

        @Test("without an address of its own it says why one is wanted")
        func noAddress() throws {
            let (output, status) = try BuiltProgram.outcome("\(BuiltProgram.path ?? "") ping 10.9.0.1 -i a0")
            #expect(status == 2 && output.contains("--own-address or --host-address is wanted"))
        }
    }
#endif
