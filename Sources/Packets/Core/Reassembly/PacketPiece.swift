/// A piece of a packet that was too large, as its header describes it.
public struct PacketPiece: Sendable, BitwiseCopyable {
    /// What the pieces of one packet between two ends have in common.
    public var identification: UInt64
    /// Where its octets belong in what the packet carries.
    public var offset: Int
    /// Whether no piece comes behind it.
    public var isLast: Bool
    /// What the packet begins with; that of the first piece counts.
    public var key: DispatchKey

    public init(of identification: UInt64, at offset: Int, isLast: Bool, begins key: DispatchKey) {
        self.identification = identification
        self.offset = offset
        self.isLast = isLast
        self.key = key
    }
}

/// What is wrong with a piece beside the others of its packet.
public struct PieceFaults: OptionSet, Sendable, BitwiseCopyable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// It brings octets that a piece before it in the packet brought. No sender does that (RFC 5722); what came first stays.
    public static var overlap: PieceFaults { .init(rawValue: 1) }
    /// And they are not the same.
    public static var conflict: PieceFaults { .init(rawValue: 2) }
    /// It says that the packet ends, where another said that it ends elsewhere.
    public static var secondTail: PieceFaults { .init(rawValue: 4) }
    /// It reaches past the packet's end.
    public static var tooLong: PieceFaults { .init(rawValue: 8) }
}

/// A packet that was put together, as the frame that brought its last piece knows it.
public struct ReassembledPacket: Sendable {
    /// One of its pieces.
    public struct Piece: Sendable {
        /// The number of the frame that brought it.
        public var frame: Int
        /// Where its octets belong.
        public var octets: Range<Int>
        public var faults: PieceFaults
    }

    /// Which of the frame's layers carries the last piece.
    public var layer: Int
    /// Where its octets lie among all of the packet's.
    public var octets: Range<Int>
    /// Its pieces, by their places.
    public var pieces: [Piece]

    /// Everything that is wrong with any of them.
    public var faults: PieceFaults { pieces.reduce(into: []) { $0.formUnion($1.faults) } }
}

/// What was put together for one frame: its octets, and behind them those of each packet of which it brought the last piece.
/// Several, where a tunnel's packets were cut as well as those in it.
///
/// One behind the other, so that a layer is a range of them as it is one of a frame, and costs the same to read. Only frames
/// that complete a packet have one.
///
/// Sendable although it points: its octets never change.
@usableFromInline
@safe final class Reassembly: @unchecked Sendable {
    private let memory: UnsafeMutableRawBufferPointer
    let packets: [ReassembledPacket]

    init(octets: [UInt8], packets: [ReassembledPacket]) {
        unsafe memory = .allocate(byteCount: octets.count, alignment: 16)
        unsafe memory.copyBytes(from: octets)
        self.packets = packets
    }

    deinit { unsafe memory.deallocate() }

    var octets: RawSpan {
        @_lifetime(borrow self) get {
            unsafe _overrideLifetime(RawSpan(_unsafeBytes: UnsafeRawBufferPointer(memory)), borrowing: self)
        }
    }
}

extension PacketView {
    /// The packet of which the layer at `index` brought the last piece.
    public var reassembled: ReassembledPacket? { reassembled(at: index) }

    /// The packet of which the layer at `index` brought the last piece; `nil` for nearly all layers.
    public func reassembled(at index: Int) -> ReassembledPacket? {
        guard octets.byteCount > frameLength else { return nil }
        return flows[0].reassembly?.packets.first { $0.layer == index }
    }

    /// The frame that brought the last piece of the packet that the layer at `index` brings a piece of; `nil` when that is not
    /// known yet.
    public var reassembledIn: Int? {
        guard layers[index].isPiece, !flows.isEmpty, flows[0].completedIn > 0 else { return nil }
        return flows[0].completedIn
    }

    /// Whether the layer at `index` brings a piece of a packet, or may complete one.
    var isOfPieces: Bool { octets.byteCount > frameLength || layers[index].isPiece }

    /// The packets that the frame completed, outermost first.
    public var reassemblies: [ReassembledPacket] {
        octets.byteCount > frameLength ? flows[0].reassembly?.packets ?? [] : []
    }

    /// The layers that lie in the frame itself.
    public var frameLayers: Span<LayerSpan> {
        @_lifetime(copy self) get {
            guard octets.byteCount > frameLength else { return layers }
            var count = 0
            while count < layers.count, layers[count].start < frameLength { count += 1 }
            return layers.extracting(first: count)
        }
    }

    /// Where an octet lies in the frame, or in the packet that was put together and holds it.
    public func offset(ofOctet place: Int) -> Int {
        guard place > frameLength || place == frameLength && octets.byteCount > frameLength else { return place }
        let holder = flows.isEmpty ? nil : flows[0].reassembly?.packets.last { $0.octets.lowerBound <= place }
        return place - (holder?.octets.lowerBound ?? 0)
    }

    /// Whether the layer ends where the capture kept no more of the frame.
    @inline(__always)
    package func isCutShort(_ layer: LayerSpan) -> Bool { isCutShort(at: layer.end) }

    /// Whether `end` is where the capture kept no more of the frame.
    @inline(__always)
    package func isCutShort(at end: Int) -> Bool {
        frame.isCut && end >= frameLength && (end == frameLength || octets.byteCount == frameLength)
    }
}
