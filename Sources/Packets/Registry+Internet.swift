extension Registry {
    /// The protocols of this module: links, networks and transports, without what they carry.
    public static let internet: Registry = {
        var registry = Registry()
        registry.register(Ethernet.self, under: .linkType(.ethernet), .etherType(0x6558))
        registry.register(LLC.self, under: .etherType(LLC.etherType))
        registry.register(VLAN.self, under: .etherType(0x8100), .etherType(0x9100))
        registry.register(ProviderBridge.self, under: .etherType(0x88a8))
        registry.register(LinuxCooked.self, under: .linkType(.linuxSLL))
        registry.register(LinuxCooked2.self, under: .linkType(.linuxSLL2))
        registry.register(BSDLoopback.self, under: .linkType(.null))
        registry.register(OpenBSDLoopback.self, under: .linkType(.loop))
        registry.register(RawIP.self, under: .linkType(.raw), .linkType(.rawBSD), .linkType(.rawOpenBSD))
        registry.name(.pppProtocol, "ppp.protocol")
        registry.register(STP.self, under: .llcSAP(0x42))
        registry.register(LLDP.self, under: .etherType(0x88cc))
        registry.register(PPPoEDiscovery.self, under: .etherType(0x8863))
        registry.register(PPPoESession.self, under: .etherType(0x8864))
        registry.register(PPP.self, under: .etherType(0x880b), .linkType(LinkType(rawValue: 9)))
        registry.register(LCP.self, under: .init(.pppProtocol, 0xc021))
        registry.register(IPCP.self, under: .init(.pppProtocol, 0x8021))
        registry.register(IPv6CP.self, under: .init(.pppProtocol, 0x8057))
        registry.register(PAP.self, under: .init(.pppProtocol, 0xc023))
        registry.register(CHAP.self, under: .init(.pppProtocol, 0xc223))
        registry.register(ARP.self, under: .etherType(0x0806), .etherType(0x8035), .llcSAP(0x98))
        registry.register(
            IPv4.self, under: .etherType(0x0800), .ipProtocol(4), .linkType(.ipv4), .addressFamily(2), .llcSAP(6),
            .init(.pppProtocol, 0x0021))
        registry.register(
            IPv6.self, under: .etherType(0x86dd), .ipProtocol(41), .linkType(.ipv6), .addressFamily(24),
            .addressFamily(28), .addressFamily(30), .init(.pppProtocol, 0x0057))
        registry.register(IPv6HopByHop.self, under: .ipProtocol(0))
        registry.register(IPv6Routing.self, under: .ipProtocol(43))
        registry.register(IPv6Fragment.self, under: .ipProtocol(44))
        registry.register(IPv6DestinationOptions.self, under: .ipProtocol(60))
        registry.register(EncapsulatingSecurityPayload.self, under: .ipProtocol(50))
        registry.register(AuthenticationHeader.self, under: .ipProtocol(51))
        registry.register(ICMP.self, under: .ipProtocol(1))
        registry.register(ICMPv6.self, under: .ipProtocol(58))
        registry.register(IGMP.self, under: .ipProtocol(2))
        registry.register(TCP.self, under: .ipProtocol(6))
        registry.register(UDP.self, under: .ipProtocol(17))
        registry.register(GRE.self, under: .ipProtocol(47))
        registry.register(ERSPAN.self, under: .etherType(0x88be), .etherType(0x22eb))
        registry.register(
            MPLS.self, under: .etherType(0x8847), .etherType(0x8848), .udpPort(6635), .init(.pppProtocol, 0x0281))
        return registry
    }()
}
