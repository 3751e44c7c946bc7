import Captures
import Packets

/// All frames of a capture so far, in their order, counted from 1. A value: who reads it is not disturbed by who adds to it.
struct FrameIndex: Sendable {
    private static let shift = 14

    /// All but the last are full, and shared by every copy.
    private var chunks: [[FrameRecord]] = []
    private(set) var count = 0
    /// The interfaces that the frames were captured on.
    var interfaces: [FrameInterface] = []
    /// What the capture says of frames in words, by their numbers.
    private(set) var comments: [Int: [String]] = [:]

    mutating func append(_ record: FrameRecord, comments: [String] = []) {
        if count & (1 << Self.shift - 1) == 0 {
            var chunk: [FrameRecord] = []
            // A small capture's index is small.
            chunk.reserveCapacity(count == 0 ? 256 : 1 << Self.shift)
            chunks.append(chunk)
        }
        chunks[chunks.count - 1].append(record)
        count += 1
        if !comments.isEmpty { self.comments[count] = comments }
    }

    /// Says something of a frame in words, or no more where there are none.
    mutating func setComment(_ text: String, of number: Int) { comments[number] = text.isEmpty ? nil : [text] }

    /// The frame of a number, which has to be there.
    subscript(number: Int) -> FrameRecord {
        chunks[(number - 1) >> Self.shift][(number - 1) & (1 << Self.shift - 1)]
    }

    /// What a dissector is told of a frame.
    func info(_ number: Int) -> FrameInfo {
        let record = self[number]
        let interface = interfaces.indices.contains(record.interface) ? interfaces[record.interface] : nil
        var info = FrameInfo(
            number: number, timestamp: record.timestamp, capturedLength: Int(record.capturedLength),
            originalLength: Int(record.originalLength), linkType: interface?.linkType ?? .ethernet,
            interface: record.interface)
        info.hasTimestamp = !record.traits.contains(.hasNoTime)
        info.frameCheckSequenceLength = interface?.frameCheckSequenceLength
        info.firstTimestamp = self[1].timestamp
        info.previousTimestamp = self[max(1, number - 1)].timestamp
        if interface?.name != nil || comments[number] != nil {
            info.notes = StoredFrameNotes(interfaceName: interface?.name, comments: comments[number] ?? [])
        }
        return info
    }
}

/// What is known of an interface that frames were captured on.
struct FrameInterface: Sendable {
    var name: String?
    var linkType: LinkType
    var frameCheckSequenceLength: UInt8?

    init(_ interface: CaptureInterface) {
        name = interface.name
        linkType = interface.linkType
        frameCheckSequenceLength = interface.frameCheckSequenceLength.map { UInt8(clamping: $0) }
    }
}
