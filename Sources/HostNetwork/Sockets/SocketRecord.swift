#if os(Linux)
    internal import CHostNetwork
    internal import Packets

    /// A record that is being made of the kernel's answer.
    struct SocketRecord {
        /// A record of zeros: making one anew for each socket would look at every declaration again.
        private static let empty = Header<HostSocket>()

        var header = SocketRecord.empty
        var information: [UInt8] = []
        var congestionControl: [UInt8] = []
        var path: [UInt8] = []
        var interface: [UInt8] = []
        var userName: [UInt8] = []

        /// A record of which nothing is known yet.
        init() {}

        /// What `inet_diag_msg` says; `nil` when the octets do not hold it.
        init?(internet message: borrowing NetlinkMessage, _ transport: SocketProtocol) {
            let octets = message.payload
            guard octets.byteCount >= 72 else { return nil }
            let family = SocketFamily(rawValue: octets.octet(0))
            header.transport = transport
            header.family = family
            header.type = Self.type(of: transport)
            header.state = SocketState(rawValue: octets.octet(1) == 12 ? 3 : octets.octet(1))
            header.timer = SocketTimer(rawValue: octets.octet(2))
            header.retries = octets.octet(3)
            header.sourcePort = Port(octets.word(4))
            header.destinationPort = Port(octets.word(6))
            if family == .ipv4 {
                header.sourceIPv4 = IPv4Address(rawValue: octets.long(8))
                header.destinationIPv4 = IPv4Address(rawValue: octets.long(24))
            } else {
                header.sourceIPv6 = IPv6Address(high: octets.quad(8), low: octets.quad(16))
                header.destinationIPv6 = IPv6Address(high: octets.quad(24), low: octets.quad(32))
            }
            header.interfaceIndex = octets.hostLong(40)
            header.cookie = UInt64(octets.hostLong(44)) | UInt64(octets.hostLong(48)) << 32
            header.timerExpiry = RelativeTime(Int64(octets.hostLong(52)) * 1_000_000)
            header.receiveQueue = octets.hostLong(56)
            header.sendQueue = octets.hostLong(60)
            header.user = octets.hostLong(64)
            header.inode = octets.hostLong(68)
            var attributes = message.attributes(behind: 72)
            while let attribute = attributes.next() {
                let payload = attribute.payload
                switch attribute.type {
                case Int(INET_DIAG_INFO):
                    // Of a listening socket other things stand in the same places.
                    if transport == .tcp, header.state != .listen { information = payload.octets(0, payload.byteCount) }
                case Int(INET_DIAG_CONG): congestionControl = Self.text(payload)
                case Int(INET_DIAG_SHUTDOWN): header.shutdown = SocketShutdown(rawValue: payload.octet(0) & 3)
                case Int(INET_DIAG_SKV6ONLY): header.onlyIPv6 = payload.octet(0) != 0
                case Int(INET_DIAG_MARK): header.mark = payload.hostLong(0)
                case Int(INET_DIAG_CGROUP_ID): header.controlGroup = payload.hostQuad(0)
                default: break
                }
            }
        }

        private static func type(of transport: SocketProtocol) -> SocketType {
            switch transport {
            case .tcp, .mptcp: .stream
            case .raw: .raw
            // One that has a single association, or one that has many: the kernel does not say.
            case .sctp: SocketType(rawValue: 0)
            default: .datagram
            }
        }

        /// What `unix_diag_msg` says; `nil` when the octets do not hold it.
        init?(unix message: borrowing NetlinkMessage) {
            let octets = message.payload
            guard octets.byteCount >= 16 else { return nil }
            header.transport = .unix
            header.family = .unix
            header.type = SocketType(rawValue: octets.octet(1))
            header.state = SocketState(rawValue: octets.octet(2))
            header.inode = octets.hostLong(4)
            header.cookie = UInt64(octets.hostLong(8)) | UInt64(octets.hostLong(12)) << 32
            var attributes = message.attributes(behind: 16)
            while let attribute = attributes.next() {
                let payload = attribute.payload
                switch attribute.type {
                case Int(UNIX_DIAG_NAME):
                    // A name that is no path begins with a zero, and may hold others.
                    path = payload.octets(0, payload.byteCount)
                    while payload.octet(0) != 0, path.last == 0 { path.removeLast() }
                    path = path.map { $0 == 0 ? UInt8(ascii: "@") : $0 }
                case Int(UNIX_DIAG_PEER): header.peerInode = payload.hostLong(0)
                case Int(UNIX_DIAG_RQLEN):
                    header.receiveQueue = payload.hostLong(0)
                    header.sendQueue = payload.hostLong(4)
                case Int(UNIX_DIAG_SHUTDOWN): header.shutdown = SocketShutdown(rawValue: payload.octet(0) & 3)
                case Int(UNIX_DIAG_UID): header.user = payload.hostLong(0)
                default: break
                }
            }
        }

        /// What `packet_diag_msg` says; `nil` when the octets do not hold it.
        init?(packet message: borrowing NetlinkMessage) {
            let octets = message.payload
            guard octets.byteCount >= 16 else { return nil }
            header.transport = .packet
            header.family = .packet
            header.type = SocketType(rawValue: octets.octet(1))
            header.state = .unconnected
            header.etherType = EtherType(rawValue: octets.hostWord(2))
            header.inode = octets.hostLong(4)
            header.cookie = UInt64(octets.hostLong(8)) | UInt64(octets.hostLong(12)) << 32
            var attributes = message.attributes(behind: 16)
            while let attribute = attributes.next() {
                let payload = attribute.payload
                switch attribute.type {
                case Int(PACKET_DIAG_INFO): header.interfaceIndex = payload.hostLong(0)
                case Int(PACKET_DIAG_UID): header.user = payload.hostLong(0)
                case Int(PACKET_DIAG_MEMINFO): header.receiveQueue = payload.hostLong(0)
                default: break
                }
            }
        }

        /// Adds the record to a table; the owners come later.
        mutating func write(into table: inout SocketTable) {
            header.informationLength = UInt16(clamping: information.count)
            header.congestionControlLength = UInt8(clamping: congestionControl.count)
            header.pathLength = UInt8(clamping: path.count)
            header.interfaceLength = UInt8(clamping: interface.count)
            header.userNameLength = UInt8(clamping: userName.count)
            var more = Array(information.prefix(65535))
            more += congestionControl.prefix(255)
            more += path.prefix(255)
            more += interface.prefix(255)
            more += userName.prefix(255)
            // A new header has room for what TCP knows, too.
            unsafe table.append(header.any.currentOctets.span.bytes.clamped(0, HostSocket.fixedLength), more)
        }

        private static func text(_ octets: RawSpan) -> [UInt8] { Array(octets.text.utf8) }
    }
#endif
