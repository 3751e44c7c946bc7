/// What puts a terminal back, on whatever way a process ends: by itself, by a trap, by a signal that nobody answers.
///
/// A process has one terminal, so there is one of this. What a handler of signals does here is safe there:
/// write(2), tcsetattr(3), sigaction(2). (signal-safety(7))
package enum TerminalRestoration {
    /// What is put back; written before `isArmed` says so, and read by handlers.
    @unsafe private struct State {
        var descriptor: Int32 = -1
        var modes = termios()
        var octets = unsafe UnsafeMutableBufferPointer<UInt8>(start: nil, count: 0)
        var isArmed = false
        var isHandling = false
    }
    nonisolated(unsafe) private static var state = unsafe State()
    /// How the signals of a fault were answered before, by their numbers.
    nonisolated(unsafe) private static let former = UnsafeMutablePointer<sigaction>.allocate(capacity: 32)
    private static let faults = [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT, SIGSYS]

    /// From now on the terminal is put back by these modes and octets, once.
    package static func arm(_ descriptor: Int32, modes: termios, octets: [UInt8]) {
        unsafe state.isArmed = false
        unsafe state.octets.deallocate()
        let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: octets.count)
        _ = unsafe copy.initialize(fromContentsOf: octets)
        unsafe (state.descriptor, state.modes, state.octets) = unsafe (descriptor, modes, copy)
        unsafe state.isArmed = true
        if unsafe !state.isHandling {
            unsafe state.isHandling = true
            for number in faults { handle(number) }
        }
    }

    /// Puts the terminal back, where that is still to be done.
    package static func restore() {
        guard unsafe state.isArmed else { return }
        unsafe state.isArmed = false
        let descriptor = unsafe state.descriptor
        var done = 0
        while unsafe done < state.octets.count {
            guard let start = unsafe state.octets.baseAddress else { break }
            let more = unsafe write(descriptor, start + done, state.octets.count - done)
            if more > 0 {
                done += more
            } else if errno == EAGAIN {
                // A terminal that takes nothing is not waited for without an end.
                var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                guard unsafe poll(&request, 1, 500) > 0 else { break }
            } else if errno != EINTR {
                break
            }
        }
        _ = unsafe tcsetattr(descriptor, TCSANOW, &state.modes)
    }

    /// A fault puts the terminal back and is then answered as it was before.
    private static func handle(_ number: Int32) {
        var action = sigaction()
        let handler: @convention(c) (Int32) -> Void = { number in
            TerminalRestoration.restore()
            unsafe sigaction(number, TerminalRestoration.former + Int(number), nil)
            // What faulted does so again when this returns; what was raised has to be.
            raise(number)
        }
        #if canImport(Darwin)
            unsafe action.__sigaction_u.__sa_handler = handler
        #elseif canImport(Musl)
            unsafe action.__sa_handler.sa_handler = handler
        #else
            unsafe action.__sigaction_handler.sa_handler = handler
        #endif
        action.sa_flags = Int32(SA_ONSTACK)
        unsafe sigaction(number, &action, former + Int(number))
    }
}
