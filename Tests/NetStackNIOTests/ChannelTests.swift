import NIOCore
import NetStack
import NetStackNIO
import NetStackSockets
import Synchronization
import Packets
import SystemCalls
import Testing

@Suite("Channels of a stack", .timeLimit(.minutes(5)))
struct ChannelTests {
    @Test("who closes the output with its input closed still sends what it wrote, where NIOPosix drops it")
    func tail() async throws {
        let count = 20_000_000
        try await with(StackTransport()) { net in
            let listener = try await net.listen { child in
                try child.syncOptions!.setOption(.allowRemoteHalfClosure, value: true)
                let answer = Recorder(onEvent: { context, event in
                    guard event == "event inputClosed" else { return }
                    context.writeAndFlush(NIOAny(ByteBuffer(repeating: 1, count: count)), promise: nil)
                    context.close(mode: .output, promise: nil)
                })
                try child.pipeline.syncOperations.addHandler(answer)
            }
            let client = Recorder()
            let channel = try await net.connect(to: listener.localAddress!.port!) { channel in
                try channel.syncOptions!.setOption(.allowRemoteHalfClosure, value: true)
                try channel.pipeline.syncOperations.addHandler(client)
            }
            try await channel.close(mode: .output)
            try await channel.closeFuture.get()
            #expect(client.octets == count)
        }
    }

    @Test("who does not read closes the window and stalls the sender, who hears when there is room again")
    func backPressure() async throws {
        try await with(
            StackTransport { configuration in
                configuration.sendLimit = 1 << 16
                configuration.receiveLimit = 1 << 16
            }
        ) { net in
            let (server, client) = (Recorder(), Recorder())
            let listener = try await net.listen { child in
                try child.syncOptions!.setOption(.autoRead, value: false)
                try child.pipeline.syncOperations.addHandler(server)
            }
            let channel = try await net.connect(to: listener.localAddress!.port!) { channel in
                try channel.pipeline.syncOperations.addHandler(client)
            }
            let done = Mutex(0)
            let total = 200
            for _ in 0..<total {
                channel.writeAndFlush(ByteBuffer(repeating: 1, count: 10_000)).whenSuccess { done.withLock { $0 += 1 } }
            }
            // The rings of both sides hold 131,072 octets, and who has stopped goes on when a third of his is free.
            try await eventually("the rings are full") { done.withLock { $0 } >= 10 }
            try await net.settle()
            #expect(done.withLock { $0 } <= 13 && server.octets == 0)
            #expect(!channel.isWritable && client.lines.last == "not writable")
            server.channel!.read()
            try await eventually("one read") { server.octets > 0 }
            try await net.settle()
            #expect(server.octets <= 4 * 65_536)
            try await server.channel!.setOption(.autoRead, value: true).get()
            try await eventually("all") { server.octets == total * 10_000 }
            #expect(channel.isWritable && client.lines.last == "writable")
            try await channel.close()
        }
    }

    @Test("a listener that does not read takes nobody, until it does")
    func listener() async throws {
        try await with(StackTransport()) { net in
            let server = Recorder()
            let listener = try await StackServerBootstrap(net.server).serverChannelOption(.autoRead, value: false)
                .childChannelInitializer { child in
                    child.eventLoop.makeCompletedFuture { try child.pipeline.syncOperations.addHandler(server) }
                }
                .bind(host: "::", port: 0).get()
            let channel = try await net.connect(to: listener.localAddress!.port!)
            try await net.settle()
            #expect(server.lines.isEmpty)
            listener.read()
            try await eventually("taken") { server.channel?.isActive ?? false }
            #expect(server.channel?.remoteAddress == channel.localAddress)
            try await channel.close()
            try await listener.close()
        }
    }

    @Test("what cannot be opened says why, with the system's numbers")
    func failures() async throws {
        try await with(StackTransport()) { net in
            func errno(_ host: String, _ port: Int) async -> Int32? {
                do {
                    _ = try await StackClientBootstrap(net.client).connect(host: host, port: port).get()
                    return nil
                } catch {
                    return (error as? IOError)?.errnoCode
                }
            }
            #expect(await errno("10.0.0.2", 9) == ECONNREFUSED)
            #expect(await errno("10.9.0.1", 9) == ENETUNREACH)
            #expect(await errno("10.0.0.99", 9) == EHOSTUNREACH)
            await #expect(throws: ChannelError.connectTimeout(.milliseconds(20))) {
                _ = try await StackClientBootstrap(net.client).connectTimeout(.milliseconds(20))
                    .connect(host: "10.0.0.98", port: 9).get()
            }
            await #expect(throws: SocketAddressError.self) {
                _ = try await StackClientBootstrap(net.client).connect(host: "web.test", port: 9).get()
            }
            let listener = try await net.listen { _ in }
            let taken = listener.localAddress!
            let failure = await #expect(throws: IOError.self) {
                _ = try await StackServerBootstrap(net.server).bind(to: taken).get()
            }
            #expect(failure?.errnoCode == EADDRINUSE)
            try await listener.close()
        }
    }

    @Test("names are asked of a resolver, and addresses that do not answer are passed over")
    func names() async throws {
        try await with(StackTransport()) { net in
            let listener = try await net.listen { _ in }
            let port = listener.localAddress!.port!
            let channel = try await StackClientBootstrap(net.client)
                .resolver { host, port in
                    net.client.makeCompletedFuture {
                        #expect(host == "web.test")
                        // Nobody listens at the first.
                        return [
                            try SocketAddress(ipAddress: "10.0.0.2", port: 9),
                            try SocketAddress(ipAddress: "10.0.0.2", port: port),
                        ]
                    }
                }
                .connect(host: "web.test", port: port).get()
            #expect(channel.remoteAddress == listener.localAddress)
            try await channel.close()
            try await listener.close()
        }
    }

    @Test("socket options are the stack's, for what connects and what is taken; one that it has not fails")
    func options() async throws {
        try await with(StackTransport()) { net in
            // Beside a socket of the driver's own.
            let socket = try await net.server.driver.listen(on: 7)
            let segment = ChannelOptions.Types.SocketOption(level: .tcp, name: .init(rawValue: TCP_MAXSEG))
            let channel = try await StackClientBootstrap(net.client)
                .channelOption(segment, value: 600)
                .channelOption(.socketOption(.so_keepalive), value: 1)
                .connect(host: "10.0.0.2", port: 7).get()
            #expect(try await channel.getOption(segment).get() == 600)
            // As NIO's own bootstraps have it, unasked.
            #expect(try await channel.getOption(.tcpOption(.tcp_nodelay)).get() == 1)
            let peer = try await socket.accept()
            // Twelve octets of it are the time stamps'.
            #expect(await peer.status?.segmentSize == 588)
            try await channel.close()
            await peer.close()
            let failure = await #expect(throws: IOError.self) {
                _ = try await StackClientBootstrap(net.client)
                    .channelOption(.socketOption(.so_broadcast), value: 1).connect(host: "10.0.0.2", port: 7).get()
            }
            #expect(failure?.errnoCode == ENOPROTOOPT)

            let listener = try await StackServerBootstrap(net.server)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .serverChannelOption(segment, value: 700).bind(host: "10.0.0.2", port: 0).get()
            let port = UInt16(listener.localAddress!.port!)
            let other = try await net.client.driver.connect(to: "10.0.0.2", port: port)
            #expect(await other.status?.segmentSize == 688)
            await other.close()
            try await listener.close()
        }
    }

    @Test("channels that are opened, filled and closed in every way leave nothing behind", arguments: [1, 2])
    func leaks(threads: Int) async throws {
        try await with(
            StackTransport(threads: threads) { configuration in
                // What is left behind would soon find no room. A promise that is let go open ends the process.
                configuration.connectionLimit = 16
                configuration.timeWait = 1_000_000
            }
        ) { net in
            let listener = try await net.listen { try $0.pipeline.syncOperations.addHandler(Echo()) }
            for round in 0..<60 {
                let channel = try await net.connect(to: listener.localAddress!.port!)
                // Of some the echo is not read: a reset.
                let isRead = round % 6 >= 2
                if !isRead { try await channel.setOption(.autoRead, value: false).get() }
                for _ in 0..<5 { channel.writeAndFlush(ByteBuffer(repeating: 1, count: 100_000), promise: nil) }
                if round % 4 == 0 { try await net.settle() }
                switch round % 3 {
                case 0: channel.close(promise: nil)
                case 1:
                    channel.close(mode: .output, promise: nil)
                    if !isRead { channel.close(promise: nil) }
                default:
                    channel.close(mode: .input, promise: nil)
                    channel.close(mode: .output, promise: nil)
                }
                try await channel.closeFuture.get()
            }
            try await listener.close()
        }
    }
}
