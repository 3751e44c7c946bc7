#if !os(Linux)
    internal import Synchronization

    /// Where handlers of signals write.
    private let signalPipe = Atomic<Int32>(-1)
#endif

/// Signals that are read like a file's octets instead of interrupting.
package final class SignalInbox {
    private var requests: [Request] = []
    /// How many signals to stop have come.
    package private(set) var stopCount = 0
    /// Whether Ctrl-C was typed, of which a terminal shows `^C`.
    package private(set) var wasInterrupted = false
    /// What poll(2) calls readable when a signal has come.
    package let descriptor: Int32

    /// What a signal asks of what is going on: a capture, a transmission.
    package enum Request {
        /// Ctrl-C, SIGTERM, SIGHUP: finish.
        case stop
        /// SIGUSR1: tell how many packets there are.
        case report
    }

    /// From now on signals go here. SIGHUP stays ignored where it is (nohup(1)).
    package init() throws(ErrorNumber) {
        var numbers = [SIGINT, SIGTERM, SIGUSR1]
        var old = sigaction()
        unsafe sigaction(SIGHUP, nil, &old)
        if !Self.isIgnored(old) { numbers.append(SIGHUP) }
        descriptor = try Self.open(numbers)
    }

    deinit { _ = close(descriptor) }

    #if os(Linux)
        /// signalfd(2)
        private static func open(_ numbers: [Int32]) throws(ErrorNumber) -> Int32 {
            var signals = sigset_t()
            unsafe sigemptyset(&signals)
            for number in numbers { unsafe sigaddset(&signals, number) }
            unsafe sigprocmask(SIG_BLOCK, &signals, nil)
            let descriptor = unsafe signalfd(-1, &signals, Int32(SFD_NONBLOCK | SFD_CLOEXEC))
            guard descriptor >= 0 else { throw .last }
            return descriptor
        }

        /// The number of a signal that has come.
        private func take() -> Int32? {
            var information = signalfd_siginfo()
            let size = MemoryLayout<signalfd_siginfo>.stride
            guard unsafe read(descriptor, &information, size) == size else { return nil }
            return Int32(bitPattern: information.ssi_signo)
        }
    #else
        /// Handlers write their signal's number into a pipe, the way that every system has.
        private static func open(_ numbers: [Int32]) throws(ErrorNumber) -> Int32 {
            var ends: [Int32] = [-1, -1]
            guard unsafe pipe(&ends) == 0 else { throw .last }
            for end in ends {
                _ = fcntl(end, F_SETFD, FD_CLOEXEC)
                _ = fcntl(end, F_SETFL, O_NONBLOCK)
            }
            signalPipe.store(ends[1], ordering: .relaxed)
            for number in numbers {
                _ = signal(number) { number in
                    var octet = UInt8(truncatingIfNeeded: number)
                    _ = unsafe write(signalPipe.load(ordering: .relaxed), &octet, 1)
                }
            }
            return ends[0]
        }

        private func take() -> Int32? {
            var octet: UInt8 = 0
            return unsafe read(descriptor, &octet, 1) == 1 ? Int32(octet) : nil
        }
    #endif

    private static func isIgnored(_ action: sigaction) -> Bool {
        #if canImport(Darwin)
            unsafe unsafeBitCast(action.__sigaction_u.__sa_handler, to: Int.self) == 1
        #elseif canImport(Musl)
            unsafe unsafeBitCast(action.__sa_handler.sa_handler, to: Int.self) == 1
        #else
            unsafe unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
        #endif
    }

    /// The next request, if a signal has come.
    package func next() -> Request? {
        receive()
        return requests.isEmpty ? nil : requests.removeFirst()
    }

    /// Whether a report was asked for; the request is then taken.
    package func takeReport() -> Bool {
        guard let index = requests.firstIndex(of: .report) else { return false }
        requests.remove(at: index)
        return true
    }

    /// Takes the signals that have come, and leaves them for `next`.
    package func receive() {
        while let number = take() {
            let request: Request = number == SIGUSR1 ? .report : .stop
            if request == .stop { stopCount += 1 }
            if number == SIGINT { wasInterrupted = true }
            requests.append(request)
        }
    }
}
