#if os(Linux)
    import ArgumentParser
    import Leases
    import Links
    import NetStack
    import NetStackSockets
    import Packets
    import SystemCalls

    /// `ibuki dhcp`: what servers of addresses offer.
    struct DHCPCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "dhcp",
            abstract: "Ask who lends addresses, what is offered, and borrow one on request, by a stack of our own.",
            discussion: HelpText.fitted(
                """
                  ibuki dhcp -i lab                     in the network inside this program: see 'ibuki lab'
                  sudo ibuki dhcp -i eth0               every offer, with all of its options
                  sudo ibuki dhcp -i eth0 --request     takes the first, and gives it back
                  sudo ibuki dhcp -i eth0 --hold        keeps it, and renews it, until Ctrl-C

                It asks for a card that is none of this host's, so that no lease of the host's is touched. An address that is
                borrowed is asked for on the link before it is used. It ends with status 1 when nobody offers one.
                """))

        @Option(interface: "Ask by this interface; 'lab' is the network inside this program.") var interface: String?
        @Flag(help: "Take the first address that is offered, and give it back.") var request = false
        @Flag(help: "Take it, and keep it until Ctrl-C.") var hold = false
        @Option(help: ArgumentHelp("Ask for an address that was ours before, first of all.", valueName: "address"))
        var previous: HostAddress?
        @Option(help: ArgumentHelp("What to be called.", valueName: "name")) var name: String?
        @Option(help: ArgumentHelp("The card to ask for.", valueName: "mac")) var card: CardAddress?
        @Option(help: ArgumentHelp("How long an address is waited for.", valueName: "time"))
        var timeout: LengthOfTime = LengthOfTime(seconds: 15)
        @OptionGroup var json: JSONOutput

        /// How long others may offer something too, once one has.
        private static let rivalTime = Duration.seconds(1)

        func validate() throws {
            guard interface != nil else {
                throw ValidationError(
                    "-i is wanted: the interface to ask by, or 'lab' for the network inside this program")
            }
            if let previous, previous.bits != 32 { throw ValidationError("--previous takes an IPv4 address") }
            if let name, !(1...255).contains(name.utf8.count) { throw ValidationError("--name takes 1 to 255 octets") }
        }

        func run() throws {
            let session = try DriverSession()
            let voice = try StackVoice(withoutAddress: interface ?? "")
            var options = LeaseClient.Options(hardwareAddress: card?.address ?? voice.foreignCard)
            options.hostName = name
            options.takesOffers = request || hold || previous != nil
            if case .v4(let address)? = previous?.address { options.previous = address }
            let (asking, wanted) = (self, options)
            try session.run { try await asking.ask(voice, wanted) }
        }

        private func ask(_ voice: StackVoice, _ options: LeaseClient.Options) async throws {
            let interface = try await voice.begin()
            let (actions, sink) = AsyncStream.makeStream(
                of: LeaseClient.Action.self, bufferingPolicy: .bufferingNewest(1024))
            let holder = Task {
                defer { sink.finish() }
                try await voice.driver.holdLease(on: interface, as: options) { sink.yield($0) }
            }
            // Ends what has come to nothing, and what only listens.
            let patience = Task { [timeout] in
                try await Task.sleep(for: timeout.duration)
                holder.cancel()
            }
            try await withTaskCancellationHandler {
                try await tell(actions, holder, patience, takesOffers: options.takesOffers)
            } onCancel: {
                holder.cancel()
            }
            await voice.driver.shutDown()
        }

        /// Tells what happens until it is over.
        private func tell(
            _ actions: AsyncStream<LeaseClient.Action>, _ holder: Task<Void, any Error>,
            _ patience: Task<Void, any Error>,
            takesOffers: Bool
        ) async throws {
            let begin = ContinuousClock.now
            var isAnswered = false
            for await action in actions {
                try print(LeaseText(action: action, time: ContinuousClock.now - begin), isWhole: !takesOffers)
                switch action {
                case .offered where !takesOffers && !isAnswered:
                    isAnswered = true
                    patience.cancel()
                    Task {
                        try? await Task.sleep(for: Self.rivalTime)
                        holder.cancel()
                    }
                case .bound:
                    isAnswered = true
                    patience.cancel()
                    if !hold { holder.cancel() }
                default: break
                }
            }
            patience.cancel()
            do { try await holder.value } catch let error as SocketError {
                throw CommandFailure(error, interface ?? "")
            }
            guard isAnswered || Task.isCancelled else {
                throw CommandFailure(.noAnswer, "\(interface ?? ""): nobody lends an address")
            }
        }

        private func print(_ text: LeaseText, isWhole: Bool) throws {
            guard json.isWanted else {
                return try StandardOutput().write(Array(text.lines(withOptionsOfOffers: isWhole).utf8))
            }
            var buffer = TextBuffer()
            text.object.write(into: &buffer)
            try StandardOutput().write(buffer.bytes)
        }
    }

    /// The address of a card: `02:00:5e:00:53:01`.
    struct CardAddress: OptionValue {
        let address: MACAddress

        init?(argument: String) {
            guard let address = try? MACAddress(parsing: argument), address.rawValue >> 40 & 1 == 0 else { return nil }
            self.address = address
        }

        static var taken: String { "the address of one card, such as 02:00:5e:00:53:01" }
        var defaultValueDescription: String { "\(address)" }
    }
#endif
