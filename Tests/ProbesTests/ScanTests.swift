#if os(Linux)
    import Links
    import NetStack
    import Packets
    import PacketProtocols
    import Probes
    import Sending
    import Testing

    @Suite("Scanning")
    struct ScanTests {
        @Test(
            "targets are addresses, networks without their own and the broadcast address, ranges and names",
            arguments: [
                ("10.0.0.7", ["10.0.0.7"]), ("10.0.0.4/30", ["10.0.0.5", "10.0.0.6"]),
                ("10.0.0.4/31", ["10.0.0.4", "10.0.0.5"]), ("10.0.0.4/32", ["10.0.0.4"]),
                ("10.0.0.254-10.0.1.1", ["10.0.0.254", "10.0.0.255", "10.0.1.0", "10.0.1.1"]),
                ("10.0.0.3-5", ["10.0.0.3", "10.0.0.4", "10.0.0.5"]), ("fd00::8/127", ["fd00::8", "fd00::9"]),
                ("fd00::fe-fd00::100", ["fd00::fe", "fd00::ff", "fd00::100"]), ("web-1.test", ["192.0.2.1"]),
            ])
        func targets(text: String, addresses: [String]) throws {
            let found = try ScanTarget.addresses(of: [ScanTarget(parsing: text)]) { name in
                name == "web-1.test" ? [.v4(IPv4Address(192, 0, 2, 1))] : []
            }
            #expect(found.map { "\($0)" } == addresses)
        }

        @Test(
            "what is no target is refused, and so is what would never end",
            arguments: [
                "", "10.0.0", "10.0.0.1/33", "10.0.0.1/-1", "10.0.0.5-3", "10.0.0.1-256", "fd00::1-fe00::1",
                "fd00::1-7",
                "10.0.0.1-fd00::1", "-x", "a b", "10.0.0.1/", "/24", "fd00::/129",
            ])
        func wrongTargets(text: String) {
            #expect(throws: ScanInputError.self) { try ScanTarget(parsing: text) }
        }

        @Test(
            "no more than 65,536 hosts are taken",
            arguments: [["10.0.0.0/8"], ["fd00::/64"], ["10.0.0.0/16", "10.1.0.0/28"], ["::/0"]])
        func limit(texts: [String]) throws {
            let targets = try texts.map { try ScanTarget(parsing: $0) }
            #expect(throws: ScanInputError.self) { try ScanTarget.addresses(of: targets) { _ in [] } }
        }

        @Test("ports are numbers, ranges, services, and each comes once")
        func ports() throws {
            #expect(try PortList(parsing: "80,22,20-23,80").ports == [80, 22, 20, 21, 23])
            #expect(try PortList(parsing: "-").ports == Array(1...65535))
            #expect(
                try PortList(parsing: "65534-").ports == [65534, 65535] && PortList(parsing: "-2").ports == [1, 2])
            #expect(try PortList(parsing: "http", service: { $0 == "http" ? [80] : [] }).ports == [80])
            for text in ["", "80,", "65536", "9-7", "a", "1-2-3", "٣"] {
                #expect(throws: ScanInputError.self) { try PortList(parsing: text) }
            }
        }

        /// A plan's probes, in virtual time, with a world that answers some of them.
        ///
        /// - Parameter world: what comes back for a probe; `nil` for silence.
        /// - Returns: how many probes were sent, and how long it took.
        private func run(_ plan: some ProbePlan, _ world: (Probe, Duration) -> ProbeReply?) -> (
            sent: Int, time: Duration
        ) {
            let start = ContinuousClock.now
            var (sent, time) = (0, Duration.zero)
            var silent: [(Probe, Duration)] = []
            while true {
                switch plan.next(at: start + time) {
                case .probe(let probe):
                    sent += 1
                    if let reply = world(probe, time) {
                        plan.answered(probe, by: reply, after: .milliseconds(1), tries: 1)
                    } else {
                        silent.append((probe, time + .seconds(1)))
                    }
                    continue
                case .wait(let moment): time = min(moment - start, silent.first?.1 ?? moment - start)
                case .later: time = silent.first?.1 ?? time
                case .done: if let first = silent.first { time = first.1 } else { return (sent, time) }
                }
                while let first = silent.first, first.1 <= time { plan.unanswered(silent.removeFirst().0) }
            }
        }

        private static let host = IPAddress.v4(IPv4Address(10, 0, 0, 2))
        private static let router = IPAddress.v4(IPv4Address(10, 0, 0, 1))

        @Test("what answers a SYN says whether a port is open, closed, filtered or not to be reached, and why")
        func syn() {
            let scan = PortScan([Self.host], ports: Array(1...7), method: .syn, seed: 1)
            var found: [PortFinding] = []
            scan.onFinding = { found.append($0) }
            let (sent, time) = run(scan) { probe, _ in
                switch probe.port {
                case 1: ProbeReply(sender: Self.host, hopLimit: 64, .synAck)
                case 2: ProbeReply(sender: Self.host, hopLimit: 64, .reset)
                case 3: ProbeReply(sender: Self.host, hopLimit: 64, .error(type: 3, code: 3, isIPv6: false))
                case 4: ProbeReply(sender: Self.router, hopLimit: 63, .error(type: 3, code: 13, isIPv6: false))
                case 5: ProbeReply(sender: Self.router, hopLimit: 63, .error(type: 3, code: 1, isIPv6: false))
                case 6: ProbeReply(sender: Self.router, hopLimit: 63, .error(type: 1, code: 3, isIPv6: true))
                default: nil
                }
            }
            let words = found.map { "\($0.port) \($0.state.rawValue) \($0.reason)" }
            #expect(
                words == [
                    "1 open syn-ack", "2 closed reset", "3 filtered port-unreach", "4 filtered admin-prohibited",
                    "5 unreachable host-unreach", "6 unreachable addr-unreach", "7 filtered no-response",
                ])
            #expect(found[4].reporter == Self.router && found[0].reporter == nil)
            #expect(sent == 7 && time == .seconds(1) && scan.progress.done == 7)
        }

        @Test(
            "a host that tells of few closed ports in a second is asked slowly until all are known (icmp(7), icmp_ratelimit)"
        )
        func slowHost() {
            let scan = PortScan([Self.host], ports: Array(1...30), method: .udp, seed: 1)
            var found: [UInt16: PortState] = [:]
            scan.onFinding = { found[$0.port] = $0.state }
            var (credit, last) = (6.0, Duration.zero)
            let (sent, time) = run(scan) { probe, now in
                if probe.port == 9 { return nil }
                if probe.port == 7 { return ProbeReply(sender: Self.host, hopLimit: 64, .datagram) }
                credit = min(6, credit + (now - last) / .seconds(1))
                last = now
                guard credit >= 1 else { return nil }
                credit -= 1
                return ProbeReply(sender: Self.host, hopLimit: 64, .error(type: 3, code: 3, isIPv6: false))
            }
            #expect(found.count == 30 && found[7] == .open && found[9] == .openOrFiltered)
            #expect(found.values.count { $0 == .closed } == 28)
            // Twenty-three were asked a second time.
            #expect(sent == 53 && time > .seconds(20) && time < .seconds(30))
        }

        @Test("of a host that never said that a port is closed each port is asked once")
        func silentHost() {
            let scan = PortScan([Self.host], ports: Array(1...30), method: .udp, seed: 1)
            var states: Set<PortState> = []
            scan.onFinding = { states.insert($0.state) }
            let (sent, time) = run(scan) { _, _ in nil }
            #expect(sent == 30 && time == .seconds(1) && states == [.openOrFiltered])
        }

        @Test("a host is there for the first sign of it, is told of once, and is not asked any more")
        func discovery() {
            let hosts = (1...4).map { IPAddress.v4(IPv4Address(10, 0, 0, $0)) }
            let discovery = HostDiscovery(hosts, method: .all, seed: 1)
            var found: [String] = []
            discovery.onFinding = { found.append("\($0.address) \($0.reason)") }
            discovery.resolved(hosts[0], hardwareAddress: MACAddress(2, 0, 0, 0, 0, 1), after: .milliseconds(1))
            discovery.resolved(hosts[3], hardwareAddress: nil, after: .zero)
            let stranger = IPAddress.v4(IPv4Address(10, 0, 0, 99))
            discovery.resolved(stranger, hardwareAddress: MACAddress(2, 0, 0, 0, 0, 9), after: .milliseconds(1))
            let (sent, _) = run(discovery) { probe, _ in
                switch (probe.destination, probe.content) {
                case (hosts[1], .echo): ProbeReply(sender: hosts[1], hopLimit: 64, .echoReply)
                case (hosts[2], .segment(_, 80, _, _?)): ProbeReply(sender: hosts[2], hopLimit: 64, .reset)
                case (hosts[3], .echo):
                    ProbeReply(sender: hosts[0], hopLimit: 64, .error(type: 3, code: 1, isIPv6: false))
                default: nil
                }
            }
            #expect(found == ["10.0.0.1 arp-response", "10.0.0.2 echo-reply", "10.0.0.3 reset"])
            #expect(discovery.absences == [hosts[3]: "no-response"] && sent == 7)
        }

        @Test("a station answers who asks for its address, and others hear all that comes")
        func station() throws {
            let (near, far) = MemoryLink.pair("near", "far")
            let station = Station(
                near, addresses: [.init(Self.host, prefixLength: 24)], gateways: [], secrets: StackSecrets(1, 2))
            let (one, two) = (station.hear(), station.hear())
            let question = try Packet {
                Ethernet.with {
                    $0.destination = .broadcast; $0.source = MACAddress(2, 0, 0, 0, 0, 2)
                }
                ARP.with {
                    $0.sourceHardware = MACAddress(2, 0, 0, 0, 0, 2)
                    $0.sourceAddress = IPv4Address(10, 0, 0, 1)
                    $0.destinationAddress = IPv4Address(10, 0, 0, 2)
                }
            }.octets()
            try unsafe far.send(question.span.bytes)
            #expect(try Self.take(one) == question && Self.take(two) == question)
            let answer = try Self.take(far) ?? []
            let arp = try #require(Header<ARP>(octets: Array(answer.dropFirst(14))))
            #expect(arp.operation == 2 && arp.sourceHardware == near.hardwareAddress)
            #expect(try Self.take(one) == nil)
        }

        private static func take(_ link: any Link) throws -> [UInt8]? {
            guard let frame = try link.receive() else { return nil }
            return frame.bytes.octets(0, frame.bytes.byteCount)
        }
    }
#endif
