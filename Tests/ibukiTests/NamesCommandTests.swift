#if os(Linux)
    import Foundation
    import PrivateNetwork
    import Testing

    /// The built program asks servers of names.
    @Suite(
        "ibuki dns: the program", .blocking, .serialized,
        .enabled(if: BuiltProgram.isPossible && PrivateNetwork.isAvailable, "no built program, or no namespaces"))
    struct NamesCommandTests {
        /// By the host's sockets, and by a stack of our own.
        private static let ways = [[], ["-i", "a0", "--own-address", "10.9.0.77/24", "--own-address", "fd00::77/64"]]

        /// Runs the program and gives what it printed.
        private static func ask(
            _ network: borrowing PrivateNetwork, _ arguments: [String], expecting status: Int32 = 0
        ) throws -> String {
            try network.start(BuiltProgram.path ?? "", ["dns"] + arguments).finish(expecting: status)
        }

        @Test(
            "dnsmasq's records of each kind, by both ways and both families; what is long comes on a connection",
            .enabled(if: PrivateNetwork.has("dnsmasq"), "no dnsmasq"),
            arguments: ways)
        func dnsmasq(way: [String]) throws {
            try PrivateNetwork.run { network in
                let far = try network.addFarEnd()
                defer { far.leave() }
                let long = (0..<30).map { "--txt-record=long.test,\(String(repeating: "x", count: 100))\($0)" }
                let server = try far.start(
                    "/usr/sbin/dnsmasq",
                    [
                        "--no-daemon", "--conf-file=/dev/null", "--no-resolv", "--no-hosts", "--user=root",
                        "--pid-file=", "--log-facility=-", "--local=/test/",
                        "--host-record=web.test,10.9.0.80,fd00::80",
                        "--cname=www.test,web.test", "--mx-host=test,mail.test,10", "--txt-record=text.test,a \"b,c",
                        "--srv-host=_x._tcp.test,web.test,8080,5,7",
                    ] + long)
                try server.waitFor("started")
                for (arguments, answer) in [
                    (["web.test", "@10.9.0.2"], "10.9.0.80\n"), (["AAAA", "web.test", "@fd00::2"], "fd00::80\n"),
                    (["@10.9.0.2", "www.test."], "web.test.\n10.9.0.80\n"),
                    (["test", "mx", "@10.9.0.2"], "10 mail.test.\n"),
                    (["text.test", "txt", "@10.9.0.2", "--tcp"], "\"a \\\"b\" \"c\"\n"),
                    (["_x._tcp.test", "SRV", "@10.9.0.2", "--no-edns"], "5 7 8080 web.test.\n"),
                    (["-x", "10.9.0.80", "@10.9.0.2"], "web.test.\n"), (["-x", "fd00::80", "@fd00::2"], "web.test.\n"),
                    (["none.test", "@10.9.0.2"], ""),
                ] {
                    #expect(try Self.ask(network, arguments + ["--short"] + way) == answer, "\(arguments)")
                }
                #expect(try Self.ask(network, ["none.test", "@10.9.0.2"] + way).contains("status: NXDOMAIN"))
                let text = try Self.ask(network, ["long.test", "TXT", "@10.9.0.2", "--json"] + way)
                let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
                #expect(object?["transport"] as? String == "tcp")
                #expect((object?["answers"] as? [Any])?.count == 30)
            }
        }

        @Test(
            "names in other commands: a server's, by --dns; a connection races over both families (RFC 8305)",
            .enabled(if: PrivateNetwork.has("dnsmasq", "python3"), "no dnsmasq or python3"))
        func elsewhere() throws {
            try PrivateNetwork.run { network in
                let far = try network.addFarEnd()
                defer { far.leave() }
                let server = try far.start(
                    "/usr/sbin/dnsmasq",
                    [
                        "--no-daemon", "--conf-file=/dev/null", "--no-resolv", "--no-hosts", "--user=root",
                        "--pid-file=",
                        "--log-facility=-", "--local=/test/", "--port=5353", "--host-record=web.test,10.9.0.2,fd00::2",
                        "--cname=www.test,web.test", "--host-record=half.test,10.9.0.2,fd00::99",
                        "--host-record=old.test,10.9.0.2",
                    ])
                try server.waitFor("started")
                // By IPv4 alone.
                let web = try far.start("python3", ["-u", "-m", "http.server", "80", "-b", "10.9.0.2"])
                try web.waitFor("Serving")
                let names = ["--dns", "10.9.0.2#5353"]
                let own = ["-i", "a0", "--own-address", "10.9.0.77/24", "--own-address", "fd00::77/64"] + names
                for (arguments, said) in [
                    (["ping", "www.test", "-c", "1"] + own, "fd00::2  1  56 octets"),
                    (["ping", "www.test", "-4", "-c", "1"] + own, "10.9.0.2  1  56 octets"),
                    (["http", "http://web.test/", "-I"] + own, "200 OK"),
                    (["http", "http://half.test/", "-I"] + own, "200 OK"),
                    (["scan", "old.test", "-p", "80"] + names, "10.9.0.2 (old.test)  up"),
                    (["trace", "www.test", "-4"] + names, " 1  10.9.0.2"),
                ] {
                    let text = try network.start(BuiltProgram.path ?? "", arguments).finish()
                    #expect(text.contains(said), "\(arguments): \(text)")
                }
                for arguments in [["ping", "none.test", "-c", "1"] + own, ["scan", "none.test"] + names] {
                    let program = try network.start(BuiltProgram.path ?? "", arguments)
                    #expect(program.wait() == 1 && program.complaints.contains("none.test: has no IPv4 address"))
                }
            }
        }

        /// Answers with a wrong identifier, a wrong question and no response at all before the right one; the first question gets
        /// no answer.
        private static let hostile = """
            import socket
            s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind(("10.9.0.2", 53)); print("ready")
            s.recvfrom(4096)
            q, who = s.recvfrom(4096)
            end = q.index(b"\\0", 12) + 5
            def answer(identifier, question, address):
                return (identifier + b"\\x81\\x80\\0\\x01\\0\\x01\\0\\0\\0\\0" + question
                    + b"\\xc0\\x0c\\0\\x01\\0\\x01\\0\\0\\0\\x3c\\0\\x04" + address)
            other = bytes([q[0] ^ 1, q[1]])
            for message in (b"", b"\\0", q, q[:2] + b"\\xff" * 60, answer(other, q[12:end], b"\\x06\\x06\\x06\\x06"),
                answer(q[:2], q[12:end].replace(b"web", b"bad"), b"\\x06\\x06\\x06\\x07"),
                answer(q[:2], q[12:end].upper(), b"\\x0a\\x01\\x02\\x03")): s.sendto(message, who)
            print("done")
            """

        @Test("answers to others are not taken, and who gets none asks again", arguments: ways)
        func hostile(way: [String]) throws {
            try PrivateNetwork.run { network in
                let far = try network.addFarEnd()
                defer { far.leave() }
                let server = try far.start("python3", ["-uc", Self.hostile])
                try server.waitFor("ready")
                let text = try Self.ask(network, ["web.test", "@10.9.0.2", "--short", "--timeout", "300ms"] + way)
                #expect(text == "10.1.2.3\n")
                #expect(try server.finish() == "ready\ndone\n")
            }
        }

        @Test("nobody answers: status 1, in time", arguments: ways)
        func silence(way: [String]) throws {
            try PrivateNetwork.run { network in
                let far = try network.addFarEnd()
                defer { far.leave() }
                let asking = try network.start(
                    BuiltProgram.path ?? "",
                    ["dns", "web.test", "@10.9.0.2", "--timeout", "200ms", "--tries", "2"] + way)
                #expect(asking.wait() == 1)
                #expect(asking.complaints.hasPrefix("ibuki: web.test: 10.9.0.2#53: "), "\(asking.complaints)")
            }
        }

        @Test(
            "what is no question is refused",
            arguments: [
                ("", "a name is wanted"), ("a.test -x 10.0.0.1", "-x takes the place"),
                ("a.test b.test", "no type of records"),
                ("a.test @10.9", "a server is named once"),
                ("a..test @10.0.0.1", "empty label"),
                ("a.test A AAAA", "a name and a type are enough"),
            ])
        func wrong(arguments: String, complaint: String) throws {
            let (output, status) = try BuiltProgram.outcome("\(BuiltProgram.path ?? "") dns \(arguments)")
            #expect(status == 2 && output.contains(complaint), "\(output)")
        }
    }
#endif
