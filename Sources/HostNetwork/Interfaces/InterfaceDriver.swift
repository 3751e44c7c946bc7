/// What an interface's driver says of itself. ethtool(8), `ETHTOOL_GDRVINFO` and `ETHTOOL_GLINKSETTINGS`
public struct InterfaceDriver: Hashable, Sendable {
    /// `virtio_net`, `veth`, `e1000e`.
    public var name: String
    /// The driver's version, often the kernel's.
    public var version: String
    /// Where the hardware is: `0000:00:03.0`; empty when there is none.
    public var bus: String
    /// In 1,000,000 bits a second; `nil` when it is not known.
    public var megabits: UInt32?
    /// Whether it sends and receives at the same time; `nil` when it is not known.
    public var isFullDuplex: Bool?

    /// A driver of which only the name is known.
    public init(name: String) {
        self.name = name
        version = ""
        bus = ""
    }
}
