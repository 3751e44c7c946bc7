public import Packets

extension Layer<HostSocket> {
    /// The local end as ss(8) writes it: an address and a port, a path and an inode, what a packet socket takes in.
    public var localEnd: String { text(ofLocalEnd: true) }
    /// The remote end as ss(8) writes it.
    public var remoteEnd: String { text(ofLocalEnd: false) }

    private borrowing func text(ofLocalEnd isLocal: Bool) -> String {
        var text = TextBuffer(capacity: 48)
        write(localEnd: isLocal, into: &text)
        return String(decoding: text)
    }
}

extension Layer<HostSocket> {
    /// Writes an end as ss(8) does.
    /// - Parameters:
    ///   - host: a name that stands for the address, where there is one.
    ///   - service: the same for the port.
    public borrowing func write(
        localEnd isLocal: Bool, host: String? = nil, service: String? = nil, into text: inout TextBuffer
    ) {
        switch self.family {
        case .ipv4:
            let address = isLocal ? self.sourceIPv4 : self.destinationIPv4
            if let host { text.append(host) } else { text.append(address) }
            writeInterface(isLocal, into: &text)
        case .ipv6:
            let address = isLocal ? self.sourceIPv6 : self.destinationIPv6
            // A socket for both protocols is bound to neither's address.
            if address.isUnspecified, !self.onlyIPv6 {
                text.append("*")
            } else if let host {
                text.append(host)
            } else {
                text.append("[")
                text.append(address)
                text.append("]")
            }
            writeInterface(isLocal, into: &text)
        case .unix:
            if isLocal, parts.count(3) > 0 {
                text.append(contentsOf: octets(ofPart: 3))
            } else {
                text.append("*")
            }
            text.append(" ")
            text.append(decimal: isLocal ? self.inode : self.peerInode)
            return
        case .packet:
            if !isLocal { return text.append("*") }
            switch self.etherType {
            case 0: text.append("-")
            case 3: text.append("*")
            default: text.append(EtherType.name(of: self.etherType.raw)?.description ?? "\(self.etherType.rawValue)")
            }
            text.append(":")
            if parts.count(4) > 0 { text.append(contentsOf: octets(ofPart: 4)) } else { text.append("*") }
            return
        default: return text.append("*")
        }
        text.append(":")
        let port = isLocal ? self.sourcePort : self.destinationPort
        // Of a raw socket it is the number of the protocol that it takes in.
        if port.rawValue == 0 {
            text.append("*")
        } else if let service {
            text.append(service)
        } else {
            text.append(port)
        }
    }

    /// The interface that the socket is bound to, `%eth0`.
    private borrowing func writeInterface(_ isLocal: Bool, into text: inout TextBuffer) {
        guard isLocal, parts.count(4) > 0 else { return }
        text.append("%")
        text.append(contentsOf: octets(ofPart: 4))
    }
}
