#if os(Linux)
    import NIOCore
    import NIOSSL
    import NetStackNIO
    import NetStackSockets
    import Packets

    /// TLS as a client speaks it on our own stack: by NIOSSL, on the driver's thread.
    struct TLSClient {
        /// Whose certificates are taken.
        enum Trust {
            /// Those that the system's authorities vouch for.
            case system
            /// Those, and the lab's.
            case lab
            /// Those that the certificates of a file vouch for.
            case file(String)
            /// Anybody's: nothing is known of who answers.
            case anybody
        }

        private let place: WebAddress
        private let trust: Trust
        private let context: NIOSSLContext

        /// - Throws: `CommandFailure`, where the file of certificates is none.
        init(_ place: WebAddress, _ trust: Trust) throws(CommandFailure) {
            self.place = place
            self.trust = trust
            var configuration = TLSConfiguration.makeClientConfiguration()
            configuration.applicationProtocols = ["http/1.1"]
            configuration.shutdownTimeout = .seconds(2)
            do {
                switch trust {
                case .system: break
                case .lab: configuration.additionalTrustRoots = [.certificates([try LabIdentity.authority])]
                case .file(let path): configuration.trustRoots = .file(path)
                case .anybody: configuration.certificateVerification = .none
                }
                context = try NIOSSLContext(configuration: configuration)
            } catch NIOSSLError.noSuchFilesystemObject {
                throw CommandFailure(.failed, "\(Self.path(trust)): there is no such file")
            } catch {
                throw CommandFailure(.badData, "\(Self.path(trust)): this holds no certificates in PEM's form")
            }
        }

        private static func path(_ trust: Trust) -> String {
            if case .file(let path) = trust { path } else { "the system's certificates" }
        }

        /// Opens a connection, speaks TLS on it, and ends it when `body` has.
        ///
        /// - Parameters:
        ///   - patience: how long it may take until it is connected, and how long the server may say nothing.
        ///   - report: gets what is told of the handshake, on the driver's thread; nothing is told when `nil`.
        /// - Throws: `CommandFailure`; what `body` throws.
        func run(
            at address: IPAddress, on driver: StackDriver, patience: Duration,
            report: (@Sendable (String) -> Void)?, _ body: (inout SecureLine) async throws -> Void
        ) async throws {
            let loop = StackEventLoop(driver)
            let isOpen = loop.makePromise(of: Void.self)
            // RFC 6066 section 3: an address is no name to ask for.
            var name: String?
            if case .name(let host) = place.host { name = host }
            var isChecked = true
            if case .anybody = trust { isChecked = false }
            do {
                let line = try await StackClientBootstrap(loop).connectTimeout(TimeAmount(patience))
                    .connect(host: "\(address)", port: Int(place.port)) { [context, name, isChecked] channel in
                        channel.eventLoop.makeCompletedFuture {
                            let pipeline = channel.pipeline.syncOperations
                            if let report { try pipeline.addHandler(HandshakeWatch(report: report)) }
                            try pipeline.addHandler(NIOSSLClientHandler(context: context, serverHostname: name))
                            try pipeline.addHandler(IdleStateHandler(readTimeout: TimeAmount(patience)))
                            try pipeline.addHandler(
                                HandshakeGate(isOpen, certifies: isChecked ? name : nil, report: report))
                            return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                        }
                    }
                try await line.executeThenClose { inbound, outbound in
                    try await isOpen.futureResult.get()
                    var line = SecureLine(inbound: inbound.makeAsyncIterator(), outbound: outbound)
                    try await body(&line)
                }
            } catch {
                isOpen.fail(error)
                throw CommandFailure(tls: error, "\(place.authority)") ?? error
            }
        }
    }

    /// TLS on a connection.
    struct SecureLine: WebLine {
        fileprivate var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
        fileprivate let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>

        func write(_ octets: [UInt8]) async throws { try await outbound.write(ByteBuffer(bytes: octets)) }
        mutating func read() async throws -> [UInt8] { try await inbound.next().map { Array(buffer: $0) } ?? [] }
    }
#endif
