import PacketProtocols
package import Packets

/// Dissecting an application's message by itself: in UDP or TCP from the port that it is known by.
package enum ApplicationPackets {
    /// The fields of a message as `name=value`, in the order of the tree; a fault is `name`.
    package static func fields<P: PacketProtocol>(_ type: P.Type, _ message: [UInt8]) -> [String] {
        present(type, message) { registry, packet, detail in names(registry, packet, detail) }
    }

    /// Hands the detail of a message to `body`.
    package static func present<P: PacketProtocol, Result>(
        _ type: P.Type, _ message: [UInt8], _ body: (Registry, inout PacketView, borrowing PacketDetail) -> Result
    ) -> Result {
        var registry = Registry.standard
        registry.register(type, under: .linkType(.init(rawValue: 147)))
        var dissection = Dissection()
        var detail = PacketDetail()
        registry.dissect(message.octets, as: .init(rawValue: 147), into: &dissection)
        var packet = PacketView(
            bytes: message.octets, layers: dissection.layers, frame: FrameInfo(capturedLength: message.count))
        registry.detail(of: &packet, into: &detail, where: { $0 >= 0 })
        return body(registry, &packet, detail)
    }

    private static func names(
        _ registry: Registry, _ packet: PacketView, _ detail: borrowing PacketDetail
    ) -> [String] {
        detail.nodes.compactMap { node in
            let name = registry.info(node.field).name
            switch node.kind {
            case .value:
                var text = TextBuffer()
                registry.write(node, of: packet, detail, into: &text)
                return "\(name)=\(String(decoding: text))"
            case .fault: return name
            case .layer, .item, .list: return nil
            }
        }
    }

    /// The values of one field.
    package static func values<P: PacketProtocol>(_ name: String, of type: P.Type, _ message: [UInt8]) -> [String] {
        fields(type, message).filter { $0.hasPrefix("\(name)=") }.map { String($0.dropFirst(name.utf8.count + 1)) }
    }

    /// Every beginning of a message is dissected without a trap; gives how many were.
    package static func cutEverywhere<P: PacketProtocol>(_ type: P.Type, _ message: [UInt8]) -> Int {
        for count in 0...message.count { _ = fields(type, Array(message.prefix(count))) }
        return message.count + 1
    }
}
