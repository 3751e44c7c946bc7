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
            guard let socket = message.header(inet_diag_msg.self) else { return nil }
            let family = SocketFamily(rawValue: socket.idiag_family)
            header.transport = transport
            header.family = family
            header.type = Self.type(of: transport)
            header.state = SocketState(rawValue: socket.idiag_state == 12 ? 3 : socket.idiag_state)
            header.timer = SocketTimer(rawValue: socket.idiag_timer)
            header.retries = socket.idiag_retrans
            header.sourcePort = Port(socket.id.idiag_sport.bigEndian)
            header.destinationPort = Port(socket.id.idiag_dport.bigEndian)
            if family == .ipv4 {
                header.sourceIPv4 = IPv4Address(rawValue: socket.id.idiag_src.0.bigEndian)
                header.destinationIPv4 = IPv4Address(rawValue: socket.id.idiag_dst.0.bigEndian)
            } else {
                header.sourceIPv6 = IPv6Address(socket.id.idiag_src)
                header.destinationIPv6 = IPv6Address(socket.id.idiag_dst)
            }
            header.interfaceIndex = socket.id.idiag_if
            header.cookie = UInt64(halves: socket.id.idiag_cookie)
            header.timerExpiry = RelativeTime(Int64(socket.idiag_expires) * 1_000_000)
            header.receiveQueue = socket.idiag_rqueue
            header.sendQueue = socket.idiag_wqueue
            header.user = socket.idiag_uid
            header.inode = socket.idiag_inode
            var attributes = message.attributes(behind: inet_diag_msg.self)
            while let attribute = attributes.next() {
                let payload = attribute.payload
                switch attribute.type {
                case Int(INET_DIAG_INFO):
                    // Of a listening socket other things stand in the same places.
                    if transport == .tcp, header.state != .listen { information = payload.octets(0, payload.byteCount) }
                case Int(INET_DIAG_CONG): congestionControl = Self.text(payload)
                case Int(INET_DIAG_SHUTDOWN): header.shutdown = SocketShutdown(rawValue: payload.number(UInt8.self) & 3)
                case Int(INET_DIAG_SKV6ONLY): header.onlyIPv6 = payload.number(UInt8.self) != 0
                case Int(INET_DIAG_MARK): header.mark = payload.number()
                case Int(INET_DIAG_CGROUP_ID): header.controlGroup = payload.number()
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
            guard let socket = message.header(unix_diag_msg.self) else { return nil }
            header.transport = .unix
            header.family = .unix
            header.type = SocketType(rawValue: socket.udiag_type)
            header.state = SocketState(rawValue: socket.udiag_state)
            header.inode = socket.udiag_ino
            header.cookie = UInt64(halves: socket.udiag_cookie)
            var attributes = message.attributes(behind: unix_diag_msg.self)
            while let attribute = attributes.next() {
                let payload = attribute.payload
                switch attribute.type {
                case Int(UNIX_DIAG_NAME):
                    // A name that is no path begins with a zero, and may hold others.
                    path = payload.octets(0, payload.byteCount)
                    while path.first != 0, path.last == 0 { path.removeLast() }
                    path = path.map { $0 == 0 ? UInt8(ascii: "@") : $0 }
                case Int(UNIX_DIAG_PEER): header.peerInode = payload.number()
                case Int(UNIX_DIAG_RQLEN):
                    let queues = payload.structure(over: unix_diag_rqlen())
                    header.receiveQueue = queues.udiag_rqueue
                    header.sendQueue = queues.udiag_wqueue
                case Int(UNIX_DIAG_SHUTDOWN): header.shutdown = SocketShutdown(rawValue: payload.number(UInt8.self) & 3)
                case Int(UNIX_DIAG_UID): header.user = payload.number()
                default: break
                }
            }
        }

        /// What `packet_diag_msg` says; `nil` when the octets do not hold it.
        init?(packet message: borrowing NetlinkMessage) {
            guard let socket = message.header(packet_diag_msg.self) else { return nil }
            header.transport = .packet
            header.family = .packet
            header.type = SocketType(rawValue: socket.pdiag_type)
            header.state = .unconnected
            header.etherType = EtherType(rawValue: socket.pdiag_num)
            header.inode = socket.pdiag_ino
            header.cookie = UInt64(halves: socket.pdiag_cookie)
            var attributes = message.attributes(behind: packet_diag_msg.self)
            while let attribute = attributes.next() {
                let payload = attribute.payload
                switch attribute.type {
                case Int(PACKET_DIAG_INFO): header.interfaceIndex = payload.number()
                case Int(PACKET_DIAG_UID): header.user = payload.number()
                case Int(PACKET_DIAG_MEMINFO): header.receiveQueue = payload.number()
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
