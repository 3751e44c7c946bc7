import Captures
import Packets

/// Makes the index of frames as they come: each is dissected once, which tells what conversation it belongs to.
struct IndexBuilder: ~Copyable {
    private(set) var index = FrameIndex()
    private var dissector: PacketDissector
    /// The latest frame of each conversation.
    private var latest: [Key: Int] = [:]
    /// Of so many conversations no more is remembered.
    private static let most = 1 << 20

    private struct Key: Hashable {
        /// The transport's number; 0xffff for what is known by its addresses alone.
        var transport: UInt16
        var identity: UInt64
    }

    init(_ registry: Registry) { dissector = PacketDissector(registry) }

    /// Names the interfaces of frames that do not bring theirs.
    mutating func setInterfaces(_ interfaces: [CaptureInterface]) {
        index.interfaces = interfaces.map { FrameInterface($0) }
    }

    /// Adds a frame of a capture file, whose octets lie at a place of the file that frames are read from.
    mutating func add(_ frame: CapturedFrame, at place: UInt64) {
        if index.interfaces.count != frame.interfaces.count {
            index.interfaces = frame.interfaces.map { FrameInterface($0) }
        }
        var info = FrameInfo(
            number: index.count + 1, timestamp: frame.timestamp, capturedLength: frame.bytes.byteCount,
            originalLength: frame.originalLength, linkType: frame.linkType, interface: frame.interface)
        info.hasTimestamp = frame.hasTimestamp
        info.frameCheckSequenceLength = frame.frameCheckSequenceLength
        add(frame.bytes, info, at: place, comments: frame.comments)
    }

    /// Adds a frame that was captured just now.
    mutating func add(
        _ bytes: RawSpan, _ info: FrameInfo, at place: UInt64, comments: [String] = [], isChecksumPending: Bool = false
    ) {
        let (time, interface, length) = (info.timestamp, info.interface, info.originalLength)
        var traits: FrameRecord.Traits = info.hasTimestamp ? [] : .hasNoTime
        if isChecksumPending { traits.insert(.isChecksumPending) }
        let packet = dissector.packet(bytes, info, isChecksumPending: isChecksumPending)
        if !packet.reassemblies.isEmpty { traits.insert(.isPutTogether) }
        let (key, stream) = Self.conversation(of: packet)
        let number = index.count + 1
        let previous = key.flatMap { latest.updateValue(number, forKey: $0) } ?? 0
        if latest.count > Self.most { latest.removeAll(keepingCapacity: true) }
        index.append(
            FrameRecord(
                place: place, time: time, capturedLength: bytes.byteCount, originalLength: length, interface: interface,
                traits: traits, previous: previous, stream: stream), comments: comments)
    }

    /// By the innermost transport's flow; else by the addresses of the outermost network layer, whatever their order.
    private static func conversation(of packet: borrowing PacketView) -> (Key?, UInt32) {
        for index in (0..<packet.layers.count).reversed() {
            if let flow = packet.conversation(at: index) {
                return (Key(transport: packet.layers[index].id.rawValue, identity: UInt64(flow.stream)), flow.stream)
            }
        }
        func pair(_ a: some Hashable, _ b: some Hashable) -> Key {
            Key(transport: .max, identity: UInt64(bitPattern: Int64(a.hashValue ^ b.hashValue)))
        }
        if let ip = packet.layer(IPv4.self) { return (pair(ip.source, ip.destination), 0) }
        if let ip = packet.layer(IPv6.self) { return (pair(ip.source, ip.destination), 0) }
        return (nil, 0)
    }
}
