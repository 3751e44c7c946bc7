/// The file formats of captures.
public enum CaptureFormat: Sendable, Hashable {
    /// The format of libpcap; `isModified` for A. Kuznetzov's variant, which has longer record headers.
    case pcap(TimestampPrecision, isModified: Bool)
    /// The format of Wireshark.
    case pcapng

    /// What a pcap file's timestamps count.
    public enum TimestampPrecision: Sendable, Hashable {
        case microseconds, nanoseconds
    }

    /// Whether this is pcapng.
    @inline(__always) public var isPcapng: Bool {
        if case .pcapng = self { true } else { false }
    }
}

extension CaptureFormat: CustomStringConvertible {
    /// `pcapng`, `pcap`, `nanosecond pcap`, `modified pcap`.
    public var description: String {
        switch self {
        case .pcapng: "pcapng"
        case .pcap(_, isModified: true): "modified pcap"
        case .pcap(.nanoseconds, _): "nanosecond pcap"
        case .pcap(.microseconds, _): "pcap"
        }
    }
}
