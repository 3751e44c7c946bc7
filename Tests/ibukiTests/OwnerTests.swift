#if os(Linux)
    import HostNetwork
    import Packets
    import PrivateNetwork
    import SystemCalls
    import Testing

    @Suite("Whose a packet is", .blocking)
    struct OwnerTests {
        /// A connection over loopback, both ends of this process.
        final class Connection {
            let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC, 0)
            private(set) var client = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC, 0)
            private var address = sockaddr_in()

            init() {
                address.sin_family = sa_family_t(AF_INET)
                address.sin_addr.s_addr = (0x7f00_0001 as UInt32).bigEndian
            }

            deinit {
                close(server)
                hangUp()
            }

            /// Closes the end that connected, once: its number may soon be another test's.
            func hangUp() {
                if client >= 0 { close(client) }
                client = -1
            }

            private func call(_ body: (UnsafeMutablePointer<sockaddr>, inout socklen_t) -> Int32) throws -> Port {
                var length = socklen_t(MemoryLayout<sockaddr_in>.size)
                let result = unsafe withUnsafeMutablePointer(to: &address) { pointer in
                    unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe body($0, &length) }
                }
                guard result == 0 else { throw Failure("a call of a socket: \(errno)") }
                return Port(UInt16(bigEndian: address.sin_port))
            }

            /// Listens; gives the port.
            func listen() throws -> Port {
                _ = try unsafe call { unsafe bind(server, $0, $1) }
                guard SystemCalls.listen(server, 1) == 0 else { throw Failure("listen: \(errno)") }
                return try unsafe call { unsafe getsockname(server, $0, &$1) }
            }

            /// Connects; gives the port that it is from.
            func connect() throws -> Port {
                _ = try unsafe call { unsafe SystemCalls.connect(client, $0, $1) }
                return try unsafe call { unsafe getsockname(client, $0, &$1) }
            }
        }

        @Test(
            "the helper says who has both ends of a connection over loopback",
            .enabled(if: BuiltProgram.path != nil, "the program was not built"))
        func helper() throws {
            let connection = Connection()
            let port = try connection.listen()
            let from = try connection.connect()
            var owners = try OwnerClient(program: try #require(BuiltProgram.path))
            let here = IPAddress.v4(IPv4Address(127, 0, 0, 1))
            let ends = PacketEnds(transport: 6, source: here, from, destination: here, port)
            let first = owners.owners(of: ends, at: 1)
            #expect(first.senders.contains { $0.process == UInt32(getpid()) })
            // It holds what it was told, until its time is over.
            connection.hangUp()
            #expect(owners.owners(of: ends, at: 2) == first)
            let nobody = PacketEnds(transport: 17, source: here, 9, destination: here, 9)
            #expect(owners.owners(of: nobody, at: 3).isEmpty)
        }

        @Test(
            "capture --process names both processes behind the line, and in the file as a comment",
            .enabled(if: CaptureCommand.refusal == nil, "\(CaptureCommand.refusal ?? "")"))
        func capture() throws {
            let folder = try Folder()
            let path = folder.file("with.pcapng")
            let (printed, read, again) = try PrivateNetwork.run { network in
                let connection = Connection()
                let port = try connection.listen()
                let capture = try CaptureCommand.start(
                    network, "-i", "lo", "-c", "3", "-nn", "--process", "-w", path, "--print", "tcp port \(port)")
                _ = try connection.connect()
                _ = try capture.finish()
                let read = try network.start(
                    CaptureCommand.path, ["read", "-T", "fields", "-e", "frame.comment", path])
                let lines = try network.start(CaptureCommand.path, ["read", "-nn", "--comments", path]).finish()
                return (capture.printed, try read.finish(), lines)
            }
            let own = "[\(getpid())]"
            let lines = printed.split(separator: "\n")
            #expect(lines.count == 3)
            // The first has no end yet that accepted it: its receiver is who listens, which is the same process.
            #expect(lines.allSatisfy { $0.hasSuffix("]]") && $0.contains(own) }, "\(printed)")
            #expect(again == printed)
            let comments = read.split(separator: "\n")
            #expect(comments.count == 3)
            #expect(comments.allSatisfy { $0.contains(own) && $0.contains(" > ") }, "\(read)")
        }
    }
#endif
