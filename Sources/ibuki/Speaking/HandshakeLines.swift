import NIOCore
import NetStack
import NetStackNIO
import PacketPresenters
import PacketProtocols
import Packets

/// What crosses a connection of TLS before it is open, a line a record: our own dissector looks on.
struct HandshakeLines: ~Copyable {
    // A record is looked at by itself, as if it were a frame.
    private static let linkType = LinkType(rawValue: 147)

    private var dissector: PacketDissector
    private var presenter: LinePresenter
    private var rest: [UInt8] = []
    /// A record's longest content and what encryption may add. RFC 8446 section 5.2
    private static let limit = 5 + 16_384 + 256

    init() {
        var registry = Registry.standard
        registry.register(TLS.self, under: .linkType(Self.linkType))
        dissector = PacketDissector(registry)
        presenter = LinePresenter()
    }

    /// Takes octets of one direction.
    ///
    /// - Returns: what the records say that are whole now.
    mutating func take(_ octets: some Sequence<UInt8>) -> [String] {
        var lines: [String] = []
        rest += octets
        while rest.count >= 5 {
            let length = 5 + Int(rest[3]) << 8 + Int(rest[4])
            guard length <= Self.limit else {
                rest = []
                break
            }
            guard rest.count >= length else { break }
            lines.append(line(rest[..<length]))
            rest.removeFirst(length)
        }
        return lines
    }

    private mutating func line(_ record: ArraySlice<UInt8>) -> String {
        var packet = dissector.packet(unsafe record.span.bytes, at: Timestamp(seconds: 0), as: Self.linkType)
        presenter.removeAll()
        presenter.appendSummary(of: &packet)
        return String(decoding: presenter.text) + (Self.cipherSuite(packet).map { ", \($0)" } ?? "")
    }

    /// What the server has chosen of the client's cipher suites, in its hello.
    private static func cipherSuite(_ packet: borrowing PacketView) -> String? {
        guard let tls = packet.layer(TLS.self) else { return nil }
        var records = tls.records
        while let record = records.next() {
            guard record.contentType == 22, let handshake = record.as(TLS.HandshakeMessages.self) else { continue }
            var messages = handshake.messages
            while let message = messages.next() {
                guard message.type == 2, let hello = message.as(TLS.ServerHello.self) else { continue }
                return TLS.CipherSuite.name(of: hello.cipherSuite.raw)?.description
            }
        }
        return nil
    }
}

/// Stands between TLS and the connection, and tells of each record until the handshake is done.
final class HandshakeWatch: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer

    private var received = HandshakeLines()
    private var sent = HandshakeLines()
    private var isOver = false
    private let report: (String) -> Void

    init(report: @escaping (String) -> Void) { self.report = report }

    /// From now on nothing is told any more.
    func end() { isOver = true }

    func channelActive(context: ChannelHandlerContext) {
        let ends = [context.remoteAddress, context.localAddress].map {
            $0.flatMap { Endpoint($0) }.map { "\($0)" } ?? "-"
        }
        report("connected to \(ends[0]) from \(ends[1])")
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if !isOver { for line in received.take(unwrapInboundIn(data).readableBytesView) { report("< \(line)") } }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if !isOver { for line in sent.take(unwrapOutboundIn(data).readableBytesView) { report("> \(line)") } }
        context.write(data, promise: promise)
    }
}
