public import Packets

extension Registry {
    /// The protocols that come with the package.
    public static let standard: Registry = {
        var registry = Registry.internet
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
        registry.register(VXLAN.self, under: .udpPort(4789))
        registry.register(Geneve.self, under: .udpPort(6081))
        registry.register(BGP.self, under: .tcpPort(179))
        return registry
    }()
}
