import Packets
import SystemCalls

/// The file that holds the octets of frames: a capture that is read, or the spool of one that is made.
///
/// Read by pread(2) and not mapped: a file that somebody cuts meanwhile is then a short frame, and no SIGBUS.
final class FrameFile: Sendable {
    let path: String
    private let descriptor: Descriptor

    init(path: String) throws(ErrorNumber) {
        self.path = path
        descriptor = Descriptor(try System.openForReading(path))
    }

    /// Reads a frame's octets, as many of them as there are.
    func read(_ record: FrameRecord, into octets: inout [UInt8]) {
        let count = Int(record.capturedLength)
        if octets.count != count { octets = [UInt8](repeating: 0, count: count) }
        guard count > 0 else { return }
        var span = octets.mutableSpan
        var bytes = unsafe span.mutableBytes
        let read = (try? System.read(descriptor.number, at: record.place, into: &bytes)) ?? 0
        if read < count { octets.removeLast(count - read) }
    }
}
