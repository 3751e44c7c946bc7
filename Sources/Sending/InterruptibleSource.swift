#if os(Linux)
    internal import Captures
    internal import SystemCalls

    /// A pipe or a terminal whose wait for octets a signal ends: since signals are read like a file's octets, they interrupt no
    /// call.
    final class InterruptibleSource: ByteSource {
        /// What is heard while it waits; nothing yet when `nil`.
        var signals: SignalInbox?
        private let base: FileSource
        private let descriptor: Int32

        /// - Throws: `CaptureError`.
        init(path: String) throws(CaptureError) {
            if path == "-" {
                descriptor = 0
                base = .standardInput()
                return
            }
            descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
            // What is wrong with it is told by the one that opens it as well.
            base =
                descriptor < 0
                ? try FileSource(path: path) : FileSource(descriptor: descriptor, name: path, closesDescriptor: true)
        }

        var name: String { base.name }
        var consumedByteCount: UInt64 { base.consumedByteCount }
        var endIsFinal: Bool { signals.map { $0.stopCount == 0 } ?? true }

        func read(into buffer: inout MutableRawSpan) throws(CaptureError) -> Int {
            while let signals {
                var requests = [
                    pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
                    pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0),
                ]
                guard unsafe poll(&requests, 2, -1) > 0 else { continue }
                if requests[1].revents != 0 { signals.receive() }
                if signals.stopCount > 0 { return 0 }
                if requests[0].revents != 0 { break }
            }
            return try base.read(into: &buffer)
        }
    }
#endif
