#if os(Linux)
    import Foundation
    import PrivateNetwork
    import Testing

    /// The built program asks another host's kernel, in network namespaces of their own.
    @Suite(
        "The command ask", .blocking, .serialized,
        .enabled(
            if: PrivateNetwork.isAvailable && BuiltProgram.path != nil,
            "\(PrivateNetwork.refusal ?? "the program is not built")"))
    struct AskCommandTests {
        /// What a run of the program says.
        private struct Outcome: Sendable {
            var objects: [[String: String]]
            var output: String
            var complaints: String
            var status: Int32

            /// A member of every answer, sorted.
            func all(_ key: String) -> [String] { objects.filter { $0["type"] == "answer" }.compactMap { $0[key] } }
            var summary: [String: String] { objects.last ?? [:] }
        }

        /// Runs `ibuki ask` beside a far end with 10.9.0.2, 10.9.0.10 to 10.9.0.19, fd00::2, and a way on to 10.20.0.2
        /// over a router.
        private static func ask(
            _ arguments: String..., at prepare: String = ""
        ) throws -> [Outcome] {
            try PrivateNetwork.run { network in
                let far = try network.addFarEnd()
                defer { far.leave() }
                try far.shell(
                    """
                    sysctl -qw net.ipv4.icmp_ratelimit=0 net.ipv6.icmp.ratelimit=0 net.ipv4.ip_forward=1 \
                        net.ipv4.icmp_echo_ignore_broadcasts=0
                    for host in 10 11 12 13 14 15 16 17 18 19; do ip addr add 10.9.0.$host/32 dev b0; done
                    \(prepare)
                    """)
                try network.shell("ip route add 10.20.0.0/24 via 10.9.0.2")
                return try arguments.map { line in
                    let program = try network.start(
                        "/bin/sh", ["-c", "exec timeout 30 \(BuiltProgram.path ?? "ibuki") ask \(line)"])
                    let status = program.wait()
                    let objects = program.printed.split(separator: "\n").compactMap { line -> [String: String]? in
                        let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
                        return object?.mapValues { "\($0)" }
                    }
                    return Outcome(
                        objects: objects, output: program.printed, complaints: program.complaints, status: status)
                }
            }
        }

        private static let hosts = ["10.9.0.2"] + (10...19).map { "10.9.0.\($0)" }

        @Test("an ARP scan, a ping sweep and a neighbor solicitation find the hosts that there are")
        func sweeps() throws {
            let outcomes = try Self.ask(
                "'eth/arp(dst.proto_ipv4=10.9.0.0/27)' -i a0 --timeout 300ms --retry 0 --json",
                "'ip(dst=10.9.0.0/27)/icmp' --timeout 300ms --json",
                "'ipv6(dst=fd00::2)/icmpv6' --json",
                // Who is asked answers to the address that is told in an option (RFC 4861 7.2.4).
                "'ipv6/icmpv6(nd.ns.target_address=fd00::2)' --json")
            #expect(outcomes[0].all("from") == Self.hosts)
            #expect(outcomes[0].summary["asked"] == "32" && outcomes[0].summary["unanswered"] == "21")
            #expect(outcomes[1].all("from") == Self.hosts)
            #expect(outcomes[1].all("from") == outcomes[1].all("to"))
            // Those that no neighbor answered for were never sent.
            #expect(outcomes[1].summary["sent"] == "11" && outcomes[1].summary["undeliverable"] == "21")
            #expect(outcomes[2].all("from") == ["fd00::2"] && outcomes[3].all("from") == ["fd00::2"])
            #expect(outcomes.allSatisfy { $0.status == 0 })
        }

        @Test("a neighbor that is silent holds nobody up, and nothing is sent to it")
        func silentNeighbors() throws {
            let outcomes = try Self.ask(
                "'ip(dst=[10.9.0.90,10.9.0.2,10.9.0.91,10.9.0.10])/udp(dstport=[9,10])' --json --seed 7",
                "'ip(dst=10.9.0.0/27)/icmp' --json --rate 100",
                "'ip(dst=10.9.0.0/27)/icmp' --json --count 3 --timeout 100ms")
            #expect(outcomes[0].all("from") == ["10.9.0.2", "10.9.0.2", "10.9.0.10", "10.9.0.10"])
            #expect(outcomes[0].summary["undeliverable"] == "4" && outcomes[0].summary["sent"] == "4")
            // What is told apart keeps its number though it leaves late.
            let sources = outcomes[0].all("question").map { $0.split(separator: " ")[1] }
            #expect(Set(sources).count == 4)
            // The answers came long before the silent were given up.
            let received = outcomes[0].all("received").compactMap { Double($0) }
            let delays = outcomes[0].all("delay").compactMap { Double($0) }
            #expect(delays.allSatisfy { $0 < 0.4 } && received.count == 4)
            #expect((received.max() ?? 0) - (received.min() ?? 0) < 0.4)
            #expect(outcomes[1].all("from") == Self.hosts && outcomes[1].summary["undeliverable"] == "21")
            // Every packet and every question about a neighbor has its turn: 11 + 21 * 3 + 11 at most, 32 + 11 at least.
            let time = Double(outcomes[1].summary["time"] ?? "") ?? 0
            #expect(time > 0.42, "\(time)")
            #expect(outcomes[2].all("from").count == 33 && outcomes[2].summary["undeliverable"] == "63")
        }

        @Test("what cannot be sent is left out, wherever it stands, and --unanswered says why")
        func notSent() throws {
            let outcomes = try Self.ask(
                "'ip(dst=10.9.0.1..10.9.0.3)/icmp' --timeout 100ms --json --unanswered",
                "'ip(dst=[203.0.113.9,10.9.0.2,10.20.0.2,10.10.0.1])/icmp' --timeout 100ms --json --unanswered",
                "'eth/arp(dst.proto_ipv4=10.9.0.1..10.9.0.10)' --timeout 100ms --json",
                "'eth/vlan(id=[10,11])/arp(dst.proto_ipv4=10.9.0.2)' -i a0 --timeout 100ms --json --unanswered",
                "'ip(dst=10.9.0.3)/icmp' --timeout 100ms --unanswered", "'ip(dst=203.0.113.9)/icmp' --json",
                at: "ip route add 10.10.0.0/24 via 10.9.0.1")
            func silent(_ outcome: Outcome) -> [String] {
                outcome.objects.filter { $0["type"] == "silence" }.map { "\($0["to"] ?? "") \($0["reason"] ?? "")" }
            }
            #expect(outcomes[0].all("from") == ["10.9.0.2"] && outcomes[0].summary["undeliverable"] == "2")
            #expect(silent(outcomes[0])[0].hasPrefix("10.9.0.1 the host's own addresses are not reached by a0"))
            #expect(silent(outcomes[0])[1].hasPrefix("10.9.0.3 a0: 10.9.0.3 does not answer"))
            #expect(outcomes[0].objects.filter { $0["reason"] != nil }.allSatisfy { $0["tries"] == "0" })
            #expect(outcomes[1].all("to") == ["10.9.0.2", "10.20.0.2"])
            #expect(
                silent(outcomes[1]) == [
                    "203.0.113.9 route to 203.0.113.9: there is none", "10.10.0.1 route to 10.10.0.1: there is none",
                ])
            #expect(outcomes[2].all("from") == ["10.9.0.2", "10.9.0.10"])
            #expect(silent(outcomes[3]) == ["10.9.0.2 ", "10.9.0.2 "] && outcomes[3].summary["sent"] == "4")
            #expect(outcomes[4].output.contains("- not sent: a0: 10.9.0.3 does not answer") && outcomes[4].status == 1)
            #expect(outcomes[5].status == 5 && outcomes[5].complaints.contains("route to 203.0.113.9: there is none"))
        }

        @Test("an interface that goes down ends it with what came until then")
        func interfaceDown() throws {
            try PrivateNetwork.run { network in
                let far = try network.addFarEnd()
                defer { far.leave() }
                let program = try network.start(
                    BuiltProgram.path ?? "ibuki",
                    ["ask", "ip(dst=10.9.0.2)/icmp", "--count", "1000", "--rate", "20", "--json"])
                try program.waitFor("echo reply")
                try network.shell("ip link set a0 down")
                #expect(program.wait() == 5 && program.complaints.contains("a0: the interface is down"))
                #expect(program.printed.contains("{\"type\":\"summary\""))
            }
        }

        @Test("what listens on loopback answers, over both protocols")
        func loopback() throws {
            let outcomes = try Self.ask(
                "'ip(dst=127.0.0.1)/icmp(seq=[1,2])' -i lo --json", "'ipv6(dst=::1)/icmpv6' -i lo --json",
                "'ip(dst=127.0.0.1)/tcp(dstport=9,flags=S)' -i lo --json",
                "'ipv6(dst=::1)/udp(dstport=9)' --json", "'ip(dst=10.9.0.1)/udp(dstport=9)' -i lo --json")
            #expect(outcomes.allSatisfy { $0.status == 0 }, "\(outcomes.map(\.complaints))")
            #expect(outcomes[0].all("answer").count { $0.contains("echo reply") } == 2)
            #expect(outcomes[1].all("answer").count { $0.contains("echo reply") } == 1)
            #expect(outcomes[2].all("answer").count { $0.contains("Flags [R.]") } == 1)
            #expect(outcomes[3].all("isError") == ["1"] && outcomes[4].all("isError") == ["1"])
        }

        @Test("a SYN scan and a UDP scan tell open ports from closed ones")
        func ports() throws {
            let outcomes = try Self.ask(
                "'ip(dst=10.9.0.2)/tcp(dstport=[1..200],flags=S)' --json",
                "'ip(dst=10.9.0.2)/tcp(dstport=[1..200],flags=S)' --json -Y 'tcp.flags.syn == 1'",
                "'ip(dst=10.9.0.2)/udp(dstport=[1..20])' --timeout 300ms --retry 0 --unanswered --json",
                "'ipv6(dst=fd00::2)/udp(dstport=[1..10])' --timeout 300ms --retry 0 --json",
                at: """
                    nohup python3 -c '
                    import socket, time
                    kept = []
                    for port in (22, 80, 199):
                        s = socket.socket(); s.bind(("0.0.0.0", port)); s.listen(8); kept.append(s)
                    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind(("0.0.0.0", 7)); kept.append(s)
                    print("ready", flush=True); time.sleep(60)' > /dev/null 2>&1 &
                    for try in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
                        if ss -Hltn | grep -q :199; then break; fi; sleep 0.1
                    done
                    sleep 0.1
                    """)
            #expect(outcomes[0].all("answer").count == 200)
            #expect(outcomes[0].all("answer").count { $0.contains("Flags [S.]") } == 3)
            #expect(outcomes[0].all("answer").count { $0.contains("Flags [R.]") } == 197)
            let open = outcomes[1].all("answer").map { $0.prefix { $0 != ">" } }
            #expect(open == [22, 80, 199].map { "IP 10.9.0.2.\($0) " })
            #expect(outcomes[1].summary["answered"] == "200")
            // A closed port is told of by ICMP; an open one that does not answer stays silent.
            #expect(outcomes[2].all("isError") == Array(repeating: "1", count: 19))
            let silent = outcomes[2].objects.filter { $0["type"] == "silence" }
            #expect(silent.count == 1 && silent[0]["question"]?.contains("10.9.0.2.7:") == true)
            #expect(outcomes[3].all("answer").count == 10)
        }

        @Test("each hop of a way is told apart, though all its packets go to one place")
        func traceroute() throws {
            let outcomes = try Self.ask(
                "'ip(dst=10.20.0.2,ttl=[1..4])/udp(srcport=5000,dstport=33434)' --json",
                "'ip(dst=10.20.0.2,ttl=[1..4])/tcp(srcport=5000,dstport=33434,flags=S)' --json",
                "'ip(dst=10.20.0.2,ttl=[1..4])/icmp' --json",
                at: """
                    ip link add c0 type veth peer name d0
                    unshare -n sleep 30 & sleep 0.3
                    ip link set d0 netns $!
                    ip addr add 10.20.0.1/24 dev c0; ip link set c0 up
                    nsenter -t $! -n sh -c 'sysctl -qw net.ipv4.icmp_ratelimit=0
                        ip addr add 10.20.0.2/24 dev d0; ip link set d0 up; ip route add default via 10.20.0.1'
                    """)
            for outcome in outcomes {
                let hops = outcome.objects.filter { $0["type"] == "answer" }
                    .sorted { Int($0["number"] ?? "") ?? 0 < Int($1["number"] ?? "") ?? 0 }
                #expect(hops.map { $0["from"] ?? "" } == ["10.9.0.2", "10.20.0.2", "10.20.0.2", "10.20.0.2"])
            }
        }

        @Test("lines pair question and answer; the summary stands beside them; nobody's answer is status 1")
        func text() throws {
            let outcomes = try Self.ask(
                "'ip(dst=10.9.0.2)/icmp(ident=7,seq=[1..2])'",
                "'ip(dst=10.9.0.2)/udp(dstport=9)' --timeout 50ms -Y dns",
                "'ip(dst=10.9.0.99)/icmp' --timeout 50ms",
                "'eth(dst=02:00:00:00:00:0b)/ip(dst=10.9.0.99)/icmp' --timeout 50ms --retry 2 --unanswered",
                "'ip(dst=10.9.0.2)/icmp' --count 3 --rate 100",
                "'ip(dst=10.9.0.2)/icmp' --timeout never", "'ip(dst=10.9.0.2)/icmpp'")
            let lines = outcomes[0].output.split(separator: "\n").map { $0.dropFirst(16) }
            #expect(
                lines == [
                    "IP 10.9.0.1 > 10.9.0.2: ICMP echo request, id 7, seq 1, length 8",
                    "IP 10.9.0.2 > 10.9.0.1: ICMP echo reply, id 7, seq 1, length 8",
                    "IP 10.9.0.1 > 10.9.0.2: ICMP echo request, id 7, seq 2, length 8",
                    "IP 10.9.0.2 > 10.9.0.1: ICMP echo reply, id 7, seq 2, length 8",
                ])
            #expect(outcomes[0].complaints.hasPrefix("2 asked, 2 answered, 0 unanswered; 2 packets in "))
            #expect(outcomes[1].output.isEmpty && outcomes[1].status == 0)
            #expect(outcomes[2].status == 1 && outcomes[2].complaints.contains("10.9.0.99 does not answer"))
            #expect(outcomes[3].status == 1 && outcomes[3].output.contains("- no answer"))
            #expect(outcomes[3].complaints.hasPrefix("1 asked, 0 answered, 1 unanswered; 3 packets in "))
            #expect(outcomes[4].complaints.hasPrefix("3 asked, 3 answered, 0 unanswered; 3 packets in "))
            #expect(outcomes[5].status == 2 && outcomes[6].status == 2)
        }
    }
#endif
