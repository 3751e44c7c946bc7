import Captures
import PacketFilters
import Packets

/// Takes packets from a source, prepares them, and hands those that were chosen to a sink.
struct ReadLoop: ~Copyable {
    var preparation: PacketPreparation
    var filter: DisplayFilter?
    var captureFilter: CaptureFilters?
    var limit: Int?
    var progress: ProgressBar?
    /// Whether each packet is written out at once.
    var flushesEachPacket = false
    /// Where packets come from, when there may be none for now.
    var inputs: CaptureInputs?

    private var number = 0
    /// Whether the capture is pcapng, which describes its interfaces.
    private var describesInterfaces = false
    private var interfaceNotes: [StoredFrameNotes] = []
    private(set) var shown = 0

    init(registry: Registry) { preparation = PacketPreparation(registry: registry) }

    /// Runs until the source ends, the limit is reached or something fails. What was read before a fault has gone to the
    /// sink by then.
    mutating func run<Source: PacketSource & ~Copyable, Sink: PacketSink & ~Copyable>(
        _ source: inout Source, _ sink: inout Sink, withBlocks: Bool
    ) throws {
        try sink.begin()
        do {
            try read(&source, &sink, withBlocks: withBlocks)
        } catch {
            progress?.end()
            if let failure = CommandFailure(error), failure.status == .done { throw error }
            // The fault is told after what was good.
            try sink.end()
            throw error
        }
        progress?.end()
        try sink.end()
    }

    private mutating func read<Source: PacketSource & ~Copyable, Sink: PacketSink & ~Copyable>(
        _ source: inout Source, _ sink: inout Sink, withBlocks: Bool
    ) throws {
        preparation.begin(conversations: sink.needsConversations, bodies: sink.needsBodies, filter)
        describesInterfaces = source.describesInterfaces
        inputs?.stopWaiting()
        if withBlocks {
            while limit.map({ shown < $0 }) ?? true {
                if number & 0xffff == 0xffff { progress?.show(source.progress) }
                guard let item = try source.nextItem() else {
                    guard source.isIdle else { return }
                    try pause(&sink)
                    continue
                }
                switch item {
                case .block(let block): try sink.block(block)
                case .frame(let frame): try take(frame, &sink)
                }
            }
            return
        }
        while limit.map({ shown < $0 }) ?? true {
            if number & 0xffff == 0xffff { progress?.show(source.progress) }
            guard let frame = try source.next() else {
                guard source.isIdle else { return }
                try pause(&sink)
                continue
            }
            try take(frame, &sink)
        }
    }

    /// There is nothing to read for now: what was read is shown before more is waited for.
    @inline(never)
    private func pause<Sink: PacketSink & ~Copyable>(_ sink: inout Sink) throws {
        try sink.flush()
        inputs?.wait()
    }

    @inline(__always)
    private mutating func take<Sink: PacketSink & ~Copyable>(
        _ frame: CapturedFrame, _ sink: inout Sink
    ) throws {
        number += 1
        let bytes = frame.bytes
        if let captureFilter {
            let isChosen = try captureFilter.matches(bytes, frame.originalLength, frame.linkType)
            if !isChosen { return }
        }
        var packet = preparation.packet(bytes, info(of: frame))
        if !(filter?.matches(&packet) ?? true) { return }
        shown += 1
        try sink.packet(&packet, frame)
        if flushesEachPacket { try sink.flush() }
        preparation.noteShown(frame.timestamp)
    }

    /// Handed on as it is made: a variable would be copied.
    @inline(__always)
    private mutating func info(of frame: CapturedFrame) -> FrameInfo {
        var info = FrameInfo(
            number: number, timestamp: frame.timestamp, capturedLength: frame.bytes.byteCount,
            originalLength: frame.originalLength, linkType: frame.linkType, interface: frame.interface)
        info.hasTimestamp = frame.hasTimestamp
        info.frameCheckSequenceLength = frame.frameCheckSequenceLength
        if describesInterfaces {
            info.notes = frame.options.isEmpty ? plainNotes(of: frame) : notes(of: frame)
        }
        return info
    }

    /// What is said of a frame that has no comment: the same for all of its interface.
    @inline(__always)
    private mutating func plainNotes(of frame: CapturedFrame) -> StoredFrameNotes {
        while interfaceNotes.count <= frame.interface {
            interfaceNotes.append(
                StoredFrameNotes(interfaceName: frame.interfaces[interfaceNotes.count].name ?? "unknown", comments: []))
        }
        return interfaceNotes[frame.interface]
    }

    @inline(never)
    private func notes(of frame: CapturedFrame) -> StoredFrameNotes {
        StoredFrameNotes(interfaceName: frame.interfaceDescription.name ?? "unknown", comments: frame.comments)
    }
}
