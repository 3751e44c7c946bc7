#if os(Linux)
    import Links
    import Packets

    /// Asks on a link which MAC addresses neighbours have: by ARP, and by neighbour solicitation. RFC 826, RFC 4861 7.2.2
    struct NeighborAsker: ~Copyable {
        /// Whose address is wanted, and the host's own address that the question comes from; without one it is a probe
        /// (RFC 5227 section 2.1.1, RFC 4862 section 5.4.2).
        struct Question {
            var address: IPAddress
            var source: IPAddress?
        }

        /// How long after the first question those that are still open are asked again, and when all is over.
        private static let schedule: [Duration] = [.milliseconds(200), .milliseconds(500), .seconds(1)]

        private let link: PacketSocketLink
        private let own: MACAddress
        private let tags: [UInt8]
        private var dissection = Dissection()
        private var open: [IPAddress: Question] = [:]
        private var answers: [IPAddress: MACAddress] = [:]

        /// - Parameter tags: the octets of VLAN tags that questions carry.
        /// - Throws: `LinkError` when the interface cannot be listened to.
        init(_ interface: String, own: MACAddress, tags: [UInt8]) throws(LinkError) {
            var options = PacketSocketOptions()
            options.ringSize = 1 << 20
            options.handoverDelay = .milliseconds(1)
            options.direction = .inbound
            let answers = "arp or (icmp6 and ip6[40] == 136)"
            options.filter = tags.isEmpty ? answers : tags.count == 4 ? "vlan and (\(answers))" : nil
            link = try PacketSocketLink(interface, options: options)
            self.own = own
            self.tags = tags
        }

        /// Asks, and waits until all have answered or a second has gone.
        ///
        /// - Returns: the addresses of those that answered.
        /// - Throws: `LinkError`.
        mutating func ask(_ questions: [Question]) throws(LinkError) -> [IPAddress: MACAddress] {
            answers = [:]
            open = [:]
            for question in questions { open[question.address] = question }
            let waiter = try LinkWaiter()
            let start = ContinuousClock.now
            for end in Self.schedule {
                for question in questions where open[question.address] != nil {
                    try message(question).lend { (octets) throws(LinkError) in try link.send(octets) }
                    try listen()
                }
                while true {
                    try listen()
                    guard !open.isEmpty, ContinuousClock.now < start + end else { break }
                    _ = try waiter.wait(for: [link], until: start + end)
                }
                if open.isEmpty { break }
            }
            return answers
        }

        /// The frame that asks.
        private func message(_ question: Question) -> [UInt8] {
            var octets: [UInt8]
            switch question.address {
            case .v4(let address):
                octets = Packet {
                    Ethernet.with {
                        $0.destination = .broadcast; $0.source = own
                    }
                    ARP.with { arp in
                        arp.sourceHardware = own
                        if case .v4(let source) = question.source { arp.sourceAddress = source }
                        arp.destinationAddress = address
                    }
                }.octets()
            case .v6(let address):
                let group = address.solicitedNodeMulticast
                octets = Packet {
                    Ethernet.with {
                        $0.destination = group.multicastMACAddress ?? .broadcast; $0.source = own
                    }
                    IPv6.with { ip in
                        if case .v6(let source) = question.source { ip.source = source }
                        ip.destination = group
                        ip.hopLimit = 255
                    }
                    Header<ICMPv6>(
                        ICMPv6.NeighborSolicitation.with { solicitation in
                            solicitation.target = address
                            guard question.source != nil else { return }
                            let option = NeighborOption.SourceLinkAddress.with { $0.address = own }
                            solicitation.options = [Header<NeighborOption>(option)]
                        })
                }.octets()
            }
            octets.insert(contentsOf: tags, at: 12)
            return octets
        }

        /// Takes the answers that are there.
        private mutating func listen() throws(LinkError) {
            let link = link
            while let frame = try link.receive() {
                Registry.standard.dissect(frame.bytes, as: .ethernet, into: &dissection)
                let packet = PacketView(bytes: frame.bytes, layers: dissection.layers, frame: FrameInfo())
                guard let (address, link) = Self.answer(in: packet), open[address] != nil, !link.isMulticast else {
                    continue
                }
                answers[address] = link
                open[address] = nil
            }
        }

        /// Whose address a packet tells.
        private static func answer(in packet: borrowing PacketView) -> (IPAddress, MACAddress)? {
            if let arp = packet.layer(ARP.self) {
                return arp.operation == 2 ? (.v4(arp.sourceAddress), arp.sourceHardware) : nil
            }
            guard let ip = packet.layer(IPv6.self), ip.hopLimit == 255, let message = packet.layer(ICMPv6.self),
                message.type == 136, let advertisement = message.as(ICMPv6.NeighborAdvertisement.self)
            else { return nil }
            var options = advertisement.options
            while let option = options.next() {
                if option.type == 2, let target = option.as(NeighborOption.TargetLinkAddress.self) {
                    return (.v6(advertisement.target), target.address)
                }
            }
            // An answer to a question that went to it alone may leave the option out (RFC 4861 4.4).
            guard let ethernet = packet.layer(Ethernet.self) else { return nil }
            return (.v6(advertisement.target), ethernet.source)
        }
    }
#endif
