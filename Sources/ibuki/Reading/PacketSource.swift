import Captures

/// One capture, or several merged by time.
protocol PacketSource: ~Copyable {
    @_lifetime(&self)
    mutating func next() throws(CaptureError) -> CapturedFrame?
    @_lifetime(&self)
    mutating func nextItem() throws(CaptureError) -> CaptureItem?
    var progress: (position: UInt64, total: UInt64?) { get }
}

extension CaptureReader: PacketSource {}
extension MergedCaptures: PacketSource {}
