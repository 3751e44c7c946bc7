package import NIOCore
package import NetStack
internal import Packets
internal import SystemCalls

extension Endpoint {
    /// NIO's word for it.
    var socketAddress: SocketAddress? {
        let octets =
            switch address {
            case .v4(let address): ByteBuffer(integer: address.rawValue)
            case .v6(let address): ByteBuffer(integer: address.number)
            }
        return try? SocketAddress(packedIPAddress: octets, port: Int(port))
    }

    /// - Returns: `nil` for an address that is none of IP's.
    package init?(_ address: SocketAddress) {
        guard let text = address.ipAddress, let found = try? IPAddress(parsing: text), let port = address.port,
            let port = UInt16(exactly: port)
        else { return nil }
        self.init(found, port)
    }
}

extension IOError {
    /// What the system would have said of what the stack says, so that programs find the number that they look for.
    init(_ failure: ConnectionFailure) {
        switch failure {
        case .refused: self.init(errnoCode: ECONNREFUSED, reason: "connection refused: nobody listens on that port")
        case .reset: self.init(errnoCode: ECONNRESET, reason: "the peer reset the connection")
        case .timedOut: self.init(errnoCode: ETIMEDOUT, reason: "the peer does not answer any more")
        case .unreachable: self.init(errnoCode: EHOSTUNREACH, reason: "no neighbor answers for the address")
        case .aborted: self.init(errnoCode: ECONNABORTED, reason: "this side reset the connection, as it was told to")
        }
    }

    init(_ error: StackError) {
        let code =
            switch error.code {
            case .noRoute: ENETUNREACH
            case .noRoom: ENOBUFS
            case .tooLong: EMSGSIZE
            case .portInUse: EADDRINUSE
            case .gone: EBADF
            case .refused: ECONNREFUSED
            case .unreachable: EHOSTUNREACH
            case .notOpen: EPIPE
            case .malformed: EINVAL
            }
        self.init(errnoCode: code, reason: error.message)
    }
}
