#if os(Linux)
    import Links
    import NetStack
    import NetStackSockets
    import Packets

    /// A stack of the program's own at a link: what a command speaks by.
    struct StackVoice: @unchecked Sendable {
        // Sendable because the link is the driver's alone from `begin` on.
        private let link: any Link
        private let addresses: [Interface.Address]
        private let gateways: [IPAddress]
        let driver: StackDriver

        init(_ link: any Link, _ addresses: [OwnAddress], gateways: [HostAddress], connections: Int = 1024) throws {
            self.link = link
            self.addresses = addresses.map(\.ofInterface)
            self.gateways = gateways.map(\.address)
            var configuration = StackConfiguration(secrets: .random())
            configuration.connectionLimit = connections
            driver = try StackDriver(configuration) { error in StandardError.print("ibuki: \(error)") }
        }

        /// Hands the link to the driver.
        func begin() async { await driver.add(link, addresses: addresses, gateways: gateways) }
    }
#endif
