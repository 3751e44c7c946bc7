public import Packets

extension Registry {
    /// Knows ``HostSocket`` alone: what filters and columns of sockets are looked up in.
    public static let sockets: Registry = {
        var registry = Registry()
        registry.register(HostSocket.self, under: .linkType(HostSocket.linkType))
        return registry
    }()
}

extension HostSocket {
    /// The link type that the records have where they pass for frames: one that is left to private use (LINKTYPE_USER0).
    public static var linkType: LinkType { LinkType(rawValue: 147) }
}

extension SocketTable {
    /// Hands every socket to `body` as a packet of one layer, with its number: for filters, trees and JSON.
    ///
    ///     var filter = try DisplayFilter("sock.state == listen", in: .sockets)
    ///     table.forEach(in: .sockets) { index, packet in
    ///         if filter.matches(&packet) { … }
    ///     }
    public func forEach<E: Error>(
        in registry: Registry, _ body: (Int, inout PacketView) throws(E) -> Void
    ) throws(E) {
        var dissection = Dissection()
        for index in 0..<count {
            let record = record(index)
            registry.dissect(record, as: HostSocket.linkType, into: &dissection)
            let frame = FrameInfo(
                number: index + 1, capturedLength: record.byteCount, originalLength: record.byteCount,
                linkType: HostSocket.linkType)
            var packet = PacketView(bytes: record, layers: dissection.layers, frame: frame)
            try body(index, &packet)
        }
    }
}
