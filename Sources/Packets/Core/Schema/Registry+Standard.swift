extension Registry {
    /// The protocols that come with the package.
    public static let standard: Registry = {
        var registry = Registry()
        registry.register(Ethernet.self, under: .linkType(.ethernet))
        registry.register(LLC.self, under: .etherType(LLC.etherType))
        registry.register(VLAN.self, under: .etherType(0x8100), .etherType(0x9100))
        registry.register(ProviderBridge.self, under: .etherType(0x88a8))
        registry.register(LinuxCooked.self, under: .linkType(.linuxSLL))
        registry.register(LinuxCooked2.self, under: .linkType(.linuxSLL2))
        registry.register(BSDLoopback.self, under: .linkType(.null))
        registry.register(OpenBSDLoopback.self, under: .linkType(.loop))
        registry.register(RawIP.self, under: .linkType(.raw), .linkType(.rawBSD), .linkType(.rawOpenBSD))
        registry.register(ARP.self, under: .etherType(0x0806), .etherType(0x8035), .llcSAP(0x98))
        registry.register(
            IPv4.self, under: .etherType(0x0800), .ipProtocol(4), .linkType(.ipv4), .addressFamily(2), .llcSAP(6))
        registry.register(
            IPv6.self, under: .etherType(0x86dd), .ipProtocol(41), .linkType(.ipv6), .addressFamily(24),
            .addressFamily(28), .addressFamily(30))
        registry.register(IPv6HopByHop.self, under: .ipProtocol(0))
        registry.register(IPv6Routing.self, under: .ipProtocol(43))
        registry.register(IPv6Fragment.self, under: .ipProtocol(44))
        registry.register(IPv6DestinationOptions.self, under: .ipProtocol(60))
        registry.register(EncapsulatingSecurityPayload.self, under: .ipProtocol(50))
        registry.register(AuthenticationHeader.self, under: .ipProtocol(51))
        registry.register(ICMP.self, under: .ipProtocol(1))
        registry.register(ICMPv6.self, under: .ipProtocol(58))
        registry.register(TCP.self, under: .ipProtocol(6))
        registry.register(UDP.self, under: .ipProtocol(17))
        registry.register(DNS.self, under: .udpPort(53))
        registry.register(DNS.self, heuristicUnder: .udpPort)
        registry.register(DNSOverTCP.self, under: .tcpPort(53), .tcpPort(5353))
        registry.register(MDNS.self, under: .udpPort(5353))
        registry.register(DHCP.self, under: .udpPort(67), .udpPort(68), .udpPort(4011))
        registry.register(LLMNR.self, under: .udpPort(5355))
        registry.register(
            TLS.self,
            under: [
                443, 324, 465, 636, 802, 853, 993, 995, 1300, 2221, 2443, 3249, 3250, 3251, 3252, 3496, 5061, 5671,
                5684,
                5868, 8883, 11207, 19999, 27017,
            ].map { .tcpPort($0) })
        registry.register(TLS.self, heuristicUnder: .tcpPort)
        registry.register(
            HTTP.self, under: .tcpPort(80), .tcpPort(631), .tcpPort(1900), .tcpPort(2710), .tcpPort(2869),
            .tcpPort(3128), .tcpPort(3132), .tcpPort(3689), .tcpPort(5985), .tcpPort(8080), .tcpPort(8088),
            .tcpPort(11371))
        registry.register(HTTP.self, heuristicUnder: .tcpPort)
        registry.register(SSDP.self, under: .udpPort(1900))
        return registry
    }()
}
