internal import Packets

/// How much a capture file may ask for. The figures for packets are libpcap's and Wireshark's.
enum CaptureLimits {
    /// The most octets of a packet, for almost every link type. libpcap's MAXIMUM_SNAPLEN
    static let packetLength = 262_144
    /// The most octets of a packet, for any link type.
    static let longestPacketLength = 128 << 20
    /// The most octets of a pcapng block that holds no packet.
    static let blockLength = 16 << 20
    /// The most octets of a pcapng block that holds a packet: the packet and as many options as another block.
    static let packetBlockLength = longestPacketLength + blockLength
    /// What the descriptions of all interfaces and sections of a file may take: they are kept while it is read.
    static let descriptionByteCount = 64 << 20

    /// The limit for link types that have one of their own, asked only when the common one is exceeded.
    static func longPacketLength(of linkType: LinkType) -> Int {
        switch linkType.rawValue {
        case 231: 128 << 20  // D-Bus
        case 249: 128 << 20  // USBPcap
        case 189, 220, 266: 128 << 20  // USB: Linux, Linux mapped, Darwin
        case 279: 32 << 20  // Elektrobit high speed capture and replay
        default: packetLength
        }
    }
}
