package import Leases
package import NetStackSockets
internal import Packets
internal import Synchronization
internal import SystemCalls

/// A DHCP server on a driver's stack. RFC 2131
package final class LeaseService: Sendable {
    package static let port: UInt16 = 67
    private let server: Mutex<LeaseServer>

    package init(_ options: LeaseServer.Options) { server = Mutex(LeaseServer(options)) }

    /// How many addresses are lent now.
    package var leaseCount: Int { server.withLock { $0.leaseCount(now: System.nanoseconds()) } }

    /// Answers datagrams until the driver is shut down.
    package func answerDatagrams(_ socket: UDPSocket) async {
        while let datagram = await socket.nextOfAnybody() {
            let answer = server.withLock { $0.answer(to: datagram.octets, now: System.nanoseconds()) }
            guard let answer else { continue }
            try? await socket.send(answer.message.octets, to: .v4(answer.address), port: answer.port)
        }
    }
}
