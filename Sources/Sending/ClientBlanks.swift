internal import PacketProtocols
internal import Packets

/// What an expression leaves out of a question to a DHCP server: whom it is for.
enum ClientBlanks {
    /// Writes the sender's own hardware address into the questions of DHCP, where the expression gives none: a server sends
    /// its answer there, and knows the client by it. RFC 2131 section 4.1
    ///
    /// - Throws: `ForgeError`, never where the expression could be made.
    static func addOwn(_ address: MACAddress, to sequence: inout ForgeSequence) throws(ForgeError) {
        for (index, piece) in sequence.base.pieces.enumerated() {
            guard case .layer(let header, _) = piece, header.schema == DHCP.self,
                // A question, about an address of Ethernet's length.
                header.currentOctets.first == 1, !sequence.gives("hw.addr", ofPiece: index),
                !sequence.gives("hw.len", ofPiece: index)
            else { continue }
            try sequence.fill("hw.mac_addr", ofPiece: index, with: address.description)
        }
    }
}
