/// What is known of a frame besides its octets.
public struct FrameInfo: Sendable {
    /// Counts from 1.
    public var number: Int
    public var timestamp: Timestamp
    /// Whether the capture says when the frame came; simple packet blocks of pcapng do not.
    public var hasTimestamp = true
    /// How many octets were captured.
    public var capturedLength: Int
    /// How many octets the frame had on the wire.
    public var originalLength: Int
    public var linkType: LinkType
    /// Octets of frame check sequence at its end, when the capture says so; `nil` where that is left to a guess.
    public var frameCheckSequenceLength: UInt8?
    /// The interface's number in its file, from 0.
    public var interface: Int
    /// The first frame's time, from which relative times count.
    public var firstTimestamp: Timestamp
    /// The time of the frame before this one.
    public var previousTimestamp: Timestamp
    /// The time of the last frame that was shown.
    public var previousDisplayedTimestamp: Timestamp
    /// What a capture file says in words, where it does.
    ///
    /// Behind a protocol, so that this type and `PacketView`, which holds it, always live in memory and are lent by their
    /// address: of plain fields alone the compiler made a copy for each layer of a line, 250 instructions a packet.
    public var notes: (any FrameNotes)?

    @inlinable
    public init(
        number: Int = 1, timestamp: Timestamp = Timestamp(seconds: 0), capturedLength: Int = 0,
        originalLength: Int = 0, linkType: LinkType = .ethernet, interface: Int = 0
    ) {
        self.number = number
        self.timestamp = timestamp
        self.capturedLength = capturedLength
        self.originalLength = originalLength
        self.linkType = linkType
        self.interface = interface
        firstTimestamp = timestamp
        previousTimestamp = timestamp
        previousDisplayedTimestamp = timestamp
        notes = nil
    }

    /// Whether the capture kept only the frame's beginning.
    @inlinable public var isCut: Bool { originalLength > capturedLength }
}

/// What a capture file says of a frame in words.
public protocol FrameNotes: Sendable {
    var interfaceName: String? { get }
    /// The interface that it crossed, when it was captured on one that stands for all.
    var deviceName: String? { get }
    var comments: [String] { get }
}

/// Notes that were read. Few frames have any of their own, so that they are kept apart and shared.
public final class StoredFrameNotes: FrameNotes {
    public let interfaceName: String?
    public let deviceName: String?
    public let comments: [String]
    public init(interfaceName: String?, deviceName: String? = nil, comments: [String]) {
        self.interfaceName = interfaceName
        self.deviceName = deviceName
        self.comments = comments
    }
}

/// A dissected packet: its octets, its layers and what is known of it. A borrowed view; nothing is copied.
public struct PacketView: ~Escapable {
    /// All octets that layers lie in: the frame's, and behind them those of packets that were put together from pieces of
    /// which the frame brought the last. Places of layers and fields count from their start.
    public let octets: RawSpan
    /// How many of them are the frame's.
    @usableFromInline let frameLength: Int
    public let layers: Span<LayerSpan>
    public var frame: FrameInfo
    /// What the conversation table knows of this packet's flows; empty when nobody asked it.
    @usableFromInline let flows: Span<PacketFlows>
    /// Whether checksums that tshark leaves alone by default (IP, TCP, UDP) are verified.
    public let verifiesChecksums: Bool
    /// The layer that a derived field or a summary is asked about.
    public var index: Int

    /// A packet by itself.
    @_lifetime(copy bytes, copy layers)
    public init(
        bytes: RawSpan, layers: Span<LayerSpan>, frame: consuming FrameInfo, verifiesChecksums: Bool = false
    ) {
        octets = bytes
        frameLength = bytes.byteCount
        self.layers = layers
        self.frame = frame
        flows = Span()
        self.verifiesChecksums = verifiesChecksums
        index = 0
    }

    /// A packet among the others of its flows.
    @inlinable @inline(__always) @_lifetime(copy bytes, copy layers, borrow conversations)
    public init(
        bytes: RawSpan, layers: Span<LayerSpan>, frame: consuming FrameInfo,
        conversations: borrowing PacketConversations,
        verifiesChecksums: Bool = false
    ) {
        frameLength = bytes.byteCount
        self.layers = layers
        self.frame = frame
        let flows = conversations.span
        self.flows = flows
        if let reassembly = flows[0].reassembly {
            // The flows hold the object, so that its octets live as long as they are lent.
            octets = unsafe _overrideLifetime(reassembly.octets, copying: flows)
        } else {
            octets = bytes
        }
        self.verifiesChecksums = verifiesChecksums
        index = 0
    }

    /// The frame's octets.
    @inlinable public var bytes: RawSpan {
        @_lifetime(copy self) get { octets.clamped(0, frameLength) }
    }

    /// The octets of the layer at `index`, with all that it carries.
    @inlinable @_lifetime(copy self)
    public func message(_ index: Int) -> RawSpan {
        let span = layers[index]
        return octets.clamped(span.start, span.end)
    }

    /// The first layer of a protocol, or its n-th (from 0); `nil` when there is none or its octets do not hold it.
    @inlinable @_lifetime(copy self)
    public func layer<P: PacketProtocol>(_ type: P.Type, occurrence: Int = 0) -> Layer<P>? {
        var left = occurrence
        for index in 0..<layers.count where layers[index].schema == ObjectIdentifier(type) {
            if left == 0 { return Layer<P>(message(index)) }
            left -= 1
        }
        return nil
    }

    /// The nearest layer of a protocol that encloses the layer at `index`.
    @inlinable @_lifetime(copy self)
    public func enclosing<P: PacketProtocol>(_ type: P.Type) -> Layer<P>? {
        var at = index - 1
        while at >= 0 {
            if layers[at].schema == ObjectIdentifier(type) { return Layer<P>(message(at)) }
            at -= 1
        }
        return nil
    }

    /// How many octets the layer at `index` carries, as far as they were captured.
    @inlinable public var payloadLength: Int { layers[index].end - layers[index].payloadStart }

    /// Whether nothing but plain data, or nothing at all, comes after the layer at `index`.
    @inlinable public var carriesData: Bool {
        let next = index &+ 1
        return next >= layers.count || layers[next].id == .data
    }

    /// How many octets the layer at `index` carried on the wire, also past those that were captured.
    @inlinable public var wirePayloadLength: Int { max(0, wireEnd(index) - layers[index].payloadStart) }

    /// Where the layer at `at` and all that it carries ended in the packet on the wire. That is past the octets that
    /// were captured when the capture was cut.
    @inlinable public func wireEnd(_ at: Int) -> Int {
        let end = layers[at].end
        return frame.isCut && end == frameLength ? uncutEnd(at) : end
    }

    /// What the nearest network header says, or else the frame's own length.
    @inlinable
    func uncutEnd(_ at: Int) -> Int {
        var index = at
        while index >= 0 {
            let span = layers[index]
            if span.role.contains(.network), !span.isBroken, let header = span.type.networkHeader(message(index)) {
                let end = header.statedEnd
                return end == 0 ? frame.originalLength : max(span.start &+ end, layers[at].end)
            }
            index -= 1
        }
        return frame.originalLength
    }

    /// What the layer at `index` carries, counted from the start of the packet; `nil` when it carries nothing.
    public var payloadRange: OctetRange? {
        let span = layers[index]
        return span.payloadStart < span.end ? OctetRange(span.payloadStart, span.end) : nil
    }
}
