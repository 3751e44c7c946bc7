#if os(Linux)
    /// Signals that are read like a file's octets instead of interrupting. signalfd(2)
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
            var signals = sigset_t()
            unsafe sigemptyset(&signals)
            for number in [SIGINT, SIGTERM, SIGUSR1] { unsafe sigaddset(&signals, number) }
            var old = sigaction()
            unsafe sigaction(SIGHUP, nil, &old)
            if !Self.isIgnored(old) { unsafe sigaddset(&signals, SIGHUP) }
            unsafe sigprocmask(SIG_BLOCK, &signals, nil)
            descriptor = unsafe signalfd(-1, &signals, Int32(SFD_NONBLOCK | SFD_CLOEXEC))
            guard descriptor >= 0 else { throw .last }
        }

        deinit { _ = close(descriptor) }

        private static func isIgnored(_ action: sigaction) -> Bool {
            unsafe unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
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
            var information = signalfd_siginfo()
            let size = MemoryLayout<signalfd_siginfo>.stride
            while unsafe read(descriptor, &information, size) == size {
                let request: Request = information.ssi_signo == UInt32(SIGUSR1) ? .report : .stop
                if request == .stop { stopCount += 1 }
                if information.ssi_signo == UInt32(SIGINT) { wasInterrupted = true }
                requests.append(request)
            }
        }
    }
#endif
