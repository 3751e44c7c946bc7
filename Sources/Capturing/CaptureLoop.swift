#if os(Linux)
    internal import Captures
    package import HostNetwork
    package import Links
    package import PacketFilters
    package import Packets
    package import SystemCalls

    /// Takes frames from links as they come, in the order of their times, and hands them to a sink and a file.
    package struct CaptureLoop: ~Copyable {
        private let links: [any Link]
        private let losses: [InterfaceLosses]
        private let signals: SignalInbox
        private let waiter: LinkWaiter

        /// What the frames are written to.
        package var file: CaptureFile?
        /// Whether the sink shows packets; without it and without a filter nothing is dissected.
        package var presents = true
        /// What makes packets of frames.
        package var dissector: PacketDissector
        /// Who says whose packets are, where that is asked for.
        package var owners: OwnerClient?
        /// Who is shown every packet before it is chosen.
        package var watcher: (any PacketWatcher)?
        /// When the watcher is asked next what it saw.
        private var nextReport: ContinuousClock.Instant?
        /// Chooses what is shown and written; everything when `nil`.
        package var filter: DisplayFilter?
        /// After how many packets it ends.
        package var limit: Int?
        /// When it ends.
        package var end: ContinuousClock.Instant?
        /// Whether each packet that is shown is written out at once.
        package var flushesEachPacket = false
        /// How long the kernel may keep frames before it hands them over.
        package var handoverDelay = Duration.zero
        /// How long a frame is held back so that an older one of another link may go before it; zero for none.
        package var holdBack = Duration.zero
        /// What was counted until now.
        package var counts = CaptureCounts()

        /// Told what happens.
        package var tell: (CaptureNews) -> Void = { _ in }

        /// What was said of the packet that was looked at last, besides what is known of its interface.
        private var comments: [String] = []
        private let notes: [StoredFrameNotes]
        /// Which links stand for all interfaces.
        private let isAny: [Bool]
        private var anyNotes = AnyInterfaceNotes()
        /// Which links still have an interface.
        private var isAlive: [Bool]
        private var isDone = false
        private var isStopping = false
        /// Whether an interface was down, so that it is to be asked whether it still exists.
        private var mayVanish = false
        private var shown = 0

        /// How many frames are taken before signals and clocks are looked at again.
        private static let stride = 1024

        package init(links: [any Link], losses: [InterfaceLosses], signals: SignalInbox, registry: Registry) throws {
            self.links = links
            self.losses = losses
            self.signals = signals
            dissector = PacketDissector(registry)
            waiter = try LinkWaiter()
            notes = links.map { StoredFrameNotes(interfaceName: $0.name, comments: []) }
            isAlive = links.map { _ in true }
            isAny = links.map { $0.linkType == .linuxSLL2 }
        }

        /// Runs until the limit or the end is reached, a signal asks for it, or something fails. What was captured until then is
        /// in the file, whole.
        package mutating func run<Sink: LivePacketSink & ~Copyable>(_ sink: inout Sink) throws {
            let patience = OutputPatience(
                signals,
                report: { [links, losses, tell] in
                    if let counts = try? CaptureCounts(links, losses) { tell(.countsWhileWaiting(counts)) }
                }, whenTried: { [tell] in tell(.readerHangs) })
            if !System.isRegular(1) { sink.heed(patience) }
            file?.heed(patience)
            // Only what is looked at: by the sink, by the filter, or by the watcher.
            dissector.followsFlows =
                presents && sink.needsConversations || filter?.needsConversations ?? false
                || watcher?.needsConversations ?? false
            dissector.findsBodies =
                presents && sink.needsBodies || filter?.needsBodies ?? false || watcher?.needsBodies ?? false
            nextReport = watcher?.interval.map { .now + $0 }
            var failure: (any Error)?
            do {
                try sink.begin()
                try capture(&sink)
                try sink.end()
                try watcher?.report()
            } catch {
                failure = error
            }
            do {
                try count()
            } catch {
                failure = failure ?? error
            }
            do {
                let statistics = try interfaceStatistics()
                try file?.finish(statistics)
            } catch {
                file?.cut()
                failure = failure ?? error
            }
            if let failure { throw failure }
        }

        private mutating func capture<Sink: LivePacketSink & ~Copyable>(_ sink: inout Sink) throws {
            while !isDone {
                let hasMore = try take(&sink)
                try reportIfDue(&sink)
                while let request = signals.next() {
                    switch request {
                    case .stop:
                        if isStopping { return }
                        // What crossed before the signal is still with the kernel; a second signal does not wait for it.
                        isStopping = true
                        let last = ContinuousClock.now + handoverDelay
                        end = end.map { min($0, last) } ?? last
                    case .report:
                        try count()
                        tell(.counts(counts))
                    }
                }
                if isDone || end.map({ ContinuousClock.now >= $0 }) ?? false { return }
                if hasMore { continue }
                try sink.flush()
                try file?.pause()
                if file?.isOver(at: Timestamp.now) ?? false { return }
                // A link whose interface went down is polled without end until it was asked; those that are gone are left out.
                let living = links.indices.filter { isAlive[$0] }.map { links[$0] }
                guard !living.isEmpty else {
                    throw LinkError(
                        .interfaceGone, linkName: links[0].name,
                        message: "the interface is gone; what came before is kept")
                }
                _ = try waiter.wait(for: isHolding ? [] : living, or: [signals.descriptor], until: nextLook())
            }
        }

        /// Has the watcher tell what it saw, when its time has come.
        private mutating func reportIfDue<Sink: LivePacketSink & ~Copyable>(_ sink: inout Sink) throws {
            guard let due = nextReport, let interval = watcher?.interval, ContinuousClock.now >= due else { return }
            nextReport = max(due + interval, .now)
            try sink.flush()
            try watcher?.report()
        }

        /// Whether packets are looked at at all; those that only go to a file are not.
        private var isPrepared: Bool { presents || filter != nil || owners != nil || watcher != nil }

        /// Whether a frame is there that waits for older ones.
        private var isHolding = false

        /// When to wake even if nothing comes.
        private func nextLook() -> ContinuousClock.Instant? {
            var next = end
            func consider(_ moment: ContinuousClock.Instant) { next = min(next ?? moment, moment) }
            if let nextReport { consider(nextReport) }
            if isHolding { consider(.now + .milliseconds(10)) }
            if file != nil || mayVanish { consider(.now + .seconds(1)) }
            return next
        }

        /// Takes frames that are there.
        ///
        /// - Returns: whether there may be more.
        private mutating func take<Sink: LivePacketSink & ~Copyable>(_ sink: inout Sink) throws -> Bool {
            isHolding = false
            if links.count == 1 { return try takeFromOne(&sink) }
            for _ in 0..<Self.stride {
                guard !isDone else { return false }
                if let index = earliest() {
                    _ = try take(from: index, &sink)
                } else if isHolding {
                    return false
                } else {
                    // Only when it is asked for a frame a link tells what happened to its interface.
                    var hasAny = false
                    for index in links.indices where isAlive[index] {
                        if try take(from: index, &sink) { hasAny = true }
                    }
                    if !hasAny { return false }
                }
            }
            return true
        }

        /// The same for the only link, whose frames need no order.
        private mutating func takeFromOne<Sink: LivePacketSink & ~Copyable>(_ sink: inout Sink) throws -> Bool {
            guard isAlive[0] else { return false }
            let link = links[0]
            do {
                for _ in 0..<Self.stride {
                    guard !isDone, let frame = try link.receive() else { return false }
                    try take(frame, 0, &sink)
                }
            } catch let error as LinkError {
                try note(error, 0)
                return false
            }
            return true
        }

        /// Takes one frame of a link.
        ///
        /// - Returns: whether there was one.
        @inline(__always)
        private mutating func take<Sink: LivePacketSink & ~Copyable>(from index: Int, _ sink: inout Sink) throws -> Bool
        {
            let link = links[index]
            do {
                guard let frame = try link.receive() else { return false }
                try take(frame, index, &sink)
                return true
            } catch let error as LinkError {
                try note(error, index)
                return false
            }
        }

        /// The link whose next frame is the oldest; `nil` when there is none, or a link that has none yet may still give an
        /// older one.
        private mutating func earliest() -> Int? {
            var best: (index: Int, time: Timestamp)?
            var allHave = true
            for index in links.indices where isAlive[index] {
                guard let time = links[index].nextTimestamp else {
                    allHave = false
                    continue
                }
                if best.map({ time < $0.time }) ?? true { best = (index, time) }
            }
            guard let best else { return nil }
            if !allHave, holdBack > .zero {
                let age = Timestamp.now.nanoseconds(since: best.time)
                if age >= 0, .nanoseconds(age) < holdBack {
                    isHolding = true
                    return nil
                }
            }
            return best.index
        }

        /// Tells of an interface that went down or vanished; anything else ends the capture.
        private mutating func note(_ error: LinkError, _ index: Int) throws {
            switch error.code {
            case .interfaceDown:
                mayVanish = true
                tell(.interfaceDown(error.linkName))
            case .interfaceGone:
                isAlive[index] = false
                if isAlive.contains(true) { tell(.interfaceGone(error)) }
            default: throw error
            }
        }

        @inline(__always)
        private mutating func take<Sink: LivePacketSink & ~Copyable>(
            _ frame: borrowing ReceivedFrame, _ index: Int, _ sink: inout Sink
        ) throws {
            if isPrepared {
                guard try show(frame, index, &sink) else {
                    counts.captured += 1
                    return
                }
            }
            if file != nil, try !(file?.write(frame, interface: index, comments: comments) ?? true) {
                isDone = true
                return
            }
            counts.captured += 1
            shown += 1
            if let limit, shown >= limit { isDone = true }
        }

        /// Prepares a frame and shows it when the filter chooses it.
        ///
        /// - Returns: whether it does.
        private mutating func show<Sink: LivePacketSink & ~Copyable>(
            _ frame: borrowing ReceivedFrame, _ index: Int, _ sink: inout Sink
        ) throws -> Bool {
            let bytes = frame.bytes
            var info = FrameInfo(
                number: counts.captured + 1, timestamp: frame.timestamp, capturedLength: bytes.byteCount,
                originalLength: frame.originalLength, linkType: links[index].linkType, interface: index)
            info.notes = isAny[index] ? anyNotes.notes(of: bytes) : notes[index]
            var packet = dissector.packet(bytes, info, isChecksumPending: frame.details.isChecksumPending)
            if owners != nil { Self.name(&packet, by: &owners, &comments) }
            watcher?.watch(&packet)
            guard filter?.matches(&packet) ?? true else { return false }
            if presents {
                try sink.packet(&packet)
                if flushesEachPacket { try sink.flush() }
            }
            dissector.noteShown(frame.timestamp)
            return true
        }

        /// Adds whose a packet is to what is known of it.
        ///
        /// - Parameter comments: what is said of it.
        @inline(never)
        private static func name(
            _ packet: inout PacketView, by owners: inout OwnerClient?, _ comments: inout [String]
        ) {
            comments.removeAll(keepingCapacity: true)
            guard let found = owners?.owners(of: packet, at: System.nanoseconds()), !found.isEmpty else { return }
            comments.append(found.description)
            let notes = packet.frame.notes
            packet.frame.notes = StoredFrameNotes(
                interfaceName: notes?.interfaceName, deviceName: notes?.deviceName, comments: comments)
        }

        /// Asks the links what they have counted.
        private mutating func count() throws {
            let captured = counts.captured
            counts = try CaptureCounts(links, losses)
            counts.captured = captured
        }

        private func interfaceStatistics() throws -> [InterfaceStatistics] {
            try links.map { link in
                let statistics = try link.statistics()
                var counts = InterfaceStatistics(timestamp: Timestamp.now)
                counts.received = statistics.received
                counts.droppedByOperatingSystem = statistics.dropped
                return counts
            }
        }
    }
#endif
