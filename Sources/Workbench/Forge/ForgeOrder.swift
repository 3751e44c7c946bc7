import Packets

/// What is to be sent, how often and how fast.
struct ForgeOrder: Sendable {
    var sequence: ForgeSequence
    /// How often all of it is sent.
    var rounds = 1
    /// Packets a second at most; as fast as the link takes them when `nil`.
    var rate: Double?
    /// Answers of one that was sent before mean nothing.
    var generation: Int
    /// Whether each packet is given numbers of its own, where nobody set them.
    var tellsApart = true
}

/// What the forge wants done.
enum ForgeErrand {
    case send(ForgeOrder)
    case stop
    case saveRecipe(name: String, expression: String)
    /// Read the recipes of one's own.
    case recipes
}

/// What comes of it.
enum ForgeNews: Sendable {
    case answer(ForgeAnswer, generation: Int)
    /// All was sent, and what was to come has come.
    case over(ForgeTally, generation: Int)
    case failed(String, generation: Int)
    case recipes([ForgeRecipe])
}

struct ForgeTally: Sendable, Equatable {
    var asked = 0
    var answered = 0
    var answers = 0
    var undeliverable = 0
    var obstacle: String?
}

/// An answer to a packet that was sent, or that there was none.
struct ForgeAnswer: Sendable, Equatable {
    /// Which of the packets that were sent, from 1.
    var question: Int
    var line: String
    /// In nanoseconds; `nil` where there was none.
    var delay: Int64?
    var octets: [UInt8] = []
}

/// An expression with a name.
struct ForgeRecipe: Sendable, Equatable {
    var name: String
    var expression: String
    var isOwn = false

    /// Those that are always there; addresses are the lab's.
    static let standard: [ForgeRecipe] = [
        ForgeRecipe(name: "ping", expression: "eth/ip(dst=10.77.0.80)/icmp(type=8)/'ibuki'"),
        ForgeRecipe(name: "ARP: who has it", expression: "eth/arp(dst.proto_ipv4=10.77.0.80)"),
        ForgeRecipe(
            name: "DNS query",
            expression: "eth/ip(dst=10.77.0.53)/udp(dstport=53)/dns(queries=[{name=web,type=A}])"),
        ForgeRecipe(
            name: "TCP SYN",
            expression:
                "eth/ip(dst=10.77.0.80)/tcp(dstport=80,flags=S,options=[mss=1460,sackOK,nop,wscale=7])"),
        ForgeRecipe(
            name: "HTTP GET segment",
            expression: "eth/ip(dst=10.77.0.80)/tcp(dstport=80,flags=PA)/'GET / HTTP/1.1\\r\\nHost: web\\r\\n\\r\\n'"),
        ForgeRecipe(
            name: "BGP OPEN",
            expression: "eth/ip(dst=10.77.0.80)/tcp(dstport=179,flags=PA)/"
                + "bgp(type=1,myas=65001,holdtime=180,identifier=10.77.0.101)"),
        ForgeRecipe(
            name: "TLS ClientHello",
            expression: "eth/ip(dst=10.77.0.80)/tcp(dstport=443,flags=PA)/tls(records=[handshake=[client_hello={"
                + "ciphersuites=[0x1301,0x1302],comp_methods=[0],"
                + "extensions=[server_name=[extensions_server_name=web]]}]])"),
        ForgeRecipe(
            name: "DHCP discover",
            expression: "eth(dst=ff:ff:ff:ff:ff:ff)/ip(src=0.0.0.0,dst=255.255.255.255)/udp(srcport=68,dstport=67)"
                + "/dhcp(options=[dhcp=Discover,end])"),
        ForgeRecipe(
            name: "neighbor solicitation (NDP)", expression: "eth/ipv6/icmpv6(nd.ns.target_address=fd77::80)"),
        ForgeRecipe(name: "ping by IPv6", expression: "eth/ipv6(dst=fd77::80)/icmpv6(type=128)/'ibuki'"),
        ForgeRecipe(
            name: "the first probe of a trace", expression: "eth/ip(dst=10.77.1.10,ttl=1)/udp(dstport=33434)/'ibuki'"),
    ]
}
