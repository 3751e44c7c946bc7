extension System {
    /// Starts a thread that ends by itself. pthread_create(3)
    ///
    /// - Parameter name: what debuggers and top(1) call it; 15 octets at most.
    package static func startThread(named name: String, _ body: @escaping @Sendable () -> Void) {
        final class Start: Sendable {
            let name: String
            let body: @Sendable () -> Void
            init(_ name: String, _ body: @escaping @Sendable () -> Void) { (self.name, self.body) = (name, body) }
        }
        let start = unsafe Unmanaged.passRetained(Start(name, body))
        func enter(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
            let given = unsafe argument.map { unsafe Unmanaged<Start>.fromOpaque($0).takeRetainedValue() }
            guard let start = given else { return nil }
            #if os(Linux)
                unsafe CLinux_set_thread_name(start.name)
            #else
                unsafe pthread_setname_np(start.name)
            #endif
            start.body()
            return nil
        }
        #if os(Linux)
            var thread = pthread_t()
        #else
            var thread: pthread_t?
        #endif
        let result = unsafe pthread_create(&thread, nil, enter, start.toOpaque())
        precondition(result == 0, "the system has no thread left")
        pthread_detach(thread)
    }

    /// What tells the calling thread from all others that live; never 0. pthread_self(3)
    package static var threadIdentity: UInt {
        #if os(Linux)
            UInt(pthread_self())
        #else
            UInt(bitPattern: pthread_self())
        #endif
    }

    /// How late the calling thread may be woken so that wake-ups fall together; Linux's own choice is 50 µs. prctl(2)
    package static func setTimerSlack(nanoseconds: Int) {
        #if os(Linux)
            CLinux_set_timer_slack(UInt(nanoseconds))
        #endif
    }
}
