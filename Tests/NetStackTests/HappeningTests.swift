import NetStack
import Packets
import Testing

@Suite("What a stack tells of")
struct HappeningTests {
    private func told(_ stack: inout Stack) -> [HappeningOwner: Happening] {
        var all: [HappeningOwner: Happening] = [:]
        while let (owner, what) = stack.nextHappening() {
            #expect(all[owner] == nil, "one entry an owner")
            all[owner] = what
        }
        return all
    }

    @Test("a connection's life: acceptable, connected, readable, peer finished, ended; each once")
    func life() throws {
        var hosts = try TwoHosts()
        let listener = try hosts.server.listen(on: 80)
        let near = try hosts.client.connect(to: TwoHosts.serverAddress, port: 80, now: hosts.clock.now)
        try hosts.run(seconds: 0.01)
        var tellings = [told(&hosts.client), told(&hosts.server)]
        #expect(tellings == [[.connection(near): .connected], [.listener(listener): .acceptable]])
        // What came before it was accepted is told with that.
        _ = try hosts.client.write([1, 2, 3].rawBytes, to: near)
        try hosts.run(seconds: 0.01)
        let accepted = hosts.server.accept(listener)
        let far = try #require(accepted)
        tellings = [told(&hosts.client), told(&hosts.server)]
        #expect(tellings == [[:], [.connection(far): [.connected, .readable]]])
        var isReadable = hosts.server.isReadable(far)
        #expect(isReadable)
        _ = try hosts.server.readAll(far)
        isReadable = hosts.server.isReadable(far)
        #expect(!isReadable)

        for _ in 0..<3 {
            _ = try hosts.client.write([4].rawBytes, to: near)
            try hosts.run(seconds: 0.01)
        }
        tellings = [told(&hosts.server), told(&hosts.server)]
        #expect(tellings == [[.connection(far): .readable], [:]])
        try hosts.client.finish(near)
        try hosts.run(seconds: 0.01)
        tellings = [told(&hosts.server)]
        #expect(tellings == [[.connection(far): [.readable, .peerFinished]]])
        hosts.server.abort(far, now: hosts.clock.now)
        try hosts.run(seconds: 0.01)
        tellings = [told(&hosts.client), told(&hosts.server)]
        // To who let go nothing is told.
        #expect(tellings == [[.connection(near): .ended], [:]])
        let failure = hosts.client.status(near)?.failure
        #expect(failure == .reset)
        hosts.client.close(near, now: hosts.clock.now)
        let idle = [hosts.client.isIdle, hosts.server.isIdle]
        #expect(idle == [true, true])
    }

    @Test("after a write that was not taken whole it is told once when a third is free, and not before one")
    func writable() throws {
        var hosts = try TwoHosts { configuration in
            configuration.sendLimit = 30_000
            configuration.receiveLimit = 60_000
        }
        let (near, far) = try hosts.connect()
        let block = [UInt8](repeating: 7, count: 20_000)
        var taken = try hosts.client.write(block.rawBytes, to: near)
        #expect(taken == 20_000)
        try hosts.run(seconds: 1)
        var telling = told(&hosts.client)
        #expect(telling == [.connection(near): .connected])
        for _ in 0..<5 {
            taken = try hosts.client.write(block.rawBytes, to: near)
            try hosts.run(seconds: 1)
        }
        // The peer's buffer is full, and so is ours.
        #expect(taken == 0)
        telling = told(&hosts.client)
        taken = try hosts.client.write(block.rawBytes, to: near)
        #expect(taken == 0 && hosts.client.nextHappening() == nil)
        _ = try hosts.server.readAll(far)
        try hosts.run(seconds: 5)
        telling = told(&hosts.client)
        #expect(telling == [.connection(near): .writable])
        _ = try hosts.server.readAll(far)
        try hosts.run(seconds: 5)
        telling = told(&hosts.client)
        #expect(telling == [:])
    }

    @Test("a connection that nobody answers, and one that is refused, are told as ended; a datagram as readable")
    func ends() throws {
        var hosts = try TwoHosts()
        let refused = try hosts.client.connect(to: TwoHosts.serverAddress, port: 81, now: hosts.clock.now)
        let silent = try hosts.client.connect(to: "10.0.0.9", port: 81, now: hosts.clock.now)
        let socket = try hosts.server.openSocket(.udp, port: 9)
        let other = try hosts.client.openSocket(.udp)
        for _ in 0..<3 {
            try hosts.client.send([1].rawBytes, to: TwoHosts.serverAddress, port: 9, from: other, now: hosts.clock.now)
        }
        try hosts.run(seconds: 300)
        let tellings = [told(&hosts.client), told(&hosts.server)]
        #expect(
            tellings == [[.connection(refused): .ended, .connection(silent): .ended], [.socket(socket): .readable]])
        let failures = [hosts.client.status(refused)?.failure, hosts.client.status(silent)?.failure]
        #expect(failures == [.refused, .unreachable])
    }
}
