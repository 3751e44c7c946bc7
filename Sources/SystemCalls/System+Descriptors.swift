extension System {
    /// The kernel takes at most about 2 GiB a call.
    private static let most = 1 << 30

    /// Reads into `buffer`, again when a signal interrupts and waiting when the descriptor does not block. read(2)
    ///
    /// - Parameter shouldStop: asked whenever a signal interrupts the wait.
    /// - Returns: the octets read, 0 at the end or when `shouldStop` says so.
    package static func read(
        _ descriptor: Int32, into buffer: inout MutableRawSpan, shouldStop: (() -> Bool)? = nil
    ) throws(ErrorNumber) -> Int {
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes { target in
                guard let start = target.baseAddress else { return 0 }
                return unsafe SystemCalls.read(descriptor, start, min(target.count, most))
            }
            if count >= 0 { return count }
            let number = errno
            switch number {
            case EINTR:
                if let shouldStop, shouldStop() { return 0 }
            case EAGAIN:
                wait(descriptor, for: Int16(POLLIN))
                if let shouldStop, shouldStop() { return 0 }
            default:
                throw ErrorNumber(rawValue: number)
            }
        }
    }

    /// Writes some of `bytes`, again when a signal interrupts and waiting when the descriptor does not block. write(2)
    ///
    /// - Returns: the octets that were written, which may be fewer than there are.
    package static func write(_ descriptor: Int32, _ bytes: borrowing RawSpan) throws(ErrorNumber) -> Int {
        while true {
            let count = unsafe bytes.withUnsafeBytes { source in
                guard let start = source.baseAddress else { return 0 }
                return unsafe SystemCalls.write(descriptor, start, min(source.count, most))
            }
            if count >= 0 { return count }
            let number = errno
            switch number {
            case EINTR: continue
            case EAGAIN: wait(descriptor, for: Int16(POLLOUT))
            default: throw ErrorNumber(rawValue: number)
            }
        }
    }

    /// Waits up to a second until the descriptor is ready. poll(2)
    private static func wait(_ descriptor: Int32, for events: Int16) {
        var request = pollfd(fd: descriptor, events: events, revents: 0)
        _ = unsafe poll(&request, 1, 1000)
    }

    /// Exactly so many octets; `nil` when there are no more. read(2)
    package static func read(_ descriptor: Int32, exactly count: Int) -> [UInt8]? {
        var octets = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let more = unsafe octets.withUnsafeMutableBytes { buffer -> Int in
                guard let start = buffer.baseAddress else { return 0 }
                return unsafe SystemCalls.read(descriptor, start + done, count - done)
            }
            if more < 0, errno == EINTR { continue }
            guard more > 0 else { return nil }
            done += more
        }
        return octets
    }

    /// All of the octets. write(2)
    package static func write(_ descriptor: Int32, all octets: [UInt8]) throws(ErrorNumber) {
        var done = 0
        while done < octets.count {
            let more = unsafe octets.withUnsafeBytes { buffer -> Int in
                guard let start = buffer.baseAddress else { return 0 }
                return unsafe SystemCalls.write(descriptor, start + done, min(buffer.count - done, most))
            }
            if more < 0, errno == EINTR { continue }
            guard more > 0 else { throw .last }
            done += more
        }
    }

    /// Closes a descriptor. close(2)
    ///
    /// - Throws: the error number; the descriptor is closed all the same.
    package static func closeDescriptor(_ descriptor: Int32) throws(ErrorNumber) {
        guard SystemCalls.close(descriptor) == 0 || errno == EINTR else { throw .last }
    }

    /// Whether there is a terminal behind a descriptor. isatty(3)
    package static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }
}
