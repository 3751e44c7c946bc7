#if os(Linux)
    internal import CHostNetwork
    internal import SystemCalls
    public import Packets

    /// Says whose a packet's socket is: which processes have the one that it comes from, or goes to.
    ///
    ///     var finder = try OwnerFinder()
    ///     let owners = try finder.owners(of: .tcp, local: address, port: 8080, remote: other, port: 51000)
    ///
    /// The kernel finds the socket by its ends (sock_diag(7)), at the cost of one question. Its owners come from a walk
    /// through `/proc`, which is gone through anew when a socket is not in what was seen, but never for more than a
    /// tenth of the time. So it may be that a socket's owner is found only the next time. One thread owns a finder.
    public struct OwnerFinder: ~Copyable {
        private var socket: NetlinkSocket
        private var open: OpenSockets?
        private var names = ProcessNames()
        /// Before this moment `/proc` is not gone through again.
        private var nextWalk = ContinuousClock.now

        /// Opens a conversation with the kernel about the network namespace of the calling thread.
        /// - Throws: ``HostNetworkError`` when the system has no netlink.
        public init() throws(HostNetworkError) {
            socket = try NetlinkSocket(NETLINK_SOCK_DIAG, for: "a socket's owner")
        }

        /// The processes that have the socket with these ends, or the one that would take in such a packet; empty when
        /// there is none, when nobody has it any more or when it may not be looked at.
        /// - Parameters:
        ///   - transport: TCP, UDP or UDP-Lite.
        ///   - local: the end on this host.
        /// - Throws: ``HostNetworkError`` when the kernel cannot be asked.
        public mutating func owners(
            of transport: SocketProtocol, local: IPAddress, port localPort: Port, remote: IPAddress,
            port remotePort: Port
        ) throws(HostNetworkError) -> [OwningProcess] {
            var inode = try inode(of: transport, local: local, port: localPort, remote: remote, port: remotePort)
            if inode == 0, transport == .tcp {
                // Nobody has accepted it yet: it is theirs who listen.
                inode = try self.inode(of: transport, local: local, port: localPort, remote: remote, port: 0)
            }
            guard let inode, inode != 0 else { return [] }
            if let found = entries(inode), !found.isEmpty { return processes(found) }
            let now = ContinuousClock.now
            guard now >= nextWalk else { return [] }
            open = OpenSockets()
            names = ProcessNames()
            let end = ContinuousClock.now
            nextWalk = end + (end - now) * 10
            return processes(entries(inode) ?? [])
        }

        private func entries(_ inode: UInt32) -> ArraySlice<OpenSockets.Entry>? { open.map { $0[inode] } }

        private mutating func processes(_ entries: ArraySlice<OpenSockets.Entry>) -> [OwningProcess] {
            var processes: [OwningProcess] = []
            for entry in entries {
                let named = names.process(entry.process)
                processes.append(
                    OwningProcess(
                        process: entry.process, descriptor: entry.descriptor,
                        name: String(decoding: named.name, as: UTF8.self),
                        commandLine: String(decoding: named.commandLine, as: UTF8.self)))
            }
            return processes
        }

        /// The number of the socket; `nil` when there is none. `inet_diag_req_v2`
        private mutating func inode(
            of transport: SocketProtocol, local: IPAddress, port localPort: Port, remote: IPAddress,
            port remotePort: Port
        ) throws(HostNetworkError) -> UInt32? {
            guard local.family == remote.family else { return nil }
            // Of TCP the kernel calls the host's end the source; of the others it is the packet's that it would receive.
            let isSwapped = transport != .tcp
            var request = NetlinkRequest(Int(SOCK_DIAG_BY_FAMILY))
            request.append(UInt8(truncatingIfNeeded: local.family.number))
            request.append(UInt8(truncatingIfNeeded: transport.rawValue))
            request.append(UInt16(0))
            request.append(UInt32(0xffff_ffff))
            request.append((isSwapped ? remotePort : localPort).rawValue.bigEndian)
            request.append((isSwapped ? localPort : remotePort).rawValue.bigEndian)
            for address in isSwapped ? [remote, local] : [local, remote] {
                let octets = address.octets
                request.append(octets: octets + [UInt8](repeating: 0, count: 16 - octets.count))
            }
            request.append(UInt32(0))
            // Whichever socket it is: INET_DIAG_NOCOOKIE.
            request.append(UInt64.max)
            do throws(HostNetworkError) {
                return try socket.get(request, for: "a socket's owner") { message -> UInt32? in
                    message.header(inet_diag_msg.self)?.idiag_inode
                }
            } catch {
                guard error.code == .notFound else { throw error }
                return nil
            }
        }
    }
#endif
