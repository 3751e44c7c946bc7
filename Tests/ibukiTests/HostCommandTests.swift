#if os(Linux)
    import ArgumentParser
    import Foundation
    import HostNetwork
    import PacketFilters
    import Packets
    import Testing

    @testable import HostNetwork
    @testable import ibuki

    @Suite("Commands of the host: options")
    struct HostOptionTests {
        @Test("options become a filter in the packet filter's language, quoted, and the user's own stays whole")
        func filters() throws {
            #expect(
                try SocketChoice.parse(["--port", "80", "--port", "443"]).filter(and: "") == "sock.port in {80, 443}")
            #expect(try SocketChoice.parse(["--process", "12"]).filter(and: "") == "(sock.pid == 12)")
            #expect(
                try SocketChoice.parse(["--process", "a\"b\\"]).filter(and: "sock.state == listen or sock.port == 1")
                    == #"(sock.process contains "a\"b\\") and (sock.state == listen or sock.port == 1)"#)
            for arguments in [["--process", "a\"b\\"], ["--port", "8080"], ["--process", "7", "--port", "1"]] {
                _ = try DisplayFilter(try SocketChoice.parse(arguments).filter(and: "sock"), in: .sockets)
            }
        }

        @Test("a port is a number or what services(5) calls it; another name is a usage error")
        func ports() throws {
            func filter(_ port: String) throws -> String { try SocketChoice.parse(["--port", port]).filter(and: "") }
            #expect(try filter("http") == "sock.port in {80}")
            #expect(try filter("domain") == "sock.port in {53}")
            for port in ["65536", "no-such-service", ""] {
                #expect(throws: CommandFailure.self, "\(port)") { try filter(port) }
            }
        }

        @Test("-tanp and the like of ss(8) and netstat(8) are taken: with kinds, -a is their every state")
        func letters() throws {
            let sockets = try Sockets.parse(["-tanp"])
            #expect(sockets.choice.tcp && sockets.choice.all && sockets.numbers && sockets.processes)
            #expect(try sockets.choice.query().protocols == [.tcp])
            #expect(try sockets.choice.query().states == nil)
            #expect(try Sockets.parse(["-uax"]).choice.query(for: "sock.port == 53").protocols == [.udp, .unix])
            #expect(try Sockets.parse(["-lnt"]).choice.query().protocols == [.tcp])
        }

        @Test(
            "without letters the kinds that speak of the network are shown, with -a or a filter that names them Unix sockets too"
        )
        func kinds() throws {
            #expect(try SocketChoice.parse([]).query().protocols.contains(.unix) == false)
            for filter in [
                "sock.path contains \"systemd\"", "sock.proto==unix", "sock.peer_inode == 7 or sock.pid == 1",
            ] {
                #expect(try SocketChoice.parse([]).query(for: filter).protocols.contains(.unix))
            }
            for filter in ["sock.state == listen", "sock.process == \"unixd\"", "sock.pathology"] {
                #expect(try !SocketChoice.parse([]).query(for: filter).protocols.contains(.unix))
            }
            #expect(try SocketChoice.parse(["-a"]).query().protocols.contains(.unix))
            #expect(try SocketChoice.parse(["-x", "-0"]).query().protocols == [.packet, .unix])
            #expect(try SocketChoice.parse(["-4"]).query().families == [.ipv4])
        }

        @Test("states have the names of ss(8) and netstat(8); a wrong one is told what was perhaps meant")
        func states() throws {
            #expect(try SocketChoice.parse(["--state", "LISTEN"]).query().states == [.listen])
            #expect(try SocketChoice.parse(["--state", "TIME_WAIT"]).query().states == [.timeWait])
            #expect(try SocketChoice.parse(["--state", "estab"]).query().states == [.established])
            let connected = try #require(
                try SocketChoice.parse(["--state", "connected"]).query().states)
            #expect(!connected.contains(.listen) && connected.contains(.synSent))
            let failure = #expect(throws: CommandFailure.self) {
                try SocketChoice.parse(["--state", "listn"]).query()
            }
            #expect(failure?.status == .usage)
            #expect(failure?.message.contains("did you mean listen?") == true)
        }

        @Test("an interface that is not there is answered with those that are, and the nearest")
        func noInterface() {
            let all = [NetworkInterface(index: 1, name: "lo"), NetworkInterface(index: 2, name: "eth0")]
            #expect(
                CommandFailure.noInterface("eth1", all).message
                    == "eth1: no such interface; did you mean eth0? There are lo, eth0")
            #expect(CommandFailure.noInterface("wlan7", all).message == "wlan7: no such interface; there are lo, eth0")
            #expect(CommandFailure.noInterface("x", all).status == .failed)
        }

        /// A table of one Unix socket that is bound to a path.
        private static func table(path: String) -> SocketTable {
            var record = SocketRecord()
            record.header.transport = .unix
            record.header.family = .unix
            record.header.type = .stream
            record.header.state = .listen
            record.header.inode = 7
            record.path = Array(path.utf8)
            var table = SocketTable()
            record.write(into: &table)
            return table
        }

        @Test("a path that would control the terminal is shown as what it is, in the table and in JSON")
        func hostilePath() throws {
            let path = "/tmp/\u{1b}[2J\"\n"
            var rows = SocketRows(isExtended: true, hasInformation: true)
            var text = TextBuffer()
            var json = SocketJSON(.sockets)
            var object = TextBuffer()
            Self.table(path: path).forEach(in: .sockets) { _, packet in
                if let socket = packet.layer(HostSocket.self) { rows.add(socket) }
                json.write(&packet, into: &object)
            }
            rows.table.write(into: &text)
            #expect(!text.bytes.contains(0x1b))
            #expect(String(decoding: text).split(separator: "\n").count == 2)
            #expect(!object.bytes.dropLast().contains(0x0a))
            let members = try #require(
                try JSONSerialization.jsonObject(with: Data(object.bytes)) as? [String: Any])
            #expect(members["path"] as? String == path)
            #expect(members["state"] as? String == "listen")
            #expect(members["inode"] as? Int == 7)
            #expect(members["srcport"] == nil)
            #expect(rows.orphans == 1)
        }

        @Test("of many processes two are named in the table, with -e all, and the others counted")
        func manyOwners() {
            let table = Self.table(path: "/run/workers")
            var shared = SocketTable()
            var owners: [UInt8] = []
            for number: UInt32 in 1...15 {
                var header = Header<SocketOwner>()
                header.process = number
                header.nameLength = 6
                owners += header.any.currentOctets + Array("worker".utf8)
            }
            shared.append(table.record(0), owners)
            func rows(isExtended: Bool) -> String {
                var rows = SocketRows(isExtended: isExtended, hasInformation: false)
                shared.forEach(in: .sockets) { _, packet in
                    if let socket = packet.layer(HostSocket.self) { rows.add(socket) }
                }
                var text = TextBuffer()
                rows.table.write(into: &text)
                return String(decoding: text)
            }
            #expect(rows(isExtended: false).contains("worker[1],worker[2],+13 more"))
            #expect(rows(isExtended: true).contains("worker[15,fd=0]"))
        }

        /// The local end of a TCP socket, with names.
        private static func named(_ text: String, interface: String = "", onlyIPv6: Bool = false) throws -> String {
            var record = SocketRecord()
            record.header.transport = .tcp
            record.header.state = .listen
            record.header.onlyIPv6 = onlyIPv6
            record.header.sourcePort = 47001
            record.interface = Array(interface.utf8)
            switch try IPAddress(parsing: text) {
            case .v4(let address):
                record.header.family = .ipv4
                record.header.sourceIPv4 = address
            case .v6(let address):
                record.header.family = .ipv6
                record.header.sourceIPv6 = address
            }
            var table = SocketTable()
            record.write(into: &table)
            var names = NameResolver()
            var end = TextBuffer()
            guard let socket = table.socket(0) else { return "" }
            names.write(socket, isLocal: true, into: &end)
            return String(decoding: end)
        }

        @Test("an end with names keeps its interface, and whether it takes IPv6 alone; a mapped address is IPv4's")
        func names() throws {
            #expect(try Self.named("0.0.0.0", interface: "v0") == "0.0.0.0%v0:47001")
            #expect(try Self.named("::") == "*:47001")
            #expect(try Self.named("::", onlyIPv6: true) == "[::]:47001")
            #expect(try Self.named("fe80::1", interface: "v0") == "[fe80::1]%v0:47001")
            let loopback = try Self.named("127.0.0.1")
            #expect(loopback == "localhost:47001")
            #expect(try Self.named("::ffff:127.0.0.1") == loopback)
            #expect(try Self.named("127.0.0.1", interface: "lo") == "localhost%lo:47001")
        }

        @Test("rates are counters' differences by the time between; a counter that began anew gives none")
        func rates() throws {
            var rates = InterfaceRates()
            var interface = NetworkInterface(index: 2, name: "eth0")
            interface.counters.received.packets = 100
            interface.counters.received.octets = 1000
            interface.counters.sent.octets = 5000
            rates.update([interface], at: 1_000_000_000)
            #expect(rates.lines[0].received.packets == 0)
            interface.counters.received.packets = 300
            interface.counters.received.octets = 251_000
            interface.counters.sent.octets = 10
            rates.update([interface], at: 3_000_000_000)
            #expect(rates.lines[0].received.packets == 100)
            #expect(rates.lines[0].received.bits == 1_000_000)
            #expect(rates.lines[0].sent.bits == 0)
        }

        @Test("amounts are written in powers of 1000, spans in their nearest unit")
        func amounts() {
            #expect(Amount.octets(999) == "999 B")
            #expect(Amount.octets(357_582_049) == "357.5 MB")
            #expect(Amount.bitRate(.max) == "18.4 Ebit/s")
            #expect(Amount.duration(.zero) == "0 s")
            #expect(Amount.duration(.microseconds(23)) == "23 us")
            #expect(Amount.duration(.milliseconds(204)) == "204.0 ms")
            #expect(Amount.duration(.seconds(3480)) == "58 min")
        }
    }
#endif
