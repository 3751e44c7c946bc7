import Packets

/// The ends of a packet, as a socket has them.
struct PacketEnds: Hashable {
    /// TCP's or UDP's number (RFC 5237).
    var transport: UInt8
    var source: IPAddress
    var sourcePort: Port
    var destination: IPAddress
    var destinationPort: Port

    init(transport: UInt8, source: IPAddress, _ sourcePort: Port, destination: IPAddress, _ destinationPort: Port) {
        self.transport = transport
        self.source = source
        self.sourcePort = sourcePort
        self.destination = destination
        self.destinationPort = destinationPort
    }

    /// The ends that a packet's outermost headers say; `nil` when it is neither TCP nor UDP over IP.
    init?(_ packet: borrowing PacketView) {
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
struct PacketOwners: Hashable, CustomStringConvertible {
    struct Owner: Hashable {
        var process: UInt32
        var name: String
    }

    var senders: [Owner] = []
    var receivers: [Owner] = []

    var isEmpty: Bool { senders.isEmpty && receivers.isEmpty }

    /// `curl[812] > nginx[77],nginx[78]`; an end that is not on this host is left out. Processes choose their names: on
    /// a terminal they are to be escaped.
    var description: String {
        func text(_ owners: [Owner]) -> String {
            owners.map { "\($0.name)[\($0.process)]" }.joined(separator: ",")
        }
        if receivers.isEmpty { return text(senders) + " >" }
        return (senders.isEmpty ? "> " : text(senders) + " > ") + text(receivers)
    }
}
