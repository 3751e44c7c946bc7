import PacketProtocols
import Packets
import Testing

@testable import Leases

/// A client in virtual time, whose server is the test.
private struct Trial {
    static let card = MACAddress(2, 0, 0, 0, 0, 9)
    static let server = IPv4Address(10, 9, 0, 1)
    static let address = IPv4Address(10, 9, 0, 57)
    static let everybody = IPv4Address(rawValue: .max)
    var client: LeaseClient
    /// In seconds.
    var now = 0.0
    private var nanoseconds: UInt64 { UInt64(now * 1e9) }

    init(previous: IPv4Address? = nil, takesOffers: Bool = true) {
        var options = LeaseClient.Options(hardwareAddress: Self.card)
        options.hostName = "trial"
        options.previous = previous
        options.takesOffers = takesOffers
        client = LeaseClient(options, seed: 7, now: 0)
    }

    /// What is to be done now.
    mutating func actions() -> [LeaseClient.Action] {
        var actions: [LeaseClient.Action] = []
        while let action = client.next(now: nanoseconds) { actions.append(action) }
        return actions
    }

    /// The one message that is to be sent now.
    mutating func message() throws -> (message: LeaseMessage, to: IPv4Address, from: IPv4Address) {
        let actions = actions()
        guard actions.count == 1, case .send(let message, let to, let from) = actions[0] else {
            throw Unexpected(actions: actions)
        }
        // It arrives as it was sent.
        #expect(LeaseMessage(message.octets) == message)
        return (message, to, from)
    }

    struct Unexpected: Error { var actions: [LeaseClient.Action] }

    /// Lets the time go on to the next deadline.
    mutating func wait() -> Double {
        let before = now
        now = Double(client.nextDeadline) / 1e9
        return now - before
    }

    mutating func answer(
        _ kind: DHCP.MessageType, to question: LeaseMessage, seconds: UInt32 = 3600, server: IPv4Address = server,
        address: IPv4Address = address, _ options: [LeaseMessage.Option] = []
    ) {
        var answer = LeaseMessage(kind, identifier: question.identifier, hardwareAddress: question.hardwareAddress)
        if kind != .refusal { answer.yourAddress = address }
        answer.options = [.init(54, [server]), .init(51, seconds), .init(1, 0xffff_ff00), .init(3, [server])] + options
        client.receive(answer.octets, now: nanoseconds)
    }

    /// A client that has its address.
    static func bound(seconds: UInt32 = 3600, _ options: [LeaseMessage.Option] = []) throws -> Trial {
        var trial = Trial()
        trial.answer(.offer, to: try trial.message().message, seconds: seconds, options)
        #expect(trial.client.state == .requesting)
        let actions = trial.actions()
        guard actions.count == 2, case .offered = actions[0], case .send(let request, _, _) = actions[1] else {
            throw Unexpected(actions: actions)
        }
        trial.answer(.acknowledgment, to: request, seconds: seconds, options)
        guard case .check(let lease)? = trial.actions().first else { throw Unexpected(actions: []) }
        #expect(trial.client.state == .checking && lease.address == address)
        trial.client.checked(isTaken: false, now: 0)
        #expect(trial.actions() == [.bound(lease)] && trial.client.state == .bound)
        return trial
    }
}

@Suite("A DHCP client, in virtual time")
struct LeaseClientTests {
    @Test("asks everybody, takes an offer, and has what the server says of the network (RFC 2131 3.1)")
    func allocation() throws {
        var trial = Trial()
        let (discover, to, from) = try trial.message()
        #expect(discover.kind == .discover && to == Trial.everybody && from.isUnspecified)
        #expect(discover.wantsBroadcast && discover.text(of: 12) == "trial")
        #expect(discover.octets(of: 61) == [1, 2, 0, 0, 0, 0, 9] && discover.octets(of: 55)?.contains(3) == true)
        trial.now = 2
        trial.answer(.offer, to: discover, [.init(15, "example.test"), .init(6, ["10.9.0.3", "10.9.0.4"])])
        let actions = trial.actions()
        guard case .send(let request, Trial.everybody, .unspecified)? = actions.last else {
            throw Trial.Unexpected(actions: actions)
        }
        #expect(request.kind == .request && request.server == Trial.server)
        #expect(request.requestedAddress == Trial.address && request.clientAddress.isUnspecified)
        // Section 3.1, 3: the same number and the same seconds.
        #expect(request.identifier == discover.identifier && request.seconds == discover.seconds)
        trial.answer(.acknowledgment, to: request, [.init(15, "example.test"), .init(6, ["10.9.0.3", "10.9.0.4"])])
        guard case .check(let lease)? = trial.actions().first else { throw Trial.Unexpected(actions: []) }
        #expect(lease.prefixLength == 24 && lease.routers == [Trial.server] && lease.domain == "example.test")
        #expect(lease.nameServers == ["10.9.0.3", "10.9.0.4"] && lease.duration == 3600)
        #expect(lease.renewal == 1800 && lease.rebinding == 3150)
    }

    @Test("asks again after 4, 8, 16, 32 and 64 seconds, more or less one, and says for how long it has (RFC 2131 4.1)")
    func patience() throws {
        var trial = Trial()
        _ = try trial.message()
        for delay in [4, 8, 16, 32, 64, 64] as [Double] {
            #expect(abs(trial.wait() - delay) <= 1)
            let discover = try trial.message().message
            #expect(discover.kind == .discover && discover.seconds == UInt16(trial.now))
        }
    }

    @Test("a request that nobody answers is sent four times, and then it begins anew (RFC 2131 3.1)")
    func deafServer() throws {
        var trial = Trial()
        trial.answer(.offer, to: try trial.message().message)
        #expect(trial.actions().count == 2)
        for _ in 0..<3 {
            _ = trial.wait()
            #expect(try trial.message().message.kind == .request)
        }
        _ = trial.wait()
        #expect(trial.actions().isEmpty && trial.client.state == .initial)
        _ = trial.wait()
        #expect(try trial.message().message.kind == .discover)
    }

    @Test("renews with its server at T1, asks everybody from T2 on, and has it no more at the end (RFC 2131 4.4.5)")
    func times() throws {
        var trial = try Trial.bound()
        #expect(trial.wait() == 1800)
        var (request, to, from) = try trial.message()
        #expect(request.kind == .request && to == Trial.server && from == Trial.address)
        #expect(request.clientAddress == Trial.address && request.requestedAddress == nil && request.server == nil)
        // Half of what is left each time, and a minute at the least.
        #expect(trial.wait() == 675)
        _ = try trial.message()
        trial.now = 3149
        _ = trial.actions()
        #expect(trial.client.state == .renewing)
        trial.now = 3150
        (request, to, from) = try trial.message()
        #expect(to == Trial.everybody && from == Trial.address && trial.client.state == .rebinding)
        #expect(trial.wait() == 225)
        _ = try trial.message()
        trial.now = 3600
        guard case .lost(_, .expired)? = trial.actions().first else { throw Trial.Unexpected(actions: []) }
        _ = trial.wait()
        #expect(try trial.message().message.kind == .discover)
    }

    @Test("what is renewed lasts from when it was asked for")
    func renewal() throws {
        var trial = try Trial.bound()
        _ = trial.wait()
        let request = try trial.message().message
        trial.now += 3
        trial.answer(.acknowledgment, to: request, address: "10.9.0.58")
        #expect(trial.actions().isEmpty, "another address is no renewal")
        trial.answer(.acknowledgment, to: request)
        guard case .renewed? = trial.actions().first else { throw Trial.Unexpected(actions: []) }
        #expect(trial.client.state == .bound && trial.wait() == 1797)
    }

    @Test(
        "a server's own times are kept where they are in order",
        arguments: [(600, 900), (900, 600), (0, 5), (600, 9999)])
    func ownTimes(renewal: UInt32, rebinding: UInt32) throws {
        var trial = try Trial.bound([.init(58, renewal), .init(59, rebinding)])
        #expect(trial.wait() == (renewal == 600 && rebinding == 900 ? 600 : 1800))
    }

    @Test("a lease for ever is never renewed; one that is hardly there is none")
    func extremes() throws {
        #expect(try Trial.bound(seconds: .max).client.nextDeadline == .max)
        var trial = Trial()
        let discover = try trial.message().message
        trial.answer(.offer, to: discover, seconds: 15)
        for address in ["0.0.0.0", "255.255.255.255", "224.0.0.1", "127.0.0.1"] as [IPv4Address] {
            trial.answer(.offer, to: discover, address: address)
        }
        #expect(trial.actions().isEmpty && trial.client.state == .selecting)
    }

    @Test("an address that somebody has is declined, and ten seconds pass before the next question (RFC 2131 3.1)")
    func conflict() throws {
        var trial = Trial()
        trial.answer(.offer, to: try trial.message().message)
        guard case .send(let request, _, _)? = trial.actions().last else { throw Trial.Unexpected(actions: []) }
        trial.answer(.acknowledgment, to: request)
        _ = trial.actions()
        trial.client.checked(isTaken: true, now: 0)
        let actions = trial.actions()
        guard case .send(let decline, Trial.everybody, .unspecified)? = actions.first,
            case .lost(_, .conflict)? = actions.last
        else { throw Trial.Unexpected(actions: actions) }
        #expect(decline.kind == .decline && decline.requestedAddress == Trial.address && decline.server == Trial.server)
        #expect(trial.wait() == 10)
        #expect(try trial.message().message.kind == .discover)
    }

    @Test("a refusal ends what was asked for: from the server that was asked, and from any when it is renewed")
    func refusal() throws {
        var trial = Trial()
        trial.answer(.offer, to: try trial.message().message)
        guard case .send(let request, _, _)? = trial.actions().last else { throw Trial.Unexpected(actions: []) }
        trial.answer(.refusal, to: request, server: "10.9.0.66")
        #expect(trial.client.state == .requesting)
        trial.answer(.refusal, to: request)
        #expect(trial.client.state == .initial && trial.actions().count == 1)
        trial = try Trial.bound()
        _ = trial.wait()
        trial.answer(.refusal, to: try trial.message().message)
        let actions = trial.actions()
        guard case .refused? = actions.first, case .lost(_, .refused)? = actions.last else {
            throw Trial.Unexpected(actions: actions)
        }
    }

    @Test("what it had before it asks for first, and all anew when nobody answers, or no is said (RFC 2131 3.2)")
    func reboot() throws {
        for answers in [DHCP.MessageType.acknowledgment, .refusal, nil] {
            var trial = Trial(previous: Trial.address)
            let (request, to, _) = try trial.message()
            #expect(request.kind == .request && request.requestedAddress == Trial.address && to == Trial.everybody)
            #expect(request.server == nil && request.clientAddress.isUnspecified)
            if let answers { trial.answer(answers, to: request) }
            guard answers != .acknowledgment else {
                guard case .check(let lease)? = trial.actions().first else { throw Trial.Unexpected(actions: []) }
                #expect(lease.address == Trial.address)
                continue
            }
            if answers == .refusal {
                guard case .refused? = trial.client.next(now: 0) else { throw Trial.Unexpected(actions: []) }
            }
            var kinds: [DHCP.MessageType] = []
            for _ in 0..<3 where kinds.last != .discover {
                if answers == nil { _ = trial.wait() }
                kinds.append(try trial.message().message.kind)
            }
            #expect(kinds == (answers == nil ? [.request, .discover] : [.discover]))
        }
    }

    @Test("given back it is the server's again, and nothing is asked any more")
    func release() throws {
        var trial = try Trial.bound()
        trial.client.release(now: 0)
        let actions = trial.actions()
        guard case .send(let release, Trial.server, Trial.address)? = actions.first else {
            throw Trial.Unexpected(actions: actions)
        }
        #expect(release.kind == .release && release.clientAddress == Trial.address && release.server == Trial.server)
        #expect(trial.client.state == .released && trial.client.nextDeadline == .max)
    }

    @Test("who only listens hears every offer and takes none")
    func listening() throws {
        var trial = Trial(takesOffers: false)
        let discover = try trial.message().message
        trial.answer(.offer, to: discover)
        trial.answer(.offer, to: discover, server: "10.9.0.66")
        #expect(trial.actions().count == 2 && trial.client.state == .selecting)
        for _ in 0..<1000 { trial.answer(.offer, to: discover) }
        #expect(trial.actions().count == 64)
    }

    @Test("what is for others, or is none, is left alone; no octets trap, and a deadline never lies in the past")
    func hostile() throws {
        var trial = Trial()
        let discover = try trial.message().message
        var other = discover
        other.identifier &+= 1
        trial.answer(.offer, to: other)
        other = discover
        other.hardwareAddress = MACAddress(2, 0, 0, 0, 0, 8)
        trial.answer(.offer, to: other)
        trial.client.receive(discover.octets, now: 0)
        #expect(trial.actions().isEmpty && trial.client.state == .selecting)

        var random = SplitMix64(seed: 3)
        for round in 0..<3000 {
            var trial = round % 2 == 0 ? try Trial.bound() : Trial()
            for _ in 0..<10 {
                for action in trial.actions() {
                    if case .send(let message, _, _) = action, random.next() % 2 == 0 {
                        var answer = LeaseMessage(
                            DHCP.MessageType(rawValue: UInt8(random.next() % 9)), identifier: message.identifier,
                            hardwareAddress: message.hardwareAddress)
                        answer.yourAddress = IPv4Address(rawValue: UInt32(truncatingIfNeeded: random.next()))
                        answer.options = (0..<random.next() % 6).map { _ in
                            .init(
                                [1, 3, 50, 51, 54, 58, 59].randomElement(using: &random)!,
                                UInt32(truncatingIfNeeded: random.next()))
                        }
                        var octets = answer.octets
                        octets[Int(random.next() % UInt64(octets.count))] = UInt8(truncatingIfNeeded: random.next())
                        octets.removeLast(Int(random.next() % 80))
                        trial.client.receive(octets, now: UInt64(trial.now * 1e9))
                    }
                    if case .check = action {
                        trial.client.checked(isTaken: random.next() % 2 == 0, now: UInt64(trial.now * 1e9))
                    }
                }
                guard trial.client.nextDeadline < .max else { break }
                #expect(trial.wait() >= 0)
            }
        }
    }
}
