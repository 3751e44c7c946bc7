#if os(Linux)
    import ArgumentParser
    import Links
    import NetStackSockets
    import Packets
    import SystemCalls

    /// By which interface, and as whom, a command speaks with a stack of our own.
    struct SpeakingOptions: ParsableArguments {
        @Option(interface: "Speak by this interface.") var interface: String?

        @Option(
            help: ArgumentHelp(
                "The address to speak from, with its network's prefix: one of that network that nobody has.",
                valueName: "address/length"))
        var ownAddress: [OwnAddress] = []

        @Option(help: ArgumentHelp("Where packets for other networks go.", valueName: "address"))
        var gateway: [HostAddress] = []

        func validate() throws {
            guard interface != nil else { throw ValidationError("-i is wanted: the interface to speak by") }
            guard !ownAddress.isEmpty else {
                throw ValidationError(
                    "--own-address is wanted: from the host's own, the kernel would answer too; choose one of the network "
                        + "that nobody has, such as 10.9.0.77/24")
            }
        }

        /// Opens the interface, for a stack of our own.
        func voice() throws -> StackVoice {
            var options = PacketSocketOptions()
            options.isImmediate = true
            options.direction = .inbound
            // Who does not take frames for so long loses them, as by any cable.
            options.patience = .milliseconds(100)
            let link = try PacketSocketLink(interface ?? "", options: options)
            guard link.linkType == .ethernet, link.hardwareAddress != nil else {
                throw CommandFailure(
                    .usage, "\(link.name) carries no Ethernet frames; a stack speaks by an interface that does")
            }
            return try StackVoice(link, ownAddress, gateways: gateway)
        }
    }
#endif
