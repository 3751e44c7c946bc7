#if os(Linux)
    import Foundation
    import Links
    import NetStack
    import Packets
    import PrivateNetwork

    /// The other end of the host's cable, where frames are made by hand.
    final class FarSide {
        private let link: PacketSocketLink
        /// The number of the latest echo request.
        private var number: UInt8 = 0

        init() throws {
            var options = PacketSocketOptions()
            options.isImmediate = true
            options.direction = .inbound
            link = try PacketSocketLink("b0", options: options)
        }

        /// A segment between two ends.
        ///
        /// - Parameter isOurs: whether the host sends it.
        static func segment(
            from source: Endpoint, to destination: Endpoint, isReset: Bool, isOurs: Bool
        ) throws -> [UInt8] {
            try frame(from: source.address, to: destination.address, isOurs: isOurs) {
                TCP.with {
                    $0.sourcePort = Port(source.port)
                    $0.destinationPort = Port(destination.port)
                    $0.reset = isReset
                    $0.acknowledgment = !isReset
                }
            }
        }

        private static func frame(
            from source: IPAddress, to destination: IPAddress, isOurs: Bool = false,
            @PacketBuilder _ content: () -> [Packet.Piece]
        ) throws -> [UInt8] {
            let (host, peer) = (MACAddress(2, 0, 0, 0, 0, 0xa), MACAddress(2, 0, 0, 0, 0, 0xb))
            let ethernet = Ethernet.with {
                $0.source = isOurs ? host : peer
                $0.destination = isOurs ? peer : host
            }
            let packet = Packet {
                ethernet
                if case .v4(let source) = source, case .v4(let destination) = destination {
                    IPv4.with {
                        $0.source = source
                        $0.destination = destination
                    }
                }
                if case .v6(let source) = source, case .v6(let destination) = destination {
                    IPv6.with {
                        $0.source = source
                        $0.destination = destination
                    }
                }
                Packet(pieces: content())
            }
            return try packet.octets(in: .internet)
        }

        /// Whether the host answers a segment of a connection with a RST.
        func isReset(_ local: Endpoint, _ remote: Endpoint) throws -> Bool {
            try send(Self.segment(from: remote, to: local, isReset: false, isOurs: false))
            return try seesReset(from: local, to: remote)
        }

        /// Whether the host says of a UDP port that nobody is there.
        func isUnreachable(port: UInt16) throws -> Bool {
            try send(
                Self.frame(from: "10.9.0.2", to: "10.9.0.1") {
                    UDP.with {
                        $0.sourcePort = 53
                        $0.destinationPort = Port(port)
                    }
                })
            return try comes { packet in
                guard let icmp = packet.layer(ICMP.self) else { return false }
                return icmp.type == 3 && icmp.code == 3
            }
        }

        /// Whether a RST comes.
        func seesReset(from local: Endpoint, to remote: Endpoint) throws -> Bool {
            try comes { packet in
                guard let tcp = packet.layer(TCP.self) else { return false }
                return tcp.reset && tcp.sourcePort.rawValue == local.port
                    && tcp.destinationPort.rawValue == remote.port
            }
        }

        private func send(_ frame: [UInt8]) throws { try link.send(unsafe frame.span.bytes, offload: nil) }

        /// Whether a packet comes that is looked for, before the answer to an echo request that is sent behind all else: the host
        /// answers one by one.
        private func comes(_ isWanted: (borrowing PacketView) -> Bool) throws -> Bool {
            var dissector = PacketDissector(.internet)
            let (link, waiter) = (link, try LinkWaiter())
            number += 1
            let rest = [0, 0, 0, number]
            let echo = try Self.frame(from: "10.9.0.2", to: "10.9.0.1") {
                ICMP.with { $0.type = 8 }
                rest
            }
            for _ in 0..<20 {
                try send(echo)
                let end = ContinuousClock.now + .seconds(1)
                while ContinuousClock.now < end {
                    while let frame = try link.receive() {
                        let octets = unsafe frame.bytes.withUnsafeBytes { unsafe Array($0) }
                        let packet = dissector.packet(unsafe octets.span.bytes, at: frame.timestamp, as: .ethernet)
                        if isWanted(packet) { return true }
                        if let icmp = packet.layer(ICMP.self), icmp.type == 0, octets.ends(with: rest) { return false }
                    }
                    _ = try waiter.wait(for: [link], until: end)
                }
            }
            throw Failure("the host does not answer to ping")
        }
    }

    extension Array where Element: Equatable {
        fileprivate func ends(with others: [Element]) -> Bool { suffix(others.count).elementsEqual(others) }
    }
#endif
