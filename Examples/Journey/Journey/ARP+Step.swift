public import Packets

/// Step 1: who has this address? A frame goes to a card, and IP knows addresses only: so everybody is asked, and its owner tells.
/// RFC 826
extension Wire {
    /// The card of the peer.
    public func resolve() throws -> MACAddress {
        if let peerCard { return peerCard }
        try sendARP(1, to: .broadcast, about: peer, MACAddress(rawValue: 0))
        let found = try wait(for: "answer to ARP") { packet -> MACAddress? in
            guard let arp = packet.layer(ARP.self), arp.operation == 2, arp.sourceAddress == peer else { return nil }
            return arp.sourceHardware
        }
        peerCard = found
        return found
    }

    /// The other way round: whoever asks for us is told.
    func answerQuestions(about packet: borrowing PacketView) throws {
        guard let arp = packet.layer(ARP.self), arp.operation == 1, arp.destinationAddress == address else { return }
        try sendARP(2, to: arp.sourceHardware, about: arp.sourceAddress, arp.sourceHardware)
    }

    private func sendARP(
        _ operation: ARP.Operation, to receiver: MACAddress, about target: IPv4Address, _ targetCard: MACAddress
    ) throws {
        try send(to: receiver) {
            ARP.with {
                $0.operation = operation
                $0.sourceHardware = card
                $0.sourceAddress = address
                $0.destinationHardware = targetCard
                $0.destinationAddress = target
            }
        }
    }
}
