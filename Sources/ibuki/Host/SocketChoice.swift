#if os(Linux)
    import ArgumentParser
    import HostNetwork
    import Packets

    /// The options that choose sockets; ss(8) has the same letters.
    struct SocketChoice: ParsableArguments {
        @Flag(name: [.customShort("t"), .customLong("tcp")], help: "TCP sockets.") var tcp = false
        @Flag(name: [.customShort("u"), .customLong("udp")], help: "UDP sockets.") var udp = false
        @Flag(name: [.customShort("M"), .customLong("mptcp")], help: "Multipath TCP sockets.") var mptcp = false
        @Flag(name: [.customShort("S"), .customLong("sctp")], help: "SCTP sockets and associations.") var sctp = false
        @Flag(name: [.customShort("w"), .customLong("raw")], help: "Raw sockets.") var raw = false
        @Flag(name: [.customShort("0"), .customLong("packet")], help: "Packet sockets.") var packet = false
        @Flag(
            name: [.customShort("x"), .customLong("unix")],
            help: "Unix sockets; otherwise shown only where a filter names them.")
        var unix = false
        @Flag(
            name: [.customShort("a"), .customLong("all")],
            help: "Sockets of every kind; with kinds named, of every state.")
        var all = false
        @OptionGroup var family: FamilyOptions
        @Flag(name: [.customShort("l"), .customLong("listening")], help: "Only those that wait for others.")
        var listening = false
        @Option(
            help: ArgumentHelp(
                "Only in this state: listen, established, time-wait, ... or connected. Repeatable.", valueName: "state"),
            completion: .socketState)
        var state: [String] = []
        @Option(
            help: ArgumentHelp(
                "Only with this port at either end: a number, or a service's name. Repeatable.", valueName: "port"))
        var port: [String] = []
        @Option(
            help: ArgumentHelp(
                "Only of this process: its number, or a part of its name. Repeatable.", valueName: "process"))
        var process: [String] = []

        /// Whether a kind was asked for by its letter.
        func isNamed(_ transport: SocketProtocol) -> Bool {
            switch transport {
            case .tcp: tcp
            case .udp: udp
            case .mptcp: mptcp
            case .sctp: sctp
            case .raw: raw
            case .packet: packet
            case .unix: unix
            default: false
            }
        }

        /// What the kernel is asked for.
        /// - Parameter filter: what the user wrote, which may name Unix sockets too.
        func query(for filter: String = "") throws -> SocketQuery {
            var query = SocketQuery()
            let named = query.protocols.filter(isNamed)
            if !named.isEmpty {
                query.protocols = named
            } else if !all, !Self.namesUnix(filter) {
                // There are many Unix sockets, and they say nothing of the network.
                query.protocols.removeAll { $0 == .unix }
            }
            switch family.family {
            case .v4: query.families.removeAll { $0 == .ipv6 }
            case .v6: query.families.removeAll { $0 == .ipv4 }
            case nil: break
            }
            if family.family != nil, named.isEmpty { query.families.removeAll { $0 == .packet || $0 == .unix } }
            if listening { query.states = [.listen, .unconnected] }
            for word in state { query.states = (query.states ?? []) + (try Self.states(word)) }
            return query
        }

        /// Whether a filter asks for what Unix sockets alone have, or for the kind by its name.
        private static func namesUnix(_ filter: String) -> Bool {
            let words = filter.split { !($0.isLetter || $0.isNumber || $0 == "." || $0 == "_") }
            return words.contains { ["unix", "sock.path", "sock.peer_inode"].contains($0) }
        }

        private static var allStates: [SocketState] {
            (Array(1...11) + [33, 34, 36, 37, 38, 39]).map { SocketState(rawValue: $0) }
        }

        /// What `--state` takes.
        static var stateNames: [String] {
            allStates.map(\.description) + ["all", "connected", "synchronized", "bucket", "big"]
        }

        /// A state, or one of the names that ss(8) has for several.
        private static func states(_ word: String) throws -> [SocketState] {
            let all = allStates
            switch word.lowercased() {
            case "all": return all
            case "connected": return all.filter { $0 != .listen && $0 != .unconnected }
            case "synchronized": return all.filter { $0 != .listen && $0 != .unconnected && $0 != .synSent }
            case "bucket": return [.synReceived, .timeWait]
            case "big": return all.filter { $0 != .synReceived && $0 != .timeWait }
            default:
                if let raw = SocketState.parse(word) { return [SocketState(raw: raw)] }
                let near = Spelling.suggestions(for: word, among: stateNames)
                let hint = near.isEmpty ? "there are \(stateNames.joined(separator: ", "))" : "did you mean \(near[0])?"
                throw CommandFailure(.usage, "no state is called '\(word)'; \(hint)")
            }
        }

        /// The options and what the user wrote, as one filter.
        func filter(and text: String) throws -> String {
            var terms: [String] = []
            if !port.isEmpty {
                let numbers = try port.flatMap(Self.ports)
                terms.append("sock.port in {\(numbers.map { "\($0)" }.joined(separator: ", "))}")
            }
            if !process.isEmpty {
                let names = process.map { name in
                    if let number = UInt32(name) { return "sock.pid == \(number)" }
                    return "sock.process contains \(Self.quoted(name))"
                }
                terms.append("(\(names.joined(separator: " or ")))")
            }
            guard !text.isEmpty else { return terms.joined(separator: " and ") }
            // Without a term of ours the places in a message are those of what the user wrote.
            return terms.isEmpty ? text : terms.joined(separator: " and ") + " and (\(text))"
        }

        private static func ports(_ text: String) throws(CommandFailure) -> [UInt16] {
            let ports = ServiceName.ports(text)
            guard ports.isEmpty else { return ports }
            throw CommandFailure(.usage, "--port takes 0 to 65535, or a name of /etc/services, not '\(text)'")
        }

        private static func quoted(_ text: String) -> String {
            var result = "\""
            for character in text.unicodeScalars {
                if character == "\"" || character == "\\" { result.append("\\") }
                result.unicodeScalars.append(character)
            }
            return result + "\""
        }
    }
#endif
