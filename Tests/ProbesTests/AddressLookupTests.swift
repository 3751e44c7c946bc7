#if os(Linux)
    import HostNetwork
    import PacketProtocols
    import Packets
    import Probes
    import Synchronization
    import Testing

    @Suite("Looking names up")
    struct AddressLookupTests {
        @Test("resolv.conf: the first three servers, the last search list, and options within bounds")
        func configuration() {
            let text = """
                # a comment
                nameserver 10.0.0.1 ; trailing
                nameserver fd00::1
                nameserver nobody
                domain old.test
                search a.test b.test. c.test d.test e.test f.test g.test
                nameserver 10.0.0.2
                nameserver 10.0.0.3
                options ndots:2 timeout:99 attempts:0 rotate edns0 ndots:x
                nameserver
                """
            let found = ResolverConfiguration(parsing: text)
            #expect(found.servers.map { "\($0)" } == ["10.0.0.1#53", "fd00::1#53", "10.0.0.2#53"])
            #expect(found.search == ["a.test", "b.test.", "c.test", "d.test", "e.test", "f.test"])
            #expect(found.dots == 2 && found.patience == .seconds(30) && found.tries == 1)
            let candidates = ["x.a.test.", "x.b.test.", "x.c.test.", "x.d.test.", "x.e.test.", "x.f.test.", "x."]
            #expect(found.candidates(for: "x") == candidates && found.candidates(for: "x.") == ["x."])
            #expect(found.candidates(for: "a.b.c").first == "a.b.c." && found.candidates(for: "a.b").last == "a.b.")
        }

        @Test("hosts(5): every name of a line, in either case, of both families")
        func hosts() {
            let table = HostsTable(parsing: "10.0.0.7 Web.test web # www\n::7 web\nnone x\n10.0.0.8\n")
            #expect(table["WEB"].map { "\($0)" } == ["10.0.0.7", "::7"] && table["web.test."].count == 1)
            #expect(table["www"].isEmpty && table["x"].isEmpty)
        }

        /// A server: what it says of a name and a type, and how often it was asked.
        private final class Server: NameCarrier {
            let asked = Mutex<[String]>([])
            let records: [String: [Header<DNS.Record>]]
            /// What of names comes behind a connection alone.
            let long: Set<String>

            init(_ records: [String: [Header<DNS.Record>]], long: Set<String> = []) {
                self.records = records
                self.long = long
            }

            private func answer(_ message: [UInt8], isStream: Bool) -> [UInt8]? {
                guard let question = Header<DNS>(octets: message), let asked = question.questions.first else {
                    return nil
                }
                let key = "\(asked.owner.text) \(asked.type.rawValue)"
                self.asked.withLock { $0.append(key + (isStream ? " tcp" : "")) }
                let isCut = long.contains(key) && !isStream
                let answer = DNS.with {
                    $0.identifier = question.identifier
                    $0.isResponse = true
                    $0.isTruncated = isCut
                    $0.questions = question.questions
                    $0.responseCode = records[key] == nil ? 3 : 0
                    $0.answers = isCut ? [] : records[key] ?? []
                }
                return try? Packet { answer }.octets(in: .standard)
            }

            func exchangeDatagram(
                _ message: [UInt8], with server: NameServer, within limit: Duration,
                taking: @escaping @Sendable ([UInt8]) -> Bool
            ) async throws -> [UInt8]? { answer(message, isStream: false) }

            func exchangeStream(
                _ message: [UInt8], with server: NameServer, within limit: Duration
            ) async throws -> [UInt8]? { answer(message, isStream: true) }
        }

        private static func address(_ name: String, _ last: UInt8, for seconds: UInt32 = 60) -> Header<DNS.Record> {
            var record = Header<DNS.Record>(DNS.Address.with { $0.address = IPv4Address(10, 0, 0, last) })
            record.owner = DNSName(name)
            record.timeToLive = seconds
            return record
        }

        private static func alias(_ name: String, _ target: String) -> Header<DNS.Record> {
            var record = Header<DNS.Record>(DNS.Named.CanonicalName.with { $0.target = DNSName(target) })
            record.owner = DNSName(name)
            record.timeToLive = 60
            return record
        }

        private static func lookup(_ server: Server, _ clock: TurnedClock, search: [String] = []) -> AddressLookup {
            var configuration = ResolverConfiguration()
            configuration.servers = [NameServer(.v4(IPv4Address(10, 0, 0, 53)))]
            configuration.search = search
            return AddressLookup(configuration, by: server, now: { clock.now })
        }

        /// A clock that a test turns.
        private final class TurnedClock: Sendable {
            private let start = ContinuousClock.now
            let elapsed = Mutex(Duration.zero)
            var now: ContinuousClock.Instant { start + elapsed.withLock { $0 } }
        }

        @Test("what a server said is not asked for again before its time to live is over")
        func cache() async throws {
            let (server, clock) = (Server(["a.test 1": [Self.address("a.test", 1)]]), TurnedClock())
            let lookup = Self.lookup(server, clock)
            for _ in 0..<3 {
                #expect(try await lookup.addresses(of: "A.test", .v4).map { "\($0)" } == ["10.0.0.1"])
            }
            #expect(server.asked.withLock { $0 } == ["a.test 1"])
            clock.elapsed.withLock { $0 = .seconds(61) }
            #expect(try await lookup.addresses(of: "a.test", .v4).count == 1 && server.asked.withLock { $0.count } == 2)
        }

        @Test("a name is completed by the search list, and a name that stands for another is followed, to an end")
        func searching() async throws {
            let server = Server([
                "web.b.test 1": [Self.alias("web.b.test", "real.test")], "real.test 1": [Self.address("real.test", 2)],
                "loop.test 1": [Self.alias("loop.test", "loop2.test")],
                "loop2.test 1": [Self.alias("loop2.test", "loop.test")],
            ])
            let lookup = Self.lookup(server, TurnedClock(), search: ["a.test", "b.test"])
            #expect(try await lookup.addresses(of: "web", .v4).map { "\($0)" } == ["10.0.0.2"])
            #expect(server.asked.withLock { $0 } == ["web.a.test 1", "web.b.test 1", "real.test 1"])
            await #expect(throws: AddressLookup.Nothing.self) { try await lookup.addresses(of: "loop.test.", .v4) }
            #expect(server.asked.withLock { $0.count } < 16)
            await #expect(throws: AddressLookup.Nothing.self) { try await lookup.addresses(of: "nobody.test.") }
        }

        @Test("a truncated answer is asked for on a connection (RFC 7766 section 5)")
        func truncated() async throws {
            let many = (1...40).map { Self.address("many.test", $0) }
            let server = Server(["many.test 1": many], long: ["many.test 1"])
            #expect(try await Self.lookup(server, TurnedClock()).addresses(of: "many.test", .v4).count == 40)
            #expect(server.asked.withLock { $0 } == ["many.test 1", "many.test 1 tcp"])
        }
    }

    @Suite("Racing over addresses (RFC 8305)")
    struct ConnectionRaceTests {
        private let start = ContinuousClock.now
        private static let old = (1...3).map { IPAddress.v4(IPv4Address(10, 0, 0, $0)) }
        private static let new = (1...3).map { IPAddress.v6(IPv6Address(high: 0xfd00 << 48, low: $0)) }

        private func at(_ milliseconds: Int) -> ContinuousClock.Instant { start + .milliseconds(milliseconds) }

        @Test("families take turns, IPv6 first, a quarter of a second apart; a failure lets the next begin at once")
        func turns() {
            var race = ConnectionRace([.v4, .v6])
            #expect(race.next(at: at(0)) == .later)
            race.resolved(.v6, Self.new, at: at(5))
            #expect(race.next(at: at(5)) == .connect(Self.new[0]))
            race.resolved(.v4, Array(Self.old.prefix(1)), at: at(6))
            #expect(race.next(at: at(6)) == .wait(until: at(255)))
            #expect(race.next(at: at(255)) == .connect(Self.old[0]))
            race.failed()
            #expect(race.next(at: at(260)) == .connect(Self.new[1]))
            #expect(race.next(at: at(261)) == .wait(until: at(510)))
            #expect(race.next(at: at(600)) == .connect(Self.new[2]))
            #expect(race.next(at: at(601)) == .later)
            for _ in 0..<3 { race.failed() }
            #expect(race.next(at: at(700)) == .failed)
        }

        @Test("IPv4 addresses that come first wait 50 ms for those of IPv6 (section 3)")
        func resolutionDelay() {
            var race = ConnectionRace([.v4, .v6])
            race.resolved(.v4, Self.old, at: at(10))
            #expect(race.next(at: at(10)) == .wait(until: at(60)))
            var other = race
            race.resolved(.v6, Self.new, at: at(40))
            #expect(race.next(at: at(40)) == .connect(Self.new[0]))
            #expect(other.next(at: at(60)) == .connect(Self.old[0]))
            // Those of IPv6 that come later still have their turn.
            other.resolved(.v6, Self.new, at: at(70))
            #expect(other.next(at: at(310)) == .connect(Self.new[0]))
        }

        @Test("where a family has no address the other does not wait for it, and where neither has one all is over")
        func oneFamily() {
            var race = ConnectionRace([.v4, .v6])
            race.resolved(.v6, [], at: at(0))
            race.resolved(.v4, Self.old, at: at(1))
            #expect(race.next(at: at(1)) == .connect(Self.old[0]))
            var nothing = ConnectionRace([.v4])
            nothing.resolved(.v4, [], at: at(0))
            #expect(nothing.next(at: at(0)) == .failed)
        }

        @Test("the first connection wins, what is too late is let go, and why nothing came of it is told")
        func run() async throws {
            let winner = try await ConnectionRace.run([.v4, .v6]) { family in
                family == .v6 ? Array(Self.new.prefix(1)) : Self.old
            } connect: { address in
                guard address == Self.old[0] else { throw Refused(address: address) }
                return address
            } discard: { _ in
                Issue.record("there is one connection")
            }
            #expect(winner == Self.old[0])
            await #expect(throws: Refused(address: Self.old[2])) {
                try await ConnectionRace.run([.v4]) { _ in
                    Self.old
                } connect: { address -> IPAddress in
                    throw Refused(address: address)
                } discard: { _ in
                }
            }
        }

        private struct Refused: Error, Equatable { var address: IPAddress }
    }
#endif
