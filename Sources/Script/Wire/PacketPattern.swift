import Packets

/// A packet as a script writes it: what is sent, or what is expected of one. Numbers are the script's.
struct PacketPattern: Sendable, Equatable {
    enum Body: Sendable, Equatable {
        case tcp(SegmentPattern)
        /// The octets of the datagram's payload.
        case udp(Int)
        case icmp(MessagePattern)
    }

    var place: ScriptPlace
    /// Whether it comes to the stack.
    var isInbound: Bool
    var internet = InternetPattern()
    var body: Body

    /// Whether the two headers say the same of how the packet is to be treated.
    struct InternetPattern: Sendable, Equatable {
        var ecn: CongestionMark?
        /// The whole octet of the traffic's class.
        var trafficClass: UInt8?
        var hopLimit: UInt8?
    }
}

/// What a header says of congestion. RFC 3168 section 5.
enum CongestionMark: String, Sendable {
    case none = "noecn"
    case ect1, ect0, ce
    /// Either of the two.
    case ect01

    /// By the two bits of the header.
    init(bits: UInt8) { self = [.none, .ect1, .ect0, .ce][Int(bits & 3)] }

    var bits: UInt8 {
        switch self {
        case .none: 0
        case .ect1: 1
        case .ect0, .ect01: 2
        case .ce: 3
        }
    }

    func matches(bits: UInt8) -> Bool { self == .ect01 ? bits & 3 == 1 || bits & 3 == 2 : bits & 3 == self.bits }
}

/// A segment: what is `nil` is not compared.
struct SegmentPattern: Sendable, Equatable {
    var flags: TCP.Flags
    var first: UInt32
    /// The octets of data.
    var count: Int
    var acknowledgment: UInt32?
    var window: UInt16?
    var urgentPointer: UInt16?
    /// In their order; `nil` for `<...>`, which compares none. Where a script names none, there is to be none.
    var options: [OptionPattern]? = []

    func has(_ flag: TCP.Flags) -> Bool { flags.hasAny(of: flag) }
}

/// One option of a segment.
enum OptionPattern: Sendable, Equatable {
    case end, none
    case segmentSize(UInt16)
    case windowScale(UInt8)
    case selectivePermitted
    case selective([Block])
    case timestamps(value: UInt32, echo: UInt32)
    /// A cookie, or the request for one when it is empty. RFC 7413.
    case fastOpen([UInt8])
    case other(kind: UInt8, [UInt8])

    struct Block: Sendable, Equatable {
        var first: UInt32
        var end: UInt32
    }
}

/// An ICMP message, by the words of the language.
struct MessagePattern: Sendable, Equatable {
    var type: String
    var code: String?
    var mtu: UInt32?
    var quote: Quote?

    /// What the message is about: a packet of ours.
    enum Quote: Sendable, Equatable {
        case tcp(first: UInt32, count: Int)
        case udp(Int)
    }
}
