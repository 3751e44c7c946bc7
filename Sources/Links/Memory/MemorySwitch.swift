public import Packets

/// An Ethernet switch in memory: it learns behind which port a station is, and sends frames for others to all ports.
/// IEEE 802.1D 7.8
public final class MemorySwitch {
    /// How many stations are remembered. When there are more, all are forgotten and learnt anew: an enemy who invents
    /// addresses costs no memory.
    public static let stationLimit = 8192

    private var ports: [MemoryLink] = []
    private var portOfStation: [MACAddress: Int] = [:]

    /// A switch without ports.
    public init() {}

    /// A new port, as a link: what is sent by it enters the switch.
    ///
    /// - Parameter hardwareAddress: that of the host at this port.
    public func makePort(
        _ name: String, hardwareAddress: MACAddress, mtu: Int = 1500, capacity: Int = 256,
        clock: @escaping MemoryLink.Clock = { Timestamp(seconds: 0) }
    ) -> MemoryLink {
        let link = MemoryLink(name, mtu: mtu, hardwareAddress: hardwareAddress, capacity: capacity, clock: clock)
        link.plug(into: self, port: ports.count)
        ports.append(link)
        return link
    }

    /// How many stations are known.
    public var stationCount: Int { portOfStation.count }

    /// Sends a frame on.
    func forward(_ frame: borrowing FramePieces, _ details: FrameDetails, from port: Int) {
        guard let ethernet = Layer<Ethernet>(frame.header) else { return }
        let destination = ethernet.destination
        let source = ethernet.source
        if !source.isMulticast, portOfStation[source] != port {
            if portOfStation.count >= Self.stationLimit { portOfStation.removeAll(keepingCapacity: true) }
            portOfStation[source] = port
        }
        if !destination.isMulticast, let known = portOfStation[destination] {
            if known != port { ports[known].deliver(frame, details) }
            return
        }
        for (index, link) in ports.enumerated() where index != port { link.deliver(frame, details) }
    }
}
