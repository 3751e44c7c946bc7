public import Packets

extension TLS {
    /// `TLS ClientHello, SNI example.com`, `TLS ServerHello, Certificate`, `TLS Application Data`, `TLS Alert`.
    ///
    /// Each record that begins in the packet is named; of the handshake, each message that begins in a record.
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        line.append("TLS ", as: .protocol)
        var offset = 0
        var isFirst = true
        var isEncrypted = false
        var last: UInt8 = 0
        while offset &+ 5 <= message.byteCount {
            let type = message.octet(offset)
            let end = min(offset &+ 5 &+ Int(message.word(offset &+ 3)), message.byteCount)
            // A run of records with data is named once.
            if type != 23 || last != 23 {
                if !isFirst { line.text.append(", ") }
                isFirst = false
                switch type {
                case 20:
                    line.text.append("ChangeCipherSpec")
                    isEncrypted = true
                case 21: summarize(alert: message.clamped(offset &+ 5, end), into: &line)
                case 22 where !isEncrypted: summarize(handshake: message.clamped(offset &+ 5, end), into: &line)
                case 22: line.text.append("Encrypted Handshake")
                case 23: line.text.append("Application Data")
                case 24: line.text.append("Heartbeat")
                default: line.text.append("Continuation")
                }
            }
            guard type >= 20, type <= 24 else { break }
            last = type
            offset = end
        }
        if isFirst { line.text.append("Continuation") }
    }

    /// RFC 8446 section 6.
    private static func summarize(alert: RawSpan, into line: inout SummaryLine) {
        guard alert.byteCount == 2 else { return line.text.append("Encrypted Alert") }
        line.text.append(alert.octet(0) == 2 ? "Alert fatal " : "Alert warning ")
        switch alert.octet(1) {
        case 0: line.text.append("close_notify")
        case 10: line.text.append("unexpected_message")
        case 20: line.text.append("bad_record_mac")
        case 40: line.text.append("handshake_failure")
        case 42: line.text.append("bad_certificate")
        case 43: line.text.append("unsupported_certificate")
        case 44: line.text.append("certificate_revoked")
        case 45: line.text.append("certificate_expired")
        case 46: line.text.append("certificate_unknown")
        case 47: line.text.append("illegal_parameter")
        case 48: line.text.append("unknown_ca")
        case 49: line.text.append("access_denied")
        case 50: line.text.append("decode_error")
        case 51: line.text.append("decrypt_error")
        case 70: line.text.append("protocol_version")
        case 71: line.text.append("insufficient_security")
        case 80: line.text.append("internal_error")
        case 86: line.text.append("inappropriate_fallback")
        case 90: line.text.append("user_canceled")
        case 100: line.text.append("no_renegotiation")
        case 109: line.text.append("missing_extension")
        case 110: line.text.append("unsupported_extension")
        case 112: line.text.append("unrecognized_name")
        case 116: line.text.append("certificate_required")
        case 120: line.text.append("no_application_protocol")
        default: line.text.append(decimal: alert.octet(1))
        }
    }

    /// The messages of one record. RFC 8446 section 4.
    private static func summarize(handshake: RawSpan, into line: inout SummaryLine) {
        var offset = 0
        repeat {
            let length = Int(handshake.bits((offset &+ 1) &* 8, 24))
            let name: StaticString
            switch handshake.octet(offset) {
            case 0: name = "HelloRequest"
            case 1: name = "ClientHello"
            case 2: name = "ServerHello"
            case 4: name = "NewSessionTicket"
            case 5: name = "EndOfEarlyData"
            case 8: name = "EncryptedExtensions"
            case 11: name = "Certificate"
            case 12: name = "ServerKeyExchange"
            case 13: name = "CertificateRequest"
            case 14: name = "ServerHelloDone"
            case 15: name = "CertificateVerify"
            case 16: name = "ClientKeyExchange"
            case 20: name = "Finished"
            case 22: name = "CertificateStatus"
            case 24: name = "KeyUpdate"
            default: return line.text.append("Encrypted Handshake")
            }
            if offset > 0 { line.text.append(", ") }
            line.text.append(name)
            if handshake.octet(offset) == 1 {
                summarize(hello: handshake.clamped(offset &+ 4, offset &+ 4 &+ length), into: &line)
            }
            offset &+= 4 &+ length
        } while offset &+ 4 <= handshake.byteCount
    }

    /// The name of the server that a client asks for. RFC 6066 section 3.
    private static func summarize(hello: RawSpan, into line: inout SummaryLine) {
        // version, random | session identifier | cipher suites | compression methods | extensions
        var offset = 34
        offset &+= 1 &+ Int(hello.octet(offset))
        offset &+= 2 &+ Int(hello.word(offset))
        offset &+= 1 &+ Int(hello.octet(offset))
        offset &+= 2
        while offset &+ 4 <= hello.byteCount {
            let length = Int(hello.word(offset &+ 2))
            if hello.word(offset) == 0, hello.octet(offset &+ 6) == 0 {
                let count = min(Int(hello.word(offset &+ 7)), 255)
                line.text.append(", SNI ")
                line.start(.address)
                line.append(text: hello.clamped(offset &+ 9, min(offset &+ 9 &+ count, offset &+ 4 &+ length)))
                return line.end()
            }
            offset &+= 4 &+ length
        }
    }
}
