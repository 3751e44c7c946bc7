#if os(Linux)
    import SystemCalls
    import HostNetwork
    import Packets
    import PrivateNetwork
    import Testing

    private let here = IPAddress.v4(IPv4Address(127, 0, 0, 1))
    private let here6 = IPAddress.v6(IPv6Address(0, 0, 0, 0, 0, 0, 0, 1))

    extension OwnerFinder {
        /// This process's own sockets: a command that another test starts has them all for a moment.
        fileprivate mutating func own(
            of transport: SocketProtocol, local: IPAddress, port localPort: Port, remote: IPAddress,
            port remotePort: Port
        ) throws -> [OwningProcess] {
            try owners(of: transport, local: local, port: localPort, remote: remote, port: remotePort)
                .filter { $0.process == UInt32(getpid()) }
        }
    }

    @Suite(
        "Owners of a packet's socket", .blocking,
        .enabled(if: PrivateNetwork.isAvailable, "\(PrivateNetwork.refusal ?? "")"))
    struct OwnerFinderTests {
        @Test("both ends of a TCP connection are found, and the listener that a SYN would meet")
        func tcp() throws {
            let (server, client, accepted, listener, nobody) = try PrivateNetwork.run { _ in
                let server = try TestSocket(AF_INET, TestSocket.stream).bind().listen()
                let client = try TestSocket(AF_INET, TestSocket.stream).connect(port: server.port())
                let accepted = try server.accept()
                let from = Port(try client.port())
                let to = Port(try server.port())
                var finder = try OwnerFinder()
                func find(_ local: Port, _ remote: Port) throws -> [OwningProcess] {
                    try finder.own(of: .tcp, local: here, port: local, remote: here, port: remote)
                }
                let found = (try find(to, from), try find(from, to), try find(to, 9), try find(9, 9))
                return (
                    server.descriptor, (client.descriptor, found.1), (accepted.descriptor, found.0), found.2, found.3
                )
            }
            #expect(client.1.map(\.descriptor) == [UInt32(client.0)])
            #expect(accepted.1.map(\.descriptor) == [UInt32(accepted.0)])
            #expect(listener.map(\.descriptor) == [UInt32(server)])
            #expect(nobody.isEmpty)
            #expect(client.1.first?.process == UInt32(getpid()))
            #expect(client.1.first?.name.isEmpty == false)
            #expect(client.1.first?.commandLine.isEmpty == false)
        }

        @Test("a connection that nobody has accepted yet is theirs who listen")
        func waiting() throws {
            let (server, found) = try PrivateNetwork.run { _ in
                let server = try TestSocket(AF_INET, TestSocket.stream).bind().listen()
                let client = try TestSocket(AF_INET, TestSocket.stream).connect(port: server.port())
                var finder = try OwnerFinder()
                let found = try finder.own(
                    of: .tcp, local: here, port: Port(try server.port()), remote: here, port: Port(try client.port()))
                return (server.descriptor, found)
            }
            #expect(found.map(\.descriptor) == [UInt32(server)])
        }

        @Test("UDP sockets are found by the end that they are bound to, IPv6 too")
        func udp() throws {
            let (wild, bound, nobody) = try PrivateNetwork.run { _ in
                let wild = try TestSocket(AF_INET, TestSocket.datagram).bind(port: 5353, any: true)
                let bound = try TestSocket(AF_INET6, TestSocket.datagram).bind(port: 53, v6: true)
                var finder = try OwnerFinder()
                func find(_ local: IPAddress, _ port: Port) throws -> [OwningProcess] {
                    try finder.own(of: .udp, local: local, port: port, remote: local, port: 40000)
                }
                return (
                    (wild.descriptor, try find(here, 5353)), (bound.descriptor, try find(here6, 53)),
                    try find(here, 54)
                )
            }
            #expect(wild.1.map(\.descriptor) == [UInt32(wild.0)])
            #expect(bound.1.map(\.descriptor) == [UInt32(bound.0)])
            #expect(nobody.isEmpty)
        }

        @Test("a connection that came after the walk is found by the next one")
        func later() throws {
            let found = try PrivateNetwork.run { _ in
                let server = try TestSocket(AF_INET, TestSocket.stream).bind().listen()
                let port = Port(try server.port())
                var finder = try OwnerFinder()
                _ = try finder.own(of: .tcp, local: here, port: port, remote: here, port: 9)
                let client = try TestSocket(AF_INET, TestSocket.stream).connect(port: port.rawValue)
                let from = Port(try client.port())
                // A walk may take a tenth of the time, so that the next one is not far.
                for _ in 0..<500 {
                    let owners = try finder.own(of: .tcp, local: here, port: from, remote: here, port: port)
                    if !owners.isEmpty { return owners.map(\.descriptor) == [UInt32(client.descriptor)] }
                    usleep(10_000)
                }
                return false
            }
            #expect(found)
        }
    }
#endif
