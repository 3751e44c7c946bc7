public import Packets

/// Where a filter's names of hosts and services are looked up: `ip.dst == www.example.org`, `tcp.port == webcache`.
///
/// The library asks nobody by itself: it knows the ports that people know by heart, and no host.
public struct FilterNames: Sendable {
    /// The addresses of a host; none when nothing is called so.
    public var addresses: @Sendable (String) -> [IPAddress]
    /// The ports of a service; none when nothing is called so.
    public var ports: @Sendable (String) -> [UInt16]

    public init(
        addresses: @escaping @Sendable (String) -> [IPAddress] = { _ in [] },
        ports: @escaping @Sendable (String) -> [UInt16] = { _ in [] }
    ) {
        self.addresses = addresses
        self.ports = ports
    }
}
