internal import NIOCore
internal import SystemCalls

/// NIO's door to the system's socket options: those that are numbers, and `SO_LINGER`.
extension StackChannel: SocketOptionProvider {
    func unsafeSetSocketOption<Value: Sendable>(
        level: NIOBSDSocket.OptionLevel, name: NIOBSDSocket.Option, value: Value
    ) -> EventLoopFuture<Void> {
        let option = ChannelOptions.Types.SocketOption(level: level, name: name)
        guard let number = Self.number(value) else { return loop.makeFailedFuture(ChannelError.operationUnsupported) }
        return setOption(option, value: number)
    }

    func unsafeGetSocketOption<Value: Sendable>(
        level: NIOBSDSocket.OptionLevel, name: NIOBSDSocket.Option
    ) -> EventLoopFuture<Value> {
        getOption(ChannelOptions.Types.SocketOption(level: level, name: name)).flatMapThrowing { number in
            if let value = number as? Value ?? Int32(clamping: number) as? Value ?? Self.linger(number) as? Value {
                return value
            }
            throw ChannelError.operationUnsupported
        }
    }

    func unsafeSetSocketOption<Value: Sendable>(
        level: SocketOptionLevel, name: SocketOptionName, value: Value
    ) -> EventLoopFuture<Void> {
        unsafeSetSocketOption(level: .init(rawValue: CInt(level)), name: .init(rawValue: name), value: value)
    }

    func unsafeGetSocketOption<Value: Sendable>(
        level: SocketOptionLevel, name: SocketOptionName
    ) -> EventLoopFuture<Value> {
        unsafeGetSocketOption(level: .init(rawValue: CInt(level)), name: .init(rawValue: name))
    }

    /// Of `SO_LINGER` the seconds, and -1 where it is off.
    private static func number(_ value: any Sendable) -> SocketOptionValue? {
        switch value {
        case let value as SocketOptionValue: value
        case let value as Int32: SocketOptionValue(value)
        case let value as linger: value.l_onoff == 0 ? -1 : SocketOptionValue(value.l_linger)
        default: nil
        }
    }

    private static func linger(_ number: SocketOptionValue) -> linger {
        SystemCalls.linger(l_onoff: number < 0 ? 0 : 1, l_linger: Int32(clamping: max(0, number)))
    }
}
