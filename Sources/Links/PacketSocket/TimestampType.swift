#if os(Linux)
    internal import SystemCalls
#endif

/// Who says when a frame crossed an interface. The names are those of pcap-tstamp(7).
public enum TimestampType: String, Sendable, CaseIterable {
    /// The kernel, when it gets the frame or is about to hand it to the card.
    case host
    /// The card, by a clock that is held in step with the system's.
    case adapter
    /// The card, by a clock of its own.
    case adapterUnsynced = "adapter_unsynced"

    /// For people.
    public var meaning: String {
        switch self {
        case .host: "Host"
        case .adapter: "Adapter"
        case .adapterUnsynced: "Adapter, not synced with system time"
        }
    }
}

#if os(Linux)
    extension TimestampType {
        /// The types that an interface has; `host` is always one of them. ethtool(8) `-T`
        ///
        /// - Throws: `LinkError`: `noSuchInterface`, `systemFailed`.
        public static func available(on interface: String) throws(LinkError) -> [TimestampType] {
            guard interface != PacketSocketLink.any else { return [.host] }
            _ = try InterfaceFacts(interface, mustBeUp: false)
            let number = socket(AF_INET, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
            guard number >= 0 else { throw .system(errno, interface, "ask for the interface") }
            let asking = Descriptor(number)
            var (flags, filters) = (0 as UInt32, 0 as UInt32)
            // A driver that cannot be asked stamps nothing.
            guard unsafe CLinux_timestamping(asking.number, interface, &flags, &filters) == 0 else { return [.host] }
            return types(flags: flags, filters: filters)
        }

        /// What a card's abilities come to.
        ///
        /// - Parameters:
        ///   - flags: bits `SOF_TIMESTAMPING_...`.
        ///   - filters: a bit for each `HWTSTAMP_FILTER_...`, which say the frames that the card can stamp.
        package static func types(flags: UInt32, filters: UInt32) -> [TimestampType] {
            // A card that stamps only those of the Precision Time Protocol is of no use here.
            guard filters & 1 << UInt32(HWTSTAMP_FILTER_ALL.rawValue) != 0 else { return [.host] }
            return [.host] + [.adapter, .adapterUnsynced].filter { flags & $0.socketFlag != 0 }
        }

        /// What `PACKET_TIMESTAMP` calls it. packet_mmap.rst
        var socketFlag: UInt32 {
            switch self {
            case .host: 0
            case .adapter: UInt32(SOF_TIMESTAMPING_SYS_HARDWARE)
            case .adapterUnsynced: UInt32(SOF_TIMESTAMPING_RAW_HARDWARE)
            }
        }
    }
#endif
