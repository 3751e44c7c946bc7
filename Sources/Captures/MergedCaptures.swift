internal import Packets

/// Several captures as one, their packets in the order of time; of equal times, in the order of the captures.
///
///     var merged = try MergedCaptures(readers)
///     while let frame = try merged.next() { … }
///
/// Each capture is taken to be in order itself: a packet that is out of order in its file comes late here too. A fault in
/// one capture does not keep the packets of the others back: it is thrown after the last of them.
@safe public struct MergedCaptures: ~Copyable {
    /// The interfaces of all captures, in the order in which they were described.
    public private(set) var interfaces: [CaptureInterface] {
        get { cell.interfaces }
        _modify { yield &cell.interfaces }
    }
    /// Which of the captures the last item is from, by its place in the list that was handed in.
    public private(set) var currentCapture = 0
    /// The faults met so far, at most one a capture.
    public private(set) var failures: [CaptureError] = []
    /// Packets delivered so far.
    public private(set) var frameCount: UInt64 = 0
    /// Whether the last call gave nothing only because a capture whose turn it is has nothing more for now. `LiveSource`
    public private(set) var isIdle = false

    /// The current packet and the interfaces, where frames find them.
    private let cell: FrameStateCell
    private let readers: UnsafeMutableBufferPointer<CaptureReader>
    /// For each capture: which index its interfaces have in `interfaces`.
    private var interfaceIndices: [[Int]]
    /// Captures whose next packet is known, the earliest first: a binary heap.
    private var heads: [Head] = []
    /// Captures whose next packet is not known, the first to be asked last.
    private var waiting: [Int]

    private struct Head: BitwiseCopyable {
        var timestamp: Timestamp
        var capture: Int

        static func < (a: Head, b: Head) -> Bool {
            a.timestamp != b.timestamp ? a.timestamp < b.timestamp : a.capture < b.capture
        }
    }

    /// Opens the files at `paths`; `-` stands for standard input.
    ///
    /// - Throws: `CaptureError` for the first file that cannot be opened or is no capture.
    public init(
        paths: [String], compression: [CompressionFormat] = [], shouldStop: (@Sendable () -> Bool)? = nil
    ) throws(CaptureError) {
        var sources: [any ByteSource] = []
        for path in paths {
            sources.append(
                path == "-"
                    ? FileSource.standardInput(shouldStop: shouldStop)
                    : try FileSource(path: path, shouldStop: shouldStop))
        }
        try self.init(sources, compression: compression)
    }

    /// Merges captures from anywhere.
    ///
    /// - Throws: `CaptureError` for the first source that is no capture.
    public init(_ sources: [any ByteSource], compression: [CompressionFormat] = []) throws(CaptureError) {
        self.init(capacity: sources.count)
        // Many captures share what one would take several times of, but no buffer is too small to be useful.
        let capacity = max(64 << 10, min(InputBuffer.defaultCapacity, (8 << 20) / max(1, sources.count)))
        for source in sources {
            let reader = try CaptureReader(source, compression: compression, bufferCapacity: capacity)
            append(reader)
        }
        waiting.reverse()
    }

    private init(capacity: Int) {
        unsafe readers = .allocate(capacity: capacity)
        cell = FrameStateCell()
        cell.describesInterfaces = true
        interfaceIndices = []
        waiting = []
    }

    private mutating func append(_ reader: consuming CaptureReader) {
        let index = interfaceIndices.count
        unsafe readers.initializeElement(at: index, to: reader)
        interfaceIndices.append([])
        waiting.append(index)
        noteInterfaces(of: index)
    }

    deinit {
        for index in 0..<interfaceIndices.count { unsafe readers.deinitializeElement(at: index) }
        unsafe readers.deallocate()
    }

    /// The number of captures.
    public var captureCount: Int { interfaceIndices.count }

    /// The names of the captures' files.
    public var fileNames: [String] { (0..<captureCount).map { unsafe readers[$0].fileName } }

    /// How far reading is: octets taken from all files, and their sizes together when all are known.
    public var progress: (position: UInt64, total: UInt64?) {
        var position: UInt64 = 0
        var total: UInt64? = 0
        for index in 0..<captureCount {
            let one = unsafe readers[index].progress
            position += one.position
            total = total.flatMap { sum in one.total.map { sum + $0 } }
        }
        return (position, total)
    }

    /// The next packet of all; `nil` at the end, or when one of them is idle. Its `interface` is an index in this value's `interfaces`; its `section`
    /// is that of its own file.
    ///
    /// - Throws: after the last packet, the first of the `failures`, every time it is asked.
    @_lifetime(&self)
    public mutating func next() throws(CaptureError) -> CapturedFrame? {
        isIdle = false
        while let capture = waiting.last {
            do {
                guard unsafe try readers[capture].advance() else {
                    if stays(capture) { return nil }
                    continue
                }
                settle(capture)
            } catch {
                waiting.removeLast()
                failures.append(error)
            }
        }
        guard deliverEarliest() else { return try end() }
        return unsafe _overrideLifetime(unboundFrame(), mutating: &self)
    }

    /// The next packet or other block; `nil` at the end, or when one is idle. A capture's blocks come before the packet that follows them.
    /// Section headers and interface descriptions are left out: a merged capture is one section, and its interfaces are
    /// in `interfaces`.
    ///
    /// - Throws: as `next`.
    @_lifetime(&self)
    public mutating func nextItem() throws(CaptureError) -> CaptureItem? {
        isIdle = false
        while let capture = waiting.last {
            do {
                guard let isPacket = unsafe try readers[capture].advanceToItem() else {
                    if stays(capture) { return nil }
                    continue
                }
                if isPacket {
                    settle(capture)
                    continue
                }
            } catch {
                waiting.removeLast()
                failures.append(error)
                continue
            }
            noteInterfaces(of: capture)
            let type = unsafe readers[capture].block.type
            if type == .sectionHeader || type == .interfaceDescription { continue }
            currentCapture = capture
            let block = unsafe unboundBlock()
            return unsafe _overrideLifetime(CaptureItem.block(block), mutating: &self)
        }
        guard deliverEarliest() else {
            _ = try end()
            return nil
        }
        let frame = unsafe unboundFrame()
        return unsafe _overrideLifetime(CaptureItem.frame(frame), mutating: &self)
    }

    @_lifetime(immortal)
    private func end() throws(CaptureError) -> CapturedFrame? {
        if let failure = failures.first { throw failure }
        return nil
    }

    /// Whether a capture that gave nothing is asked again; otherwise it has ended.
    private mutating func stays(_ capture: Int) -> Bool {
        isIdle = unsafe readers[capture].isIdle
        if !isIdle { waiting.removeLast() }
        return isIdle
    }

    /// Puts the capture that was asked last, and has a packet, among those that wait for their turn.
    private mutating func settle(_ capture: Int) {
        waiting.removeLast()
        noteInterfaces(of: capture)
        heads.append(Head(timestamp: unsafe readers[capture].record.timestamp, capture: capture))
        var child = heads.count - 1
        while child > 0, heads[child] < heads[(child - 1) / 2] {
            heads.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    /// Makes the capture with the earliest packet the current one.
    private mutating func deliverEarliest() -> Bool {
        guard let earliest = heads.first else { return false }
        currentCapture = earliest.capture
        frameCount += 1
        waiting.append(earliest.capture)
        let last = heads.removeLast()
        guard !heads.isEmpty else { return true }
        heads[0] = last
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < heads.count && heads[child] < heads[least] {
                least = child
            }
            if least == parent { return true }
            heads.swapAt(parent, least)
            parent = least
        }
    }

    /// Takes over the interfaces that a capture has described since it was looked at last.
    private mutating func noteInterfaces(of capture: Int) {
        while unsafe interfaceIndices[capture].count < readers[capture].interfaces.count {
            interfaceIndices[capture].append(interfaces.count)
            interfaces.append(unsafe readers[capture].interfaces[interfaceIndices[capture].count - 1])
        }
    }

    @unsafe @_lifetime(immortal)
    private func unboundFrame() -> CapturedFrame {
        let frame = unsafe readers[currentCapture].unboundFrame()
        var record = frame.record
        record.interface = interfaceIndices[currentCapture][record.interface]
        cell.record = record
        return cell.frame(frame.bytes)
    }

    @unsafe @_lifetime(immortal)
    private func unboundBlock() -> PcapngBlock {
        let block = unsafe readers[currentCapture].unboundBlock()
        return PcapngBlock(
            type: block.type, body: block.body, byteOrder: block.byteOrder, section: block.section,
            interface: block.interface.map { interfaceIndices[currentCapture][$0] },
            interfaces: interfaces, fileOffset: block.fileOffset)
    }
}
