/// The number of a frame of the same capture, from 1.
public struct FrameNumber: WireNumber, Hashable {
    public var raw: UInt64
    public init(raw: UInt64) { self.raw = raw }
    public static var kind: ValueKind { .frameNumber }
    public static var octets: Int { 4 }
}
