import Captures
import PacketFilters
import Packets

/// Takes packets from a source, prepares them, and hands those that were chosen to a sink.
struct ReadLoop: ~Copyable {
    var dissector: PacketDissector
    var filter: DisplayFilter?
    var captureFilter: CaptureFilters?
    /// What is counted over all packets, also those that the filter does not choose.
    var statistics: RequestedStatistics?
    var limit: Int?
    var progress: ProgressBar?
    /// Whether each packet is written out at once.
    var flushesEachPacket = false
    /// Where packets come from, when there may be none for now.
    var inputs: CaptureInputs?

    private(set) var shown = 0

    init(registry: Registry) { dissector = PacketDissector(registry) }

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
            try end(&sink)
            throw error
        }
        progress?.end()
        try end(&sink)
    }

    private mutating func end<Sink: PacketSink & ~Copyable>(_ sink: inout Sink) throws {
        try sink.end()
        try statistics?.write(StandardOutput())
    }

    private mutating func read<Source: PacketSource & ~Copyable, Sink: PacketSink & ~Copyable>(
        _ source: inout Source, _ sink: inout Sink, withBlocks: Bool
    ) throws {
        // Only what is looked at: by the sink, by the filter, or by what is counted.
        dissector.followsFlows =
            sink.needsConversations || filter?.needsConversations ?? false || statistics?.needsConversations ?? false
        dissector.findsBodies =
            sink.needsBodies || filter?.needsBodies ?? false || statistics?.needsBodies ?? false
        inputs?.stopWaiting()
        if withBlocks {
            while limit.map({ shown < $0 }) ?? true {
                if dissector.frameCount & 0xffff == 0xffff { progress?.show(source.progress) }
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
            if dissector.frameCount & 0xffff == 0xffff { progress?.show(source.progress) }
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
        if let captureFilter {
            let isChosen = try captureFilter.matches(frame.bytes, frame.originalLength, frame.linkType)
            if !isChosen { return dissector.skip() }
        }
        var packet = dissector.packet(frame)
        statistics?.add(&packet)
        if !(filter?.matches(&packet) ?? true) { return }
        shown += 1
        try sink.packet(&packet, frame)
        if flushesEachPacket { try sink.flush() }
        dissector.noteShown(frame.timestamp)
    }
}
