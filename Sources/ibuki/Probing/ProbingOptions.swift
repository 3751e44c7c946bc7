#if os(Linux)
    import ArgumentParser
    import HostNetwork
    import Lab
    import Links
    import NetStack
    import Packets
    import Probes
    import Sending
    import SystemCalls

    /// By which interface, and as whom, a command sends packets that it makes by itself.
    struct ProbingOptions: ParsableArguments {
        @Option(
            interface:
                "Send by this interface, not by the one that the route says; 'lab' is the network inside this program.")
        var interface: String?

        @Option(
            help: ArgumentHelp(
                "An address of one's own to send from, with its network's prefix: one of that network that nobody has. Without it "
                    + "packets come from the host's.",
                valueName: "address/length"))
        var ownAddress: [OwnAddress] = []

        @Option(help: ArgumentHelp("Where packets for other networks go, with --own-address.", valueName: "address"))
        var gateway: [HostAddress] = []

        @OptionGroup var families: FamilyOptions
        @OptionGroup var naming: NamingOptions

        func validate() throws {
            guard interface != nil || (ownAddress.isEmpty && gateway.isEmpty) else {
                throw ValidationError("-i is wanted with --own-address and --gateway: the interface that they are for")
            }
            guard gateway.isEmpty || !ownAddress.isEmpty || isInLab else {
                throw ValidationError(
                    "--gateway is for --own-address: packets from the host's go as the host's routes say")
            }
        }

        /// Whether it is the network inside this program.
        var isInLab: Bool { interface == Lab.interfaceName }
        /// Whether packets come from a host of the program's own.
        var isOwn: Bool { isInLab || !ownAddress.isEmpty }

        /// The addresses of a name, of the family that is wanted, those that a way leads to first.
        func addresses(of name: String) throws -> [IPAddress] {
            let lookup = HostLookup(isInLab: isInLab, servers: naming.dns.map(\.server))
            let found = try fitting(lookup.addresses(of: name), name)
            guard !isOwn, interface == nil, found.count > 1 else { return found }
            var tables = try NetworkTables()
            let reached = found.map { (try? tables.route(to: $0)) != nil }
            return zip(found, reached).filter(\.1).map(\.0) + zip(found, reached).filter { !$0.1 }.map(\.0)
        }

        /// The address of a host.
        func address(of host: PeerHost) throws -> IPAddress {
            switch host {
            case .address(let address): try fitting([address], "\(host)")[0]
            case .name(let name): try addresses(of: name)[0]
            }
        }

        private func fitting(_ addresses: [IPAddress], _ name: String) throws(CommandFailure) -> [IPAddress] {
            let own = Set(ownAddress.map { VoiceOptions.family(of: $0.address) })
            let wanted = addresses.filter { address in
                let family = VoiceOptions.family(of: address)
                return (families.family ?? family) == family && (own.isEmpty || own.contains(family))
            }
            guard !wanted.isEmpty else {
                throw CommandFailure(.usage, "\(name): has no address of the family that is asked for")
            }
            return wanted
        }

        /// The same in the lab or with an address of one's own, by a stack that speaks too.
        var voice: VoiceOptions {
            var options = VoiceOptions()
            options.interface = interface
            options.hostAddress = false
            options.ownAddress = ownAddress
            options.gateway = gateway
            return options
        }

        /// Opens it.
        func open() throws -> ProbingPlace { try ProbingPlace(interface, ownAddress, gateway) }
    }

    /// Where probes enter a network: by the host's own interfaces, from the host's addresses, or by a station of the program's own.
    struct ProbingPlace {
        private let interface: String?
        /// The host that sends, where it is not this one.
        let station: Station?

        init(_ interface: String?, _ ownAddress: [OwnAddress] = [], _ gateway: [HostAddress] = []) throws {
            self.interface = interface
            if interface == Lab.interfaceName {
                let seat = try LabSeat()
                try Self.begin(seat)
                let families = Set(ownAddress.map { VoiceOptions.family(of: $0.address) })
                let gateways = Lab.gateways.filter {
                    families.isEmpty || families.contains(VoiceOptions.family(of: $0))
                }
                station = Station(
                    seat.link, addresses: ownAddress.isEmpty ? seat.addresses : ownAddress.map(\.ofInterface),
                    gateways: gateway.isEmpty ? gateways : gateway.map(\.address))
            } else if let interface, !ownAddress.isEmpty {
                let link = try PacketSocketLink(ofStack: interface, patience: .milliseconds(100))
                station = Station(link, addresses: ownAddress.map(\.ofInterface), gateways: gateway.map(\.address))
            } else {
                station = nil
            }
        }

        /// Waits until a lab is there.
        private static func begin(_ seat: LabSeat) throws {
            guard !seat.isShared else { return }
            let waiter = try LinkWaiter()
            let alarm = waiter.alarm
            nonisolated(unsafe) let seat = seat
            Task {
                try? await unsafe seat.lab?.startWithTLS()
                alarm.ring()
            }
            while try !waiter.wait(for: []).contains(.alarm) {}
        }

        /// The host that sends by an interface, where it is not this one: in the lab.
        static func host(_ interface: String?) throws -> OwnHost? { try ProbingPlace(interface).station?.host }

        /// What frames leave by that are complete: an interface, or a cable into the lab.
        static func outlet(
            _ interface: String?, isRehearsal: Bool = false, _ options: PacketSocketOptions
        ) throws -> Outlet {
            if let host = try host(interface) { return Outlet(host) }
            var tables = try NetworkTables()
            return try Outlet(interface ?? "", isRehearsal: isRehearsal, options, &tables)
        }

        /// Who finds the way of packets.
        ///
        /// - Parameter asksAnew: whether neighbors are asked for though the kernel knows them.
        func courier(to destination: IPAddress, asksAnew: Bool, patience: Patience) throws -> Courier {
            if let station { return Courier(as: station.host, patience: patience) }
            return try Courier(to: destination, by: interface, asksAnew: asksAnew, patience: patience)
        }

        /// What hears answers.
        ///
        /// - Parameters:
        ///   - name: the interface.
        ///   - filter: what is waited for; all that comes when `nil`. What the host itself sends is not among it. pcap-filter(7)
        func receiver(on name: String, _ filter: String?) throws -> any Link {
            if let station { return station.hear() }
            var options = PacketSocketOptions()
            options.ringSize = 8 << 20
            options.handoverDelay = .milliseconds(1)
            options.direction = .inbound
            options.filter = filter
            return try PacketSocketLink(name, options: options)
        }

        /// Destinations by the family and the interface that leads to them, in their order; and those that none leads to, and why.
        func groups(_ destinations: [IPAddress]) throws -> (groups: [[IPAddress]], lost: [(IPAddress, String)]) {
            struct Key: Hashable {
                var isOld: Bool
                var interface: UInt32
            }
            guard station == nil else { return ([destinations], []) }
            var tables = try NetworkTables()
            var groups: [(key: Key, members: [IPAddress])] = []
            var places: [Key: Int] = [:]
            var lost: [(IPAddress, String)] = []
            for destination in destinations {
                var key = Key(isOld: VoiceOptions.family(of: destination) == .v4, interface: 0)
                if interface == nil {
                    do throws(HostNetworkError) {
                        key.interface = try tables.route(to: destination).interfaceIndex
                    } catch {
                        guard error.code == .unreachable else { throw error }
                        lost.append((destination, "\(error)"))
                        continue
                    }
                }
                if let place = places[key] {
                    groups[place].members.append(destination)
                } else {
                    places[key] = groups.count
                    groups.append((key, [destination]))
                }
            }
            return (groups.map(\.members), lost)
        }
    }
#endif
