/// How a transport's checksum covers the addresses of the IP layer around it. RFC 9293 section 3.1, RFC 8200 section 8.1.
enum PseudoHeader: UInt8, Sendable, BitwiseCopyable {
    case none, ipv4, ipv6

    /// What a layer of `schema` gives to the transports in it.
    init(of schema: any Schema.Type) {
        if schema == IPv4.self {
            self = .ipv4
        } else {
            self = schema.name == "ipv6" ? .ipv6 : .none
        }
    }

    /// Where the addresses lie in the IP header, in octets.
    @inline(__always) var addresses: Range<Int> {
        switch self {
        case .none: 0..<0
        case .ipv4: 12..<20
        case .ipv6: 8..<40
        }
    }
}
