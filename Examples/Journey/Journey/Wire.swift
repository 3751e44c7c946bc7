public import Lab
import Links
import PacketPresenters
import PacketProtocols
public import Packets

/// A wire to send frames into, and what comes back on it: each is printed as it passes. Of protocols
/// nothing is here but the frame; the steps know them.
///
/// Without arguments it leads into the lab, where a host is asked that a step names. With `INTERFACE OWN-ADDRESS PEER` it is a
/// network interface: the own address is one of its network that nobody has, so that no kernel answers too.
public final class Wire {
    private let link: any Link
    private let lab: Lab?
    private var shown = Transcript()
    /// Where we are.
    public let address: IPv4Address
    public let card: MACAddress
    /// Who is asked.
    public let peer: IPv4Address
    /// The peer's card, as soon as ARP has found it.
    var peerCard: MACAddress?

    public init(to host: LabHost) async throws {
        let arguments = CommandLine.arguments.dropFirst()
        if arguments.isEmpty {
            let lab = try Lab()
            try await lab.start()
            link = try lab.plug()
            (address, peer) = ("10.77.0.100", host.ipv4)
            self.lab = lab
        } else {
            guard arguments.count == 3 else { throw Mishap(what: "it takes INTERFACE OWN-ADDRESS PEER, or nothing") }
            var options = PacketSocketOptions()
            options.isImmediate = true
            options.direction = .inbound
            link = try PacketSocketLink(arguments[1], options: options)
            (address, peer) = (try IPv4Address(parsing: arguments[2]), try IPv4Address(parsing: arguments[3]))
            lab = nil
        }
        guard let own = link.hardwareAddress else { throw Mishap(what: "\(link.name) has no Ethernet address") }
        card = own
    }

    /// Why a step came to nothing.
    public struct Mishap: Error, CustomStringConvertible {
        let what: String
        public var description: String { what }
    }

    /// Sends a frame to a card. What its packet leaves out, lengths, checksums and which protocol follows, is filled in.
    func send(to receiver: MACAddress, @PacketBuilder _ content: () -> [Packet.Piece]) throws {
        let octets = try Packet {
            Ethernet.with {
                $0.destination = receiver
                $0.source = card
            }
            Packet(pieces: content())
        }.octets(in: .standard)
        shown.print(octets, ">")
        try link.send(unsafe octets.span.bytes, offload: nil)
    }

    /// Waits for a packet of which something can be made.
    func wait<Value>(for what: String, _ match: (borrowing PacketView) throws -> Value?) throws -> Value {
        var dissector = PacketDissector(.standard)
        let (link, waiter) = (link, try LinkWaiter())
        let end = ContinuousClock.now + .seconds(5)
        while ContinuousClock.now < end {
            while let frame = try link.receive() {
                let octets = unsafe frame.bytes.withUnsafeBytes { unsafe Array($0) }
                let packet = dissector.packet(unsafe octets.span.bytes, at: .now, as: .ethernet)
                try answerQuestions(about: packet)
                if let value = try match(packet) {
                    shown.print(octets, "<")
                    return value
                }
            }
            _ = try waiter.wait(for: [link], until: end)
        }
        throw Mishap(what: "\(peer) sends no \(what)")
    }

    /// Lets go of the lab.
    public func close() async { await lab?.shutDown() }
}

/// What passed, as it was printed: it knows the connections, so that numbers count from their beginnings.
private struct Transcript: ~Copyable {
    private var dissector = PacketDissector(.standard)

    mutating func print(_ octets: [UInt8], _ mark: String) {
        Swift.print("\(mark) \(dissector.packet(unsafe octets.span.bytes, at: .now, as: .ethernet))")
    }
}
