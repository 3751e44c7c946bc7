public import Packets

/// Gives a link's frames to whoever asked for a layer that is in them: a handler for ARP, one for UDP, one for an EtherType.
///
///     let dispatcher = FrameDispatcher(link, registry: .internet)
///     dispatcher.register(ARP.self) { packet in … }          // the packet stands at its ARP layer
///     dispatcher.register(etherType: 0x88b5) { packet in … } // IEEE 802's local experiments
///     while true {
///         try dispatcher.dispatch()
///         _ = try waiter.wait(for: [link])
///     }
public final class FrameDispatcher {
    /// What is done with a packet; `index` is that of the layer that was asked for.
    public typealias Handler = (inout PacketView) -> Void

    private let link: any Link
    private let registry: Registry
    private var ofLayer: [ObjectIdentifier: [Handler]] = [:]
    private var ofEtherType: [UInt16: [Handler]] = [:]
    private var dissection = Dissection()
    private var number = 0

    /// A dispatcher without handlers.
    ///
    /// - Parameter registry: what knows the layers.
    public init(_ link: any Link, registry: Registry) {
        self.link = link
        self.registry = registry
    }

    /// Calls `handler` for each frame in which this layer is, once for each time that it is there. Layers that an error message
    /// quotes do not count.
    public func register<Layer: PacketProtocol>(_ layer: Layer.Type, _ handler: @escaping Handler) {
        ofLayer[ObjectIdentifier(layer), default: []].append(handler)
    }

    /// Calls `handler` for each frame that carries this EtherType, behind VLAN tags too. The packet stands at the layer after
    /// the one that names the type, or at the last.
    public func register(etherType: EtherType, _ handler: @escaping Handler) {
        ofEtherType[etherType.rawValue, default: []].append(handler)
    }

    /// Takes the frames that are there and calls their handlers.
    ///
    /// - Parameter limit: how many frames at most, so that others have their turn.
    /// - Returns: how many frames there were.
    /// - Throws: as `Link.receive`.
    @discardableResult
    public func dispatch(limit: Int = 1024) throws(LinkError) -> Int {
        let link = link
        var count = 0
        while count < limit, let frame = try link.receive() {
            dispatch(frame)
            count += 1
        }
        return count
    }

    private func dispatch(_ frame: borrowing ReceivedFrame) {
        number += 1
        let bytes = frame.bytes
        registry.dissect(bytes, as: link.linkType, into: &dissection)
        let info = FrameInfo(
            number: number, timestamp: frame.timestamp, capturedLength: bytes.byteCount,
            originalLength: frame.originalLength, linkType: link.linkType,
            interface: Int(frame.details.interfaceIndex))
        var packet = PacketView(bytes: bytes, layers: dissection.layers, frame: info)
        if !ofEtherType.isEmpty, let (type, layer) = etherType(of: packet), let handlers = ofEtherType[type] {
            packet.index = layer
            for handler in handlers { handler(&packet) }
        }
        guard !ofLayer.isEmpty else { return }
        for index in 0..<packet.layers.count where !packet.layers[index].isQuoted {
            guard let handlers = ofLayer[ObjectIdentifier(packet.layers[index].type)] else { continue }
            packet.index = index
            for handler in handlers { handler(&packet) }
        }
    }

    /// The type that the link's header or the last VLAN tag names, and the index of the layer after it.
    private func etherType(of packet: PacketView) -> (UInt16, Int)? {
        var found: (UInt16, Int)?
        for index in 0..<packet.layers.count {
            let (start, end) = (packet.layers[index].start, packet.layers[index].payloadStart)
            let at: Int
            switch ObjectIdentifier(packet.layers[index].type) {
            case ObjectIdentifier(Ethernet.self): at = start + 12
            case ObjectIdentifier(VLAN.self), ObjectIdentifier(ProviderBridge.self): at = start + 2
            case ObjectIdentifier(LinuxCooked.self): at = start + 14
            case ObjectIdentifier(LinuxCooked2.self): at = start
            default: return found
            }
            guard at + 2 <= end else { return found }
            found = (packet.bytes.word(at), min(index + 1, packet.layers.count - 1))
        }
        return found
    }
}
