#if os(Linux)
    internal import CHostNetwork
    internal import SystemCalls
    internal import Packets

    /// Lists the sockets of the host: what the kernel says of them (sock_diag(7)) and which processes have them (proc(5)).
    ///
    ///     var reader = try SocketReader()
    ///     let table = try reader.sockets(SocketQuery())
    ///
    /// Asking needs no privilege; whose sockets they are is told of the caller's own processes, and to root of all. One
    /// thread owns a reader; what it gives are values.
    public struct SocketReader: ~Copyable {
        private var socket: NetlinkSocket
        /// How many processes could not be looked at when the last table was read: another user has them.
        public private(set) var hiddenProcesses = 0

        /// Opens a conversation with the kernel about the network namespace of the calling thread.
        /// - Throws: ``HostNetworkError`` when the system has no netlink.
        public init() throws(HostNetworkError) {
            socket = try NetlinkSocket(NETLINK_SOCK_DIAG, for: "sockets")
        }

        /// The sockets that `query` asks for, kind by kind in its order.
        ///
        /// The kernel is asked first and the processes are gone through afterwards, so that whoever has a socket that is
        /// listed and still there is found.
        /// - Throws: ``HostNetworkError``; a kind of socket that this kernel cannot list is no error, but is among the
        ///   table's ``SocketTable/missing``.
        public mutating func sockets(_ query: SocketQuery) throws(HostNetworkError) -> SocketTable {
            var table = SocketTable()
            var names = ProcessNames()
            for transport in query.protocols {
                let before = table.count
                do throws(HostNetworkError) {
                    switch transport {
                    case .unix:
                        if query.families.contains(.unix) { try readUnix(query, &names, into: &table) }
                    // Unprivileged pings; there is no asking for them over netlink.
                    case .icmp, .icmpv6: _ = readFile(transport, query, &names, into: &table)
                    case .packet:
                        let isWanted = query.families.contains(.packet) && query.includes(.unconnected)
                        if isWanted { try readPacket(query, &names, into: &table) }
                    default: try readInternet(transport, query, &names, into: &table)
                    }
                } catch {
                    guard error.code == .notFound || error.code == .notSupported else { throw error }
                    table.truncate(to: before)
                    let isThere = readFile(transport, query, &names, into: &table)
                    if !isThere { table.missing.append(transport) }
                }
            }
            hiddenProcesses = 0
            guard query.includesOwners, table.count > 0 else { return table }
            let open = OpenSockets()
            hiddenProcesses = open.hiddenProcesses
            return table.adding(owners: open, &names)
        }

        /// Asks for one table; takes back what came when it must be asked for again.
        private mutating func read(
            _ request: NetlinkRequest, into table: inout SocketTable,
            _ body: (borrowing NetlinkMessage, inout SocketTable) -> Void
        ) throws(HostNetworkError) {
            let before = table.count
            for _ in 0..<NetlinkSocket.attempts {
                let isWhole = try socket.dumpOnce(request, "sockets") { body($0, &table) }
                if isWhole { return }
                table.truncate(to: before)
            }
            throw HostNetworkError(.interrupted, subject: "sockets", message: "answers were lost each time")
        }

        private static func name(
            _ record: inout SocketRecord, _ query: SocketQuery, _ names: inout ProcessNames
        ) {
            guard query.includesNames else { return }
            record.interface = names.interface(record.header.interfaceIndex)
            // Who had a connection that only waits for stragglers is not known any more.
            if record.header.inode != 0 || record.header.user != 0 {
                record.userName = names.user(record.header.user)
            }
        }

        // MARK: The Internet's

        private mutating func readInternet(
            _ transport: SocketProtocol, _ query: SocketQuery, _ names: inout ProcessNames,
            into table: inout SocketTable
        ) throws(HostNetworkError) {
            let families = query.families.filter { $0 == .ipv4 || $0 == .ipv6 }
            // The first request that Linux had for TCP gives both families while it goes through the tables once.
            if transport == .tcp, families.count == 2 {
                let before = table.count
                do throws(HostNetworkError) {
                    return try read(Self.requestForAllTCP(query), transport, query, &names, into: &table)
                } catch {
                    table.truncate(to: before)
                }
            }
            for family in families {
                try read(Self.request(transport, family, query), transport, query, &names, into: &table)
            }
        }

        private mutating func read(
            _ request: NetlinkRequest, _ transport: SocketProtocol, _ query: SocketQuery, _ names: inout ProcessNames,
            into table: inout SocketTable
        ) throws(HostNetworkError) {
            var associations = AssociationReader()
            try read(request, into: &table) { message, table in
                let read =
                    transport == .sctp ? associations.record(message) : SocketRecord(internet: message, transport)
                guard var record = read, query.includes(record.header.state) else { return }
                Self.name(&record, query, &names)
                record.write(into: &table)
            }
        }

        /// `inet_diag_req_v2`
        private static func request(
            _ transport: SocketProtocol, _ family: SocketFamily, _ query: SocketQuery
        ) -> NetlinkRequest {
            var request = NetlinkRequest(Int(SOCK_DIAG_BY_FAMILY))
            request.append(family.rawValue)
            request.append(UInt8(truncatingIfNeeded: transport.rawValue))
            request.append(extensions(query))
            request.append(UInt8(0))
            // Associations have states that the kernel cannot be asked for.
            request.append(transport == .sctp ? SocketQuery.allStates : query.stateMask)
            request.append(octets: [UInt8](repeating: 0, count: 48))
            // One octet does not hold every protocol's number.
            if transport.rawValue > 255 { request.append(Int(INET_DIAG_REQ_PROTOCOL), UInt32(transport.rawValue)) }
            return request
        }

        /// `inet_diag_req`
        private static func requestForAllTCP(_ query: SocketQuery) -> NetlinkRequest {
            var request = NetlinkRequest(Int(TCPDIAG_GETSOCK))
            request.append(octets: [SocketFamily.ipv4.rawValue, 0, 0, extensions(query)])
            request.append(octets: [UInt8](repeating: 0, count: 48))
            request.append(query.stateMask)
            request.append(UInt32(0))
            return request
        }

        private static func extensions(_ query: SocketQuery) -> UInt8 {
            guard query.includesInformation else { return 0 }
            return 1 << (UInt8(INET_DIAG_INFO) - 1) | 1 << (UInt8(INET_DIAG_CONG) - 1)
        }

        /// What sockets there are, as a file tells it: for kernels that were built without the module that tells it over
        /// netlink. Without cookies and what TCP knows. `false` when there is no such file.
        private func readFile(
            _ transport: SocketProtocol, _ query: SocketQuery, _ names: inout ProcessNames,
            into table: inout SocketTable
        ) -> Bool {
            let name: String
            switch transport {
            case .tcp: name = "tcp"
            case .udp: name = "udp"
            case .udplite: name = "udplite"
            case .raw: name = "raw"
            case .icmp, .icmpv6: name = "icmp"
            case .unix: return readLines(of: "unix", query, &names, into: &table) { SocketRecord(procUnix: $0) }
            case .packet: return readLines(of: "packet", query, &names, into: &table) { SocketRecord(procPacket: $0) }
            default: return false
            }
            var isThere = false
            for family in [SocketFamily.ipv4, .ipv6] where query.families.contains(family) {
                if transport == .icmp && family == .ipv6 || transport == .icmpv6 && family == .ipv4 { continue }
                let file = name + (family == .ipv6 ? "6" : "")
                let isRead = readLines(of: file, query, &names, into: &table) { SocketRecord(proc: $0, transport) }
                isThere = isThere || isRead
            }
            return isThere
        }

        /// Makes a record of each line of a file of `/proc/net`; `false` when there is no such file.
        private func readLines(
            of file: String, _ query: SocketQuery, _ names: inout ProcessNames, into table: inout SocketTable,
            _ record: (borrowing RawSpan) -> SocketRecord?
        ) -> Bool {
            // Of the thread's own network namespace, as netlink is.
            let text = ProcFile.contents(of: "/proc/thread-self/net/\(file)", upTo: NetlinkSocket.largestAnswer)
            for line in text.split(separator: 0x0a) {
                let line = Array(line)
                guard var record = unsafe record(line.span.bytes), query.includes(record.header.state) else { continue }
                Self.name(&record, query, &names)
                record.write(into: &table)
            }
            return !text.isEmpty
        }

        // MARK: The host's own

        /// `unix_diag_req`
        private mutating func readUnix(
            _ query: SocketQuery, _ names: inout ProcessNames, into table: inout SocketTable
        ) throws(HostNetworkError) {
            var request = NetlinkRequest(Int(SOCK_DIAG_BY_FAMILY))
            request.append(octets: [SocketFamily.unix.rawValue, 0, 0, 0])
            request.append(query.stateMask)
            request.append(UInt32(0))
            let wanted = UDIAG_SHOW_NAME | UDIAG_SHOW_PEER | UDIAG_SHOW_RQLEN | UDIAG_SHOW_UID
            request.append(UInt32(wanted))
            request.append(UInt64.max)
            try read(request, into: &table) { message, table in
                guard var record = SocketRecord(unix: message), query.includes(record.header.state) else { return }
                Self.name(&record, query, &names)
                record.write(into: &table)
            }
        }

        /// `packet_diag_req`
        private mutating func readPacket(
            _ query: SocketQuery, _ names: inout ProcessNames, into table: inout SocketTable
        ) throws(HostNetworkError) {
            var request = NetlinkRequest(Int(SOCK_DIAG_BY_FAMILY))
            request.append(octets: [SocketFamily.packet.rawValue, 0, 0, 0])
            request.append(UInt32(0))
            // The user is told only with what else the socket is set to; the memory holds what waits to be read.
            request.append(UInt32(PACKET_SHOW_INFO | PACKET_SHOW_MEMINFO))
            request.append(UInt64.max)
            try read(request, into: &table) { message, table in
                guard var record = SocketRecord(packet: message) else { return }
                Self.name(&record, query, &names)
                record.write(into: &table)
            }
        }
    }

    extension SocketTable {
        /// The same records with those who have the sockets.
        func adding(owners open: borrowing OpenSockets, _ names: inout ProcessNames) -> SocketTable {
            var table = SocketTable()
            table.missing = missing
            table.reserve(like: self, octets: open.entries.count * 64)
            var owners: [UInt8] = []
            for index in 0..<count {
                let record = record(index)
                owners.removeAll(keepingCapacity: true)
                if let inode = Layer<HostSocket>(record)?.inode, inode != 0 {
                    for entry in open[inode] { Self.append(entry, &names, to: &owners) }
                }
                table.append(record, owners)
            }
            return table
        }

        private static let emptyOwner = Header<SocketOwner>()

        private static func append(
            _ entry: OpenSockets.Entry, _ names: inout ProcessNames, to octets: inout [UInt8]
        ) {
            let process = names.process(entry.process)
            var header = emptyOwner
            header.process = entry.process
            header.descriptor = entry.descriptor
            header.nameLength = UInt16(clamping: process.name.count)
            header.commandLineLength = UInt16(clamping: process.commandLine.count)
            octets += header.any.currentOctets
            octets += process.name.prefix(65535)
            octets += process.commandLine.prefix(65535)
        }
    }
#endif
