#if os(Linux)
    import Foundation
    import PrivateNetwork
    import Testing

    /// The built program that speaks TLS by a stack of its own, with nginx in another namespace.
    @Suite(
        "ibuki http: https, of nginx", .blocking, .serialized,
        .enabled(if: BuiltProgram.isPossible && PrivateNetwork.isAvailable, "no built program, or no namespaces"),
        .enabled(if: PrivateNetwork.has("nginx", "openssl"), "no nginx, or no openssl"))
    struct SecureWebTests {
        /// nginx at the far end: `web.test` by both versions of TLS at 443 and by TLS 1.2 alone at 444, `other.test` at 443 too, and
        /// no TLS at 80. An authority has issued both certificates.
        private static func serve(_ far: FarEnd, _ folder: Folder) throws -> RunningProgram {
            let hosts = [("web", 443, "TLSv1.2 TLSv1.3"), ("web", 444, "TLSv1.2"), ("other", 443, "TLSv1.2 TLSv1.3")]
            let servers = hosts.map { name, port, versions in
                """
                server {
                    listen \(port) ssl; listen [::]:\(port) ssl; server_name \(name).test; ssl_protocols \(versions);
                    ssl_certificate \(name).pem; ssl_certificate_key key.pem;
                    location / { return 200 "$ssl_protocol, asked for '$ssl_server_name'\\n"; }
                    location /long { alias \(folder.file("long")); }
                }
                """
            }
            let configuration = """
                daemon off; user root; pid pid; error_log error;
                events {}
                http {
                    access_log off; client_body_temp_path a; proxy_temp_path b; fastcgi_temp_path c; uwsgi_temp_path d;
                    scgi_temp_path e;
                    server { listen 80; location / { return 200 "plain\\n"; } }
                    \(servers.joined(separator: "\n"))
                }
                """
            try configuration.write(toFile: folder.file("nginx.conf"), atomically: true, encoding: .utf8)
            let script = """
                set -e; cd \(folder.path)
                new="openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:prime256v1"
                $new -out ca.key; $new -out key.pem
                openssl req -x509 -key ca.key -days 2 -subj "/CN=The Authority" -out ca.pem
                certify() {
                    openssl req -new -key key.pem -subj /CN=$1.test -out request
                    openssl x509 -req -in request -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -out $1.pem \
                        -extfile <(echo subjectAltName=$2)
                }
                certify web DNS:web.test,IP:10.9.0.2,IP:fd00::2
                certify other DNS:other.test
                head -c 5000000 /dev/zero > long
                exec nginx -p . -c nginx.conf
                """
            let server = try far.start("bash", ["-c", script])
            for _ in 0..<60_000 where !FileManager.default.fileExists(atPath: folder.file("pid")) {
                guard server.isRunning else { break }
                usleep(10_000)
            }
            return server
        }

        /// Runs the program beside the server.
        ///
        /// - Returns: its status, what it has printed, and what it has told beside that.
        private static func run(
            _ cases: [[String]]
        ) throws -> [(status: Int32, printed: String, told: String)] {
            try PrivateNetwork.run { network in
                let far = try network.addFarEnd()
                defer { far.leave() }
                let folder = try Folder()
                let server = try serve(far, folder)
                defer { server.signal(SIGTERM) }
                let who = ["-i", "a0", "--own-address", "10.9.0.77/24", "--own-address", "fd00::77/64"]
                return try cases.map { words in
                    let words = words.map { $0 == "ca.pem" || $0 == "key.pem" ? folder.file($0) : $0 }
                    let program = try network.start(BuiltProgram.path ?? "", ["http"] + words + who)
                    let status = program.wait()
                    return (status, program.printed, program.complaints)
                }
            }
        }

        private static let web = ["--resolve", "web.test:443:10.9.0.2", "--resolve", "web.test:444:[fd00::2]"]

        @Test(
            "a page by TLS 1.3 and by 1.2, of a name and of addresses, whose certificate an authority of ours vouches for"
        )
        func versions() throws {
            let outcomes = try Self.run([
                ["https://web.test/", "--cacert", "ca.pem"] + Self.web,
                ["https://web.test:444/", "--cacert", "ca.pem"] + Self.web,
                ["https://10.9.0.2/", "--cacert", "ca.pem"],
                ["https://[fd00::2]:444/", "--cacert", "ca.pem"],
            ])
            let pages = [
                "TLSv1.3, asked for 'web.test'\n", "TLSv1.2, asked for 'web.test'\n", "TLSv1.3, asked for ''\n",
                "TLSv1.2, asked for ''\n",
            ]
            #expect(outcomes.map(\.printed) == pages, "\(outcomes)")
            #expect(outcomes.allSatisfy { $0.status == 0 && $0.told.isEmpty })
        }

        @Test("five megabytes by TLS are all there, and -I asks for the headers alone")
        func long() throws {
            let outcomes = try Self.run([
                ["https://10.9.0.2/long", "--cacert", "ca.pem"], ["https://10.9.0.2/long", "--cacert", "ca.pem", "-I"],
            ])
            #expect(outcomes[0].printed.utf8.count == 5_000_000 && outcomes[0].status == 0)
            #expect(outcomes[1].printed.contains("Content-Length: 5000000"))
        }

        @Test("who is not trusted is refused, and it is said why; --insecure takes anybody")
        func trust() throws {
            let other = ["--resolve", "other.test:443:10.9.0.2", "--resolve", "third.test:443:10.9.0.2"]
            let outcomes = try Self.run([
                ["https://web.test/"] + Self.web, ["https://web.test/", "-k"] + Self.web,
                ["https://third.test/", "--cacert", "ca.pem"] + other,
                ["https://other.test/", "--cacert", "ca.pem"] + other,
                ["https://10.9.0.2:80/", "-k"], ["https://10.9.0.2:445/", "-k"],
                ["https://10.9.0.2/", "--cacert", "/nowhere.pem"], ["https://10.9.0.2/", "--cacert", "key.pem"],
            ])
            #expect(
                outcomes.map(\.told) == [
                    "ibuki: web.test: the server's certificate is not trusted: 'The Authority', who has issued it, is not among "
                        + "those that are trusted; --cacert FILE trusts others, and --insecure anybody\n",
                    "",
                    "ibuki: third.test: the server's certificate is for 'web.test', not for this host; --insecure "
                        + "takes any\n",
                    "",
                    "ibuki: 10.9.0.2:80: the server does not speak TLS there; http:// asks without it\n",
                    "ibuki: 10.9.0.2:445: connection refused: nobody listens on that port\n",
                    "ibuki: /nowhere.pem: there is no such file\n",
                    "ibuki: \(outcomes[7].told.split(separator: " ").dropFirst().first ?? "") this holds no certificates in PEM's "
                        + "form\n",
                ])
            #expect(outcomes.map(\.status) == [4, 0, 4, 0, 4, 1, 5, 4])
        }

        @Test("-v tells of the connection, the handshake, the certificate, the heads and the times")
        func verbose() throws {
            let outcomes = try Self.run([
                ["https://web.test/", "--cacert", "ca.pem", "-v"] + Self.web,
                ["https://web.test:444/", "--cacert", "ca.pem", "-v"] + Self.web,
            ])
            for (outcome, version) in zip(outcomes, ["1.3", "1.2"]) {
                let told = outcome.told
                let expected = [
                    "ibuki: connected to ", "ibuki: > TLS ClientHello, SNI web.test", "ibuki: < TLS ServerHello, TLS_",
                    "ibuki: TLS \(version), http/1.1",
                    "ibuki: certificate: 'web.test', issued by 'The Authority', valid from ",
                    "> GET / HTTP/1.1", "< HTTP/1.1 200 OK", "ibuki: TLS after ",
                ]
                var rest = told[...]
                for words in expected {
                    guard let found = rest.firstRange(of: words) else {
                        Issue.record("'\(words)' is not told: \(told)")
                        break
                    }
                    rest = rest[found.upperBound...]
                }
            }
        }
    }
#endif
