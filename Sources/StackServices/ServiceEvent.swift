package import NetStack
package import NetStackSockets

/// What happened at a service.
package struct ServiceEvent: Sendable {
    package enum Kind: Sendable {
        /// A connection was accepted.
        case opened
        /// It has ended: after how long, and why when nobody closed it.
        case closed(after: Duration, SocketError?)
        /// A datagram was answered, or thrown away.
        case datagram
    }

    package var kind: Kind
    /// The service's name.
    package var service: String
    package var remote: Endpoint
    /// The octets that came and that were sent.
    package var received = 0
    package var sent = 0
}
