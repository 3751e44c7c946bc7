import Packets

/// What the header of an IP packet says, of either family.
struct InternetHeader: BitwiseCopyable {
    var source: IPv6Address
    var destination: IPv6Address
    /// What it carries; of IPv6 the first extension header if there is one.
    var protocolNumber: UInt8
    /// The time to live, or hop limit.
    var hopLimit: UInt8
    /// Whether a router marked it, for there is congestion. RFC 3168 section 5.
    var isMarked: Bool
    var isFragment: Bool
    /// Whether a router may cut it: no packet of IPv6.
    var mayBeCut: Bool
    /// Whether its checksum is right; IPv6 has none.
    var isRight: Bool
    /// Where what it carries begins and ends.
    var start: Int
    var end: Int

    /// IPv4's header at `from` (RFC 791 section 3.1); `nil` when there is none, or it lies about lengths.
    @inline(never)
    init?(ipv4 frame: RawSpan, from: Int) {
        guard let ip = Layer<IPv4>(frame, from: from, to: frame.byteCount), ip.version == 4 else { return nil }
        start = from &+ ip.parts.total
        end = from &+ Int(ip.totalLength)
        guard end <= frame.byteCount, end >= start else { return nil }
        source = IPv6Address(mapping: ip.source)
        destination = IPv6Address(mapping: ip.destination)
        protocolNumber = ip.protocol.rawValue
        hopLimit = ip.timeToLive
        isMarked = ip.differentiatedServices & 3 == 3
        isFragment = ip.moreFragments || ip.fragmentOffset != 0
        mayBeCut = !ip.dontFragment
        var sum = InternetChecksum()
        sum.add(frame, from: from, to: start)
        isRight = sum.finish() == 0
    }

    /// IPv6's header at `from` (RFC 8200 section 3); `nil` when there is none, it lies about its length, or it has an address
    /// that is never on a wire: a mapped one, or the host's own (RFC 4291 section 2.5.3).
    @inline(never)
    init?(ipv6 frame: RawSpan, from: Int) {
        guard let ip = Layer<IPv6>(frame, from: from, to: frame.byteCount), ip.version == 6 else { return nil }
        start = from &+ 40
        end = start &+ Int(ip.payloadLength)
        guard end <= frame.byteCount else { return nil }
        source = ip.source
        destination = ip.destination
        guard !source.isIPv4, !destination.isIPv4, !destination.isNobody else { return nil }
        protocolNumber = ip.nextHeader.rawValue
        hopLimit = ip.hopLimit
        isMarked = ip.trafficClass & 3 == 3
        isFragment = false
        mayBeCut = false
        isRight = true
    }
}

/// Writes the header of an IP packet, of the family that its addresses have.
enum InternetWriter {
    /// - Parameter count: the octets of what it carries.
    @inline(__always)
    static func write(
        into bytes: inout MutableRawSpan, at start: Int, count: Int, identification: UInt16, hopLimit: UInt8,
        trafficClass: UInt8 = 0, protocolNumber: UInt8, from source: IPv6Address, to destination: IPv6Address
    ) {
        if destination.isIPv4 {
            IPv4Writer.write(
                into: &bytes, at: start, length: 20 &+ count, identification: identification, timeToLive: hopLimit,
                differentiatedServices: trafficClass, protocolNumber: protocolNumber, from: source.ipv4,
                to: destination.ipv4)
        } else {
            IPv6Writer.write(
                into: &bytes, at: start, count: count, hopLimit: hopLimit, trafficClass: trafficClass,
                protocolNumber: protocolNumber, from: source, to: destination)
        }
    }
}

/// Writes IPv6's header. RFC 8200 section 3.
enum IPv6Writer {
    @inline(never)
    static func write(
        into bytes: inout MutableRawSpan, at start: Int, count: Int, hopLimit: UInt8, trafficClass: UInt8,
        protocolNumber: UInt8, from source: IPv6Address, to destination: IPv6Address
    ) {
        // A whole word first: version, class and label share it.
        bytes.storeBytes(of: 0, toByteOffset: start, as: UInt32.self)
        var ip = MutableLayer<IPv6>(&bytes, at: start)
        ip.version = 6
        ip.trafficClass = UInt32(trafficClass)
        ip.payloadLength = UInt16(truncatingIfNeeded: count)
        ip.nextHeader = IPProtocol(rawValue: protocolNumber)
        ip.hopLimit = hopLimit
        ip.source = source
        ip.destination = destination
    }
}
