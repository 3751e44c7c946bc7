public import Packets

/// What came back for a probe, in the words that scanners have for it.
public struct ProbeReply: Sendable, Equatable {
    /// Who sent it.
    public var sender: IPAddress
    /// The hop limit that was left when it came.
    public var hopLimit: UInt8
    public var meaning: Meaning

    public enum Meaning: Sendable, Equatable {
        case echoReply
        /// A SYN-ACK, or a SYN: somebody listens there.
        case synAck
        case reset
        case datagram
        /// A router, or the host, says why the packet went no further: ICMP's type and code.
        case error(type: UInt8, code: UInt8, isIPv6: Bool)
        case other
    }

    public init(sender: IPAddress, hopLimit: UInt8, _ meaning: Meaning) {
        self.sender = sender
        self.hopLimit = hopLimit
        self.meaning = meaning
    }

    /// Reads what a packet that answers a probe says; `nil` where it is no packet of IP.
    init?(_ packet: borrowing PacketView) {
        if let ip = packet.layer(IPv4.self) {
            sender = .v4(ip.source)
            hopLimit = ip.timeToLive
        } else if let ip = packet.layer(IPv6.self) {
            sender = .v6(ip.source)
            hopLimit = ip.hopLimit
        } else {
            return nil
        }
        if let icmp = packet.layer(ICMP.self) {
            let type = icmp.type.rawValue
            meaning = type == 0 ? .echoReply : .error(type: type, code: icmp.code, isIPv6: false)
        } else if let icmp = packet.layer(ICMPv6.self) {
            let type = icmp.type.rawValue
            meaning = type == 129 ? .echoReply : .error(type: type, code: icmp.code, isIPv6: true)
        } else if let tcp = packet.layer(TCP.self) {
            meaning = tcp.reset ? .reset : tcp.synchronize ? .synAck : .other
        } else {
            meaning = packet.layer(UDP.self) == nil ? .other : .datagram
        }
    }

    /// The word for it, as nmap(1) has them.
    public var reason: String {
        switch meaning {
        case .echoReply: "echo-reply"
        case .synAck: "syn-ack"
        case .reset: "reset"
        case .datagram: "udp-response"
        case .other: "response"
        case .error(let type, let code, let isIPv6): Self.reason(type, code, isIPv6)
        }
    }

    /// RFC 792, RFC 1122 section 3.2.2.1, RFC 1812 section 5.2.7.1; RFC 4443 section 3.1
    private static func reason(_ type: UInt8, _ code: UInt8, _ isIPv6: Bool) -> String {
        let codes: [String]
        switch (type, isIPv6) {
        case (3, false):
            codes = [
                "net-unreach", "host-unreach", "proto-unreach", "port-unreach", "frag-needed", "source-route-failed",
                "net-unknown", "host-unknown", "host-isolated", "net-prohibited", "host-prohibited", "net-unreach-tos",
                "host-unreach-tos", "admin-prohibited", "precedence-violation", "precedence-cutoff",
            ]
        case (1, true):
            codes = [
                "no-route", "admin-prohibited", "beyond-scope", "addr-unreach", "port-unreach", "failed-policy",
                "reject-route",
            ]
        case (11, false), (3, true): codes = ["time-exceeded", "reassembly-timeout"]
        case (2, true): codes = ["packet-too-big"]
        case (12, false), (4, true): codes = ["param-problem"]
        default: codes = []
        }
        return codes.indices.contains(Int(code)) ? codes[Int(code)] : "icmp-\(type)-\(code)"
    }

    /// Whether it says that no packet gets to the host.
    var isHostUnreachable: Bool {
        switch meaning {
        case .error(3, let code, false): [0, 1, 5, 6, 7, 8, 11, 12].contains(code)
        case .error(1, let code, true): [0, 2, 3].contains(code)
        default: false
        }
    }

    /// Whether it says that nobody is behind the port.
    var isPortUnreachable: Bool {
        meaning == .error(type: 3, code: 3, isIPv6: false) || meaning == .error(type: 1, code: 4, isIPv6: true)
    }

    /// Whether it says that the packet had passed as many routers as it may.
    public var isTimeExceeded: Bool {
        meaning == .error(type: 11, code: 0, isIPv6: false) || meaning == .error(type: 3, code: 0, isIPv6: true)
    }

    /// Whether a router or the host refused the packet.
    public var isUnreachable: Bool {
        switch meaning {
        case .error(3, _, false), .error(1, _, true): true
        default: false
        }
    }
}
