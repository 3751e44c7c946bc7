#if os(Linux)
    import Foundation
    import PrivateNetwork
    import Testing

    /// The built program scans and traces, beside the tools that people know.
    @Suite(
        "ibuki scan, trace: the program", .blocking, .serialized,
        .enabled(if: BuiltProgram.isPossible && PrivateNetwork.isAvailable, "no built program, or no namespaces"))
    struct ProbingCommandTests {
        private static let ibuki = BuiltProgram.path ?? ""

        private static func objects(_ text: String) throws -> [[String: Any]] {
            try text.split(separator: "\n").map {
                try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] ?? [:]
            }
        }

        /// A host of the chain's with an open port of each transport, of both families.
        private static let server = """
            import socket, threading
            def tcp(family, address):
                s = socket.socket(family); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                s.bind((address, 80)); s.listen(16)
                while True:
                    c, _ = s.accept()
                    try: c.send(b"220 ready\\r\\n\\x1b[31m"); c.close()
                    except OSError: pass
            def udp(family, address):
                s = socket.socket(family, socket.SOCK_DGRAM); s.bind((address, 53))
                while True:
                    octets, who = s.recvfrom(2048); s.sendto(octets, who)
            for work in (tcp, udp):
                for place in ((socket.AF_INET, "10.20.1.2"), (socket.AF_INET6, "fd20:1::2")):
                    threading.Thread(target=work, args=place, daemon=True).start()
            print("ready", flush=True)
            threading.Event().wait()
            """

        /// Runs `body` where port 25 is filtered and 26 refused by a filter, if there is nft(8).
        private static func world(
            _ body: (borrowing PrivateNetwork, RouterChain) throws -> Void
        ) throws {
            try PrivateNetwork.run { network in
                let chain = try RouterChain(network)
                defer { chain.leave() }
                let server = try chain.start(on: 2, "python3", ["-c", server])
                try server.waitFor("ready")
                try chain.shell(
                    on: 2,
                    """
                    nft add table inet f
                    nft 'add chain inet f i { type filter hook input priority 0; }'
                    nft add rule inet f i tcp dport 25 drop
                    nft add rule inet f i tcp dport 26 reject with icmpx admin-prohibited
                    """)
                try body(network, chain)
            }
        }

        /// What nmap found: the state of each port, as `80/tcp open syn-ack`.
        private static func nmap(_ network: borrowing PrivateNetwork, _ arguments: [String]) throws -> Set<String> {
            let text = try network.start("nmap", ["-n", "--reason", "--max-retries", "4"] + arguments).finish()
            return Set(
                text.split(separator: "\n").compactMap { line in
                    let words = line.split(separator: " ")
                    guard words.count >= 4, words[0].contains("/") else { return nil }
                    return "\(words[0]) \(words[1]) \(words[3])"
                })
        }

        private static func scan(_ network: borrowing PrivateNetwork, _ arguments: [String]) throws -> Set<String> {
            let text = try network.start(ibuki, ["scan", "--json", "--timeout", "2s"] + arguments).finish()
            return Set(
                try objects(text).compactMap { object in
                    guard let port = object["port"], let transport = object["transport"], let state = object["state"],
                        let reason = object["reason"]
                    else { return nil }
                    return "\(port)/\(transport) \(state) \(reason)"
                })
        }

        @Test(
            "it finds what nmap finds, and for the same reasons: by SYN, by connections and by datagrams, over both families",
            .enabled(if: PrivateNetwork.has("nmap", "nft", "python3"), "no nmap, nft or python3"),
            arguments: ["10.20.1.2", "fd20:1::2"])
        func likeNmap(host: String) throws {
            try Self.world { network, _ in
                let family = host.contains(":") ? ["-6"] : []
                for (method, ports) in [("-sS", "20-30,79-81"), ("-sT", "20-25,79-81"), ("-sU", "50-56")] {
                    let theirs = try Self.nmap(network, family + [method, "-p", ports, host])
                    let ours = try Self.scan(network, [method, "-p", ports, host])
                    #expect(!theirs.isEmpty && ours == theirs, "\(method): \(ours.symmetricDifference(theirs))")
                }
            }
        }

        @Test(
            "it finds the hosts that nmap finds, neighbors and behind a router",
            .enabled(if: PrivateNetwork.has("nmap", "nft", "python3"), "no nmap, nft or python3"),
            arguments: ["10.9.0.0/28", "10.20.1.0/29"])
        func hosts(network range: String) throws {
            try Self.world { network, _ in
                let text = try network.start("nmap", ["-n", "-sn", range]).finish()
                let theirs = Set(
                    text.split(separator: "\n").filter { $0.hasPrefix("Nmap scan report") }
                        .compactMap { $0.split(separator: " ").last.map(String.init) })
                let ours = try Self.objects(try network.start(Self.ibuki, ["scan", "--json", "-sn", range]).finish())
                    .filter { $0["type"] as? String == "host" }.compactMap { $0["address"] as? String }
                #expect(theirs.count == 2 && Set(ours) == theirs)
            }
        }

        @Test(
            "from an address of one's own, by a stack of our own: SYN, connections, and what is said there first",
            .enabled(if: PrivateNetwork.has("nft", "python3"), "no nft or python3"))
        func ownAddress() throws {
            try Self.world { network, _ in
                let place = ["-i", "a0", "--own-address", "10.9.0.77/24", "--gateway", "10.9.0.2", "10.20.1.2"]
                let raw = try Self.scan(network, ["-p", "25,26,80,81"] + place)
                let expected: Set = [
                    "25/tcp filtered no-response", "26/tcp filtered admin-prohibited", "80/tcp open syn-ack",
                    "81/tcp closed reset",
                ]
                #expect(raw == expected)
                let connected = try Self.scan(network, ["--connect", "-p", "80,81"] + place)
                #expect(connected == ["80/tcp open syn-ack", "81/tcp closed conn-refused"])
                for arguments in [place, ["10.20.1.2"]] {
                    let text = try network.start(Self.ibuki, ["scan", "--banner", "-p", "80"] + arguments).finish()
                    #expect(text.contains("220 ready") && !text.contains("\u{1b}"), "\(text)")
                }
            }
        }

        /// The way that a tool found: the addresses of its hops.
        private static func hops(_ text: String) throws -> [String] {
            try objects(text).compactMap { object in
                let answers = object["answers"] as? [[String: Any]]
                return answers?.first?["address"] as? String
            }
        }

        @Test(
            "the way is the one that traceroute and mtr find, by each kind of packet and over both families",
            .enabled(if: PrivateNetwork.has("traceroute", "mtr"), "no traceroute or mtr"),
            arguments: ["10.20.1.2", "fd20:1::2"])
        func likeTraceroute(host: String) throws {
            try PrivateNetwork.run { network in
                let chain = try RouterChain(network)
                defer { chain.leave() }
                let theirs = try network.start("traceroute", ["-n", "-q", "1", host]).finish()
                    .split(separator: "\n").dropFirst()
                    .compactMap { $0.split(separator: " ").dropFirst().first.map(String.init) }
                let report = try network.start("mtr", ["-n", "-r", "-c", "1", host]).finish()
                    .split(separator: "\n").filter { $0.contains("|--") }
                    .compactMap { $0.split(separator: " ").dropFirst().first.map(String.init) }
                #expect(theirs.count == 3 && report == theirs)
                for method in ["--icmp", "--udp", "--tcp"] {
                    let text = try network.start(Self.ibuki, ["trace", "--json", method, host]).finish()
                    #expect(try Self.hops(text) == theirs, "\(method)")
                    #expect(try Self.objects(text).allSatisfy { $0["lost"] as? Int == 0 }, "\(method)")
                }
                guard host.contains(".") else { return }
                let own = ["-i", "a0", "--own-address", "10.9.0.77/24", "--gateway", "10.9.0.2"]
                let text = try network.start(Self.ibuki, ["trace", "--json", host] + own).finish()
                #expect(try Self.hops(text) == theirs)
                let lost = try network.start(Self.ibuki, ["trace", "10.20.1.77", "-m", "4", "--timeout", "300ms"])
                #expect(try lost.finish(expecting: 1).hasPrefix(" 1  10.9.0.2"))
            }
        }
    }
#endif
