/// What is known of a frame itself, besides its octets. Shown as the first layer; it has no octets of its own.
public enum FrameProtocol: PacketProtocol {
    public static var name: String { "frame" }
    public static var title: String { "Frame" }
    public static var meaning: Meaning {
        .init(
            """
            What the capture knows of a packet besides its octets: when it came, on which interface, and how much of
            it was kept.
            """, in: "draft-ietf-opsawg-pcapng section 4.3")
    }
    public static var reference: String { "" }

    public static var interface: Derived<FrameProtocol, UInt32> {
        .init(
            "interface_id", "Interface id",
            means: """
                Which of the interfaces that a pcapng file describes saw the packet, counted from 0. Plain pcap
                files know only one and say nothing.
                """, in: "draft-ietf-opsawg-pcapng section 4.2"
        ) { _, packet in
            packet.frame.notes == nil ? nil : UInt32(truncatingIfNeeded: packet.frame.interface)
        }
    }
    public static var interfaceName: Derived<FrameProtocol, String> {
        .init(
            "interface_name", "Interface name",
            means: """
                What the capturing host called that interface, such as eth0; a name means something on that host
                only.
                """, in: "draft-ietf-opsawg-pcapng section 4.2"
        ) { _, packet in packet.frame.notes?.interfaceName }
    }
    public static var time: Derived<FrameProtocol, AbsoluteTime> {
        .init(
            "time", "Arrival Time",
            means: """
                When the packet was seen, by the clock of the host that captured. Two hosts' clocks differ, so that
                times of two files need not agree.
                """, in: "draft-ietf-opsawg-pcapng section 4.3"
        ) { _, packet in
            packet.frame.hasTimestamp ? AbsoluteTime(packet.frame.timestamp) : nil
        }
    }
    public static var timeEpoch: Derived<FrameProtocol, EpochTime> {
        .init(
            "time_epoch", "Epoch Time",
            means: "When the packet was seen, in seconds since 1970-01-01 UTC: what scripts compute with.",
            in: "draft-ietf-opsawg-pcapng section 4.3"
        ) { _, packet in
            packet.frame.hasTimestamp ? EpochTime(packet.frame.timestamp) : nil
        }
    }
    public static var timeDelta: Derived<FrameProtocol, RelativeTime> {
        .init(
            "time_delta", "Time delta from previous captured frame",
            means: """
                How long after the packet before it in the file this one came. A negative number means that the file
                is not in order of time.
                """, in: "draft-ietf-opsawg-pcapng section 4.3"
        ) { _, packet in
            Self.since(packet.frame.previousTimestamp, packet)
        }
    }
    public static var timeDeltaDisplayed: Derived<FrameProtocol, RelativeTime> {
        .init(
            "time_delta_displayed", "Time delta from previous displayed frame",
            means: """
                How long after the last packet that the display filter let through this one came: with a filter on
                one flow, its gaps.
                """, in: "draft-ietf-opsawg-pcapng section 4.3"
        ) { _, packet in
            Self.since(packet.frame.previousDisplayedTimestamp, packet)
        }
    }
    public static var timeRelative: Derived<FrameProtocol, RelativeTime> {
        .init(
            "time_relative", "Time since reference or first frame",
            means: "How long after the first packet of the file this one came.",
            in: "draft-ietf-opsawg-pcapng section 4.3"
        ) { _, packet in
            Self.since(packet.frame.firstTimestamp, packet)
        }
    }
    private static func since(_ earlier: Timestamp, _ packet: borrowing PacketView) -> RelativeTime? {
        packet.frame.hasTimestamp ? RelativeTime(packet.frame.timestamp.nanoseconds(since: earlier)) : nil
    }
    public static var number: Derived<FrameProtocol, UInt32> {
        .init(
            "number", "Frame Number",
            means: "The packet's place in the file, from 1; the number by which people talk about a packet.",
            in: "draft-ietf-opsawg-pcapng section 4.3"
        ) { _, packet in UInt32(truncatingIfNeeded: packet.frame.number) }
    }
    public static var length: Derived<FrameProtocol, UInt32> {
        .init(
            "len", "Frame Length",
            means: """
                How many octets the packet had on the wire. It can be more than a link's MTU, for the capture is
                taken before the network card cuts large segments up.
                """, in: "draft-ietf-opsawg-pcapng section 4.3"
        ) { _, packet in UInt32(truncatingIfNeeded: packet.frame.originalLength) }
    }
    public static var capturedLength: Derived<FrameProtocol, UInt32> {
        .init(
            "cap_len", "Capture Length",
            means: """
                How many octets of the packet the file holds. Where it is less than the length on the wire, a
                snapshot length cut the rest away.
                """, in: "draft-ietf-opsawg-pcapng section 4.3"
        ) { _, packet in UInt32(truncatingIfNeeded: packet.frame.capturedLength) }
    }
    /// The layers' names, the outermost first, with colons between them.
    public static var protocols: Derived<FrameProtocol, String> {
        .init(
            "protocols", "Protocols in frame",
            means: """
                The names of the layers, the outermost first, as they were found. A filter on it finds stacks of
                protocols, such as IP inside of GRE.
                """, in: "draft-ietf-opsawg-pcapng section 4.3"
        ) { _, packet in
            Self.paths(of: packet.layers)
        }
    }

    /// Bytes into one piece of memory: appended to a string, each name cost 400 instructions. It is nearly always long
    /// enough; where it is not, longer ones are tried.
    private static func paths(of layers: Span<LayerSpan>) -> String {
        var room = 24 &* layers.count
        while true {
            var isWhole = true
            let text = unsafe String(unsafeUninitializedCapacity: room) { text in
                unsafe write(pathsOf: layers, to: text, isWhole: &isWhole)
            }
            if isWhole { return text }
            room &*= 4
        }
    }

    /// - Returns: how many bytes were written; `isWhole` says whether that is all.
    private static func write(
        pathsOf layers: Span<LayerSpan>, to text: UnsafeMutableBufferPointer<UInt8>, isWhole: inout Bool
    ) -> Int {
        var count = 0
        for index in 0..<layers.count {
            let path = layers[index].type.path.utf8
            if path.isEmpty { continue }
            guard count &+ path.count < text.count else {
                isWhole = false
                break
            }
            if count > 0 {
                unsafe text[count] = 0x3a
                count &+= 1
            }
            // No number leads on where a length stands in its place, or where the header is cut.
            let isShort = layers[index].isBroken || index + 1 < layers.count && layers[index + 1].type.shortensPath
            let bytes = path.span
            for offset in 0..<bytes.count {
                if isShort && bytes[offset] == 0x3a { break }
                unsafe text[count] = bytes[offset]
                count &+= 1
            }
        }
        return count
    }

    public static var comment: Derived<FrameProtocol, String> {
        .init(
            "comment", "Comment",
            means: """
                What somebody wrote about this packet into the file; several comments stand on lines of their own.
                """, in: "draft-ietf-opsawg-pcapng section 3.5"
        ) { _, packet in
            packet.frame.notes.flatMap { $0.comments.isEmpty ? nil : $0.comments.joined(separator: "\n") }
        }
    }
    public static var tree: [AnyField] {
        [
            .init(interface), .init(interfaceName), .init(time), .init(timeEpoch), .init(timeDelta),
            .init(timeDeltaDisplayed), .init(timeRelative), .init(number), .init(length), .init(capturedLength),
            .init(protocols), .init(comment),
        ]
    }

    public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? { LayerParts(0) }
}
