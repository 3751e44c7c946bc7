#if os(Linux)
    public import HostNetwork
    public import Links
    public import PacketProtocols
    public import Packets

    /// The packets that an expression stands for, made ready for an interface: what the expression leaves out of the
    /// addresses is filled in from the host's routes and neighbors.
    ///
    ///     var packets = try OutgoingPackets("ip(dst=10.0.0.0/30)/icmp", by: nil, seed: 1)
    ///     var batch = FrameBatch()
    ///     while packets.position < packets.count {
    ///         batch.removeAll()
    ///         try packets.take(64, into: &batch)
    ///         try packets.link.send(batch)
    ///     }
    ///
    /// Source MAC and IP address and the next hop's MAC address are filled in, where the expression does not give them;
    /// neighbors that the kernel does not know are asked for on the link itself. Where the interface carries IP without
    /// Ethernet (TUN, point-to-point), there are no MAC addresses to fill in. So is what neighbor discovery asks of the
    /// IPv6 header around its messages.
    public struct OutgoingPackets: ~Copyable {
        /// What the packets are sent by.
        public let link: any Link
        /// The interface of that link.
        public let interface: NetworkInterface
        /// What the expression stands for.
        public let sequence: ForgeSequence
        /// The place in the sequence of the packet that is taken next.
        public private(set) var position = 0
        /// How many packets could not be made ready because nobody answered who would take them, and why that was so for
        /// the last of them.
        public private(set) var undeliverable = 0
        /// Those of them that were not fetched yet; kept only where they are asked for.
        private var refused: [(octets: [UInt8], reason: String)]?
        public private(set) var obstacle: (any Error)?

        private let blanks: AddressBlanks
        private var prepared: PreparedSequence
        private var hops: NextHops
        private var random: SplitMix64
        private var octets: [UInt8] = []
        /// Where the packet in `octets` goes, if a route was asked for.
        private var destination: IPAddress?
        /// Whether all packets are the same and the way that they go is known.
        private var knowsTheOnlyWay = false
        private let tags: [UInt8]
        /// What packets are told apart by where the expression leaves it out, and the number of the first; `nil` when they
        /// need not be.
        private var identities: (places: PacketIdentities, first: UInt64)?
        private var waiting = WaitingPackets()

        /// How many packets the expression stands for; `Int.max` when more than can be counted.
        public var count: Int { sequence.count }

        /// - Parameters:
        ///   - name: the interface to send by; the one that the route to the first packet's destination says when `nil`.
        ///   - host: who sends, where it is a host of the program's own; the host's kernel is not asked then.
        ///   - seed: where `random` values begin.
        ///   - isRehearsal: whether nothing is to be sent, neither packets nor questions about neighbors.
        ///   - options: how frames leave.
        /// - Throws: `ForgeError` when the expression is wrong, `LinkError` when there is no such interface or no permission,
        ///   `HostNetworkError` when there is no route, and `SendingError`.
        public init(
            _ expression: String, by name: String?, as host: OwnHost? = nil, seed: UInt64, isRehearsal: Bool = false,
            options: PacketSocketOptions = .sending, patience: Patience = Patience(), in registry: Registry = .standard
        ) throws {
            let parsed = try Self.parse(expression)
            try self.init(
                by: name, as: host, seed: seed, isRehearsal: isRehearsal, options: options, patience: patience,
                in: registry
            ) { link throws(ForgeError) in try ForgeSequence(parsed, in: registry, link: link) }
        }

        /// The same of packets that were made otherwise than by an expression alone.
        package init(
            _ sequence: ForgeSequence, by name: String?, as host: OwnHost? = nil, seed: UInt64,
            options: PacketSocketOptions = .sending, patience: Patience = Patience(), in registry: Registry = .standard
        ) throws {
            try self.init(
                by: name, as: host, seed: seed, isRehearsal: false, options: options, patience: patience, in: registry
            ) { _ in sequence }
        }

        private init(
            by name: String?, as host: OwnHost?, seed: UInt64, isRehearsal: Bool, options: PacketSocketOptions,
            patience: Patience, in registry: Registry, _ make: (LinkType) throws(ForgeError) -> ForgeSequence
        ) throws {
            var sequence = try make(.ethernet)
            var tables = try NetworkTables()
            let first = try Self.packet(at: 0, of: sequence, seed: seed, in: registry)
            var outlet: Outlet
            if let host {
                outlet = Outlet(host)
            } else {
                let chosen = try name ?? Self.interface(for: sequence, seed: seed, &tables, in: registry)
                outlet = try Outlet(chosen, isRehearsal: isRehearsal, options, &tables)
            }
            if outlet.interface.isLoopback {
                let bare = try make(.ipv4)
                if bare.linkType == .ipv4, !isRehearsal { try outlet.useHostStack() }
            }
            if outlet.link.linkType != .ethernet {
                sequence = try make(outlet.link.linkType)
            }
            try outlet.check(sequence.linkType)
            let blanks = AddressBlanks(sequence)
            if let own = outlet.interface.mac, !outlet.interface.isLoopback, let network = blanks.network,
                outlet.link.linkType == .ethernet
            {
                first.octets.lend { octets in
                    let message = octets.clamped(first.starts[network.piece], octets.byteCount)
                    DiscoveryBlanks.addOwn(own, to: &sequence, first: message)
                }
            }
            if let own = outlet.interface.mac, !outlet.interface.isLoopback {
                try ClientBlanks.addOwn(own, to: &sequence)
            }
            let tags = Array(blanks.tags(first.octets))
            prepared = try PreparedSequence(sequence, in: registry)
            link = outlet.link
            interface = outlet.interface
            self.sequence = sequence
            self.blanks = blanks
            self.tags = tags
            hops =
                if let host {
                    NextHops(host, tags: tags, mayAsk: !isRehearsal, patience: patience)
                } else {
                    NextHops(
                        outlet.interface, tables: tables, followsRoutes: name == nil, tags: tags,
                        mayAsk: !isRehearsal, patience: patience)
                }
            random = SplitMix64(seed: seed)
        }

        private static func parse(_ expression: String) throws -> ForgeExpression {
            var parsed = try ForgeExpression(expression)
            try parsed.supplyFiles()
            return parsed
        }

        /// A packet without any address filled in, and where its layers start.
        private static func packet(
            at index: Int, of sequence: ForgeSequence, seed: UInt64, in registry: Registry
        ) throws -> (octets: [UInt8], starts: [Int]) {
            var random = SplitMix64(seed: seed)
            let prepared = try PreparedPacket(sequence.packet(at: index, random: &random), in: registry)
            return (prepared.template, prepared.starts)
        }

        /// The interface that the route to the first packet's destination leads to. The host's own addresses, and those that
        /// no route leads to, say so only when none of the packets behind them, as far as is looked, goes anywhere else.
        private static func interface(
            for sequence: ForgeSequence, seed: UInt64, _ tables: inout NetworkTables, in registry: Registry
        ) throws -> String {
            let blanks = AddressBlanks(sequence)
            var (latest, own, failure): (IPAddress?, ResolvedRoute?, HostNetworkError?)
            for index in 0..<min(sequence.count, Self.lookAhead) {
                let packet = try packet(at: index, of: sequence, seed: seed, in: registry)
                let destination = blanks.network.flatMap { network in
                    let start = packet.starts[network.piece]
                    return packet.octets.lend { octets in
                        blanks.discovery?.target(octets, networkAt: start).map { .v6($0) }
                            ?? blanks.destination(octets, networkAt: start)
                    }
                }
                guard let destination, destination != latest else { continue }
                latest = destination
                do throws(HostNetworkError) {
                    let route = try tables.route(to: destination)
                    guard route.type == .local else { return try Self.name(of: route, &tables) }
                    own = own ?? route
                } catch {
                    guard error.code == .unreachable else { throw error }
                    failure = failure ?? error
                }
            }
            if let own { return try Self.name(of: own, &tables) }
            if let failure {
                guard let latest, latest.isMulticast || latest == .v4(.broadcast) else { throw failure }
                throw SendingError(
                    .noInterface, "no route says by which interface packets to \(latest) leave; name it")
            }
            throw SendingError(.noInterface, "the packet does not say where it goes; name the interface")
        }

        /// How many packets are looked at for one that leaves the host.
        private static let lookAhead = 64

        /// The name of the interface that a route leads to.
        static func name(
            of route: ResolvedRoute, _ tables: inout NetworkTables
        ) throws(HostNetworkError) -> String {
            let interfaces = try tables.interfaces(addresses: false)
            guard let interface = interfaces.first(where: { $0.index == route.interfaceIndex }) else {
                throw HostNetworkError(
                    .notFound, subject: "route to \(route.destination)",
                    message: "it leads to an interface that is gone")
            }
            return interface.name
        }

        /// Makes the next packets ready and adds them to a batch: at most `limit`, fewer at the end, and without those that
        /// nobody would take: their next hop does not answer.
        ///
        /// - Throws: `SendingError`, `HostNetworkError`, `LinkError`.
        public mutating func take(_ limit: Int, into batch: inout FrameBatch) throws {
            let end = position + min(limit, count - position)
            var unknown: Set<IPAddress> = []
            // Neighbors that have to be asked for are asked all at once, before any packet is added.
            let before = random
            if blanks.needsLinkDestination, !knowsTheOnlyWay {
                for index in position..<end {
                    if case .ask(let neighbor) = try make(place(of: index)) { unknown.insert(neighbor) }
                }
                if !unknown.isEmpty { try hops.ask(unknown) }
                random = before
            }
            for index in position..<end { finish(try make(place(of: index)), into: &batch) }
            position = end
        }

        /// Makes the next packets ready, as `take` does, but does not wait for neighbors: those whose next hop is not known
        /// yet come later, when it is.
        ///
        /// - Throws: `SendingError`, `HostNetworkError`, `LinkError`.
        public mutating func takeReady(_ limit: Int, into batch: inout FrameBatch) throws {
            for settled in try hops.settle() { waiting.release(settled.neighbor) }
            var left = limit
            while left > 0, let place = waiting.next() {
                let latest = random
                finish(try make(place), into: &batch)
                random = latest
                left -= 1
            }
            while left > 0, position < count, waiting.hasRoom {
                let place = place(of: position)
                let way = try make(place)
                if case .ask(let neighbor) = way, let destination, try hops.begin(asking: neighbor, for: destination) {
                    waiting.add(place, for: neighbor)
                } else if case .ask = way, hops.asking != nil {
                    // There is no room for more questions now.
                    random = place.random
                    return
                } else {
                    finish(way, into: &batch)
                }
                position += 1
                left -= 1
            }
        }

        /// Where frames come that packets wait for, and when to ask for more in any case; `nil` when some are ready.
        public var obstruction: (link: any Link, deadline: ContinuousClock.Instant)? {
            guard !waiting.hasReady, position == count || !waiting.hasRoom || !hops.canAsk else { return nil }
            return hops.asking
        }

        /// Whether the packets ask who is on the link: by ARP or neighbor discovery. Everyone there answers about as soon as
        /// the others do, which is not so where packets go far.
        public var staysOnLink: Bool {
            guard let network = blanks.network else { return false }
            return network.kind == .arp
                || (network.kind == .ipv6 && DiscoveryBlanks.isDiscovery(sequence, networkPiece: network.piece))
        }

        /// What asking for neighbors has taken.
        public var sentBesides: (frames: Int, octets: Int) { hops.sent }
        /// Whether packets wait for a neighbor.
        public var isWaiting: Bool { waiting.count > 0 }

        /// From now on keeps what could not be made ready until it is fetched.
        public mutating func keepRefused() { refused = [] }

        /// The packets that could not be made ready since the last time, and why.
        public mutating func takeRefused() -> [(octets: [UInt8], reason: String)] {
            guard let refused, !refused.isEmpty else { return [] }
            self.refused = []
            return refused
        }

        private mutating func refuse(because obstacle: any Error) {
            undeliverable += 1
            self.obstacle = obstacle
            refused?.append((octets, "\(obstacle)"))
        }

        /// Adds the packet that was made to a batch, if anyone would take it.
        private mutating func finish(_ way: Delivery.LinkDestination?, into batch: inout FrameBatch) {
            switch way {
            case .silent(let neighbor), .ask(let neighbor):
                refuse(
                    because: SendingError(
                        .silentNeighbor,
                        "\(interface.name): \(neighbor) does not answer; eth.dst says where to send all the same"))
            case .nowhere(let error): refuse(because: error)
            case .host:
                refuse(
                    because: SendingError(
                        .ownAddress, "the host's own addresses are not reached by \(interface.name); send by lo"))
            case .address, nil:
                if sequence.isConstant { knowsTheOnlyWay = true }
                octets.lend { batch.append($0) }
            }
        }

        /// What the packet at a place of the sequence is made from when its turn comes now.
        private func place(of index: Int) -> WaitingPackets.Place {
            .init(index: index, random: random, number: identities.map { $0.first &+ UInt64(index) })
        }

        /// Goes back to the first packet; `random` values go on.
        public mutating func rewind() {
            if let (places, first) = identities { identities = (places, first &+ UInt64(count)) }
            position = 0
        }

        /// From now on gives every packet a number of its own where the expression leaves out what answers repeat, such as
        /// the source port: so that each finds its question.
        public mutating func tellApart(from first: UInt64) { identities = (PacketIdentities(sequence), first) }

        /// Makes one packet in `octets`, and says where its frame goes.
        private mutating func make(_ place: WaitingPackets.Place) throws -> Delivery.LinkDestination? {
            random = place.random
            try prepared.lay(at: place.index, random: &random, into: &octets)
            if let places = identities?.places, let number = place.number {
                let starts = prepared.starts
                edit { (octets, _) in places.write(number, &octets, starts: starts) }
            }
            var way: Delivery.LinkDestination?
            if !blanks.isEmpty { way = try fill(networkAt: blanks.network.map { prepared.starts[$0.piece] }) }
            prepared.finish(&octets)
            return way
        }

        private mutating func fill(networkAt start: Int?) throws -> Delivery.LinkDestination? {
            let place = start ?? octets.count
            if let own = interface.mac {
                edit { (octets, blanks) in blanks.fill(own: own, &octets, networkAt: place) }
            }
            if let discovery = blanks.discovery { edit { (octets, _) in discovery.fill(&octets, networkAt: place) } }
            guard blanks.needsSource || blanks.needsLinkDestination else { return nil }
            guard let start, let target = octets.lend({ blanks.destination($0, networkAt: start) }) else {
                if !blanks.needsLinkDestination || interface.isLoopback { return nil }
                throw SendingError(.noDestination, "the packet does not say where it goes: give ip.dst, or eth.dst")
            }
            destination = target
            let hop = try hops.hop(to: target)
            if blanks.needsSource, let source = hop.source {
                edit { (octets, blanks) in blanks.fill(source: source, &octets, networkAt: start) }
            }
            guard blanks.needsLinkDestination else { return nil }
            // A question goes to all.
            let isQuestion = blanks.network?.kind == .arp
            guard isQuestion || blanks.tags(octets) == tags[...] else {
                throw SendingError(
                    .noDestination, "where VLAN tags differ from packet to packet, eth.dst has to be given")
            }
            let link = isQuestion ? .address(arpDestination(at: start)) : hop.link
            if case .address(let address) = link {
                edit { (octets, _) in
                    var ethernet = MutableLayer<Ethernet>(&octets)
                    ethernet.destination = address
                }
            }
            return link
        }

        /// Where an ARP message goes: a reply to the one that it names, everything else to all.
        private func arpDestination(at start: Int) -> MACAddress {
            octets.lend { octets in
                guard let arp = Layer<ARP>(octets, from: start, to: octets.byteCount), arp.operation != 1,
                    !arp.destinationHardware.isUnspecified
                else { return .broadcast }
                return arp.destinationHardware
            }
        }

        private mutating func edit(_ body: (inout MutableRawSpan, AddressBlanks) -> Void) {
            let blanks = blanks
            var span = octets.mutableSpan
            var bytes = unsafe span.mutableBytes
            body(&bytes, blanks)
        }
    }
#endif
