#if os(Linux)
    import NIOCore
    import NIOSSL
    import NIOTLS

    /// Stands behind TLS: tells when it is ready, or why it will not be, and lets nobody wait for ever.
    final class HandshakeGate: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        /// Why there is no TLS, and the certificate that the server has shown.
        struct Refusal: Error {
            let reason: any Error
            let certificate: NIOSSLCertificate?
        }
        /// The server has said nothing for too long.
        struct Silence: Error {}

        private let isOpen: EventLoopPromise<Void>
        private let name: String?
        private let report: ((String) -> Void)?

        /// - Parameters:
        ///   - name: which the server's certificate must be for.
        ///   - report: gets what was agreed on, and whose certificate it is.
        init(_ isOpen: EventLoopPromise<Void>, certifies name: String?, report: ((String) -> Void)?) {
            self.isOpen = isOpen
            self.name = name
            self.report = report
        }

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            switch event {
            case TLSUserEvent.handshakeCompleted(let application): open(application, context)
            case is IdleStateHandler.IdleStateEvent:
                context.fireErrorCaught(Silence())
                fail(Silence(), context)
                context.close(promise: nil)
            default: context.fireUserInboundEventTriggered(event)
            }
        }

        private func open(_ application: String?, _ context: ChannelHandlerContext) {
            let pipeline = context.pipeline.syncOperations
            try? pipeline.handler(type: HandshakeWatch.self).end()
            let certificate = (try? pipeline.nioSSL_peerCertificate()).map { CertificateText($0) }
            if let report {
                let version = Self.words(try? pipeline.nioSSL_tlsVersion())
                report("\(version)\(application.map { ", \($0)" } ?? "")")
                if let certificate { report("certificate: \(certificate)") }
            }
            guard name.map({ certificate?.isFor($0) ?? false }) ?? true else {
                fail(NIOSSLExtraError.failedToValidateHostname, context)
                return context.close(promise: nil)
            }
            isOpen.succeed()
        }

        private static func words(_ version: TLSVersion?) -> String {
            switch version {
            case .tlsv1: "TLS 1.0"
            case .tlsv11: "TLS 1.1"
            case .tlsv12: "TLS 1.2"
            case .tlsv13: "TLS 1.3"
            case nil: "TLS"
            }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            fail(error, context)
            context.fireErrorCaught(error)
        }

        /// Of no effect where it is open.
        private func fail(_ reason: any Error, _ context: ChannelHandlerContext) {
            let certificate = try? context.pipeline.syncOperations.nioSSL_peerCertificate()
            isOpen.fail(Refusal(reason: reason, certificate: certificate))
        }
    }
#endif
