internal import Packets

/// A kind of interface, as Linux numbers them: `ARPHRD_...` of linux/if_arp.h.
struct HardwareKind: RawRepresentable, Equatable {
    let rawValue: UInt16

    static let ethernet = HardwareKind(rawValue: 1)
    static let loopback = HardwareKind(rawValue: 772)

    /// What the first layer of the frames is that a raw packet socket gives for such an interface; `nil` where the
    /// link's own header is unknown here or says too little, so that the kernel is asked for cooked frames.
    var rawLinkType: LinkType? {
        switch rawValue {
        case 1, 772: .ethernet
        // SLIP and its kin, tunnels, raw IP, none (TUN): the frame begins with the IP header.
        case 256, 257, 258, 259, 260, 518, 519, 768, 769, 776, 65534: .raw
        case 280: LinkType(rawValue: 227)
        case 801: LinkType(rawValue: 105)
        case 802: LinkType(rawValue: 119)
        case 803: LinkType(rawValue: 127)
        case 824: LinkType(rawValue: 253)
        default: nil
        }
    }

    /// The octets of link header that come on top of the MTU.
    var headerLength: Int { self == .ethernet || self == .loopback ? 14 : 0 }
    /// Whether addresses are MAC addresses.
    var hasMACAddress: Bool { self == .ethernet || self == .loopback || (801...803).contains(rawValue) }
}
