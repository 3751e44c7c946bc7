import Packets

/// The way through IPv6's extension headers to what the packet carries. RFC 8200 section 4.
struct ExtensionHeaders: BitwiseCopyable {
    /// Why a packet goes no further.
    enum Fault: BitwiseCopyable {
        /// It is dropped without a word.
        case silent
        /// It is dropped with a Parameter Problem (RFC 4443 section 3.4), whose pointer leads to an offset in the frame.
        /// - Parameter answersGroups: whether its sender hears of it though the packet was for a group.
        case problem(code: UInt8, at: Int, answersGroups: Bool)
    }

    /// What follows the headers, and where it begins.
    var protocolNumber: UInt8
    var start: Int
    /// Where the octet stands that names it.
    var namedAt: Int
    var fault: Fault? = nil
    /// Where a fragment header stands, and where the octet that names it; what it carries is a piece.
    var fragment: (at: Int, namedAt: Int)? = nil

    /// Walks from the header behind IPv6's own.
    @inline(never)
    init(_ frame: RawSpan, network: Int, _ header: InternetHeader) {
        protocolNumber = header.protocolNumber
        start = header.start
        namedAt = network &+ 6
        while fault == nil, fragment == nil {
            switch protocolNumber {
            // Hop-by-hop options stand right behind IPv6's header or nowhere (section 4.1).
            case 0 where start != network &+ 40: fault = .problem(code: 1, at: namedAt, answersGroups: false)
            case 0: hopByHop(frame, to: header.end)
            case 60: destinationOptions(frame, to: header.end)
            case 43: routing(frame, to: header.end)
            case 44: fragmentHeader(frame, to: header.end)
            case 59: fault = .silent
            default: return
            }
        }
    }

    private mutating func goOn(to next: IPProtocol, behind octets: Int) {
        namedAt = start
        start &+= octets
        protocolNumber = next.rawValue
    }

    private mutating func hopByHop(_ frame: RawSpan, to end: Int) {
        guard let header = Layer<IPv6HopByHop>(frame, from: start, to: end) else { return fault = .silent }
        options(frame, from: start &+ 2, to: start &+ header.parts.total)
        goOn(to: header.nextHeader, behind: header.parts.total)
    }

    private mutating func destinationOptions(_ frame: RawSpan, to end: Int) {
        guard let header = Layer<IPv6DestinationOptions>(frame, from: start, to: end) else { return fault = .silent }
        options(frame, from: start &+ 2, to: start &+ header.parts.total)
        goOn(to: header.nextHeader, behind: header.parts.total)
    }

    /// Options that are not known say themselves what becomes of the packet. RFC 8200 section 4.2.
    private mutating func options(_ frame: RawSpan, from: Int, to end: Int) {
        var at = from
        while at < end {
            let kind = frame.octet(at)
            // Pad1 has no length.
            if kind == 0 {
                at &+= 1
                continue
            }
            let next = at &+ 2 &+ Int(frame.octet(at &+ 1))
            guard at &+ 2 <= end, next <= end else { return fault = .silent }
            // PadN and the router alert (RFC 2711) ask nothing of a host.
            if kind != 1, kind != 5 {
                switch kind >> 6 {
                case 0: break
                case 1: return fault = .silent
                case 2: return fault = .problem(code: 2, at: at, answersGroups: true)
                default: return fault = .problem(code: 2, at: at, answersGroups: false)
                }
            }
            at = next
        }
    }

    /// Nobody here passes packets on by a routing header: with segments left it is refused, type 0 too (RFC 5095 section 3).
    private mutating func routing(_ frame: RawSpan, to end: Int) {
        guard let header = Layer<IPv6Routing>(frame, from: start, to: end) else { return fault = .silent }
        guard header.segmentsLeft == 0 else {
            return fault = .problem(code: 0, at: start &+ 2, answersGroups: false)
        }
        goOn(to: header.nextHeader, behind: header.parts.total)
    }

    private mutating func fragmentHeader(_ frame: RawSpan, to end: Int) {
        guard let header = Layer<IPv6Fragment>(frame, from: start, to: end) else { return fault = .silent }
        // A packet that is whole in one piece is no matter of reassembly (RFC 6946 section 4).
        guard header.load(IPv6Fragment.offset) == 0, !header.moreFragments else { return fragment = (start, namedAt) }
        goOn(to: header.nextHeader, behind: 8)
    }
}
