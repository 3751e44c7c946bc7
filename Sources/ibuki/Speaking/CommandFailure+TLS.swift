#if os(Linux)
    import NIOCore
    import NIOSSL
    import SystemCalls

    extension CommandFailure {
        /// Why TLS on our own stack came to nothing, about `what`; `nil` for what is no error of it.
        init?(tls error: any Error, _ what: String) {
            switch error {
            case let refusal as HandshakeGate.Refusal: self.init(refusal, what)
            case is HandshakeGate.Silence: self.init(.noAnswer, "\(what): the server has said nothing for too long")
            case NIOSSLError.uncleanShutdown:
                self.init(.noAnswer, "\(what): the connection ended without TLS's farewell")
            case BoringSSLError.sslError(let stack):
                self.init(.badData, "\(what): TLS has failed: \(Self.reason(stack))")
            case let error as NIOSSLError: self.init(.badData, "\(what): TLS has failed: \(error)")
            case ChannelError.connectTimeout: self.init(.noAnswer, "\(what): it took longer than it may")
            case EventLoopError.shutdown: self.init(.done, "")
            case let error as IOError:
                let isUsage = error.errnoCode == ENETUNREACH
                self.init(isUsage ? .usage : .noAnswer, "\(what): \(Self.words(error))")
            default: return nil
            }
        }

        private init?(_ refusal: HandshakeGate.Refusal, _ what: String) {
            switch refusal.reason {
            case let error as NIOSSLExtraError where error == .failedToValidateHostname:
                let subject = refusal.certificate.map { CertificateText($0).subject } ?? "another host"
                self.init(
                    .badData,
                    "\(what): the server's certificate is for '\(subject)', not for this host; --insecure takes any")
            case NIOSSLError.handshakeFailed(.sslError(let stack)):
                let reason = Self.reason(stack)
                if stack.contains(.eofDuringHandshake) {
                    self.init(.noAnswer, "\(what): the server ended the connection before there was TLS")
                } else if reason == "CERTIFICATE_VERIFY_FAILED" {
                    let fault = refusal.certificate.map { ": \(CertificateText($0).fault)" } ?? ""
                    self.init(
                        .badData,
                        "\(what): the server's certificate is not trusted\(fault); --cacert FILE "
                            + "trusts others, and --insecure anybody")
                } else if reason == "WRONG_VERSION_NUMBER" {
                    self.init(.badData, "\(what): the server does not speak TLS there; http:// asks without it")
                } else {
                    self.init(.badData, "\(what): there was no agreement on TLS: \(reason)")
                }
            default: self.init(tls: refusal.reason, what)
            }
        }

        /// BoringSSL's own word: `TLSV1_ALERT_PROTOCOL_VERSION` of
        /// `Error: 268436526 error:1000042e:SSL routines:OPENSSL_internal:TLSV1_ALERT_PROTOCOL_VERSION at …`.
        private static func reason(_ stack: NIOBoringSSLErrorStack) -> String {
            let text = stack.first.map { "\($0)" } ?? "no reason is known"
            guard let end = text.firstRange(of: "OPENSSL_internal:")?.upperBound else { return text }
            return String(text[end...].prefix { $0 != " " })
        }

        /// What the stack said, before what NIO says of the number.
        private static func words(_ error: IOError) -> String {
            let text = "\(error)"
            let number = unsafe ": " + String(cString: strerror(error.errnoCode))
            return text.firstRange(of: number).map { String(text[..<$0.lowerBound]) } ?? text
        }
    }
#endif
