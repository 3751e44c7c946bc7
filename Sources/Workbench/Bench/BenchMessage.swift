import PacketFilters
import Packets

/// What threads tell the one that draws.
enum BenchMessage: Sendable {
    case frames(ShelfNews)
    case chosen(FilterNews)
    case traffic(TrafficTables, generation: Int)
    /// Something that was asked for is done, or could not be.
    case done(String)
    case failed(String)
    case saved(path: String, count: Int)
    case forge(ForgeNews)
    /// Another capture has begun.
    case began(CaptureOrder)
    case host(HostNews)
    case path(PathNews)
}

/// What the model wants done that takes the system.
enum Errand {
    /// Run another filter, or none.
    case filter(FilterOrder?)
    /// Have the filter look at what it has not looked at.
    case look(FrameIndex, FrameFile)
    /// Count who speaks with whom; with another generation from the first frame on.
    case count(FrameIndex, FrameFile, generation: Int)
    /// Write frames to a file; all where no numbers are given.
    case save(path: String, numbers: [Int]?, FrameIndex, FrameFile)
    /// Remove spools of earlier runs.
    case discard([String])
    /// Stop capturing, or begin anew.
    case stopCapture
    case forge(ForgeErrand)
    case capture(CaptureOrder)
    case host(HostErrand)
    case path(PathErrand)
}

/// A filter to run.
struct FilterOrder {
    var filter: DisplayFilter
    var generation: Int
    var registry: Registry
}
