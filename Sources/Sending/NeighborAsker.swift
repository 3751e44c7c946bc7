#if os(Linux)
    internal import Links
    internal import PacketProtocols
    internal import Packets
    internal import SystemCalls

    /// Asks on a link which MAC addresses neighbors have: by ARP, and by neighbor solicitation. RFC 826, RFC 4861 7.2.2
    ///
    /// It does not wait by itself: `settle` takes the answers that came, when there are frames on `link` or at `deadline`.
    final class NeighborAsker {
        /// Whose address is wanted, and the host's own address that the question comes from; without one it is a probe
        /// (RFC 5227 section 2.1.1, RFC 4862 section 5.4.2).
        struct Question {
            var address: IPAddress
            var source: IPAddress?
        }

        /// Who has answered, or has not in all the time there was.
        struct Settled {
            var neighbor: IPAddress
            /// `nil` for silence.
            var address: MACAddress?
            /// How long the answer took.
            var delay = Duration.zero
        }

        /// How often each neighbor is asked.
        private static let tries = 3
        /// How many may be asked for at once.
        static let limit = 4096

        /// Where the answers come.
        let link: any Link
        /// The questions that were sent, those put again among them.
        private(set) var sentFrames = 0
        private(set) var sentOctets = 0
        private let own: MACAddress
        private let tags: [UInt8]
        private var dissection = Dissection()
        private var questions: OpenQuestions
        /// Whom each open question is about, by its number.
        private var neighbors: [Int: IPAddress] = [:]
        private var numbers = 0

        /// - Parameters:
        ///   - link: by which questions leave, and what comes is heard.
        ///   - tags: the octets of VLAN tags that questions carry.
        init(_ link: any Link, own: MACAddress, tags: [UInt8], patience: Patience) {
            self.link = link
            self.own = own
            self.tags = tags
            questions = OpenQuestions(
                timeout: patience.time / Self.tries, retries: Self.tries - 1, limit: Self.limit, adapts: patience.adapts
            )
        }

        /// A link to an interface of the host, which hears answers alone.
        ///
        /// - Throws: `LinkError` when the interface cannot be listened to.
        static func open(_ interface: String, tags: [UInt8]) throws(LinkError) -> any Link {
            var options = PacketSocketOptions()
            options.ringSize = 1 << 20
            options.handoverDelay = .milliseconds(1)
            options.direction = .inbound
            let answers = "arp or (icmp6 and ip6[40] == 136)"
            options.filter = tags.isEmpty ? answers : tags.count == 4 ? "vlan and (\(answers))" : nil
            return try PacketSocketLink(interface, options: options)
        }

        /// How many more may be asked for now.
        var room: Int { questions.room }

        /// When there is something to do though nothing came; `nil` when nobody is asked for.
        var deadline: ContinuousClock.Instant? { questions.nextDeadline }

        /// Asks for a neighbor that is not being asked for.
        ///
        /// - Throws: `LinkError`.
        func ask(_ question: Question) throws(LinkError) {
            // A question has no length that could be too large.
            guard let octets = try? message(question) else { return }
            let keys = octets.lend { bytes in
                Registry.standard.dissect(bytes, as: .ethernet, into: &dissection)
                return PacketView(bytes: bytes, layers: dissection.layers, frame: FrameInfo()).questionKeys
            }
            neighbors[numbers] = question.address
            questions.open(
                octets, number: numbers, keys: keys, keepsOpen: false, sent: .now, at: .now)
            numbers += 1
            try send(octets)
        }

        /// Takes the answers that are there, asks again where it is time, and gives up where it is over.
        ///
        /// - Throws: `LinkError`.
        func settle() throws(LinkError) -> [Settled] {
            var settled: [Settled] = []
            let link = link
            while let frame = try link.receive() {
                Registry.standard.dissect(frame.bytes, as: .ethernet, into: &dissection)
                let packet = PacketView(bytes: frame.bytes, layers: dissection.layers, frame: FrameInfo())
                let time = frame.timestamp
                guard let address = Self.answer(in: packet), !address.isMulticast,
                    let question = questions.answer(packet.answerKeys, at: time),
                    let neighbor = neighbors.removeValue(forKey: question.number)
                else { continue }
                settled.append(Settled(neighbor: neighbor, address: address, delay: question.delay(of: time)))
            }
            while let outcome = questions.next(at: .now, time: .now) {
                switch outcome {
                case .again(let question): try send(question.octets)
                case .over(let question):
                    guard let neighbor = neighbors.removeValue(forKey: question.number) else { continue }
                    settled.append(Settled(neighbor: neighbor, address: nil))
                }
            }
            return settled
        }

        private func send(_ octets: [UInt8]) throws(LinkError) {
            try octets.lend { (octets) throws(LinkError) in try link.send(octets) }
            sentFrames += 1
            sentOctets += octets.count
        }

        /// The frame that asks.
        private func message(_ question: Question) throws(ForgeError) -> [UInt8] {
            var octets: [UInt8]
            switch question.address {
            case .v4(let address):
                octets = try Packet {
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
                octets = try Packet {
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
            octets.insert(contentsOf: tags, at: AddressBlanks.tagStart)
            return octets
        }

        /// The address that an answer tells.
        private static func answer(in packet: borrowing PacketView) -> MACAddress? {
            if let arp = packet.layer(ARP.self) { return arp.operation == 2 ? arp.sourceHardware : nil }
            guard let ip = packet.layer(IPv6.self), ip.hopLimit == 255, let message = packet.layer(ICMPv6.self),
                message.type == 136, let advertisement = message.as(ICMPv6.NeighborAdvertisement.self)
            else { return nil }
            var options = advertisement.options
            while let option = options.next() {
                if option.type == 2, let target = option.as(NeighborOption.TargetLinkAddress.self) {
                    return target.address
                }
            }
            // An answer to a question that went to it alone may leave the option out (RFC 4861 4.4).
            return packet.layer(Ethernet.self)?.source
        }
    }
#endif
