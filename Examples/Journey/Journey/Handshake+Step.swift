import Packets

/// Step 4: a connection. Both sides say from which number on they count their octets, and hear that the other has heard it: SYN,
/// SYN-ACK, ACK. RFC 9293 section 3.5
public struct Conversation {
    let wire: Wire
    let port: UInt16
    let own = UInt16.random(in: 49152...65535)
    /// The number of our next octet, and of the peer's.
    var next = UInt32.random(in: .min ... .max)
    var expected: UInt32 = 0

    /// Opens a connection to a port.
    public init(_ wire: Wire, port: UInt16) throws {
        self.wire = wire
        self.port = port
        try send(.synchronize)
        // A SYN counts as an octet.
        next &+= 1
        let segment = try receive("SYN-ACK")
        guard segment.flags == .synchronize | .acknowledgment else { throw Wire.Mishap(what: "the port refuses") }
        expected = segment.sequence &+ 1
        try send(.acknowledgment)
    }

    /// A segment of the peer's.
    struct Segment {
        var flags: TCP.Flags
        var isLast: Bool
        var sequence: UInt32
        var octets: [UInt8]
    }

    func send(_ flags: TCP.Flags, _ octets: [UInt8] = []) throws {
        try wire.sendIP {
            TCP.with {
                $0.sourcePort = Port(own)
                $0.destinationPort = Port(port)
                $0.sequenceNumber = next
                $0.acknowledgmentNumber = flags == .synchronize ? 0 : expected
                $0.flags = flags
                $0.window = 65535
            }
            octets
        }
    }

    func receive(_ what: String) throws -> Segment {
        try wire.wait(for: what) { packet in
            guard wire.isAnswer(packet), let tcp = packet.layer(TCP.self), tcp.sourcePort.rawValue == port,
                tcp.destinationPort.rawValue == own
            else { return nil }
            let header = Int(tcp.headerLength)
            return Segment(
                flags: tcp.flags, isLast: tcp.finish, sequence: tcp.sequenceNumber,
                octets: unsafe tcp.message.withUnsafeBytes { unsafe Array($0.dropFirst(header)) })
        }
    }
}
