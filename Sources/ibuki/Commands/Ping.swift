#if os(Linux)
    import ArgumentParser
    import NetStackSockets
    import Packets
    import SystemCalls

    /// `ibuki ping`: is somebody there, asked by a stack of our own.
    struct Ping: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "ping",
            abstract: "Ask a host whether it is there, by a stack of our own, and how long an answer takes.",
            discussion: HelpText.fitted(
                """
                ICMP echo requests leave from an address of their own, which the host's kernel knows nothing of.

                  sudo ibuki ping 10.9.0.1 -i eth0 --own-address 10.9.0.77/24
                  sudo ibuki ping fd00::1 -i eth0 --own-address fd00::77/64 -c 3
                  ibuki ping far -i lab                 in the network inside this program: see 'ibuki lab'

                Without -c it goes on until Ctrl-C. It ends with status 1 when no answer came.
                """))

        @Argument(help: ArgumentHelp("Whom to ask: an address or a name.", valueName: "host")) var host: PeerHost
        @OptionGroup var speaking: SpeakingOptions
        @Option(count: "Ask so many times.") var count: Count?
        @Option(help: ArgumentHelp("From one request to the next.", valueName: "time"))
        var interval: LengthOfTime = LengthOfTime(seconds: 1)
        @Option(help: ArgumentHelp("How long an answer is waited for.", valueName: "time"))
        var timeout: LengthOfTime = LengthOfTime(seconds: 1)
        @Option(help: ArgumentHelp("The octets that a request carries.", valueName: "n")) var size: WholeNumber<Sizes> =
            56
        @OptionGroup var json: JSONOutput

        /// What fits an IPv4 packet behind its header and ICMP's.
        enum Sizes: NumberBounds { static var range: ClosedRange<Int> { 0...65_507 } }

        func run() throws {
            let address = try speaking.address(of: host)
            let session = try DriverSession()
            let voice = try speaking.voice(to: .address(address))
            let asking = self
            let statistics = try session.run {
                try await voice.begin()
                do throws(SocketError) {
                    let socket = try await voice.driver.openPing()
                    return Result<PingStatistics, any Error>.success(try await asking.ask(address, socket))
                } catch {
                    return .failure(CommandFailure(error, "\(asking.host)"))
                }
            }
            try finish(try statistics.get())
        }

        /// Asks as often as is wanted, or until the task is cancelled.
        private func ask(_ address: IPAddress, _ socket: PingSocket) async throws(SocketError) -> PingStatistics {
            var statistics = PingStatistics()
            let octets = (0..<size.value).map { UInt8(truncatingIfNeeded: $0) }
            while statistics.sent < count?.value ?? .max {
                let next = ContinuousClock.now + interval.duration
                let number = statistics.sent + 1
                statistics.request()
                do throws(SocketError) {
                    let reply = try await socket.ping(
                        address, sequence: UInt16(truncatingIfNeeded: number), octets: octets,
                        within: timeout.duration)
                    statistics.reply(after: reply.roundTrip)
                    report(number, address, reply)
                } catch {
                    guard error.code == .timedOut else {
                        statistics.takeBack()
                        guard error.code == .cancelled else { throw error }
                        return statistics
                    }
                    report(number, address, nil)
                }
                guard statistics.sent < count?.value ?? .max else { break }
                try? await Task.sleep(until: next)
                if Task.isCancelled { break }
            }
            return statistics
        }

        private func report(_ number: Int, _ address: IPAddress, _ reply: PingSocket.Reply?) {
            if json.isWanted {
                var object = JSONObject()
                object.add("sequence", number)
                object.add("address", "\(address)")
                if let reply { object.add("seconds", reply.roundTrip) } else { object.addNull("seconds") }
                return write(object)
            }
            let time = reply.map { PingStatistics.milliseconds(PingStatistics.seconds($0.roundTrip)) }
            let answer = time.map { "\(size.value) octets in \($0) ms" } ?? "no answer"
            write("\(address)  \(number)  \(answer)\n")
        }

        private func finish(_ statistics: PingStatistics) throws {
            if json.isWanted { write(statistics.object) } else { write(statistics.text) }
            if statistics.received == 0, statistics.sent > 0 { throw CommandFailure(.noAnswer, "") }
        }

        private func write(_ object: JSONObject) {
            var text = TextBuffer()
            object.write(into: &text)
            try? StandardOutput().write(text.bytes)
        }

        private func write(_ text: String) { try? StandardOutput().write(Array(text.utf8)) }
    }
#endif
