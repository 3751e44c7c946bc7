internal import SystemCalls

/// A pipe, a terminal or a socket that a capture is read from as somebody writes it.
package final class PipeSource: LiveSource {
    private let base: FileSource
    private let descriptor: Int32
    private let alarm: Int32
    private let shouldStop: @Sendable () -> Bool
    package var waits = true
    package private(set) var isIdle = false

    /// Opens the file at `path`; `-` stands for standard input.
    ///
    /// - Parameters:
    ///   - alarm: a descriptor that becomes readable when nothing is waited for any more.
    ///   - shouldStop: whether that is so.
    /// - Throws: `CaptureError`.
    package init(path: String, alarm: Int32, shouldStop: @escaping @Sendable () -> Bool) throws(CaptureError) {
        self.alarm = alarm
        self.shouldStop = shouldStop
        if path == "-" {
            descriptor = 0
            base = .standardInput()
            return
        }
        descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        if descriptor >= 0 {
            base = FileSource(descriptor: descriptor, name: path, closesDescriptor: true)
        } else if shouldStop() {
            // A named pipe that nobody writes to waits to be opened.
            throw CaptureError(.readFailed, fileName: path, message: "nobody had opened it to write")
        } else {
            // What is wrong with it is told by the one that opens it as well.
            base = try FileSource(path: path)
        }
    }

    package var name: String { base.name }
    package var consumedByteCount: UInt64 { base.consumedByteCount }
    /// It is told to stop in the middle of anything.
    package var endIsFinal: Bool { !shouldStop() }

    package func read(into buffer: inout MutableRawSpan) throws(CaptureError) -> Int {
        isIdle = false
        while !hasOctets(waiting: waits) {
            if shouldStop() { return 0 }
            guard waits else {
                isIdle = true
                return 0
            }
        }
        return shouldStop() ? 0 : try base.read(into: &buffer)
    }

    package func wait() { _ = hasOctets(waiting: true) }

    /// Whether a read would not wait. poll(2)
    private func hasOctets(waiting: Bool) -> Bool {
        var requests = [descriptor, alarm].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        return unsafe poll(&requests, 2, waiting ? -1 : 0) > 0 && requests[0].revents != 0
    }
}
