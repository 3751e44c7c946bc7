/// What the process does with signals. signal(7)
package enum Signals {
    /// A write into a closed pipe is to be an error that can be answered, not the end of the process.
    package static func ignoreBrokenPipe() { ignore([SIGPIPE]) }

    /// Nothing happens from now on when one of these comes.
    package static func ignore(_ numbers: [Int32]) {
        for number in numbers { _ = signal(number, SIG_IGN) }
    }
}

/// Signals that are waited for by one thread. sigwait(3)
package struct AwaitedSignals {
    private var signals = sigset_t()

    /// From now on they wait until they are asked for, in this thread and in those that it starts.
    package init(_ numbers: [Int32] = [SIGINT, SIGTERM, SIGHUP]) {
        unsafe sigemptyset(&signals)
        for number in numbers { unsafe sigaddset(&signals, number) }
        unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
    }

    /// Sleeps until one comes.
    package func wait() {
        var number: Int32 = 0
        unsafe withUnsafePointer(to: signals) { _ = unsafe sigwait($0, &number) }
    }
}
