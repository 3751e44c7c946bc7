import CaptureCompression
import Captures
import SystemCalls

/// The captures that are read: files, and what others still write to.
struct CaptureInputs {
    private(set) var sources: [any ByteSource] = []
    /// Those of them that may have nothing for now.
    private(set) var live: [any LiveSource] = []

    /// Opens them; `-` stands for standard input.
    ///
    /// - Parameter follows: whether more is waited for at a file's end.
    /// - Throws: `CaptureError` for the first that cannot be opened.
    init(_ paths: [String], follows: Bool) throws(CaptureError) {
        for path in paths {
            if !(path == "-" ? System.isRegular(0) : System.isRegular(path)) {
                add(try PipeSource(path: path, alarm: Interruption.wakeDescriptor) { Interruption.isAsked })
            } else if follows {
                add(try FollowingSource(path: path) { Interruption.isAsked })
            } else if path == "-" {
                sources.append(FileSource.standardInput { Interruption.isAsked })
            } else {
                sources.append(try FileSource(path: path) { Interruption.isAsked })
            }
        }
    }

    private mutating func add(_ source: any LiveSource) {
        sources.append(source)
        live.append(source)
    }

    /// From now on nothing is waited for while packets are held back that could be shown: the captures' beginnings are read.
    func stopWaiting() {
        for source in live { source.waits = false }
    }

    /// Waits for the source that had nothing more.
    func wait() { live.first { $0.isIdle }?.wait() }
}
