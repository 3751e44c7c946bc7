/// What the language calls ICMP's messages, in both families.
enum ICMPWords {
    struct Numbers: Sendable, Equatable {
        var type: UInt8
        var code: UInt8
    }

    private static let ipv4: [(word: String, type: UInt8, codes: [String])] = [
        ("echo_reply", 0, []),
        (
            "unreachable", 3,
            [
                "net_unreachable", "host_unreachable", "protocol_unreachable", "port_unreachable", "frag_needed",
                "source_route_failed", "net_unknown", "host_unknown", "source_host_isolated", "net_prohibited",
                "host_prohibited", "net_unreachable_for_tos", "host_unreachable_for_tos", "packet_filtered",
                "precedence_violation", "precedence_cutoff",
            ]
        ),
        ("source_quench", 4, []),
        ("redirect", 5, ["net", "host", "tos_net", "tos_host"]),
        ("echo_request", 8, []),
        ("time_exceeded", 11, ["exc_ttl", "exc_fragtime"]),
        ("parameter_problem", 12, []),
    ]

    private static let ipv6: [(word: String, type: UInt8, codes: [String])] = [
        (
            "unreachable", 1,
            ["no_route", "admin_prohibited", "not_neighbour", "addr_unreachable", "port_unreachable"]
        ),
        ("packet_too_big", 2, []),
        ("time_exceeded", 3, ["exc_ttl", "exc_fragtime"]),
        ("parameter_problem", 4, []),
        ("echo_request", 128, []),
        ("echo_reply", 129, []),
    ]

    static var types: [String] {
        ipv4.map(\.word) + ipv6.map(\.word).filter { word in !ipv4.contains { $0.word == word } }
    }

    static func isKnown(_ type: String) -> Bool { types.contains(type) }

    /// Type and code in a family; `nil` where it has no such message. What IPv4 says of a host or a network is an address in
    /// IPv6, and what does not fit there has a message of its own.
    static func numbers(_ message: MessagePattern, isIPv4: Bool) -> Numbers? {
        var (word, code) = (message.type, message.code)
        if !isIPv4, word == "unreachable" {
            switch code {
            case "frag_needed": (word, code) = ("packet_too_big", nil)
            case "host_unreachable": code = "addr_unreachable"
            case "net_unreachable": code = "no_route"
            default: break
            }
        }
        guard let entry = (isIPv4 ? ipv4 : ipv6).first(where: { $0.word == word }) else { return nil }
        guard let code else { return Numbers(type: entry.type, code: 0) }
        guard let number = entry.codes.firstIndex(of: code).map({ UInt8($0) }) ?? UInt8(code) else { return nil }
        return Numbers(type: entry.type, code: number)
    }

    /// The words of a message that was seen.
    static func words(type: UInt8, code: UInt8, isIPv4: Bool) -> (type: String, code: String?) {
        guard let entry = (isIPv4 ? ipv4 : ipv6).first(where: { $0.type == type }) else {
            return ("\(type)", "\(code)")
        }
        return (
            entry.word, entry.codes.isEmpty ? nil : Int(code) < entry.codes.count ? entry.codes[Int(code)] : "\(code)"
        )
    }
}
