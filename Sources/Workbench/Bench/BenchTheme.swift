import Terminal

/// What colours mean; each says what a word or a sign says too.
enum BenchTheme {
    static let title = Style.bold
    static let dim = Style.dim
    static let border = Style.dim
    static let good = Style(foreground: .green)
    static let doubtful = Style(foreground: .yellow)
    static let wrong = Style(foreground: .red)
    static let lit = Style(foreground: .cyan, .bold)
    static let key = Style(foreground: .cyan)

    /// The hue of a protocol's family.
    static func hue(of name: String) -> Style {
        switch name {
        case "ARP", "LLC", "STP", "LLDP", "EAPOL": Style(foreground: .yellow)
        case "ICMP", "ICMPv6", "IGMP": Style(foreground: .magenta)
        case "UDP", "DHCP", "NTP", "MDNS", "LLMNR": Style(foreground: .blue)
        case "DNS", "DHCPv6": Style(foreground: .cyan)
        case "HTTP", "SSDP", "HTTP2": Style(foreground: .green)
        case "TLS", "QUIC", "SSH", "ESP": Style(foreground: .magenta)
        default: .plain
        }
    }
}
