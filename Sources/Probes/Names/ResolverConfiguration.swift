public import Packets

/// Whom a host asks for names, and how names that are not whole are completed. resolv.conf(5)
public struct ResolverConfiguration: Sendable, Equatable {
    /// Whom to ask, one after the other.
    public var servers: [NameServer] = []
    /// What is put behind names that are not whole, one after the other.
    public var search: [String] = []
    /// A name with so many dots is tried as it is before it is completed.
    public var dots = 1
    /// How long each try may take, and how often each server is asked.
    public var patience = Duration.seconds(5)
    public var tries = 2

    /// The most that is taken of each, as the system's own resolver does.
    private static let (serverLimit, searchLimit, dotLimit) = (3, 6, 15)

    public init() {}

    /// Reads the text of such a file; what is not understood counts for nothing.
    public init(parsing text: String) {
        for line in text.split(whereSeparator: \.isNewline) {
            let words = line.prefix { $0 != "#" && $0 != ";" }.split(whereSeparator: \.isWhitespace).map(String.init)
            guard let key = words.first, words.count >= 2 else { continue }
            switch key {
            case "nameserver":
                guard servers.count < Self.serverLimit, let address = try? IPAddress(parsing: words[1]) else {
                    continue
                }
                servers.append(NameServer(address))
            // Of several lines the last one counts.
            case "search": search = Array(words.dropFirst().prefix(Self.searchLimit))
            case "domain": search = [words[1]]
            case "options": for word in words.dropFirst() { take(option: word) }
            default: break
            }
        }
    }

    private mutating func take(option: String) {
        let parts = option.split(separator: ":")
        guard parts.count == 2, let value = Int(parts[1]), value >= 0 else { return }
        switch parts[0] {
        case "ndots": dots = min(value, Self.dotLimit)
        case "timeout": patience = .seconds(min(max(value, 1), 30))
        case "attempts": tries = min(max(value, 1), 5)
        default: break
        }
    }

    /// The whole names that a name may stand for, in the order in which they are tried.
    public func candidates(for name: String) -> [String] {
        if name.hasSuffix(".") { return [name] }
        let whole = name + "."
        let completed = search.map { part in
            let part = part.drop { $0 == "." }
            return "\(name).\(part)" + (part.hasSuffix(".") ? "" : ".")
        }
        return name.count { $0 == "." } >= dots ? [whole] + completed : completed + [whole]
    }
}

/// Addresses of names that a host knows by itself. hosts(5)
public struct HostsTable: Sendable {
    private var addresses: [String: [IPAddress]] = [:]

    /// How many names are kept.
    private static let limit = 100_000

    /// Reads the text of such a file; what is not understood counts for nothing.
    public init(parsing text: String) {
        for line in text.split(whereSeparator: \.isNewline) {
            let words = line.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace).map(String.init)
            guard words.count >= 2, let address = try? IPAddress(parsing: words[0]) else { continue }
            for name in words.dropFirst() where addresses.count < Self.limit {
                addresses[name.lowercased(), default: []].append(address)
            }
        }
    }

    public subscript(name: String) -> [IPAddress] {
        addresses[(name.hasSuffix(".") ? String(name.dropLast()) : name).lowercased()] ?? []
    }
}
