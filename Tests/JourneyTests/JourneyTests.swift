#if os(Linux)
    import Foundation
    import PrivateNetwork
    import Testing

    /// The programs of Examples/Journey, each of which speaks one layer more by hand.
    @Suite("The journey from ARP to FIN", .serialized, .blocking)
    struct JourneyTests {
        /// What each prints at its end, and some of the frames that pass before, with what stands for a packet's kind.
        static let steps: [(program: String, words: [String])] = [
            ("arp", ["ARP, Request who-has PEER", "ARP, Reply PEER is-at", "PEER is at 02:00:00:"]),
            ("ping", ["ARP, Request", "IP OWN > PEER: ICMP echo request", "IP PEER > OWN: ICMP echo reply"]),
            ("udp", ["IP OWN.40000 > PEER.", "the echo: who is there?"]),
            ("handshake", ["Flags [S]", "Flags [S.]", "Flags [.]", "Flags [R.]"]),
            ("get", ["Flags [S.]", "GET / HTTP/1.1", "HTTP/1.1 200 OK", "Flags [R.]"]),
            ("fin", ["Flags [S.]", "HTTP/1.1 200 OK", "Flags [F.]"]),
        ]

        /// The programs lie beside the tests.
        private static func path(_ step: String) -> String {
            var folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
            while folder.path.contains(".xctest") { folder.deleteLastPathComponent() }
            return folder.appending(path: "journey-\(step)").path
        }

        private static func check(_ text: String, _ words: [String], own: String, peer: String) {
            var rest = text[...]
            for words in words {
                let words = words.replacing("OWN", with: own).replacing("PEER", with: peer)
                guard let range = rest.range(of: words) else {
                    Issue.record("'\(words)' is not in its place in: \(text)")
                    return
                }
                rest = rest[range.upperBound...]
            }
        }

        @Test("each step finds its host in the lab", arguments: steps.indices)
        func lab(index: Int) throws {
            let (step, words) = Self.steps[index]
            let text = try RunningProgram(Self.path(step), []).finish()
            Self.check(text, words, own: "10.77.0.100", peer: step == "udp" ? "10.77.0.7" : "10.77.0.80")
        }

        @Test(
            "each speaks with a kernel and nginx in another namespace",
            .enabled(if: PrivateNetwork.isAvailable, "\(PrivateNetwork.refusal ?? "")"),
            .enabled(if: PrivateNetwork.has("nginx"), "no nginx"))
        func kernel() throws {
            try PrivateNetwork.run { network in
                let far = try network.addFarEnd()
                defer { far.leave() }
                let folder = try Folder()
                try Data("Hello from nginx.\n".utf8).write(to: URL(filePath: folder.file("index.html")))
                let settings = """
                    pid \(folder.file("pid")); daemon off; user root; error_log stderr notice; events {}
                    http { access_log off; server { listen 80; root \(folder.path); } }
                    """
                try Data(settings.utf8).write(to: URL(filePath: folder.file("conf")))
                let server = try far.start("nginx", ["-c", folder.file("conf")])
                try server.waitFor("start worker process")
                let echo = try far.start(
                    "python3",
                    [
                        "-uc",
                        """
                        import socket; s = socket.socket(type=socket.SOCK_DGRAM); s.bind(("10.9.0.2", 7)); print("ready")
                        while True: s.sendto(*s.recvfrom(999))
                        """,
                    ])
                try echo.waitFor("ready")
                for (step, words) in Self.steps {
                    let text = try network.start(Self.path(step), ["a0", "10.9.0.77", "10.9.0.2"]).finish()
                    Self.check(text, words, own: "10.9.0.77", peer: "10.9.0.2")
                    #expect(text.contains("Hello from nginx.") == (step == "get" || step == "fin"), "\(text)")
                }
                server.signal(SIGTERM)
                _ = server.wait()
            }
        }
    }
#endif
