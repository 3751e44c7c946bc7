import NetStack
import Packets

/// Makes the octets of packets that come to the stack.
struct PacketWriter {
    var source: IPAddress
    var destination: IPAddress
    var internet: PacketPattern.InternetPattern

    init(from source: IPAddress, to destination: IPAddress, _ internet: PacketPattern.InternetPattern = .init()) {
        self.source = source
        self.destination = destination
        self.internet = internet
    }

    /// A packet of a segment whose numbers are the wire's.
    func segment(_ segment: SegmentPattern, from sourcePort: UInt16, to destinationPort: UInt16) -> [UInt8] {
        var options = (segment.options ?? []).flatMap(\.octets)
        while options.count % 4 != 0 { options.append(0) }
        var octets = [UInt8](repeating: 0, count: 20) + options + [UInt8](repeating: 0, count: segment.count)
        octets.change { bytes in
            var tcp = MutableLayer<TCP>(&bytes)
            tcp.sourcePort = Port(sourcePort)
            tcp.destinationPort = Port(destinationPort)
            tcp.sequenceNumber = segment.first
            tcp.acknowledgmentNumber = segment.acknowledgment ?? 0
            tcp.headerLength = UInt8(20 + options.count)
            tcp.flags = segment.flags
            tcp.window = segment.window ?? 0
            tcp.urgentPointer = segment.urgentPointer ?? 0
        }
        let checksum = checksum(of: octets, protocolNumber: 6)
        octets.change { bytes in
            var tcp = MutableLayer<TCP>(&bytes)
            tcp.checksum = checksum
        }
        return packet(octets, protocolNumber: 6)
    }

    func datagram(_ count: Int, from sourcePort: UInt16, to destinationPort: UInt16) -> [UInt8] {
        var octets = [UInt8](repeating: 0, count: 8 + count)
        let length = UInt16(truncatingIfNeeded: octets.count)
        octets.change { bytes in
            var udp = MutableLayer<UDP>(&bytes)
            udp.sourcePort = Port(sourcePort)
            udp.destinationPort = Port(destinationPort)
            udp.length = length
        }
        let checksum = checksum(of: octets, protocolNumber: 17)
        octets.change { bytes in
            var udp = MutableLayer<UDP>(&bytes)
            udp.checksum = checksum == 0 ? 0xFFFF : checksum
        }
        return packet(octets, protocolNumber: 17)
    }

    /// An ICMP error: what follows its checksum, and the packet that it is about.
    func message(_ numbers: ICMPWords.Numbers, rest: UInt32, quoting quote: [UInt8]) -> [UInt8] {
        var octets = [UInt8](repeating: 0, count: 8) + quote
        octets.change { bytes in
            // Both families' messages begin alike.
            var icmp = MutableLayer<ICMPv6>(&bytes)
            icmp.type = ICMPv6.MessageType(rawValue: numbers.type)
            icmp.code = numbers.code
            bytes.storeBytes(of: rest.bigEndian, toByteOffset: 4, as: UInt32.self)
        }
        var sum = InternetChecksum()
        if case .v6(let from) = source, case .v6(let to) = destination {
            sum.addPseudoHeader(source: from, destination: to, nextHeader: 58, length: UInt32(octets.count))
        }
        octets.lend { sum.add($0) }
        let checksum = sum.finish()
        octets.change { bytes in
            var icmp = MutableLayer<ICMPv6>(&bytes)
            icmp.checksum = checksum
        }
        if case .v4 = source { return packet(octets, protocolNumber: 1) }
        return packet(octets, protocolNumber: 58)
    }

    private func checksum(of octets: [UInt8], protocolNumber: UInt8) -> UInt16 {
        var sum = InternetChecksum()
        switch (source, destination) {
        case (.v4(let from), .v4(let to)):
            sum.addPseudoHeader(
                source: from, destination: to, protocolNumber: protocolNumber,
                length: UInt16(truncatingIfNeeded: octets.count))
        case (.v6(let from), .v6(let to)):
            sum.addPseudoHeader(
                source: from, destination: to, nextHeader: protocolNumber, length: UInt32(octets.count))
        default: break
        }
        octets.lend { sum.add($0) }
        return sum.finish()
    }

    /// The IP packet.
    private func packet(_ carried: [UInt8], protocolNumber: UInt8) -> [UInt8] {
        let trafficClass = (internet.trafficClass ?? 0) | (internet.ecn?.bits ?? 0)
        let hopLimit = internet.hopLimit ?? 255
        if case .v4(let from) = source, case .v4(let to) = destination {
            var octets = [UInt8](repeating: 0, count: 20)
            let total = UInt16(truncatingIfNeeded: 20 + carried.count)
            octets.change { bytes in
                var ip = MutableLayer<IPv4>(&bytes)
                ip.version = 4
                ip.headerLength = 20
                ip.differentiatedServices = trafficClass
                ip.totalLength = total
                ip.timeToLive = hopLimit
                ip.protocol = IPProtocol(rawValue: protocolNumber)
                ip.source = from
                ip.destination = to
            }
            let checksum = octets.lend { InternetChecksum.of($0) }
            octets.change { bytes in
                var ip = MutableLayer<IPv4>(&bytes)
                ip.checksum = checksum
            }
            return octets + carried
        }
        guard case .v6(let from) = source, case .v6(let to) = destination else { return [] }
        var octets = [UInt8](repeating: 0, count: 40)
        octets.change { bytes in
            var ip = MutableLayer<IPv6>(&bytes)
            ip.version = 6
            ip.trafficClass = UInt32(trafficClass)
            ip.payloadLength = UInt16(truncatingIfNeeded: carried.count)
            ip.nextHeader = IPProtocol(rawValue: protocolNumber)
            ip.hopLimit = hopLimit
            ip.source = from
            ip.destination = to
        }
        return octets + carried
    }
}

extension [UInt8] {
    /// Lends the octets to be changed.
    fileprivate mutating func change(_ body: (inout MutableRawSpan) -> Void) {
        var span = mutableSpan
        var bytes = unsafe span.mutableBytes
        body(&bytes)
    }
}

extension OptionPattern {
    /// The option on the wire. RFC 9293 section 3.2, RFC 7323, RFC 2018, RFC 7413.
    fileprivate var octets: [UInt8] {
        func long(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) } }
        let (kind, data): (UInt8, [UInt8]) =
            switch self {
            case .end: (0, [])
            case .none: (1, [])
            case .segmentSize(let size): (2, [UInt8(size >> 8), UInt8(size & 255)])
            case .windowScale(let shift): (3, [shift])
            case .selectivePermitted: (4, [])
            case .selective(let blocks): (5, blocks.flatMap { long($0.first) + long($0.end) })
            case .timestamps(let value, let echo): (8, long(value) + long(echo))
            case .fastOpen(let cookie): (34, cookie)
            case .other(let kind, let data): (kind, data)
            }
        return kind < 2 ? [kind] : [kind, UInt8(data.count + 2)] + data
    }
}
