import Captures
import Packets

/// Takes packets from a source, dissects them, chooses, and hands them to a sink.
struct ReadLoop: ~Copyable {
    let registry: Registry
    var filter: DisplayFilter?
    var captureFilter: CaptureFilters?
    var limit: Int?
    var verifiesChecksums = false
    var progress: ProgressBar?

    private var dissection = Dissection()
    private var conversations = ConversationTable()
    private var number = 0
    /// Whether flows are followed, and bodies looked for: only for what the filter or the sink looks at.
    private var follows = false
    private var findsBodies = false
    /// Whether the capture is pcapng, which describes its interfaces.
    private var describesInterfaces = false
    private var interfaceNotes: [FrameNotes] = []
    private(set) var shown = 0

    init(registry: Registry) { self.registry = registry }

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
        follows = sink.needsConversations || (filter?.needsConversations ?? false)
        findsBodies = sink.needsBodies || (filter?.needsBodies ?? false)
        var times = FrameTimes()
        describesInterfaces = source.describesInterfaces
        if withBlocks {
            while limit.map({ shown < $0 }) ?? true {
                if number & 0xffff == 0xffff { progress?.show(source.progress) }
                guard let item = try source.nextItem() else { return }
                switch item {
                case .block(let block): try sink.block(block)
                case .frame(let frame): try take(frame, &sink, &times)
                }
            }
            return
        }
        while limit.map({ shown < $0 }) ?? true {
            if number & 0xffff == 0xffff { progress?.show(source.progress) }
            guard let frame = try source.next() else { return }
            try take(frame, &sink, &times)
        }
    }

    @inline(__always)
    private mutating func take<Sink: PacketSink & ~Copyable>(
        _ frame: CapturedFrame, _ sink: inout Sink, _ times: inout FrameTimes
    ) throws {
        number += 1
        let bytes = frame.bytes
        if let captureFilter {
            let isChosen = try captureFilter.matches(bytes, frame.originalLength, frame.linkType)
            if !isChosen { return }
        }
        registry.dissect(bytes, as: frame.linkType, into: &dissection, findingBodies: findsBodies)
        var info = FrameInfo(
            number: number, timestamp: frame.timestamp, capturedLength: bytes.byteCount,
            originalLength: frame.originalLength, linkType: frame.linkType, interface: frame.interface)
        info.hasTimestamp = frame.hasTimestamp
        times.mark(&info)
        if describesInterfaces {
            info.notes = frame.options.isEmpty ? plainNotes(of: frame) : notes(of: frame)
        }
        let flows =
            follows
            ? conversations.follow(
                bytes, &dissection, in: registry, at: frame.timestamp, originalLength: frame.originalLength,
                findingBodies: findsBodies)
            : PacketConversations()
        var packet = PacketView(
            bytes: bytes, layers: dissection.layers, frame: info, conversations: flows,
            verifiesChecksums: verifiesChecksums)
        if !(filter?.matches(&packet) ?? true) { return }
        times.displayed = frame.timestamp
        shown += 1
        try sink.packet(&packet, frame)
    }

    /// What is said of a frame that has no comment: the same for all of its interface.
    @inline(__always)
    private mutating func plainNotes(of frame: CapturedFrame) -> FrameNotes {
        while interfaceNotes.count <= frame.interface {
            interfaceNotes.append(
                FrameNotes(interfaceName: frame.interfaces[interfaceNotes.count].name ?? "unknown", comments: []))
        }
        return interfaceNotes[frame.interface]
    }

    @inline(never)
    private func notes(of frame: CapturedFrame) -> FrameNotes {
        FrameNotes(interfaceName: frame.interfaceDescription.name ?? "unknown", comments: frame.comments)
    }
}

/// The times that relative times count from.
struct FrameTimes {
    var first: Timestamp?
    var previous: Timestamp?
    var displayed: Timestamp?

    mutating func mark(_ info: inout FrameInfo) {
        let now = info.timestamp
        if first == nil { first = now }
        info.firstTimestamp = first ?? now
        info.previousTimestamp = previous ?? now
        info.previousDisplayedTimestamp = displayed ?? now
        previous = now
    }
}
