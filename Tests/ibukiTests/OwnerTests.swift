#if os(Linux)
    import SystemCalls
    import Packets
    import PrivateNetwork
    import Testing

    @testable import ibuki

    @Suite("Whose a packet is")
    struct OwnerTests {
        static let four = PacketEnds(
            transport: 6, source: .v4(IPv4Address(10, 0, 0, 1)), 51000, destination: .v4(IPv4Address(10, 0, 0, 2)), 80)
        static let six = PacketEnds(
            transport: 17, source: .v6(IPv6Address(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1)), 53,
            destination: .v6(IPv6Address(0xfe80, 0, 0, 0, 0, 0, 0, 2)), 40000)

        @Test("questions and answers are read as they were written", arguments: [four, six])
        func messages(_ ends: PacketEnds) {
            let question = OwnerMessages.question(ends)
            #expect(question.count == OwnerMessages.questionLength)
            #expect(OwnerMessages.ends(question) == ends)
            let owners = PacketOwners(
                senders: [.init(process: 812, name: "curl")],
                receivers: [.init(process: 70_000, name: "nginx"), .init(process: 2, name: "")])
            let answer = OwnerMessages.answer(owners)
            #expect(OwnerMessages.owners(Array(answer.dropFirst(2))) == owners)
            #expect(owners.description == "curl[812] > nginx[70000],[2]")
            #expect(PacketOwners(senders: owners.senders).description == "curl[812] >")
            #expect(PacketOwners(receivers: owners.senders).description == "> curl[812]")
        }

        @Test("questions and answers of other octets are refused, and nothing traps")
        func hostile() {
            let question = OwnerMessages.question(Self.four)
            #expect(OwnerMessages.ends(Array(question.dropLast())) == nil)
            for index in question.indices {
                for octet: UInt8 in [0, 5, 0xff] {
                    var changed = question
                    changed[index] = octet
                    let ends = OwnerMessages.ends(changed)
                    if index == 0 { #expect(ends == nil) }
                }
            }
            let body = Array(
                OwnerMessages.answer(PacketOwners(senders: [.init(process: 1, name: "a")])).dropFirst(2))
            for length in body.indices { #expect(OwnerMessages.owners(Array(body[..<length])) == nil) }
            #expect(OwnerMessages.owners(body + [0]) == nil)
            #expect(OwnerMessages.owners([0xff, 0, 0, 0, 1, 0xff]) == nil)
            let many = PacketOwners(
                senders: (0..<500).map { .init(process: $0, name: String(repeating: "x", count: 200)) })
            #expect(OwnerMessages.answer(many).count <= OwnerMessages.longestAnswer)
            #expect(OwnerMessages.owners(Array(OwnerMessages.answer(many).dropFirst(2)))?.senders.count == 64)
        }

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
