/// What signals ask of a program that finishes what it has begun.
package final class SignalInbox {
    private var requests: [Request] = []
    /// How many signals to stop have come.
    package private(set) var stopCount = 0
    /// Whether Ctrl-C was typed, of which a terminal shows `^C`.
    package private(set) var wasInterrupted = false
    private let queue: SignalQueue

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
        queue = try SignalQueue(numbers)
    }

    /// What poll(2) calls readable when a signal has come.
    package var descriptor: Int32 { queue.descriptor }

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
        while let number = queue.next() {
            let request: Request = number == SIGUSR1 ? .report : .stop
            if request == .stop { stopCount += 1 }
            if number == SIGINT { wasInterrupted = true }
            requests.append(request)
        }
    }
}
