import NIOCore
import NIOHTTP1
import Packets
import SystemCalls

/// One connection of a client: answers its requests one after the other, and tells of each.
final class HTTPConnection: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let service: HelloService
    private let report: @Sendable (String) -> Void
    private var zone = System.localTimeZone()
    private var request: HTTPRequestHead?

    /// - Parameter report: is handed a line for each request that was answered.
    init(_ service: HelloService, report: @escaping @Sendable (String) -> Void) {
        self.service = service
        self.report = report
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            request = head
            if service.isAwaited(by: head) {
                let interim = HTTPResponseHead(version: head.version, status: .continue)
                context.writeAndFlush(wrapOutboundOut(.head(interim)), promise: nil)
            }
        case .body: break  // No request needs one here; its octets are let go as they come.
        case .end:
            guard let request else { return }
            self.request = nil
            respond(to: request, context)
        }
    }

    private func respond(to request: HTTPRequestHead, _ context: ChannelHandlerContext) {
        var answer = service.answer(to: request)
        if !request.isKeepAlive { answer.head.headers.replaceOrAdd(name: "connection", value: "close") }
        context.write(wrapOutboundOut(.head(answer.head)), promise: nil)
        if !answer.body.isEmpty {
            let body = context.channel.allocator.buffer(string: answer.body)
            context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
        }
        let written = context.eventLoop.makePromise(of: Void.self)
        if !request.isKeepAlive {
            let channel = context.channel
            written.futureResult.whenComplete { _ in channel.close(promise: nil) }
        }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: written)
        report(line(request, answer, from: context.remoteAddress))
    }

    /// `09:02:56 127.0.0.1:40000 GET /hello 200 17`, with what a terminal might obey made visible.
    private func line(_ request: HTTPRequestHead, _ answer: HelloService.Answer, from peer: SocketAddress?) -> String {
        var text = TextBuffer()
        let time = System.wallClock()
        text.append(clock: zone.civilTime(at: time.seconds))
        let address = peer.flatMap { peer in peer.ipAddress.map { "\($0):\(peer.port ?? 0)" } } ?? "-"
        text.append(" \(address) \(request.method.rawValue) ")
        let target = request.uri.utf8
        unsafe text.append(textEscaping: target.span.bytes)
        text.append(" \(answer.head.status.code) \(answer.body.utf8.count)\n")
        return String(decoding: text)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        // Silent for too long.
        if event is IdleStateHandler.IdleStateEvent { return context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
