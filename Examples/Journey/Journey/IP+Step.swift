import Packets

/// Step 2: a packet to an address, and an answer. RFC 791, RFC 792
extension Wire {
    /// Sends what an IP packet to the peer carries.
    func sendIP(@PacketBuilder _ content: () -> [Packet.Piece]) throws {
        try send(to: resolve()) {
            IPv4.with {
                $0.source = address
                $0.destination = peer
            }
            Packet(pieces: content())
        }
    }

    /// Whether a packet is the peer's, for us.
    func isAnswer(_ packet: borrowing PacketView) -> Bool {
        guard let ip = packet.layer(IPv4.self) else { return false }
        return ip.source == peer && ip.destination == address
    }

    /// Asks whether the peer is there: what is sent comes back.
    public func ping(_ text: String) throws {
        // Behind the header: a number that tells us from others, and one for each question.
        let rest: [UInt8] = [0x49, 0x62, 0, 1] + Array(text.utf8)
        try sendIP {
            ICMP.with { $0.type = 8 }
            rest
        }
        try wait(for: "echo reply") { packet -> Void? in
            guard isAnswer(packet), let icmp = packet.layer(ICMP.self), icmp.type == 0 else { return nil }
            return ()
        }
    }
}
