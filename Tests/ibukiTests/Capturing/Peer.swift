#if os(Linux)
    import Foundation
    import PrivateNetwork
    import Testing

    /// A real server at the far end of a cable, and what real clients do with it. `$far` is the server's address as a host of
    /// a URL, `$address` without brackets, and `$size` what a packet has room for.
    struct Peer: CustomTestStringConvertible, Sendable {
        var testDescription: String
        /// The programs that it needs.
        var programs: [String]
        /// The server; `nil` where the kernel answers. `FOLDER` stands for a folder with what it serves.
        var server: [String]?
        /// Shell commands, run at the far end until they succeed: then the server is ready.
        var isReady = "true"
        /// Shell commands, run once with each address.
        var traffic: String
        /// How many frames these have at least, with both addresses.
        var frames: Int

        /// nginx and curl: a page of a million octets, several pages by one connection, a page that is not there.
        static let web = Peer(
            testDescription: "nginx and curl", programs: ["nginx", "curl"],
            server: ["nginx", "-p", "FOLDER", "-c", "FOLDERnginx.conf"],
            isReady: "curl -sfo /dev/null http://10.9.0.2/small",
            traffic: """
                test $(curl -sf http://$far/large | wc -c) = 1500000
                test $(curl -sf http://$far/small http://$far/small http://$far/small | wc -c) = 300
                test $(curl -so /dev/null -w '%{http_code}' http://$far/missing) = 404
                curl -sfI http://$far/small
                """,
            frames: 80)

        /// dnsmasq and dig: addresses, a text that needs EDNS, a name that is not there, a question by TCP.
        static let names = Peer(
            testDescription: "dnsmasq and dig", programs: ["dnsmasq", "dig"],
            server: [
                "dnsmasq", "--keep-in-foreground", "--conf-file=/dev/null", "--no-resolv", "--no-hosts", "--user=root",
                "--pid-file=", "--address=/web.test/10.9.0.2", "--address=/web.test/fd00::2", "--local=/test/",
                "--txt-record=long.test," + String(repeating: "x", count: 250) + ","
                    + String(repeating: "y", count: 250),
            ],
            isReady: "dig @10.9.0.2 +tries=1 +time=1 web.test",
            traffic: """
                test "$(dig @$address +short web.test)" = 10.9.0.2
                test "$(dig @$address +short web.test AAAA)" = fd00::2
                dig @$address long.test TXT | grep -q yyy
                dig @$address missing.test | grep -q NXDOMAIN
                dig @$address +tcp web.test
                """,
            frames: 36)

        /// ping(8): small, as large as the cable takes, and in fragments.
        static let echo = Peer(
            testDescription: "ping", programs: ["ping"],
            traffic: """
                ping -qc 5 -i 0.02 $address
                ping -qc 3 -i 0.02 -s $(($size - 48)) $address
                ping -qc 3 -i 0.02 -s 20000 $address
                """,
            frames: 44)

        /// iperf3: TCP and UDP.
        static let load = Peer(
            testDescription: "iperf3", programs: ["iperf3"], server: ["iperf3", "-s", "--forceflush"],
            isReady: "ss -ltn | grep -q :5201",
            traffic: """
                # The server takes a moment from one to the next.
                load() { for try in $(seq 50); do iperf3 -c $address "$@" && return; sleep 0.1; done; return 1; }
                load -b 50M -n 5M
                load -u -b 20M -n 1M -l $(($size - 60))
                """,
            frames: 500)

        /// Whether a program is on this machine.
        static func isInstalled(_ program: String) -> Bool {
            PrivateNetwork.has(program)
        }

        /// The programs that are not here.
        var missing: [String] { programs.filter { !Self.isInstalled($0) } }

        /// Starts the server and waits until it answers.
        func serve(at far: FarEnd, from folder: Folder) throws -> RunningProgram? {
            guard var words = server else { return nil }
            try Data((0..<1_500_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) })
                .write(to: URL(filePath: folder.file("large")))
            try Data(repeating: 0x61, count: 100).write(to: URL(filePath: folder.file("small")))
            // One process, which goes when it is told to, with all that it is.
            let settings = """
                daemon off; master_process off; user root; pid \(folder.file("pid")); error_log stderr;
                events {}
                http {
                    access_log off; client_body_temp_path \(folder.file("body")); proxy_temp_path \(folder.file("proxy"));
                    fastcgi_temp_path \(folder.file("f")); uwsgi_temp_path \(folder.file("u")); scgi_temp_path \(folder.file("s"));
                    server { listen 80; listen [::]:80; root \(folder.path); }
                }
                """
            try Data(settings.utf8).write(to: URL(filePath: folder.file("nginx.conf")))
            words = words.map { $0.replacing("FOLDER", with: folder.path) }
            let program = try far.start(words[0], Array(words.dropFirst()))
            try far.shell(
                "for try in $(seq 100); do if \(isReady) >/dev/null 2>&1; then exit 0; fi; sleep 0.05; done; exit 1")
            return program
        }

        /// Does what clients do, with both addresses of the far end.
        func talk(in network: borrowing PrivateNetwork, size: Int) throws {
            for (far, address) in [("10.9.0.2", "10.9.0.2"), ("[fd00::2]", "fd00::2")] {
                try network.shell("far='\(far)' address=\(address) size=\(size)\n" + traffic)
            }
        }
    }
#endif
