#if os(Linux)
    import Packets
    import Probes
    import SystemCalls

    /// Shows what a scan finds, a host at a time, or as objects as soon as they are known.
    final class ScanReport {
        private let isJSON: Bool
        /// Whether closed and filtered ports are listed however many they are.
        private let listsAll: Bool
        private let portCount: Int
        private let names: [IPAddress: String]
        private var hosts: [IPAddress: Host] = [:]
        private var text = TextBuffer()
        private let style = TextStyle(System.colorDepth(of: 1))
        private var bar = ProgressBar(besideOutput: true)
        private var states: [PortState: Int] = [:]
        /// Hosts that gave a sign of life.
        private var present: Set<IPAddress> = []
        var hasHeard: Bool { !present.isEmpty }

        private struct Host {
            var finding: HostFinding?
            var ports: [PortFinding] = []
        }

        /// How many ports of one kind are listed, but for open ones.
        private static let listed = 10

        /// - Parameters:
        ///   - portCount: how many ports each host is asked for; 0 where hosts alone are looked for.
        ///   - names: of addresses that were given by a name.
        init(isJSON: Bool, listsAll: Bool, portCount: Int, names: [IPAddress: String]) {
            self.isJSON = isJSON
            self.listsAll = listsAll
            self.portCount = portCount
            self.names = names
        }

        /// A host is there.
        func add(_ finding: HostFinding) {
            present.insert(finding.address)
            if isJSON {
                var object = JSONObject()
                object.add("type", "host")
                add(finding.address, to: &object)
                object.add("state", "up")
                object.add("reason", finding.reason)
                if let delay = finding.delay { object.add("delay", delay) }
                if let limit = finding.hopLimit { object.add("ttl", limit) }
                if let mac = finding.hardwareAddress { object.add("mac", "\(mac)") }
                object.write(into: &text)
            } else if portCount == 0 {
                appendHead(finding.address, finding)
            } else {
                hosts[finding.address, default: Host()].finding = finding
            }
        }

        /// A port is known.
        func add(_ finding: PortFinding) {
            states[finding.state, default: 0] += 1
            if finding.state == .open || finding.state == .closed { present.insert(finding.address) }
            if isJSON { return append(object: finding) }
            var host = hosts.removeValue(forKey: finding.address) ?? Host()
            host.ports.append(finding)
            if host.ports.count < portCount {
                hosts[finding.address] = host
            } else {
                append(finding.address, host)
            }
        }

        private func append(object finding: PortFinding) {
            var object = JSONObject()
            object.add("type", "port")
            add(finding.address, to: &object)
            object.add("port", finding.port)
            object.add("transport", finding.transport == .udp ? "udp" : "tcp")
            object.add("state", finding.state.rawValue)
            object.add("reason", finding.reason)
            if let reporter = finding.reporter { object.add("from", "\(reporter)") }
            if let delay = finding.delay { object.add("delay", delay) }
            if let limit = finding.hopLimit { object.add("ttl", limit) }
            if let service = Self.service(finding) { object.add("service", service) }
            if let banner = finding.banner { object.add("banner", String(decoding: banner, as: UTF8.self)) }
            object.write(into: &text)
        }

        private func add(_ address: IPAddress, to object: inout JSONObject) {
            object.add("address", "\(address)")
            if let name = names[address] { object.add("name", name) }
        }

        // MARK: Text

        private func appendHead(_ address: IPAddress, _ finding: HostFinding?) {
            text.append(style.start(.address))
            text.append("\(address)")
            text.append(style.end)
            if let name = names[address] { text.append(" (\(name))") }
            guard let finding else { return text.append("\n") }
            text.append(finding.isUp ? "  up" : "  down")
            text.append("  \(finding.reason)")
            if let delay = finding.delay { text.append("  \(AnswerText.milliseconds(delay))") }
            if let mac = finding.hardwareAddress { text.append("  \(mac)") }
            text.append("\n")
        }

        private func append(_ address: IPAddress, _ host: Host) {
            appendHead(address, host.finding)
            var shown: [PortFinding] = []
            var rest: [String] = []
            for (state, ports) in Dictionary(grouping: host.ports, by: { $0.state }).sorted(by: {
                $0.key.rawValue < $1.key.rawValue
            }) {
                if listsAll || state == .open || ports.count <= Self.listed {
                    shown += ports
                } else {
                    let reasons = Dictionary(grouping: ports, by: \.reason).map { ($0.key, $0.value.count) }
                    let words = reasons.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
                        .map { reasons.count == 1 ? $0.0 : "\($0.1) \($0.0)" }
                    rest.append("\(ports.count) \(state.rawValue) (\(words.joined(separator: ", ")))")
                }
            }
            if !shown.isEmpty {
                var table = TextTable([
                    .left("  PORT"), .left("STATE"), .left("SERVICE"), .left("REASON"), .right("TIME"),
                ])
                for port in shown.sorted(by: { $0.port < $1.port }) {
                    table.add(.port) { $0.append("  \(port.port)/\(port.transport == .udp ? "udp" : "tcp")") }
                    table.add(nil, port.state.rawValue)
                    table.add(nil, Self.service(port) ?? "")
                    table.add(nil, port.reason + (port.reporter.map { " from \($0)" } ?? ""))
                    table.add(.time, port.delay.map { AnswerText.milliseconds($0) } ?? "")
                    if let banner = port.banner { table.addNote("    " + Self.firstLine(banner)) }
                }
                table.write(into: &text, style: style)
            }
            if !rest.isEmpty { text.append("  not listed: \(rest.joined(separator: "; "))\n") }
            text.append("\n")
        }

        private static func service(_ finding: PortFinding) -> String? {
            WellKnownPort.name(of: finding.port, over: finding.transport).map { "\($0)" }
        }

        /// The first line of what a peer said, without what a terminal would obey.
        private static func firstLine(_ octets: [UInt8]) -> String {
            let line = octets.prefix { $0 != 0x0a && $0 != 0x0d }.prefix(160)
            return String(decoding: line, as: UTF8.self).withVisibleControls
        }

        // MARK: Output

        /// Writes what there is, and how far it is.
        func show(_ progress: (done: Int, total: Int)) throws(CommandFailure) {
            if !text.isEmpty {
                bar?.end()
                try StandardOutput().write(text.bytes)
                text.removeAll()
            }
            bar?.show((UInt64(clamping: progress.done), UInt64(clamping: progress.total)))
        }

        /// Writes the hosts of which not all is known, and the sum.
        func finish(hosts count: Int, absences: [IPAddress: String], sent: Int?, took time: Duration)
            throws(CommandFailure)
        {
            for (address, host) in hosts.sorted(by: { $0.key < $1.key }) where !host.ports.isEmpty {
                append(address, host)
            }
            try show((0, 0))
            bar?.end()
            if isJSON {
                var object = JSONObject()
                object.add("type", "summary")
                object.add("hosts", count)
                object.add("up", present.count)
                for state in PortState.allCases where portCount > 0 { object.add(state.rawValue, states[state] ?? 0) }
                if let sent { object.add("sent", sent) }
                object.add("time", time)
                object.write(into: &text)
                return try show((0, 0))
            }
            for (address, reason) in absences.sorted(by: { $0.key < $1.key }).prefix(count <= 8 ? 8 : 0) {
                StandardError.print("ibuki: \(address): \(reason)")
            }
            var words = ["\(count) \(count == 1 ? "host" : "hosts"), \(present.count) up"]
            if portCount > 0 {
                let found = PortState.allCases.compactMap { state in states[state].map { "\($0) \(state.rawValue)" } }
                let ports = "\(portCount) \(portCount == 1 ? "port" : "ports")" + (count == 1 ? "" : " each")
                words.append("\(ports): \(found.isEmpty ? "none asked" : found.joined(separator: ", "))")
            }
            if let sent { words.append("\(sent) \(sent == 1 ? "packet" : "packets")") }
            StandardError.print("\(words.joined(separator: "; ")) in \(AnswerText.milliseconds(time))")
        }
    }
#endif
