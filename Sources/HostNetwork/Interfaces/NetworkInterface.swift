public import Packets

/// A network interface: what frames enter and leave the host by. `ifinfomsg` of rtnetlink(7)
public struct NetworkInterface: Hashable, Sendable {
    /// The number by which the kernel knows it.
    public var index: UInt32
    public var name: String
    /// Further names (`IFLA_ALT_IFNAME`).
    public var alternativeNames: [String] = []
    /// What an administrator wrote about it; empty when nobody did.
    public var alias = ""
    /// What kind of link it is on.
    public var hardware: HardwareType = .none
    /// What made it, `veth`, `vlan` or `bridge`; empty for hardware and loopback. `IFLA_INFO_KIND`
    public var kind = ""
    public var state: OperationalState = .unknown
    public var flags: InterfaceFlags = []
    /// The longest packet, in octets, without the link-layer header.
    public var mtu: UInt32 = 0
    /// Its own link-layer address; `nil` when it has none.
    public var address: LinkLayerAddress?
    /// Where a frame to all goes, or, on a point-to-point link, to the other end.
    public var broadcast: LinkLayerAddress?
    /// The address that the hardware came with, where that is another one.
    public var permanentAddress: LinkLayerAddress?
    /// The bridge, bond or the like that it belongs to.
    public var masterIndex: UInt32?
    /// The interface that it stands on (a VLAN's parent), or the other end of a pair.
    public var lowerIndex: UInt32?
    /// Whether `lowerIndex` is a number of another network namespace.
    public var lowerIsElsewhere = false
    /// The tag of a VLAN interface.
    public var vlanID: UInt16?
    /// How packets wait to be sent: `noqueue`, `fq_codel`.
    public var queueDiscipline = ""
    /// How many packets may wait to be sent.
    public var queueLength: UInt32 = 0
    /// How many listeners want it to take in frames for others.
    public var promiscuity: UInt32 = 0
    /// Where the hardware is: `0000:00:03.0` on `pci`; empty when there is none.
    public var device = ""
    public var counters = InterfaceCounters()
    /// What the driver says; `nil` unless it was asked.
    public var driver: InterfaceDriver?
    /// The host's addresses on it, where they were asked for.
    public var addresses: [InterfaceAddress] = []

    /// An interface with nothing more known of it.
    public init(index: UInt32, name: String) {
        self.index = index
        self.name = name
    }

    /// Its own address as Ethernet's; `nil` when it has none or another kind.
    public var mac: MACAddress? { address?.mac }

    /// Whether a user means this one: by its name, a further name or its number.
    public func isCalled(_ name: String) -> Bool {
        self.name == name || alternativeNames.contains(name) || "\(index)" == name
    }

    /// Whether the host sends to itself by it.
    public var isLoopback: Bool { flags.contains(.loopback) }

    /// Whether it is switched on and its link works.
    public var isRunning: Bool { flags.isSuperset(of: [.up, .running]) }
}
