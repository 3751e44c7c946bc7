#if os(Linux)
    import Lab
    import Links
    import NetStack
    import NetStackSockets
    import Packets
    import ResetGuard

    /// A stack of the program's own at a link: what a command speaks by.
    struct StackVoice: @unchecked Sendable {
        // Sendable because the link is the driver's alone from `begin` on.
        private let link: any Link
        private let addresses: [Interface.Address]
        private let gateways: [IPAddress]
        /// The place in the lab, where it is there.
        private let seat: LabSeat?
        /// What keeps the kernel quiet, where the address is the host's too.
        private let resetGuard: ResetGuard?
        /// Whether it makes IPv6 addresses of its card's own.
        private let isAutomatic: Bool
        let driver: StackDriver

        private init(
            _ link: any Link, addresses: [Interface.Address], gateways: [IPAddress], connections: Int = 1024,
            seat: LabSeat? = nil, resetGuard: ResetGuard? = nil, isAutomatic: Bool = false,
            onJournal: (@Sendable ([UInt8]) -> Void)? = nil
        ) throws {
            self.link = link
            self.addresses = addresses
            self.gateways = gateways
            self.seat = seat
            self.resetGuard = resetGuard
            self.isAutomatic = isAutomatic
            var configuration = StackConfiguration(secrets: .random())
            configuration.connectionLimit = connections
            driver = try StackDriver(
                configuration, keeper: resetGuard, onFailure: { error in StandardError.print("ibuki: \(error)") },
                onJournal: onJournal)
        }

        /// - Parameters:
        ///   - isAutomatic: whether it makes IPv6 addresses of its card's own, as routers tell (RFC 4862).
        ///   - onJournal: takes what the stack writes down of its life; nothing is written down when `nil`.
        init(
            _ link: any Link, _ addresses: [OwnAddress], gateways: [IPAddress], connections: Int = 1024,
            isAutomatic: Bool = false, onJournal: (@Sendable ([UInt8]) -> Void)? = nil
        ) throws {
            try self.init(
                link, addresses: addresses.map(\.ofInterface), gateways: gateways, connections: connections,
                isAutomatic: isAutomatic, onJournal: onJournal)
        }

        /// In the lab.
        init(_ seat: LabSeat, addresses: [Interface.Address], gateways: [IPAddress]) throws {
            try self.init(seat.link, addresses: addresses, gateways: gateways, seat: seat)
        }

        /// From the host's own addresses.
        init(_ voice: HostVoice) throws {
            try self.init(
                voice.link, addresses: voice.addresses, gateways: voice.gateways, resetGuard: voice.resetGuard)
        }

        /// Without an address as yet, at an interface or in a lab.
        init(withoutAddress interface: String) throws {
            if interface == Lab.interfaceName {
                try self.init(try LabSeat(), addresses: [], gateways: [])
            } else {
                let link = try PacketSocketLink(ofStack: interface, patience: .milliseconds(100))
                try self.init(link, addresses: [], gateways: [])
            }
        }

        /// An Ethernet address like the link's, which is nobody's: locally administered, and another one where the link's is.
        var foreignCard: MACAddress {
            let own = link.hardwareAddress?.rawValue ?? 0
            return MACAddress(rawValue: own ^ (own >> 41 & 1 == 0 ? 0x0200_0000_0000 : 0x0400_0000_0000))
        }

        /// What the kernel was kept from, in words; `nil` where it has the addresses not.
        var restraint: String? { resetGuard.map { HostVoice.restraint($0) } }

        /// What others reach it at, in words.
        var place: String {
            (addresses.map { "\($0.address)" } + (isAutomatic ? ["what routers tell"] : [])).joined(separator: " and ")
        }

        /// Hands the link to the driver.
        @discardableResult
        func begin() async throws -> InterfaceID {
            try await seat?.lab?.startWithTLS()
            return await driver.add(
                link, addresses: addresses, gateways: gateways, identifiers: isAutomatic ? .hardware : nil,
                sharesAddresses: resetGuard != nil)
        }
    }
#endif
