public import Packets

/// One end of a connection, or a datagram's sender or receiver: an address and a port.
public struct Endpoint: Hashable, Sendable, BitwiseCopyable {
    public var address: IPAddress
    /// A port; of echo the identifier or the sequence number.
    public var port: UInt16

    public init(_ address: IPAddress, _ port: UInt16) {
        self.address = address
        self.port = port
    }
}

extension Endpoint: CustomStringConvertible {
    /// `10.0.0.1:80`, `[2001:db8::1]:80` (RFC 3986 section 3.2.2).
    public var description: String {
        switch address {
        case .v4(let address): "\(address):\(port)"
        case .v6(let address): "[\(address)]:\(port)"
        }
    }
}

extension Stack {
    /// The two ends of a connection; `nil` when it is gone.
    public func ends(of handle: ConnectionHandle) -> (local: Endpoint, remote: Endpoint)? {
        guard let slot = slot(handle) else { return nil }
        let ends = connections[slot].ends
        return (
            Endpoint(Self.unmapped(ends.local), ends.localPort), Endpoint(Self.unmapped(ends.remote), ends.remotePort)
        )
    }

    /// Whether there is a connection between two ends, one that is closed and waits (TIME-WAIT) among them.
    package func hasConnection(local: Endpoint, remote: Endpoint) -> Bool {
        isThere(
            FlowEnds(
                local: IPv6Address(local.address), localPort: local.port, remote: IPv6Address(remote.address),
                remotePort: remote.port))
    }

    private static func unmapped(_ address: IPv6Address) -> IPAddress {
        address.mappedIPv4.map { .v4($0) } ?? .v6(address)
    }

    /// Takes no more connections on a listener's port. Those that were not accepted are ended with a RST; those that were stay.
    public mutating func close(_ listener: ListenerHandle, now: UInt64) {
        journal?.note(.closeListener, [UInt64(clamping: listener.index), now])
        guard listeners.indices.contains(listener.index), listeners[listener.index].isOpen else { return }
        listeners[listener.index].isOpen = false
        listeners[listener.index].accepted.removeAll()
        listenerHappenings.forget(listener.index)
        for slot in 0..<connections.count where Int(connections[slot].listener) == listener.index {
            abort(slot, now: now)
        }
        abortSmallConnections(of: listener.index, now: now)
    }
}
