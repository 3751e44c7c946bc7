internal import PacketProtocols
public import Packets

/// A packet that asks a host, or the routers on the way to it, for a sign of life: an echo request, a segment of TCP, a datagram.
public struct Probe: Sendable, Hashable {
    /// Whom it is for.
    public var destination: IPAddress
    /// How many routers it may pass.
    public var hopLimit: UInt8 = 64
    public var content: Content

    /// What IP carries.
    public enum Content: Sendable, Hashable {
        /// An echo request. RFC 792, RFC 4443 section 4.1
        case echo(identifier: UInt16, sequence: UInt16, octets: [UInt8])
        /// A SYN; with an acknowledgment number an ACK, which a host that knows no such connection answers with a RST. RFC 9293
        /// section 3.10.7.1
        case segment(from: UInt16, to: UInt16, sequence: UInt32, acknowledgment: UInt32?)
        /// A datagram of UDP.
        case datagram(from: UInt16, to: UInt16, octets: [UInt8])
    }

    public init(_ destination: IPAddress, hopLimit: UInt8 = 64, _ content: Content) {
        self.destination = destination
        self.hopLimit = hopLimit
        self.content = content
    }

    /// The port that it is for; `nil` for an echo request.
    public var port: UInt16? {
        switch content {
        case .echo: nil
        case .segment(_, let port, _, _), .datagram(_, let port, _): port
        }
    }

    /// The packet on the wire, from IP's header on.
    ///
    /// - Parameters:
    ///   - source: an address of the destination's family.
    ///   - identification: IPv4's.
    /// - Throws: `ForgeError` where it would be too long for its protocol, or the families differ.
    func packet(from source: IPAddress, identification: UInt16) throws(ForgeError) -> [UInt8] {
        var pieces: [Packet.Piece]
        let isOld: Bool
        switch (source, destination) {
        case (.v4(let source), .v4(let destination)):
            isOld = true
            let header = IPv4.with {
                $0.source = source
                $0.destination = destination
                $0.timeToLive = hopLimit
                $0.identification = identification
            }
            pieces = PacketBuilder.buildExpression(header)
        case (.v6(let source), .v6(let destination)):
            isOld = false
            let header = IPv6.with {
                $0.source = source
                $0.destination = destination
                $0.hopLimit = hopLimit
            }
            pieces = PacketBuilder.buildExpression(header)
        default: throw ForgeError(.value, "\(source) and \(destination) are of different families")
        }
        pieces += content.pieces(isOld: isOld)
        return try Packet(pieces: pieces).octets(in: .internet)
    }

    /// What a packet that was sent had asked; `nil` where it is none of these.
    init?(_ packet: borrowing PacketView) {
        if let ip = packet.layer(IPv4.self) {
            destination = .v4(ip.destination)
            hopLimit = ip.timeToLive
        } else if let ip = packet.layer(IPv6.self) {
            destination = .v6(ip.destination)
            hopLimit = ip.hopLimit
        } else {
            return nil
        }
        if let tcp = packet.layer(TCP.self) {
            content = .segment(
                from: tcp.sourcePort.rawValue, to: tcp.destinationPort.rawValue, sequence: tcp.sequenceNumber,
                acknowledgment: tcp.acknowledgment ? tcp.acknowledgmentNumber : nil)
        } else if let udp = packet.layer(UDP.self) {
            content = .datagram(
                from: udp.sourcePort.rawValue, to: udp.destinationPort.rawValue, octets: packet.datagram)
        } else if let icmp = packet.layer(ICMP.self), let echo = icmp.as(ICMP.Echo.self) {
            content = .echo(identifier: echo.identifier, sequence: echo.sequence, octets: [])
        } else if let icmp = packet.layer(ICMPv6.self), let echo = icmp.as(ICMPv6.Echo.self) {
            content = .echo(identifier: echo.identifier, sequence: echo.sequence, octets: [])
        } else {
            return nil
        }
    }
}

extension PacketView {
    /// What the datagram carries.
    fileprivate var datagram: [UInt8] {
        for index in 0..<layers.count where layers[index].type == UDP.self {
            return (layers[index].payloadStart..<layers[index].end).map { octets.octet($0) }
        }
        return []
    }
}

extension Probe.Content {
    /// - Parameter isOld: whether IPv4 carries it.
    fileprivate func pieces(isOld: Bool) -> [Packet.Piece] {
        switch self {
        case .echo(let identifier, let sequence, let octets) where isOld:
            let echo = ICMP.Echo.with {
                $0.identifier = identifier
                $0.sequence = sequence
            }
            var header = Header<ICMP>(echo)
            header.type = 8
            return PacketBuilder.buildExpression(header) + PacketBuilder.buildExpression(octets)
        case .echo(let identifier, let sequence, let octets):
            let echo = ICMPv6.Echo.with {
                $0.identifier = identifier
                $0.sequence = sequence
            }
            var header = Header<ICMPv6>(echo)
            header.type = 128
            return PacketBuilder.buildExpression(header) + PacketBuilder.buildExpression(octets)
        case .segment(let from, let to, let sequence, let acknowledgment):
            let header = TCP.with {
                $0.sourcePort = Port(rawValue: from)
                $0.destinationPort = Port(rawValue: to)
                $0.sequenceNumber = sequence
                $0.window = 64_240
                if let acknowledgment {
                    $0.acknowledgment = true
                    $0.acknowledgmentNumber = acknowledgment
                } else {
                    $0.synchronize = true
                    $0.options = [Header<TCP.Option>(TCP.MaximumSegmentSize.with { $0.size = 1460 })]
                }
            }
            return PacketBuilder.buildExpression(header)
        case .datagram(let from, let to, let octets):
            let header = UDP.with {
                $0.sourcePort = Port(rawValue: from)
                $0.destinationPort = Port(rawValue: to)
            }
            return PacketBuilder.buildExpression(header) + PacketBuilder.buildExpression(octets)
        }
    }
}
