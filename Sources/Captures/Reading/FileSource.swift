internal import SystemCalls

/// A file, a pipe, a terminal: anything behind a descriptor, read in chunks.
///
/// A mapping was measured beside this and lost: on a 346 MB capture in the page cache, `read(2)` into 512 KiB that stay
/// in the processor's cache took 38 ns a packet, a mapping 105 ns (its page faults), with or without read-ahead advice.
/// Reading also cannot be killed by SIGBUS when somebody shortens the file, and the memory in use is the buffer's.
public final class FileSource: ByteSource {
    public let name: String
    public let totalByteCount: UInt64?
    public private(set) var consumedByteCount: UInt64 = 0
    private let descriptor: Int32
    private let closesDescriptor: Bool
    private let shouldStop: (@Sendable () -> Bool)?

    /// Opens the file at `path`.
    ///
    /// - Throws: `CaptureError` (`noSuchFile`, `notPermitted`, `readFailed`).
    public convenience init(path: String, shouldStop: (@Sendable () -> Bool)? = nil) throws(CaptureError) {
        let descriptor: Int32
        do {
            descriptor = try System.openForReading(path)
        } catch {
            throw CaptureError.system(error, fileName: path, action: "open it", otherwise: .readFailed)
        }
        self.init(descriptor: descriptor, name: path, closesDescriptor: true, shouldStop: shouldStop)
    }

    /// Reads an open descriptor from where it stands.
    ///
    /// - Parameters:
    ///   - name: the name in messages.
    ///   - closesDescriptor: whether the descriptor is closed with this object.
    ///   - shouldStop: asked before each read, and when a signal interrupts one that waits; `true` ends the source there.
    public init(
        descriptor: Int32, name: String, closesDescriptor: Bool = false, shouldStop: (@Sendable () -> Bool)? = nil
    ) {
        self.descriptor = descriptor
        self.name = name
        self.closesDescriptor = closesDescriptor
        self.shouldStop = shouldStop
        totalByteCount = System.regularFileSize(descriptor)
        System.adviseSequential(descriptor)
    }

    /// Standard input.
    ///
    /// - Parameter shouldStop: asked when a signal interrupts the wait for input; `true` ends the source there.
    public static func standardInput(shouldStop: (@Sendable () -> Bool)? = nil) -> FileSource {
        FileSource(descriptor: 0, name: "standard input", shouldStop: shouldStop)
    }

    deinit {
        if closesDescriptor { try? System.closeDescriptor(descriptor) }
    }

    /// `false` once `shouldStop` has said so.
    public var endIsFinal: Bool {
        guard let shouldStop else { return true }
        return !shouldStop()
    }

    /// The file's size now, when it is a regular file.
    var currentSize: UInt64? { System.regularFileSize(descriptor) }

    public func read(into buffer: inout MutableRawSpan) throws(CaptureError) -> Int {
        if let shouldStop, shouldStop() { return 0 }
        do {
            let count = try System.read(descriptor, into: &buffer, shouldStop: shouldStop)
            consumedByteCount += UInt64(count)
            return count
        } catch {
            throw CaptureError.system(
                error, fileName: name, offset: consumedByteCount, action: "read", otherwise: .readFailed)
        }
    }
}
