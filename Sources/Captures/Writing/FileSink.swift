internal import SystemCalls

/// A file, a pipe or a terminal that is written to.
///
/// Writing to a pipe that nobody reads raises SIGPIPE; where that signal is ignored, it is the error `closedPipe`.
public final class FileSink: ByteSink {
    public let name: String
    /// Octets written so far.
    public private(set) var byteCount: UInt64 = 0
    private var descriptor: Int32
    private let closesDescriptor: Bool

    /// Creates the file at `path`, or empties it; `-` stands for standard output.
    ///
    /// - Throws: `CaptureError` (`notPermitted`, `noSuchFile` for a missing directory, `writeFailed`).
    public convenience init(path: String) throws(CaptureError) {
        if path == "-" {
            self.init(descriptor: 1, name: "standard output")
            return
        }
        let descriptor: Int32
        do {
            descriptor = try System.openForWriting(path)
        } catch {
            throw CaptureError.system(error, fileName: path, action: "create it", otherwise: .writeFailed)
        }
        self.init(descriptor: descriptor, name: path, closesDescriptor: true)
    }

    /// Writes to an open descriptor from where it stands.
    ///
    /// - Parameter closesDescriptor: whether the descriptor is closed by `close`, and with this object.
    public init(descriptor: Int32, name: String, closesDescriptor: Bool = false) {
        self.descriptor = descriptor
        self.name = name
        self.closesDescriptor = closesDescriptor
    }

    deinit {
        if closesDescriptor, descriptor >= 0 { try? System.closeDescriptor(descriptor) }
    }

    public func write(_ bytes: RawSpan) throws(CaptureError) -> Int {
        do {
            let count = try System.write(descriptor, bytes)
            byteCount += UInt64(count)
            return count
        } catch {
            throw CaptureError.system(
                error, fileName: name, offset: byteCount, action: "write", otherwise: .writeFailed)
        }
    }

    public func close() throws(CaptureError) {
        guard closesDescriptor, descriptor >= 0 else { return }
        let descriptor = self.descriptor
        self.descriptor = -1
        do {
            try System.closeDescriptor(descriptor)
        } catch {
            throw CaptureError.system(
                error, fileName: name, offset: byteCount, action: "finish writing", otherwise: .writeFailed)
        }
    }
}
