import Packets

@testable import NetStack

/// Two hosts and the router between them, on links that lose nothing and take no time.
struct RoutedPath: ~Copyable {
    var client: Stack
    var router: Stack
    var server: Stack
    var now: UInt64 = 1_000_000_000
    /// What reached the client and the server.
    var atClient: [[UInt8]] = []
    var atServer: [[UInt8]] = []

    static let near = InterfaceID(rawValue: 0)
    static let far = InterfaceID(rawValue: 1)

    init(
        _ family: Family, farMTU: Int = 1500, routerOffloads: Bool = false, forwards: Bool = true,
        translationLimit: Int = 4096
    ) {
        func stack(_ key: UInt64, forwards: Bool = false) -> Stack {
            var configuration = StackConfiguration(secrets: StackSecrets(key, 9))
            configuration.forwards = forwards
            configuration.translationLimit = translationLimit
            return Stack(configuration)
        }
        client = stack(1)
        router = stack(2, forwards: forwards)
        server = stack(3)
        let addresses = RoutedPath.addresses(family)
        let length = family.prefixLength
        _ = client.add(
            Interface(
                hardwareAddress: "02:00:00:00:00:01", addresses: [.init(addresses.client, prefixLength: length)],
                gateways: [addresses.near]))
        _ = router.add(
            Interface(
                hardwareAddress: "02:00:00:00:01:01", addresses: [.init(addresses.near, prefixLength: length)]))
        _ = router.add(
            Interface(
                hardwareAddress: "02:00:00:00:01:02", mtu: farMTU,
                addresses: [.init(addresses.far, prefixLength: length)],
                offloads: routerOffloads))
        _ = server.add(
            Interface(
                hardwareAddress: "02:00:00:00:00:02", mtu: 1500,
                addresses: [.init(addresses.server, prefixLength: length)],
                gateways: [addresses.far]))
    }

    static func addresses(_ family: Family) -> (
        client: IPAddress, near: IPAddress, far: IPAddress, server: IPAddress
    ) {
        family == .ipv4
            ? ("10.1.0.2", "10.1.0.1", "10.2.0.1", "10.2.0.2")
            : ("2001:db8:1::2", "2001:db8:1::1", "2001:db8:2::1", "2001:db8:2::2")
    }

    mutating func exchange() {
        var hasMoved = true
        while hasMoved {
            hasMoved = false
            while let frame = client.next(now: now) {
                router.receive(Self.octets(frame).rawBytes, on: Self.near, now: now)
                hasMoved = true
            }
            while let frame = server.next(now: now) {
                router.receive(Self.octets(frame).rawBytes, on: Self.far, now: now)
                hasMoved = true
            }
            while let frame = router.next(now: now) {
                let octets = Self.octets(frame)
                hasMoved = true
                if frame.interface == Self.near {
                    atClient.append(octets)
                    client.receive(octets.rawBytes, on: Self.near, now: now)
                } else {
                    atServer.append(octets)
                    server.receive(
                        octets.rawBytes, on: Self.near, isChecked: frame.offload.checksumStart > 0, now: now)
                }
            }
        }
    }

    static func octets(_ frame: borrowing OutgoingFrame) -> [UInt8] {
        var octets: [UInt8] = []
        frame.append(to: &octets)
        return octets
    }

    mutating func run(seconds: Double) {
        let end = now + UInt64(seconds * 1e9)
        while true {
            exchange()
            let next = [client.nextDeadline, router.nextDeadline, server.nextDeadline].compactMap { $0 }.min()
            guard let next, next <= end else { break }
            now = max(now, next)
        }
        now = end
    }

    /// What the client hears of a ping.
    mutating func ping(_ address: IPAddress, count: Int = 1, hopLimit: UInt8? = nil) throws -> StackError.Code? {
        let socket = try client.openSocket(.echo)
        defer { client.close(socket) }
        try client.setHopLimit(hopLimit, of: socket)
        try client.send([UInt8](repeating: 5, count: count).rawBytes, to: address, port: 1, from: socket, now: now)
        run(seconds: 4)
        do throws(StackError) {
            var buffer = [UInt8](repeating: 0, count: 65535)
            var span = buffer.mutableSpan
            var bytes = unsafe span.mutableBytes
            return try client.receive(into: &bytes, from: socket) == nil ? .noRoute : nil
        } catch { return error.code }
    }
}
