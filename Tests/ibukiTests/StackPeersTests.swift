#if os(Linux)
    import Foundation
    import PrivateNetwork
    import Testing

    /// The built program as another host, and what tools that look for hosts find.
    @Suite(
        "ibuki stack: what others find", .serialized, .blocking,
        .enabled(
            if: BuiltProgram.isPossible && PrivateNetwork.isAvailable
                && FileManager.default.isWritableFile(atPath: "/dev/net/tun"),
            "no built program, no namespaces or no /dev/net/tun"))
    struct StackPeersTests {
        /// Runs a script beside `ibuki stack`, and gives what it printed.
        private func printed(by script: String, _ arguments: [String] = []) throws -> String {
            try PrivateNetwork.run { network in
                try network.shell("sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.forwarding=1")
                let program = try network.start(
                    BuiltProgram.path ?? "",
                    [
                        "stack", "--tap", "tap5", "--address", "10.9.0.2/24", "--host-address", "10.9.0.1/24",
                        "--address",
                        "fd00::2/64", "--host-address", "fd00::1/64", "--quiet", "--no-offload",
                    ] + arguments)
                try program.waitFor("Ctrl-C ends it")
                let text = try network.start("bash", ["-c", script]).finish()
                program.signal(SIGINT)
                #expect(program.wait() == 0, "\(program.complaints)")
                return text
            }
        }

        @Test(
            "arping finds the card, and fping every answer",
            .enabled(if: PrivateNetwork.has("arping", "fping"), "no arping or no fping"))
        func pings() throws {
            let text = try printed(
                by: """
                    arping -c 3 -W 0.1 -i tap5 10.9.0.2 2>&1 || arping -c 3 -I tap5 10.9.0.2 2>&1
                    fping -c 5 -p 100 -t 10000 -q 10.9.0.2 2>&1; fping -6 -c 5 -p 100 -t 10000 -q fd00::2 2>&1
                    """)
            #expect(text.contains("0% unanswered") || text.contains("Received 3 response"), "\(text)")
            #expect(text.components(separatedBy: "xmt/rcv/%loss = 5/5/0%").count == 3, "\(text)")
        }

        @Test(
            "nmap finds the ports that are open, and those that are closed, however it asks",
            .enabled(if: PrivateNetwork.has("nmap"), "no nmap"), arguments: ["-sT", "-sS", "-sU", "-sT -6"])
        func ports(how: String) throws {
            let address = how.hasSuffix("-6") ? "fd00::2" : "10.9.0.2"
            let text = try printed(by: "nmap -n -Pn \(how) -p 7,9,13,19,80,81 --max-retries 3 \(address)")
            let open = how == "-sU" ? ["7/udp"] : ["7/tcp", "9/tcp", "13/tcp", "19/tcp", "80/tcp"]
            let lines = text.split(separator: "\n").map { $0.split(separator: " ") }
            for port in open {
                #expect(lines.contains { $0.first.map { $0 == port } ?? false && $0[1] == "open" }, "\(port): \(text)")
            }
            #expect(lines.contains { $0.count > 1 && $0[0].hasPrefix("81/") && $0[1] == "closed" }, "\(text)")
        }

        @Test("a prefix that radvd tells is the stack's too", .enabled(if: PrivateNetwork.has("radvd"), "no radvd"))
        func prefix() throws {
            let folder = try Folder()
            try Data(
                """
                interface tap5 { AdvSendAdvert on; MinRtrAdvInterval 3; MaxRtrAdvInterval 4;
                    prefix fd00:5::/64 { AdvOnLink on; AdvAutonomous on; }; };

                """.utf8
            ).write(to: URL(filePath: folder.file("conf")))
            let text = try printed(
                by: """
                    ip addr add fd00:5::1/64 dev tap5 nodad
                    radvd -n -m stderr -C \(folder.file("conf")) -p \(folder.file("pid")) 2> /dev/null & radvd=$!
                    # Who is on the link besides us answers to all; the router is this host.
                    for try in $(seq 100); do
                        ping -6 -c 1 -W 1 ff02::1%tap5 > /dev/null
                        suffix=$(ip -6 neigh show dev tap5 | sed -n '/router/d; s/^fe80::\\([^ ]*\\) .*lladdr.*/\\1/p' | head -n 1)
                        [ -n "$suffix" ] && ping -6 -c 1 -W 1 fd00:5::$suffix && break
                        sleep 0.1
                    done
                    kill $radvd
                    """, ["--autoconf"])
            #expect(text.contains("bytes from fd00:5::") && text.contains(" 1 received"), "\(text)")
        }
    }
#endif
