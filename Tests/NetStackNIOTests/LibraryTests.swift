import NIOCore
import NIOHTTP1
import NIOSSL
import NetStack
import NetStackNIO
import NetStackSockets
import PrivateNetwork
import Synchronization
import Testing

/// Answers with the method, the path and how many octets the body had.
private final class Answer: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart
    private var head: HTTPRequestHead?
    private var octets = 0

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): (self.head, octets) = (head, 0)
        case .body(let body): octets += body.readableBytes
        case .end:
            let body = ByteBuffer(string: "\(head!.method) \(head!.uri) \(octets)")
            let headers: HTTPHeaders = ["content-length": "\(body.readableBytes)"]
            context.write(wrapOutboundOut(.head(.init(version: .http1_1, status: .ok, headers: headers))), promise: nil)
            context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        }
    }
}

/// Keeps the answers' status and body.
private final class Answers: ChannelInboundHandler, Sendable {
    typealias InboundIn = HTTPClientResponsePart
    private let kept = Mutex<[String]>([])
    var all: [String] { kept.withLock { $0 } }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): kept.withLock { $0.append("\(head.status.code) ") }
        case .body(let body): kept.withLock { $0[$0.count - 1] += String(buffer: body) }
        case .end: break
        }
    }
}

@Suite("Programs of SwiftNIO on a stack, unmodified", .timeLimit(.minutes(5)))
struct LibraryTests {
    @Test("NIOHTTP1: a hundred requests in a row, half of them with a body")
    func http() async throws {
        try await with(StackTransport()) { net in
            let listener = try await net.listen { child in
                try child.pipeline.syncOperations.configureHTTPServerPipeline(withErrorHandling: true)
                try child.pipeline.syncOperations.addHandler(Answer())
            }
            let answers = Answers()
            let channel = try await net.connect(to: listener.localAddress!.port!) { channel in
                try channel.pipeline.syncOperations.addHTTPClientHandlers()
                try channel.pipeline.syncOperations.addHandler(answers)
            }
            for number in 0..<100 {
                let count = number % 2 * 100_000
                let headers: HTTPHeaders = ["host": "web", "content-length": "\(count)"]
                let head = HTTPRequestHead(
                    version: .http1_1, method: count > 0 ? .POST : .GET, uri: "/\(number)", headers: headers)
                channel.write(HTTPClientRequestPart.head(head), promise: nil)
                if count > 0 {
                    let body = ByteBuffer(repeating: 1, count: count)
                    channel.write(HTTPClientRequestPart.body(.byteBuffer(body)), promise: nil)
                }
                try await channel.writeAndFlush(HTTPClientRequestPart.end(nil))
            }
            try await eventually("all answers") { answers.all.count == 100 }
            let expected = (0..<100).map { number in
                number % 2 == 0 ? "200 GET /\(number) 0" : "200 POST /\(number) 100000"
            }
            try await eventually("the last one's body") { answers.all == expected }
            try await channel.close()
            try await listener.close()
        }
    }

    @Test(
        "NIOSSL: both versions of TLS, by NIO's universal bootstrap; the farewell is said",
        .blocking, .enabled(if: PrivateNetwork.has("openssl"), "there is no openssl"),
        arguments: [TLSVersion.tlsv12, .tlsv13])
    func tls(version: TLSVersion) async throws {
        let identity = try Identity("web")
        try await with(StackTransport()) { net in
            let server = try identity.server(version)
            let recorder = Recorder()
            let listener = try await net.listen { child in
                try child.pipeline.syncOperations.addHandlers(NIOSSLServerHandler(context: server), recorder, Echo())
            }
            let trusting = try identity.client()
            let bootstrap = NIOClientTCPBootstrap(
                StackClientBootstrap(net.client),
                tls: try NIOSSLClientTLSProvider(context: trusting, serverHostname: "web"))
            let channel = try await bootstrap.enableTLS()
                .connect(host: StackTransport.address, port: listener.localAddress!.port!).get()
            try await channel.writeAndFlush(ByteBuffer(repeating: 9, count: 3_000_000)).get()
            #expect(try await channel.nioSSL_tlsVersion().get() == version)
            try await eventually("all") { recorder.octets == 3_000_000 }
            try await channel.close()
            try await eventually("the end") { recorder.lines.contains("inactive") }
            #expect(!recorder.lines.contains { $0.hasPrefix("err") })
            try await listener.close()
        }
    }

    @Test(
        "NIOSSL: who is not trusted is refused",
        .blocking, .enabled(if: PrivateNetwork.has("openssl"), "there is no openssl"))
    func untrusted() async throws {
        let identity = try Identity("web")
        try await with(StackTransport()) { net in
            let server = try identity.server(.tlsv13)
            let client = try NIOSSLContext(configuration: .makeClientConfiguration())
            let listener = try await net.listen { child in
                try child.pipeline.syncOperations.addHandlers(NIOSSLServerHandler(context: server), Echo())
            }
            let recorder = Recorder()
            let channel = try await net.connect(to: listener.localAddress!.port!) { channel in
                try channel.pipeline.syncOperations.addHandlers(
                    NIOSSLClientHandler(context: client, serverHostname: "web"), recorder)
            }
            try await channel.closeFuture.get()
            #expect(recorder.lines.contains { $0.contains("CERTIFICATE_VERIFY_FAILED") })
            try await listener.close()
        }
    }

    @Test(
        "NIOAsyncChannel: three megabytes are echoed through small rings, on the loop's thread and on others",
        arguments: [false, true])
    func asyncChannel(isOnLoop: Bool) async throws {
        typealias Stream = NIOAsyncChannel<ByteBuffer, ByteBuffer>
        @Sendable func wrapped(_ channel: any Channel) -> EventLoopFuture<Stream> {
            channel.eventLoop.makeCompletedFuture {
                try Stream(
                    wrappingChannelSynchronously: channel,
                    configuration: .init(isOutboundHalfClosureEnabled: true))
            }
        }
        try await with(
            StackTransport { configuration in
                configuration.sendLimit = 1 << 15
                configuration.receiveLimit = 1 << 15
            }
        ) { net in
            let listener = try await StackServerBootstrap(net.server)
                .childChannelOption(.allowRemoteHalfClosure, value: true)
                .bind(host: StackTransport.address, port: 0) { wrapped($0) }
            let address = listener.channel.localAddress!
            let serve: @Sendable () async throws -> Int = {
                try await listener.executeThenClose { children in
                    for try await child in children {
                        try await child.executeThenClose { inbound, outbound in
                            for try await data in inbound { try await outbound.write(data) }
                            outbound.finish()
                            // Who leaves closes at once, and NIO lets go of what it still holds.
                            try? await child.channel.close(mode: .output)
                        }
                        return 0
                    }
                    return 0
                }
            }
            let ask: @Sendable () async throws -> Int = {
                let client = try await StackClientBootstrap(net.client)
                    .channelOption(.allowRemoteHalfClosure, value: true)
                    .connect(to: address) { wrapped($0) }
                return try await client.executeThenClose { inbound, outbound in
                    async let sent: Void = {
                        for _ in 0..<300 { try await outbound.write(ByteBuffer(repeating: 3, count: 10_000)) }
                        outbound.finish()
                    }()
                    var total = 0
                    for try await data in inbound { total += data.readableBytes }
                    try await sent
                    return total
                }
            }
            let total = try await withThrowingTaskGroup(of: Int.self) { group in
                group.addTask(executorPreference: isOnLoop ? net.server.driver.taskExecutor : nil, operation: serve)
                group.addTask(executorPreference: isOnLoop ? net.client.driver.taskExecutor : nil, operation: ask)
                return try await group.reduce(0, +)
            }
            #expect(total == 3_000_000)
        }
    }
}
