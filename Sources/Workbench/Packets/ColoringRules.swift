import PacketFilters
import Packets
import SystemCalls
import Terminal

/// How packets are coloured by what a filter says of them, as Wireshark's file `colorfilters` has it: a line a rule,
/// `@name@filter@[red,green,blue][red,green,blue]`, background first, parts of 0 to 65535; `!` before it switches it off.
/// (Wireshark's User's Guide, "Packet colorization")
struct ColoringRules: Sendable {
    private struct Rule: Sendable {
        let filter: DisplayFilter
        let style: Style
    }

    private var rules: [Rule] = []
    /// The rules that were left out, each with the reason.
    private(set) var faults: [String] = []
    /// A file has no more.
    private static let most = 500

    init() {}

    init(_ text: String, in registry: Registry) {
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard rules.count < Self.most, line.first == "@" else { continue }
            let parts = line.dropFirst().split(separator: "@", omittingEmptySubsequences: false)
            // A filter may hold the sign too: the colours are behind the last.
            guard parts.count >= 3, let style = Self.style(parts[parts.count - 1]) else {
                faults.append("line \(number + 1): expected @name@filter@[r,g,b][r,g,b]")
                continue
            }
            do throws(FilterError) {
                let filter = try DisplayFilter(parts[1..<parts.count - 1].joined(separator: "@"), in: registry)
                rules.append(Rule(filter: filter, style: style))
            } catch {
                faults.append("line \(number + 1), '\(parts[0])': \(error)")
            }
        }
    }

    private static func style(_ text: Substring) -> Style? {
        guard let match = text.wholeMatch(of: /\[(\d+),(\d+),(\d+)\]\[(\d+),(\d+),(\d+)\]\s*/) else { return nil }
        let texts = [match.1, match.2, match.3, match.4, match.5, match.6]
        let parts = texts.compactMap { UInt16($0).map { UInt8($0 >> 8) } }
        guard parts.count == 6 else { return nil }
        return Style(
            foreground: .rgb(parts[3], parts[4], parts[5]), background: .rgb(parts[0], parts[1], parts[2]))
    }

    /// The style of the first rule that chooses a packet.
    mutating func style(of packet: inout PacketView) -> Style? {
        for place in rules.indices {
            var filter = rules[place].filter
            if filter.matches(&packet) { return rules[place].style }
        }
        return nil
    }

    var isEmpty: Bool { rules.isEmpty }

    /// Those of the user's Wireshark; none where there is no such file.
    static func ofUser(in registry: Registry) -> ColoringRules {
        let folder = System.environment("XDG_CONFIG_HOME") ?? System.environment("HOME").map { $0 + "/.config" }
        guard let folder, let octets = try? System.octets(of: folder + "/wireshark/colorfilters", upTo: 1 << 20) else {
            return ColoringRules()
        }
        return ColoringRules(String(decoding: octets, as: UTF8.self), in: registry)
    }
}
