#if os(Linux)
    import ArgumentParser
    import NetStackSockets
    import Packets
    import SystemCalls

    /// `ibuki connect`: a TCP connection of our own stack, between a peer and this program's input and output.
    struct Connect: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "connect",
            abstract: "Speak TCP with a host by a stack of our own: what you type goes there, what comes is shown.",
            discussion: HelpText.fitted(
                """
                  sudo ibuki connect 10.9.0.1 80 -i eth0 --own-address 10.9.0.77/24
                  ibuki connect echo 7 -i lab           in the network inside this program: see 'ibuki lab'
                  printf 'GET / HTTP/1.0\\r\\n\\r\\n' | sudo ibuki connect 10.9.0.1 80 -i eth0 --own-address 10.9.0.77/24

                At the end of the input the connection's own side is finished; it ends when the peer has finished too. It ends
                with status 1 when nobody answers, or the connection is refused or reset.
                """))

        @Argument(help: ArgumentHelp("Whom to speak to: an address or a name.", valueName: "host"))
        var host: PeerHost
        @Argument(help: ArgumentHelp("Its port.", valueName: "port")) var port: WholeNumber<Ports>
        @OptionGroup var speaking: SpeakingOptions
        @Option(help: ArgumentHelp("How long the connection may take to be there.", valueName: "time"))
        var timeout: LengthOfTime = LengthOfTime(seconds: 10)

        enum Ports: NumberBounds { static var range: ClosedRange<Int> { 1...65535 } }

        func run() throws {
            let session = try DriverSession()
            let voice = try speaking.voice(to: host)
            let asking = self
            try session.run {
                try await voice.begin()
                do {
                    try await asking.speak(voice.driver)
                } catch let error as SocketError {
                    throw CommandFailure(error, "\(asking.host), port \(asking.port.value)")
                }
                await voice.driver.shutDown()
            } stop: {
                await voice.driver.shutDown()
            }
        }

        private func speak(_ driver: StackDriver) async throws {
            let connection = try await speaking.connect(
                to: host, port: UInt16(port.value), by: driver, within: timeout.duration)
            StandardError.print("ibuki: connected to \(connection.remote) from \(connection.local)")
            let input = Task {
                while true {
                    let octets = try await StandardInput.read()
                    if octets.isEmpty { break }
                    try await connection.write(octets)
                }
                try await connection.finish()
            }
            for try await octets in connection.octets { try StandardOutput().write(octets) }
            // The peer has no more to say. What is typed is not waited for; what a file or a program says is sent to its end.
            if System.isTerminal(0) { input.cancel() } else { try? await input.value }
            await connection.finishAndWait(within: .seconds(5))
        }
    }
#endif
