import CaptureCompression
import Captures
import Links
import Packets
import Synchronization
import SystemCalls
import Terminal

/// What a gatherer tells of the frames that it has.
struct ShelfNews: Sendable {
    /// Which gatherer says so: news of one that was ended mean nothing.
    var generation: Int
    var index: FrameIndex
    /// Where the frames' octets lie; `nil` before the first.
    var file: FrameFile?
    var state: GathererState
    /// How many frames are known to be lost.
    var lost: UInt64 = 0
}

/// How far gathering is.
enum GathererState: Sendable, Equatable {
    /// A file is read: how much of it, of 1.
    case reading(Double?)
    /// All that there is was read, and more may come.
    case waiting
    /// Interfaces are listened to.
    case capturing
    /// No more comes.
    case done
    /// No more comes, and this is why.
    case failed(String)
}

/// Gathers frames on a thread of its own, from a capture or from links, and tells of them 20 times a second at most.
final class Gatherer: Sendable {
    private let generation: Int
    private let registry: Registry
    private let mailbox: Mailbox<BenchMessage>
    private let isEnded = Atomic(false)
    /// Rung when it is to end.
    private let alarm: LinkAlarm

    private static let interval: UInt64 = 50_000_000

    init(generation: Int, registry: Registry, mailbox: Mailbox<BenchMessage>) throws(LinkError) {
        self.generation = generation
        self.registry = registry
        self.mailbox = mailbox
        alarm = try LinkAlarm()
    }

    /// Has it end soon; what it says after that means nothing.
    func end() {
        isEnded.store(true, ordering: .relaxed)
        alarm.ring()
    }

    private var isOver: Bool { isEnded.load(ordering: .relaxed) }

    /// Reads a capture file, and goes on as its writer adds to it; `-` is standard input.
    func read(_ path: String) {
        System.startThread(named: "ibuki-read") { [self] in
            var builder = IndexBuilder(registry)
            var file: FrameFile?
            do {
                if path != "-", System.isRegular(path) {
                    try readFile(path, &builder, &file)
                } else {
                    try readStream(path, &builder, &file)
                }
                tell(builder.index, file, .done)
            } catch {
                tell(builder.index, file, .failed("\(error)"))
            }
        }
    }

    /// Takes what comes by links, and keeps it in a spool.
    func capture(_ links: [any Link]) {
        let box = LinkBox(links)
        System.startThread(named: "ibuki-capture") { [self] in
            var builder = IndexBuilder(registry)
            var file: FrameFile?
            do {
                try capture(box.links, &builder, &file)
                tell(builder.index, file, .done)
            } catch {
                tell(builder.index, file, .failed("\(error)"))
            }
        }
    }

    private func tell(_ index: FrameIndex, _ file: FrameFile?, _ state: GathererState, lost: UInt64 = 0) {
        mailbox.post(
            .frames(ShelfNews(generation: generation, index: index, file: file, state: state, lost: lost)))
    }
}

/// Hands links to the thread that is their only user from then on.
private final class LinkBox: @unchecked Sendable {
    let links: [any Link]
    init(_ links: [any Link]) { self.links = links }
}

extension Gatherer {
    private func readFile(
        _ path: String, _ builder: inout IndexBuilder, _ file: inout FrameFile?
    ) throws {
        let source = try FollowingSource(path: path) { [self] in isOver }
        source.waits = false
        var reader = try CaptureReader(source, compression: CompressionFormat.all)
        // Frames of a compressed file can be gone to in a spool alone.
        var spool = reader.isCompressed ? try Spool() : nil
        file = try spool?.file ?? FrameFile(path: path)
        try gather(&reader, source, &spool, &builder, file)
    }

    private func readStream(_ path: String, _ builder: inout IndexBuilder, _ file: inout FrameFile?) throws {
        let source = try PipeSource(path: path, alarm: alarm.readEnd) { [self] in isOver }
        var reader = try CaptureReader(source, compression: CompressionFormat.all)
        source.waits = false
        var spool: Spool? = try Spool()
        file = spool?.file
        try gather(&reader, source, &spool, &builder, file)
    }

    private func gather(
        _ reader: inout CaptureReader, _ source: some LiveSource, _ spool: inout Spool?, _ builder: inout IndexBuilder,
        _ file: FrameFile?
    ) throws {
        var (last, told, isWaiting) = (System.nanoseconds() &- Self.interval, -1, false)
        while !isOver {
            if builder.index.count & 0xff == 0, builder.index.count != told {
                let now = System.nanoseconds()
                if now &- last >= Self.interval {
                    try spool?.flush()
                    let (position, total) = reader.progress
                    tell(builder.index, file, .reading(total.map { $0 == 0 ? 1 : Double(position) / Double($0) }))
                    (told, last) = (builder.index.count, now)
                }
            }
            if let frame = try reader.next() {
                builder.add(frame, at: try spool?.write(frame) ?? frame.octetsOffset)
                continue
            }
            guard reader.isIdle else { break }
            if !isWaiting || builder.index.count != told {
                try spool?.flush()
                tell(builder.index, file, .waiting)
                (told, isWaiting) = (builder.index.count, true)
            }
            source.wait()
        }
        try spool?.flush()
    }

    private func capture(
        _ links: [any Link], _ builder: inout IndexBuilder, _ file: inout FrameFile?
    ) throws {
        var spool = try Spool()
        file = spool.file
        for link in links { try spool.add(CaptureInterface(linkType: link.linkType, name: link.name)) }
        builder.setInterfaces(links.map { CaptureInterface(linkType: $0.linkType, name: $0.name) })
        let waiter = try LinkWaiter()
        var (last, count, isAlive) = (UInt64(0), -1, links.map { _ in true })
        while !isOver {
            var hasMore = false
            for (number, link) in links.enumerated() where isAlive[number] {
                do {
                    for _ in 0..<256 {
                        guard let frame = try link.receive() else { break }
                        hasMore = true
                        let place = try spool.write(frame, interface: number)
                        var info = FrameInfo(
                            number: builder.index.count + 1, timestamp: frame.timestamp,
                            capturedLength: frame.bytes.byteCount, originalLength: frame.originalLength,
                            linkType: link.linkType, interface: number)
                        info.hasTimestamp = true
                        builder.add(frame.bytes, info, at: place, isChecksumPending: frame.details.isChecksumPending)
                    }
                } catch let error as LinkError where error.code == .interfaceDown {
                    continue
                } catch let error as LinkError where error.code == .interfaceGone && isAlive.count(where: \.self) > 1 {
                    isAlive[number] = false
                }
            }
            let now = System.nanoseconds()
            if builder.index.count != count, now &- last >= Self.interval || !hasMore {
                try spool.flush()
                let lost = links.reduce(0) { $0 + ((try? $1.statistics().dropped) ?? 0) }
                tell(builder.index, file, .capturing, lost: lost)
                (count, last) = (builder.index.count, now)
            }
            if hasMore { continue }
            let living = links.indices.filter { isAlive[$0] }.map { links[$0] }
            // What comes one by one is told by and by.
            let rest = now &- last < Self.interval ? Self.interval - (now &- last) : 0
            _ = try waiter.wait(
                for: rest > 0 && builder.index.count > 0 ? [] : living, or: [alarm.readEnd],
                until: rest > 0 && builder.index.count > 0 ? .now + .nanoseconds(rest) : nil)
        }
    }
}
