import Captures
import SystemCalls

/// A pipe, a terminal or a socket that a capture is read from as somebody writes it.
final class PipeSource: LiveSource {
    private let base: FileSource
    private let descriptor: Int32
    var waits = true
    private(set) var isIdle = false

    /// Opens the file at `path`; `-` stands for standard input.
    ///
    /// - Throws: `CaptureError`.
    init(path: String) throws(CaptureError) {
        if path == "-" {
            descriptor = 0
            base = .standardInput()
            return
        }
        descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        if descriptor >= 0 {
            base = FileSource(descriptor: descriptor, name: path, closesDescriptor: true)
        } else if Interruption.isAsked {
            // A named pipe that nobody writes to waits to be opened.
            throw CaptureError(.readFailed, fileName: path, message: "nobody had opened it to write")
        } else {
            // What is wrong with it is told by the one that opens it as well.
            base = try FileSource(path: path)
        }
    }

    var name: String { base.name }
    var consumedByteCount: UInt64 { base.consumedByteCount }
    /// A signal comes in the middle of anything.
    var endIsFinal: Bool { !Interruption.isAsked }

    func read(into buffer: inout MutableRawSpan) throws(CaptureError) -> Int {
        isIdle = false
        while !hasOctets(waiting: waits) {
            if Interruption.isAsked { return 0 }
            guard waits else {
                isIdle = true
                return 0
            }
        }
        return Interruption.isAsked ? 0 : try base.read(into: &buffer)
    }

    func wait() { _ = hasOctets(waiting: true) }

    /// Whether a read would not wait. poll(2)
    private func hasOctets(waiting: Bool) -> Bool {
        var requests = [
            pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: Interruption.wakeDescriptor, events: Int16(POLLIN), revents: 0),
        ]
        return unsafe poll(&requests, 2, waiting ? -1 : 0) > 0 && requests[0].revents != 0
    }
}
