internal import SystemCalls

/// A file that somebody else is writing: at its end, reading waits for more.
///
/// The file's end is looked at again after 5 ms, then after longer and longer, up to 100 ms: that costs a few system
/// calls a second, works on every file system (inotify does not on network file systems), and needs no descriptor.
public final class FollowingSource: LiveSource {
    private let file: FileSource
    private let shouldStop: @Sendable () -> Bool
    public var waits = true
    public private(set) var isIdle = false
    private var nextWait = shortestWait
    private static let shortestWait = Duration.milliseconds(5)
    private static let longestWait = Duration.milliseconds(100)

    /// Opens the file at `path` and follows it.
    ///
    /// - Parameter shouldStop: asked before each read, at the file's end at least every 100 ms; `true` ends the source.
    /// - Throws: `CaptureError` (`noSuchFile`, `notPermitted`, `readFailed`).
    public init(path: String, shouldStop: @escaping @Sendable () -> Bool) throws(CaptureError) {
        file = try FileSource(path: path, shouldStop: shouldStop)
        self.shouldStop = shouldStop
    }

    public var name: String { file.name }
    public var totalByteCount: UInt64? { file.currentSize }
    public var consumedByteCount: UInt64 { file.consumedByteCount }
    /// Always `false`: the writer may have been in the middle of a record when following was stopped.
    public var endIsFinal: Bool { false }

    public func read(into buffer: inout MutableRawSpan) throws(CaptureError) -> Int {
        isIdle = false
        while true {
            let count = try file.read(into: &buffer)
            if count > 0 {
                nextWait = Self.shortestWait
                return count
            }
            if shouldStop() { return 0 }
            if let size = file.currentSize, size < file.consumedByteCount {
                throw CaptureError(
                    .fileChanged, fileName: name, offset: file.consumedByteCount,
                    message: "the file is now \(size) bytes long, shorter than what was already read; "
                        + "its writer has begun it anew: follow it again")
            }
            guard waits else {
                isIdle = true
                return 0
            }
            wait()
        }
    }

    /// Waits longer each time, up to 100 ms; a signal ends it early.
    public func wait() {
        System.sleep(nextWait)
        nextWait = min(nextWait * 2, Self.longestWait)
    }
}
