#if os(Linux)
    import Foundation
    import PrivateNetwork
    import Testing

    /// The built program as another host, for the programs of this one.
    @Suite(
        "ibuki stack: the program", .blocking, .serialized,
        .enabled(
            if: BuiltProgram.isPossible && PrivateNetwork.isAvailable
                && FileManager.default.isWritableFile(atPath: "/dev/net/tun") && PrivateNetwork.has("ping", "curl"),
            "no built program, no namespaces, no /dev/net/tun, no ping or no curl"))
    struct StackCommandTests {
        /// Runs a script beside `ibuki stack`, and gives what it printed and what the program did.
        private func outcome(
            _ arguments: [String] = [], of script: String
        ) throws -> (printed: [String], lines: [String], status: Int32, complaints: String) {
            try PrivateNetwork.run { network in
                try network.shell("sysctl -qw net.ipv6.conf.default.accept_dad=0")
                let program = try network.start(
                    BuiltProgram.path ?? "",
                    [
                        "stack", "--tap", "tap5", "--address", "10.9.0.2/24", "--host-address", "10.9.0.1/24",
                        "--address", "fd00::2/64", "--host-address", "fd00::1/64",
                    ] + arguments)
                try program.waitFor("Ctrl-C ends it")
                let printed = try network.start("bash", ["-c", script]).finish()
                program.signal(SIGINT)
                let status = program.wait()
                let lines = { (text: String) in
                    text.replacing("\r\n", with: "\n").split(separator: "\n").map(String.init)
                }
                return (lines(printed), lines(program.printed), status, program.complaints)
            }
        }

        @Test("it is pinged, fetched from, echoes, and says the time; each connection has its lines")
        func services() throws {
            let script = """
                ping -c 2 -i 0.1 -q 10.9.0.2 | grep -o '. received'
                curl -s -m 5 http://10.9.0.2/ | head -n 1
                curl -s -m 5 'http://[fd00::2]/big/100000' | wc -c
                curl -s -m 5 -o /dev/null -w '%{http_code}\\n' http://10.9.0.2/none
                curl -s -m 5 -I http://10.9.0.2/big/7 | grep -i content-length | tr -d '\\r'
                exec 3<>/dev/tcp/10.9.0.2/7; echo hello >&3; head -n 1 <&3; exec 3>&-
                exec 4<>/dev/tcp/10.9.0.2/13; grep -o GMT <&4; exec 4>&-
                exec 5<>/dev/tcp/10.9.0.2/19; head -n 2 <&5 | tail -n 1 | cut -c 1-10; exec 5>&-
                exec 6<>/dev/udp/10.9.0.2/7; echo datagram >&6; timeout 5 head -n 1 <&6
                """
            let (printed, lines, status, complaints) = try outcome(of: script)
            #expect(
                printed == [
                    "2 received", "Hello from Ibuki's own TCP/IP stack.", "100000", "404", "Content-Length: 7", "hello",
                    "GMT", "!\"#$%&'()*", "datagram",
                ], "\(complaints)")
            #expect(status == 0 && complaints == "ibuki: serving at tap5, 10.9.0.2 and fd00::2; Ctrl-C ends it\n")
            let opened = lines.filter { $0.hasSuffix("opened") }.map { $0.prefix { $0 != " " } }
            #expect(opened == ["http", "http", "http", "http", "echo", "daytime", "chargen"])
            let closed = lines.filter { $0.contains("closed after") }
            #expect(closed.count == 7)
            #expect(closed[4].contains(", 6 octets in, 6 out"))
            #expect(lines.contains { $0.hasPrefix("echo  10.9.0.1:") && $0.hasSuffix("datagram, 9 octets") })
        }

        @Test(
            "a hundred requests go on one connection, and none waits for an acknowledgment",
            arguments: [[], ["--no-offload"]])
        func keepAlive(arguments: [String]) throws {
            let script = """
                urls=$(for i in $(seq 100); do echo -o /dev/null http://10.9.0.2/big/1000; done)
                curl -s -m 20 -w '%{http_code} %{size_download}\\n' $urls | sort | uniq -c | tr -s ' '
                curl -s -m 30 http://10.9.0.2/big/5000000 | wc -c
                """
            let start = ContinuousClock.now
            let (printed, lines, status, complaints) = try outcome(arguments + ["--json"], of: script)
            #expect(printed == [" 100 200 1000", "5000000"], "\(complaints)")
            // A delayed acknowledgment takes 40 ms.
            #expect(ContinuousClock.now - start < .seconds(4))
            #expect(lines.count == 4 && status == 0)
            let first = try JSONSerialization.jsonObject(with: Data(lines[1].utf8)) as? [String: Any]
            #expect(first?["event"] as? String == "closed" && first?["service"] as? String == "http")
            #expect(first?["address"] as? String == "10.9.0.1" && first?["reason"] is NSNull)
        }

        @Test("a hostile client is refused, and others are served all the same")
        func hostile() throws {
            let script = """
                exec 3<>/dev/tcp/10.9.0.2/80; head -c 100000 /dev/zero | tr '\\0' a >&3 2>/dev/null; head -n 1 <&3; exec 3>&-
                exec 4<>/dev/tcp/10.9.0.2/80; printf 'GET / HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 1\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n' >&4
                head -n 1 <&4; exec 4>&-
                for i in $(seq 300); do exec 5<>/dev/tcp/10.9.0.2/80; done
                curl -s -m 5 http://10.9.0.2/ | head -n 1
                """
            let (printed, _, status, _) = try outcome(["--quiet"], of: script)
            #expect(
                printed == [
                    "HTTP/1.1 431 Request Header Fields Too Large", "HTTP/1.1 400 Bad Request",
                    "Hello from Ibuki's own TCP/IP stack.",
                ])
            #expect(status == 0)
        }

        @Test("its journal is a capture, and plays again; one that was changed is told where")
        func journal() throws {
            let folder = try Folder()
            let file = folder.file("run.pcapng")
            let script =
                "curl -s -m 10 http://10.9.0.2/big/300000 | wc -c; ping -c 2 -i 0.1 -q 10.9.0.2 | grep -o '. received'"
            let (printed, _, status, complaints) = try outcome(["--journal", file], of: script)
            #expect(printed == ["300000", "2 received"] && status == 0, "\(complaints)")
            let path = BuiltProgram.path ?? ""
            let played = try BuiltProgram.outcome("\(path) stack --replay \(file)")
            #expect(played.1 == 0 && played.0.contains("the same octet by octet"), "\(played.0)")
            let read = try BuiltProgram.outcome("\(path) read \(file) -Y 'http.response and tcp.srcport == 80'")
            #expect(read.1 == 0 && read.0.contains("200 OK"), "\(read.0)")

            var octets = try Data(contentsOf: URL(filePath: file))
            let place = try #require(octets.range(of: Data("HTTP/1.1 200".utf8), options: .backwards))
            octets[place.lowerBound] = UInt8(ascii: "h")
            try octets.write(to: URL(filePath: file))
            let other = try BuiltProgram.outcome("\(path) stack --replay \(file)")
            #expect(other.1 == 4 && other.0.contains("is 72, and was 104"), "\(other.0)")
        }

        @Test("it resets where it was told to, at one service and at no other, and curl says so")
        func misbehaves() throws {
            let script = """

                part=$(mktemp)
                curl -s -S -m 10 -o $part http://10.9.0.2/big/1000000 2>&1 | grep -o 'reset by peer'
                stat -c %s $part
                curl -s -S -m 10 -g 'http://[fd00::2]/big/1000000' -o $part 2>&1 | grep -o 'reset by peer'
                rm $part
                exec 3<>/dev/tcp/10.9.0.2/19; head -c 200000 <&3 | wc -c; exec 3>&-
                """

            let (printed, lines, status, complaints) = try outcome(
                ["--misbehave", "http:reset-at=100000,bad-checksums=7", "--misbehave", "chargen:delay-acks=1ms"],
                of: script)
            #expect(printed.count == 4 && printed.first == "reset by peer" && printed.last == "200000", "\(complaints)")
            // The page's header is among the octets.
            let page = printed.count > 1 ? Int(printed[1]) ?? 0 : 0
            #expect(page > 99_000 && page < 100_000)
            #expect(lines.contains { $0.hasPrefix("http  10.9.0.1:") && $0.contains("closed after") } && status == 0)
        }

        @Test(
            "what is no misbehavior is told what there is",
            arguments: [
                ("http:explode", "'explode' is no misbehavior; there are drop-acks, delay-acks"),
                ("http:reset-at=x", "'reset-at=x' is wrong: write reset-at=N"),
                ("ftp:ignore-fin", "'ftp' is no service; there are http, echo"),
            ])
        func wrongMisbehavior(what: String, said: String) throws {
            let path = BuiltProgram.path ?? ""
            let (output, status) = try BuiltProgram.outcome(
                "\(path) stack --tap t --address 10.9.0.2/24 --misbehave \(what)")
            #expect(status == 2 && output.contains(said), "\(output)")
        }

        @Test(
            "a wrong address is refused with what is taken; without the capability it is named",
            arguments: ["10.9.0.2", "10.9.0.2/33", "fd00::2/129", "224.0.0.1/4", "x/24"])
        func wrong(address: String) throws {
            let path = BuiltProgram.path ?? ""
            var (output, status) = try BuiltProgram.outcome("\(path) stack --tap t --address \(address)")
            #expect(status == 2 && output.contains("it takes an address of one host and the length of its prefix"))
            (output, status) = try BuiltProgram.outcome(
                "unshare -rn setpriv --bounding-set=-net_admin --inh-caps=-net_admin \(path) stack --tap t "
                    + "--address 10.9.0.2/24")
            #expect(status == 3 && output.contains("CAP_NET_ADMIN"))
        }
    }
#endif
