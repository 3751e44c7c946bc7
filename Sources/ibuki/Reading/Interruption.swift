import Synchronization
import SystemCalls

/// The signals that end the reading of captures: Ctrl-C, SIGTERM, SIGHUP. What was read until then is still shown; a second
/// signal ends the program at once.
///
/// They are handled, and not read like a file's octets (`SignalInbox`): so they interrupt a write that waits for its reader,
/// and cost nothing before they come.
enum Interruption {
    /// The signal that came; 0 for none.
    private static let signalNumber = Atomic<Int32>(0)
    /// Where the handler writes, so that what waits in poll(2) for `wakeDescriptor` sees a signal that came just before.
    private static let wakeWriter = Atomic<Int32>(-1)
    private static let wakeReader = Atomic<Int32>(-1)
    /// Whether the output's reader took nothing for so long that it is given up.
    private static let isGivenUp = Atomic<Bool>(false)
    /// How long a reader of the output may take nothing after the signal, in nanoseconds.
    private static let grace: UInt64 = 5_000_000_000

    /// Readable once a signal has come.
    static var wakeDescriptor: Int32 { wakeReader.load(ordering: .relaxed) }

    /// Whether reading is to end.
    static var isAsked: Bool { signalNumber.load(ordering: .relaxed) != 0 }

    /// From now on these signals end the reading. Those that are ignored stay so (nohup(1)). sigaction(2)
    static func listen() {
        guard wakeDescriptor < 0 else { return }
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else { return }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        wakeReader.store(ends[0], ordering: .relaxed)
        wakeWriter.store(ends[1], ordering: .relaxed)
        signalNumber.store(0, ordering: .relaxed)
        for number in [SIGINT, SIGTERM, SIGHUP] {
            var old = sigaction()
            unsafe sigaction(number, nil, &old)
            let isIgnored = unsafe unsafeBitCast(old.__sigaction_handler.sa_handler, to: Int.self) == 1
            if !isIgnored { handle(number) { Interruption.note($0) } }
        }
        // It only interrupts what waits.
        handle(SIGALRM) { _ in }
    }

    private static func handle(_ number: Int32, _ handler: @convention(c) (Int32) -> Void) {
        var action = sigaction()
        unsafe action.__sigaction_handler.sa_handler = handler
        unsafe sigaction(number, &action, nil)
    }

    /// Called in the middle of anything: nothing may happen here but what signal-safety(7) lists.
    private static func note(_ number: Int32) {
        if signalNumber.exchange(number, ordering: .relaxed) != 0 {
            _ = signal(number, SIG_DFL)
            raise(number)
        }
        var octet: UInt8 = 0
        let kept = errno
        _ = unsafe write(wakeWriter.load(ordering: .relaxed), &octet, 1)
        errno = kept
        // A write that begins now, and waits, is interrupted too.
        alarm(1)
    }

    /// Whether a write that a signal interrupted is to be tried again: as long as nobody asked for the end, and for a few
    /// seconds afterwards.
    ///
    /// - Parameter since: when the reader took octets last; filled in here.
    static func allowsWait(since: inout UInt64?) -> Bool {
        guard isAsked else { return true }
        let now = System.nanoseconds()
        guard let start = since else {
            since = now
            alarm(1)
            return true
        }
        guard now - start < grace else {
            isGivenUp.store(true, ordering: .relaxed)
            return false
        }
        if now - start < 1_500_000_000, now - start > 500_000_000 {
            StandardError.print("ibuki: waiting for the reader of the output; another signal ends it")
        }
        alarm(1)
        return true
    }

    /// Whether the output's reader was given up: then nothing more is written.
    static var hasGivenUp: Bool { isGivenUp.load(ordering: .relaxed) }

    /// Ends the program as the signal would have, so that a shell's loop ends with it. signal(7)
    static func passOn() {
        let number = signalNumber.load(ordering: .relaxed)
        guard number != 0 else { return }
        _ = signal(number, SIG_DFL)
        raise(number)
    }
}
