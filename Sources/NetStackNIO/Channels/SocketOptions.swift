internal import NIOCore
internal import NetStack
internal import SystemCalls

/// What was set of the system's socket options, in the stack's words. socket(7), tcp(7), ip(7), ipv6(7)
struct SocketOptions {
    private struct Name: Hashable {
        var level: Int32
        var name: Int32
    }
    private var values: [Name: SocketOptionValue] = [:]

    private static let tcp = NIOBSDSocket.OptionLevel.tcp.rawValue
    private static let ip = NIOBSDSocket.OptionLevel.ip.rawValue
    private static let ipv6 = NIOBSDSocket.OptionLevel.ipv6.rawValue
    private static let keepAlive = Name(level: SOL_SOCKET, name: SO_KEEPALIVE)

    /// Takes an option.
    ///
    /// - Returns: what it is to the stack; `nil` where it has no meaning here, as who reuses a port needs no word for it.
    /// - Throws: `IOError`: `ENOPROTOOPT` for one that the stack has nothing like, `EINVAL` for a value that is none.
    mutating func set(_ option: ChannelOptions.Types.SocketOption, to value: SocketOptionValue) throws
        -> ConnectionOption?
    {
        let name = Name(level: option.optionLevel.rawValue, name: option.optionName.rawValue)
        let isOn = value != 0
        let meaning: ConnectionOption?
        switch (name.level, name.name) {
        case (SOL_SOCKET, SO_REUSEADDR), (SOL_SOCKET, SO_REUSEPORT): meaning = nil
        case (SOL_SOCKET, SO_SNDBUF): meaning = .sendLimit(try size(value))
        case (SOL_SOCKET, SO_RCVBUF): meaning = .receiveLimit(try size(value))
        case (SOL_SOCKET, SO_KEEPALIVE): meaning = .keepAlive(isOn ? keepAlive : nil)
        // Who waits for nothing has the peer told by a RST; who would wait does not hold up the loop, and the stack sends the rest.
        case (SOL_SOCKET, SO_LINGER): meaning = .abortsOnClose(value == 0)
        case (Self.tcp, TCP_NODELAY): meaning = .noDelay(isOn)
        case (Self.tcp, TCP_MAXSEG): meaning = .maximumSegmentSize(UInt16(clamping: try size(value)))
        case (Self.ip, IP_TTL), (Self.ipv6, IPV6_UNICAST_HOPS): meaning = .hopLimit(UInt8(clamping: value))
        case (Self.ip, IP_TOS), (Self.ipv6, IPV6_TCLASS):
            meaning = .differentiatedServices(UInt8(truncatingIfNeeded: value) >> 2)
        #if os(Linux)
            case (Self.tcp, TCP_CORK): meaning = .cork(isOn)
            case (Self.tcp, TCP_USER_TIMEOUT):
                meaning = .userTimeout(value > 0 ? UInt64(value) * 1_000_000 : nil)
            case (Self.tcp, TCP_KEEPIDLE), (Self.tcp, TCP_KEEPINTVL), (Self.tcp, TCP_KEEPCNT):
                values[name] = try size(value)
                meaning = values[Self.keepAlive].map { $0 != 0 } ?? false ? .keepAlive(keepAlive) : nil
        #endif
        default:
            throw IOError(
                errnoCode: ENOPROTOOPT,
                reason: "the stack has no socket option \(name.name) of level \(name.level)")
        }
        values[name] = value
        return meaning
    }

    /// - Throws: `IOError`: `ENOPROTOOPT` for one that was not set: what the stack does by itself has no number here.
    func get(_ option: ChannelOptions.Types.SocketOption) throws -> SocketOptionValue {
        let name = Name(level: option.optionLevel.rawValue, name: option.optionName.rawValue)
        guard let value = values[name] else {
            throw IOError(
                errnoCode: ENOPROTOOPT,
                reason: "socket option \(name.name) of level \(name.level) was not set")
        }
        return value
    }

    /// The questions to a silent peer, as far as their times were set.
    private var keepAlive: KeepAlive {
        var keepAlive = KeepAlive()
        #if os(Linux)
            let value = { (name: Int32) in values[Name(level: Self.tcp, name: name)] }
            if let seconds = value(TCP_KEEPIDLE) { keepAlive.idle = UInt64(seconds) * 1_000_000_000 }
            if let seconds = value(TCP_KEEPINTVL) { keepAlive.interval = UInt64(seconds) * 1_000_000_000 }
            if let count = value(TCP_KEEPCNT) { keepAlive.count = UInt8(clamping: count) }
        #endif
        return keepAlive
    }

    private func size(_ value: SocketOptionValue) throws -> Int {
        guard value > 0 else { throw IOError(errnoCode: EINVAL, reason: "\(value) octets are no size") }
        return Int(value)
    }
}
