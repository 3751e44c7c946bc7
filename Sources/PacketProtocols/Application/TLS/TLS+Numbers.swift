public import Packets

/// Numbers of records and handshakes. https://www.iana.org/assignments/tls-parameters
extension TLS {
    /// What a record carries. RFC 8446 section 5.1.
    public struct ContentType: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(20, "Change Cipher Spec"), .init(21, "Alert"), .init(22, "Handshake"),
            .init(23, "Application Data"), .init(24, "Heartbeat"), .init(25, "Connection ID"),
        ]
    }

    /// RFC 8446 section 4.2.1; the drafts of TLS 1.3 counted from 0x7f00.
    public struct Version: NamedNumber, BitwiseCopyable {
        public var rawValue: UInt16
        public init(rawValue: UInt16) { self.rawValue = rawValue }
        /// Whether it is TLS 1.3 or a draft of it.
        public var isVersion13: Bool { rawValue == 0x0304 || rawValue >> 8 == 0x7f || rawValue >> 8 == 0xfb }
        /// The number of the draft; 0 for none.
        public var draft: UInt8 {
            switch rawValue >> 8 {
            case 0x7f, 0xfb: UInt8(truncatingIfNeeded: rawValue)
            default: 0
            }
        }
        public static let names: [ValueName] = [
            .init(0x0002, "SSL 2.0"), .init(0x0100, "DTLS 1.0 (OpenSSL pre 0.9.8f)"), .init(0x0101, "GMTLS"),
            .init(0x0300, "SSL 3.0"), .init(0x0301, "TLS 1.0"), .init(0x0302, "TLS 1.1"), .init(0x0303, "TLS 1.2"),
            .init(0x0304, "TLS 1.3"), .init(0x0a0a, "Reserved (GREASE)"), .init(0x1a1a, "Reserved (GREASE)"),
            .init(0x2a2a, "Reserved (GREASE)"), .init(0x3a3a, "Reserved (GREASE)"), .init(0x4a4a, "Reserved (GREASE)"),
            .init(0x5a5a, "Reserved (GREASE)"), .init(0x6a6a, "Reserved (GREASE)"), .init(0x7a7a, "Reserved (GREASE)"),
            .init(0x7f0e, "TLS 1.3 (draft 14)"), .init(0x7f0f, "TLS 1.3 (draft 15)"),
            .init(0x7f10, "TLS 1.3 (draft 16)"), .init(0x7f11, "TLS 1.3 (draft 17)"),
            .init(0x7f12, "TLS 1.3 (draft 18)"), .init(0x7f13, "TLS 1.3 (draft 19)"),
            .init(0x7f14, "TLS 1.3 (draft 20)"), .init(0x7f15, "TLS 1.3 (draft 21)"),
            .init(0x7f16, "TLS 1.3 (draft 22)"), .init(0x7f17, "TLS 1.3 (draft 23)"),
            .init(0x7f18, "TLS 1.3 (draft 24)"), .init(0x7f19, "TLS 1.3 (draft 25)"),
            .init(0x7f1a, "TLS 1.3 (draft 26)"), .init(0x7f1b, "TLS 1.3 (draft 27)"),
            .init(0x7f1c, "TLS 1.3 (draft 28)"), .init(0x8a8a, "Reserved (GREASE)"),
            .init(0x9a9a, "Reserved (GREASE)"), .init(0xaaaa, "Reserved (GREASE)"), .init(0xbaba, "Reserved (GREASE)"),
            .init(0xcaca, "Reserved (GREASE)"), .init(0xdada, "Reserved (GREASE)"), .init(0xeaea, "Reserved (GREASE)"),
            .init(0xfafa, "Reserved (GREASE)"), .init(0xfb17, "TLS 1.3 (Facebook draft 23)"),
            .init(0xfb1a, "TLS 1.3 (Facebook draft 26)"), .init(0xfefd, "DTLS 1.2"), .init(0xfeff, "DTLS 1.0"),
        ]
    }

    /// RFC 8446 section 4.
    public struct HandshakeType: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(0, "Hello Request"), .init(1, "Client Hello"), .init(2, "Server Hello"),
            .init(3, "Hello Verify Request"), .init(4, "New Session Ticket"), .init(5, "End of Early Data"),
            .init(6, "Hello Retry Request"), .init(8, "Encrypted Extensions"), .init(11, "Certificate"),
            .init(12, "Server Key Exchange"), .init(13, "Certificate Request"), .init(14, "Server Hello Done"),
            .init(15, "Certificate Verify"), .init(16, "Client Key Exchange"), .init(20, "Finished"),
            .init(21, "Client Certificate URL"), .init(22, "Certificate Status"), .init(23, "Supplemental Data"),
            .init(24, "Key Update"), .init(25, "Compressed Certificate"), .init(67, "Encrypted Extensions"),
        ]
    }

    /// RFC 8446 section 6.
    public struct AlertLevel: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(1, "Warning"), .init(2, "Fatal"),
        ]
    }

    /// RFC 8446 section 6.
    public struct AlertDescription: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(0, "Close Notify"), .init(1, "End of Early Data"), .init(10, "Unexpected Message"),
            .init(20, "Bad Record MAC"), .init(21, "Decryption Failed"), .init(22, "Record Overflow"),
            .init(30, "Decompression Failure"), .init(40, "Handshake Failure"), .init(41, "No Certificate"),
            .init(42, "Bad Certificate"), .init(43, "Unsupported Certificate"), .init(44, "Certificate Revoked"),
            .init(45, "Certificate Expired"), .init(46, "Certificate Unknown"), .init(47, "Illegal Parameter"),
            .init(48, "Unknown CA"), .init(49, "Access Denied"), .init(50, "Decode Error"),
            .init(51, "Decrypt Error"), .init(60, "Export Restriction"), .init(70, "Protocol Version"),
            .init(71, "Insufficient Security"), .init(80, "Internal Error"), .init(86, "Inappropriate Fallback"),
            .init(90, "User Canceled"), .init(100, "No Renegotiation"), .init(109, "Missing Extension"),
            .init(110, "Unsupported Extension"), .init(111, "Certificate Unobtainable"),
            .init(112, "Unrecognized Name"), .init(113, "Bad Certificate Status Response"),
            .init(114, "Bad Certificate Hash Value"), .init(115, "Unknown PSK Identity"),
            .init(116, "Certificate Required"), .init(120, "No application Protocol"), .init(121, "ECH Required"),
        ]
    }

    /// RFC 3749 section 2.
    public struct CompressionMethod: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(0, "null"), .init(1, "DEFLATE"), .init(64, "LZS"),
        ]
    }

    /// RFC 8422 section 5.4.
    public struct CurveType: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(1, "explicit_prime"), .init(2, "explicit_char2"), .init(3, "named_curve"),
        ]
    }

    /// RFC 5246 section 7.4.4.
    public struct ClientCertificateType: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(1, "RSA Sign"), .init(2, "DSS Sign"), .init(3, "RSA Fixed DH"), .init(4, "DSS Fixed DH"),
            .init(21, "GOST R 34.10-94"), .init(22, "GOST R 34.10-2001"), .init(64, "ECDSA Sign"),
            .init(65, "RSA Fixed ECDH"), .init(66, "ECDSA Fixed ECDH"), .init(80, "IBC Params"),
        ]
    }

    /// RFC 6520 section 3.
    public struct HeartbeatType: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(1, "Request"), .init(2, "Response"),
        ]
    }

    /// RFC 8446 section 4.6.3.
    public struct KeyUpdateRequest: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(0, "update_not_requested"), .init(1, "update_requested"),
        ]
    }

    /// What an SSL 2.0 record says. https://datatracker.ietf.org/doc/html/draft-hickman-netscape-ssl-00
    public struct Version2Message: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(0, "Error"), .init(1, "Client Hello"), .init(2, "Client Master Key"),
            .init(3, "Client Finished"), .init(4, "Server Hello"), .init(5, "Server Verify"),
            .init(6, "Server Finished"), .init(7, "Request Certificate"), .init(8, "Client Certificate"),
        ]
    }
}
