public import Packets

/// Of what an interface makes its own IPv6 addresses.
public enum InterfaceIdentifiers: UInt8, Sendable, BitwiseCopyable {
    /// Of its hardware address: the same in every network, and everybody can tell. RFC 4291 appendix A.
    case hardware
    /// Of a secret: the same each time in one network, another one in the next. RFC 7217.
    case opaque
}

/// An address that nobody else may have, which is asked for before it is ours. RFC 4862 section 5.4, RFC 5227 section 2.1.
struct TentativeAddress: BitwiseCopyable {
    var interface: InterfaceID
    var address: Interface.Address
    /// How often it was asked for, and when the next step is.
    var sent: UInt8 = 0
    var at: UInt64 = 0
    /// Which one of the opaque identifiers it has. RFC 7217 section 6 tries three more.
    var attempt: UInt8 = 0

    static var attemptLimit: UInt8 { 3 }
    /// More there are not at once.
    static var limit: Int { 64 }

    /// Whether it is asked for only once: a server has lent it, and asked before.
    var isLent = false
    /// How often it is asked for: PROBE_NUM of RFC 5227, DupAddrDetectTransmits of RFC 4862.
    var questions: UInt8 { address.mapped.isIPv4 && !isLent ? 3 : 1 }
}

/// An address of ours that somebody else has too.
public struct AddressConflict: Sendable, BitwiseCopyable, Equatable {
    public var interface: InterfaceID
    public var address: IPAddress
    /// Whether it was ours already, so that it was defended.
    public var isDefended: Bool
}

/// Something that is said a few times over: an address that became ours. RFC 5227 section 2.3.
struct Announcement: BitwiseCopyable {
    var interface: InterfaceID
    var address: IPv6Address
    var left: UInt8 = 2
    var at: UInt64
}

/// What an interface has heard of its link, and asks it.
struct LinkState: BitwiseCopyable {
    /// Of IPv6, as routers say it.
    var hopLimit: UInt8?
    var mtu: Int?
    var reachableTime = Neighbor.reachableTime
    var questionInterval = Neighbor.questionInterval
    /// How many questions for routers are left, and when the next leaves. RFC 4861 section 6.3.7.
    var solicitations: UInt8 = 0
    var solicitAt = Deadlines.never
    /// Until when a router of an older version of IGMP or MLD is reckoned with.
    var olderIGMPUntil: UInt64 = 0
    var olderMLDUntil: UInt64 = 0
    /// Whether what is passed on by it comes from its own address.
    var isOutside = false
}

extension StackSecrets {
    /// An interface identifier that nobody can guess, the same one each time for the same prefix. RFC 7217 section 5.
    func identifier(of prefix: UInt64, hardware: MACAddress, attempt: UInt8) -> UInt64 {
        var round = UInt64(attempt) << 8
        while true {
            let ends = FlowEnds(
                local: IPv6Address(high: prefix, low: hardware.rawValue), localPort: 0,
                remote: IPv6Address(high: round, low: 7217), remotePort: 0)
            let identifier = sequenceHash(ends)
            // RFC 5453: the routers' anycast address, and those of reserved groups.
            let isReserved =
                identifier == 0 || identifier >> 7 == 0xFDFF_FFFF_FFFF_FF80 >> 7 || identifier >> 24 == 0x02_005E_FFFE
            if !isReserved { return identifier }
            round += 1
        }
    }
}
