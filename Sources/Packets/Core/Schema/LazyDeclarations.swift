import Synchronization

/// What protocols declare, laid out when it is first asked for: who reads addresses and ports, or writes lines, never asks,
/// and it was a third of such a start.
final class LazyDeclarations: Sendable {
    private let protocols: [any PacketProtocol.Type]
    private let made = AtomicLazyReference<Declarations>()

    init(_ protocols: [any PacketProtocol.Type]) { self.protocols = protocols }

    /// Threads that ask at the same time may each lay them out; all are given the same.
    var value: Declarations { made.load() ?? made.storeIfNil(Declarations(protocols)) }
}
