#if os(Linux)
    import ArgumentParser
    import NetStackSockets
    import Packets
    import PacketProtocols
    import Probes
    import SystemCalls

    /// `ibuki dns`: what is known under a name.
    struct NamesCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "dns",
            abstract: "Ask a server of names, by the host's sockets or by a stack of our own.",
            discussion: HelpText.fitted(
                """
                  ibuki dns example.org
                  ibuki dns example.org MX @9.9.9.9 --short
                  ibuki dns -x 192.0.2.1
                  sudo ibuki dns web.test @10.9.0.1 -i eth0 --own-address 10.9.0.77/24

                The server is one of /etc/resolv.conf where none is named. What does not fit a datagram is asked for again on a
                connection. The answer is shown as dig(1) does. It ends with status 1 when nobody answers.
                """))

        @Argument(
            help: ArgumentHelp(
                "The name, the type of records (default: A), the server.", valueName: "name type @server"))
        var words: [String] = []

        @Option(name: .customShort("x"), help: ArgumentHelp("Ask for the name of an address.", valueName: "address"))
        var reverse: HostAddress?
        @Option(name: .shortAndLong, help: ArgumentHelp("The server's port.", valueName: "port"))
        var port: WholeNumber<Connect.Ports> = 53
        @Flag(help: "Print the data alone.") var short = false
        @Flag(help: "Ask on a connection from the beginning.") var tcp = false
        @Flag(help: "Have the server say only what it knows itself.") var noRecursion = false
        @Flag(help: "Ask without EDNS: answers have 512 octets at the most.") var noEdns = false
        @Option(help: ArgumentHelp("How long each try may take.", valueName: "time"))
        var timeout: LengthOfTime = LengthOfTime(seconds: 2)
        @Option(help: ArgumentHelp("How often each server is asked.", valueName: "n")) var tries: Count = 3
        @OptionGroup var place: VoiceOptions
        @OptionGroup var json: JSONOutput

        func validate() throws {
            let isNamed = try NameWords(words).name != nil
            guard isNamed != (reverse != nil) else {
                throw ValidationError(
                    isNamed ? "-x takes the place of a name" : "a name is wanted, or -x and an address")
            }
        }

        func run() throws {
            let words = try NameWords(words)
            var question = NameQuestion(words.name ?? "", type: words.type ?? DNS.RecordType(rawValue: 1))
            if let reverse { question = NameQuestion(nameOf: reverse.address) }
            question.wantsRecursion = !noRecursion
            if noEdns { question.payloadSize = nil }
            // What is no name is found before anything is opened.
            do { _ = try question.message(identifier: 0) } catch { throw CommandFailure(.usage, "\(error)") }
            let servers = try servers(words.server)
            var asker = NameAsker(servers.map { NameServer($0, port: UInt16(port.value)) })
            asker.tries = tries.value
            asker.patience = timeout.duration
            asker.usesStream = tcp
            let (asking, asked) = (asker, question)
            let session = try DriverSession()
            let voice = place.isOurs ? try place.voice(to: servers) : nil
            let reply: NameAsker.Reply
            do {
                reply = try session.run {
                    guard let voice else { return try await asking.ask(asked, by: HostNameCarrier()) }
                    try await voice.begin()
                    let reply = try await asking.ask(asked, by: StackNameCarrier(driver: voice.driver))
                    // A server whose connection is not ended may serve nobody else meanwhile.
                    await voice.driver.shutDown()
                    return reply
                }
            } catch let error as NameAsker.Silence {
                throw CommandFailure(.noAnswer, "\(asked.name): \(error)")
            } catch is CancellationError {
                throw CommandFailure(.done, "")
            }
            try show(reply, asked)
        }

        /// Whom to ask: who is named, else in the lab its server, else the host's.
        private func servers(_ server: PeerHost?) throws -> [IPAddress] {
            guard let server = server ?? (place.isInLab ? .name("dns") : nil) else { return try ResolverFile.servers() }
            return Array(try place.addresses(of: server).prefix(1))
        }

        private func show(_ reply: NameAsker.Reply, _ question: NameQuestion) throws {
            let text = NameReplyText(reply: reply, question: question)
            guard json.isWanted else {
                return try StandardOutput().write(Array((short ? text.short : text.long).utf8))
            }
            var buffer = TextBuffer()
            text.object.write(into: &buffer)
            try StandardOutput().write(buffer.bytes)
        }
    }
#endif
