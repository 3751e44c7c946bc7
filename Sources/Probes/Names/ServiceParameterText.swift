internal import Packets

/// A parameter of a service, as a master file has it: `alpn="h2,h3"`, `port=8443`. RFC 9460 sections 2.1 and 7
enum ServiceParameterText {
    static func text(_ key: UInt16, _ value: RawSpan) -> String {
        let known = known(key, value)
        if let known { return known }
        return value.byteCount == 0 ? "key\(key)" : "key\(key)=\(NameRecord.quoted(value))"
    }

    private static func known(_ key: UInt16, _ value: RawSpan) -> String? {
        let count = value.byteCount
        switch key {
        case 0 where count > 0 && count % 2 == 0:
            let keys = stride(from: 0, to: count, by: 2).map { name(of: value.word($0)) }
            return "mandatory=" + keys.joined(separator: ",")
        case 1: return protocols(value).map { "alpn=\"\($0)\"" }
        case 2 where count == 0: return "no-default-alpn"
        case 3 where count == 2: return "port=\(value.word(0))"
        case 4 where count > 0 && count % 4 == 0:
            let addresses = stride(from: 0, to: count, by: 4).map { at in
                "\(IPv4Address(value.octet(at), value.octet(at + 1), value.octet(at + 2), value.octet(at + 3)))"
            }
            return "ipv4hint=" + addresses.joined(separator: ",")
        case 6 where count > 0 && count % 16 == 0:
            let addresses = stride(from: 0, to: count, by: 16).map { at in
                "\(IPv6Address(high: wide(value, at), low: wide(value, at + 8)))"
            }
            return "ipv6hint=" + addresses.joined(separator: ",")
        default: return nil
        }
    }

    private static func name(of key: UInt16) -> String {
        let names = ["mandatory", "alpn", "no-default-alpn", "port", "ipv4hint", "ech", "ipv6hint"]
        return Int(key) < names.count ? names[Int(key)] : "key\(key)"
    }

    /// Protocols behind their lengths, with commas between; `nil` when they do not fit, or hold what would have to be escaped.
    private static func protocols(_ value: RawSpan) -> String? {
        var result: [String] = []
        var offset = 0
        while offset < value.byteCount {
            let end = offset + 1 + Int(value.octet(offset))
            guard end > offset + 1, end <= value.byteCount else { return nil }
            var name = ""
            for index in offset + 1..<end {
                let octet = value.octet(index)
                guard 0x21...0x7e ~= octet, ![0x22, 0x2c, 0x5c].contains(octet) else { return nil }
                name += String(UnicodeScalar(octet))
            }
            result.append(name)
            offset = end
        }
        return result.isEmpty ? nil : result.joined(separator: ",")
    }

    private static func wide(_ value: RawSpan, _ offset: Int) -> UInt64 {
        (0..<4).reduce(0) { $0 << 16 | UInt64(value.word(offset + 2 * $1)) }
    }
}
