#if os(Linux)
    import Foundation
    import Packets
    import PrivateNetwork
    import Testing

    @Suite(
        "ibuki send", .blocking, .serialized,
        .enabled(if: Tcpdump.refusal == nil, "\(Tcpdump.refusal ?? "")"))
    struct SendProgramTests {
        @Test("every packet of the product arrives, in order, from the route's addresses")
        func product() throws {
            try PrivateNetwork.run { network in
                let far = try network.addFarEnd()
                defer { far.leave() }
                let tcpdump = try Tcpdump(at: far, "udp", count: 12)
                let sent = try SendingProgram.run(
                    "send", "ip(dst=10.9.0.2,ttl=[1..3])/udp(srcport=7,dstport=[53,1000..1002])/'hello'", "-i", "a0")
                #expect(sent.status == 0 && sent.complaints.contains("12 packets, 564 octets sent by a0"))
                let packets = try tcpdump.finish().map(\.octets)
                let wanted = [1, 2, 3].flatMap { ttl in [53, 1000, 1001, 1002].map { [ttl, $0] } }
                #expect(packets.map { [Int($0[22]), Int($0[36]) << 8 | Int($0[37])] } == wanted)
                #expect(packets.allSatisfy { $0[26..<30] == [10, 9, 0, 1] && $0[0..<6] == far.mac[...] })
            }
        }

        @Test("a kernel's socket takes a packet: its checksums are right")
        func checksums() throws {
            try PrivateNetwork.run { network in
                let far = try network.addFarEnd()
                defer { far.leave() }
                let listener = try far.start(
                    "python3",
                    [
                        "-uc",
                        "import socket; s=socket.socket(socket.AF_INET6,socket.SOCK_DGRAM); s.bind(('::',99)); "
                            + "print('ready'); [print(s.recv(99)) for _ in (1,2)]",
                    ])
                try listener.waitFor("ready")
                for address in ["ip(dst=10.9.0.2)", "ipv6(dst=fd00::2)"] {
                    #expect(try SendingProgram.run("send", "\(address)/udp(dstport=99)/'a\(address)'").status == 0)
                }
                #expect(try listener.finish() == "ready\nb'aip(dst=10.9.0.2)'\nb'aipv6(dst=fd00::2)'\n")
            }
        }

        @Test("what listens on loopback is reached, over both protocols", arguments: ["127.0.0.1", "::1"])
        func loopback(_ address: String) throws {
            try PrivateNetwork.run { network in
                let listener = try network.start(
                    "python3",
                    [
                        "-uc",
                        "import socket; s=socket.socket(socket.AF_INET6,socket.SOCK_DGRAM); s.bind(('::',99)); "
                            + "print('ready'); print(s.recvfrom(99)[0:2])",
                    ])
                try listener.waitFor("ready")
                let network = address.contains(":") ? "ipv6" : "ip"
                let sent = try SendingProgram.run(
                    "send", "\(network)(dst=\(address))/udp(srcport=7,dstport=99)/'hello'")
                #expect(sent.status == 0 && sent.complaints.contains("sent by lo"), "\(sent.complaints)")
                let peer = address.contains(":") ? address : "::ffff:\(address)"
                #expect(try listener.finish() == "ready\n(b'hello', ('\(peer)', 7, 0, 0))\n")
            }
        }

        @Test(
            "a rate is held within a hundredth, by the receiver's clock",
            arguments: [("10pps", 10.0, 8), ("interval", 200, 100), ("2.5kpps", 2500, 2500), ("1Mbit", 2500, 2500)])
        func rate(_ text: String, perSecond: Double, count: Int) throws {
            try PrivateNetwork.run { network in
                let far = try network.addFarEnd()
                defer { far.leave() }
                // Whoever else uses the processor may take it away for longer than a hundredth.
                var rates: [Double] = []
                for _ in 1...5 where !rates.contains(where: { abs($0 / perSecond - 1) < 0.01 }) {
                    let tcpdump = try Tcpdump(at: far, "udp", count: count)
                    // 50 octets, 400 bits.
                    let sent = try SendingProgram.run(
                        "send", "ip(dst=10.9.0.2)/udp(dstport=9)/'12345678'", "--count", "\(count)",
                        text == "interval" ? "--interval" : "--rate", text == "interval" ? "5ms" : text)
                    #expect(sent.status == 0, "\(sent.complaints)")
                    let times = try tcpdump.finish().map(\.time)
                    #expect(times.count == count)
                    let nanoseconds = times[count - 1].nanoseconds(since: times[0])
                    rates.append(Double(count - 1) * 1e9 / Double(nanoseconds))
                }
                #expect(rates.contains { abs($0 / perSecond - 1) < 0.01 }, "\(rates)")
            }
        }

        @Test("a rate that cannot be reached is said, and what was reached")
        func unreachableRate() throws {
            try PrivateNetwork.run { network in
                let far = try network.addFarEnd()
                defer { far.leave() }
                let sent = try SendingProgram.run(
                    "send", "ip(dst=10.9.0.2)/udp", "--rate", "100Mpps", "--count", "20000")
                #expect(sent.status == 0)
                #expect(sent.complaints.contains("20000 packets") && sent.complaints.contains("packets/s"))
                #expect(sent.complaints.contains("the rate of 100000000 packets/s was not reached"))
            }
        }

        @Test("Ctrl-C ends it with what was sent, also in a long sleep")
        func interrupt() throws {
            try PrivateNetwork.run { network in
                let far = try network.addFarEnd()
                defer { far.leave() }
                let tcpdump = try Tcpdump(at: far, "udp", count: 1)
                let sender = try SendingProgram.start([
                    "send", "ip(dst=10.9.0.2)/udp", "--loop", "0", "--interval", "1h",
                ])
                #expect(try tcpdump.finish(seconds: 10).count == 1)
                let start = Date()
                sender.signal(SIGINT)
                #expect(sender.wait() == 0 && Date().timeIntervalSince(start) < 2)
                #expect(sender.complaints.contains("1 packet, 42 octets sent by a0"))
            }
        }

        @Test(
            "Ctrl-C ends it while the interface's queue is full and nothing leaves",
            .enabled(if: PrivateNetwork.refusalOfQueues == nil, "\(PrivateNetwork.refusalOfQueues ?? "")"),
            arguments: [[], ["--rate", "1kpps"]])
        func interruptWithoutRoom(_ pace: [String]) throws {
            try PrivateNetwork.run { network in
                let far = try network.addFarEnd()
                defer { far.leave() }
                // A frame in half a minute, after some.
                try network.slow("a0", bitsPerSecond: 16, queue: 3000)
                let sender = try SendingProgram.start(
                    ["send", "eth(dst=02:00:00:00:00:0b)/ip(dst=10.9.0.2)/udp", "--count", "5000"] + pace)
                Thread.sleep(forTimeInterval: 1)
                let start = Date()
                sender.signal(SIGINT)
                #expect(sender.wait() == 0 && Date().timeIntervalSince(start) < 2)
                #expect(sender.complaints.contains("packets, ") && sender.complaints.contains("sent by a0"))
            }
        }

        @Test("an interface that goes down ends it, with what was sent until then")
        func interfaceDown() throws {
            try PrivateNetwork.run { network in
                let far = try network.addFarEnd()
                defer { far.leave() }
                let tcpdump = try Tcpdump(at: far, "udp", count: 5)
                let sender = try SendingProgram.start([
                    "send", "ip(dst=10.9.0.2)/udp", "--loop", "0", "--rate", "100pps",
                ])
                #expect(try tcpdump.finish(seconds: 10).count == 5)
                try network.shell("ip link set a0 down")
                #expect(sender.wait() == 5)
                #expect(
                    sender.complaints.contains("sent by a0") && sender.complaints.contains("a0: the interface is down"))
            }
        }

        @Test(
            "--xdp: every packet arrives, in order, with a rate or without; a capture beside it sees none",
            arguments: [[], ["--rate", "2kpps"]])
        func xdp(_ pace: [String]) throws {
            try PrivateNetwork.run { network in
                let far = try network.addFarEnd()
                defer { far.leave() }
                let tcpdump = try Tcpdump(at: far, "udp", count: 600)
                let tap = try network.start("tcpdump", ["-Z", "root", "--immediate-mode", "-lni", "a0", "udp"])
                try tap.waitFor("listening on")
                let sent = try SendingProgram.start(
                    ["send", "ip(dst=10.9.0.2)/udp(srcport=7,dstport=[1..600])/'hello'", "--xdp"] + pace)
                #expect(sent.wait() == 0 && sent.complaints.contains("600 packets, 28200 octets sent by a0"))
                let ports = try tcpdump.finish().map { Int($0.octets[36]) << 8 | Int($0.octets[37]) }
                #expect(ports == Array(1...600))
                tap.signal(SIGINT)
                _ = tap.wait()
                // An older kernel takes them by the packet socket, and that is said.
                if !sent.complaints.contains("sent by the packet socket") { #expect(!tap.printed.contains("UDP")) }
            }
        }

        @Test("what cannot be sent is said, with the status that the manual promises")
        func failures() throws {
            try PrivateNetwork.run { network in
                let far = try network.addFarEnd()
                defer { far.leave() }
                let long = try SendingProgram.run(
                    "send", "ip(dst=10.9.0.2)/udp/hex:\(String(repeating: "00", count: 1473))", "-i", "a0")
                #expect(long.status == 5 && long.complaints.contains("the MTU is 1500"))
                let unknown = try SendingProgram.run("send", "ip(dst=10.9.0.2)/udp", "-i", "a1")
                #expect(unknown.status == 5 && unknown.complaints.contains("did you mean a0?"))
                for wrong in [
                    ["send"], ["send", "ip/udp", "--rate", "10 apples"], ["send", "ip/udp", "--count", "0"],
                    ["send", "ip/udpp", "-i", "a0"], ["send", "ip/udp", "--rate", "1pps", "--interval", "1s"],
                ] {
                    let program = try SendingProgram.start(wrong)
                    #expect(program.wait() == 2, "\(wrong)")
                }
                let weak = try network.start(
                    "setpriv",
                    ["--bounding-set", "-net_raw", BuiltProgram.path ?? "", "send", "ip(dst=10.9.0.2)/udp", "-i", "a0"])
                #expect(weak.wait() == 3)
                #expect(weak.complaints.contains("CAP_NET_RAW") && weak.complaints.contains("setcap"))
            }
        }

        @Test("a dry run shows the packet with its addresses and sends nothing, not even a question")
        func dryRun() throws {
            try PrivateNetwork.run { network in
                let far = try network.addFarEnd()
                defer { far.leave() }
                try network.shell("ip neigh add 10.9.0.2 lladdr 02:00:00:00:00:0b dev a0")
                let tcpdump = try Tcpdump(at: far, "udp or arp", count: 0)
                let shown = try SendingProgram.run("send", "ip(dst=10.9.0.2)/udp(dstport=9)/'hello'", "--dry-run")
                #expect(shown.status == 0 && shown.output.contains("10.9.0.1.0 > 10.9.0.2.9"))
                #expect(shown.output.contains("0200 0000 000b 0200 0000 000a"))
                let unknown = try SendingProgram.run("send", "ip(dst=10.9.0.3)/udp", "--dry-run")
                #expect(unknown.status == 0 && unknown.complaints.contains("next hop is not known"))
                #expect(try tcpdump.finish(seconds: 0.3).isEmpty)
            }
        }
    }
#endif
