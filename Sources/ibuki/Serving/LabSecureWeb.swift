#if os(Linux)
    import Lab
    import NIOCore
    import NIOSSL
    import NetStackNIO
    import NetStackSockets
    import Packets

    extension Lab {
        /// Begins it, with `https://web/`.
        func startWithTLS() async throws {
            try await start()
            let web = try await LabSecureWeb(in: self)
            Task { await web.run() }
        }
    }

    /// `https://web/` in a lab: TLS on port 443 of its web server, which hands on what it decrypts to port 80.
    struct LabSecureWeb {
        private typealias Stream = NIOAsyncChannel<ByteBuffer, ByteBuffer>

        private let driver: StackDriver
        private let listener: NIOAsyncChannel<Stream, Never>

        /// Opens the port in a lab that has begun.
        init(in lab: Lab) async throws {
            driver = lab.driver(of: .web)
            await driver.addLoopback()
            let context = try NIOSSLContext(configuration: try LabIdentity.configuration)
            listener = try await StackServerBootstrap(StackEventLoop(driver)).bind(host: "::", port: 443) { child in
                child.eventLoop.makeCompletedFuture {
                    try child.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
                    return try Stream(wrappingChannelSynchronously: child)
                }
            }
        }

        /// Serves until the lab ends.
        func run() async {
            try? await listener.executeThenClose { children in
                try await withThrowingDiscardingTaskGroup { group in
                    for try await child in children { group.addTask { try? await serve(child) } }
                }
            }
        }

        private func serve(_ child: Stream) async throws {
            let plain = try await driver.connect(to: "127.0.0.1", port: 80)
            try await child.executeThenClose { inbound, outbound in
                // Ends with the other way, which the server ends.
                async let _: Void = {
                    for try await octets in inbound { try await plain.write(Array(buffer: octets)) }
                    try await plain.finish()
                }()
                for try await octets in plain.octets { try await outbound.write(ByteBuffer(bytes: octets)) }
            }
            await plain.close()
        }
    }
#endif
