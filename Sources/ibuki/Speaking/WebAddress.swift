import ArgumentParser
import Packets

/// Where a page is: `http://10.9.0.1:8080/path`, `https://web/`. RFC 3986
struct WebAddress: OptionValue {
    /// As it stands in `Host`.
    let authority: String
    let host: PeerHost
    /// What the scheme says where nothing is said: 80, or 443 (RFC 9110 section 4.2).
    let port: UInt16
    /// Whether TLS is spoken.
    let isSecure: Bool
    /// The path and the query.
    let target: String

    init?(argument: String) {
        guard let end = argument.firstRange(of: "://") else { return nil }
        let scheme = argument[..<end.lowerBound].lowercased()
        guard scheme == "http" || scheme == "https" else { return nil }
        isSecure = scheme == "https"
        // What stands behind '#' is the reader's own.
        let rest = argument[end.upperBound...].prefix { $0 != "#" }
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        var target = String(rest[authority.endIndex...])
        if !target.hasPrefix("/") { target = "/" + target }
        // A target with blanks or line feeds would be another request.
        guard target.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else { return nil }
        guard let (host, port) = Self.split(authority), let found = PeerHost(argument: String(host)) else {
            return nil
        }
        self.authority = String(authority)
        self.host = found
        self.port = port ?? (isSecure ? 443 : 80)
        self.target = target
    }

    /// The host and the port of an authority; an IPv6 address stands in brackets (RFC 3986 section 3.2.2).
    private static func split(_ authority: Substring) -> (host: Substring, port: UInt16?)? {
        var host = authority
        var rest: Substring = ""
        if authority.first == "[" {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            host = authority[..<end].dropFirst()
            rest = authority[authority.index(after: end)...]
            guard host.contains(":") else { return nil }
        } else if let colon = authority.firstIndex(of: ":") {
            host = authority[..<colon]
            rest = authority[colon...]
        }
        guard !rest.isEmpty else { return (host, nil) }
        guard rest.first == ":", rest.dropFirst().allSatisfy({ $0.isASCII && $0.isNumber }),
            let port = UInt16(rest.dropFirst()), port > 0
        else { return nil }
        return (host, port)
    }

    static var taken: String { "a page's place, such as http://10.9.0.1/index.html or https://10.9.0.1/" }
    var defaultValueDescription: String { "\(isSecure ? "https" : "http")://\(authority)\(target)" }
}
