#if os(Linux)
    import PacketFilters
    import Packets
    import Testing

    @testable import HostNetwork

    /// Records of sockets, whatever octets they are made of.
    @Suite("Socket records")
    struct SocketRecordTests {
        static func lines(_ octets: [UInt8], _ transport: SocketProtocol) -> SocketRecord? {
            unsafe SocketRecord(proc: octets.span.bytes, transport)
        }

        @Test("a line of /proc/net is read: words of the address in the host's order, ports not")
        func procLine() throws {
            let four =
                "   5: 0100007F:1F90 0200000A:C001 01 0000000A:00000005 00:00000000 00000000  1000        0 77 2 0"
            let record = try #require(Self.lines(Array(four.utf8), .tcp))
            #expect(record.header.sourceIPv4 == IPv4Address(127, 0, 0, 1))
            #expect(record.header.destinationIPv4 == IPv4Address(10, 0, 0, 2))
            #expect(record.header.sourcePort == 8080)
            #expect(record.header.state == .established)
            #expect(record.header.sendQueue == 10)
            #expect(record.header.receiveQueue == 5)
            #expect(record.header.user == 1000)
            #expect(record.header.inode == 77)
            let six = """
                0: B80D0120000000000000000001000000:0035 00000000000000000000000000000000:0000 07 00000000:00000000 \
                00:00000000 00000000     0        0 78 2 0
                """
            let record6 = try #require(Self.lines(Array(six.utf8), .udp))
            #expect(record6.header.sourceIPv6 == IPv6Address(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1))
            #expect(record6.header.sourcePort == 53)
            #expect(record6.header.state == .unconnected)
        }

        @Test("lines of /proc/net/unix and packet are read: a listener by its flag, a path with spaces whole")
        func procOthers() throws {
            func unix(_ line: String) -> SocketRecord? {
                unsafe SocketRecord(procUnix: Array(line.utf8).span.bytes)
            }
            let listener = try #require(unix("0000000000000000: 00000002 00000000 00010000 0001 01 77 /run/my socket"))
            #expect(listener.header.state == .listen)
            #expect(listener.header.inode == 77)
            #expect(String(decoding: listener.path, as: UTF8.self) == "/run/my socket")
            let pair = try #require(unix("0000000000000000: 00000003 00000000 00000000 0002 03 78"))
            #expect(pair.header.state == .established)
            #expect(pair.header.type == .datagram)
            #expect(pair.path.isEmpty)
            #expect(unix("Num       RefCount Protocol Flags    Type St Inode Path") == nil)
            let packet = try #require(
                unsafe SocketRecord(procPacket: Array("00000000 3 3 0003 2 1 512 1000 79".utf8).span.bytes))
            #expect(packet.header.type == .raw)
            #expect(packet.header.etherType == 3)
            #expect(packet.header.interfaceIndex == 2)
            #expect(packet.header.receiveQueue == 512)
            #expect(packet.header.user == 1000)
            let heading = Array("sk       RefCnt Type Proto  Iface R Rmem   User   Inode".utf8)
            #expect(unsafe SocketRecord(procPacket: heading.span.bytes) == nil)
        }

        /// `inet_diag_msg` of an SCTP socket or association between 10.0.0.1:5000 and 10.0.0.2:6000.
        static func association(state: UInt8, inode: UInt32, dump: UInt32 = 7) -> [UInt8] {
            var payload: [UInt8] = [2, state, 0, 0, 0x13, 0x88, 0x17, 0x70]
            payload += [10, 0, 0, 1] + [UInt8](repeating: 0, count: 12) + [10, 0, 0, 2]
            payload += [UInt8](repeating: 0, count: 12 + 4)
            for number in [1, 0, 0, 12, 34, 1000, inode] { payload += NetlinkTests.host(number) }
            var message = NetlinkTests.message(20, payload)
            message.replaceSubrange(8..<12, with: NetlinkTests.host(dump))
            return message
        }

        @Test("of SCTP what follows a socket with its inode is an association, with states of its own (RFC 9260 4)")
        func associations() throws {
            var reader = AssociationReader()
            func state(_ number: UInt8, _ inode: UInt32, dump: UInt32 = 7) throws -> SocketState {
                let octets = Self.association(state: number, inode: inode, dump: dump)
                guard let message = unsafe NetlinkMessage(octets.span.bytes, at: 0),
                    let record = reader.record(message)
                else { throw TestSocket.Failed(number: 0) }
                #expect(record.header.transport == .sctp && record.header.sourcePort == 5000)
                #expect(record.header.destinationIPv4 == IPv4Address(10, 0, 0, 2) && record.header.sendQueue == 34)
                return record.header.state
            }
            // A socket that listens, with associations; one that is connected, and whose states are TCP's.
            #expect(try state(10, 77) == .listen)
            #expect(try state(3, 77) == .established)
            #expect(try state(1, 77).description == "cookie-wait")
            #expect(try state(7, 77).description == "shutdown-ack-sent")
            #expect(try state(0, 77) == .unconnected)
            #expect(try state(1, 78) == .established)
            #expect(try state(3, 78) == .established)
            // Asked for again the table begins anew: a socket that is shutting down is no association.
            #expect(try state(3, 78, dump: 8) == .synReceived)
            #expect(SocketState(association: 200).rawValue == 200)
            #expect(SocketState.parse("COOKIE_ECHOED") == 34)
        }

        @Test("the heading of /proc/net, and lines cut anywhere, are no sockets or whole ones")
        func procHostile() {
            let heading = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid"
            #expect(Self.lines(Array(heading.utf8), .tcp) == nil)
            let line = Array("5: 0100007F:1F90 0200000A:C001 01 0000000A:00000005 00:0 0 1000 0 77".utf8)
            for length in 0..<(line.count - 2) { #expect(Self.lines(Array(line[..<length]), .tcp) == nil) }
            for index in line.indices {
                for octet: UInt8 in [0, 0x20, 0x3a, 0x46, 0xff] {
                    var changed = line
                    changed[index] = octet
                    _ = Self.lines(changed, .raw)
                }
            }
        }

        /// One record with a path, an interface, a user, what TCP knows and two owners.
        static func table(informationLength: Int = 232) -> SocketTable {
            var record = SocketRecord()
            record.header.transport = .tcp
            record.header.family = .ipv4
            record.header.state = .established
            record.header.inode = 77
            record.header.sourcePort = 8080
            record.information = (0..<informationLength).map { UInt8(truncatingIfNeeded: $0) }
            record.congestionControl = Array("cubic".utf8)
            record.interface = Array("eth0".utf8)
            record.userName = Array("root".utf8)
            var table = SocketTable()
            record.write(into: &table)
            return table
        }

        @Test("what this kernel does not say of TCP is not there, and the part behind it still is")
        func shortInformation() throws {
            func names(_ length: Int) -> [String] {
                var names: [String] = []
                Self.table(informationLength: length).forEach(in: .sockets) { _, packet in
                    var detail = PacketDetail()
                    Registry.sockets.detail(of: &packet, into: &detail)
                    names = detail.nodes.map { Registry.sockets.info($0.field).name }
                }
                return names
            }
            let whole = names(232)
            #expect(whole.contains("sock.tcp.rtt") && whole.contains("sock.tcp.snd_wnd"))
            #expect(!whole.contains("sock.owners"))
            let old = names(104)
            #expect(old.contains("sock.tcp.rtt") && !old.contains("sock.tcp.snd_wnd"))
            #expect(old.contains("sock.dev") && old.contains("sock.tcp.congestion"))
            #expect(!names(0).contains("sock.tcp.rtt"))
        }

        @Test("what TCP has not measured, and what has no bound, is not there for trees and filters")
        func unknownInformation() throws {
            var octets = [UInt8](repeating: 0, count: 232)
            func fill(_ range: Range<Int>, _ octet: UInt8) { for index in range { octets[index] = octet } }
            /// Which of the fields are there, and whether a filter that names one lets the socket pass.
            func known() throws -> Set<String> {
                var record = SocketRecord()
                record.header.transport = .tcp
                record.header.family = .ipv4
                record.information = octets
                var table = SocketTable()
                record.write(into: &table)
                var names: Set<String> = []
                for name in ["rtt", "rttvar", "minrtt", "ssthresh", "pacing_rate", "max_pacing_rate", "rcv_rtt"] {
                    var filter = try DisplayFilter("sock.tcp.\(name) >= 0", in: .sockets)
                    table.forEach(in: .sockets) { _, packet in if filter.matches(&packet) { names.insert(name) } }
                }
                table.forEach(in: .sockets) { _, packet in
                    var detail = PacketDetail()
                    Registry.sockets.detail(of: &packet, into: &detail)
                    let shown = detail.nodes.map { Registry.sockets.info($0.field).name }
                    for name in names { #expect(shown.contains("sock.tcp.\(name)")) }
                    #expect(names.contains("minrtt") == shown.contains("sock.tcp.minrtt"))
                }
                return names
            }
            // As of a connection that is not answered yet.
            fill(104..<120, 0xff)
            fill(148..<152, 0xff)
            octets.replaceSubrange(72..<76, with: NetlinkTests.host(UInt32(250_000)))
            octets.replaceSubrange(76..<80, with: NetlinkTests.host(UInt32(0x7fff_ffff)))
            #expect(try known() == [])
            octets.replaceSubrange(68..<72, with: NetlinkTests.host(UInt32(20_000)))
            octets.replaceSubrange(76..<80, with: NetlinkTests.host(UInt32(0x7fff_fffe)))
            octets.replaceSubrange(92..<96, with: NetlinkTests.host(UInt32(1)))
            octets[104] = 0xfe
            octets[112] = 0xfe
            octets[148] = 0xfe
            #expect(try known().count == 7)
        }

        @Test("a record cut at any length, or with any octet changed, is shown or called malformed, and nothing traps")
        func hostile() throws {
            let table = Self.table()
            let whole = table.record(0).octets(0, table.record(0).byteCount)
            var filter = try DisplayFilter(
                "sock.tcp.rtt > 1 or sock.process contains \"x\" or sock.local == \"\" or sock.port == 1", in: .sockets)
            func show(_ octets: [UInt8]) {
                var table = SocketTable()
                unsafe table.append(octets.span.bytes)
                table.forEach(in: .sockets) { _, packet in
                    var detail = PacketDetail()
                    Registry.sockets.detail(of: &packet, into: &detail)
                    _ = filter.matches(&packet)
                }
                _ = table.compactMap { $0.localEnd + $0.remoteEnd }
            }
            for length in whole.indices { show(Array(whole[..<length])) }
            for index in whole.indices {
                for octet: UInt8 in [0, 1, 10, 17, 0x7f, 0xff] {
                    var changed = whole
                    changed[index] = octet
                    show(changed)
                }
            }
            #expect(Layer<HostSocket>.fits(Array(whole[..<50])) == false)
        }

        @Test("no two fields of a socket share a name, and each has a label")
        func declarations() {
            let fields = Registry.sockets.fields.filter { $0.protocolName == "sock" && $0.aliasOf == nil }
            let names = fields.map(\.name)
            #expect(Set(names).count == names.count)
            #expect(fields.allSatisfy { $0.isSchema || !$0.label.description.isEmpty })
            #expect(names.contains("sock.state") && names.contains("sock.tcp.cwnd") && names.contains("sock.cmdline"))
        }
    }

    extension Layer<HostSocket> {
        fileprivate static func fits(_ octets: [UInt8]) -> Bool {
            unsafe HostSocket.measure(octets.span.bytes, from: 0, to: octets.count) != nil
        }
    }
#endif
