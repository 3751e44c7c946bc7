#if os(Linux)
    import NIOCore
    import NIOPosix
    import Packets
    import Probes
    import SystemCalls

    /// Opens connections by the host's own sockets.
    struct HostConnectionOpener: ConnectionOpener {
        private let group: MultiThreadedEventLoopGroup

        init() { group = MultiThreadedEventLoopGroup(numberOfThreads: 1) }

        func open(
            to address: IPAddress, port: UInt16, within limit: Duration, greeting: Duration?
        ) async -> ConnectionOutcome {
            let start = ContinuousClock.now
            do {
                let place = try NIOCore.SocketAddress(ipAddress: "\(address)", port: Int(port))
                let first = group.next().makePromise(of: [UInt8]?.self)
                let channel = try await ClientBootstrap(group: group)
                    .connectTimeout(TimeAmount(limit))
                    .channelInitializer { channel in
                        channel.eventLoop.makeCompletedFuture {
                            try channel.pipeline.syncOperations.addHandler(GreetingReader(first))
                        }
                    }
                    .connect(to: place).get()
                var outcome = ConnectionOutcome(.open, reason: "syn-ack", delay: ContinuousClock.now - start)
                if let greeting {
                    let half = TimeAmount(greeting / 2)
                    channel.eventLoop.scheduleTask(in: half) {
                        channel.writeAndFlush(ByteBuffer(bytes: ConnectScan.question), promise: nil)
                    }
                    channel.eventLoop.scheduleTask(in: half + half) { channel.close(promise: nil) }
                    outcome.banner = try await first.futureResult.get()
                }
                try? await channel.close()
                return outcome
            } catch {
                return Self.outcome(of: error, after: ContinuousClock.now - start)
            }
        }

        private static func outcome(of error: any Error, after delay: Duration) -> ConnectionOutcome {
            let failure = (error as? NIOConnectionError)?.connectionErrors.first?.error ?? error
            guard let number = (failure as? IOError)?.errnoCode else {
                return ConnectionOutcome(.filtered, reason: "no-response")
            }
            switch number {
            case ECONNREFUSED, ECONNRESET: return ConnectionOutcome(.closed, reason: "conn-refused", delay: delay)
            // The kernel says so of filters that refuse, too.
            case EHOSTUNREACH: return ConnectionOutcome(.filtered, reason: "host-unreach", delay: delay)
            case ENETUNREACH: return ConnectionOutcome(.unreachable, reason: "net-unreach", delay: delay)
            case EACCES, EPERM: return ConnectionOutcome(.filtered, reason: "admin-prohibited", delay: delay)
            case ETIMEDOUT: return ConnectionOutcome(.filtered, reason: "no-response")
            default: return ConnectionOutcome(.unreachable, reason: "\(ErrorNumber(rawValue: number))")
            }
        }
    }

    /// Hears what a peer says first.
    private final class GreetingReader: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        private var first: EventLoopPromise<[UInt8]?>?

        init(_ first: EventLoopPromise<[UInt8]?>) { self.first = first }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            end(Array(unwrapInboundIn(data).readableBytesView))
        }
        func channelInactive(context: ChannelHandlerContext) { end(nil) }
        func handlerRemoved(context: ChannelHandlerContext) { end(nil) }

        private func end(_ octets: [UInt8]?) {
            first?.succeed(octets)
            first = nil
        }
    }
#endif
