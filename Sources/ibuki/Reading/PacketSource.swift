import Captures

/// One capture, or several merged by time.
protocol PacketSource: ~Copyable {
    @_lifetime(&self)
    mutating func next() throws(CaptureError) -> CapturedFrame?
    @_lifetime(&self)
    mutating func nextItem() throws(CaptureError) -> CaptureItem?
    var progress: (position: UInt64, total: UInt64?) { get }
    /// Whether the last call gave nothing only because there is nothing more for now.
    var isIdle: Bool { get }
}

extension CaptureReader: PacketSource {}
extension MergedCaptures: PacketSource {}
