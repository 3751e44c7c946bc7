public import Packets

/// Names a datagram socket of a stack; of no use when that is closed.
public struct DatagramHandle: Hashable, Sendable, BitwiseCopyable {
    package let slot: Int
    let generation: UInt32
}

/// What a datagram socket speaks.
public enum DatagramProtocol: UInt8, Sendable, BitwiseCopyable {
    case udp
    /// Echo requests and their replies, as Linux's ping sockets have them: the socket's port is the identifier, a datagram's
    /// the sequence number.
    case echo
}

/// A datagram that was received.
public struct ReceivedDatagram: Sendable, BitwiseCopyable, Equatable {
    public var source: IPAddress
    /// The sender's; of an echo reply the sequence number.
    public var port: UInt16
    /// How many octets it had. Those that found no room in what they were read into are lost.
    public var length: Int
    /// When it arrived, in nanoseconds.
    public var arrival: UInt64
    /// Whom it was for: an address of ours, everybody, or a group.
    public var destination: IPAddress
    public var interface: InterfaceID
    /// The time to live, or hop limit, that was left of it.
    public var hopLimit: UInt8
}

/// An ICMP error about a datagram that was sent.
struct DatagramFailure: BitwiseCopyable {
    var isRefused: Bool
    var destination: IPv6Address

    var error: StackError {
        let address = destination.ipAddress
        return isRefused
            ? StackError(.refused, "\(address) does not take what was sent: nobody listens there")
            : StackError(.unreachable, "what was sent to \(address) did not get there; it may later")
    }
}

/// A socket that takes datagrams.
struct DatagramSocket: ~Copyable {
    var isOpen = false
    var generation: UInt32 = 0
    var kind = DatagramProtocol.udp
    /// Of a raw socket, which has no `kind`: whether IP's headers are its own affair. Its port is the protocol's number.
    var raw: Raw? = nil
    var port: UInt16 = 0
    /// What its datagrams leave with; the configuration's, or what a router said, when `nil`.
    var hopLimit: UInt8? = nil
    /// What the next call throws. RFC 1122 section 4.1.3.3.
    var failure: DatagramFailure? = nil
    var waiting = PacketQueue(limit: 4096)
    /// What is known of those that wait, in their order, before their octets in the same piece of memory.
    var waitingOctets = 0

    enum Raw: UInt8, BitwiseCopyable { case withHeader, withoutHeader }

    /// The octets that stand before a datagram's own.
    static var noteLength: Int { MemoryLayout<ReceivedDatagram>.stride }
}
