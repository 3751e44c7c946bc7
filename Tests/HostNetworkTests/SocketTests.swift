#if os(Linux)
    import Foundation
    import SystemCalls
    import HostNetwork
    import PacketFilters
    import Packets
    import PrivateNetwork
    import Synchronization
    import Testing

    /// What sock_diag and /proc say of sockets, beside what ss(8) says.
    @Suite(
        "Sockets", .blocking, .enabled(if: PrivateNetwork.isAvailable, "\(PrivateNetwork.refusal ?? "")"))
    struct SocketTests {
        /// One socket, in the words of both.
        struct Entry: Hashable, Comparable, CustomStringConvertible {
            var description: String
            static func < (a: Entry, b: Entry) -> Bool { a.description < b.description }
        }

        struct Look: Sendable {
            var table: SocketTable
            var ss: String
            var hidden: Int
        }

        /// Sockets of every kind, in every state that lasts.
        static func open() throws -> [TestSocket] {
            var all: [TestSocket] = []
            let server = try TestSocket(AF_INET, TestSocket.stream).bind().listen(7)
            let client = try TestSocket(AF_INET, TestSocket.stream).connect(port: server.port())
            let accepted = try server.accept()
            // Waits to be read; and a connection that waits to be accepted.
            try client.send("hello")
            all += [server, client, accepted, try TestSocket(AF_INET, TestSocket.stream).connect(port: server.port())]
            let server6 = try TestSocket(AF_INET6, TestSocket.stream).bind(v6: true).listen(1)
            let client6 = try TestSocket(AF_INET6, TestSocket.stream).connect(port: server6.port(), v6: true)
            all += [server6, client6, try server6.accept()]
            all.append(try TestSocket(AF_INET6, TestSocket.stream).bind(port: 8080, v6: true, any: true).listen())
            // Half closed by the one side: FIN-WAIT-2 here, CLOSE-WAIT there.
            let half = try TestSocket(AF_INET, TestSocket.stream).connect(port: server.port())
            all += [half, try server.accept(), try server.accept()]
            shutdown(half.descriptor, Int32(SHUT_WR))
            // Gone on both sides, but for what stragglers may come: TIME-WAIT.
            do {
                let gone = try TestSocket(AF_INET, TestSocket.stream).connect(port: server.port())
                _ = try server.accept()
                _ = gone
            }
            all.append(try TestSocket(AF_INET, TestSocket.datagram).bind(port: 5353, any: true))
            all.append(try TestSocket(AF_INET6, TestSocket.datagram).bind(port: 53, v6: true, any: true))
            all.append(
                try TestSocket(AF_INET6, TestSocket.datagram).option(Int32(IPPROTO_IPV6), IPV6_V6ONLY, 1)
                    .bind(port: 54, v6: true, any: true))
            all.append(try TestSocket(AF_INET, TestSocket.datagram).bind().connect(port: 5353))
            all.append(try TestSocket(AF_INET, TestSocket.raw, 1))
            all.append(try TestSocket(AF_PACKET, TestSocket.raw, Int32(UInt16(0x0003).bigEndian)))
            all.append(try TestSocket(AF_UNIX, TestSocket.stream).bind(name: "ibuki-test-\(getpid())").listen(3))
            return all
        }

        static func look(_ query: SocketQuery, ss: String) throws -> Look {
            try PrivateNetwork.run { network in
                let sockets = try open()
                // What was sent must have arrived, and its acknowledgment too.
                usleep(120_000)
                let other = try network.shell(ss)
                var reader = try SocketReader()
                let table = try reader.sockets(query)
                return withExtendedLifetime(sockets) {
                    Look(table: table, ss: other, hidden: reader.hiddenProcesses)
                }
            }
        }

        /// Both ends, as the declaration has them.
        static func ends(_ socket: borrowing Layer<HostSocket>) -> String {
            "\(socket.localEnd) \(socket.remoteEnd)"
        }

        /// ss(8)'s words for states.
        static func word(_ state: SocketState) -> String {
            switch state {
            case .established: "ESTAB"
            case .unconnected: "UNCONN"
            default: state.description.uppercased()
            }
        }

        @Test("TCP, UDP and raw sockets are those of ss(8): state, queues, ends, user, inode, cookie, processes")
        func internet() throws {
            var query = SocketQuery()
            query.protocols = [.tcp, .udp, .raw]
            let look = try Self.look(query, ss: "ss -HOntuwaep")
            var hasOwner = 0
            let ours = look.table.compactMap { socket -> String? in
                let isRaw = socket.transport == .raw
                let isAlone = socket.family == .ipv6 && socket.onlyIPv6
                var text = "\(socket.transport) \(Self.word(socket.state)) "
                text += "\(socket.receiveQueue) \(socket.sendQueue) " + Self.ends(socket)
                text += " ino:\(isRaw ? 0 : socket.inode) sk:"
                text += isRaw ? "" : String(socket.cookie, radix: 16)
                text += " v6only:\(isAlone)"
                var owners = socket.owners
                // A command that another test starts has everything open for a moment.
                while let owner = owners.next() {
                    guard owner.process == UInt32(getpid()) else { continue }
                    hasOwner += 1
                    text += " \(owner.processName) \(owner.process) \(owner.descriptor)"
                }
                return text
            }
            let theirs = look.ss.split(separator: "\n").map { line -> String in
                let words = line.split(separator: " ").map(String.init)
                func value(_ key: String) -> String {
                    words.first { $0.hasPrefix(key) }.map { String($0.dropFirst(key.count)) } ?? ""
                }
                let isRaw = words[0] == "raw"
                var text = words[0..<6].joined(separator: " ")
                text += " ino:" + (isRaw ? "0" : value("ino:")) + " sk:" + (isRaw ? "" : value("sk:"))
                text += " v6only:\(value("v6only:") == "1")"
                for part in value("users:(").split(separator: "(") {
                    let pieces = part.split(whereSeparator: { "\",=)".contains($0) })
                    guard pieces[2] == "\(getpid())" else { continue }
                    text += " \(pieces[0]) \(pieces[2]) \(pieces[4])"
                }
                return text
            }
            #expect(ours.sorted() == theirs.sorted())
            #expect(ours.count >= 15)
            #expect(hasOwner >= 14)
            let states = Set(look.table.compactMap { $0.state })
            #expect(states.isSuperset(of: [.listen, .established, .closeWait, .finWait2, .timeWait, .unconnected]))
        }

        @Test(
            "multipath TCP sockets are those of ss(8), and their subflows are TCP's (RFC 8684)",
            .enabled(if: (try? TestSocket(AF_INET, TestSocket.stream, 262)) != nil, "the kernel has no MPTCP"))
        func multipath() throws {
            let (table, theirs) = try PrivateNetwork.run { network in
                let server = try TestSocket(AF_INET, TestSocket.stream, 262).bind().listen(7)
                let client = try TestSocket(AF_INET, TestSocket.stream, 262).connect(port: server.port())
                let accepted = try server.accept()
                try client.send("hello")
                usleep(120_000)
                var query = SocketQuery()
                query.protocols = [.mptcp, .tcp]
                var reader = try SocketReader()
                let table = try reader.sockets(query)
                let theirs = try network.shell("ss -HOnMae")
                return withExtendedLifetime((server, client, accepted)) { (table, theirs) }
            }
            #expect(table.missing.isEmpty)
            let ours = table.compactMap { socket -> String? in
                guard socket.transport == .mptcp else { return nil }
                #expect(socket.type == .stream)
                return "\(Self.word(socket.state)) \(socket.receiveQueue) \(socket.sendQueue) "
                    + Self.ends(socket) + " ino:\(socket.inode) sk:" + String(socket.cookie, radix: 16)
            }
            let words = theirs.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
            let wanted = words.map { words in
                words[0..<5].joined(separator: " ") + " "
                    + words.filter { $0.hasPrefix("ino:") || $0.hasPrefix("sk:") }.joined(separator: " ")
            }
            #expect(ours.sorted() == wanted.sorted())
            #expect(ours.count == 3 && ours.count { $0.hasPrefix("ESTAB") } == 2)
            #expect(table.compactMap { $0.transport == .tcp ? $0.state : nil }.count { $0 == .established } == 2)
        }

        @Test("Unix and packet sockets are those of ss(8)")
        func others() throws {
            var query = SocketQuery()
            query.protocols = [.unix, .packet]
            let look = try Self.look(query, ss: "ss -HOnx0a")
            let ours = look.table.compactMap { socket -> String? in
                let type: String =
                    switch (socket.transport, socket.type) {
                    case (.packet, .raw): "p_raw"
                    case (.packet, _): "p_dgr"
                    case (_, .stream): "u_str"
                    case (_, .datagram): "u_dgr"
                    default: "u_seq"
                    }
                let queues = "\(socket.receiveQueue) \(socket.sendQueue)"
                return "\(type) \(Self.word(socket.state)) \(queues) \(Self.ends(socket))"
            }
            let theirs = look.ss.split(separator: "\n").map { line in
                line.split(separator: " ").map(String.init).joined(separator: " ")
            }
            // Others on the host come and go: those of this test are looked for.
            let own = ours.filter { $0.contains("ibuki-test-\(getpid())") || $0.hasPrefix("p_raw") }
            #expect(own.count == 2)
            #expect(own.allSatisfy { theirs.contains($0) }, "\(own) in \(theirs)")
        }

        @Test("what TCP knows of a connection is what ss -i says: rtt, cwnd, mss, octets, congestion control")
        func information() throws {
            var query = SocketQuery()
            query.protocols = [.tcp]
            query.families = [.ipv4]
            query.states = [.established]
            query.includesInformation = true
            let look = try Self.look(query, ss: "ss -HOntie state established")
            let ours = look.table.compactMap { socket -> [String: String] in
                [
                    "sk": String(socket.cookie, radix: 16), "mss": "\(socket.sendMSS)",
                    "cwnd": "\(socket.congestionWindow)", "pmtu": "\(socket.pathMTU)",
                    "wscale": "\(socket.sendScale),\(socket.receiveScale)", "bytes_sent": "\(socket.octetsSent)",
                    "bytes_received": "\(socket.octetsReceived)", "segs_out": "\(socket.segmentsSent)",
                    "rtt": "\(Double(socket.roundTripTime.raw) / 1e6)", "algorithm": socket.congestionControl,
                ]
            }
            #expect(ours.count >= 4)
            for our in ours {
                let line = try #require(
                    look.ss.split(separator: "\n").first { $0.contains("sk:\(our["sk"] ?? "?") ") })
                let words = line.split(separator: " ").map(String.init)
                func value(_ key: String) -> String? {
                    words.first { $0.hasPrefix(key + ":") }.map { String($0.dropFirst(key.count + 1)) }
                }
                for key in ["mss", "cwnd", "pmtu", "wscale"] { #expect(value(key) == our[key], "\(key)") }
                for key in ["segs_out", "bytes_sent", "bytes_received"] {
                    #expect(value(key) ?? "0" == our[key], "\(key)")
                }
                #expect(words.contains(our["algorithm"] ?? ""))
                let rtt = try #require(value("rtt")?.split(separator: "/").first.flatMap { Double($0) })
                let ourRTT = try #require(our["rtt"].flatMap { Double($0) })
                #expect(abs(rtt - ourRTT) < 0.001)
            }
        }

        @Test("the kernel leaves out the states that are not asked for")
        func states() throws {
            var query = SocketQuery()
            query.states = [.listen]
            query.includesOwners = false
            let look = try Self.look(query, ss: "ss -Hntl")
            let states = look.table.compactMap { socket in (socket.transport, socket.state) }
            #expect(states.allSatisfy { $0.1 == .listen })
            #expect(states.count { $0.0 == .tcp } == 3)
        }

        @Test("a filter in the packet filter's language chooses sockets, also by process")
        func filters() throws {
            let look = try Self.look(SocketQuery(), ss: "true")
            func count(_ text: String) throws -> Int {
                var filter = try DisplayFilter(text, in: .sockets)
                var count = 0
                look.table.forEach(in: .sockets) { _, packet in if filter.matches(&packet) { count += 1 } }
                return count
            }
            #expect(try count("sock.state == listen and sock.port == 8080") == 1)
            #expect(try count("sock.port == 8080 and sock.v6only == false") == 1)
            #expect(try count("sock.proto == tcp and sock.state == LISTENING") == 3)
            #expect(try count("sock.proto == udp") == 4)
            #expect(try count("sock.ip.addr == 127.0.0.0/8 and sock.state == close-wait") == 1)
            #expect(try count("sock.ipv6.src == ::1 and sock.state == established") == 2)
            #expect(try count("sock.pid == \(getpid()) and sock.proto == raw and sock.raw.proto == 1") == 1)
            #expect(try count("sock.path contains \"ibuki-test-\(getpid())\"") == 1)
            #expect(try count("sock.user == \"root\" and sock.proto == tcp") > 3)
            #expect(try count("sock.tcp.rtt") == 0)
            #expect(try count("sock.port == http-alt and sock.state == listen") == 1)
            #expect(try count("sock.dstport == mdns") == 1)
            #expect(throws: FilterError.self) { try count("sock.sport == 1") }
            for text in ["sock.proces contains \"x\"", "sock.user == sock.usr", "foo matches \"f\"", "tcp.port == 80"] {
                let error = #expect(throws: FilterError.self) { try DisplayFilter(text, in: .sockets) }
                #expect(error?.code == .unknownField, "\(text)")
            }
        }

        @Test("an end that speaks IPv4 by an IPv6 socket has an address of either family, as for ss(8)")
        func mapped() throws {
            let (table, theirs) = try PrivateNetwork.run { network in
                // One that takes both families, one that is bound to an IPv4 address, and what comes of them.
                let server = try TestSocket(AF_INET6, TestSocket.stream).bind(v6: true, any: true).listen()
                let client = try TestSocket(AF_INET, TestSocket.stream).connect(port: server.port())
                let sockets = [server, client, try server.accept()]
                var reader = try SocketReader()
                let table = try reader.sockets(SocketQuery())
                let theirs = try ["src 127.0.0.0/8", "dst 127.0.0.1", "dst [::ffff:127.0.0.1]", "src 10.0.0.0/8"].map {
                    try network.shell("ss -HOnta '\($0)'").split(separator: "\n").count
                }
                return withExtendedLifetime(sockets) { (table, theirs) }
            }
            func count(_ text: String) throws -> Int {
                var filter = try DisplayFilter(text, in: .sockets)
                var count = 0
                table.forEach(in: .sockets) { _, packet in if filter.matches(&packet) { count += 1 } }
                return count
            }
            #expect(theirs[0] == 2)
            #expect(try count("sock.proto == tcp and sock.ip.src == 127.0.0.0/8") == theirs[0])
            #expect(try count("sock.proto == tcp and sock.ip.dst == 127.0.0.1") == theirs[1])
            #expect(try count("sock.proto == tcp and sock.ip.addr == 127.0.0.1") == 2)
            #expect(try count("sock.proto == tcp and sock.ip.src == 10.0.0.0/8") == theirs[3])
            #expect(try count("sock.proto == tcp and sock.ipv6.dst == ::ffff:127.0.0.1") == 1)
            #expect(try count("sock.proto == tcp and sock.family == ipv6 and sock.ip.addr == 127.0.0.1") == 1)
            #expect(try count("sock.proto == tcp and sock.ipv6.src == :: and not sock.ip.src") == 1)
        }

        /// What a second thread does in the same network until it is told to stop.
        private final class Churn: Sendable {
            private let stops = Mutex(false)
            private let ended = DispatchSemaphore(value: 0)

            /// Opens connections to a listener, takes them in, and closes both ends.
            init(to server: TestSocket, _ port: UInt16) {
                let thread = Thread { [self] in
                    var moving: [TestSocket] = []
                    while !stops.withLock({ $0 }) {
                        if let socket = try? TestSocket(AF_INET, TestSocket.stream).connect(port: port),
                            let other = try? server.accept()
                        {
                            moving += [socket, other]
                        }
                        if moving.count > 100 { moving.removeFirst(60) }
                        usleep(300)
                    }
                    ended.signal()
                }
                thread.start()
            }

            func stop() {
                stops.withLock { $0 = true }
                ended.wait()
            }
        }

        @Test("sockets that stay are all listed, once each, while others come and go all the time")
        func churn() throws {
            let (stable, seen) = try PrivateNetwork.run { _ in
                let listeners = try (0..<300).map { _ in try TestSocket(AF_INET, TestSocket.stream).bind().listen() }
                let server = listeners[0]
                let port = try server.port()
                var clients: [TestSocket] = []
                var accepted: [TestSocket] = []
                for _ in 0..<300 {
                    clients.append(try TestSocket(AF_INET, TestSocket.stream).connect(port: port))
                    accepted.append(try server.accept())
                }
                let busy = try TestSocket(AF_INET, TestSocket.stream).bind().listen(1024)
                let stable = try (listeners + clients).map { try $0.port() } + [try busy.port()]
                let churn = Churn(to: busy, try busy.port())
                defer { churn.stop() }
                var reader = try SocketReader()
                var query = SocketQuery()
                query.protocols = [.tcp]
                query.includesOwners = false
                var seen: [(ports: [UInt16], cookies: [UInt64])] = []
                for _ in 0..<12 {
                    let table = try reader.sockets(query)
                    // Of a connection both ends have the client's port: the client is who has it as its own.
                    let ports = table.compactMap { socket -> UInt16? in
                        let isClient = socket.state == .established && socket.destinationPort.rawValue == port
                        return socket.state == .listen || isClient ? socket.sourcePort.rawValue : nil
                    }
                    seen.append((ports, table.compactMap { $0.inode == 0 ? nil : $0.cookie }))
                }
                return withExtendedLifetime((listeners, clients, accepted, busy)) { (stable.sorted(), seen) }
            }
            for look in seen {
                #expect(look.ports.sorted() == stable)
                #expect(Set(look.cookies).count == look.cookies.count)
            }
        }
    }
#endif
