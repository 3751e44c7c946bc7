import HostNetwork
import PacketFilters

extension HostNames {
    /// For filters. getaddrinfo(3), getservbyname(3)
    static var filterNames: FilterNames {
        FilterNames(addresses: { addresses(of: $0) }, ports: { ports(of: $0) })
    }
}
