import Packets

/// Step 3: a port beside the address, so that one program of many is meant. RFC 768
extension Wire {
    /// Sends a datagram to a port, and gives what comes back from there.
    public func exchange(_ text: String, port: UInt16) throws -> String {
        let own: UInt16 = 40_000
        try sendIP {
            UDP.with {
                $0.sourcePort = Port(own)
                $0.destinationPort = Port(port)
            }
            text
        }
        return try wait(for: "datagram") { packet in
            guard isAnswer(packet), let udp = packet.layer(UDP.self), udp.sourcePort.rawValue == port,
                udp.destinationPort.rawValue == own
            else { return nil }
            return String(decoding: unsafe udp.message.withUnsafeBytes { unsafe Array($0.dropFirst(8)) }, as: UTF8.self)
        }
    }
}
