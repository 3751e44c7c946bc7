/// Which way a frame crossed a link.
public enum FrameDirection: UInt8, Sendable, BitwiseCopyable {
    /// It came in: for this host, for a group that it listens to, or overheard.
    case inbound
    /// This host sent it.
    case outbound
}
