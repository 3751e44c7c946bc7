#if os(Linux)
    import Packets
    import Probes
    import SystemCalls

    /// Shows the hops of a way as they become known: lines as traceroute(8) has them, or objects.
    struct TraceReport {
        let isJSON: Bool
        /// Of how many probes a line shows each time; of more it shows their least, mean and most.
        private static let single = 5
        private let style = TextStyle(System.colorDepth(of: 1))
        /// The name of an address, where one is known.
        var name: (IPAddress) -> String? = { _ in nil }

        init(isJSON: Bool) { self.isJSON = isJSON }

        func show(_ hop: Trace.Hop) throws(CommandFailure) {
            var text = TextBuffer()
            if isJSON { object(hop).write(into: &text) } else { append(hop, to: &text) }
            try StandardOutput().write(text.bytes)
        }

        private func append(_ hop: Trace.Hop, to text: inout TextBuffer) {
            text.append(hop.number < 10 ? " \(hop.number)" : "\(hop.number)")
            hop.answers.count <= Self.single ? appendEach(hop, to: &text) : appendSum(hop, to: &text)
            text.append("\n")
        }

        private func appendEach(_ hop: Trace.Hop, to text: inout TextBuffer) {
            var latest: IPAddress?
            for answer in hop.answers {
                guard let answer else {
                    text.append("  *")
                    continue
                }
                if latest != answer.reply.sender { appendAddress(answer.reply.sender, to: &text) }
                latest = answer.reply.sender
                text.append("  ")
                text.append(style.start(.time))
                text.append(AnswerText.milliseconds(answer.delay))
                text.append(style.end)
                if let mark = Self.mark(answer.reply) { text.append(" \(mark)") }
            }
        }

        private func appendSum(_ hop: Trace.Hop, to text: inout TextBuffer) {
            let heard = hop.answers.compactMap { $0 }
            var senders: [IPAddress] = []
            for answer in heard where !senders.contains(answer.reply.sender) { senders.append(answer.reply.sender) }
            if senders.isEmpty { text.append("  *") }
            for sender in senders { appendAddress(sender, to: &text) }
            let lost = 100 * Double(hop.lost) / Double(max(1, hop.answers.count))
            text.append("  \(Decimal.text(lost, digits: 1)) % lost")
            guard let least = heard.map(\.delay).min(), let most = heard.map(\.delay).max() else { return }
            let mean = heard.map(\.delay).reduce(.zero, +) / heard.count
            text.append("  ")
            text.append(style.start(.time))
            text.append("least/mean/most ")
            text.append(
                [least, mean, most].map { PingStatistics.milliseconds(PingStatistics.seconds($0)) }.joined(
                    separator: "/"))
            text.append(" ms")
            text.append(style.end)
            for mark in Set(heard.compactMap { Self.mark($0.reply) }).sorted() { text.append(" \(mark)") }
        }

        private func appendAddress(_ address: IPAddress, to text: inout TextBuffer) {
            text.append("  ")
            text.append(style.start(.address))
            if let name = name(address) {
                text.append(name.withVisibleControls + " (\(address))")
            } else {
                text.append("\(address)")
            }
            text.append(style.end)
        }

        /// traceroute's mark for an answer that ends the way early.
        private static func mark(_ reply: ProbeReply) -> String? {
            guard reply.isUnreachable, reply.reason != "port-unreach" else { return nil }
            switch reply.reason {
            case "host-unreach", "addr-unreach", "host-unknown": return "!H"
            case "net-unreach", "no-route", "net-unknown": return "!N"
            case "proto-unreach": return "!P"
            case "admin-prohibited", "host-prohibited", "net-prohibited", "failed-policy": return "!X"
            default: return "!(\(reply.reason))"
            }
        }

        private func object(_ hop: Trace.Hop) -> JSONObject {
            var object = JSONObject()
            object.add("type", "hop")
            object.add("hop", hop.number)
            object.add("sent", hop.answers.count)
            object.add("lost", hop.lost)
            object.add("last", hop.isLast)
            object.add(
                "answers",
                hop.answers.compactMap { $0 }.map { answer in
                    var object = JSONObject()
                    object.add("address", "\(answer.reply.sender)")
                    if let name = name(answer.reply.sender) { object.add("name", name) }
                    object.add("delay", answer.delay)
                    object.add("reason", answer.reply.reason)
                    object.add("ttl", answer.reply.hopLimit)
                    return object
                })
            return object
        }
    }
#endif
