#if os(Linux)
    import Foundation
    import HostNetwork
    import Links
    import NetStack
    import NetStackSockets
    import Packets
    import PrivateNetwork
    import Testing

    @testable import ResetGuard

    /// A host whose kernel has 10.9.0.1 and fd00::1 at `a0`, and whoever sends it frames by the other end.
    @Suite(
        "The guard against the kernel's RSTs", .serialized, .blocking,
        .enabled(if: PrivateNetwork.isAvailable, "no network namespaces: \(PrivateNetwork.refusal ?? "")"))
    struct ResetGuardTests {
        private static let ipv4 = (Endpoint("10.9.0.1", 40_000), Endpoint("10.9.0.2", 80))
        private static let ipv6 = (Endpoint("fd00::1", 40_000), Endpoint("fd00::2", 80))

        /// Runs `body` beside such a host.
        private func run(_ body: (borrowing PrivateNetwork, FarSide) throws -> Void) throws {
            try PrivateNetwork.run { network in
                try network.shell(
                    """
                    ip link add a0 address 02:00:00:00:00:0a type veth peer name b0 address 02:00:00:00:00:0b
                    sysctl -qw net.ipv6.conf.b0.disable_ipv6=1
                    ip addr add 10.9.0.1/24 dev a0
                    ip addr add fd00::1/64 dev a0 nodad
                    ip link set a0 up
                    ip link set b0 up
                    until ip link show a0 | grep -q 'state UP'; do sleep 0.01; done
                    ip neigh add 10.9.0.2 lladdr 02:00:00:00:00:0b dev a0
                    ip neigh add fd00::2 lladdr 02:00:00:00:00:0b dev a0
                    """)
                try body(network, FarSide())
            }
        }

        private static func index() throws -> UInt32 {
            var tables = try NetworkTables()
            return try #require(try tables.interface(called: "a0")).index
        }

        @Test(
            "the RSTs of what it was told of are kept back, by both families; others, and those of others, pass",
            arguments: [true, false])
        func guarding(usesProgram: Bool) throws {
            try run { _, far in
                for (local, remote) in [Self.ipv4, Self.ipv6] {
                    #expect(try far.isReset(local, remote))
                }
                let guardian = ResetGuard(onInterface: try Self.index(), usesProgram: usesProgram)
                if usesProgram { try #require(guardian.method == .program) }
                for (local, remote) in [Self.ipv4, Self.ipv6] {
                    let flow = KeptFlow.connection(local: local, remote: remote)
                    let before = guardian.resetsDropped
                    #expect(guardian.begin(flow))
                    #expect(try !far.isReset(local, remote))
                    // Another port of ours, and where a program knows the connection another one of theirs.
                    #expect(try far.isReset(Endpoint(local.address, 40_001), remote))
                    #expect(try far.isReset(local, Endpoint(remote.address, 81)) == usesProgram)
                    #expect(guardian.resetsDropped == before + (usesProgram ? 1 : 0))
                    guardian.end(flow)
                    #expect(guardian.resetsDropped == before + (usesProgram ? 1 : 0))
                    #expect(try far.isReset(local, remote))
                }
            }
        }

        @Test("what bears the mark passes: a stack's own RSTs")
        func mark() throws {
            try run { _, far in
                let guardian = ResetGuard(onInterface: try Self.index())
                try #require(guardian.method == .program)
                let (local, remote) = Self.ipv4
                #expect(guardian.begin(.connection(local: local, remote: remote)))
                for mark in [nil, ResetGuard.mark] as [UInt32?] {
                    var options = PacketSocketOptions.sending
                    options.mark = mark
                    // What is dropped the kernel calls a full queue.
                    options.patience = .milliseconds(1)
                    let link = try PacketSocketLink("a0", options: options)
                    let frame = try FarSide.segment(from: local, to: remote, isReset: true, isOurs: true)
                    do throws(LinkError) { try link.send(unsafe frame.span.bytes, offload: nil) } catch {
                        #expect(mark == nil && error.code == .noRoom)
                    }
                    #expect(try far.seesReset(from: local, to: remote) == (mark != nil))
                }
            }
        }

        @Test("a UDP port says nothing while a socket of ours has it, and the kernel's ICMP error comes behind that")
        func datagrams() throws {
            try run { _, far in
                let guardian = ResetGuard(onInterface: try Self.index())
                #expect(try far.isUnreachable(port: 40_000))
                #expect(guardian.begin(.socket(port: 40_000)))
                #expect(try !far.isUnreachable(port: 40_000))
                guardian.end(.socket(port: 40_000))
                #expect(try far.isUnreachable(port: 40_000))
            }
        }

        @Test("a port that another program has is refused, and one of ours is had by no other program")
        func ports() throws {
            try run { network, _ in
                let guardian = ResetGuard(onInterface: try Self.index())
                let listening = try network.start(
                    "python3",
                    [
                        "-uc",
                        "import socket, time; s = socket.create_server(('10.9.0.1', 40000)); print('ready'); time.sleep(60)",
                    ])
                try listening.waitFor("ready")
                let (local, remote) = Self.ipv4
                #expect(!guardian.begin(.connection(local: local, remote: remote)))
                let free = Endpoint(local.address, 40_001)
                #expect(guardian.begin(.connection(local: free, remote: remote)))
                let taken = try network.start(
                    "python3", ["-c", "import socket; socket.create_server(('10.9.0.1', 40001))"])
                #expect(taken.wait() != 0 && taken.complaints.contains("Address already in use"))
            }
        }

        @Test(
            "the object that is kept is what its source makes",
            .enabled(if: ResetProgramSource.isSameClang, "clang is none for bpf, or another than the object's"))
        func object() throws {
            let folder = try Folder()
            try ResetProgramSource.make(folder.file("made.o"))
            let made = try Data(contentsOf: URL(filePath: folder.file("made.o")))
            #expect(made == Data(ResetProgram.object))
        }
    }

    /// The source of the program that is loaded into the kernel.
    private enum ResetProgramSource {
        private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()

        static func make(_ target: String) throws {
            _ = try RunningProgram(root.appending(path: "Scripts/make-reset-guard").path, [target]).finish()
        }

        /// Whether the compiler that is there is the one that made the object, which says so.
        static let isSameClang: Bool = {
            guard let targets = try? RunningProgram("clang", ["--print-targets"]).finish(), targets.contains("bpfel"),
                let version = try? RunningProgram("clang", ["--version"]).finish().split(separator: "\n").first
            else { return false }
            return String(decoding: ResetProgram.object, as: UTF8.self).contains(version)
        }()
    }
#endif
