#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The system calls that the sources and sinks share.
enum System {
    /// The number of the last failed call. `errno(3)`
    static var errorNumber: Int32 { errno }

    /// The system's words for an error number. `strerror_r(3)`
    static func describe(_ number: Int32) -> String {
        unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
            guard let start = buffer.baseAddress else { return "error \(number)" }
            unsafe buffer.initialize(repeating: 0)
            guard unsafe strerror_r(number, start, 256) == 0 else { return "error \(number)" }
            return unsafe String(cString: start)
        }
    }

    /// The error for a call that failed with `number` while `action` (`open it`, `read`) was tried.
    static func error(
        _ number: Int32, fileName: String, offset: UInt64? = nil, action: String, otherwise code: CaptureError.Code
    ) -> CaptureError {
        let (kind, remedy): (CaptureError.Code, String) =
            switch number {
            case ENOENT, ENOTDIR: (.noSuchFile, "; check the path")
            case EACCES, EPERM, EROFS: (.notPermitted, "; check the file's owner and mode")
            case ENOSPC, EDQUOT, EFBIG:
                (.noSpace, "; free some space or write elsewhere; what was written before is kept")
            case EPIPE, ECONNRESET: (.closedPipe, "")
            case EISDIR: (code, "; name a file, not a directory")
            default: (code, "")
            }
        return CaptureError(
            kind, fileName: fileName, offset: offset, message: "cannot \(action): \(describe(number))\(remedy)")
    }

    /// Reads into `buffer`, again when a signal interrupts and waiting when the descriptor does not block. `read(2)`
    ///
    /// - Parameter shouldStop: asked whenever a signal interrupts the wait.
    /// - Returns: the octets read, 0 at the end or when `shouldStop` says so.
    /// - Throws: the error number.
    static func read(
        _ descriptor: Int32, into buffer: inout MutableRawSpan, shouldStop: (() -> Bool)? = nil
    ) throws(ErrorNumber) -> Int {
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes { target in
                // The kernel takes at most about 2 GiB a call.
                guard let start = target.baseAddress else { return 0 }
                #if canImport(Glibc)
                    return unsafe Glibc.read(descriptor, start, min(target.count, 1 << 30))
                #elseif canImport(Musl)
                    return unsafe Musl.read(descriptor, start, min(target.count, 1 << 30))
                #else
                    return unsafe Darwin.read(descriptor, start, min(target.count, 1 << 30))
                #endif
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

    /// Writes some of `bytes`, again when a signal interrupts and waiting when the descriptor does not block. `write(2)`
    ///
    /// - Returns: the octets that were written, which may be fewer than there are.
    /// - Throws: the error number.
    static func write(_ descriptor: Int32, _ bytes: borrowing RawSpan) throws(ErrorNumber) -> Int {
        while true {
            let count = unsafe bytes.withUnsafeBytes { source in
                guard let start = source.baseAddress else { return 0 }
                #if canImport(Glibc)
                    return unsafe Glibc.write(descriptor, start, min(source.count, 1 << 30))
                #elseif canImport(Musl)
                    return unsafe Musl.write(descriptor, start, min(source.count, 1 << 30))
                #else
                    return unsafe Darwin.write(descriptor, start, min(source.count, 1 << 30))
                #endif
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

    /// Waits up to a second until the descriptor is ready. `poll(2)`
    private static func wait(_ descriptor: Int32, for events: Int16) {
        var request = pollfd(fd: descriptor, events: events, revents: 0)
        _ = unsafe poll(&request, 1, 1000)
    }

    /// Opens a file for reading. `open(2)`
    static func openForReading(_ path: String) throws(ErrorNumber) -> Int32 {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw ErrorNumber(rawValue: errno) }
        return descriptor
    }

    /// Creates a file, or empties it, for writing. `open(2)`
    static func openForWriting(_ path: String) throws(ErrorNumber) -> Int32 {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw ErrorNumber(rawValue: errno) }
        return descriptor
    }

    /// The size of a regular file in octets; `nil` for anything else. `fstat(2)`
    static func regularFileSize(_ descriptor: Int32) -> UInt64? {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return UInt64(max(0, status.st_size))
    }

    /// Closes a descriptor. `close(2)`
    ///
    /// - Throws: the error number; the descriptor is closed all the same.
    static func closeDescriptor(_ descriptor: Int32) throws(ErrorNumber) {
        guard close(descriptor) == 0 || errno == EINTR else { throw ErrorNumber(rawValue: errno) }
    }

    /// Tells the kernel that a file will be read from front to back. `posix_fadvise(2)`
    static func adviseSequential(_ descriptor: Int32) {
        #if !canImport(Darwin)
            _ = posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
        #endif
    }

    /// Sleeps; a signal may end it early. `usleep(3)`
    static func sleep(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        let microseconds = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
        _ = usleep(UInt32(clamping: min(999_999, max(0, microseconds))))
    }
}

/// A failed system call's error number. `errno(3)`
struct ErrorNumber: Error, RawRepresentable {
    let rawValue: Int32
}
