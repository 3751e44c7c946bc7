internal import SystemCalls

/// Sleeps until a link may have frames, a deadline comes, or another thread rings. poll(2)
public final class LinkWaiter {
    /// What another thread rings to wake this waiter.
    public let alarm: LinkAlarm
    private var requests: [pollfd] = []

    /// Why a waiter woke; several reasons may hold at once.
    public struct Reason: OptionSet, Sendable {
        public let rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// A link may have frames, or an error to tell of: ask it.
        public static let frames = Reason(rawValue: 1)
        /// The alarm rang.
        public static let alarm = Reason(rawValue: 2)
        /// One of the other descriptors is readable.
        public static let descriptor = Reason(rawValue: 4)
        /// The deadline has come.
        public static let deadline = Reason(rawValue: 8)
    }

    /// A waiter with an alarm of its own.
    ///
    /// - Throws: `LinkError`: `systemFailed`, when the process has no descriptors left.
    public init() throws(LinkError) { alarm = try LinkAlarm() }

    /// Sleeps until there is a reason to wake.
    ///
    /// - Parameters:
    ///   - descriptors: others to wake for when they are readable.
    ///   - deadline: when to wake in any case; never when `nil`.
    /// - Returns: the reasons; empty when a signal came.
    /// - Throws: `LinkError`: `systemFailed`.
    public func wait(
        for links: [any Link], or descriptors: [Int32] = [], until deadline: ContinuousClock.Instant? = nil
    ) throws(LinkError) -> Reason {
        requests.removeAll(keepingCapacity: true)
        requests.append(pollfd(fd: alarm.readEnd, events: Int16(POLLIN), revents: 0))
        for descriptor in descriptors {
            requests.append(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0))
        }
        for link in links {
            if let descriptor = link.pollDescriptor {
                requests.append(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0))
            }
        }
        guard poll(until: deadline) >= 0 else {
            if errno == EINTR { return [] }
            throw .system(errno, links.first?.name ?? "waiter", "wait for frames")
        }
        var reason: Reason = []
        if requests[0].revents != 0 {
            alarm.silence()
            reason.insert(.alarm)
        }
        for (index, request) in requests.enumerated().dropFirst() where request.revents != 0 {
            reason.insert(index <= descriptors.count ? .descriptor : .frames)
        }
        if let deadline, deadline <= .now { reason.insert(.deadline) }
        return reason
    }

    /// Polls the requests. ppoll(2), which counts in nanoseconds; poll(2) where it is missing.
    private func poll(until deadline: ContinuousClock.Instant?) -> Int32 {
        let left = deadline.map { max(.zero, ContinuousClock.now.duration(to: $0)) }
        let (seconds, attoseconds) = left?.components ?? (0, 0)
        return unsafe requests.withUnsafeMutableBufferPointer { requests in
            #if os(Linux)
                let nanoseconds = min(seconds, 1_000_000) * 1_000_000_000 + attoseconds / 1_000_000_000
                return unsafe CLinux_poll(requests.baseAddress, UInt(requests.count), left == nil ? -1 : nanoseconds)
            #else
                let milliseconds = min(seconds, 1_000_000) * 1000 + attoseconds / 1_000_000_000_000_000 + 1
                let timeout: Int32 = left == nil ? -1 : left == .zero ? 0 : Int32(clamping: milliseconds)
                return unsafe SystemCalls.poll(requests.baseAddress, nfds_t(requests.count), timeout)
            #endif
        }
    }
}
