extension System {
    /// Opens the terminal that the process has, not to block: apart from standard input and output, which may be a file, and
    /// whose flags others share. tty(4)
    package static func openTerminal() throws(ErrorNumber) -> Descriptor {
        let descriptor = unsafe open("/dev/tty", O_RDWR | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { throw .last }
        return Descriptor(descriptor)
    }

    /// How a terminal's line is set. tcgetattr(3)
    package static func terminalModes(_ descriptor: Int32) throws(ErrorNumber) -> termios {
        var modes = termios()
        guard unsafe tcgetattr(descriptor, &modes) == 0 else { throw .last }
        return modes
    }

    /// Every key comes as it is pressed, and nothing is written by the line itself. tcsetattr(3)
    package static func makeRaw(_ descriptor: Int32, from modes: termios) throws(ErrorNumber) {
        var raw = modes
        unsafe cfmakeraw(&raw)
        guard unsafe tcsetattr(descriptor, TCSANOW, &raw) == 0 else { throw .last }
    }

    /// How large a terminal's window is, in cells; `nil` where it does not say. ioctl_tty(2)
    package static func terminalSize(_ descriptor: Int32) -> (rows: Int, columns: Int)? {
        var size = winsize()
        guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0, size.ws_col > 0 else {
            return nil
        }
        return (Int(size.ws_row), Int(size.ws_col))
    }

    /// Writes what is taken at once. write(2)
    ///
    /// - Returns: the octets that were taken, none where it would have to wait.
    package static func writeNow(_ descriptor: Int32, _ octets: ArraySlice<UInt8>) throws(ErrorNumber) -> Int {
        let count = unsafe octets.withUnsafeBytes { buffer in
            guard let start = buffer.baseAddress else { return 0 }
            return unsafe SystemCalls.write(descriptor, start, buffer.count)
        }
        if count >= 0 { return count }
        guard errno == EAGAIN || errno == EINTR else { throw .last }
        return 0
    }

    /// Reads what is there. read(2)
    ///
    /// - Returns: the octets, none where there are none now; `nil` at the end.
    package static func readNow(_ descriptor: Int32, most: Int) throws(ErrorNumber) -> [UInt8]? {
        var octets = [UInt8](repeating: 0, count: most)
        let count = unsafe SystemCalls.read(descriptor, &octets, most)
        if count > 0 { return Array(octets.prefix(count)) }
        if count == 0 { return nil }
        guard errno == EAGAIN || errno == EINTR else { throw .last }
        return []
    }

    /// Which of some descriptors can be read, or, of the first, written. poll(2)
    ///
    /// - Parameters:
    ///   - descriptors: those to read.
    ///   - isWriting: whether the first is waited for to be written too.
    ///   - nanoseconds: no longer than that; `nil` waits until something comes.
    package static func waitForAny(
        _ descriptors: [Int32], isWriting: Bool, nanoseconds: UInt64?
    ) -> (readable: Set<Int32>, isWritable: Bool) {
        var requests = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        if isWriting, !requests.isEmpty { requests[0].events |= Int16(POLLOUT) }
        // Rounded up: what is waited for must have come when it returns.
        let milliseconds = nanoseconds.map { Int32(clamping: ($0 &+ 999_999) / 1_000_000) } ?? -1
        guard unsafe poll(&requests, nfds_t(requests.count), milliseconds) > 0 else { return ([], false) }
        let readable = requests.filter { $0.revents & ~Int16(POLLOUT) != 0 }.map(\.fd)
        return (Set(readable), (requests.first?.revents ?? 0) & Int16(POLLOUT) != 0)
    }

    /// Stops the processes of the group, as Ctrl-Z does, until they are continued. kill(2)
    package static func stopGroup() { kill(0, SIGSTOP) }

    /// A pipe that does not block: its ends to read and to write. pipe(2)
    package static func openPipe() throws(ErrorNumber) -> (reading: Int32, writing: Int32) {
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else { throw .last }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        return (ends[0], ends[1])
    }
}
