import ArgumentParser
import Packets

/// Where a page is: `http://10.9.0.1:8080/path`. RFC 3986
struct WebAddress: OptionValue {
    /// As it stands in `Host`.
    let authority: String
    let host: PeerHost
    let port: UInt16
    /// The path and the query.
    let target: String

    init?(argument: String) {
        guard let scheme = argument.firstRange(of: "://"), argument[..<scheme.lowerBound].lowercased() == "http" else {
            return nil
        }
        // What stands behind '#' is the reader's own.
        let rest = argument[scheme.upperBound...].prefix { $0 != "#" }
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
        self.port = port
        self.target = target
    }

    /// The host and the port of an authority; an IPv6 address stands in brackets (RFC 3986 section 3.2.2).
    private static func split(_ authority: Substring) -> (host: Substring, port: UInt16)? {
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
        guard !rest.isEmpty else { return (host, 80) }
        guard rest.first == ":", rest.dropFirst().allSatisfy({ $0.isASCII && $0.isNumber }),
            let port = UInt16(rest.dropFirst()), port > 0
        else { return nil }
        return (host, port)
    }

    static var taken: String { "a page's place, such as http://10.9.0.1/index.html; https is not spoken yet" }
    var defaultValueDescription: String { "http://\(authority)\(target)" }
}
