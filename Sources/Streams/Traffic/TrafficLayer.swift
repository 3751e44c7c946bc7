import PacketProtocols
public import Packets

/// The layer whose ends a table tells apart.
public enum TrafficLayer: String, Sendable, CaseIterable {
    case eth, ip, ipv6, tcp, udp

    /// As tables are headed: `Ethernet`.
    public var title: String { type.shortName }
    /// Whether a port belongs to an end.
    public var hasPorts: Bool { self == .tcp || self == .udp }

    var type: any PacketProtocol.Type {
        switch self {
        case .eth: Ethernet.self
        case .ip: IPv4.self
        case .ipv6: IPv6.self
        case .tcp: TCP.self
        case .udp: UDP.self
        }
    }
}

/// One end of what is counted: an address, and a port where the layer has them.
public struct TrafficEnd: Hashable, Sendable, BitwiseCopyable {
    /// What the address is of.
    public enum Kind: UInt8, Sendable, BitwiseCopyable { case mac, ipv4, ipv6 }

    public var kind: Kind
    /// `nil` of layers without ports.
    public var port: UInt16?
    /// The address as a number; shorter ones fill the low end.
    public var number: UInt128

    /// The address alone.
    public func appendAddress(to text: inout TextBuffer) {
        switch kind {
        case .mac: text.append(MACAddress(rawValue: UInt64(truncatingIfNeeded: number)))
        case .ipv4: text.append(IPv4Address(rawValue: UInt32(truncatingIfNeeded: number)))
        case .ipv6: text.append(IPv6Address(number: number))
        }
    }

    /// The address, and the port behind a colon.
    public func appendText(to text: inout TextBuffer) {
        appendAddress(to: &text)
        guard let port else { return }
        text.append(byte: UInt8(ascii: ":"))
        text.append(decimal: port)
    }

    /// The address as text.
    public var address: String {
        var text = TextBuffer()
        appendAddress(to: &text)
        return String(decoding: text)
    }
}
