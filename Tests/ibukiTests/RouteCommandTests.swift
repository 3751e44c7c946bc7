#if os(Linux)
    import Foundation
    import PrivateNetwork
    import Testing

    /// The built program as a router between two hosts of the kernel's.
    @Suite(
        "ibuki route: the program", .blocking, .serialized,
        .enabled(
            if: BuiltProgram.isPossible && PrivateNetwork.isAvailable && PrivateNetwork.has("ping", "ethtool"),
            "no built program, no namespaces, no ping or no ethtool"))
    struct RouteCommandTests {
        private static let addresses = [
            "--address", "10.9.0.1/24", "--address", "10.8.0.1/24", "--address", "c0=fd08::1/64", "--address",
            "a0=fd09::1/64",
        ]

        /// Runs `body` between two networks with the program as their router, and gives what that printed.
        private func route(
            _ arguments: [String] = [], knowsInside: Bool = true,
            _ body: @escaping @Sendable (TwoNetworks) throws -> Void
        ) throws -> [String] {
            try PrivateNetwork.run { network in
                let networks = try TwoNetworks(network, knowsInside: knowsInside)
                defer { networks.leave() }
                let router = try network.start(
                    BuiltProgram.path ?? "", ["route", "a0", "c0"] + Self.addresses + arguments)
                try router.waitFor("Ctrl-C ends it")
                try body(networks)
                router.signal(SIGINT)
                let printed = try router.finish()
                #expect(
                    router.complaints
                        == "ibuki: routing between a0 (10.9.0.1, fd09::1) and c0 (10.8.0.1, fd08::1); Ctrl-C ends it\n")
                return printed.split(separator: "\n").map(String.init)
            }
        }

        @Test(
            "pings get through with a hop less to go, by both families; what has none left, or no route, is answered by us"
        )
        func ping() throws {
            let lines = try route { networks in
                for address in ["10.8.0.2", "fd08::2"] {
                    let text = try networks.inside.shell("ping -c 2 -i 0.1 -W 2 \(address)")
                    #expect(text.contains("ttl=63") && text.contains(" 2 received"), "\(text)")
                }
                #expect(try networks.outside.shell("ping -c 1 -W 2 10.8.0.1").contains("ttl=64"))
                var text = try networks.inside.shell("ping -c 1 -t 1 -W 2 10.8.0.2 || true")
                #expect(text.contains("From 10.9.0.1 icmp_seq=1 Time to live exceeded"), "\(text)")
                text = try networks.inside.shell("ping -c 1 -t 1 -W 2 fd08::2 || true")
                #expect(text.contains("From fd09::1 icmp_seq=1 Time exceeded: Hop limit"), "\(text)")
                text = try networks.inside.shell("ping -c 1 -W 2 10.7.0.1 || true")
                #expect(text.contains("From 10.9.0.1 icmp_seq=1 Destination Net Unreachable"), "\(text)")
                text = try networks.inside.shell("ping -c 1 -W 5 10.8.0.9 || true")
                #expect(text.contains("From 10.9.0.1 icmp_seq=1 Destination Host Unreachable"), "\(text)")
            }
            #expect(lines.last?.hasPrefix("all: ") == true && lines.last?.contains(" packets, ") == true, "\(lines)")
        }

        /// Listens, sends back the hash of what comes and then all of it.
        private static let server = """
            import socket, hashlib, sys
            s = socket.create_server((sys.argv[1], int(sys.argv[2])), family=socket.AF_INET6 if ":" in sys.argv[1] else socket.AF_INET)
            print("ready")
            c, who = s.accept(); data = b""
            while piece := c.recv(65536): data += piece
            c.sendall(hashlib.sha256(data).hexdigest().encode() + data); c.close(); print("from", who[0])
            """

        private static let client = """
            import socket, hashlib, os, sys
            data = os.urandom(5000000)
            c = socket.create_connection((sys.argv[1], int(sys.argv[2])), 20)
            c.sendall(data); c.shutdown(socket.SHUT_WR); back = b""
            while piece := c.recv(65536): back += piece
            print(back == hashlib.sha256(data).hexdigest().encode() + data)
            """

        /// Sends five million octets there and back, and gives from whom they seemed to come.
        private static func exchange(
            from client: TwoNetworks.Host, with server: TwoNetworks.Host, at address: String, by destination: String,
            port: Int = 99, listening: Int = 99
        ) throws -> String {
            let listening = try server.start("python3", ["-uc", Self.server, address, "\(listening)"])
            try listening.waitFor("ready")
            let asking = try client.start("python3", ["-uc", Self.client, destination, "\(port)"])
            #expect(try asking.finish() == "True\n", "\(asking.complaints)")
            return try listening.finish().replacing("ready\nfrom ", with: "").replacing("\n", with: "")
        }

        @Test(
            "five million octets go there and back, whole: in long segments as the cards put them together, and without",
            arguments: [true, false])
        func transfer(offloads: Bool) throws {
            let lines = try route(["--json"]) { networks in
                if !offloads {
                    try networks.inside.shell("ethtool -K b0 tso off gso off gro off tx off")
                    try networks.outside.shell("ethtool -K d0 tso off gso off gro off tx off")
                }
                let (inside, outside) = (networks.inside, networks.outside)
                #expect(
                    try Self.exchange(from: inside, with: outside, at: "10.8.0.2", by: "10.8.0.2") == "10.9.0.2")
                #expect(try Self.exchange(from: outside, with: inside, at: "fd09::2", by: "fd09::2") == "fd08::2")
            }
            let sum = try JSONSerialization.jsonObject(with: Data((lines.last ?? "").utf8)) as? [String: Any]
            #expect(sum?["event"] as? String == "total")
            #expect(sum?["octets"] as? Int ?? 0 > 20_000_000 && sum?["broken"] as? Int == 0, "\(lines)")
            // Long segments cross as one.
            #expect((sum?["packets"] as? Int ?? 0 > 14_000) == !offloads, "\(lines)")
        }

        @Test(
            "with translation the other side sees the router's address, and reaches what is passed on to the inside")
        func translation() throws {
            let arguments = ["--nat", "--forward", "8080=10.9.0.2:80", "--quiet"]
            let lines = try route(arguments, knowsInside: false) { networks in
                let (inside, outside) = (networks.inside, networks.outside)
                #expect(try inside.shell("ping -c 2 -i 0.1 -W 2 10.8.0.2").contains(" 2 received"))
                #expect(
                    try Self.exchange(from: inside, with: outside, at: "10.8.0.2", by: "10.8.0.2") == "10.8.0.1")
                #expect(
                    try Self.exchange(
                        from: outside, with: inside, at: "10.9.0.2", by: "10.8.0.1", port: 8080, listening: 80)
                        == "10.8.0.2")
                // Nobody listens at the router's own ports.
                let text = try outside.shell("python3 -c '\(Self.refused)'")
                #expect(text == "refused\n")
            }
            #expect(lines.isEmpty)
        }

        private static let refused = """
            import socket
            try: socket.create_connection(("10.8.0.1", 81), 5)
            except ConnectionRefusedError: print("refused")
            """

        @Test(
            "iperf3 measures through it, both ways and by UDP",
            .enabled(if: PrivateNetwork.has("iperf3"), "no iperf3"))
        func iperf() throws {
            _ = try route { networks in
                let server = try networks.outside.start("iperf3", ["-s", "--forceflush"])
                try server.waitFor("listening")
                for arguments in [["-n", "10M"], ["-n", "10M", "-R"], ["-n", "1M", "-u", "-b", "20M"]] {
                    let client = try networks.inside.start("iperf3", ["-c", "10.8.0.2", "-J"] + arguments)
                    let text = try client.finish()
                    let result = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
                    let end = result?["end"] as? [String: Any]
                    let sum = (end?["sum_received"] ?? end?["sum"]) as? [String: Any]
                    #expect(sum?["bytes"] as? Int ?? 0 > 500_000, "\(arguments) \(result?["error"] ?? text)")
                }
                server.signal(SIGINT)
                _ = server.wait()
            }
        }

        @Test("it ends when an interface goes, and says so")
        func gone() throws {
            try PrivateNetwork.run { network in
                let networks = try TwoNetworks(network)
                defer { networks.leave() }
                let router = try network.start(BuiltProgram.path ?? "", ["route", "a0", "c0"] + Self.addresses)
                try router.waitFor("Ctrl-C ends it")
                try network.shell("ip link del c0")
                #expect(router.wait() == 5)
                #expect(router.complaints.contains("c0"), "\(router.complaints)")
            }
        }

        @Test(
            "what makes no router is refused",
            arguments: [
                ("a0 a0 --address 10.9.0.1/24", "a router is between two interfaces"),
                ("a0 c0 --address 10.9.0.1/24", "c0 has no address"),
                ("a0 c0 --address x0=10.9.0.1/24", "x0 is neither a0 nor c0"),
                ("a0 c0 --address 10.9.0.1/24 --address 10.8.0.1/24 --address 10.7.0.1/24", "there are two interfaces"),
                ("a0 c0 --address 10.9.0.1/24 --address 10.8.0.1/24 --gateway 10.7.0.1", "is in no network"),
                ("a0 c0 --address 10.9.0.1/24 --address 10.8.0.1/24 --forward 1=10.9.0.2:2", "--forward is for --nat"),
                ("a0 c0 --address 10.9.0.1/24 --address c0=fd00::1/64 --nat", "--nat wants an IPv4 address at c0"),
                ("a0 c0 --nat --forward 0=10.9.0.2:2", "it takes a port and the inside host's"),
                ("a0 c0 --nat --forward 1=fd00::2:2", "it takes a port and the inside host's"),
                ("a0 c0 --nat --forward 1=10.9.0.2:2/sctp", "it takes a port and the inside host's"),
            ])
        func wrong(arguments: String, complaint: String) throws {
            let (output, status) = try BuiltProgram.outcome("\(BuiltProgram.path ?? "") route \(arguments)")
            #expect(status == 2 && output.contains(complaint), "\(output)")
        }
    }
#endif
