public import Packets

/// A socket of the host, as a record of octets: what sock_diag(7) and proc(5) say of it, laid out alike for all kinds.
///
/// Its fields are declared as a protocol's are, so that filters, columns, JSON and explanations of sockets come from
/// these lines too: `sock.state == listen and sock.port == 8080`.
public enum HostSocket: PacketProtocol {
    public static var name: String { "sock" }
    public static var title: String { "Socket" }
    public static var reference: String { "sock_diag(7)" }
    public static var table: HostTable? {
        .init(
            "A row of the table of this host's sockets, as the kernel tells of them. No packet carries it.",
            command: "sockets")
    }

    public static var transport: Field<SocketProtocol> { .init("proto", "Protocol", bits: 0..<16) }
    public static var family: Field<SocketFamily> { .init("family", "Family", bits: 16..<24) }
    public static var type: Field<SocketType> { .init("type", "Type", bits: 24..<32) }
    public static var state: Field<SocketState> { .init("state", "State", bits: 32..<40) }
    public static var timer: Field<SocketTimer> { .init("timer", "Timer", bits: 40..<48) }
    public static var shutdown: Field<SocketShutdown> { .init("shutdown", "Shut down", bits: 48..<56) }
    /// Whether it takes IPv6 alone (RFC 3493 5.3).
    public static var onlyIPv6: Field<Bool> { .init("v6only", "IPv6 only", bits: 56..<57) }
    public static var flags: Field<UInt8> { .init("", "", bits: 57..<64) }
    public static var sourcePort: Field<Port> { .init("srcport", "Local port", bits: 64..<80) }
    public static var destinationPort: Field<Port> { .init("dstport", "Remote port", bits: 80..<96) }
    /// What a raw socket takes in, by RFC 5237's numbers; it stands where others have a port.
    public static var rawProtocol: Field<UInt16> { .init("raw.proto", "IP protocol", bits: 64..<80) }
    /// What a packet socket takes in.
    public static var etherType: Field<EtherType> { .init("packet.type", "EtherType", bits: 64..<80, show: .hex) }
    /// Octets that wait to be read; of a listening TCP socket, connections that wait to be accepted.
    public static var receiveQueue: Field<UInt32> { .init("recvq", "Receive queue", bits: 96..<128) }
    /// Octets that wait to be acknowledged; of a listening TCP socket, how many connections may wait.
    public static var sendQueue: Field<UInt32> { .init("sendq", "Send queue", bits: 128..<160) }
    public static var user: Field<UInt32> { .init("uid", "User number", bits: 160..<192) }
    public static var inode: Field<UInt32> { .init("inode", "Inode", bits: 192..<224) }
    public static var peerInode: Field<UInt32> { .init("peer_inode", "Inode of the other end", bits: 224..<256) }
    public static var cookie: Field<UInt64> { .init("cookie", "Cookie", bits: 256..<320, show: .hex) }
    public static var sourceIPv4: Field<IPv4Address> { .init("ip.src", "Local address", bits: 320..<352) }
    public static var destinationIPv4: Field<IPv4Address> { .init("ip.dst", "Remote address", bits: 448..<480) }
    public static var sourceIPv6: Field<IPv6Address> { .init("ipv6.src", "Local address", bits: 320..<448) }
    public static var destinationIPv6: Field<IPv6Address> { .init("ipv6.dst", "Remote address", bits: 448..<576) }
    /// The IPv4 address in an IPv6 one of an end that speaks IPv4 (RFC 4291 2.5.5.2).
    static var mappedSource: Field<IPv4Address> { .init("ip.src", "Local address", bits: 416..<448) }
    static var mappedDestination: Field<IPv4Address> { .init("ip.dst", "Remote address", bits: 544..<576) }
    public static var interfaceIndex: Field<UInt32> { .init("ifindex", "Interface number", bits: 576..<608) }
    public static var retries: Field<UInt8> { .init("timer.retries", "Retries", bits: 608..<616) }
    /// How long the timer runs yet; the kernel counts milliseconds.
    public static var timerExpiry: Field<RelativeTime> {
        .init("timer.expires", "Expires", bits: 640..<672, scale: 1_000_000)
    }
    public static var mark: Field<UInt32> { .init("mark", "Mark", bits: 672..<704, show: .hex) }
    public static var controlGroup: Field<UInt64> { .init("cgroup", "Control group", bits: 704..<768) }

    // How many octets the parts have that follow; the owners fill the rest.
    static var congestionControlLength: Field<UInt8> { .init("", "", bits: 616..<624) }
    static var pathLength: Field<UInt8> { .init("", "", bits: 624..<632) }
    static var interfaceLength: Field<UInt8> { .init("", "", bits: 632..<640) }
    static var informationLength: Field<UInt16> { .init("", "", bits: 768..<784) }
    static var userNameLength: Field<UInt8> { .init("", "", bits: 784..<792) }

    public static var congestionControl: Field<String> { .init("tcp.congestion", "Congestion control", part: 2) }
    /// What a Unix socket is bound to; a name that is no path begins with `@`. unix(7)
    public static var path: Field<String> { .init("path", "Path", part: 3) }
    public static var interface: Field<String> { .init("dev", "Interface", part: 4) }
    public static var userName: Field<String> { .init("user", "User", part: 5) }
    /// Every process that has it open.
    public static var owners: Repeated<SocketOwner> { .init("owners", "Owners", part: 6, heading: .presence) }

    /// Where both ends are, as ss(8) writes it: `127.0.0.1:8080`, `[::1]:53`, `*:67`, a path.
    public static var local: Derived<HostSocket, String> {
        .init("local", "Local end") { socket, _ in socket.localEnd }
    }
    public static var peer: Derived<HostSocket, String> {
        .init("peer", "Remote end") { socket, _ in socket.remoteEnd }
    }

    public static let tree: [AnyField] =
        [
            .init(transport), .init(family), .init(type), .init(state), .init(receiveQueue),
            .init(sendQueue), .init(local), .init(peer),
            .when(
                family, is: .ipv4,
                [
                    .init(sourceIPv4), .init(destinationIPv4),
                    .alias("ip.addr", "Either address", sourceIPv4, destinationIPv4),
                ]),
            .when(
                family, is: .ipv6,
                [
                    .init(sourceIPv6), .init(destinationIPv6),
                    .alias("ipv6.addr", "Either address", sourceIPv6, destinationIPv6), .init(onlyIPv6),
                    // As for ss(8), who speaks IPv4 by an IPv6 socket has an address of either family.
                    .when(
                        HostSocket.self, readsFlow: false, { socket, _ in socket.sourceIPv6.mappedIPv4 != nil },
                        [
                            .alias("ip.src", "Local address", mappedSource),
                            .alias("ip.addr", "Either address", mappedSource),
                        ]),
                    .when(
                        HostSocket.self, readsFlow: false, { socket, _ in socket.destinationIPv6.mappedIPv4 != nil },
                        [
                            .alias("ip.dst", "Remote address", mappedDestination),
                            .alias("ip.addr", "Either address", mappedDestination),
                        ]),
                ]),
            .when(
                family, in: .ipv4 ... .ipv6,
                [
                    .unless(
                        transport, is: .raw,
                        [
                            .init(sourcePort), .init(destinationPort),
                            .alias("port", "Either port", sourcePort, destinationPort),
                        ]),
                    .when(transport, is: .raw, [.init(rawProtocol)]),
                ]),
            .when(family, is: .packet, [.init(etherType)]),
            .init(flags),
            .unless(interfaceIndex, is: 0, [.init(interfaceIndex)]),
            .init(interface), .init(user), .init(userName), .init(inode),
            .init(cookie), .init(shutdown), .init(path),
            .when(family, is: .unix, [.init(peerInode)]),
            .unless(timer, is: .none, [.group(timer, [.init(retries), .init(timerExpiry)])]),
            .unless(mark, is: 0, [.init(mark)]),
            .unless(controlGroup, is: 0, [.init(controlGroup)]),
            .init(congestionControlLength), .init(pathLength), .init(interfaceLength),
            .init(informationLength), .init(userNameLength), .init(congestionControl),
        ] + information + [.init(owners)]

    /// The part in which lies what TCP knows; empty where that was not asked for, or is not known.
    public static var informationPart: Int { 1 }
    /// The part that is the user's name.
    public static var userNamePart: Int { 5 }

    /// How many octets the first part has.
    static var fixedLength: Int { 99 }

    /// The record | what TCP knows | congestion control | path | interface | user | owners
    public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
        let fixed = fixedLength
        guard to <= message.byteCount, to - from >= fixed else { return nil }
        let information = fixed + Int(message.word(from + 96))
        let congestionControl = information + Int(message.octet(from + 77))
        let path = congestionControl + Int(message.octet(from + 78))
        let interface = path + Int(message.octet(from + 79))
        let user = interface + Int(message.octet(from + 98))
        guard user <= to - from else { return nil }
        return LayerParts(fixed, information, congestionControl, path, interface, user, to - from)
    }
}
