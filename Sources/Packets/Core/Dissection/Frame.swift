/// What is known of a frame itself, besides its octets. Shown as the first layer; it has no octets of its own.
public enum Frame: PacketProtocol {
    public static var name: String { "frame" }
    public static var title: String { "Frame" }
    public static var reference: String { "" }

    public static var interface: Derived<Frame, UInt32> {
        .init("interface_id", "Interface id") { _, packet in
            packet.frame.notes == nil ? nil : UInt32(truncatingIfNeeded: packet.frame.interface)
        }
    }
    public static var interfaceName: Derived<Frame, String> {
        .init("interface_name", "Interface name") { _, packet in packet.frame.notes?.interfaceName }
    }
    public static var time: Derived<Frame, AbsoluteTime> {
        .init("time", "Arrival Time") { _, packet in
            packet.frame.hasTimestamp ? AbsoluteTime(packet.frame.timestamp) : nil
        }
    }
    public static var timeEpoch: Derived<Frame, EpochTime> {
        .init("time_epoch", "Epoch Time") { _, packet in
            packet.frame.hasTimestamp ? EpochTime(packet.frame.timestamp) : nil
        }
    }
    public static var timeDelta: Derived<Frame, RelativeTime> {
        .init("time_delta", "Time delta from previous captured frame") { _, packet in
            Self.since(packet.frame.previousTimestamp, packet)
        }
    }
    public static var timeDeltaDisplayed: Derived<Frame, RelativeTime> {
        .init("time_delta_displayed", "Time delta from previous displayed frame") { _, packet in
            Self.since(packet.frame.previousDisplayedTimestamp, packet)
        }
    }
    public static var timeRelative: Derived<Frame, RelativeTime> {
        .init("time_relative", "Time since reference or first frame") { _, packet in
            Self.since(packet.frame.firstTimestamp, packet)
        }
    }
    private static func since(_ earlier: Timestamp, _ packet: borrowing PacketView) -> RelativeTime? {
        packet.frame.hasTimestamp ? RelativeTime(packet.frame.timestamp.nanoseconds(since: earlier)) : nil
    }
    public static var number: Derived<Frame, UInt32> {
        .init("number", "Frame Number") { _, packet in UInt32(truncatingIfNeeded: packet.frame.number) }
    }
    public static var length: Derived<Frame, UInt32> {
        .init("len", "Frame Length") { _, packet in UInt32(truncatingIfNeeded: packet.frame.originalLength) }
    }
    public static var capturedLength: Derived<Frame, UInt32> {
        .init("cap_len", "Capture Length") { _, packet in UInt32(truncatingIfNeeded: packet.frame.capturedLength) }
    }
    /// The layers' names, the outermost first, with colons between them.
    public static var protocols: Derived<Frame, String> {
        .init("protocols", "Protocols in frame") { _, packet in
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

    public static var comment: Derived<Frame, String> {
        .init("comment", "Comment") { _, packet in
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

    public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { Parts(0) }
}
