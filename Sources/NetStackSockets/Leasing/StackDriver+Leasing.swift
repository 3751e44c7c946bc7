public import Leases
public import NetStack
internal import Packets

extension StackDriver {
    /// Has an interface's IPv4 address from a DHCP server, renews it as long as the task runs, and gives it back when that is
    /// cancelled. RFC 2131
    ///
    /// - Parameters:
    ///   - interface: whose address it is to be; it needs none before.
    ///   - options: what the client is like. One that takes no offers goes on listening.
    ///   - report: hears what the client does, each time before it is done, but that the address is there when it is `bound`.
    /// - Throws: `SocketError`: `stopped`; `notPossible` where port 68 has a socket already.
    public nonisolated(nonsending) func holdLease(
        on interface: InterfaceID, as options: LeaseClient.Options,
        report: @Sendable (LeaseClient.Action) -> Void
    ) async throws(SocketError) {
        let holder = LeaseHolder(driver: self, interface: interface, socket: try await openUDP(port: 68))
        var client = LeaseClient(options, seed: .random(in: .min ... .max), now: Self.now)
        while true {
            while let action = client.next(now: Self.now) {
                if case .bound(let lease) = action { await holder.use(lease) }
                report(action)
                switch action {
                case .send(let message, let server, let source):
                    try await holder.send(message, to: server, from: source)
                case .check(let lease):
                    // Of who is cancelled meanwhile nobody knows; it gives the address back.
                    client.checked(isTaken: await holder.isTaken(lease), now: Self.now)
                case .lost(let lease, _): await holder.drop(lease)
                case .offered, .bound, .renewed, .refused: break
                }
            }
            if client.state == .released { return await holder.socket.close() }
            do throws(SocketError) {
                let left = client.nextDeadline &- min(client.nextDeadline, Self.now)
                let datagram = try await holder.socket.receive(within: .nanoseconds(Int64(clamping: left)))
                client.receive(datagram.octets, now: Self.now)
            } catch {
                switch error.code {
                case .timedOut: continue
                case .cancelled: client.release(now: Self.now)
                default: throw error
                }
            }
        }
    }
}

/// What a DHCP client asks of a driver's stack.
private struct LeaseHolder: Sendable {
    let driver: StackDriver
    let interface: InterfaceID
    let socket: UDPSocket

    nonisolated(nonsending) func send(
        _ message: LeaseMessage, to server: IPv4Address, from source: IPv4Address
    ) async throws(SocketError) {
        do throws(SocketError) {
            try await socket.send(
                message.octets, to: .v4(server), port: 67, from: .v4(source), on: interface)
        } catch {
            // One that cannot leave is lost, as by any link; the client asks again.
            guard error.code == .notPossible else { throw error }
        }
        // The address that it is sent from goes next: it must have left.
        if message.kind == .release { await waitForNeighbor(server) }
    }

    /// Waits until a packet to a neighbor has left, but not for long: it may be gone.
    private nonisolated(nonsending) func waitForNeighbor(_ address: IPv4Address) async {
        for _ in 0..<50 {
            let (driver, interface) = (driver, interface)
            let isKnown = await driver.command { core in core.stack.knowsNeighbor(.v4(address), on: interface) }
            if isKnown { return }
            // Who gives an address back was cancelled.
            await Task.detached { try? await Task.sleep(for: .milliseconds(10)) }.value
        }
    }

    /// Asks the link for an address, and has it where nobody answers.
    nonisolated(nonsending) func isTaken(_ lease: Lease) async -> Bool {
        let (interface, address) = (interface, IPAddress.v4(lease.address))
        await driver.command { core in
            let address = Interface.Address(address, prefixLength: lease.prefixLength)
            core.stack.addLent(address, to: interface, now: StackDriver.now)
        }
        while !Task.isCancelled {
            guard let isOurs = await driver.command({ core in core.stack.isOurs(address, on: interface) }) else {
                return true
            }
            if isOurs { return false }
            try? await Task.sleep(for: .milliseconds(20))
        }
        return false
    }

    /// Sends by the lease's router what goes to other networks.
    nonisolated(nonsending) func use(_ lease: Lease) async {
        guard let router = lease.routers.first else { return }
        let interface = interface
        await driver.command { core in
            try? core.stack.addRoute(to: .v4(.unspecified), prefixLength: 0, via: .v4(router), on: interface)
        }
    }

    nonisolated(nonsending) func drop(_ lease: Lease) async {
        let interface = interface
        await driver.command { core in
            if let router = lease.routers.first {
                core.stack.removeRoute(to: .v4(.unspecified), prefixLength: 0, via: .v4(router), on: interface)
            }
            core.stack.remove(.v4(lease.address), from: interface)
        }
    }
}
