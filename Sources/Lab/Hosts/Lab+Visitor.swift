internal import NetStack
internal import NetStackSockets
internal import PacketProtocols
internal import Packets
internal import StackServices

extension Lab {
    /// A station that speaks with one host after another, so that there is something to see, until the task is cancelled.
    ///
    /// - Parameter pause: from one conversation to the next.
    /// - Throws: `LinkError`: `systemFailed`, when the process has no descriptors left; `SocketError`: `stopped`.
    public func visit(every pause: Duration = .seconds(1)) async throws {
        let driver = try StackDriver(StackConfiguration(secrets: .random()))
        await driver.add(try plug(), addresses: Self.ownAddresses, gateways: Self.gateways)
        let ping = try await driver.openPing()
        let datagrams = try await driver.openUDP()
        var round = 0
        while !Task.isCancelled {
            // Each time by the other family; what a host does not answer is seen too.
            let next = ContinuousClock.now + pause
            let family = round / 5 % 2
            switch round % 5 {
            case 0:
                _ = try? await ping.ping(
                    LabHost.web.addresses[family], sequence: UInt16(truncatingIfNeeded: round), within: pause)
            case 1:
                let question = Packet { DNS.with { $0.questions = [DNS.Question.with { $0.owner = "web" }] } }
                if let octets = try? question.octets(in: .standard) {
                    try? await datagrams.send(octets, to: LabHost.dns.addresses[family], port: 53)
                    _ = try? await datagrams.receive(within: pause)
                }
            case 2: await Self.fetch(from: LabHost.web, family, driver)
            case 3: await Self.fetch(from: LabHost.closed, family, driver)
            default: await Self.fetch(from: LabHost.far, family, driver)
            }
            round &+= 1
            try? await Task.sleep(until: next)
        }
        await driver.shutDown()
    }

    private static func fetch(from host: LabHost, _ family: Int, _ driver: StackDriver) async {
        let patience = Duration.seconds(2)
        guard let connection = try? await driver.connect(to: host.addresses[family], port: 80, within: patience) else {
            return
        }
        let request = "GET / HTTP/1.1\r\nHost: \(host.name)\r\nConnection: close\r\n\r\n"
        try? await connection.write(Array(request.utf8), within: patience)
        while let octets = try? await connection.read(within: patience), !octets.isEmpty {}
        await connection.finishAndWait(within: patience)
    }
}
