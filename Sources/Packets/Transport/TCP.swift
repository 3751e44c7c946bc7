/// Transmission Control Protocol. RFC 9293.
public enum TCP: PacketProtocol {
    public static var name: String { "tcp" }
    public static var title: String { "Transmission Control Protocol" }
    public static var meaning: Meaning {
        .init(
            """
            Carries a stream of octets between two processes, whole, in order and no faster than receiver and
            network can take it.
            """, in: "RFC 9293 section 2.2")
    }
    public static var reference: String { "RFC 9293" }
    public static var role: LayerRole { [.transport, .stream] }
    public static var payloadTable: DispatchTable { .tcpPort }
    public static var examples: [FieldExample] {
        [
            .init(
                "tcp.options.unknown.payload",
                "ip/tcp(options=[{option_kind=200,options.unknown.payload=0001}])")
        ]
    }
    public static var example: String? {
        "ip(dst=10.0.0.1)/tcp(dstport=http,flags=SYN,options=[mss=1460,sackOK,nop,wscale=7])"
    }

    @inlinable public static var sourcePort: Field<Port> {
        .init(
            "srcport", "Source Port", bits: 0..<16, auto: .identity(from: 49152),
            means: """
                The port of the end that sends. Clients take a new one for each connection, from the upper numbers.
                """, in: "RFC 9293 section 3.1")
    }
    @inlinable public static var destinationPort: Field<Port> {
        .init(
            "dstport", "Destination Port", bits: 16..<32, auto: .next(.tcpPort),
            means: """
                The port of the end that receives; of the first segment, the service that is asked: 22 is SSH, 80
                HTTP, 443 HTTPS. A closed one answers with a reset.
                """, in: "RFC 9293 section 3.1")
    }
    public static var stream: Derived<TCP, UInt32> {
        .init(
            "stream", "Stream index",
            means: """
                The connection's number in this capture, from 0. A new connection on the same ports gets a new
                number.
                """, in: "RFC 9293 section 3.3.1"
        ) { _, packet in packet.conversation?.stream }
    }
    public static var payloadLength: Derived<TCP, UInt32> {
        .init(
            "len", "TCP Segment Len", readsFlow: false,
            means: """
                How many octets of the stream the segment carries; 0 of a bare acknowledgment. No header says it: it
                is what IP's length leaves.
                """, in: "RFC 9293 section 3.4"
        ) { _, packet in
            Self.isQuoted(packet) ? nil : UInt32(truncatingIfNeeded: packet.wirePayloadLength)
        }
    }
    @inlinable public static var sequenceNumber: Field<UInt32> {
        .init(
            "seq_raw", "Sequence Number (raw)", bits: 32..<64, auto: .identity(),
            means: """
                The number of the first octet of data, as it stands on the wire. A connection begins at a number
                that nobody can guess, and the count goes round at 2^32.
                """, in: "RFC 9293 section 3.4")
    }
    /// The sequence number counted from the connection's first.
    public static var relativeSequenceNumber: Derived<TCP, UInt32> {
        .init(
            "seq", "Sequence Number",
            means: """
                The sequence number counted from the connection's first, so that data begin at 1. It repeats when a
                segment is sent again.
                """, in: "RFC 9293 section 3.4"
        ) { tcp, packet in
            Self.isQuoted(packet)
                ? tcp.sequenceNumber : tcp.sequenceNumber &- (packet.conversation?.tcp?.sequenceBase ?? 0)
        }
    }
    /// The relative sequence number that the sender's next segment will have.
    public static var nextSequenceNumber: Derived<TCP, UInt32> {
        .init(
            "nxtseq", "Next Sequence Number",
            means: """
                Where the sender will go on: sequence number and length, with one more for SYN and for FIN. A gap
                before the next segment is a loss or a detour.
                """, in: "RFC 9293 section 3.4"
        ) { tcp, packet in
            if Self.isQuoted(packet) { return nil }
            let flags: UInt32 = tcp.flags.raw & 3 != 0 ? 1 : 0
            return tcp.sequenceNumber &- (packet.conversation?.tcp?.sequenceBase ?? 0)
                &+ UInt32(truncatingIfNeeded: packet.wirePayloadLength) &+ flags
        }
    }
    @inlinable public static var acknowledgmentNumber: Field<UInt32> {
        .init(
            "ack_raw", "Acknowledgment number (raw)", bits: 64..<96,
            means: """
                The next octet that the sender of this segment expects, as it stands on the wire. It counts only
                with the ACK flag.
                """, in: "RFC 9293 section 3.4")
    }
    public static var relativeAcknowledgmentNumber: Derived<TCP, UInt32> {
        .init(
            "ack", "Acknowledgment Number",
            means: """
                The next octet expected, counted from the other side's first. When it stays while data come,
                something before them is missing; three such repeats make the sender send it again.
                """, in: "RFC 5681 section 3.2"
        ) { tcp, packet in
            guard !Self.isQuoted(packet) else { return tcp.acknowledgmentNumber }
            return tcp.acknowledgmentNumber
                &- (tcp.acknowledgment ? packet.conversation?.tcp?.acknowledgmentBase ?? 0 : 0)
        }
    }
    @inlinable public static var headerLength: Field<UInt8> {
        .init(
            "hdr_len", "Header Length", bits: 96..<100, scale: 4, auto: .length(.header, unit: 4),
            means: """
                The octets of the segment's header with its options, counted on the wire in words of four, up to 60.
                Below 20 the segment is broken.
                """, in: "RFC 9293 section 3.1")
    }
    @inlinable public static var flags: Field<Flags> {
        .init(
            "flags", "Flags", bits: 100..<112, show: .hex,
            means: """
                The control bits, which say what the segment does to the connection: opens it, closes it, acknowledges,
                breaks it off.
                """, in: "RFC 9293 section 3.1")
    }
    @inlinable public static var reserved: Field<UInt8> {
        .init(
            "flags.res", "Reserved", bits: 100..<103,
            means: "Bits for later use; sent as zero and looked at by nobody.", in: "RFC 9293 section 3.1")
    }
    @inlinable public static var accurateECN: Field<Bool> {
        .init(
            "flags.ae", "Accurate ECN", bits: 103..<104,
            means: """
                In a handshake, part of the offer to count congestion marks exactly; afterwards the highest of three
                bits of such a count. Once it was the nonce sum of RFC 3540.
                """, in: "RFC 9768 section 3.1")
    }
    @inlinable public static var congestionWindowReduced: Field<Bool> {
        .init(
            "flags.cwr", "Congestion Window Reduced", bits: 104..<105,
            means: """
                The sender says that it slowed down, so that the other side may stop its echo of congestion. In a
                SYN, half of the offer to use ECN.
                """, in: "RFC 3168 section 6.1.2")
    }
    @inlinable public static var echo: Field<Bool> {
        .init(
            "flags.ece", "ECN-Echo", bits: 105..<106,
            means: """
                The receiver says that a router marked a packet for congestion, until the sender shows that it slowed
                down. In a SYN, the other half of the offer to use ECN.
                """, in: "RFC 3168 section 6.1.3")
    }
    @inlinable public static var urgent: Field<Bool> {
        .init(
            "flags.urg", "Urgent", bits: 106..<107,
            means: """
                The urgent pointer counts. New programs should not use it, for systems read the pointer in two ways.
                """, in: "RFC 6093 section 5")
    }
    @inlinable public static var acknowledgment: Field<Bool> {
        .init(
            "flags.ack", "Acknowledgment", bits: 107..<108,
            means: """
                The acknowledgment number counts: true of every segment but a connection's first, and of some resets.
                """, in: "RFC 9293 section 3.1")
    }
    @inlinable public static var push: Field<Bool> {
        .init(
            "flags.push", "Push", bits: 108..<109,
            means: """
                The sender has no more at hand, and the receiver should hand over what it has. It marks no end of a
                message.
                """, in: "RFC 9293 section 3.9.1.2")
    }
    @inlinable public static var reset: Field<Bool> {
        .init(
            "flags.reset", "Reset", bits: 109..<110,
            means: """
                Breaks the connection off at once, or says that there is none. Sent by closed ports and crashed hosts,
                and by firewalls in another's name.
                """, in: "RFC 9293 section 3.5.2")
    }
    @inlinable public static var synchronize: Field<Bool> {
        .init(
            "flags.syn", "Syn", bits: 110..<111,
            means: """
                Opens a connection and gives the sender's first sequence number; it counts as one octet of the stream.
                One without an answer means a filter, one with a reset a closed port.
                """, in: "RFC 9293 section 3.5")
    }
    @inlinable public static var finish: Field<Bool> {
        .init(
            "flags.fin", "Fin", bits: 111..<112,
            means: """
                The sender has sent all that it will and goes on receiving. It counts as one octet and has to be
                acknowledged.
                """, in: "RFC 9293 section 3.6")
    }
    @inlinable public static var window: Field<UInt16> {
        .init(
            "window_size_value", "Window", bits: 112..<128, preset: 65535,
            means: """
                How many octets more the receiver can take, before scaling. 0 stops the sender until a larger one
                comes: a program that does not read.
                """, in: "RFC 9293 section 3.8.6")
    }
    /// The window in octets, scaled when the handshake was seen and agreed on a scale. RFC 7323 section 2.
    public static var calculatedWindow: Derived<TCP, UInt32> {
        .init(
            "window_size", "Calculated window size",
            means: """
                The window in octets, scaled by what both sides agreed in their SYNs. Where the capture lacks the
                handshake it is the bare field, and most likely too small.
                """, in: "RFC 7323 section 2.3"
        ) { tcp, packet in
            let shift =
                tcp.synchronize || Self.isQuoted(packet) ? 0 : max(0, packet.conversation?.tcp?.windowShift ?? 0)
            return UInt32(tcp.window) << UInt32(shift)
        }
    }
    public static var windowScaleFactor: Derived<TCP, Int32> {
        .init(
            "window_size_scalefactor", "Window size scaling factor",
            means: """
                What the window is multiplied with: -1 when the handshake was not seen, -2 when it did not agree on
                scaling.
                """, in: "RFC 7323 section 2.2"
        ) { tcp, packet in
            guard !tcp.synchronize, let shift = packet.conversation?.tcp?.windowShift else { return nil }
            return shift < 0 ? Int32(shift) : 1 << Int32(shift)
        }
    }
    @inlinable public static var checksum: Field<UInt16> {
        .init(
            "checksum", "Checksum", bits: 128..<144, show: .hex, auto: .checksum(.everything, pseudoHeader: true),
            means: """
                A sum over header, data, and the addresses of IP. It finds bit errors; it does not stop anyone who
                means harm.
                """, in: "RFC 9293 section 3.1")
    }
    public static var checksumStatus: Derived<TCP, ChecksumStatus> {
        .init(
            "checksum.status", "Checksum Status", readsFlow: false,
            means: """
                Whether the sum is right. A bad one on what this host sends is the card's work to come; on what it
                receives, the segment is dropped without a word.
                """, in: "RFC 9293 section 3.1"
        ) { _, packet in
            packet.verifiesChecksums ? packet.verify(protocolNumber: 6) : .unverified
        }
    }
    public static var payload: Derived<TCP, OctetRange> {
        .init(
            "payload", "TCP payload", readsFlow: false, means: "The octets of the stream that this segment carries.",
            in: "RFC 9293 section 3.1"
        ) { tcp, packet in tcp.reset ? nil : packet.payloadRange }
    }
    /// What a reset says in words. RFC 9293 section 3.5.2.
    public static var resetCause: Derived<TCP, TextRange> {
        .init(
            "reset_cause", "Reset cause", readsFlow: false,
            means: """
                Text that a reset carries in place of data, for whoever reads the capture: the reason, in words.
                """, in: "RFC 9293 section 3.5.3"
        ) { tcp, packet in
            guard tcp.reset, let range = packet.payloadRange else { return nil }
            return TextRange(range.start, range.end)
        }
    }
    @inlinable public static var urgentPointer: Field<UInt16> {
        .init(
            "urgent_pointer", "Urgent Pointer", bits: 144..<160,
            means: """
                Where urgent data end, counted from the sequence number. Without the URG flag it means nothing and
                should be 0.
                """, in: "RFC 9293 section 3.8.5")
    }
    public static var timeRelative: Derived<TCP, RelativeTime> {
        .init(
            "time_relative", "Time since first frame in this TCP stream",
            means: "How long after the connection's first segment this one came.", in: "RFC 9293 section 3.3.1"
        ) { _, packet in
            packet.conversation.map { RelativeTime($0.timeRelative) }
        }
    }
    public static var timeDelta: Derived<TCP, RelativeTime> {
        .init(
            "time_delta", "Time since previous frame in this TCP stream",
            means: """
                How long after the connection's last segment before it this one came: the pauses of a slow exchange.
                """, in: "RFC 9293 section 3.3.1"
        ) { _, packet in
            packet.conversation.map { RelativeTime($0.timeDelta) }
        }
    }
    public static var options: Repeated<Option> {
        .init(
            "options", "Options", part: 1,
            means: """
                What the header says beyond its fixed fields: in SYNs what each side can do, later time stamps and
                selective acknowledgments.
                """, in: "RFC 9293 section 3.2")
    }
    /// Whether an error message quotes the segment: then it is none of its connection, and its length is not known.
    private static func isQuoted(_ packet: borrowing PacketView) -> Bool { packet.layers[packet.index].isQuoted }
    public static var tree: [AnyField] {
        [
            .init(sourcePort), .init(destinationPort),
            .alias(
                "port", "Source or Destination Port", sourcePort, destinationPort,
                means: "Either port, so that a filter finds what a server receives and what it sends.",
                in: "RFC 9293 section 3.1"),
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
            .when(TCP.self, { _, packet in packet.isOfSegments }, reassembly),
        ] + analysis
    }

    /// fixed header | options
    @inlinable public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
        guard to &- from >= 20 else { return nil }
        let length = Int(message.octet(from &+ 12) &>> 4) &* 4
        guard length >= 20, from &+ length <= to else { return nil }
        return LayerParts(20, length)
    }

    public static func next(_ message: RawSpan) -> NextLayer {
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
