import HostNetwork
import Links
import PacketFilters
import PacketProtocols
import Packets
import SystemCalls

/// Filters as people type them: what a mistake in one is told, and what they may name of the host.
enum TypedFilter {
    /// A display filter, looked up in a registry. What it takes but may not mean goes to standard error.
    ///
    /// - Parameters:
    ///   - captureOption: the option that takes a capture filter instead; `nil` where the command has none.
    ///   - isOfSockets: whether its fields are those of the host's sockets.
    ///   - hint: what else is to be said of a mistake.
    /// - Throws: a failure of usage, with the place marked.
    static func display(
        _ text: String, in registry: Registry, captureOption: String? = nil, isOfSockets: Bool = false,
        hint: (FilterError) -> String = { _ in "" }
    ) throws(CommandFailure) -> DisplayFilter {
        do throws(FilterError) {
            let filter = try DisplayFilter(
                text, in: registry, timeZone: System.localTimeZone(), names: HostNames.filterNames)
            for remark in filter.remarks { StandardError.print("ibuki: \(remark)") }
            return filter
        } catch {
            throw CommandFailure(
                .usage,
                error.render(source: text) + hint(error)
                    + captureHint(text, option: captureOption, isOfSockets: isOfSockets))
        }
    }

    #if os(Linux)
        /// A filter of the host's sockets.
        static func sockets(_ text: String, in registry: Registry) throws(CommandFailure) -> DisplayFilter {
            try display(text, in: registry, isOfSockets: true) { error in
                let octets = Array(text.utf8)
                let name = String(decoding: octets[error.range.clamped(to: 0..<octets.count)], as: UTF8.self)
                guard error.code == .unknownField, !Registry.standard.fields(named: name).isEmpty else { return "" }
                return "\n\(name) is a packet's; 'ibuki fields sock' lists those of sockets"
            }
        }
    #endif

    /// What is said of a display filter that is a capture filter.
    private static func captureHint(_ text: String, option: String?, isOfSockets: Bool) -> String {
        guard isCaptureFilter(text) else { return "" }
        let usual = isOfSockets ? "sock.port == 80" : "tcp.port == 80"
        let example = "'\(translated(text, isOfSockets: isOfSockets) ?? usual)'"
        guard let option else {
            return "\nthis is written as a capture filter; a display filter is written as \(example)"
        }
        return "\nthis is a capture filter, which \(option) takes; a display filter is written as \(example)"
    }

    /// What is said of a capture filter that is a display filter; empty where it is none.
    static func displayHint(_ text: String) -> String {
        do throws(FilterError) {
            _ = try DisplayFilter(text, in: .standard)
        } catch {
            // A misspelt field is still no word of the other language.
            guard error.code == .unknownField, error.suggestions.contains(where: { $0.contains(".") }) else {
                return ""
            }
        }
        return "\nthis is a display filter, which -Y takes; a capture filter is written as 'tcp port 80'"
    }

    /// Whether a text is a capture filter. The words for which it would ask name servers stand for an address.
    static func isCaptureFilter(_ text: String) -> Bool {
        var known = false
        var rest: [Substring] = []
        for word in words(of: text) {
            if keywords.contains(String(word)) {
                known = true
                rest.append(word)
            } else if isName(word) {
                guard let last = rest.last, ["host", "net", "src", "dst", "gateway", "port"].contains(last) else {
                    return false
                }
                rest.append(last == "port" ? word : "127.0.0.1")
            } else {
                rest.append(word)
            }
        }
        guard known else { return false }
        do throws(LinkError) {
            _ = try CaptureFilter(rest.joined(separator: " "), linkType: .ethernet)
            return true
        } catch { return false }
    }

    /// The display filter that a single term of a capture filter means.
    private static func translated(_ text: String, isOfSockets: Bool) -> String? {
        var words = words(of: text)[...]
        var transport: [Substring] = ["tcp", "udp"]
        var direction = ""
        if let first = words.first, first == "tcp" || first == "udp" || first == "sctp" {
            transport = [first]
            words.removeFirst()
        } else if words.first == "ip" || words.first == "ip6" {
            words.removeFirst()
        }
        if let first = words.first, first == "src" || first == "dst" {
            direction = String(first)
            words.removeFirst()
        }
        guard words.count == 2, let value = words.last else { return nil }
        switch words.first {
        case "port" where isOfSockets: return "sock.\(direction)port == \(value)"
        case "port": return transport.map { "\($0).\(direction)port == \(value)" }.joined(separator: " or ")
        case "host", "net":
            let family = value.contains(":") ? "ipv6" : "ip"
            return "\(isOfSockets ? "sock." : "")\(family).\(direction.isEmpty ? "addr" : direction) == \(value)"
        default: return nil
        }
    }

    private static func words(of text: String) -> [Substring] {
        text.replacing("(", with: " ( ").replacing(")", with: " ) ").split(separator: " ")
    }

    /// Whether a word could be a host's name.
    private static func isName(_ word: Substring) -> Bool {
        guard let first = word.utf8.first, first | 0x20 >= 0x61, first | 0x20 <= 0x7a else { return false }
        return !word.contains(":") && !word.contains("[") && !languages.contains(String(word))
    }

    /// Words that capture filters alone have. pcap-filter(7)
    private static let keywords: Set<String> = [
        "host", "net", "port", "portrange", "src", "dst", "gateway", "ether", "less", "greater", "broadcast",
        "multicast", "proto", "inbound", "outbound", "mask", "protochain",
    ]
    /// Words that both languages have.
    private static let languages: Set<String> = [
        "and", "or", "not", "ip", "ip6", "arp", "rarp", "tcp", "udp", "sctp", "icmp", "icmp6", "vlan", "mpls", "pppoes",
        "igmp", "esp", "ah", "pim", "vrrp", "stp", "llc", "len",
    ]
}
