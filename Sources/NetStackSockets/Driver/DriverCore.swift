internal import Links
internal import NetStack

/// What a driver's thread owns: the stack, its links, and who owns what in it.
struct DriverCore: ~Copyable {
    /// A link and the stack's interface at it.
    struct Port {
        /// None at the interface by which the stack speaks with itself.
        let link: (any Link)?
        let interface: InterfaceID
        /// Whether it is still of use.
        var isOpen = true
        /// Whether it was told that the link's interface is down.
        var isDown = false
        /// Whether the last round has left frames there.
        var isBusy = false
    }

    var stack: Stack
    var ports: [Port] = []
    var connections = OwnerTable()
    var listeners = OwnerTable()
    var sockets = OwnerTable()
    /// Who owns nothing, and hears of the end all the same.
    var attendants: [any DriverClient] = []
    var timers = DriverTimers()
    /// Who is told of flows before they begin, where somebody is.
    var kept: KeptFlows?
    var isStopped = false
    /// Who waits for the thread's end.
    var isEnding: CheckedContinuation<Void, Never>?
    /// What links said was wrong and nobody was told yet.
    var failures: [LinkError] = []
    var frameErrors: UInt64 = 0

    /// The most frames of a link, and the most octets, that are taken in or sent in a round: so many as the cache holds.
    private static var frameLimit: Int { 64 }
    private static var octetLimit: Int { 1 << 17 }

    init(_ stack: consuming Stack) { self.stack = stack }

    /// Takes in what has come.
    mutating func receive(now: UInt64) {
        for index in ports.indices where ports[index].isOpen {
            guard let link = ports[index].link else { continue }
            do {
                ports[index].isBusy = try Self.receive(&stack, from: link, ports[index].interface, now: now)
                ports[index].isDown = false
            } catch {
                ports[index].isBusy = false
                note(error, at: index)
            }
        }
    }

    /// - Returns: whether more may be there.
    private static func receive(
        _ stack: inout Stack, from link: any Link, _ interface: InterfaceID, now: UInt64
    ) throws(LinkError) -> Bool {
        var (frames, octets) = (0, 0)
        while frames < frameLimit, octets < octetLimit {
            guard let frame = try link.receive() else { return false }
            frames &+= 1
            octets &+= frame.bytes.byteCount
            stack.receive(
                frame.bytes, on: interface, isChecked: frame.details.isChecksumPending,
                segmentSize: Int(frame.details.offload?.segmentSize ?? 0), now: now)
        }
        return true
    }

    /// Sends what is to leave.
    ///
    /// - Returns: whether there may be more.
    mutating func send(now: UInt64) -> Bool {
        var (frames, octets) = (0, 0)
        while frames < Self.frameLimit, octets < Self.octetLimit {
            var failure: (LinkError, Int)?
            do {
                guard let frame = stack.next(now: now) else { return false }
                frames &+= 1
                octets &+= frame.byteCount
                let index = frame.interface.rawValue
                if index < ports.count, ports[index].isOpen, let link = ports[index].link {
                    do { try link.send(frame) } catch { failure = (error, index) }
                }
            }
            if let (error, index) = failure { note(error, at: index) }
        }
        return true
    }

    /// A link said what is wrong. One that is gone is left alone from then on; all else may pass.
    private mutating func note(_ error: LinkError, at index: Int) {
        frameErrors &+= 1
        switch error.code {
        case .interfaceGone, .systemFailed, .notPermitted:
            ports[index].isOpen = false
            failures.append(error)
        case .interfaceDown:
            if !ports[index].isDown { failures.append(error) }
            ports[index].isDown = true
        default: break
        }
    }

    /// Whether there is something to do at once.
    var isBusy: Bool {
        if !stack.isIdle { return true }
        for port in ports where port.isOpen {
            if port.isBusy { return true }
            // What nobody can wait for is asked.
            if let link = port.link, link.pollDescriptor == nil, link.nextTimestamp != nil { return true }
        }
        return false
    }
}
