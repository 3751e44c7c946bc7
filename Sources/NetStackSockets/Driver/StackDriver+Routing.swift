public import NetStack
public import Packets

/// A driver whose stack is a router: `StackConfiguration.forwards`.
extension StackDriver {
    /// Lets what is passed on by an interface come from that interface's own IPv4 address.
    ///
    /// - Precondition: the interface was added.
    public func translate(on outside: InterfaceID) async { await command { core in core.stack.translate(on: outside) } }

    /// Passes on what comes for a port of an outside interface, which is translated from then on.
    ///
    /// - Parameters:
    ///   - port: that outside hosts send to.
    ///   - address: of the inside host that takes it, an IPv4 one, at `insidePort`.
    /// - Throws: `StackError`: `portInUse`, `noRoom`; `noRoute` for an address of IPv6.
    public func forwardPort(
        _ port: UInt16, of transport: TranslatedTransport, on outside: InterfaceID, to address: IPAddress,
        port insidePort: UInt16
    ) async throws(StackError) {
        let result = await command { core in
            Result { () throws(StackError) in
                try core.stack.forwardPort(
                    port, of: transport, on: outside, to: address, port: insidePort, now: Self.now)
            }
        }
        try result.get()
    }
}
