public import Packets

/// What a socket speaks. Internet protocols have their own numbers (RFC 5237); those that are none of theirs lie above 255.
public struct SocketProtocol: NamedNumber, Comparable {
    public var rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }
    public static func < (a: SocketProtocol, b: SocketProtocol) -> Bool { a.rawValue < b.rawValue }

    public static let icmp: SocketProtocol = 1
    public static let tcp: SocketProtocol = 6
    public static let udp: SocketProtocol = 17
    public static let icmpv6: SocketProtocol = 58
    public static let sctp: SocketProtocol = 132
    public static let udplite: SocketProtocol = 136
    /// IP packets of some protocol, as they are. raw(7)
    public static let raw: SocketProtocol = 255
    /// unix(7)
    public static let unix: SocketProtocol = 257
    /// RFC 8684
    public static let mptcp: SocketProtocol = 262
    /// Frames. packet(7)
    public static let packet: SocketProtocol = 273

    public static let names: [ValueName] = [
        .init(1, "icmp"), .init(6, "tcp"), .init(17, "udp"), .init(58, "icmpv6"), .init(132, "sctp"),
        .init(136, "udplite"), .init(255, "raw"), .init(257, "unix"), .init(262, "mptcp"), .init(273, "packet"),
    ]
}

extension SocketProtocol: CustomStringConvertible {
    public var description: String { Self.name(of: raw)?.description ?? "\(rawValue)" }
}

/// Which kind of addresses a socket has. `AF_` of socket(2)
public struct SocketFamily: NamedNumber, Comparable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static func < (a: SocketFamily, b: SocketFamily) -> Bool { a.rawValue < b.rawValue }

    public static let unix: SocketFamily = 1
    public static let ipv4: SocketFamily = 2
    public static let ipv6: SocketFamily = 10
    public static let packet: SocketFamily = 17

    public static let names: [ValueName] = [
        .init(1, "unix"), .init(2, "ipv4"), .init(10, "ipv6"), .init(17, "packet"),
    ]
}

/// Whether a socket passes a stream of octets or messages. `SOCK_` of socket(2)
public struct SocketType: NamedNumber {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let stream: SocketType = 1
    public static let datagram: SocketType = 2
    public static let raw: SocketType = 3
    public static let sequencedPacket: SocketType = 5

    public static let names: [ValueName] = [
        .init(0, "unknown"), .init(1, "stream"), .init(2, "dgram"), .init(3, "raw"), .init(4, "rdm"),
        .init(5, "seqpacket"),
    ]
}

/// Where a socket is in the life of a connection. RFC 9293 3.3.2; protocols without connections use two of them.
public struct SocketState: NamedNumber {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let established: SocketState = 1
    public static let synSent: SocketState = 2
    public static let synReceived: SocketState = 3
    public static let finWait1: SocketState = 4
    public static let finWait2: SocketState = 5
    public static let timeWait: SocketState = 6
    /// Not connected; of TCP, closed.
    public static let unconnected: SocketState = 7
    public static let closeWait: SocketState = 8
    public static let lastAck: SocketState = 9
    public static let listen: SocketState = 10
    public static let closing: SocketState = 11

    /// The state of an SCTP association by the kernel's number (`sctp_state` of `<linux/sctp.h>`). Those that TCP has none
    /// for lie above 32. RFC 9260 section 4
    public init(association number: UInt8) {
        switch number {
        case 0: self = .unconnected
        case 3: self = .established
        default: self.init(rawValue: number < 8 ? 32 + number : number)
        }
    }

    public static let names: [ValueName] = [
        .init(1, "established"), .init(2, "syn-sent"), .init(3, "syn-recv"), .init(4, "fin-wait-1"),
        .init(5, "fin-wait-2"), .init(6, "time-wait"), .init(7, "unconnected"), .init(8, "close-wait"),
        .init(9, "last-ack"), .init(10, "listen"), .init(11, "closing"), .init(12, "syn-recv"),
        .init(13, "bound-inactive"), .init(33, "cookie-wait"), .init(34, "cookie-echoed"),
        .init(36, "shutdown-pending"), .init(37, "shutdown-sent"), .init(38, "shutdown-received"),
        .init(39, "shutdown-ack-sent"),
    ]

    /// The words of ss(8) and netstat(8) that are other ones than ours: `estab`, `LISTENING`, `TIME_WAIT`.
    public static func parse(_ text: String) -> UInt64? {
        let word = text.lowercased().replacing("_", with: "-")
        switch word {
        case "estab": return 1
        case "listening": return 10
        case "unconn", "closed", "close": return 7
        case "fin-wait1": return 4
        case "fin-wait2": return 5
        default: return names.first { $0.name.description == word }?.raw
        }
    }
}

extension SocketState: CustomStringConvertible {
    public var description: String { Self.name(of: raw)?.description ?? "\(rawValue)" }
}

/// What TCP's congestion control makes of losses. `TCP_CA_` of `<linux/tcp.h>`
public struct CongestionState: NamedNumber {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let names: [ValueName] = [
        .init(0, "open"), .init(1, "disorder"), .init(2, "cwr"), .init(3, "recovery"), .init(4, "loss"),
    ]
}

/// What a TCP socket's timer waits for. `idiag_timer` of sock_diag(7)
public struct SocketTimer: NamedNumber {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let none: SocketTimer = 0

    public static let names: [ValueName] = [
        .init(0, "none"), .init(1, "on"), .init(2, "keepalive"), .init(3, "timewait"), .init(4, "persist"),
        .init(5, "unknown"),
    ]
}

/// Which directions of a socket are shut. shutdown(2)
public struct SocketShutdown: NamedNumber {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let names: [ValueName] = [
        .init(0, "none"), .init(1, "receive"), .init(2, "send"), .init(3, "both"),
    ]
}

extension ByteOrder {
    /// The host's own, in which the kernel writes what never leaves it.
    public static var host: ByteOrder { UInt16(1).littleEndian == 1 ? .little : .big }
}
