#if os(Linux)
    import ArgumentParser
    import HostNetwork
    import Packets
    import SystemCalls

    /// `ibuki _owners`: answers whose packets are, and nothing else.
    ///
    /// A capture starts it before it gives up its privileges: what dissects hostile octets may not look at other users'
    /// processes, and what may look at them sees forty octets of fixed form. It ends when nobody can ask any more.
    struct Owners: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "_owners", abstract: "Answer whose packets are.", shouldDisplay: false)

        func run() throws {
            // Ctrl-C is for the capture, which has packets left to ask about.
            Signals.ignore([SIGINT])
            var finder = try OwnerFinder()
            while let question = Self.read(OwnerMessages.questionLength) {
                guard let ends = OwnerMessages.ends(question) else { return }
                let owners = PacketOwners(
                    senders: Self.find(
                        &finder, ends.transport, ends.source, ends.sourcePort, ends.destination, ends.destinationPort),
                    receivers: Self.find(
                        &finder, ends.transport, ends.destination, ends.destinationPort, ends.source, ends.sourcePort))
                guard Self.write(OwnerMessages.answer(owners)) else { return }
            }
        }

        private static func find(
            _ finder: inout OwnerFinder, _ transport: UInt8, _ local: IPAddress, _ localPort: Port,
            _ remote: IPAddress, _ remotePort: Port
        ) -> [PacketOwners.Owner] {
            let owners = try? finder.owners(
                of: SocketProtocol(rawValue: UInt16(transport)), local: local, port: localPort, remote: remote,
                port: remotePort)
            return (owners ?? []).map { .init(process: $0.process, name: $0.name) }
        }

        /// So many octets of standard input; `nil` at its end.
        private static func read(_ count: Int) -> [UInt8]? { System.read(0, exactly: count) }

        /// Whether somebody takes the octets.
        private static func write(_ octets: [UInt8]) -> Bool { (try? System.write(1, all: octets)) != nil }
    }
#endif
