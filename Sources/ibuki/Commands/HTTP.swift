#if os(Linux)
    import ArgumentParser
    import NetStackSockets
    import Packets
    import StackServices
    import SystemCalls

    /// `ibuki http`: fetches a page by a stack of our own.
    struct HTTPCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "http",
            abstract: "Fetch a page by a stack of our own.",
            discussion: HelpText.fitted(
                """
                  ibuki http http://web/ -i lab         in the network inside this program: see 'ibuki lab'
                  sudo ibuki http http://10.9.0.1/ -i eth0 --own-address 10.9.0.77/24
                  sudo ibuki http http://10.9.0.1/ --host-address -v
                  sudo ibuki http 'http://[fd00::1]:8080/x' -i eth0 --own-address fd00::77/64 -o x
                  sudo ibuki http https://10.9.0.1/ -i eth0 --own-address 10.9.0.77/24 --cacert ca.pem -v

                The answer's body goes to standard output. With https the server shows a certificate for the host, by whom the
                system trusts, or --cacert does. It ends with status 1 when nobody answers, and with 4 when the answer is none
                of HTTP's, or the server is not to be trusted.
                """))

        @Argument(help: ArgumentHelp("The page.", valueName: "url")) var place: WebAddress
        @OptionGroup var speaking: SpeakingOptions
        @Option(
            name: .customShort("o"),
            help: ArgumentHelp("Write the body to a file.", valueName: "file"), completion: .file())
        var output: String?
        @Flag(name: .customShort("I"), help: "Ask for the headers alone, and print them.") var headersOnly = false
        @Option(name: .customShort("X"), help: ArgumentHelp("The method.", valueName: "method")) var method: String?
        @Option(
            name: .customShort("H"),
            help: ArgumentHelp("A further header; may be given several times.", valueName: "name: value"))
        var header: [String] = []
        @Option(name: .customShort("d"), help: ArgumentHelp("A body to send, by POST.", valueName: "text")) var data:
            String?
        @Flag(
            name: [.customShort("k"), .long],
            help: "Take any certificate: nothing is known then of who answers.")
        var insecure = false
        @Option(
            help: ArgumentHelp(
                "Trust whom the certificates of a file vouch for, in PEM's form, instead of the system's.",
                valueName: "file"),
            completion: .file())
        var cacert: String?
        @Option(help: ArgumentHelp("Where a host is, as curl has it.", valueName: "host:port:address"))
        var resolve: [ResolvedHost] = []
        @Flag(
            name: .shortAndLong, help: "Tell what goes on: the connection, TLS, both heads, and how long it took.")
        var verbose = false
        @Option(help: ArgumentHelp("How long the server may say nothing.", valueName: "time"))
        var timeout: LengthOfTime = LengthOfTime(seconds: 30)

        func validate() throws {
            // A line feed in one of these would begin another request.
            let isWord: (String) -> Bool = { !$0.isEmpty && $0.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f } }
            if let method, !isWord(method) { throw ValidationError("-X takes a word such as PUT") }
            for line in header {
                guard let colon = line.firstIndex(of: ":"), isWord(String(line[..<colon])),
                    !line.utf8.contains(where: { $0 < 0x20 && $0 != 9 || $0 == 0x7f })
                else { throw ValidationError("-H takes a header such as 'Accept: text/plain', not '\(line)'") }
            }
        }

        func run() throws {
            let known = resolve.first { $0.host == "\(place.host)".lowercased() && $0.port == place.port }
            var host = known.map { .address($0.address) } ?? place.host
            // TLS is spoken with one address, which is not raced for.
            if place.isSecure { host = .address(try speaking.address(of: host)) }
            let session = try DriverSession()
            let (peer, voice) = (host, try speaking.voice(to: host))
            let descriptor: Int32?
            do { descriptor = try output.map { try System.openForWriting($0) } } catch let error as ErrorNumber {
                throw CommandFailure(error, output ?? "")
            }
            let asking = self
            try session.run {
                try await voice.begin()
                do {
                    try await asking.fetch(from: peer, voice.driver, into: descriptor)
                } catch let error as SocketError {
                    throw CommandFailure(error, "\(asking.place.authority)")
                }
                if asking.verbose, let restraint = voice.restraint { StandardError.print("ibuki: \(restraint)") }
                await voice.driver.shutDown()
            } stop: {
                await voice.driver.shutDown()
            }
        }

        private var trust: TLSClient.Trust {
            if insecure { return .anybody }
            return cacert.map { .file($0) } ?? (speaking.place.isInLab ? .lab : .system)
        }

        private func fetch(from host: PeerHost, _ driver: StackDriver, into descriptor: Int32?) async throws {
            var tell: (@Sendable (String) -> Void)?
            if verbose { tell = { words in StandardError.print("ibuki: \(words)") } }
            let start = ContinuousClock.now
            if place.isSecure, case .address(let address) = host {
                let client = try TLSClient(place, trust)
                try await client.run(
                    at: address, on: driver, patience: timeout.duration, report: tell
                ) { line in
                    try await exchange(on: &line, into: descriptor, since: start)
                }
            } else {
                let connection = try await speaking.connect(
                    to: host, port: place.port, by: driver, within: timeout.duration)
                tell?("connected to \(connection.remote) from \(connection.local)")
                var line = PlainLine(connection: connection, patience: timeout.duration)
                try await exchange(on: &line, into: descriptor, since: start)
                await connection.finishAndWait(within: .seconds(2))
            }
        }

        private func exchange(
            on line: inout some WebLine, into descriptor: Int32?, since start: ContinuousClock.Instant
        ) async throws {
            let exchange = WebExchange(
                method: method ?? (headersOnly ? "HEAD" : data == nil ? "GET" : "POST"), place: place, headers: header,
                body: data.map { Array($0.utf8) })
            let connected = ContinuousClock.now
            if verbose { for line in exchange.head { StandardError.print("> \(line)") } }
            var first = connected
            var count = 0
            try await exchange.run(on: &line) { head in
                first = .now
                if verbose { for line in head.lines { StandardError.print("< \(Self.shown(line))") } }
                if headersOnly {
                    try StandardOutput().write(Array((head.lines.map(Self.shown).joined(separator: "\n") + "\n").utf8))
                }
            } onBody: { octets in
                count += octets.count
                guard let descriptor else { return try StandardOutput().write(Array(octets)) }
                do throws(ErrorNumber) { try System.write(descriptor, all: Array(octets)) } catch {
                    throw CommandFailure(error, output ?? "")
                }
            }
            guard verbose else { return }
            let times = [connected - start, first - connected, ContinuousClock.now - first]
                .map { PingStatistics.milliseconds(PingStatistics.seconds($0)) }
            StandardError.print(
                "ibuki: \(place.isSecure ? "TLS" : "connected") after \(times[0]) ms, answered after \(times[1]) ms, \(count) octets in \(times[2]) ms"
            )
        }

        /// A line of the server's, without what a terminal would obey.
        private static func shown(_ line: String) -> String {
            String(line.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : Character($0) })
        }
    }
#endif
