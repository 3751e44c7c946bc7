/// Transmission Control Protocol. RFC 9293.
public enum TCP: PacketProtocol {
    public static var name: String { "tcp" }
    public static var title: String { "Transmission Control Protocol" }
    public static var reference: String { "RFC 9293" }
    public static var role: LayerRole { [.transport, .stream] }
    public static var payloadTable: DispatchTable { .tcpPort }
    public static var example: String? {
        "ip(dst=10.0.0.1)/tcp(dstport=http,flags=SYN,options=[mss=1460,sackOK,nop,wscale=7])"
    }

    public static var sourcePort: Field<Port> {
        .init("srcport", "Source Port", bits: 0..<16, auto: .identity(from: 49152))
    }
    public static var destinationPort: Field<Port> {
        .init("dstport", "Destination Port", bits: 16..<32, auto: .next(.tcpPort))
    }
    public static var stream: Derived<TCP, UInt32> {
        .init("stream", "Stream index") { _, packet in packet.conversation?.stream }
    }
    public static var payloadLength: Derived<TCP, UInt32> {
        .init("len", "TCP Segment Len", readsFlow: false) { _, packet in
            Self.isQuoted(packet) ? nil : UInt32(truncatingIfNeeded: packet.wirePayloadLength)
        }
    }
    public static var sequenceNumber: Field<UInt32> {
        .init("seq_raw", "Sequence Number (raw)", bits: 32..<64, auto: .identity())
    }
    /// The sequence number counted from the connection's first.
    public static var relativeSequenceNumber: Derived<TCP, UInt32> {
        .init("seq", "Sequence Number") { tcp, packet in
            Self.isQuoted(packet)
                ? tcp.sequenceNumber : tcp.sequenceNumber &- (packet.conversation?.tcp?.sequenceBase ?? 0)
        }
    }
    /// The relative sequence number that the sender's next segment will have.
    public static var nextSequenceNumber: Derived<TCP, UInt32> {
        .init("nxtseq", "Next Sequence Number") { tcp, packet in
            if Self.isQuoted(packet) { return nil }
            let flags: UInt32 = tcp.flags.raw & 3 != 0 ? 1 : 0
            return tcp.sequenceNumber &- (packet.conversation?.tcp?.sequenceBase ?? 0)
                &+ UInt32(truncatingIfNeeded: packet.wirePayloadLength) &+ flags
        }
    }
    public static var acknowledgmentNumber: Field<UInt32> {
        .init("ack_raw", "Acknowledgment number (raw)", bits: 64..<96)
    }
    public static var relativeAcknowledgmentNumber: Derived<TCP, UInt32> {
        .init("ack", "Acknowledgment Number") { tcp, packet in
            guard !Self.isQuoted(packet) else { return tcp.acknowledgmentNumber }
            return tcp.acknowledgmentNumber
                &- (tcp.acknowledgment ? packet.conversation?.tcp?.acknowledgmentBase ?? 0 : 0)
        }
    }
    public static var headerLength: Field<UInt8> {
        .init("hdr_len", "Header Length", bits: 96..<100, scale: 4, auto: .length(.header, unit: 4))
    }
    public static var flags: Field<Flags> { .init("flags", "Flags", bits: 100..<112, show: .hex) }
    public static var reserved: Field<UInt8> { .init("flags.res", "Reserved", bits: 100..<103) }
    public static var accurateECN: Field<Bool> { .init("flags.ae", "Accurate ECN", bits: 103..<104) }
    public static var congestionWindowReduced: Field<Bool> {
        .init("flags.cwr", "Congestion Window Reduced", bits: 104..<105)
    }
    public static var echo: Field<Bool> { .init("flags.ece", "ECN-Echo", bits: 105..<106) }
    public static var urgent: Field<Bool> { .init("flags.urg", "Urgent", bits: 106..<107) }
    public static var acknowledgment: Field<Bool> { .init("flags.ack", "Acknowledgment", bits: 107..<108) }
    public static var push: Field<Bool> { .init("flags.push", "Push", bits: 108..<109) }
    public static var reset: Field<Bool> { .init("flags.reset", "Reset", bits: 109..<110) }
    public static var synchronize: Field<Bool> { .init("flags.syn", "Syn", bits: 110..<111) }
    public static var finish: Field<Bool> { .init("flags.fin", "Fin", bits: 111..<112) }
    public static var window: Field<UInt16> {
        .init("window_size_value", "Window", bits: 112..<128, preset: 65535)
    }
    /// The window in octets, scaled when the handshake was seen and agreed on a scale. RFC 7323 section 2.
    public static var calculatedWindow: Derived<TCP, UInt32> {
        .init("window_size", "Calculated window size") { tcp, packet in
            let shift =
                tcp.synchronize || Self.isQuoted(packet) ? 0 : max(0, packet.conversation?.tcp?.windowShift ?? 0)
            return UInt32(tcp.window) << UInt32(shift)
        }
    }
    public static var windowScaleFactor: Derived<TCP, Int32> {
        .init("window_size_scalefactor", "Window size scaling factor") { tcp, packet in
            guard !tcp.synchronize, let shift = packet.conversation?.tcp?.windowShift else { return nil }
            return shift < 0 ? Int32(shift) : 1 << Int32(shift)
        }
    }
    public static var checksum: Field<UInt16> {
        .init("checksum", "Checksum", bits: 128..<144, show: .hex, auto: .checksum(.everything, pseudoHeader: true))
    }
    public static var checksumStatus: Derived<TCP, ChecksumStatus> {
        .init("checksum.status", "Checksum Status", readsFlow: false) { _, packet in
            packet.verifiesChecksums ? packet.verify(protocolNumber: 6) : .unverified
        }
    }
    public static var payload: Derived<TCP, OctetRange> {
        .init("payload", "TCP payload", readsFlow: false) { tcp, packet in tcp.reset ? nil : packet.payloadRange }
    }
    /// What a reset says in words. RFC 9293 section 3.5.2.
    public static var resetCause: Derived<TCP, TextRange> {
        .init("reset_cause", "Reset cause", readsFlow: false) { tcp, packet in
            guard tcp.reset, let range = packet.payloadRange else { return nil }
            return TextRange(range.start, range.end)
        }
    }
    public static var urgentPointer: Field<UInt16> { .init("urgent_pointer", "Urgent Pointer", bits: 144..<160) }
    public static var timeRelative: Derived<TCP, RelativeTime> {
        .init("time_relative", "Time since first frame in this TCP stream") { _, packet in
            packet.conversation.map { RelativeTime($0.timeRelative) }
        }
    }
    public static var timeDelta: Derived<TCP, RelativeTime> {
        .init("time_delta", "Time since previous frame in this TCP stream") { _, packet in
            packet.conversation.map { RelativeTime($0.timeDelta) }
        }
    }
    public static var options: Repeated<Option> { .init("options", "Options", part: 1) }
    /// Whether an error message quotes the segment: then it is none of its connection, and its length is not known.
    private static func isQuoted(_ packet: borrowing PacketView) -> Bool { packet.layers[packet.index].isQuoted }
    public static var tree: [AnyField] {
        [
            .init(sourcePort), .init(destinationPort),
            .alias("port", "Source or Destination Port", sourcePort, destinationPort),
            .init(stream), .init(payloadLength),
            .init(relativeSequenceNumber), .init(sequenceNumber), .init(nextSequenceNumber),
            .init(relativeAcknowledgmentNumber), .init(acknowledgmentNumber), .init(headerLength),
            .group(
                flags,
                [
                    .init(reserved), .init(accurateECN), .init(congestionWindowReduced), .init(echo),
                    .init(urgent), .init(acknowledgment), .init(push), .init(reset), .init(synchronize),
                    .init(finish),
                ]),
            .init(window), .init(calculatedWindow), .init(windowScaleFactor), .init(checksum),
            .init(checksumStatus), .init(urgentPointer), .init(options), .init(timeRelative), .init(timeDelta),
            .init(payload), .init(resetCause),
        ]
    }

    /// fixed header | options
    @inlinable public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
        guard to &- from >= 20 else { return nil }
        let length = Int(message.octet(from &+ 12) &>> 4) &* 4
        guard length >= 20, from &+ length <= to else { return nil }
        return Parts(20, length)
    }

    public static func next(_ message: RawSpan) -> Next {
        guard let tcp = Layer<TCP>(message) else { return .malformed }
        let source = tcp.sourcePort.rawValue
        let destination = tcp.destinationPort.rawValue
        return .layer(
            .tcpPort(min(source, destination)), or: .tcpPort(max(source, destination)),
            from: tcp.parts.total, to: message.byteCount)
    }

    /// The ports, and the octet that the answer acknowledges. A reset without an acknowledgment instead takes its number
    /// from the segment's own. RFC 9293 section 3.10.7.1.
    public static func match(_ message: RawSpan, into digest: inout ExchangeDigest) {
        guard let tcp = Layer<TCP>(message) else { return digest.refuse() }
        digest.add(from: tcp.sourcePort.rawValue, to: tcp.destinationPort.rawValue)
        switch digest.role {
        case .question:
            let controls: UInt32 = (tcp.synchronize ? 1 : 0) + (tcp.finish ? 1 : 0)
            let length = UInt32(truncatingIfNeeded: message.byteCount - tcp.parts.total) &+ controls
            let next = tcp.sequenceNumber &+ length
            if tcp.acknowledgment { digest.add(next, or: tcp.acknowledgmentNumber) } else { digest.add(next) }
        case .answer:
            guard tcp.acknowledgment || tcp.reset else { return digest.refuse() }
            digest.add(tcp.acknowledgment ? tcp.acknowledgmentNumber : tcp.sequenceNumber)
        }
    }
}
