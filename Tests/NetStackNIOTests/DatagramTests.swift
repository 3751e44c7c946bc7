import NIOCore
import NetStack
import NetStackNIO
import NetStackSockets
import Packets
import Synchronization
import SystemCalls
import Testing

/// Keeps what comes.
private final class Inbox: ChannelInboundHandler, Sendable {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>
    private let state = Mutex<(octets: [[UInt8]], errors: [String])>(([], []))
    let echoes: Bool

    init(echoes: Bool = false) { self.echoes = echoes }

    var octets: [[UInt8]] { state.withLock { $0.octets } }
    var errors: [String] { state.withLock { $0.errors } }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        state.withLock { $0.octets.append(Array(buffer: unwrapInboundIn(data).data)) }
        if echoes { context.writeAndFlush(data, promise: nil) }
    }
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        state.withLock { $0.errors.append(Recorder.words(error)) }
    }
}

@Suite("Datagram channels of a stack", .timeLimit(.minutes(5)))
struct DatagramTests {
    private func open(_ loop: StackEventLoop, _ host: String, _ inbox: Inbox) async throws -> any Channel {
        try await StackDatagramBootstrap(loop)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(inbox) }
            }
            .bind(host: host, port: 0).get()
    }

    @Test("datagrams of any length come back as they were sent, also ones that are cut on their way")
    func echo() async throws {
        try await with(StackTransport()) { net in
            let (near, far) = (Inbox(), Inbox(echoes: true))
            let server = try await open(net.server, StackTransport.address, far)
            let client = try await open(net.client, "0.0.0.0", near)
            let sent = [0, 1, 1000, 5000, 60_000].map { [UInt8](repeating: UInt8($0 % 251), count: $0) }
            for octets in sent {
                let envelope = AddressedEnvelope(
                    remoteAddress: server.localAddress!, data: ByteBuffer(bytes: octets))
                // One by one: what waits for a neighbor to be found is bounded.
                let count = near.octets.count
                try await client.writeAndFlush(envelope)
                try await eventually("the echo") { near.octets.count > count }
            }
            #expect(near.octets == sent && far.octets == sent)
            let tooLong = AddressedEnvelope(
                remoteAddress: server.localAddress!, data: ByteBuffer(repeating: 0, count: 70_000))
            let failure = await #expect(throws: IOError.self) { try await client.writeAndFlush(tooLong) }
            #expect(failure?.errnoCode == EMSGSIZE)
            try await client.close()
            try await server.close()
        }
    }

    @Test("one that is connected takes octets alone, hears its peer alone, and that nobody is there")
    func connected() async throws {
        try await with(StackTransport()) { net in
            let (near, far) = (Inbox(), Inbox())
            let server = try await open(net.server, StackTransport.address, far)
            let client = try await open(net.client, "10.0.0.1", near)
            await #expect(throws: IOError.self) { try await client.writeAndFlush(ByteBuffer(bytes: [1])) }
            try await client.connect(to: server.localAddress!)
            try await client.writeAndFlush(ByteBuffer(bytes: [2]))
            try await eventually("it is there") { far.octets == [[2]] }
            // Of a socket that is not its peer it hears nothing, and then of its peer.
            let port = UInt16(client.localAddress!.port!)
            let stranger = try await net.server.driver.openUDP()
            try await stranger.send([3], to: "10.0.0.1", port: port)
            try await server.writeAndFlush(
                AddressedEnvelope(remoteAddress: client.localAddress!, data: ByteBuffer(bytes: [4])))
            try await eventually("an answer") { !near.octets.isEmpty }
            #expect(near.octets == [[4]])
            try await server.close()
            // Of the first nobody answers at once; the next one hears of it, and leaves all the same.
            try await client.writeAndFlush(ByteBuffer(bytes: [5]))
            try await eventually("nobody is there") {
                try await client.writeAndFlush(ByteBuffer(bytes: [6]))
                return near.errors.first == "errno \(ECONNREFUSED)"
            }
            try await client.close()
            await stranger.close()
        }
    }
}
