/// Reads a pcap or pcapng capture, packet by packet, without copying or allocating.
///
///     var reader = try CaptureReader(path: "web.pcapng")
///     while let frame = try reader.next() { … }
///
/// A reader stops at the first fault: every packet before it has been delivered by then, and asking again gives the
/// same error. Memory is one buffer, whatever the file's size.
public struct CaptureReader: ~Copyable {
    /// Which of the two file formats this is.
    public private(set) var format: CaptureFormat
    /// The interfaces described so far: one for pcap; in pcapng, in file order over all sections.
    public internal(set) var interfaces: [CaptureInterface] {
        get { cell.interfaces }
        _modify { yield &cell.interfaces }
    }
    /// The sections begun so far; for pcap a single one that says nothing but the byte order.
    public internal(set) var sections: [CaptureSection]
    /// Packets delivered so far.
    public private(set) var frameCount: UInt64

    var buffer: InputBuffer
    var isSwapped: Bool
    /// How records of a pcap file are laid out; means nothing in pcapng.
    var pcap: PcapLayout
    /// What a pcapng packet needs of its interface, for all interfaces.
    var timings: [InterfaceTiming]
    /// The index in `interfaces` of the current section's first interface.
    var sectionFirstInterface: Int
    /// Octets of interface and section descriptions that were kept.
    var descriptionByteCount: Int
    /// The current packet and the interfaces, where frames find them.
    let cell: FrameStateCell
    var block: BlockRecord
    /// Whether the block that was read on opening was not yet delivered.
    var holdsFirstBlock: Bool
    private var failure: CaptureError?

    /// Opens the file at `path`; `-` stands for standard input.
    ///
    /// - Parameters:
    ///   - compression: the formats to look for; what CaptureCompression offers, for instance.
    ///   - shouldStop: asked when a signal interrupts a wait for input; `true` ends the capture there.
    /// - Throws: `CaptureError` when the file cannot be opened, or does not start like a capture.
    public init(
        path: String, compression: [CompressionFormat] = [], shouldStop: (@Sendable () -> Bool)? = nil
    ) throws(CaptureError) {
        let source =
            path == "-"
            ? FileSource.standardInput(shouldStop: shouldStop) : try FileSource(path: path, shouldStop: shouldStop)
        try self.init(source, compression: compression)
    }

    /// Opens the file at `path` and, at its end, waits for what its writer adds.
    ///
    /// - Parameter shouldStop: asked at least every 100 ms while there is nothing to read; `true` ends the capture.
    /// - Throws: `CaptureError` as `init(path:)`; also when `shouldStop` says so before the file's header is written.
    public init(
        following path: String, compression: [CompressionFormat] = [], shouldStop: @escaping @Sendable () -> Bool
    ) throws(CaptureError) {
        try self.init(try FollowingSource(path: path, shouldStop: shouldStop), compression: compression)
    }

    /// Reads a capture from anywhere.
    ///
    /// - Parameter compression: the formats to look for at the start of the source.
    /// - Throws: `CaptureError` when the source does not start like a capture.
    public init(_ source: any ByteSource, compression: [CompressionFormat] = []) throws(CaptureError) {
        try self.init(source, compression: compression, bufferCapacity: InputBuffer.defaultCapacity)
    }

    init(_ source: any ByteSource, compression: [CompressionFormat], bufferCapacity: Int) throws(CaptureError) {
        self.init(unopened: source)
        try start(source, compression: compression, bufferCapacity: bufferCapacity)
    }

    /// Recognises the format and reads what comes before the first packet.
    private mutating func start(
        _ source: any ByteSource, compression: [CompressionFormat], bufferCapacity: Int
    ) throws(CaptureError) {
        buffer = try CaptureReader.open(source, compression: compression, bufferCapacity: bufferCapacity)
        (format, isSwapped) = try CaptureReader.recognise(buffer)
        cell.describesInterfaces = format.isPcapng
        switch format {
        case .pcap(let precision, let isModified): try readPcapHeader(precision: precision, isModified: isModified)
        // The file's first section may hold no packet; what it says is there before the first packet is asked for.
        case .pcapng:
            guard try readBlock() == .block else {
                throw fault(.truncated, "reading was stopped before the section header was there")
            }
            holdsFirstBlock = true
        }
    }

    private init(unopened source: any ByteSource) {
        format = .pcapng
        isSwapped = false
        buffer = InputBuffer(source, capacity: 0)
        sections = []
        frameCount = 0
        pcap = PcapLayout()
        timings = []
        sectionFirstInterface = 0
        descriptionByteCount = 0
        cell = FrameStateCell()
        block = BlockRecord()
        holdsFirstBlock = false
        failure = nil
    }

    /// The name of the file in messages.
    public var fileName: String { buffer.source.name }

    /// Whether offsets are those of what was decompressed, and not of the file.
    public var isCompressed: Bool { buffer.source is DecompressingSource }

    /// How far reading is: octets of the file on disk that were taken, and its size when that is known.
    public var progress: (position: UInt64, total: UInt64?) {
        (buffer.source.consumedByteCount, buffer.source.totalByteCount)
    }

    /// Whether the last call gave nothing only because a source that does not wait has nothing more for now: asked again, the
    /// reader goes on where it was. `LiveSource`
    public var isIdle: Bool { buffer.source.isIdle }

    /// The next packet; `nil` at the end of the capture, or when it is idle. Blocks that hold no packet are passed over.
    ///
    /// - Throws: `CaptureError` at the first fault.
    @_lifetime(&self)
    public mutating func next() throws(CaptureError) -> CapturedFrame? {
        guard try advance() else { return nil }
        return unsafe _overrideLifetime(unboundFrame(), mutating: &self)
    }

    /// The next packet or other block, in file order; `nil` at the end of the capture, or when it is idle. The first
    /// block is the section header for pcapng; a pcap file has packets alone.
    ///
    /// - Throws: `CaptureError` at the first fault.
    @_lifetime(&self)
    public mutating func nextItem() throws(CaptureError) -> CaptureItem? {
        guard let isPacket = try advanceToItem() else { return nil }
        if isPacket {
            let frame = unsafe unboundFrame()
            return unsafe _overrideLifetime(CaptureItem.frame(frame), mutating: &self)
        }
        let block = unsafe unboundBlock()
        return unsafe _overrideLifetime(CaptureItem.block(block), mutating: &self)
    }

    /// Goes to the next packet or other block.
    ///
    /// - Returns: whether it is a packet, which `frame` then is; `nil` at the end.
    mutating func advanceToItem() throws(CaptureError) -> Bool? {
        guard format.isPcapng else { return try advance() ? true : nil }
        if failure != nil { try throwFailure() }
        switch try takeBlock() {
        case .none: return nil
        case .block: return false
        case .packet:
            frameCount &+= 1
            return true
        }
    }

    /// Goes to the next packet, which `frame` then is.
    @inline(__always)
    mutating func advance() throws(CaptureError) -> Bool {
        if failure != nil { try throwFailure() }
        if format.isPcapng {
            search: while true {
                switch try takeBlock() {
                case .none: return false
                case .block: continue
                case .packet: break search
                }
            }
        } else {
            guard try advancePcap() else { return false }
        }
        frameCount &+= 1
        return true
    }

    private func throwFailure() throws(CaptureError) {
        if let failure { throw failure }
    }

    /// What the current packet's header says.
    var record: PacketRecord {
        @inline(__always) get { cell.record }
        @inline(__always) nonmutating _modify { yield &cell.record }
    }

    /// The packet that `advance` went to.
    var frame: CapturedFrame {
        @inline(__always) @_lifetime(borrow self)
        get { cell.frame(buffer.bytes(at: cell.record.start, count: cell.record.capturedLength)) }
    }

    /// The current packet, for those who bind it to a lifetime themselves.
    @unsafe @inline(__always) @_lifetime(immortal)
    func unboundFrame() -> CapturedFrame { unsafe _overrideLifetime(frame, borrowing: ()) }

    /// The current block, for those who bind it to a lifetime themselves.
    @unsafe @_lifetime(immortal)
    func unboundBlock() -> PcapngBlock { unsafe _overrideLifetime(currentBlock, borrowing: ()) }

    /// Makes `count` octets available.
    ///
    /// - Parameter isStart: whether a record or block starts here, so that the file may just as well end.
    /// - Returns: `false` at the end of the capture.
    /// - Throws: `CaptureError` when the capture ends in the middle of something.
    mutating func require(
        _ count: Int, isStart: Bool = false, of thing: @autoclosure () -> String
    ) throws(CaptureError) -> Bool {
        do {
            if try buffer.fill(count) { return true }
        } catch {
            failure = error
            throw error
        }
        if isStart && buffer.available == 0 || !buffer.source.endIsFinal || buffer.source.isIdle { return false }
        throw fault(
            .truncated,
            "the file ends within \(thing()): \(buffer.available) of \(count) bytes are there; "
                + "the capture or its copy was cut short")
    }

    /// The error for a fault in the record or block that starts at the current position; later calls throw it again.
    mutating func fault(_ code: CaptureError.Code, _ message: String) -> CaptureError {
        let error = CaptureError(code, fileName: fileName, offset: buffer.offset, message: message)
        failure = error
        return error
    }
}
