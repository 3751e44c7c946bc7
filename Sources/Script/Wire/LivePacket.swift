import NetStack
import Packets

/// A packet that left the stack, with the numbers of the wire.
struct LivePacket: Sendable {
    enum Body: Sendable {
        case tcp(SegmentPattern)
        case udp(Int)
        case icmp(type: UInt8, code: UInt8, mtu: UInt32)
        case other(UInt8)
    }

    /// When it left, in nanoseconds of the stack's clock.
    var time: UInt64
    var trafficClass: UInt8
    var hopLimit: UInt8
    var isIPv4: Bool
    var source: IPAddress
    var destination: IPAddress
    var sourcePort: UInt16 = 0
    var destinationPort: UInt16 = 0
    var body: Body

    /// What lies in the octets of an IP packet; `nil` when they are none.
    init?(_ octets: RawSpan, time: UInt64) {
        let start: Int
        let end: Int
        let carried: UInt8
        self.time = time
        if octets.octet(0) >> 4 == 4, let ip = Layer<IPv4>(octets) {
            (isIPv4, source, destination) = (true, .v4(ip.source), .v4(ip.destination))
            (trafficClass, hopLimit) = (ip.differentiatedServices, ip.timeToLive)
            (start, end, carried) = (ip.parts.total, min(octets.byteCount, Int(ip.totalLength)), ip.protocol.rawValue)
        } else if octets.octet(0) >> 4 == 6, let ip = Layer<IPv6>(octets) {
            (isIPv4, source, destination) = (false, .v6(ip.source), .v6(ip.destination))
            (trafficClass, hopLimit) = (UInt8(truncatingIfNeeded: ip.trafficClass), ip.hopLimit)
            (start, end) = (40, min(octets.byteCount, 40 + Int(ip.payloadLength)))
            carried = ip.nextHeader.rawValue
        } else {
            return nil
        }
        body = .other(carried)
        switch carried {
        case 6:
            guard let tcp = Layer<TCP>(octets, from: start, to: end) else { return nil }
            (sourcePort, destinationPort) = (tcp.sourcePort.rawValue, tcp.destinationPort.rawValue)
            body = .tcp(SegmentPattern(tcp, octets, from: start, to: end))
        case 17:
            guard let udp = Layer<UDP>(octets, from: start, to: end) else { return nil }
            (sourcePort, destinationPort) = (udp.sourcePort.rawValue, udp.destinationPort.rawValue)
            body = .udp(end - start - 8)
        case 1, 58:
            guard let icmp = Layer<ICMPv6>(octets, from: start, to: end) else { return nil }
            let rest = octets.long(start + 4)
            body = .icmp(type: icmp.type.rawValue, code: icmp.code, mtu: carried == 1 ? rest & 0xFFFF : rest)
        default: break
        }
    }

    /// Whether it belongs to a flow.
    func belongs(to flow: Flow) -> Bool {
        sourcePort == flow.local.port && destinationPort == flow.remote.port && destination == flow.remote.address
    }

    /// The packet in the script's words and numbers.
    func pattern(in flow: Flow?) -> PacketPattern {
        let body: PacketPattern.Body =
            switch self.body {
            case .tcp(let segment): .tcp(flow?.script(segment) ?? segment)
            case .udp(let count): .udp(count)
            case .icmp(let type, let code, let mtu):
                .icmp(
                    MessagePattern(
                        type: ICMPWords.words(type: type, code: code, isIPv4: isIPv4).type,
                        code: ICMPWords.words(type: type, code: code, isIPv4: isIPv4).code, mtu: mtu > 0 ? mtu : nil))
            case .other(let number): .icmp(MessagePattern(type: "protocol", code: "\(number)"))
            }
        var pattern = PacketPattern(place: ScriptPlace(line: 0, column: 0), isInbound: false, body: body)
        pattern.internet.ecn = CongestionMark(bits: trafficClass)
        return pattern
    }
}

extension SegmentPattern {
    /// What a segment on the wire says.
    fileprivate init(_ tcp: Layer<TCP>, _ octets: RawSpan, from start: Int, to end: Int) {
        let flags = tcp.flags & .lettered
        self.init(
            flags: flags, first: tcp.sequenceNumber, count: end - start - tcp.parts.total,
            acknowledgment: flags.hasAny(of: .acknowledgment) ? tcp.acknowledgmentNumber : nil, window: tcp.window,
            urgentPointer: tcp.urgentPointer)
        options = OptionPattern.list(octets, from: start + 20, to: start + tcp.parts.total)
    }
}

extension OptionPattern {
    /// The options in a header, as far as they hold what they say.
    fileprivate static func list(_ octets: RawSpan, from start: Int, to end: Int) -> [OptionPattern] {
        var options: [OptionPattern] = []
        var at = start
        while at < end {
            let kind = octets.octet(at)
            guard kind > 1 else {
                options.append(kind == 0 ? .end : .none)
                at += 1
                continue
            }
            let length = Int(octets.octet(at + 1))
            guard length >= 2, at + length <= end else { break }
            let data = at + 2
            switch (kind, length) {
            case (2, 4): options.append(.segmentSize(octets.word(data)))
            case (3, 3): options.append(.windowScale(octets.octet(data)))
            case (4, 2): options.append(.selectivePermitted)
            case (5, _) where length % 8 == 2:
                let blocks = stride(from: data, to: at + length, by: 8).map {
                    Block(first: octets.long($0), end: octets.long($0 + 4))
                }
                options.append(.selective(blocks))
            case (8, 10): options.append(.timestamps(value: octets.long(data), echo: octets.long(data + 4)))
            case (34, _): options.append(.fastOpen(octets.octets(data, at + length)))
            default: options.append(.other(kind: kind, octets.octets(data, at + length)))
            }
            at += length
        }
        return options
    }
}
