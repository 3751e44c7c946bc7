public import NetStack
internal import Packets

/// What a driver's stack speaks with others.
public enum KeptFlow: Hashable, Sendable {
    case connection(local: Endpoint, remote: Endpoint)
    /// A UDP socket of a port.
    case socket(port: UInt16)
}

/// Is asked whether a driver's stack may speak, before the first packet leaves: for who shares an address with others. All of it
/// is called by one thread at a time: the driver's, and at the end whoever lets go of the driver.
public protocol FlowKeeper: AnyObject, Sendable {
    /// A connection is to be opened, or a UDP socket to speak.
    ///
    /// - Returns: whether it may; `false` where somebody else has the local port. Then another port is tried.
    func begin(_ flow: KeptFlow) -> Bool

    /// The connection's time is over, that of its TIME-WAIT too, or the socket is closed. A second may have passed since.
    func end(_ flow: KeptFlow)
}

/// The flows that a keeper was asked for. Once a second it looks which of them are gone, while there are any.
final class KeptFlows: DriverClient {
    private let keeper: any FlowKeeper
    private unowned let driver: StackDriver
    // Only touched on the driver's thread, as all of this.
    private nonisolated(unsafe) var flows: Set<KeptFlow> = []

    private static var interval: UInt64 { 1_000_000_000 }

    deinit { for flow in unsafe flows { keeper.end(flow) } }

    init(_ keeper: any FlowKeeper, of driver: StackDriver) {
        self.keeper = keeper
        self.driver = driver
    }

    /// Asks for a flow.
    func begin(_ flow: KeptFlow, _ timers: inout DriverTimers, now: UInt64) -> Bool {
        guard keeper.begin(flow) else { return false }
        if unsafe flows.isEmpty { timers.add(self, at: now &+ Self.interval) }
        unsafe flows.insert(flow)
        return true
    }

    func deadlineCame(_ now: UInt64) -> UInt64? {
        driver.lend { core in
            for flow in unsafe flows where !core.has(flow) {
                unsafe flows.remove(flow)
                keeper.end(flow)
            }
        }
        return unsafe flows.isEmpty ? nil : now &+ Self.interval
    }

    func happened(_ what: Happening) {}
    func driverStopped() {}
}

extension DriverCore {
    /// How many ports are tried.
    private static var attempts: Int { 64 }

    fileprivate mutating func has(_ flow: KeptFlow) -> Bool {
        switch flow {
        case .connection(let local, let remote): stack.hasConnection(local: local, remote: remote)
        case .socket(let port): stack.hasSocket(port: port)
        }
    }

    /// Opens a connection, from a port that nobody else has.
    mutating func connect(
        to address: IPAddress, port: UInt16, from localPort: UInt16?, now: UInt64
    ) throws(StackError) -> ConnectionHandle {
        for _ in 0..<Self.attempts {
            // What it sends leaves behind this.
            let handle = try stack.connect(to: address, port: port, from: localPort, now: now)
            guard let kept, let ends = stack.ends(of: handle) else { return handle }
            let flow = KeptFlow.connection(local: ends.local, remote: ends.remote)
            if kept.begin(flow, &timers, now: now) { return handle }
            stack.abort(handle, now: now)
            if localPort != nil { break }
        }
        throw .taken(localPort)
    }

    /// Opens a datagram socket, of a port that nobody else has.
    mutating func openSocket(
        _ kind: DatagramProtocol, port: UInt16?, now: UInt64
    ) throws(StackError) -> DatagramHandle {
        guard let kept, kind == .udp else { return try stack.openSocket(kind, port: port) }
        for _ in 0..<Self.attempts {
            // RFC 6056 section 3.3.2: a port at random.
            let tried = port ?? .random(in: 49152...65535)
            if port == nil, stack.hasSocket(port: tried) { continue }
            let handle = try stack.openSocket(kind, port: tried)
            if kept.begin(.socket(port: tried), &timers, now: now) { return handle }
            stack.close(handle)
            if port != nil { break }
        }
        throw .taken(port)
    }
}

extension StackError {
    fileprivate static func taken(_ port: UInt16?) -> StackError {
        guard let port else {
            return StackError(.portInUse, "other programs of this host have every port that was tried")
        }
        return StackError(.portInUse, "another program of this host has port \(port); choose another one")
    }
}
