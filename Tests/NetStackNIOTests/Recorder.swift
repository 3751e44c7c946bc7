import NIOCore
import Synchronization

/// Writes down what a handler hears, the octets of reads that follow each other added up.
final class Recorder: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer
    typealias Action = @Sendable (ChannelHandlerContext, String) -> Void

    private let state = Mutex((lines: [String](), octets: 0, channel: (any Channel)?.none))
    private let onRead: @Sendable (ChannelHandlerContext, ByteBuffer) -> Void
    private let onEvent: Action

    /// - Parameter onEvent: gets all but what is read, by the words that are written down.
    init(
        onRead: @escaping @Sendable (ChannelHandlerContext, ByteBuffer) -> Void = { _, _ in },
        onEvent: @escaping Action = { _, _ in }
    ) {
        self.onRead = onRead
        self.onEvent = onEvent
    }

    var lines: [String] { state.withLock { $0.lines } }
    var octets: Int { state.withLock { $0.octets } }
    /// The channel that it is in, from when that is registered.
    var channel: (any Channel)? { state.withLock { $0.channel } }

    func note(_ line: String) { state.withLock { $0.lines.append(line) } }

    private func hear(_ line: String, _ context: ChannelHandlerContext) {
        note(line)
        onEvent(context, line)
    }

    func channelRegistered(context: ChannelHandlerContext) {
        state.withLock { $0.channel = context.channel }
        hear("registered", context)
    }
    func channelUnregistered(context: ChannelHandlerContext) { hear("unregistered", context) }
    func channelActive(context: ChannelHandlerContext) { hear("active", context) }
    func channelInactive(context: ChannelHandlerContext) { hear("inactive", context) }
    func handlerRemoved(context: ChannelHandlerContext) { note("removed") }
    func errorCaught(context: ChannelHandlerContext, error: any Error) { hear(Self.words(error), context) }
    func channelWritabilityChanged(context: ChannelHandlerContext) {
        hear(context.channel.isWritable ? "writable" : "not writable", context)
    }
    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) { hear("event \(event)", context) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        state.withLock { state in
            state.octets += buffer.readableBytes
            if state.lines.last?.hasPrefix("read") == true { state.lines.removeLast() }
            state.lines.append("read \(state.octets)")
        }
        onRead(context, buffer)
    }

    static func words(_ error: any Error) -> String {
        (error as? IOError).map { "errno \($0.errnoCode)" } ?? "error \(error)"
    }
}

/// Answers with what it reads.
final class Echo: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer
    func channelRead(context: ChannelHandlerContext, data: NIOAny) { context.write(data, promise: nil) }
    func channelReadComplete(context: ChannelHandlerContext) { context.flush() }
}
