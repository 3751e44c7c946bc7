import Packets

/// What a bound operand's values are: which of them compare, and how a literal beside them is read.
struct FilterType: Sendable {
    /// Types whose values compare with each other.
    enum Family: Sendable {
        case number, ipv4, ipv6, octets, absoluteTime, relativeTime
    }

    var kind: ValueKind
    /// The octets that a number fills, which is what a literal must fit into; 16 where any number may come out.
    var octets: Int
    /// The type that knows the names of the values.
    var values: (any WireValue.Type)?
    /// The operand in words, for messages: `tcp.port`.
    var name: String

    init(_ kind: ValueKind, octets: Int = 16, values: (any WireValue.Type)? = nil, name: String) {
        self.kind = kind
        self.octets = octets
        self.values = values
        self.name = name
    }

    init(_ info: FieldInfo) {
        self.init(
            info.isSchema || info.kind == .none ? .bytes : info.kind, octets: max(1, info.type?.octets ?? 1),
            values: info.type, name: info.name)
    }

    var family: Family {
        switch kind {
        case .boolean, .unsigned, .signed, .frameNumber: .number
        case .ipv4: .ipv4
        case .ipv6: .ipv6
        case .mac, .bytes, .text, .none: .octets
        case .absoluteTime: .absoluteTime
        case .relativeTime: .relativeTime
        }
    }

    /// Whether the values are octets and not numbers while a filter runs. A MAC address is both.
    var isOctets: Bool { kind == .bytes || kind == .text || kind == .none }

    /// What a literal must be to fit, as a phrase.
    var expectation: String {
        switch kind {
        case .boolean: "True, False, 1 or 0"
        case .unsigned, .signed, .frameNumber:
            values.map { $0.names.isEmpty } ?? true ? "a number" : "a number or the name of a value"
        case .ipv4: "an IPv4 address such as 10.0.0.1, or a network such as 10.0.0.0/8"
        case .ipv6: "an IPv6 address such as fe80::1, or a network such as fe80::/10"
        case .mac: "an Ethernet address such as 00:11:22:33:44:55"
        case .bytes, .none: "octets such as 0a:0b:0c, or a string in double quotes"
        case .text: "a string in double quotes"
        case .absoluteTime: "a date and time such as \"2026-01-31 12:00:00\""
        case .relativeTime: "seconds such as 1.5"
        }
    }
}
