import NetStack

/// What the commands in backticks set: those of the kernel's settings that our stack has too.
struct SystemSettings {
    var configuration: StackConfiguration

    init(configuration: StackConfiguration) { self.configuration = configuration }

    /// Whether the same is set.
    func isSame(as other: SystemSettings) -> Bool { assignments == other.assignments }

    /// What was assigned, by name, as far as it changes anything.
    private(set) var assignments: [String: String] = [:]

    /// Takes a command's lines in.
    ///
    /// - Throws: `unsupported`, with the name of what is not there.
    mutating func apply(_ command: String, _ file: String, _ place: ScriptPlace) throws(ScriptError) {
        let joined = command.split(separator: "\\\n", omittingEmptySubsequences: false).joined(separator: " ")
        for line in joined.split(whereSeparator: { $0 == "\n" || $0 == ";" }) {
            try apply(line: line, file, place)
        }
    }

    private mutating func apply(line: Substring, _ file: String, _ place: ScriptPlace) throws(ScriptError) {
        // What is printed, and whether it worked, concerns nobody here.
        let unheard: Set<String> = ["&&", ">", ">/dev/null", "/dev/null", "2>&1", "2>/dev/null"]
        var words: [String] = []
        for word in line.split(whereSeparator: { $0 == " " || $0 == "\t" }) where !unheard.contains(String(word)) {
            words.append(String(word))
        }
        guard let first = words.first, !first.hasPrefix("#") else { return }
        let program = first.split(separator: "/").last.map(String.init) ?? first
        switch program {
        case "sysctl": return try assign(words.dropFirst(), file, place)
        case "set_sysctls.py": return try assign(words.dropFirst(), file, place)
        // Nothing is kept of earlier connections, and each script has a stack of its own.
        case "defaults.sh", "true": return
        case let name where name.hasPrefix("sysctl_restore"): return
        // How a link queues and paces takes no part in time that nobody counts.
        case "tc" where words.dropFirst().first == "qdisc": return
        case "ip" where words.dropFirst().first == "tcp_metrics": return
        case "echo":
            if let path = words.last, path.hasPrefix("/proc/sys/"), words.count >= 3 {
                return try assign(["\(path)=\(words[1..<(words.count - 1)].joined(separator: " "))"], file, place)
            }
        default: break
        }
        throw ScriptError(
            .unsupported, file, place,
            "'\(program)' is not known here; commands are sysctl, set_sysctls.py, defaults.sh, 'echo N > /proc/sys/…' and 'ip tcp_metrics'"
        )
    }

    private mutating func assign(
        _ words: ArraySlice<String>, _ file: String, _ place: ScriptPlace
    ) throws(ScriptError) {
        // A value may have blanks in it: tcp_rmem="4096 131072 6291456".
        var settings: [String] = []
        for word in words where !word.hasPrefix("-") {
            if word.contains("=") || settings.isEmpty {
                settings.append(word)
            } else {
                settings[settings.count - 1] += " \(word)"
            }
        }
        for setting in settings {
            let halves = setting.split(separator: "=", maxSplits: 1).map(String.init)
            var name = halves[0]
            if name.hasPrefix("/proc/sys/") { name.removeFirst("/proc/sys/".count) }
            name = String(name.map { $0 == "/" ? "." : $0 })
            for prefix in ["net.ipv4.", "net.ipv6.", "net.core."] where name.hasPrefix(prefix) {
                name.removeFirst(prefix.count)
            }
            guard halves.count == 2 else {
                throw ScriptError(.unsupported, file, place, "'\(setting)' sets nothing; write 'name=value'")
            }
            let value = String(halves[1].filter { $0 != "\"" && $0 != "'" })
            if try set(name, value, file, place) { assignments[name] = value }
        }
    }
}
