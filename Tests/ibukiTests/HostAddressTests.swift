#if os(Linux)
    import Foundation
    import PrivateNetwork
    import Testing

    /// The built program that speaks from the address that the kernel has too.
    @Suite(
        "ibuki --host-address: the program", .serialized, .blocking,
        .enabled(if: BuiltProgram.isPossible && PrivateNetwork.isAvailable, "no built program, or no namespaces"))
    struct HostAddressTests {
        /// Runs `body` beside a host in another namespace with nginx, where a page is 3,000,000 octets long.
        private func besideServer(
            _ body: (borrowing PrivateNetwork, FarEnd) throws -> Void
        ) throws {
            try PrivateNetwork.run { network in
                let far = try network.addFarEnd()
                defer { far.leave() }
                let folder = try Folder()
                try Data(repeating: UInt8(ascii: "x"), count: 3_000_000).write(to: URL(filePath: folder.file("page")))
                let settings = """
                    pid \(folder.file("pid")); daemon off; user root; error_log stderr notice; events {}
                    http { access_log off; server { listen 80; listen [::]:80; root \(folder.path); } }
                    """
                try Data(settings.utf8).write(to: URL(filePath: folder.file("conf")))
                let server = try far.start("nginx", ["-c", folder.file("conf")])
                try server.waitFor("start worker process")
                try body(network, far)
                server.signal(SIGTERM)
                _ = server.wait()
            }
        }

        private static func ibuki(
            _ network: borrowing PrivateNetwork, _ words: String
        ) throws -> (output: String, complaints: String, status: Int32) {
            let program = try network.start(BuiltProgram.path ?? "", words.split(separator: " ").map(String.init))
            let status = program.wait()
            return (program.printed, program.complaints, status)
        }

        @Test(
            "a page comes whole from nginx, by both families; without a guard the kernel resets the connection",
            .enabled(if: PrivateNetwork.has("nginx"), "no nginx"))
        func http() throws {
            try besideServer { network, _ in
                for host in ["10.9.0.2", "[fd00::2]"] {
                    let (output, complaints, status) = try Self.ibuki(
                        network, "http http://\(host)/page --host-address -v")
                    #expect(status == 0 && output.utf8.count == 3_000_000, "\(complaints.suffix(500))")
                    #expect(
                        complaints.contains(" from \(host == "10.9.0.2" ? "10.9.0.1" : "[fd00::1]"):"), "\(complaints)")
                    #expect(complaints.contains("RSTs of the kernel's were held back"), "\(complaints)")
                    #expect(!complaints.contains(" 0 RSTs"), "\(complaints)")
                }
                // The same address as one of the stack's own: nobody holds the kernel back.
                let (_, complaints, status) = try Self.ibuki(
                    network, "http http://10.9.0.2/page -i a0 --own-address 10.9.0.1/24")
                #expect(status == 1 && complaints.contains("reset"), "\(complaints)")
            }
        }

        @Test(
            "where no program can be loaded the kernel's own silence does it",
            .enabled(if: PrivateNetwork.has("nginx"), "no nginx"))
        func withoutProgram() throws {
            try besideServer { network, _ in
                // Without the right to load programs; opening the interface is left.
                let program = try network.start(
                    "setpriv",
                    ["--bounding-set", "-bpf,-sys_admin", BuiltProgram.path ?? "", "http", "http://10.9.0.2/page"]
                        + ["--host-address", "-v"])
                #expect(program.wait() == 0 && program.printed.utf8.count == 3_000_000, "\(program.complaints)")
                #expect(program.complaints.contains("the port was taken from the kernel, for there is no program"))
            }
        }

        @Test("pings and questions of names have one answer, and another host's ping one too")
        func others() throws {
            try PrivateNetwork.run { network in
                let far = try network.addFarEnd()
                defer { far.leave() }
                for address in ["10.9.0.2", "fd00::2"] {
                    let (output, complaints, _) = try Self.ibuki(
                        network, "ping \(address) -c 3 --interval 10ms --host-address")
                    #expect(output.contains("3 sent, 3 received"), "\(output) \(complaints)")
                }
                let endless = try network.start(
                    BuiltProgram.path ?? "", ["ping", "10.9.0.2", "--interval", "10ms", "--host-address"])
                try endless.waitFor("octets in")
                // Two who answered would be shown: "DUP!".
                for address in ["10.9.0.1", "fd00::1"] {
                    let text = try far.shell("ping -c 5 -i 0.05 \(address)")
                    #expect(
                        text.contains("5 received") && !text.contains("DUP") && !text.contains("duplicates"), "\(text)")
                }
                // The kernel's own connections go on beside it.
                let server = try far.start(
                    "python3",
                    [
                        "-uc",
                        "import socket; s = socket.create_server(('10.9.0.2', 99)); print('ready'); c, a = s.accept(); c.sendall(c.recv(9))",
                    ])
                try server.waitFor("ready")
                let client = """
                    import socket, time; c = socket.create_connection(('10.9.0.2', 99), 10); time.sleep(0.3)
                    c.sendall(b'hello'); print(c.recv(9).decode())
                    """
                #expect(try network.start("python3", ["-c", client]).finish() == "hello\n")
                endless.signal(SIGINT)
                _ = try endless.finish()
            }
        }

        /// How many programs are where frames leave an interface of the calling thread's namespace. bpf(2), `BPF_PROG_QUERY`
        private static func programs(onInterface index: UInt32) throws -> UInt32 {
            typealias Query =
                @convention(c) (
                    Int32, UInt32, UInt32, UnsafeMutablePointer<UInt32>?, UnsafeMutablePointer<UInt32>?,
                    UnsafeMutablePointer<UInt32>
                ) -> Int32
            guard let library = unsafe dlopen("libbpf.so.1", RTLD_NOW),
                let symbol = unsafe dlsym(library, "bpf_prog_query")
            else { throw Failure("libbpf 1 is not installed") }
            let query = unsafe unsafeBitCast(symbol, to: Query.self)
            var (flags, count) = (UInt32(0), UInt32(0))
            let result = unsafe query(Int32(bitPattern: index), 47, 0, &flags, nil, &count)
            try #require(result == 0)
            return count
        }

        @Test("the guard is there while the program runs, and after kill -9 nothing is left on the interface")
        func killed() throws {
            try PrivateNetwork.run { network in
                let far = try network.addFarEnd()
                defer { far.leave() }
                let server = try far.start(
                    "python3",
                    [
                        "-uc",
                        "import socket, time; s = socket.create_server(('10.9.0.2', 99)); print('ready'); c = s.accept(); time.sleep(600)",
                    ])
                try server.waitFor("ready")
                let index = unsafe if_nametoindex("a0")
                #expect(try Self.programs(onInterface: index) == 0)
                let program = try network.start(
                    BuiltProgram.path ?? "", ["connect", "10.9.0.2", "99", "--host-address"])
                try program.waitFor("connected to")
                #expect(try Self.programs(onInterface: index) == 1)
                program.signal(SIGKILL)
                #expect(program.wait() == 128 + SIGKILL)
                // The kernel tidies up when it has time.
                for _ in 0..<500 where try Self.programs(onInterface: index) > 0 { usleep(10_000) }
                #expect(try Self.programs(onInterface: index) == 0)
                #expect(try network.shell("tc filter show dev a0 egress; tc qdisc show dev a0 clsact").isEmpty)
            }
        }

        @Test(
            "what does not go together is refused",
            arguments: [
                ("ping 10.9.0.2 --host-address --own-address 10.9.0.7/24", "takes the place of --own-address"),
                ("ping web -i lab --host-address", "--host-address is for interfaces of this host's"),
                ("ping 10.9.0.2", "or --host-address"),
                ("ping 127.0.0.1 --host-address", "lo leads to this host itself"),
                ("listen 4000 -i lo --host-address", "--host-address is for who calls"),
                ("serve http --stack -i lo --host-address", "--host-address is for who calls"),
            ])
        func wrong(arguments: String, complaint: String) throws {
            let (output, status) = try BuiltProgram.outcome("\(BuiltProgram.path ?? "") \(arguments)")
            #expect(status == 2 && output.contains(complaint), "\(output)")
        }
    }
#endif
