import ArgumentParser
import PacketProtocols
import Packets
import SystemCalls

/// The words of a command line before they are parsed: what people type who know other tools, or mistype, is understood where it
/// can mean only one thing.
enum CommandWords {
    /// Words of other tools for what a command does.
    private static let otherNames = [
        "sniff": "capture", "dump": "capture", "tcpdump": "capture", "tshark": "read", "open": "read", "show": "read",
        "ss": "sockets", "netstat": "sockets", "lsof": "sockets", "ip": "interfaces", "ifconfig": "interfaces",
        "arp": "neighbors", "neighbors": "neighbors", "router": "route", "dig": "dns", "nslookup": "dns",
        "resolve": "dns", "nmap": "scan", "traceroute": "trace", "tracepath": "trace", "mtr": "trace", "curl": "http",
        "wget": "http", "nc": "connect", "netcat": "connect", "inject": "send", "build": "craft",
    ]

    private static let workbench = "workbench"

    /// The words as the parser is to see them.
    ///
    /// - Throws: when a command is named that does not exist.
    static func understood(_ words: [String]) throws(CommandFailure) -> [String] {
        guard let first = words.first else { return System.isTerminal(1) ? [workbench] : words }
        // Its options need no name before them.
        if first.hasPrefix("-i") || first.hasPrefix("-r") || first.hasPrefix("--interface") {
            return [workbench] + words
        }
        if first == "help" {
            try check(words.dropFirst())
            return words
        }
        var words = words
        if isFile(first) { words.insert("read", at: 0) }
        try check(words[...])
        return words[0] == "read" || words[0] == "capture" ? withLinkHeaders(words) : words
    }

    /// Whether the first word is no command but a file: one that is there, or looks like a path.
    private static func isFile(_ word: String) -> Bool {
        if word == "-" { return true }
        guard !word.isEmpty, !word.hasPrefix("-"), Ibuki.child(named: word) == nil else { return false }
        return System.isFile(word) || word.contains("/") || word.contains(".")
    }

    /// Checks that what stands in the place of a command is one.
    private static func check(_ words: ArraySlice<String>) throws(CommandFailure) {
        var command: any ParsableCommand.Type = Ibuki.self
        var path = "ibuki"
        for word in words {
            let children = command.configuration.subcommands
            guard !children.isEmpty, !word.hasPrefix("-") else { return }
            guard let child = command.child(named: word) else {
                throw unknown(word, among: children.filter { $0.configuration.shouldDisplay }, of: path)
            }
            command = child
            path += " " + word
        }
    }

    private static func unknown(
        _ word: String, among commands: [any ParsableCommand.Type], of path: String
    ) -> CommandFailure {
        let names = commands.compactMap { $0.configuration.commandName }
        let near =
            otherNames[word].flatMap { names.contains($0) ? [$0] : nil }
            ?? Spelling.suggestions(for: word, among: names)
        let hint =
            near.isEmpty
            ? "'\(path) --help' lists them" : "did you mean '\(path) \(near.joined(separator: "' or '\(path) "))'?"
        return CommandFailure(.usage, "\(path) has no command '\(word)'; \(hint)")
    }

    /// Letters of flags that take no value, which may stand together: `-nnvX`.
    private static let flagLetters = Set("nSqVxXAlUpDL")

    /// tcpdump's `-e`, which takes nothing, in the place of tshark's, which takes a field: where no field stands behind it.
    private static func withLinkHeaders(_ words: [String]) -> [String] {
        let namesFormat = words.contains { $0.hasPrefix("-T") }
        var result: [String] = []
        for (index, word) in words.enumerated() {
            if word == "--" { return result + words[index...] }
            let letters = word.dropFirst()
            guard word.hasPrefix("-"), letters.count(where: { $0 == "e" }) == 1,
                letters.allSatisfy({ $0 == "e" || flagLetters.contains($0) })
            else {
                result.append(word)
                continue
            }
            let next = index + 1 < words.count ? words[index + 1] : "-"
            let isField = !next.hasPrefix("-") && (namesFormat || isFieldName(next))
            guard !(isField && letters.last == "e") else {
                result.append(word)
                continue
            }
            if letters.count > 1 { result.append("-" + letters.filter { $0 != "e" }) }
            result.append("--link")
        }
        return result
    }

    /// Whether a word can only be a field's name: `tcp` is a word of capture filters too.
    private static func isFieldName(_ word: String) -> Bool {
        word.contains(".") && (word.hasPrefix("_ws.") || !Registry.standard.fields(named: word).isEmpty)
    }
}

extension ParsableCommand {
    /// The command below this one that is called so.
    fileprivate static func child(named name: String) -> (any ParsableCommand.Type)? {
        configuration.subcommands.first { $0.configuration.commandName == name }
    }
}
