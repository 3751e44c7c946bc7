extension Registry {
    /// The protocols that come with the package.
    public static let standard: Registry = {
        var registry = Registry()
        registry.register(Ethernet.self, under: .linkType(.ethernet))
        registry.register(IPv4.self, under: .etherType(0x0800), .ipProtocol(4), .linkType(.ipv4))
        registry.register(TCP.self, under: .ipProtocol(6))
        registry.register(UDP.self, under: .ipProtocol(17))
        registry.register(DNS.self, under: .udpPort(53))
        registry.register(DNSOverTCP.self, under: .tcpPort(53), .tcpPort(5353))
        registry.register(MDNS.self, under: .udpPort(5353))
        registry.register(LLMNR.self, under: .udpPort(5355))
        registry.register(
            TLS.self,
            under: [
                443, 324, 465, 636, 802, 853, 993, 995, 1300, 2221, 2443, 3249, 3250, 3251, 3252, 3496, 5061, 5671, 5684,
                5868, 8883, 11207, 19999, 27017,
            ].map { .tcpPort($0) })
        registry.register(TLS.self, heuristicUnder: .tcpPort)
        return registry
    }()
}
