package import NetStack

/// What clients of another module do with a driver's stack: all of it on the driver's thread, which is asserted.
extension StackDriver {
    /// Lends the stack.
    package func lendStack<Result, E: Error>(_ body: (inout Stack) throws(E) -> Result) throws(E) -> Result {
        try lend { (core) throws(E) in try body(&core.stack) }
    }

    /// Says which client hears what happens to a connection, a listener or a socket; none when `nil`.
    package func setOwner(_ client: (any DriverClient)?, of owned: HappeningOwner) {
        lend { core in
            switch owned {
            case .connection(let handle): core.connections[Int(handle.slot)] = client
            case .listener(let handle): core.listeners[handle.index] = client
            case .socket(let handle): core.sockets[handle.slot] = client
            }
        }
    }

    /// Has `deadlineCame` of a client called at some time, in nanoseconds of the driver's clock; not if the client is gone then.
    package func call(_ client: any DriverClient, at time: UInt64) {
        lend { core in core.timers.add(client, at: time) }
    }

    /// Has a client that owns nothing hear of the driver's end, after those that do; at once where it has come. Until then the
    /// client is held.
    package func attend(_ client: any DriverClient) {
        let isLate = lend { core in
            if !core.isStopped { core.attendants.append(client) }
            return core.isStopped
        }
        if isLate { client.driverStopped() }
    }

    /// Whether the driver has ended, or is about to.
    package var isStopped: Bool { lend { core in core.isStopped } }
}
