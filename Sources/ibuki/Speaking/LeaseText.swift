#if os(Linux)
    import Leases
    import PacketPresenters
    import PacketProtocols
    import Packets

    /// What a DHCP client does, as lines and as an object.
    struct LeaseText {
        var action: LeaseClient.Action
        /// Since it began.
        var time: Duration

        /// - Parameter withOptionsOfOffers: whether an offer is shown with all of its options, as what is borrowed is.
        func lines(withOptionsOfOffers: Bool) -> String {
            let moment = "\(PingStatistics.milliseconds(PingStatistics.seconds(time))) ms"
            let line = "\(moment)  \(words)\n"
            switch action {
            case .offered(let lease) where withOptionsOfOffers, .bound(let lease): return line + Self.options(of: lease)
            default: return line
            }
        }

        private var words: String {
            switch action {
            case .send(let message, let server, _):
                let receiver = server.isBroadcast ? "everybody" : "\(server)"
                let subject =
                    message.requestedAddress ?? (message.clientAddress.isUnspecified ? nil : message.clientAddress)
                return "\(Self.name(message)) to \(receiver)" + (subject.map { ": \($0)" } ?? "")
            case .offered(let lease): return "Offer from \(lease.server): \(Self.summary(lease))"
            case .check(let lease): return "ACK from \(lease.server): \(lease.address); has somebody else got it?"
            case .bound(let lease): return "nobody else has it: \(Self.summary(lease))"
            case .renewed(let lease): return "ACK from \(lease.server): \(Self.summary(lease))"
            case .refused(let message):
                return "NAK from \(message.server.map { "\($0)" } ?? "nobody")"
                    + (message.text(of: 56).map { ": \(Self.shown($0))" } ?? "")
            case .lost(let lease, let loss): return "\(lease.address) is ours no more: \(Self.words(loss))"
            }
        }

        private static func words(_ loss: LeaseClient.Loss) -> String {
            switch loss {
            case .expired: "its time is over"
            case .refused: "the server wants it back"
            case .conflict: "somebody else has it"
            case .released: "it was given back"
            }
        }

        private static func name(_ message: LeaseMessage) -> String {
            DHCP.MessageType.name(of: message.kind.raw).map { "\($0)" } ?? "message \(message.kind.rawValue)"
        }

        private static func summary(_ lease: Lease) -> String {
            "\(lease.address)/\(lease.prefixLength) " + (lease.duration.map { "for \($0) s" } ?? "for ever")
        }

        /// A server's text, without what a terminal would obey.
        private static func shown(_ text: String) -> String {
            String(text.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : Character($0) })
        }

        // MARK: Options

        /// Each option's lines, as the detail tree has them.
        private static func options(of lease: Lease) -> String {
            decoded(lease.message).map { option in option.values.map { "    \($0)\n" }.joined() }.joined()
        }

        /// An option of a message as the protocol's declarations show it.
        private struct Option {
            var code: UInt8 = 0
            var values: [String] = []
            /// Whether nothing but its octets is shown.
            var isRaw = false
        }

        private static func decoded(_ message: LeaseMessage) -> [Option] {
            let datagram = Packet {
                IPv4.with { _ in }
                UDP.with {
                    $0.sourcePort = 67
                    $0.destinationPort = 68
                }
                message.octets
            }
            guard let octets = try? datagram.octets(in: .standard) else { return [] }
            var dissector = PacketDissector(.standard)
            var packet = dissector.packet(unsafe octets.span.bytes, at: Timestamp(seconds: 0), as: .raw)
            var detail = PacketDetail()
            Registry.standard.detail(of: &packet, into: &detail)
            var tree = DetailTree(.standard)
            var text = TextBuffer()
            tree.write(&packet, detail, into: &text)
            return options(in: tree, detail, text.bytes)
        }

        /// The items of the list of options, each with the lines below its heading, but for its code and length; its octets as they
        /// are only where there is nothing else.
        private static func options(in tree: DetailTree, _ detail: PacketDetail, _ text: [UInt8]) -> [Option] {
            var options: [Option] = []
            var depth = Int.max
            for line in tree.lines {
                let node = detail.nodes[line.node]
                let name = node.kind == .value ? Registry.standard.info(node.field).name : ""
                if node.kind == .item, line.depth <= depth {
                    depth = line.depth
                    options.append(Option())
                } else if name == "dhcp.option.type", !options.isEmpty {
                    options[options.count - 1].code = UInt8(truncatingIfNeeded: node.raw)
                } else if line.depth > depth, name != "dhcp.option.length", name != "dhcp.option.end" {
                    let words = String(decoding: text[line.start..<line.end], as: UTF8.self)
                    if options[options.count - 1].isRaw { options[options.count - 1].values.removeAll() }
                    options[options.count - 1].isRaw = name == "dhcp.option.value"
                    options[options.count - 1].values.append(String(words.drop { $0 == " " }))
                }
            }
            return options.filter { !$0.values.isEmpty }
        }

        // MARK: JSON

        var object: JSONObject {
            var object = JSONObject()
            object.add("seconds", time)
            switch action {
            case .send(let message, let server, let source):
                object.add("event", "sent")
                object.add("message", Self.name(message))
                object.add("from", "\(source)")
                object.add("to", "\(server)")
                if let requested = message.requestedAddress { object.add("requested", "\(requested)") }
            case .offered(let lease): add("offered", lease, to: &object)
            case .check(let lease): add("acknowledged", lease, to: &object)
            case .bound(let lease): add("bound", lease, to: &object)
            case .renewed(let lease): add("renewed", lease, to: &object)
            case .refused(let message):
                object.add("event", "refused")
                if let server = message.server { object.add("server", "\(server)") }
                if let text = message.text(of: 56) { object.add("text", text) }
            case .lost(let lease, let loss):
                object.add("event", "lost")
                object.add("address", "\(lease.address)")
                object.add("reason", loss.rawValue)
            }
            return object
        }

        private func add(_ event: String, _ lease: Lease, to object: inout JSONObject) {
            object.add("event", event)
            object.add("address", "\(lease.address)")
            object.add("prefixLength", lease.prefixLength)
            object.add("server", "\(lease.server)")
            object.add("routers", lease.routers.map { "\($0)" })
            object.add("nameServers", lease.nameServers.map { "\($0)" })
            if let domain = lease.domain { object.add("domain", domain) } else { object.addNull("domain") }
            if let duration = lease.duration { object.add("duration", duration) } else { object.addNull("duration") }
            object.add("renewal", lease.renewal)
            object.add("rebinding", lease.rebinding)
            object.add(
                "options",
                Self.decoded(lease.message).map { option in
                    var object = JSONObject()
                    object.add("code", option.code)
                    object.add("values", option.values)
                    return object
                })
        }
    }
#endif
