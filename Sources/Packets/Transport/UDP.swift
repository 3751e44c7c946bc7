/// User Datagram Protocol. RFC 768.
public enum UDP: PacketProtocol {
    public static var name: String { "udp" }
    public static var title: String { "User Datagram Protocol" }
    public static var meaning: Meaning {
        .init(
            """
            Carries single messages between processes and promises nothing: they may be lost, doubled or come in
            another order. DNS, DHCP, QUIC and games stand on it.
            """, in: "RFC 768")
    }
    public static var examples: [FieldExample] {
        [
            .init(
                "data.data",
                "ip/udp/data(data=0001)")
        ]
    }
    public static var reference: String { "RFC 768" }
    public static var role: LayerRole { .transport }
    public static var payloadTable: DispatchTable { .udpPort }
    public static var example: String? { "ip(dst=10.0.0.1)/udp(dstport=9)/'hello'" }

    @inlinable public static var sourcePort: Field<Port> {
        .init(
            "srcport", "Source Port", bits: 0..<16, auto: .identity(from: 49152),
            means: """
                The port of the process that sends, where answers go. A sender that expects none may write 0; clients
                take a fresh one for each exchange, so that forged answers have to guess it.
                """, in: "RFC 768")
    }
    @inlinable public static var destinationPort: Field<Port> {
        .init(
            "dstport", "Destination Port", bits: 16..<32, auto: .next(.udpPort),
            means: """
                The port of the process that receives; a well-known one says which service is asked, as 53 does for DNS.
                Where nobody listens there, the host answers with ICMP's port unreachable.
                """, in: "RFC 768")
    }
    @inlinable public static var length: Field<UInt16> {
        .init(
            "length", "Length", bits: 32..<48, auto: .length(.everything),
            means: """
                The octets of header and data, so that at least 8. 0 is used in IPv6 jumbograms, where the true length
                does not fit; a smaller number than IP's leaves octets behind the datagram.
                """, in: "RFC 768")
    }
    @inlinable public static var checksum: Field<UInt16> {
        .init(
            "checksum", "Checksum", bits: 48..<64, show: .hex,
            auto: .checksum(.everything, pseudoHeader: true, zeroMeansNone: true),
            means: """
                A sum over data, ports and the addresses of IP. 0 says that the sender made none, which IPv4 allows
                and IPv6 only inside of tunnels; a true sum of 0 is sent as 0xffff.
                """, in: "RFC 768")
    }
    /// A checksum of zero says that there is none; over IPv6 that is illegal (RFC 8200 section 8.1), but for tunnels whose
    /// ends agreed on it (RFC 6935).
    public static var checksumStatus: Derived<UDP, ChecksumStatus> {
        .init(
            "checksum.status", "Checksum Status", readsFlow: false,
            means: """
                Whether the checksum fits. Packets that this host sends itself look bad where the card fills the sum
                in after they are captured.
                """, in: "RFC 1122 section 4.1.3.4"
        ) { udp, packet in
            if udp.checksum == 0 { return needsChecksum(packet) ? .illegal : .notPresent }
            guard packet.verifiesChecksums else { return .unverified }
            return packet.verify(protocolNumber: 17, covered: udp.length == 0 ? nil : Int(udp.length))
        }
    }
    /// Whether the datagram that is asked about lies in IPv6.
    static func needsChecksum(_ packet: borrowing PacketView) -> Bool {
        var at = packet.index &- 1
        while at >= 0 {
            let schema = packet.layers[at].schema
            if schema == ObjectIdentifier(IPv6.self) { return true }
            if schema == ObjectIdentifier(IPv4.self) { return false }
            at &-= 1
        }
        return false
    }
    public static var payload: Derived<UDP, OctetRange> {
        .init(
            "payload", "Payload", readsFlow: false,
            means: "The datagram's data as they are, whatever protocol they are of.", in: "RFC 768"
        ) { _, packet in packet.payloadRange }
    }
    public static var stream: Derived<UDP, UInt32> {
        .init(
            "stream", "Stream index",
            means: """
                A number that this reading of the capture gives to each pair of addresses and ports, from 0: filter
                on it to see one exchange.
                """, in: "RFC 768"
        ) { _, packet in packet.conversation?.stream }
    }
    public static var timeRelative: Derived<UDP, RelativeTime> {
        .init(
            "time_relative", "Time since first frame",
            means: "How long after the first datagram between these ends this one came.", in: "RFC 768"
        ) { _, packet in
            Self.isTimed(packet) ? packet.conversation.map { RelativeTime($0.timeRelative) } : nil
        }
    }
    public static var timeDelta: Derived<UDP, RelativeTime> {
        .init(
            "time_delta", "Time since previous frame",
            means: """
                How long after the datagram before it between these ends this one came: of an answer, the time that
                the question took.
                """, in: "RFC 768"
        ) { _, packet in
            Self.isTimed(packet) ? packet.conversation.map { RelativeTime($0.timeDelta) } : nil
        }
    }
    /// Neither a datagram without data nor one that an error message quotes has a time in its flow.
    private static func isTimed(_ packet: PacketView) -> Bool {
        packet.payloadLength > 0 && !packet.layers[packet.index].isQuoted
    }
    public static var tree: [AnyField] {
        [
            .init(sourcePort), .init(destinationPort),
            .alias(
                "port", "Source or Destination Port", sourcePort, destinationPort,
                means: "Either end's port: finds both directions of a service.", in: "RFC 768"),
            .init(length), .init(checksum), .init(checksumStatus), .init(stream), .init(timeRelative),
            .init(timeDelta),
            .init(payload),
        ]
    }

    @inlinable public static var layout: PartLayout { .fixed(8) }

    public static func next(_ message: RawSpan) -> NextLayer {
        guard let udp = Layer<UDP>(message) else { return .malformed }
        let length = Int(udp.length)
        let end = length == 0 ? message.byteCount : length
        guard end >= 8 else { return .malformed }
        let source = udp.sourcePort.rawValue
        let destination = udp.destinationPort.rawValue
        return .layer(
            .udpPort(min(source, destination)), or: .udpPort(max(source, destination)), from: 8, to: end)
    }

    public static func ports(_ message: RawSpan) -> FlowPorts {
        guard let udp = Layer<UDP>(fixed: message, count: 8) else { return FlowPorts(from: 0, to: 0) }
        return FlowPorts(from: udp.sourcePort.rawValue, to: udp.destinationPort.rawValue)
    }

    public static func match(_ message: RawSpan, into digest: inout ExchangeDigest) {
        guard let udp = Layer<UDP>(message) else { return digest.refuse() }
        digest.add(from: udp.sourcePort.rawValue, to: udp.destinationPort.rawValue)
    }
}
