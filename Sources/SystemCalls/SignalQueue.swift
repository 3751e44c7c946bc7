#if !os(Linux)
    internal import Synchronization

    /// Where handlers of signals write.
    private let signalPipe = Atomic<Int32>(-1)
#endif

/// Signals that are read like a file's octets instead of interrupting.
package struct SignalQueue: ~Copyable {
    /// What poll(2) calls readable when a signal has come.
    package let descriptor: Int32

    #if os(Linux)
        /// From now on these go here, of this thread and of those that it starts. signalfd(2)
        package init(_ numbers: [Int32]) throws(ErrorNumber) {
            var signals = sigset_t()
            unsafe sigemptyset(&signals)
            for number in numbers { unsafe sigaddset(&signals, number) }
            unsafe sigprocmask(SIG_BLOCK, &signals, nil)
            descriptor = unsafe signalfd(-1, &signals, Int32(SFD_NONBLOCK | SFD_CLOEXEC))
            guard descriptor >= 0 else { throw .last }
        }

        /// The number of a signal that has come.
        package func next() -> Int32? {
            var information = signalfd_siginfo()
            let size = MemoryLayout<signalfd_siginfo>.stride
            guard unsafe read(descriptor, &information, size) == size else { return nil }
            return Int32(bitPattern: information.ssi_signo)
        }
    #else
        /// From now on these go here: handlers write their signal's number into a pipe, the way that every system has.
        package init(_ numbers: [Int32]) throws(ErrorNumber) {
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
            descriptor = ends[0]
        }

        package func next() -> Int32? {
            var octet: UInt8 = 0
            return unsafe read(descriptor, &octet, 1) == 1 ? Int32(octet) : nil
        }
    #endif

    deinit { _ = close(descriptor) }
}
