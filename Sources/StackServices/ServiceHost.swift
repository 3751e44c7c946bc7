package import NetStack
package import NetStackSockets

/// Serves on a driver's stack: a listener for each service, a UDP socket for those of echo and discard that are among
/// them, a task a connection.
package struct ServiceHost: Sendable {
    private let driver: StackDriver
    private let listeners: [(service: any StackService, listener: TCPListener)]
    private let echo: UDPSocket?
    private let discard: UDPSocket?
    private let report: @Sendable (ServiceEvent) -> Void

    /// Opens the ports.
    ///
    /// - Parameters:
    ///   - misbehaving: what the connections of services do wrong on purpose, by the services' names.
    ///   - report: hears what happens, on the driver's thread, where it must not wait.
    /// - Throws: `SocketError`: `notPossible`.
    package init(
        _ services: [any StackService], on driver: StackDriver, misbehaving: [String: Misbehavior] = [:],
        report: @escaping @Sendable (ServiceEvent) -> Void
    ) async throws(SocketError) {
        self.driver = driver
        self.report = report
        var listeners: [(any StackService, TCPListener)] = []
        for service in services {
            let options = misbehaving[service.name].map { [ConnectionOption.misbehavior($0)] } ?? []
            listeners.append((service, try await driver.listen(on: service.port, backlog: 1024, options: options)))
        }
        self.listeners = listeners
        echo = try await Self.openUDP(for: EchoService.self, of: services, on: driver)
        discard = try await Self.openUDP(for: DiscardService.self, of: services, on: driver)
    }

    private static func openUDP<Service: StackService>(
        for _: Service.Type, of services: [any StackService], on driver: StackDriver
    ) async throws(SocketError) -> UDPSocket? {
        guard let service = services.first(where: { $0 is Service }) else { return nil }
        return try await driver.openUDP(port: service.port)
    }

    /// Serves until the driver is shut down. Tasks run on its thread.
    package func run() async {
        await withTaskExecutorPreference(driver.taskExecutor) {
            await withDiscardingTaskGroup { group in
                for (service, listener) in listeners {
                    group.addTask { await accept(service, listener) }
                }
                if let echo { group.addTask { await echoDatagrams(echo) } }
                if let discard { group.addTask { await discardDatagrams(discard) } }
            }
        }
    }

    private func accept(_ service: any StackService, _ listener: TCPListener) async {
        await withDiscardingTaskGroup { group in
            while let connection = try? await listener.accept() {
                group.addTask { await serve(service, connection) }
            }
        }
    }

    private func serve(_ service: any StackService, _ connection: TCPConnection) async {
        let start = ContinuousClock.now
        report(ServiceEvent(kind: .opened, service: service.name, remote: connection.remote))
        let served = ServedConnection(connection)
        var failure: SocketError?
        do throws(SocketError) {
            try await service.serve(served)
            await served.close()
        } catch {
            failure = error
            // Who says nothing for long is let go in peace.
            if error.code == .timedOut { await served.close() } else { await served.abort() }
        }
        let counts = served.counts
        report(
            ServiceEvent(
                kind: .closed(after: ContinuousClock.now - start, failure), service: service.name,
                remote: connection.remote, received: counts.received, sent: counts.sent))
    }

    /// Ports of services that answer whatever comes: two of them would answer each other for ever. CERT CA-1996-01
    package static let answering: Set<UInt16> = [7, 13, 17, 19, 37]

    private func echoDatagrams(_ echo: UDPSocket) async {
        while let datagram = await echo.nextOfAnybody() {
            guard !Self.answering.contains(datagram.source.port) else { continue }
            try? await echo.send(datagram.octets, to: datagram.source.address, port: datagram.source.port)
            let count = datagram.octets.count
            report(
                ServiceEvent(kind: .datagram, service: "echo", remote: datagram.source, received: count, sent: count))
        }
    }

    private func discardDatagrams(_ discard: UDPSocket) async {
        while let datagram = await discard.nextOfAnybody() {
            report(
                ServiceEvent(
                    kind: .datagram, service: "discard", remote: datagram.source, received: datagram.octets.count))
        }
    }
}
