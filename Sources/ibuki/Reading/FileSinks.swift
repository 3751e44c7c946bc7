import Captures
import Packets

/// Packets into a pcapng file, with the blocks between them.
struct PcapngSink: PacketSink, ~Copyable {
    private var writer: PcapngWriter
    var needsConversations: Bool { false }
    var needsBodies: Bool { false }

    init(path: String) throws { writer = PcapngWriter(try FileSink(path: path)) }

    mutating func packet(_ packet: inout PacketView, _ frame: CapturedFrame) throws { try writer.write(frame) }
    mutating func block(_ block: PcapngBlock) throws { _ = try writer.write(block) }
    mutating func flush() throws { try writer.flush() }

    /// A file without a packet is a capture too.
    mutating func end() throws {
        if writer.section == nil { try writer.beginSection() }
        try writer.close()
    }
}

/// Packets into a pcap file, which has one link type for all.
struct PcapSink: PacketSink, ~Copyable {
    private var writer: PcapWriter?
    private let path: String
    var needsConversations: Bool { false }
    var needsBodies: Bool { false }

    init(path: String) { self.path = path }

    mutating func packet(_ packet: inout PacketView, _ frame: CapturedFrame) throws {
        if writer == nil { try open(frame.linkType, frame.frameCheckSequenceLength, frame.interfaceDescription) }
        try writer?.write(frame)
    }

    mutating func flush() throws { try writer?.flush() }

    /// A file without a packet is a capture too.
    mutating func end() throws {
        if writer == nil { try open(.ethernet, nil, nil) }
        try writer?.close()
    }

    private mutating func open(
        _ linkType: LinkType, _ frameCheckSequenceLength: UInt8?, _ interface: CaptureInterface?
    ) throws {
        let isFine = interface.map { $0.timestampResolution != .microseconds } ?? false
        writer = try PcapWriter(
            FileSink(path: path), linkType: linkType, frameCheckSequenceLength: frameCheckSequenceLength,
            precision: isFine ? .nanoseconds : .microseconds)
    }
}
