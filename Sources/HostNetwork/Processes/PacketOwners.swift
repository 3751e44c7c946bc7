package import Packets

/// The ends of a packet, as a socket has them.
package struct PacketEnds: Hashable {
    /// TCP's or UDP's number (RFC 5237).
    package var transport: UInt8
    package var source: IPAddress
    package var sourcePort: Port
    package var destination: IPAddress
    package var destinationPort: Port

    package init(
        transport: UInt8, source: IPAddress, _ sourcePort: Port, destination: IPAddress, _ destinationPort: Port
    ) {
        self.transport = transport
        self.source = source
        self.sourcePort = sourcePort
        self.destination = destination
        self.destinationPort = destinationPort
    }

    /// The ends that a packet's outermost headers say; `nil` when it is neither TCP nor UDP over IP.
    package init?(_ packet: borrowing PacketView) {
        let source: IPAddress
        let destination: IPAddress
        if let ip = packet.layer(IPv4.self) {
            source = .v4(ip.source)
            destination = .v4(ip.destination)
        } else if let ip = packet.layer(IPv6.self) {
            source = .v6(ip.source)
            destination = .v6(ip.destination)
        } else {
            return nil
        }
        if let tcp = packet.layer(TCP.self) {
            self.init(transport: 6, source: source, tcp.sourcePort, destination: destination, tcp.destinationPort)
        } else if let udp = packet.layer(UDP.self) {
            self.init(transport: 17, source: source, udp.sourcePort, destination: destination, udp.destinationPort)
        } else {
            return nil
        }
    }
}

/// The processes of this host that a packet is from, and those that it is for.
package struct PacketOwners: Hashable, CustomStringConvertible {
    package struct Owner: Hashable, Sendable {
        package var process: UInt32
        package var name: String

        package init(process: UInt32, name: String) {
            self.process = process
            self.name = name
        }
    }

    package var senders: [Owner] = []
    package var receivers: [Owner] = []

    package init(senders: [Owner] = [], receivers: [Owner] = []) {
        self.senders = senders
        self.receivers = receivers
    }

    package var isEmpty: Bool { senders.isEmpty && receivers.isEmpty }

    /// `curl[812] > nginx[77],nginx[78]`; an end that is not on this host is left out. Processes choose their names: on
    /// a terminal they are to be escaped.
    package var description: String {
        func text(_ owners: [Owner]) -> String {
            owners.map { "\($0.name)[\($0.process)]" }.joined(separator: ",")
        }
        if receivers.isEmpty { return text(senders) + " >" }
        return (senders.isEmpty ? "> " : text(senders) + " > ") + text(receivers)
    }
}
