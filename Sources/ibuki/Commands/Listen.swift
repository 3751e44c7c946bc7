#if os(Linux)
    import ArgumentParser
    import NetStack
    import NetStackSockets
    import Packets
    import SystemCalls

    /// `ibuki listen`: takes a connection, or datagrams, by our own stack, for this program's input and output.
    struct Listen: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "listen",
            abstract:
                "Wait for somebody on a port of a stack of our own: what comes is shown, what you type goes there.",
            discussion: HelpText.fitted(
                """
                  sudo ibuki listen 4000 -i eth0 --own-address 10.9.0.77/24
                  ibuki listen 4000 -i lab              while 'ibuki lab' runs: another terminal may connect
                  ibuki connect 10.77.0.100 4000 -i lab
                  ibuki listen 4000 -i lab -k > all     one connection after another
                  ibuki listen 4000 -i lab -u           datagrams; what you type goes to who sent the last

                It ends with the connection, or with -k and of datagrams by Ctrl-C. At the end of the input the connection's own
                side is finished.
                """))

        @Argument(help: ArgumentHelp("The port.", valueName: "port")) var port: WholeNumber<Connect.Ports>
        @OptionGroup var place: VoiceOptions
        @Flag(name: [.customShort("k"), .long], help: "Wait for the next when one has gone.") var keep = false
        @Flag(name: [.customShort("u"), .long], help: "Take datagrams of UDP.") var udp = false

        func validate() throws {
            try place.refuseHostAddress()
            guard place.interface != nil else {
                throw ValidationError(
                    "-i is wanted: the interface to listen by, or 'lab' for the network inside this program")
            }
        }

        func run() throws {
            let session = try DriverSession()
            let voice = try place.voice(to: [])
            let listening = self
            try session.run {
                try await voice.begin()
                do {
                    let addresses = voice.place
                    let input = InputRouter()
                    Task { await input.run() }
                    if listening.udp {
                        let socket = try await voice.driver.openUDP(port: UInt16(listening.port.value))
                        StandardError.print("ibuki: listening at \(addresses), UDP port \(listening.port.value)")
                        try await listening.exchange(by: socket, input)
                    } else {
                        let listener = try await voice.driver.listen(on: UInt16(listening.port.value))
                        StandardError.print("ibuki: listening at \(addresses), port \(listening.port.value)")
                        try await listening.accept(listener, input)
                    }
                } catch let error as SocketError {
                    throw CommandFailure(error, "port \(listening.port.value)")
                }
                await voice.driver.shutDown()
            } stop: {
                await voice.driver.shutDown()
            }
        }

        private func accept(_ listener: TCPListener, _ input: InputRouter) async throws {
            repeat {
                let connection = try await listener.accept()
                StandardError.print("ibuki: connected to \(connection.remote)")
                await input.route { octets in
                    // What cannot be sent any more is lost with the connection.
                    if let octets { try? await connection.write(octets) } else { try? await connection.finish() }
                }
                do {
                    for try await octets in connection.octets { try StandardOutput().write(octets) }
                } catch let error as SocketError where keep && error.code != .stopped {
                    // The next one may do better.
                    StandardError.print("ibuki: \(connection.remote): \(error)")
                }
                await input.route(to: nil)
                await connection.finishAndWait(within: .seconds(5))
            } while keep
        }

        private func exchange(by socket: UDPSocket, _ input: InputRouter) async throws {
            var peer: Endpoint?
            while true {
                let datagram = try await socket.receive()
                let source = datagram.source
                if peer?.address != source.address || peer?.port != source.port {
                    // Without -k the first one has it.
                    guard keep || peer == nil else { continue }
                    peer = source
                    StandardError.print("ibuki: datagrams from \(source)")
                    await input.route { octets in
                        guard let octets else { return }
                        try? await socket.send(octets, to: source.address, port: source.port)
                    }
                }
                try StandardOutput().write(datagram.octets)
            }
        }
    }

    /// Hands standard input to one after another. What comes while there is nobody waits for the next.
    private actor InputRouter {
        /// Gets octets, and `nil` at the end.
        typealias Sink = @Sendable ([UInt8]?) async -> Void
        private var sink: Sink?
        private var isOver = false
        private var waiting: CheckedContinuation<Void, Never>?

        func route(to sink: Sink?) async {
            self.sink = sink
            if sink != nil {
                waiting?.resume()
                waiting = nil
            }
            if isOver { await sink?(nil) }
        }

        /// Reads the input to its end.
        func run() async {
            while let octets = try? await StandardInput.read(), !octets.isEmpty { await receiver()(octets) }
            isOver = true
            await sink?(nil)
        }

        private func receiver() async -> Sink {
            while true {
                if let sink { return sink }
                await withCheckedContinuation { waiting = $0 }
            }
        }
    }
#endif
