/// A moment, in nanoseconds since the epoch: 1677 to 2262, saturating.
public struct AbsoluteTime: WireNumber, Hashable {
    public var raw: UInt64
    public init(raw: UInt64) { self.raw = raw }
    public init(_ timestamp: Timestamp) {
        raw = UInt64(bitPattern: timestamp.nanoseconds(since: Timestamp(seconds: 0)))
    }
    public static var kind: ValueKind { .absoluteTime }
}

/// A moment shown as seconds since the epoch.
public struct EpochTime: WireNumber, Hashable {
    public var raw: UInt64
    public init(raw: UInt64) { self.raw = raw }
    public init(_ timestamp: Timestamp) {
        raw = UInt64(bitPattern: timestamp.nanoseconds(since: Timestamp(seconds: 0)))
    }
    public static var kind: ValueKind { .relativeTime }
}

/// A span of time, in nanoseconds, with its sign.
public struct RelativeTime: WireNumber, Hashable {
    public var raw: UInt64
    public init(raw: UInt64) { self.raw = raw }
    public init(_ nanoseconds: Int64) { raw = UInt64(bitPattern: nanoseconds) }
    public static var kind: ValueKind { .relativeTime }
}
