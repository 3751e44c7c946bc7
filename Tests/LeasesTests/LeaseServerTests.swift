import PacketProtocols
import Packets
import Testing

@testable import Leases

@Suite("A DHCP server, in virtual time")
struct LeaseServerTests {
    private static let second: UInt64 = 1_000_000_000

    private static func server(count: UInt8 = 10) -> LeaseServer {
        var options = LeaseServer.Options(
            address: "10.9.0.1", prefixLength: 24, first: "10.9.0.100", last: IPv4Address(10, 9, 0, 99 + count))
        options.routers = ["10.9.0.1"]
        options.nameServers = ["10.9.0.53"]
        options.domain = "example.test"
        return LeaseServer(options)
    }

    private static func message(
        _ kind: DHCP.MessageType, card: UInt8 = 9, _ options: [LeaseMessage.Option] = [],
        has: IPv4Address = .unspecified
    ) -> LeaseMessage {
        var message = LeaseMessage(kind, identifier: 77, hardwareAddress: MACAddress(2, 0, 0, 0, 0, card))
        message.options = options
        message.clientAddress = has
        return message
    }

    private static func discover(_ server: inout LeaseServer, card: UInt8 = 9, now: UInt64 = 0) -> IPv4Address? {
        server.answer(to: message(.discover, card: card).octets, now: now)?.message.yourAddress
    }

    /// Has a client take an address.
    private static func take(
        _ server: inout LeaseServer, card: UInt8 = 9, _ address: IPv4Address, now: UInt64 = 0
    ) -> DHCP.MessageType? {
        let options = [LeaseMessage.Option(50, [address]), .init(54, ["10.9.0.1"])]
        return server.answer(to: message(.request, card: card, options).octets, now: now)?.message.kind
    }

    @Test("a client and a server agree, whatever is between them: the lease is there, renewed, and given back")
    func both() throws {
        var server = Self.server()
        var options = LeaseClient.Options(hardwareAddress: MACAddress(2, 0, 0, 0, 0, 9))
        options.hostName = "both"
        var client = LeaseClient(options, seed: 1, now: 0)
        var (now, happened) = (UInt64(0), [String]())
        while happened.count < 6 {
            while let action = client.next(now: now) {
                switch action {
                case .send(let message, _, _):
                    guard let answer = server.answer(to: message.octets, now: now) else { continue }
                    client.receive(answer.message.octets, now: now)
                case .offered: happened.append("offered")
                case .check:
                    happened.append("check")
                    client.checked(isTaken: false, now: now)
                case .bound(let lease):
                    happened.append("bound \(lease.address)/\(lease.prefixLength) \(lease.domain ?? "")")
                    #expect(server.leaseCount(now: now) == 1)
                case .renewed:
                    happened.append("renewed at \(now / Self.second)")
                    if happened.count == 5 { client.release(now: now) }
                case .refused: happened.append("refused")
                case .lost(_, let loss): happened.append("\(loss)")
                }
            }
            if client.nextDeadline < .max { now = max(now, client.nextDeadline) }
        }
        #expect(
            happened == [
                "offered", "check", "bound 10.9.0.100/24 example.test", "renewed at 1800", "renewed at 3600",
                "released",
            ])
        #expect(server.leaseCount(now: now) == 0)
    }

    @Test("a client gets what it had, or asks for, where nobody else has it; two never get the same")
    func choice() {
        var server = Self.server()
        #expect(Self.discover(&server, card: 1) == "10.9.0.100")
        #expect(Self.discover(&server, card: 1) == "10.9.0.100")
        #expect(Self.discover(&server, card: 2) == "10.9.0.101")
        #expect(Self.take(&server, card: 1, "10.9.0.100") == .acknowledgment)
        #expect(Self.take(&server, card: 2, "10.9.0.100") == .refusal)
        let wanted = Self.message(.discover, card: 3, [.init(50, ["10.9.0.105"])])
        #expect(server.answer(to: wanted.octets, now: 0)?.message.yourAddress == "10.9.0.105")
        let outside = Self.message(.discover, card: 4, [.init(50, ["10.9.0.200"])])
        #expect(server.answer(to: outside.octets, now: 0)?.message.yourAddress == "10.9.0.102")
        // An hour later its time is over, but nobody else wanted it.
        #expect(Self.discover(&server, card: 1, now: 4000 * Self.second) == "10.9.0.100")
    }

    @Test("what an answer goes to: everybody, who has an address, a relay (RFC 2131 4.1)")
    func destinations() {
        var server = Self.server()
        _ = Self.take(&server, "10.9.0.100")
        let renewal = server.answer(to: Self.message(.request, has: "10.9.0.100").octets, now: 0)
        #expect(renewal?.message.kind == .acknowledgment && renewal?.address == "10.9.0.100" && renewal?.port == 68)
        #expect(server.answer(to: Self.message(.discover).octets, now: 0)?.address == "255.255.255.255")
        var relayed = Self.message(.discover, card: 2)
        relayed.relayAddress = "10.9.0.2"
        let answer = server.answer(to: relayed.octets, now: 0)
        #expect(answer?.address == "10.9.0.2" && answer?.port == 67)
        relayed.relayAddress = "10.8.0.2"
        #expect(server.answer(to: relayed.octets, now: 0) == nil)
    }

    @Test("who comes back is told yes, no, or nothing where it is not known (RFC 2131 4.3.2)")
    func reboot() {
        var server = Self.server()
        _ = Self.take(&server, "10.9.0.100")
        func again(_ card: UInt8, _ address: IPv4Address) -> DHCP.MessageType? {
            server.answer(to: Self.message(.request, card: card, [.init(50, [address])]).octets, now: 1)?.message.kind
        }
        #expect(again(9, "10.9.0.100") == .acknowledgment)
        #expect(again(9, "10.9.0.101") == .refusal)
        #expect(again(8, "10.9.0.103") == nil)
        #expect(again(8, "10.7.0.3") == .refusal)
    }

    @Test("a declined address is nobody's for a while; who has not got it declines and releases nothing")
    func decline() {
        var server = Self.server(count: 2)
        let options = [LeaseMessage.Option(50, ["10.9.0.100"]), .init(54, ["10.9.0.1"])]
        _ = Self.take(&server, "10.9.0.100")
        #expect(server.answer(to: Self.message(.decline, card: 1, options).octets, now: 0) == nil)
        #expect(server.answer(to: Self.message(.release, card: 1, options, has: "10.9.0.100").octets, now: 0) == nil)
        #expect(server.leaseCount(now: 0) == 1)
        #expect(server.answer(to: Self.message(.decline, options).octets, now: 0) == nil)
        #expect(Self.discover(&server) == "10.9.0.101" && Self.discover(&server, card: 1) == nil)
        #expect(Self.discover(&server, card: 1, now: 601 * Self.second) != nil)
    }

    @Test("an offer is given up when another's is taken, and after a minute")
    func offers() {
        var server = Self.server(count: 1)
        #expect(Self.discover(&server, card: 1) == "10.9.0.100" && Self.discover(&server, card: 2) == nil)
        let others = [LeaseMessage.Option(50, ["10.9.0.7"]), .init(54, ["10.9.0.66"])]
        #expect(server.answer(to: Self.message(.request, card: 1, others).octets, now: 0) == nil)
        #expect(Self.discover(&server, card: 2) == "10.9.0.100")
        #expect(Self.discover(&server, card: 3, now: 61 * Self.second) == "10.9.0.100")
    }

    @Test("settings are told without an address to who has one (RFC 2131 4.3.5)")
    func inform() {
        var server = Self.server()
        let answer = server.answer(to: Self.message(.inform, has: "10.9.0.5").octets, now: 0)
        #expect(answer?.message.kind == .acknowledgment && answer?.message.yourAddress == .unspecified)
        #expect(answer?.message.octets(of: 51) == nil && answer?.address == "10.9.0.5")
        #expect(answer?.message.addresses(of: 6) == ["10.9.0.53"])
    }

    @Test("a flood of clients takes the range and no more memory; who has a lease keeps it; nothing traps")
    func hostile() {
        var server = Self.server(count: 50)
        _ = Self.take(&server, "10.9.0.100")
        var random = SplitMix64(seed: 5)
        var offered: Set<IPv4Address> = []
        for round in 0..<20_000 {
            var message = LeaseMessage(
                DHCP.MessageType(rawValue: UInt8(round % 4 == 0 ? 1 + random.next() % 8 : 1)), identifier: 1,
                hardwareAddress: MACAddress(rawValue: random.next() & 0xFFFF_FFFF_FFFF))
            message.options = [
                .init(61, (0..<random.next() % 200).map { _ in UInt8(truncatingIfNeeded: random.next()) })
            ]
            if round % 3 == 0 {
                message.options.append(.init(50, [IPv4Address(10, 9, 0, UInt8(truncatingIfNeeded: random.next()))]))
            }
            var octets = message.octets
            if round % 5 == 0 {
                octets[Int(random.next() % UInt64(octets.count))] = UInt8(truncatingIfNeeded: random.next())
            }
            let address = server.answer(to: octets, now: UInt64(round) * 1_000_000)?.message.yourAddress
            if let address, !address.isUnspecified { offered.insert(address) }
        }
        #expect(offered.count <= 50 && !offered.contains("10.9.0.100"))
        #expect(server.leaseCount(now: 20 * Self.second) <= 50)
        #expect(
            server.answer(to: Self.message(.request, has: "10.9.0.100").octets, now: 0)?.message.kind == .acknowledgment
        )
    }
}
