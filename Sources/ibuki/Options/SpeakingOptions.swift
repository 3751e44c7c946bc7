#if os(Linux)
    import ArgumentParser
    import HostNetwork
    import Lab
    import Links
    import NetStack
    import NetStackSockets
    import Packets
    import Probes
    import SystemCalls

    /// By which interface, and as whom, a command speaks with a stack of our own.
    struct SpeakingOptions: ParsableArguments {
        @OptionGroup var place: VoiceOptions

        @OptionGroup var families: FamilyOptions
        @OptionGroup var naming: NamingOptions

        func validate() throws {
            guard place.interface != nil || place.hostAddress else {
                throw ValidationError(
                    "-i is wanted: the interface to speak by, or 'lab' for the network inside this program; or --host-address"
                )
            }
        }

        /// Where a host is that a command speaks with.
        ///
        /// - Throws: `usage`, where its name is not known, or it has no address of the family that is wanted.
        func address(of host: PeerHost) throws -> IPAddress {
            let addresses = try place.addresses(of: host, asking: naming.dns.map(\.server))
            let fitting = addresses.filter { families.family == nil || VoiceOptions.family(of: $0) == families.family }
            guard let address = fitting.first(where: place.mayReach) ?? fitting.first else {
                throw CommandFailure(.usage, "\(host): has no address of the family that is asked for")
            }
            return address
        }

        /// Opens the interface, for a stack of our own that speaks with a host.
        func voice(to host: PeerHost) throws -> StackVoice {
            // The host's own address is that of the interface which leads to the other.
            try place.voice(to: place.hostAddress ? [address(of: host)] : [])
        }

        /// Connects to a host: to the first of a name's addresses that answers. RFC 8305
        ///
        /// - Parameter limit: how long each attempt may take.
        func connect(
            to host: PeerHost, port: UInt16, by driver: StackDriver, within limit: Duration
        ) async throws -> TCPConnection {
            guard case .name(let name) = host, !place.isInLab else {
                return try await driver.connect(to: try address(of: host), port: port, within: limit)
            }
            let lookup = try HostLookup(isInLab: false, servers: naming.dns.map(\.server)).lookup()
            let own: Set<IPFamily> =
                place.hostAddress ? [.v4, .v6] : Set(place.ownAddress.map { VoiceOptions.family(of: $0.address) })
            return try await HostLookup.told(name) {
                try await ConnectionRace.run(families.family.map { own.intersection([$0]) } ?? own) { family in
                    try await lookup.addresses(of: name, family)
                } connect: { address in
                    try await driver.connect(to: address, port: port, within: limit)
                } discard: { connection in
                    await connection.abort()
                }
            }
        }
    }

    /// The same, where who names no interface does not speak by a stack of our own.
    struct VoiceOptions: ParsableArguments {
        @Option(interface: "Speak by this interface; 'lab' is the network inside this program.") var interface: String?

        @Option(
            help: ArgumentHelp(
                "The address to speak from, with its network's prefix: one of that network that nobody has.",
                valueName: "address/length"))
        var ownAddress: [OwnAddress] = []

        @Flag(
            help:
                "Speak from this host's own address; its kernel is kept from resetting the connections. Without -i by the interface that leads there."
        )
        var hostAddress = false

        @Option(help: ArgumentHelp("Where packets for other networks go.", valueName: "address"))
        var gateway: [HostAddress] = []

        /// Whether a stack of our own speaks, and not the host's.
        var isOurs: Bool { interface != nil || hostAddress }

        /// Whether it speaks in the network inside this program.
        var isInLab: Bool { interface == Lab.interfaceName }

        func validate() throws {
            guard !hostAddress || ownAddress.isEmpty && !isInLab else {
                throw ValidationError(
                    isInLab
                        ? "--host-address is for interfaces of this host's"
                        : "--host-address takes the place of --own-address")
            }
            guard interface == nil || isInLab || hostAddress || !ownAddress.isEmpty else {
                throw ValidationError(
                    "--own-address or --host-address is wanted: an address of the network that nobody has, such as "
                        + "10.9.0.77/24, or this host's own")
            }
        }

        /// For who is called: what calls the host's own address the kernel answers, and refuses, before it is known whom to keep
        /// it from.
        func refuseHostAddress() throws {
            guard !hostAddress else {
                throw ValidationError(
                    "--host-address is for who calls: to be called there, give an address that nobody has by --own-address"
                )
            }
        }

        /// Where a host is, of either family.
        ///
        /// - Parameter servers: whom to ask for its name, instead of those that the host's files name.
        /// - Throws: `usage` or `noAnswer`, where its name is not known.
        func addresses(of host: PeerHost, asking servers: [NameServer] = []) throws -> [IPAddress] {
            switch host {
            case .address(let address): [address]
            case .name(let name): try HostLookup(isInLab: isInLab, servers: servers).addresses(of: name)
            }
        }

        /// Whether there is an address to speak with another from.
        func mayReach(_ address: IPAddress) -> Bool {
            if !hostAddress { return ownAddress.contains { Self.family(of: $0.address) == Self.family(of: address) } }
            var tables = try? NetworkTables()
            return (try? tables?.route(to: address)) != nil
        }

        static func family(of address: IPAddress) -> IPFamily { if case .v4 = address { .v4 } else { .v6 } }

        /// Opens the interface, for a stack of our own that speaks with hosts.
        func voice(to destinations: [IPAddress]) throws -> StackVoice {
            if hostAddress {
                let voice = try HostVoice(interface, to: destinations, gateways: gateway.map(\.address))
                return try StackVoice(voice)
            }
            let interface = interface ?? ""
            guard isInLab else {
                // Who does not take frames for so long loses them, as by any cable.
                let link = try PacketSocketLink(ofStack: interface, patience: .milliseconds(100))
                return try StackVoice(link, ownAddress, gateways: gateway.map(\.address))
            }
            let seat = try LabSeat()
            let gateways = Lab.gateways.filter { address in
                ownAddress.isEmpty || ownAddress.contains { Self.family(of: $0.address) == Self.family(of: address) }
            }
            return try StackVoice(
                seat, addresses: ownAddress.isEmpty ? seat.addresses : ownAddress.map(\.ofInterface),
                gateways: gateway.isEmpty ? gateways : gateway.map(\.address))
        }
    }

    extension PacketSocketLink {
        /// Opens an interface for a stack of our own, which hears what comes in.
        ///
        /// - Parameters:
        ///   - patience: how long a frame waits for room where the interface takes none.
        ///   - usesOffloads: whether long segments and pending checksums cross.
        ///   - mark: what the frames that are sent bear.
        convenience init(
            ofStack name: String, patience: Duration, usesOffloads: Bool = false, mark: UInt32? = nil
        ) throws {
            var options = PacketSocketOptions()
            options.isImmediate = true
            options.direction = .inbound
            options.patience = patience
            options.usesOffloads = usesOffloads
            options.mark = mark
            try self.init(name, options: options)
            guard linkType == .ethernet, hardwareAddress != nil else {
                throw CommandFailure(
                    .usage, "\(name) carries no Ethernet frames; a stack speaks by an interface that does")
            }
        }
    }
#endif
